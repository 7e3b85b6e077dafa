-- Figures that no council has in a year. Assessments begin with the first year that has any.

-- Examined:
SELECT COUNT(DISTINCT year_ending) FROM council_year;

-- Failing:
WITH first_year AS (
    SELECT MIN(year_ending) AS assessments
    FROM assessment_factor
    WHERE area_level = 'council' AND status = 'published'
),

held AS (
    UNPIVOT (
        SELECT year_ending, COUNT(COLUMNS(* EXCLUDE (year_ending, council_code)))
        FROM council_year
        GROUP BY year_ending
    )
    ON COLUMNS(* EXCLUDE (year_ending)) INTO NAME column_name VALUE councils
)

SELECT held.*
FROM held
CROSS JOIN first_year
WHERE held.councils = 0
    -- A year without a single symbol would be welcome.
    AND held.column_name NOT LIKE '%symbol'
    AND NOT (
        held.year_ending < first_year.assessments
        AND (held.column_name LIKE '%assessments%')
    );
