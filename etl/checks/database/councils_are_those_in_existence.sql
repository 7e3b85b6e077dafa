-- Years whose councils are not exactly those in existence on 31 March.

-- Examined:
SELECT COUNT(*) FROM council_year;

-- Failing:
WITH existing AS (
    SELECT
        council.council_code,
        year.year_ending
    FROM council
    INNER JOIN (SELECT DISTINCT year_ending FROM council_year) AS year
        ON council.code_from <= MAKE_DATE(year.year_ending, 3, 31)
        AND COALESCE(council.code_to, DATE '9999-12-31') >= MAKE_DATE(year.year_ending, 3, 31)
)

SELECT 'has no row' AS fault, * FROM (
    SELECT * FROM existing EXCEPT SELECT council_code, year_ending FROM council_year
)
UNION ALL
SELECT 'did not exist', * FROM (
    SELECT council_code, year_ending FROM council_year EXCEPT SELECT * FROM existing
);
