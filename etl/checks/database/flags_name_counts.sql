-- Flags, and measures that flags touch, that name a count which is not in area_count.

-- Examined:
SELECT COUNT(*) FROM quality_flag WHERE counted IS NOT NULL;

-- Failing:
SELECT 'quality_flag' AS table_name, counted
FROM quality_flag
ANTI JOIN area_count ON area_count.name = quality_flag.counted
WHERE counted IS NOT NULL
UNION ALL
SELECT 'measure ' || id, concern.counted
FROM (SELECT id, UNNEST(concerns) AS counted FROM measure) AS concern
ANTI JOIN area_count ON area_count.name = concern.counted;
