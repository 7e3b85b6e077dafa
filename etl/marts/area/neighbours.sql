-- area_rate, neighbour_series, neighbour_year: an area's rates, and what its neighbours print.
--
-- Grain  area_rate: one row per area (council, region, England), year and measure
--        neighbour_series: ten rows per series of today
--        neighbour_year: one row per council, year and measure
-- Unit   per 1,000 residents aged 0 to 17
-- NULL   wherever a figure was not published; the status beside it says why. Never zero.
-- Needs  council_series, measure_figure, quality_flag
--
-- A newcomer would take a neighbours' range for all ten. It is of those that print a figure, so the
-- counts of those that do not stand beside it; and hidden figures are mostly low, so the middle is a
-- range, over all that the hidden ones can be. A printed 0 that is unlikely to be true is left out.
CREATE TABLE area_rate AS
SELECT
    figure.area_code,
    figure.area_level,
    figure.year_ending,
    name.measure,
    figure.counted AS value,
    figure.counted_status AS status,
    figure.counted_symbol AS symbol,
    figure.counted_min AS value_min,
    figure.counted_max AS value_max,
    figure.base AS children,
    figure.value AS rate_per_1000,
    figure.value_min AS rate_min,
    figure.value_max AS rate_max
FROM measure_figure AS figure
INNER JOIN (
    VALUES
    ('sexual_plans', 'sexual_plan_rate'),
    ('csa_assessments', 'csa_assessment_rate'),
    ('cse_assessments', 'cse_assessment_rate')
) AS name (measure, id)
    ON name.id = figure.measure
WHERE figure.area_level <> 'police_force' AND figure.base IS NOT NULL
ORDER BY figure.area_code, figure.year_ending, name.measure;
COMMENT ON TABLE area_rate IS 'Rates of plans and assessments: one row per area, year and measure, for as long as each is published (plans to the newest plan year, assessments a year longer). Regions and England are DfE''s own rounded totals.';
COMMENT ON COLUMN area_rate.area_code IS 'Council, region or England.';
COMMENT ON COLUMN area_rate.area_level IS 'council, region or england.';
COMMENT ON COLUMN area_rate.measure IS 'sexual_plans: plans started with sexual abuse as initial category; csa_assessments, cse_assessments: assessments that recorded sexual abuse, exploitation.';
COMMENT ON COLUMN area_rate.value IS 'Unit: plans or assessments. NULL when not published.';
COMMENT ON COLUMN area_rate.value_min IS 'Unit: plans or assessments. Fewest it can be; NULL without a return.';
COMMENT ON COLUMN area_rate.value_max IS 'Unit: plans or assessments. Most it can be, never less than its least and 5 where hidden; NULL without a return.';
COMMENT ON COLUMN area_rate.children IS 'Unit: residents aged 0 to 17 on the 30 June inside the year.';
COMMENT ON COLUMN area_rate.rate_per_1000 IS 'Unit: per 1,000 residents aged 0 to 17. NULL with value.';
COMMENT ON COLUMN area_rate.rate_min IS 'Unit: per 1,000 residents aged 0 to 17. NULL with value_min.';
COMMENT ON COLUMN area_rate.rate_max IS 'Unit: per 1,000 residents aged 0 to 17. NULL with value_max.';

-- The model uses the codes of the year it was made in, some of which have since changed (Barnsley's,
-- Sheffield's): both sides are led to their series.
CREATE TABLE neighbour_series AS
SELECT
    own.series_code,
    neighbour.position,
    other.series_code AS neighbour_series_code,
    neighbour.closeness
FROM neighbour
INNER JOIN council_series AS own ON own.council_code = neighbour.council_code
INNER JOIN council_series AS other ON other.council_code = neighbour.neighbour_code
ORDER BY own.series_code, neighbour.position;
COMMENT ON TABLE neighbour_series IS 'Statistical neighbours by series: ten rows per council of today. A former council has none.';
COMMENT ON COLUMN neighbour_series.series_code IS 'The council whose neighbours these are.';
COMMENT ON COLUMN neighbour_series.position IS '1 is the most similar.';
COMMENT ON COLUMN neighbour_series.neighbour_series_code IS 'Series of the neighbour.';
COMMENT ON COLUMN neighbour_series.closeness IS 'How close, in DfE''s words.';

-- Of so many neighbours, those that neither print a figure nor hide one: not yet in being, or without.
CREATE MACRO neighbours_left(neighbours, with_figure, hidden, unlikely_zero) AS
    neighbours - with_figure - hidden - unlikely_zero;

-- Of neighbours' middle, which hidden ones leave as a range, or unbounded ones without one.
CREATE MACRO status_of_middle(unbounded, middle_min, middle_max) AS
    CASE
        WHEN unbounded > 0 THEN 'suppressed'
        WHEN middle_max IS NULL THEN 'not_available'
        WHEN middle_min = middle_max THEN 'published'
        ELSE 'suppressed'
    END::count_status;

CREATE TABLE neighbour_year AS
WITH name (measure, counted) AS (
    VALUES
    ('sexual_plans', 'plans_started_sexual_abuse_initial'),
    ('csa_assessments', 'assessments_sexual_abuse'),
    ('cse_assessments', 'assessments_child_sexual_exploitation')
),

in_series AS (
    SELECT
        area_rate.*,
        council_series.series_code,
        zero_is_unlikely(area_rate.area_code, area_rate.year_ending, name.counted) AS is_unlikely
    FROM area_rate
    INNER JOIN name USING (measure)
    INNER JOIN council_series ON council_series.council_code = area_rate.area_code
),

trusted AS (
    SELECT
        * REPLACE (
            CASE WHEN NOT is_unlikely THEN rate_per_1000 END AS rate_per_1000,
            CASE WHEN NOT is_unlikely THEN rate_min END AS rate_min,
            CASE WHEN NOT is_unlikely THEN rate_max END AS rate_max
        )
    FROM in_series
),

counted AS (
    SELECT
        own.area_code,
        own.year_ending,
        own.measure,
        COUNT(neighbour_series.position) AS neighbours,
        COUNT(other.rate_per_1000) AS with_figure,
        COUNT(*) FILTER (WHERE is_hidden(other.status)) AS suppressed,
        COUNT(*) FILTER (WHERE other.is_unlikely) AS unlikely_zero,
        -- Hidden without a range: then nothing bounds the middle.
        COUNT(*) FILTER (WHERE is_hidden(other.status) AND other.rate_max IS NULL) AS unbounded,
        MIN(other.rate_per_1000) AS lowest,
        MEDIAN(other.rate_min) AS middle_min,
        MEDIAN(other.rate_max) AS middle_max,
        MAX(other.rate_per_1000) AS highest
    FROM in_series AS own
    INNER JOIN neighbour_series ON neighbour_series.series_code = own.series_code
    -- A neighbour may be younger than the year: then it has no figure in it.
    LEFT JOIN trusted AS other
        ON other.series_code = neighbour_series.neighbour_series_code
        AND other.year_ending = own.year_ending
        AND other.measure = own.measure
    GROUP BY own.area_code, own.year_ending, own.measure
)

SELECT
    area_code AS council_code,
    year_ending,
    measure,
    neighbours,
    with_figure AS neighbours_with_figure,
    suppressed AS neighbours_suppressed,
    unlikely_zero AS neighbours_unlikely_zero,
    neighbours_left(neighbours, with_figure, suppressed, unlikely_zero)
        AS neighbours_without_figure,
    lowest AS neighbours_lowest,
    highest AS neighbours_highest,
    CASE WHEN with_figure > 0 THEN 'published' ELSE 'not_available' END::count_status
        AS neighbours_status,
    CASE WHEN unbounded = 0 THEN middle_min END AS middle_min,
    CASE WHEN unbounded = 0 THEN middle_max END AS middle_max,
    status_of_middle(unbounded, middle_min, middle_max) AS middle_status
FROM counted
ORDER BY council_code, year_ending, measure;
COMMENT ON TABLE neighbour_year IS 'The range of the rates that a council''s statistical neighbours print: one row per council, year and measure. A council without neighbours in DfE''s model has no row.';
COMMENT ON COLUMN neighbour_year.council_code IS 'Council, by the code of the year.';
COMMENT ON COLUMN neighbour_year.measure IS 'As in area_rate.';
COMMENT ON COLUMN neighbour_year.neighbours IS 'Unit: councils. Neighbours in DfE''s model.';
COMMENT ON COLUMN neighbour_year.neighbours_with_figure IS 'Unit: councils. Neighbours whose rate is published; the range is theirs.';
COMMENT ON COLUMN neighbour_year.neighbours_suppressed IS 'Unit: councils. Neighbours whose count is hidden.';
COMMENT ON COLUMN neighbour_year.neighbours_unlikely_zero IS 'Unit: councils. Neighbours that print a 0 which is more likely a fault of recording (quality_flag); left out of the range and the middle.';
COMMENT ON COLUMN neighbour_year.neighbours_without_figure IS 'Unit: councils. Neighbours without a figure, or not yet in being.';
COMMENT ON COLUMN neighbour_year.neighbours_lowest IS 'Unit: per 1,000 residents aged 0 to 17. NULL where no neighbour prints a figure.';
COMMENT ON COLUMN neighbour_year.neighbours_highest IS 'Unit: per 1,000 residents aged 0 to 17. NULL where no neighbour prints a figure.';
COMMENT ON COLUMN neighbour_year.neighbours_status IS 'published where any neighbour prints a figure, otherwise not_available.';
COMMENT ON COLUMN neighbour_year.middle_min IS 'Least the median of the neighbours can be, hidden figures at their lowest. Unit: per 1,000 residents aged 0 to 17. NULL where a hidden figure has no range, or no neighbour a figure.';
COMMENT ON COLUMN neighbour_year.middle_max IS 'Most the median of the neighbours can be, hidden figures at their highest. Unit: per 1,000 residents aged 0 to 17. NULL with middle_min.';
COMMENT ON COLUMN neighbour_year.middle_status IS 'published where the two are one number, suppressed where hidden figures leave a range or no median at all, otherwise not_available.';
