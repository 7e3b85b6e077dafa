-- Groups of children against the total of their kind, where at most one of them is hidden: that
-- one is a handful of England's children, the size of the rounding.

-- Examined:
SELECT COUNT(value) FROM characteristics;

-- Failing:
WITH total AS (
    SELECT
        year_ending,
        category,
        MAX(value) FILTER (WHERE group_name = 'Total') AS every,
        MAX(value) FILTER (WHERE group_name = 'Known ethnicity') AS ethnicity,
        -- A child not yet born has no gender.
        MAX(value) FILTER (WHERE group_name = 'Unborn') AS unborn
    FROM characteristics
    GROUP BY ALL
),

added AS (
    SELECT
        year_ending,
        category,
        characteristic,
        COUNT(*) AS parts,
        COUNT(*) - COUNT(value) AS hidden,
        COALESCE(SUM(value), 0)::BIGINT - CASE characteristic
            WHEN 'ethnicity' THEN ethnicity
            WHEN 'gender' THEN every - unborn
            ELSE every
        END AS away
    FROM characteristics
    INNER JOIN total USING (year_ending, category)
    WHERE group_name NOT IN ('Total', 'Known ethnicity')
    GROUP BY year_ending, category, characteristic, ethnicity, every, unborn
)

SELECT
    'characteristics' AS table_name,
    'E92000001' AS area_code,
    year_ending AS year,
    FORMAT(
        'groups of {} are {}{:,} from their total ({})',
        characteristic, CASE WHEN away > 0 THEN '+' ELSE '' END, away, category
    ) AS found
FROM added
WHERE hidden <= 1 AND ABS(away) > 10 * (parts + 1)
ORDER BY ALL;
