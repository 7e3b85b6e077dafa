-- comparison: the measures councils are set side by side by, each with its 95% limits.
--
-- Grain  one row per measure, council and year ending 31 March
-- Unit   as meta_indicator says of the measure: per 1,000 children, per 100 assessments, per cent
-- NULL   a value wherever it was not published, `status` says why; bounds where none can be given
-- Needs  fitted, measure_figure, measure_note
--
-- The limits are Garwood's for the count (plans or assessments) over its base as printed. For a
-- share of plans they are a little wider than binomial ones. Counts swing more widely than Poisson's
-- law says, so the ones to show are adjusted by the variance factor of what is counted.
CREATE TABLE comparison AS
SELECT
    figure.measure,
    figure.area_code AS council_code,
    figure.year_ending,
    figure.value,
    figure.status,
    figure.value_min,
    figure.value_max,
    figure.limit_low,
    figure.limit_high,
    figure.counted_min,
    figure.counted_max,
    measure.per,
    figure.base,
    adjusted_limit.low * measure.per / figure.base AS adjusted_low,
    adjusted_limit.high * measure.per / figure.base AS adjusted_high
FROM measure_figure AS figure
INNER JOIN measure
    ON measure.id = figure.measure
    AND measure.compared
    AND LIST_CONTAINS(measure.years, figure.year_ending)
LEFT JOIN adjusted_limit
    ON adjusted_limit.counted = measure.count
    AND adjusted_limit.events = figure.counted
    AND figure.status = 'published'
WHERE figure.area_level = 'council'
ORDER BY figure.measure, figure.area_code, figure.year_ending;
COMMENT ON TABLE comparison IS 'Measures by which councils are set side by side: one row per measure, council and year ending 31 March. A figure alone is not a measure of good or bad practice.';
COMMENT ON COLUMN comparison.measure IS 'Row of measure.';
COMMENT ON COLUMN comparison.council_code IS 'Council, by the code in force on 31 March of the year.';
COMMENT ON COLUMN comparison.value IS 'The measure, unrounded, in its unit. NULL when not published.';
COMMENT ON COLUMN comparison.status IS 'As in plan, of the value.';
COMMENT ON COLUMN comparison.value_min IS 'Least it can be, in its unit. NULL where no bounds can be given.';
COMMENT ON COLUMN comparison.value_max IS 'Most it can be, in its unit. NULL where no bounds can be given.';
COMMENT ON COLUMN comparison.limit_low IS 'Exact 95% Poisson lower limit of the value, for comparison with others, in its unit. NULL with the value.';
COMMENT ON COLUMN comparison.limit_high IS 'Exact 95% Poisson upper limit of the value, for comparison with others, in its unit. NULL with the value.';
COMMENT ON COLUMN comparison.counted_min IS 'Unit: plans or assessments. Fewest the count can be. NULL where no bounds can be given.';
COMMENT ON COLUMN comparison.counted_max IS 'Unit: plans or assessments. Most the count can be. NULL where no bounds can be given.';
COMMENT ON COLUMN comparison.per IS 'What the ratio is multiplied by: 1000 or 100.';
COMMENT ON COLUMN comparison.base IS 'Unit: residents aged 0 to 17, assessments or plans. NULL when not published.';
COMMENT ON COLUMN comparison.adjusted_low IS '95% lower limit of the value, widened by the variance factor of what is counted (variance_factor), in its unit. NULL with the value.';
COMMENT ON COLUMN comparison.adjusted_high IS '95% upper limit of the value, widened by the variance factor of what is counted (variance_factor), in its unit. NULL with the value.';

-- Councils taken together: a row a measure, over those with a figure or a range.
--
-- A total is a range, from the sum of the fewest to the sum of the most: with one suppressed
-- council in it a single number would give that council's away. A printed 0 that is unlikely to be
-- true (quality_flag) is left out, and counted.
CREATE MACRO together(council_codes, year) AS TABLE
WITH doubted AS (
    SELECT
        comparison.*,
        comparison.value_min IS NOT NULL AND NOT EXISTS (
            SELECT 1
            FROM measure_note
            WHERE measure_note.flag = 'unlikely_zero'
                AND measure_note.measure = comparison.measure
                AND measure_note.council_code = comparison.council_code
                AND measure_note.year_ending = comparison.year_ending
        ) AS is_counted
    FROM comparison
    WHERE LIST_CONTAINS(council_codes, comparison.council_code) AND comparison.year_ending = year
)

SELECT
    measure,
    COUNT(*) AS councils,
    COUNT(*) FILTER (WHERE is_counted) AS councils_counted,
    COUNT(*) FILTER (WHERE is_hidden(status) AND is_counted) AS councils_ranged,
    COUNT(*) FILTER (WHERE value_min IS NOT NULL AND NOT is_counted) AS unlikely_zeros_left_out,
    SUM(counted_min) FILTER (WHERE is_counted)::INTEGER AS counted_min,
    SUM(counted_max) FILTER (WHERE is_counted)::INTEGER AS counted_max,
    SUM(base) FILTER (WHERE is_counted)::INTEGER AS base,
    ANY_VALUE(per) * SUM(counted_min) FILTER (WHERE is_counted)
    / SUM(base) FILTER (WHERE is_counted) AS value_min,
    ANY_VALUE(per) * SUM(counted_max) FILTER (WHERE is_counted)
    / SUM(base) FILTER (WHERE is_counted) AS value_max
FROM doubted
GROUP BY measure
ORDER BY measure;
