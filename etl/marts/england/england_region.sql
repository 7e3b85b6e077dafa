-- england_year, region_year: DfE's own rounded totals. Never our sums.
--
-- Grain  one row per year ending 31 March (and region; London stands beside Inner and Outer London)
-- Unit   as in council_year
-- NULL   where not published, and rates where no population is held (before 2013)
-- Needs  area_count, measure_figure, recording_shortfall
CREATE TABLE area_year AS
WITH plan_total AS (
    SELECT * FROM area_count
    WHERE area_level IN ('region', 'england') AND name = 'plans_started_all_categories'
),

sexual AS (SELECT * FROM area_count WHERE name = 'plans_started_sexual_abuse_initial'),

csa AS (SELECT * FROM area_count WHERE name = 'assessments_sexual_abuse'),

cse AS (SELECT * FROM area_count WHERE name = 'assessments_child_sexual_exploitation'),

rate AS (SELECT * FROM measure_figure WHERE measure = 'sexual_plan_rate'),

of_assessments AS (SELECT * FROM measure_figure WHERE measure = 'plans_per_100_csa_assessments'),

csa_rate AS (SELECT * FROM measure_figure WHERE measure = 'csa_assessment_rate'),

cse_rate AS (SELECT * FROM measure_figure WHERE measure = 'cse_assessment_rate')

SELECT
    plan_total.area_code,
    plan_total.area_level,
    plan_total.year_ending,
    rate.base::INTEGER AS children,
    plan_total.value AS all_plans,
    plan_total.status AS all_plans_status,
    sexual.value AS sexual_plans,
    sexual.status AS sexual_plans_status,
    rate.value AS sexual_rate_per_1000,
    -- Of years without a population too, so not from measure_figure.
    ratio_of(1, sexual.value, plan_total.value) AS sexual_share,
    csa.value AS csa_assessments,
    COALESCE(csa.status, 'not_available') AS csa_assessments_status,
    cse.value AS cse_assessments,
    COALESCE(cse.status, 'not_available') AS cse_assessments_status,
    of_assessments.value AS plans_per_100_csa_assessments,
    csa_rate.value AS csa_assessments_per_1000,
    cse_rate.value AS cse_assessments_per_1000,
    sexual.value_min::INTEGER AS sexual_plans_min,
    sexual.value_max::INTEGER AS sexual_plans_max,
    rate.value_min AS sexual_rate_min,
    rate.value_max AS sexual_rate_max,
    COALESCE(rate.status, 'not_available') AS sexual_rate_status,
    COALESCE(of_assessments.status, 'not_available') AS plans_per_100_csa_assessments_status
FROM plan_total
INNER JOIN sexual USING (area_code, year_ending)
LEFT JOIN csa USING (area_code, year_ending)
LEFT JOIN cse USING (area_code, year_ending)
LEFT JOIN rate USING (area_code, year_ending)
LEFT JOIN of_assessments USING (area_code, year_ending)
LEFT JOIN csa_rate USING (area_code, year_ending)
LEFT JOIN cse_rate USING (area_code, year_ending)
ORDER BY plan_total.area_code, plan_total.year_ending;

CREATE TABLE england_year AS
SELECT
    area_year.* EXCLUDE (area_code, area_level),
    COALESCE(csa.is_under_recorded, FALSE) AS csa_assessments_under_recorded,
    COALESCE(cse.is_under_recorded, FALSE) AS cse_assessments_under_recorded
FROM area_year
LEFT JOIN recording_shortfall AS csa
    ON csa.factor = 'sexual_abuse' AND csa.year_ending = area_year.year_ending
LEFT JOIN recording_shortfall AS cse
    ON cse.factor = 'child_sexual_exploitation' AND cse.year_ending = area_year.year_ending
WHERE area_year.area_level = 'england'
ORDER BY area_year.year_ending;

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
COMMENT ON COLUMN england_year.children IS 'Unit: residents aged 0 to 17. NULL before 2013. Gap: not_available.';
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
COMMENT ON COLUMN england_year.sexual_plans_min IS 'Unit: plans. Fewest sexual_plans can have been before it was rounded.';
COMMENT ON COLUMN england_year.sexual_plans_max IS 'Unit: plans. Most sexual_plans can have been before it was rounded.';
COMMENT ON COLUMN england_year.sexual_rate_min IS 'Unit: per 1,000. Least the rate can be, since its count is rounded. NULL with the rate.';
COMMENT ON COLUMN england_year.sexual_rate_max IS 'Unit: per 1,000. Most the rate can be, since its count is rounded. NULL with the rate.';
COMMENT ON COLUMN england_year.sexual_rate_status IS 'As in plan, of the rate: not_available where no population is held.';
COMMENT ON COLUMN england_year.plans_per_100_csa_assessments_status IS 'As in plan, of plans_per_100_csa_assessments: not_available before 2018.';
COMMENT ON COLUMN england_year.csa_assessments_under_recorded IS 'TRUE where csa_assessments, and what is worked out from it, lacks a twentieth or more by councils that fell far short of the years on both sides (recording_shortfall). FALSE where not collected, and for the first and the newest year, of which nothing can be said.';
COMMENT ON COLUMN england_year.cse_assessments_under_recorded IS 'The same of cse_assessments.';
COMMENT ON COLUMN region_year.sexual_plans_min IS 'Unit: plans. Fewest sexual_plans can have been before it was rounded.';
COMMENT ON COLUMN region_year.sexual_plans_max IS 'Unit: plans. Most sexual_plans can have been before it was rounded.';
COMMENT ON COLUMN region_year.sexual_rate_min IS 'Unit: per 1,000. Least the rate can be, since its count is rounded. NULL with the rate.';
COMMENT ON COLUMN region_year.sexual_rate_max IS 'Unit: per 1,000. Most the rate can be, since its count is rounded. NULL with the rate.';
COMMENT ON COLUMN region_year.sexual_rate_status IS 'As in plan, of the rate: not_available where no population is held.';
COMMENT ON COLUMN region_year.plans_per_100_csa_assessments_status IS 'As in plan, of plans_per_100_csa_assessments: not_available before 2018.';
