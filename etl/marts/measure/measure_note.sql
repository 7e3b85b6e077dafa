-- measure_note: the quality flags that touch a measure, so that its map and table can show them.
--
-- Grain  one row per measure, council, year ending 31 March, flag and explanation
-- NULL   none
-- Needs  quality_flag
CREATE TABLE measure_note AS
WITH concern AS (
    SELECT id AS measure, UNNEST(concerns) AS flagged FROM measure WHERE count IS NOT NULL
    UNION ALL
    SELECT measure.id, every.flagged
    FROM measure
    CROSS JOIN (VALUES ('area'), ('England and region totals')) AS every (flagged)
    WHERE measure.count IS NOT NULL
)

SELECT
    concern.measure,
    quality_flag.council_code,
    quality_flag.year_ending,
    quality_flag.flag,
    quality_flag.explanation
FROM concern
INNER JOIN quality_flag ON quality_flag.measure = concern.flagged
-- A new code on the same ground changes nothing that a map shows.
WHERE quality_flag.flag <> 'new_code'
ORDER BY ALL;
COMMENT ON TABLE measure_note IS 'What to know before a measure of the map is used: one row per measure, council, year, flag and explanation, from quality_flag.';
COMMENT ON COLUMN measure_note.measure IS 'Row of measure.';
COMMENT ON COLUMN measure_note.flag IS 'As in quality_flag.';
COMMENT ON COLUMN measure_note.explanation IS 'As in quality_flag.';
