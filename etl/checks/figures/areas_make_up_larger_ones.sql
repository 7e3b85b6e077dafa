-- Regions that do not add up to England, Inner and Outer London that do not to London, councils
-- that do not to their region. Where not all are printed, those that are must not be too many.

-- Examined:
SELECT COUNT(*) FROM area_figure WHERE area_level <> 'england';

-- Failing:
WITH part AS (
    SELECT
        *,
        CASE
            WHEN area_level = 'council' THEN region_code
            WHEN area_code IN ('E13000001', 'E13000002') THEN 'E12000007'
            ELSE 'E92000001'
        END AS whole_code
    FROM area_figure
    WHERE area_level <> 'england'
),

added AS (
    SELECT
        table_name,
        counted,
        year,
        area_level AS part_level,
        whole_code AS area_code,
        COALESCE(SUM(value), 0)::BIGINT AS parts,
        COUNT(*) = COUNT(value) AS all_printed,
        -- Each region is rounded; a council is where populations are.
        COUNT(value) FILTER (WHERE area_level = 'region' OR table_name = 'population') AS rounded
    FROM part
    GROUP BY table_name, counted, year, area_level, whole_code
)

SELECT
    added.table_name,
    added.area_code,
    added.year,
    CASE
        WHEN added.part_level = 'region'
            THEN FORMAT(
                'regions add up to {:,} where {:,} is printed ({})',
                added.parts, whole.value, added.counted
            )
        ELSE FORMAT(
            'councils add up to {:,} where the region prints {:,} ({})',
            added.parts, whole.value, added.counted
        )
    END AS found,
    added.counted
FROM added
INNER JOIN area_figure AS whole USING (table_name, counted, area_code)
WHERE added.parts - whole.value > whole.half_unit * (1 + added.rounded)
    OR (added.all_printed AND whole.value - added.parts > whole.half_unit * (1 + added.rounded))
ORDER BY added.part_level DESC, added.table_name, added.counted, added.area_code;
