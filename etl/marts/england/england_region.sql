-- england_year, region_year: DfE's own rounded totals. Never our sums.
--
-- Grain  one row per year ending 31 March (and region; London stands beside Inner and Outer London)
-- Unit   as in council_year
-- NULL   where not published, and rates where no population is held (before 2013)
-- Needs  figures
CREATE TABLE area_year AS
WITH started AS (
    SELECT * FROM plan WHERE flow = 'started' AND basis = 'initial' AND area_level <> 'council'
)

SELECT
    total.area_code,
    total.area_level,
    total.year_ending,
    population.children,
    total.value AS all_plans,
    total.status AS all_plans_status,
    sexual.value AS sexual_plans,
    sexual.status AS sexual_plans_status,
    1000.0 * sexual.value / population.children AS sexual_rate_per_1000,
    1.0 * sexual.value / total.value AS sexual_share,
    csa.value AS csa_assessments,
    COALESCE(csa.status, 'not_available') AS csa_assessments_status,
    cse.value AS cse_assessments,
    COALESCE(cse.status, 'not_available') AS cse_assessments_status,
    100.0 * sexual.value / NULLIF(csa.value, 0) AS plans_per_100_csa_assessments,
    1000.0 * csa.value / population.children AS csa_assessments_per_1000,
    1000.0 * cse.value / population.children AS cse_assessments_per_1000
FROM started AS total
INNER JOIN started AS sexual
    ON sexual.area_code = total.area_code
    AND sexual.year_ending = total.year_ending
    AND sexual.category = 'sexual_abuse'
LEFT JOIN population
    ON population.area_code = total.area_code
    AND population.mid_year = total.year_ending - 1
LEFT JOIN assessment_factor AS csa
    ON csa.area_code = total.area_code
    AND csa.year_ending = total.year_ending
    AND csa.factor = 'sexual_abuse'
LEFT JOIN assessment_factor AS cse
    ON cse.area_code = total.area_code
    AND cse.year_ending = total.year_ending
    AND cse.factor = 'child_sexual_exploitation'
WHERE total.category = 'all'
ORDER BY total.area_code, total.year_ending;

CREATE TABLE england_year AS
SELECT * EXCLUDE (area_code, area_level) FROM area_year WHERE area_level = 'england';

CREATE TABLE region_year AS
WITH region AS (
    SELECT region_code, region_name FROM council
    UNION
    SELECT dfe_region_code, dfe_region_name FROM council
)

SELECT
    region.region_code,
    region.region_name,
    area_year.* EXCLUDE (area_code, area_level)
FROM area_year
INNER JOIN region ON region.region_code = area_year.area_code
ORDER BY region.region_name, area_year.year_ending;

DROP TABLE area_year;

COMMENT ON TABLE england_year IS 'England: one row per year ending 31 March from 2010. DfE''s own totals, rounded to 10 (to 100 in 2010 and 2011), with figures carried in for councils without a return.';
COMMENT ON COLUMN england_year.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN england_year.children IS 'Unit: residents aged 0 to 17. NULL before 2013.';
COMMENT ON COLUMN england_year.all_plans IS 'Unit: plans started, all categories.';
COMMENT ON COLUMN england_year.all_plans_status IS 'As in plan.';
COMMENT ON COLUMN england_year.sexual_plans IS 'Unit: plans started with sexual abuse as the initial category.';
COMMENT ON COLUMN england_year.sexual_plans_status IS 'As in plan.';
COMMENT ON COLUMN england_year.sexual_rate_per_1000 IS 'Unit: plans per 1,000 residents aged 0 to 17. NULL before 2013.';
COMMENT ON COLUMN england_year.sexual_share IS 'Unit: 0 to 1, share of all plans started.';
COMMENT ON COLUMN england_year.csa_assessments IS 'Unit: assessments that recorded sexual abuse. NULL before 2018.';
COMMENT ON COLUMN england_year.csa_assessments_status IS 'As in plan.';
COMMENT ON COLUMN england_year.cse_assessments IS 'Unit: assessments that recorded child sexual exploitation. NULL before 2018.';
COMMENT ON COLUMN england_year.cse_assessments_status IS 'As in plan.';
COMMENT ON COLUMN england_year.plans_per_100_csa_assessments IS 'Unit: plans for sexual abuse per 100 assessments that recorded it. NULL before 2018.';
COMMENT ON COLUMN england_year.csa_assessments_per_1000 IS 'Unit: assessments per 1,000 residents aged 0 to 17. NULL before 2018.';
COMMENT ON COLUMN england_year.cse_assessments_per_1000 IS 'Unit: assessments per 1,000 residents aged 0 to 17. NULL before 2018.';
COMMENT ON TABLE region_year IS 'Regions: one row per region and year ending 31 March from 2013. DfE''s own rounded totals. London stands beside Inner and Outer London: never add the three.';
COMMENT ON COLUMN region_year.region_code IS 'Region.';
COMMENT ON COLUMN region_year.region_name IS 'Its name.';
COMMENT ON COLUMN region_year.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN region_year.children IS 'Unit: residents aged 0 to 17.';
COMMENT ON COLUMN region_year.all_plans IS 'Unit: plans started, all categories.';
COMMENT ON COLUMN region_year.all_plans_status IS 'As in plan.';
COMMENT ON COLUMN region_year.sexual_plans IS 'Unit: plans started with sexual abuse as the initial category.';
COMMENT ON COLUMN region_year.sexual_plans_status IS 'As in plan.';
COMMENT ON COLUMN region_year.sexual_rate_per_1000 IS 'Unit: plans per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN region_year.sexual_share IS 'Unit: 0 to 1, share of all plans started.';
COMMENT ON COLUMN region_year.csa_assessments IS 'Unit: assessments that recorded sexual abuse. NULL before 2018.';
COMMENT ON COLUMN region_year.csa_assessments_status IS 'As in plan.';
COMMENT ON COLUMN region_year.cse_assessments IS 'Unit: assessments that recorded child sexual exploitation. NULL before 2018.';
COMMENT ON COLUMN region_year.cse_assessments_status IS 'As in plan.';
COMMENT ON COLUMN region_year.plans_per_100_csa_assessments IS 'Unit: plans for sexual abuse per 100 assessments that recorded it. NULL before 2018.';
COMMENT ON COLUMN region_year.csa_assessments_per_1000 IS 'Unit: assessments per 1,000 residents aged 0 to 17. NULL before 2018.';
COMMENT ON COLUMN region_year.cse_assessments_per_1000 IS 'Unit: assessments per 1,000 residents aged 0 to 17. NULL before 2018.';
