-- pooled_3_year: three years of plans for sexual abuse taken together.
--
-- Grain  one row per council and last year ending 31 March, from 2015
-- Unit   plans started, initial category; rates per 1,000 residents aged 0 to 17 and year
-- NULL   where one of the three years has no figure or the area was not there; sums and rates also
--        where one is hidden: then there is the range
-- Needs  council_series, council_year, fitted, threshold
--
-- Pooling narrows the limits of a rate and widens the range of what is hidden, so it is for rates,
-- not for classes. The range adds up each year's own, from that year's own row, and uses no more.
CREATE TABLE pooled_3_year AS
WITH in_series AS (
    SELECT
        council_year.*,
        council_series.series_code
    FROM council_year
    INNER JOIN council_series USING (council_code)
),

pooled AS (
    SELECT
        last.council_code,
        last.year_ending,
        COUNT(one.sexual_plans_min) AS years_with_figure,
        COUNT(one.sexual_plans) AS years_printed,
        SUM(one.children)::INTEGER AS child_years,
        SUM(one.sexual_plans_min)::INTEGER AS plans_min,
        SUM(one.sexual_plans_max)::INTEGER AS plans_max
    FROM in_series AS last
    INNER JOIN in_series AS one
        ON one.series_code = last.series_code
        AND one.year_ending BETWEEN last.year_ending - 2 AND last.year_ending
    WHERE last.year_ending - 2 >= (SELECT MIN(year_ending) FROM council_year)
    GROUP BY last.council_code, last.year_ending
),

whole AS (
    SELECT
        council_code,
        year_ending,
        years_with_figure,
        years_printed,
        CASE
            WHEN years_with_figure < 3 THEN 'not_available'
            WHEN years_printed < 3 THEN 'suppressed'
            ELSE 'published'
        END::count_status AS status,
        CASE WHEN years_with_figure = 3 THEN child_years END AS child_years,
        CASE WHEN years_with_figure = 3 THEN plans_min END AS sexual_plans_min,
        CASE WHEN years_with_figure = 3 THEN plans_max END AS sexual_plans_max
    FROM pooled
)

SELECT
    whole.council_code,
    whole.year_ending,
    whole.years_with_figure,
    whole.years_printed,
    whole.status AS sexual_plans_status,
    whole.child_years,
    CASE WHEN whole.status = 'published' THEN whole.sexual_plans_min END AS sexual_plans,
    whole.sexual_plans_min,
    whole.sexual_plans_max,
    CASE WHEN whole.status = 'published' THEN 1000.0 * whole.sexual_plans_min / child_years END
        AS rate_per_1000,
    1000.0 * whole.sexual_plans_min / child_years AS rate_min,
    1000.0 * whole.sexual_plans_max / child_years AS rate_max,
    1000.0 * fewest.low / child_years AS rate_adjusted_low,
    1000.0 * most.high / child_years AS rate_adjusted_high,
    CASE
        WHEN whole.status = 'not_available' THEN 'no_figure'
        WHEN 1000.0 * whole.sexual_plans_max / child_years < default_threshold()
            THEN 'certainly_below'
        WHEN 1000.0 * whole.sexual_plans_min / child_years >= default_threshold()
            THEN 'certainly_not_below'
        ELSE 'undecided'
    END AS beside_threshold
FROM whole
LEFT JOIN adjusted_limit AS fewest
    ON fewest.counted = 'plans_started_sexual_abuse_initial' AND fewest.events = whole.sexual_plans_min
LEFT JOIN adjusted_limit AS most
    ON most.counted = 'plans_started_sexual_abuse_initial' AND most.events = whole.sexual_plans_max
ORDER BY whole.council_code, whole.year_ending;
COMMENT ON TABLE pooled_3_year IS 'Three years of plans for sexual abuse together: one row per council and last year. For rates, not for classes. Low identification is not low prevalence.';
COMMENT ON COLUMN pooled_3_year.council_code IS 'Council by its code of the last year; recodes are joined, areas cut anew are not.';
COMMENT ON COLUMN pooled_3_year.year_ending IS 'Last of the three years, ending 31 March.';
COMMENT ON COLUMN pooled_3_year.years_with_figure IS 'Unit: years of the three with a printed or hidden number.';
COMMENT ON COLUMN pooled_3_year.years_printed IS 'Unit: years of the three with a printed number.';
COMMENT ON COLUMN pooled_3_year.sexual_plans_status IS 'published where all three are printed; suppressed where one is hidden; not_available where one has no figure.';
COMMENT ON COLUMN pooled_3_year.child_years IS 'Residents aged 0 to 17, the three years added. Unit: child-years. NULL when not_available. Status: sexual_plans_status.';
COMMENT ON COLUMN pooled_3_year.sexual_plans IS 'Unit: plans in the three years. NULL unless all are printed.';
COMMENT ON COLUMN pooled_3_year.sexual_plans_min IS 'Unit: plans. Fewest they can be: the sum of each year''s fewest. NULL when not_available.';
COMMENT ON COLUMN pooled_3_year.sexual_plans_max IS 'Unit: plans. Most they can be: the sum of each year''s most. NULL when not_available.';
COMMENT ON COLUMN pooled_3_year.rate_per_1000 IS 'Unit: plans per 1,000 residents aged 0 to 17 and year. NULL unless all are printed. Status: sexual_plans_status.';
COMMENT ON COLUMN pooled_3_year.rate_min IS 'Unit: per 1,000 and year. Least the rate can be. NULL when not_available. Status: sexual_plans_status.';
COMMENT ON COLUMN pooled_3_year.rate_max IS 'Unit: per 1,000 and year. Most the rate can be. NULL when not_available. Status: sexual_plans_status.';
COMMENT ON COLUMN pooled_3_year.rate_adjusted_low IS '95% lower limit with the variance factor, of the fewest plans there can be; NULL without a return. Unit: per 1,000 and year. Status: sexual_plans_status.';
COMMENT ON COLUMN pooled_3_year.rate_adjusted_high IS '95% upper limit with the variance factor, of the most plans there can be; NULL without a return. Unit: per 1,000 and year. Status: sexual_plans_status.';
COMMENT ON COLUMN pooled_3_year.beside_threshold IS 'certainly_below the default threshold whatever is hidden, certainly_not_below, undecided, or no_figure.';
