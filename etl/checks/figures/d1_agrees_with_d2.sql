-- Plans started are in both files; files of different releases may differ by a revision.

-- Examined:
SELECT COUNT(value) FROM activity WHERE measure = 'plans_started';

-- Failing:
SELECT
    'activity' AS table_name,
    area_code,
    year_ending AS year,
    FORMAT('D1 prints {:,} plans started, D2 {:,}', d1.value, d2.value) AS found,
    d1.measure AS counted
FROM activity AS d1
INNER JOIN plans AS d2 USING (area_code, year_ending, release)
WHERE d1.measure = 'plans_started' AND d2.flow = 'started' AND d2.category = 'all'
    AND d1.value <> d2.value
ORDER BY ALL;
