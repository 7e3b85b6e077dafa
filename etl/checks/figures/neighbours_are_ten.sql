-- Councils of the model's year without ten different neighbours, the closest first.

-- Examined:
SELECT COUNT(*) FROM neighbours;

-- Failing:
WITH existing AS (
    SELECT council_code
    FROM councils
    WHERE code_from <= GETVARIABLE('model_year') || '-03-31'
        AND (code_to = '' OR code_to >= GETVARIABLE('model_year') || '-03-31')
),

held AS (
    SELECT
        council_code,
        COUNT(*) AS neighbours,
        COUNT(DISTINCT NULLIF(neighbour_code, council_code)) AS others,
        LIST(closeness ORDER BY position) AS words,
        LIST(LIST_POSITION(
            ['Extremely close', 'Very close', 'Close', 'Somewhat close', 'Not close'], closeness
        ) ORDER BY position) AS places
    FROM neighbours
    GROUP BY council_code
)

SELECT
    'neighbours' AS table_name,
    council_code AS area_code,
    '' AS year,
    CASE
        WHEN existing.council_code IS NULL OR held.council_code IS NULL
            THEN 'no row for this council, or one too many'
        WHEN neighbours <> 10 OR others <> 10 THEN 'not ten different neighbours'
        WHEN LIST_SORT(places) <> places OR LIST_COUNT(places) < 10
            THEN 'neighbours are not in order of closeness'
    END AS found
FROM existing
FULL JOIN held USING (council_code)
WHERE found IS NOT NULL
ORDER BY ALL;
