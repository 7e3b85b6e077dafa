-- An assessment names a factor once. Sums of three factors may be more than the assessments.

-- Examined:
SELECT COUNT(value) FROM assessments WHERE factor = 'any_factor';

-- Failing:
SELECT
    'assessments' AS table_name,
    area_code,
    year_ending AS year,
    FORMAT('more assessments with {} than with any factor', named.factor) AS found
FROM assessments AS named
INNER JOIN assessments AS every USING (area_code, year_ending)
WHERE every.factor = 'any_factor' AND named.factor NOT IN ('sexual_abuse', 'physical_abuse')
    AND named.value > every.value
ORDER BY ALL;
