-- Council-years without a shape of their own or of a council with the same ground.

-- Examined:
SELECT COUNT(*) FROM shape;

-- Failing:
SELECT
    council_year.council_code,
    council_year.year_ending
FROM council_year
INNER JOIN council_series USING (council_code)
WHERE NOT EXISTS (
    SELECT 1
    FROM shape
    INNER JOIN council_series AS drawn ON drawn.council_code = shape.council_code
    WHERE shape.layer IN ('current', 'earlier')
        AND drawn.series_code = council_series.series_code
        AND council_year.year_ending >= shape.first_year
        AND council_year.year_ending <= COALESCE(shape.last_year, 9999)
)
UNION ALL
-- A council whose series ends must lead to one that is drawn today.
SELECT
    council.council_code,
    NULL
FROM council
WHERE NOT EXISTS (
    SELECT 1
    FROM shape
    INNER JOIN council_series AS drawn ON drawn.council_code = shape.council_code
    INNER JOIN council_series AS mine ON mine.council_code = council.council_code
    WHERE shape.layer = 'current'
        AND (
            drawn.series_code = mine.series_code
            OR LIST_CONTAINS(STRING_SPLIT(council.successors, ' '), drawn.council_code)
        )
);
