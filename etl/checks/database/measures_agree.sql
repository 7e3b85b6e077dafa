-- Figures of one measure, area and year that two tables give differently: another value, another
-- status, or another bound.

-- Examined:
SELECT COUNT(*) FROM measure_figure;

-- Failing:
WITH area_year AS (
    SELECT 'england_year' AS table_name, 'E92000001' AS area_code, * FROM england_year
    UNION ALL BY NAME
    SELECT 'region_year' AS table_name, region_code AS area_code, * FROM region_year
),

told (table_name, measure, area_code, year_ending, value, status) AS (
    SELECT 'every_figure', measure, area_code, year_ending, value, status FROM every_figure
    UNION ALL
    SELECT 'comparison', measure, council_code, year_ending, value, status FROM comparison
    UNION ALL
    SELECT
        'area_rate',
        CASE measure
            WHEN 'sexual_plans' THEN 'sexual_plan_rate'
            WHEN 'csa_assessments' THEN 'csa_assessment_rate'
            WHEN 'cse_assessments' THEN 'cse_assessment_rate'
        END,
        area_code, year_ending, rate_per_1000, status
    FROM area_rate
    UNION ALL
    SELECT 'assessment_to_plan', 'plans_per_100_csa_assessments', area_code, year_ending,
        plans_per_100_assessments, plans_per_100_assessments_status
    FROM assessment_to_plan
    WHERE category = 'sexual_abuse'
    UNION ALL
    SELECT 'path_step', 'plans_per_100_csa_assessments', area_code, year_ending, per_100,
        per_100_status
    FROM path_step
    WHERE step = 'sexual_plans'
    UNION ALL
    SELECT 'council_year', 'sexual_plans', council_code, year_ending, sexual_plans,
        sexual_plans_status
    FROM council_year
    UNION ALL
    SELECT 'council_year', 'sexual_plan_rate', council_code, year_ending, sexual_rate_per_1000,
        sexual_plans_status
    FROM council_year
    UNION ALL
    SELECT 'council_year', 'csa_assessment_rate', council_code, year_ending,
        csa_assessments_per_1000, csa_assessments_status
    FROM council_year
    UNION ALL
    SELECT 'council_year', 'cse_assessment_rate', council_code, year_ending,
        cse_assessments_per_1000, cse_assessments_status
    FROM council_year
    UNION ALL
    SELECT 'council_year', 'sexual_share', council_code, year_ending, 100 * sexual_share,
        sexual_share_status
    FROM council_year
    UNION ALL
    SELECT 'council_year', 'plans_per_100_csa_assessments', council_code, year_ending,
        plans_per_100_csa_assessments, plans_per_100_csa_assessments_status
    FROM council_year
    UNION ALL
    SELECT table_name, 'sexual_plans', area_code, year_ending, sexual_plans, sexual_plans_status
    FROM area_year
    UNION ALL
    SELECT table_name, 'sexual_plan_rate', area_code, year_ending, sexual_rate_per_1000,
        sexual_rate_status
    FROM area_year
    UNION ALL
    SELECT table_name, 'sexual_share', area_code, year_ending, 100 * sexual_share,
        status_of_ratio(sexual_plans_status, all_plans, all_plans_status)
    FROM area_year
    UNION ALL
    SELECT table_name, 'csa_assessment_rate', area_code, year_ending, csa_assessments_per_1000,
        csa_assessments_status
    FROM area_year
    UNION ALL
    SELECT table_name, 'cse_assessment_rate', area_code, year_ending, cse_assessments_per_1000,
        cse_assessments_status
    FROM area_year
    UNION ALL
    SELECT table_name, 'plans_per_100_csa_assessments', area_code, year_ending,
        plans_per_100_csa_assessments, plans_per_100_csa_assessments_status
    FROM area_year
),

bounded (table_name, measure, area_code, year_ending, value_min, value_max) AS (
    SELECT 'comparison', measure, council_code, year_ending, value_min, value_max FROM comparison
    UNION ALL
    SELECT 'council_year', 'sexual_plans', council_code, year_ending, sexual_plans_min,
        sexual_plans_max
    FROM council_year
    UNION ALL
    SELECT 'area_rate', 'sexual_plan_rate', area_code, year_ending, rate_min, rate_max
    FROM area_rate
    WHERE measure = 'sexual_plans'
    UNION ALL
    SELECT table_name, 'sexual_plans', area_code, year_ending, sexual_plans_min, sexual_plans_max
    FROM area_year
    UNION ALL
    SELECT table_name, 'sexual_plan_rate', area_code, year_ending, sexual_rate_min, sexual_rate_max
    FROM area_year
)

SELECT told.table_name, told.measure, told.area_code, told.year_ending, told.status, figure.status
FROM told
INNER JOIN measure_figure AS figure
    ON figure.measure = told.measure
    AND figure.area_code = told.area_code
    AND figure.year_ending = told.year_ending
WHERE told.status::VARCHAR IS DISTINCT FROM figure.status::VARCHAR
    OR (told.value IS NULL) <> (figure.value IS NULL)
    OR ABS(told.value - figure.value) > 1e-9 * GREATEST(1, figure.value)
UNION ALL
SELECT bounded.table_name, bounded.measure, bounded.area_code, bounded.year_ending, NULL, figure.status
FROM bounded
INNER JOIN measure_figure AS figure USING (measure, area_code, year_ending)
WHERE (bounded.value_min IS NULL) <> (figure.value_min IS NULL)
    OR (bounded.value_max IS NULL) <> (figure.value_max IS NULL)
    OR ABS(bounded.value_min - figure.value_min) > 1e-9 * GREATEST(1, figure.value_min)
    OR ABS(bounded.value_max - figure.value_max) > 1e-9 * GREATEST(1, figure.value_max)
UNION ALL
-- Every figure of a measure is in the table of every figure, with the bounds it has.
SELECT 'every_figure', figure.measure, figure.area_code, figure.year_ending, NULL, figure.status
FROM measure_figure AS figure
LEFT JOIN every_figure
    ON every_figure.measure = figure.measure
    AND every_figure.area_code = figure.area_code
    AND every_figure.year_ending = figure.year_ending
WHERE every_figure.value_min IS DISTINCT FROM figure.value_min
    OR every_figure.value_max IS DISTINCT FROM figure.value_max
    OR every_figure.measure IS NULL
UNION ALL
-- What other tables work out is there under its own name, with the same value and status.
SELECT told.table_name, told.measure, told.area_code, told.year_ending, told.status, figure.status
FROM (
    SELECT 'path_step' AS table_name,
        CASE step
            WHEN 'section_47_enquiries' THEN 'section_47_enquiries_per_100_referrals'
            WHEN 'initial_conferences' THEN 'initial_conferences_per_100_section_47_enquiries'
            WHEN 'all_plans' THEN 'plans_per_100_initial_conferences'
            WHEN 'csa_assessments' THEN 'csa_assessments_per_100_assessments'
            ELSE 'plans_per_100_csa_assessments'
        END AS measure,
        area_code, year_ending, per_100 AS value, per_100_status AS status
    FROM path_step
    WHERE base IS NOT NULL AND base_status <> 'not_available'
    UNION ALL
    SELECT 'assessment_to_plan',
        'plans_per_100_' || CASE category WHEN 'sexual_abuse' THEN 'csa' ELSE category END
        || '_assessments',
        area_code, year_ending, plans_per_100_assessments, plans_per_100_assessments_status
    FROM assessment_to_plan
) AS told
LEFT JOIN every_figure AS figure USING (measure, area_code, year_ending)
WHERE figure.status IS NULL
    OR figure.status <> told.status
    OR (figure.value IS NULL) <> (told.value IS NULL)
    OR ABS(figure.value - told.value) > 1e-9 * GREATEST(1, told.value);
