-- none_base_rate: how often councils of a size recorded no plan for sexual abuse.
--
-- Grain  one row per band of plans expected at England's rate
-- Unit   council-years since 2013 with a printed or hidden number
-- NULL   the upper end of the last band
-- Needs  council_year
--
-- A count of what was printed, in place of a law of chance: Poisson's expects 2.6 zeros outside the
-- two smallest areas over twelve years, and 40 were printed.
CREATE TABLE none_base_rate AS
WITH band (from_expected, below_expected) AS (
    VALUES (0, 1), (1, 2), (2, 3), (3, 5), (5, 7), (7, 10), (10, 15), (15, 20), (20, 30), (30, NULL)
),

year AS (
    SELECT
        year_ending,
        sexual_plans,
        expected_plans_at_england_rate AS expected
    FROM council_year
    WHERE sexual_plans_min IS NOT NULL AND expected_plans_at_england_rate IS NOT NULL
)

SELECT
    band.from_expected,
    band.below_expected,
    (SELECT MIN(year_ending) FROM year) AS first_year,
    (SELECT MAX(year_ending) FROM year) AS last_year,
    COUNT(year.year_ending) AS council_years,
    COUNT(*) FILTER (WHERE year.sexual_plans = 0) AS none_recorded,
    COUNT(*) FILTER (WHERE year.year_ending IS NOT NULL AND year.sexual_plans IS NULL) AS hidden
FROM band
LEFT JOIN year
    ON year.expected >= band.from_expected
    AND (band.below_expected IS NULL OR year.expected < band.below_expected)
GROUP BY band.from_expected, band.below_expected
ORDER BY band.from_expected;
COMMENT ON TABLE none_base_rate IS 'How often no plan for sexual abuse was recorded, by the number of plans England''s rate would give: one row per band, counted over all councils and years since 2013.';
COMMENT ON COLUMN none_base_rate.from_expected IS 'Least number of plans expected at England''s rate of the year. Unit: plans.';
COMMENT ON COLUMN none_base_rate.below_expected IS 'The band ends below this. Unit: plans. NULL where it has no end.';
COMMENT ON COLUMN none_base_rate.first_year IS 'First year_ending counted.';
COMMENT ON COLUMN none_base_rate.last_year IS 'Last year_ending counted.';
COMMENT ON COLUMN none_base_rate.council_years IS 'Unit: councils in years, with a printed or a hidden number.';
COMMENT ON COLUMN none_base_rate.none_recorded IS 'Unit: councils in years for which DfE prints 0.';
COMMENT ON COLUMN none_base_rate.hidden IS 'Unit: councils in years whose number is hidden; none of them is counted as none.';
