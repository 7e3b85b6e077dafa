-- Councils whose children changed by more than 8 per cent in a year. Of all councils and years
-- held, none moved by more than 4.3 per cent but the City of London, which is too small to tell.

-- Examined:
SELECT COUNT(*) FROM population WHERE children >= 5000;

-- Failing:
WITH council AS (
    SELECT
        area_code,
        mid_year,
        children,
        LAG(children) OVER (PARTITION BY area_code ORDER BY mid_year) AS before,
        LAG(mid_year) OVER (PARTITION BY area_code ORDER BY mid_year) AS year_before
    FROM population
    WHERE children >= 5000
)

SELECT
    'population' AS table_name,
    area_code,
    mid_year AS year,
    'children aged 0 to 17 changed by more than 8 per cent in a year' AS found
FROM council
WHERE mid_year = year_before + 1 AND ABS(children / before - 1) > 0.08
ORDER BY ALL;
