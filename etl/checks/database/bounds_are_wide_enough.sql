-- Suppressed and withheld cells with bounds narrower than 0 to 5, low ones that are not 1 to 5, and published ones with bounds that are not the number.

-- Examined:
SELECT COUNT(*) FROM plan_bounds WHERE is_hidden(status);

-- Failing:
SELECT council_code, year_ending, flow, basis, category, plans_min, plans_max
FROM plan_bounds
WHERE CASE
    WHEN is_hidden(status) THEN plans_min IS DISTINCT FROM 0 OR plans_max IS NULL OR plans_max < 5
    WHEN status = 'low' THEN plans_min IS DISTINCT FROM 1 OR plans_max IS DISTINCT FROM 5
    WHEN status = 'published' THEN plans_min <> value OR plans_max <> value
    ELSE plans_min IS NOT NULL OR plans_max IS NOT NULL
END
UNION ALL
SELECT council_code, year_ending, 'started', 'initial', 'sexual_abuse',
    sexual_plans_min, sexual_plans_max
FROM council_year
WHERE is_hidden(sexual_plans_status) AND (sexual_plans_min <> 0 OR sexual_plans_max < 5);
