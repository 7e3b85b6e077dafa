-- Totals of regions and England that are not rounded to 10, as DfE's are.

-- Examined:
SELECT COUNT(value) FROM area_figure WHERE area_level <> 'council' AND table_name <> 'population';

-- Failing:
SELECT
    table_name,
    area_code,
    year,
    FORMAT('{} is not rounded to 10, as DfE''s totals are', value) AS found,
    counted
FROM area_figure
WHERE area_level <> 'council' AND table_name <> 'population' AND value % 10 <> 0
ORDER BY ALL;
