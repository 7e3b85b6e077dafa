-- council_year: what each council records about sexual abuse in a year.
-- council_every_year: the same with the years in which plans are not held and other figures are.
--
-- Grain  one row per council and year ending 31 March, from 2013
-- Unit   plans started with sexual abuse as the initial category; rates per 1,000 residents 0 to 17
-- NULL   wherever the count was not published; the status beside it says why. Never zero.
-- Needs  area_count, fitted, measure_figure, threshold

CREATE TABLE council_every_year AS
WITH children AS (
    SELECT * FROM area_count WHERE area_level = 'council' AND name = 'residents_aged_0_to_17'
),

total AS (
    SELECT * FROM area_count
    WHERE area_level = 'council' AND name = 'plans_started_all_categories'
),

rate AS (
    SELECT * FROM measure_figure
    WHERE area_level = 'council' AND measure = 'sexual_plan_rate' AND base IS NOT NULL
),

of_all AS (
    SELECT * FROM measure_figure WHERE area_level = 'council' AND measure = 'sexual_share'
),

of_assessments AS (
    SELECT * FROM measure_figure
    WHERE area_level = 'council' AND measure = 'plans_per_100_csa_assessments'
),

csa AS (
    SELECT * FROM measure_figure WHERE area_level = 'council' AND measure = 'csa_assessment_rate'
),

cse AS (
    SELECT * FROM measure_figure WHERE area_level = 'council' AND measure = 'cse_assessment_rate'
),

england AS (
    SELECT year_ending, value / 1000 AS plans_per_child
    FROM measure_figure
    WHERE area_level = 'england' AND measure = 'sexual_plan_rate'
)

SELECT
    council.council_code,
    council.council_name,
    council.region_name,
    children.year_ending,
    children.value AS children,
    total.value AS all_plans,
    rate.counted AS sexual_plans,
    COALESCE(rate.status, 'not_available') AS sexual_plans_status,
    rate.counted_symbol AS sexual_plans_symbol,
    rate.counted_min::INTEGER AS sexual_plans_min,
    rate.counted_max::INTEGER AS sexual_plans_max,
    rate.value AS sexual_rate_per_1000,
    rate.limit_low AS sexual_rate_low,
    rate.limit_high AS sexual_rate_high,
    COALESCE(class_of(rate.status, rate.counted, rate.base, default_threshold()), 'not_available') AS class,
    england.plans_per_child * children.value AS expected_plans_at_england_rate,
    csa.counted AS csa_assessments,
    COALESCE(csa.counted_status, 'not_available') AS csa_assessments_status,
    cse.counted AS cse_assessments,
    COALESCE(cse.counted_status, 'not_available') AS cse_assessments_status,
    of_assessments.value AS plans_per_100_csa_assessments,
    COALESCE(total.status, 'not_available') AS all_plans_status,
    total.symbol AS all_plans_symbol,
    csa.counted_symbol AS csa_assessments_symbol,
    cse.counted_symbol AS cse_assessments_symbol,
    csa.value AS csa_assessments_per_1000,
    cse.value AS cse_assessments_per_1000,
    of_all.value / 100 AS sexual_share,
    COALESCE(of_assessments.status, 'not_available') AS plans_per_100_csa_assessments_status,
    COALESCE(of_all.status, 'not_available') AS sexual_share_status,
    csa.counted_min::INTEGER AS csa_assessments_min,
    csa.counted_max::INTEGER AS csa_assessments_max,
    1000.0 * adjusted_limit.low / rate.base AS sexual_rate_adjusted_low,
    1000.0 * adjusted_limit.high / rate.base AS sexual_rate_adjusted_high,
    -- As ONS marks rates on fewer than 20 deaths.
    rate.counted < 20 AS is_on_few_plans,
    class_margin(rate.counted, rate.base, default_threshold()) AS class_margin_plans
-- The June inside the statistical year: the year ending March 2024 uses June 2023. The figures
-- begin with June 2012, so the plans of 2010 to 2012 have no rate and no row here.
FROM children
INNER JOIN council ON council.council_code = children.area_code
LEFT JOIN rate USING (area_code, year_ending)
LEFT JOIN total USING (area_code, year_ending)
LEFT JOIN of_all USING (area_code, year_ending)
LEFT JOIN of_assessments USING (area_code, year_ending)
LEFT JOIN england USING (year_ending)
LEFT JOIN csa USING (area_code, year_ending)
LEFT JOIN cse USING (area_code, year_ending)
LEFT JOIN adjusted_limit
    ON adjusted_limit.counted = 'plans_started_sexual_abuse_initial'
    AND adjusted_limit.events = rate.counted
ORDER BY council.council_name, children.year_ending;
COMMENT ON TABLE council_every_year IS 'As council_year, with the years in which plans are not held and other figures are: one row per council and year ending 31 March. Low identification is not low prevalence.';

CREATE TABLE council_year AS
SELECT council_every_year.*
FROM council_every_year
SEMI JOIN (
    SELECT area_code AS council_code, year_ending FROM measure_figure
    WHERE measure = 'sexual_plan_rate' AND area_level = 'council'
) AS held USING (council_code, year_ending)
ORDER BY council_name, year_ending;
COMMENT ON TABLE council_year IS 'What each council records about sexual abuse: one row per council and year ending 31 March. Low identification is not low prevalence.';
COMMENT ON COLUMN council_year.council_code IS 'Code in force on 31 March of the year.';
COMMENT ON COLUMN council_year.council_name IS 'Name as DfE prints it.';
COMMENT ON COLUMN council_year.region_name IS 'Region.';
COMMENT ON COLUMN council_year.children IS 'Unit: residents aged 0 to 17 on the 30 June inside the year.';
COMMENT ON COLUMN council_year.all_plans IS 'Unit: plans started in the year, all categories. NULL when not published; all_plans_status says why.';
COMMENT ON COLUMN council_year.sexual_plans IS 'Unit: plans started in the year with sexual abuse as the initial category. NULL when not published; sexual_plans_status says why.';
COMMENT ON COLUMN council_year.sexual_plans_status IS 'published, suppressed (1 to 5, or hidden to protect such a number), withheld, low (above 0, and rounds to 0), low_reliability, not_available or not_applicable.';
COMMENT ON COLUMN council_year.sexual_plans_symbol IS 'What DfE printed in place of a number; NULL where it printed one.';
COMMENT ON COLUMN council_year.sexual_plans_min IS 'Unit: plans. Fewest the count can be: itself where published, 0 where suppressed, 1 where low, NULL without a return.';
COMMENT ON COLUMN council_year.sexual_plans_max IS 'Unit: plans. Most the count can be: itself where published, 5 or more where suppressed, NULL without a return.';
COMMENT ON COLUMN council_year.sexual_rate_per_1000 IS 'Unit: plans per 1,000 residents aged 0 to 17. NULL when the count was not published. Status: sexual_plans_status.';
COMMENT ON COLUMN council_year.sexual_rate_low IS 'Exact 95% Poisson lower limit of the rate, for comparison with others; plans swing more widely, see sexual_rate_adjusted_low. Unit: per 1,000. NULL with the rate. Status: sexual_plans_status.';
COMMENT ON COLUMN council_year.sexual_rate_high IS 'Exact 95% Poisson upper limit of the rate, for comparison with others; plans swing more widely, see sexual_rate_adjusted_high. Unit: per 1,000. NULL with the rate. Status: sexual_plans_status.';
COMMENT ON COLUMN council_year.class IS 'none (a published 0), suppressed, very_low (above 0 and below default_threshold of meta_build, unrounded), at_or_above, not_available.';
COMMENT ON COLUMN council_year.expected_plans_at_england_rate IS 'Unit: plans the council would have at England''s published rate of the year. Not a target. NULL where England''s rate is not held. Gap: not_available.';
COMMENT ON COLUMN council_year.csa_assessments IS 'Unit: assessments that recorded sexual abuse. NULL when not published; the status says why; collected from 2018.';
COMMENT ON COLUMN council_year.csa_assessments_status IS 'As sexual_plans_status.';
COMMENT ON COLUMN council_year.cse_assessments IS 'Unit: assessments that recorded child sexual exploitation. NULL when not published; collected from 2018.';
COMMENT ON COLUMN council_year.cse_assessments_status IS 'As sexual_plans_status.';
COMMENT ON COLUMN council_year.plans_per_100_csa_assessments IS 'Unit: plans for sexual abuse per 100 assessments that recorded it; steps of one year, not the same children. NULL unless both are published and the second is not 0.';
COMMENT ON COLUMN council_year.all_plans_status IS 'As sexual_plans_status, for all_plans.';
COMMENT ON COLUMN council_year.all_plans_symbol IS 'As sexual_plans_symbol, for all_plans.';
COMMENT ON COLUMN council_year.csa_assessments_symbol IS 'What DfE printed in place of a number; NULL where it printed one or has no row.';
COMMENT ON COLUMN council_year.cse_assessments_symbol IS 'What DfE printed in place of a number; NULL where it printed one or has no row.';
COMMENT ON COLUMN council_year.csa_assessments_per_1000 IS 'Unit: assessments per 1,000 residents aged 0 to 17. NULL when not published.';
COMMENT ON COLUMN council_year.cse_assessments_per_1000 IS 'Unit: assessments per 1,000 residents aged 0 to 17. NULL when not published.';
COMMENT ON COLUMN council_year.sexual_share IS 'Unit: 0 to 1. Plans for sexual abuse as a share of all plans started. NULL unless both are published.';
COMMENT ON COLUMN council_year.plans_per_100_csa_assessments_status IS 'As sexual_plans_status, of plans_per_100_csa_assessments; not_applicable also where the assessments are a published 0.';
COMMENT ON COLUMN council_year.sexual_share_status IS 'As sexual_plans_status, of sexual_share; not_applicable also where no plan started.';
COMMENT ON COLUMN council_year.csa_assessments_min IS 'Unit: assessments. Fewest csa_assessments can be: itself where published, its printed parts where suppressed, NULL without a return.';
COMMENT ON COLUMN council_year.csa_assessments_max IS 'Unit: assessments. Most csa_assessments can be: itself where published, all assessments with any factor where suppressed, NULL without a return.';
COMMENT ON COLUMN council_year.sexual_rate_adjusted_low IS '95% lower limit of the rate, widened by the variance factor of plans (variance_factor): the one to show. Unit: per 1,000. NULL with the rate. Status: sexual_plans_status.';
COMMENT ON COLUMN council_year.sexual_rate_adjusted_high IS '95% upper limit of the rate, widened by the variance factor of plans (variance_factor): the one to show. Unit: per 1,000. NULL with the rate. Status: sexual_plans_status.';
COMMENT ON COLUMN council_year.is_on_few_plans IS 'True where the rate rests on fewer than 20 plans, which ONS marks as unreliable. NULL with the rate. Status: sexual_plans_status.';
COMMENT ON COLUMN council_year.class_margin_plans IS 'How many plans more or fewer would put the council into another class. Unit: plans. NULL without a number, and for none, which any plan would change. Status: sexual_plans_status.';
