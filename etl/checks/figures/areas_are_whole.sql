-- England, and every region that has a council, for every year and count.

-- Examined:
SELECT COUNT(*) FROM area_figure WHERE area_level <> 'council';

-- Failing:
WITH due AS (
    SELECT table_name, counted, year, region_code AS area_code
    FROM area_figure
    WHERE region_code IS NOT NULL
    UNION
    SELECT table_name, counted, year, 'E12000007'
    FROM area_figure
    WHERE region_code IN ('E13000001', 'E13000002')
    UNION
    SELECT table_name, counted, year, 'E92000001' FROM area_figure
),

held AS (
    SELECT DISTINCT table_name, counted, year, area_code
    FROM area_figure
    WHERE area_level <> 'council'
)

SELECT
    table_name,
    area_code,
    year,
    FORMAT('the row of this region or country is missing, or is not one ({})', counted) AS found,
    counted
FROM ((FROM due EXCEPT FROM held) UNION ALL (FROM held EXCEPT FROM due)) AS odd
ORDER BY ALL;
