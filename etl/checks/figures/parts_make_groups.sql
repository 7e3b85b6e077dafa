-- Categories of plans against all plans of a group of children, where every one is printed.

-- Examined:
SELECT COUNT(value) FROM characteristics WHERE category = 'all';

-- Failing:
SELECT
    'characteristics' AS table_name,
    'E92000001' AS area_code,
    year_ending AS year,
    FORMAT('the categories of {} do not add up', group_name) AS found
FROM characteristics
GROUP BY year_ending, characteristic, group_name
HAVING COUNT(*) = COUNT(value)
    AND ABS(SUM(CASE category WHEN 'all' THEN -value ELSE value END)) > 5 * COUNT(*)
ORDER BY ALL;
