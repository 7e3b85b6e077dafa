-- Categories of a council against its total; a row that hides some must leave something for them.
-- A row with a symbol that does not stand for a number cannot be added up.

-- Examined:
SELECT COUNT(value) FROM plans WHERE area_level = 'council' AND category <> 'all';

-- Failing:
WITH part AS (
    SELECT
        area_code,
        year_ending,
        flow,
        basis,
        COALESCE(SUM(value), 0)::BIGINT AS printed,
        MAX(release) AS release,
        COUNT(*) > COUNT(value) AS some_hidden,
        BOOL_AND(status IN ('published', 'suppressed', 'withheld', 'low')) AS all_counts
    FROM plans
    WHERE area_level = 'council' AND category <> 'all'
    GROUP BY ALL
),

compared AS (
    SELECT
        part.*,
        total.value AS total,
        total.value - part.printed AS away,
        -- What a later release has mended has no difference left.
        CASE
            WHEN part.release <= known_fault.release OR away = known_fault.difference
                THEN away - known_fault.difference
            ELSE away
        END AS remaining
    FROM part
    INNER JOIN plans AS total USING (area_code, year_ending, flow)
    LEFT JOIN known_fault
        ON known_fault.area_code = part.area_code
        AND known_fault.year_ending = part.year_ending
        AND known_fault.flow = part.flow
        AND known_fault.basis = part.basis
    WHERE total.category = 'all'
)

SELECT
    'plans' AS table_name,
    area_code,
    year_ending AS year,
    FORMAT(
        'the categories printed add up to {:,}, the total is {:,} ({}, {})',
        printed, total, flow, basis
    ) AS found,
    CONCAT_WS(', ', year_ending, flow) AS counted
FROM compared
WHERE (NOT some_hidden AND remaining <> 0) OR (some_hidden AND all_counts AND remaining < 1)
ORDER BY ALL;
