-- Classes and headlines at any threshold, and as tables at the default one.
--
-- Unit   councils; threshold in plans per 1,000 residents aged 0 to 17
-- NULL   none: every council of a year is in one class
-- Needs  council_year, fitted, threshold

CREATE MACRO council_class_at(threshold) AS TABLE
SELECT
    * EXCLUDE (class),
    class_of(sexual_plans_status, sexual_plans, children, threshold) AS class,
    1000.0 * sexual_plans_max / children AS sexual_max_per_1000,  -- the most that it can be
    -- Certain only when the most it can be is below; possible when the fewest it can be is.
    COALESCE(1000.0 * sexual_plans_max / children < threshold, FALSE) AS is_certainly_below,
    COALESCE(1000.0 * sexual_plans_min / children < threshold, FALSE) AS is_possibly_below
FROM council_year;

CREATE MACRO class_count_at(threshold) AS TABLE
WITH class_name AS (
    SELECT UNNEST(['none', 'suppressed', 'very_low', 'at_or_above', 'not_available']) AS class
)

SELECT
    year.year_ending,
    class_name.class,
    COUNT(council.council_code) AS councils
FROM (SELECT DISTINCT year_ending FROM council_year) AS year
CROSS JOIN class_name
LEFT JOIN council_class_at(threshold) AS council
    ON council.year_ending = year.year_ending AND council.class = class_name.class
GROUP BY year.year_ending, class_name.class
ORDER BY year.year_ending, class_name.class;

CREATE MACRO headline_at(threshold) AS TABLE
SELECT
    year_ending,
    COUNT(*) FILTER (WHERE class = 'none') AS "none",
    COUNT(*) FILTER (WHERE class = 'suppressed') AS suppressed,
    COUNT(*) FILTER (WHERE class = 'very_low') AS very_low,
    COUNT(*) FILTER (WHERE is_none_or_few(class)) AS none_or_few_published,
    COUNT(*) FILTER (WHERE is_certainly_below) AS certainly_below,
    COUNT(*) FILTER (WHERE is_possibly_below) AS possibly_below,
    COUNT(*) FILTER (WHERE class <> 'not_available') AS councils_with_a_figure
FROM council_class_at(threshold)
GROUP BY year_ending
ORDER BY year_ending;

CREATE TABLE class_count AS SELECT * FROM class_count_at(default_threshold());
COMMENT ON TABLE class_count IS 'How many councils are in each class at the default threshold: one row per year and class, zero where none is. For another threshold: class_count_at(threshold).';
COMMENT ON COLUMN class_count.class IS 'As in council_year.';
COMMENT ON COLUMN class_count.councils IS 'Unit: councils.';

CREATE TABLE headline AS
SELECT
    counted.*,
    modelled_year.modelled_below,
    modelled_year.modelled_low,
    modelled_year.modelled_high
FROM headline_at(default_threshold()) AS counted
LEFT JOIN modelled_year USING (year_ending)
ORDER BY counted.year_ending;
COMMENT ON TABLE headline IS 'How many councils are below the default threshold, as published and as a range that respects suppression: one row per year. For another threshold: headline_at(threshold).';
COMMENT ON COLUMN headline."none" IS 'Unit: councils with a published 0.';
COMMENT ON COLUMN headline.suppressed IS 'Unit: councils whose count DfE suppressed.';
COMMENT ON COLUMN headline.very_low IS 'Unit: councils above 0 and below the threshold.';
COMMENT ON COLUMN headline.none_or_few_published IS 'Unit: councils; the sum of the three, which is how the CSA Centre counts.';
COMMENT ON COLUMN headline.certainly_below IS 'Unit: councils below the threshold even if every hidden number is as large as it can be.';
COMMENT ON COLUMN headline.possibly_below IS 'Unit: councils that may be below the threshold if every hidden number is as small as it can be.';
COMMENT ON COLUMN headline.councils_with_a_figure IS 'Unit: councils with a published or suppressed figure.';
COMMENT ON COLUMN headline.modelled_below IS 'Unit: councils. An estimate, not a count: how many were below the threshold by a model of all councils together (meta_method: modelled_below). NULL where the figures are too few.';
COMMENT ON COLUMN headline.modelled_low IS 'Lower 95% limit of modelled_below. Unit: councils.';
COMMENT ON COLUMN headline.modelled_high IS 'Upper 95% limit of modelled_below. Unit: councils.';
