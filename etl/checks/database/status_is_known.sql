-- Statuses outside the list, and symbols whose status is not the declared one.

-- Examined:
SELECT COUNT(*) FROM plan;

-- Failing:
WITH figure AS (
    SELECT area_code, year_ending, status, symbol FROM plan
    UNION ALL
    SELECT area_code, year_ending, status, symbol FROM assessment_factor
    UNION ALL
    SELECT area_code, year_ending, status, symbol FROM activity
    UNION ALL
    SELECT 'E92000001', year_ending, status, symbol FROM characteristic
)

SELECT * FROM figure
WHERE NOT CASE symbol
    WHEN 'c' THEN status = 'suppressed'
    WHEN 'withheld' THEN status = 'withheld'
    WHEN 'u' THEN status = 'low_reliability'
    WHEN 'low' THEN status = 'low'
    WHEN 'k' THEN status = 'low'
    WHEN 'z' THEN status = 'not_applicable'
    -- In releases to 2017 x replaces a small number; since then it means not available.
    WHEN 'x' THEN status = CASE WHEN year_ending <= 2012 THEN 'suppressed' ELSE 'not_available' END
    ELSE CASE WHEN symbol IS NULL THEN status = 'published' ELSE status = 'not_available' END
END;
