-- Figures said to be not applicable though a part of them is suppressed, unreliable or missing.

-- Examined:
SELECT COUNT(*) FROM measure_figure WHERE status = 'not_applicable';

-- Failing:
WITH told (table_name, area_code, year_ending, status, parts) AS (
    SELECT
        'measure_figure ' || measure, area_code, year_ending, status,
        [counted_status, base_status]
    FROM measure_figure
    UNION ALL
    SELECT
        'assessment_to_plan ' || category, area_code, year_ending,
        plans_per_100_assessments_status, [plans_status, assessments_status]
    FROM assessment_to_plan
    UNION ALL
    SELECT
        'path_step ' || step, area_code, year_ending, per_100_status, [status, base_status]
    FROM path_step
    WHERE base IS NOT NULL
    UNION ALL
    SELECT
        'council_year sexual_share', council_code, year_ending, sexual_share_status,
        [sexual_plans_status, all_plans_status]
    FROM council_year
    UNION ALL
    SELECT
        'council_year plans_per_100', council_code, year_ending,
        plans_per_100_csa_assessments_status,
        [sexual_plans_status, csa_assessments_status::count_status]
    FROM council_year
)

SELECT *
FROM told
WHERE status = 'not_applicable'
    AND LIST_HAS_ANY(
        parts::VARCHAR[], ['suppressed', 'withheld', 'low', 'low_reliability', 'not_available']
    )
UNION ALL
-- What was not collected is not hidden: no assessment had a factor before the first year of them.
SELECT 'council_year plans_per_100', council_code, year_ending,
    plans_per_100_csa_assessments_status, [sexual_plans_status]
FROM council_year
WHERE year_ending < (SELECT MIN(year_ending) FROM assessment_factor)
    AND plans_per_100_csa_assessments_status <> 'not_available';
