-- measure_note: the quality flags that touch a measure, so that its map and table can show them.
--
-- Grain  one row per measure, council, year ending 31 March, flag and explanation
-- NULL   none
-- Needs  quality_flag
CREATE TABLE measure_note AS
SELECT
    measure.id AS measure,
    quality_flag.council_code,
    quality_flag.year_ending,
    quality_flag.flag,
    quality_flag.explanation
FROM measure
-- What is about the area itself, or the totals it is in, touches every measure.
INNER JOIN quality_flag
    ON quality_flag.counted IS NULL OR LIST_CONTAINS(measure.concerns, quality_flag.counted)
-- A new code on the same ground changes nothing that a map shows.
WHERE measure.count IS NOT NULL AND quality_flag.flag <> 'new_code'
ORDER BY ALL;
COMMENT ON TABLE measure_note IS 'What to know before a measure of the map is used: one row per measure, council, year, flag and explanation, from quality_flag.';
COMMENT ON COLUMN measure_note.measure IS 'Row of measure.';
COMMENT ON COLUMN measure_note.flag IS 'As in quality_flag.';
COMMENT ON COLUMN measure_note.explanation IS 'As in quality_flag.';
