-- Years that lack a group of children which the last year prints, or have one that it does not.

-- Examined:
SELECT COUNT(*) FROM characteristics;

-- Failing:
WITH held AS (SELECT DISTINCT year_ending, group_name FROM characteristics),

due AS (
    SELECT every.year_ending, newest.group_name
    FROM held AS every, held AS newest
    WHERE newest.year_ending = (SELECT MAX(year_ending) FROM held)
)

SELECT
    'characteristics' AS table_name,
    'E92000001' AS area_code,
    year_ending AS year,
    'groups are not those of the last year: '
    || LEFT(STRING_AGG(group_name, ', ' ORDER BY group_name), 40) AS found
FROM ((FROM due EXCEPT FROM held) UNION ALL (FROM held EXCEPT FROM due)) AS odd
GROUP BY year_ending
ORDER BY ALL;
