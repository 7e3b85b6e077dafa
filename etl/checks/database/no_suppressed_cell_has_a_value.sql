-- Cells without a published number that carry one somewhere.

-- Examined:
SELECT COUNT(*) FROM plan_bounds WHERE is_hidden(status);

-- Failing:
SELECT 'council_year' AS table_name, council_code AS area_code, year_ending
FROM council_year
WHERE (sexual_plans IS NULL) <> (sexual_plans_status <> 'published')
    OR (all_plans IS NULL) <> (all_plans_status <> 'published')
    OR (csa_assessments IS NULL) <> (csa_assessments_status <> 'published')
    OR (cse_assessments IS NULL) <> (cse_assessments_status <> 'published')
    OR (
        sexual_plans_status <> 'published'
        AND COALESCE(
            sexual_rate_per_1000, sexual_rate_low, sexual_rate_high, sexual_rate_adjusted_low,
            sexual_rate_adjusted_high, sexual_share, plans_per_100_csa_assessments,
            class_margin_plans, is_on_few_plans::INTEGER
        ) IS NOT NULL
    )
    OR (csa_assessments_status <> 'published' AND csa_assessments_per_1000 IS NOT NULL)
    OR (cse_assessments_status <> 'published' AND cse_assessments_per_1000 IS NOT NULL)
UNION ALL
SELECT 'plan_bounds', council_code, year_ending
FROM plan_bounds
WHERE (value IS NULL) <> (status <> 'published')
UNION ALL
SELECT 'assessment_to_plan', area_code, year_ending
FROM assessment_to_plan
WHERE plans_per_100_assessments IS NOT NULL
    AND (plans_status <> 'published' OR assessments_status <> 'published');
