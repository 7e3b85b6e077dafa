-- change_year, change_between: whether a rate of plans moved by more than figures usually swing.
--
-- Grain  change_year: one row per area (council, region, England), year ending 31 March and span (1
--        or 3 years); change_between: one row per council and pair of years, as far apart as may be
-- Unit   plans started for sexual abuse, initial category; changes as shares, -0.057 is 5.7% fewer
-- NULL   wherever either end is not printed; the status and the verdict beside it say so
-- Needs  area_count, council_series, council_year, england_region, fitted, quality_flag
--
-- Given the sum of the two counts, the later one is binomial (Przyborowski and Wilenski 1940), here
-- with the variance factor of plans: change_limit. England and regions are rounded to 10, so their
-- limits are those of the two counts furthest apart and nearest that round to what is printed. A
-- printed 0 that is more likely a fault of recording ends no comparison.
CREATE TEMP TABLE change_of_span AS
WITH area AS (
    SELECT
        council_year.council_code AS area_code,
        'council'::area_level AS area_level,
        council_series.series_code,
        council_year.year_ending,
        council_year.children,
        council_year.sexual_plans AS plans,
        council_year.sexual_plans_status AS status,
        council_year.sexual_plans_min IS NOT NULL AS is_returned,
        zero_is_unlikely(
            council_year.council_code, council_year.year_ending, 'plans_started_sexual_abuse_initial'
        ) AS is_unlikely
    FROM council_year
    INNER JOIN council_series USING (council_code)
    UNION ALL
    SELECT
        region_code, 'region', region_code, year_ending, children, sexual_plans,
        sexual_plans_status, sexual_plans IS NOT NULL, FALSE
    FROM region_year
    WHERE children IS NOT NULL
    UNION ALL
    SELECT
        'E92000001', 'england', 'E92000001', year_ending, children, sexual_plans,
        sexual_plans_status, sexual_plans IS NOT NULL, FALSE
    FROM england_year
    WHERE children IS NOT NULL
),

paired AS (
    SELECT
        this.area_code,
        this.area_level,
        this.year_ending,
        span.span,
        before.children AS children_before,
        this.children,
        before.plans AS plans_before,
        COALESCE(before.status, 'not_available') AS plans_before_status,
        this.plans,
        this.status AS plans_status,
        half_unit(this.area_level, this.year_ending) AS slack,
        CASE
            WHEN before.area_code IS NULL THEN 'no_earlier_year'
            WHEN (before.plans IS NULL AND NOT before.is_returned)
                OR (this.plans IS NULL AND NOT this.is_returned) THEN 'no_figure'
            WHEN before.plans IS NULL OR this.plans IS NULL THEN 'hidden'
            WHEN before.is_unlikely OR this.is_unlikely THEN 'unlikely_zero'
        END AS cannot_tell_because
    FROM area AS this
    CROSS JOIN (SELECT UNNEST(RANGE(1, (SELECT MAX(year_ending) - MIN(year_ending) + 1 FROM area))) AS span) AS span
    LEFT JOIN area AS before
        ON before.series_code = this.series_code
        AND before.area_level = this.area_level
        AND before.year_ending = this.year_ending - span.span
    WHERE this.year_ending - span.span >= (SELECT MIN(year_ending) FROM area)
),

limited AS (
    SELECT
        paired.*,
        change_limit.ratio_low * children_before / children AS rate_ratio_low,
        furthest.ratio_high * children_before / children AS rate_ratio_high,
        1.0 * children / (children + children_before) AS share_of_children,
        (SELECT factor FROM variance_factor WHERE counted = 'plans_started_sexual_abuse_initial' AND is_used) AS factor
    FROM paired
    LEFT JOIN change_limit
        ON change_limit.before = paired.plans_before + slack
        AND change_limit.after = GREATEST(0, paired.plans - slack)
        AND cannot_tell_because IS NULL
    LEFT JOIN change_limit AS furthest
        ON furthest.before = GREATEST(0, paired.plans_before - slack)
        AND furthest.after = paired.plans + slack
        AND cannot_tell_because IS NULL
),

judged AS (
    SELECT
        *,
        CASE
            WHEN cannot_tell_because IS NOT NULL OR rate_ratio_low IS NULL THEN 'cannot_tell'
            WHEN rate_ratio_low > 1 THEN 'rise'
            WHEN rate_ratio_high < 1 THEN 'fall'
            ELSE 'usual_swings'
        END AS verdict,
        cannot_tell_because IS NULL AND plans_before > 0 AS has_change
    FROM limited
)

SELECT
    area_code,
    area_level,
    year_ending,
    span,
    plans_before,
    plans_before_status,
    plans,
    plans_status,
    1000.0 * plans_before / children_before AS rate_before,
    1000.0 * plans / children AS rate,
    CASE
        WHEN has_change THEN 'published'
        WHEN cannot_tell_because = 'hidden' THEN 'suppressed'
        WHEN cannot_tell_because IN ('no_figure', 'no_earlier_year') THEN 'not_available'
        ELSE 'not_applicable'
    END::count_status AS change_status,
    CASE WHEN has_change THEN 1.0 * plans / plans_before - 1 END AS plans_change,
    CASE WHEN has_change THEN (plans / children) / (plans_before / children_before) - 1 END
        AS rate_change,
    CASE WHEN has_change THEN rate_ratio_low - 1 END AS rate_change_low,
    CASE WHEN has_change THEN rate_ratio_high - 1 END AS rate_change_high,
    CASE WHEN has_change THEN (plans - plans_before) / SQRT(plans + plans_before) END
        AS plans_z_poisson,
    CASE
        WHEN has_change
            THEN (plans - (plans + plans_before) * share_of_children)
                / SQRT(
                    factor * (plans + plans_before) * share_of_children * (1 - share_of_children)
                )
    END AS rate_z_adjusted,
    verdict,
    CASE WHEN verdict = 'cannot_tell' THEN COALESCE(cannot_tell_because, 'too_few_to_fit') END
        AS cannot_tell_because,
    CASE verdict
        WHEN 'rise' THEN 'a rise larger than councils'' figures usually swing'
        WHEN 'fall' THEN 'a fall larger than councils'' figures usually swing'
        WHEN 'usual_swings' THEN 'no larger than councils'' figures usually swing'
        ELSE 'cannot tell: ' || CASE cannot_tell_because
            WHEN 'hidden' THEN 'a number is hidden'
            WHEN 'no_figure' THEN 'a year has no figure'
            WHEN 'no_earlier_year' THEN 'the area is new'
            WHEN 'unlikely_zero' THEN 'a printed 0 is unlikely to be true'
            ELSE 'too few figures to judge by'
        END
    END AS verdict_words
FROM judged;

CREATE TABLE change_year AS
SELECT * FROM change_of_span WHERE span IN (1, 3) ORDER BY area_code, year_ending, span;
COMMENT ON TABLE change_year IS 'Change of the rate of plans for sexual abuse over one year and over three: one row per area, year and span. A change in what is recorded is not a change in abuse.';
COMMENT ON COLUMN change_year.area_code IS 'Council by its code of the later year, region or England.';
COMMENT ON COLUMN change_year.area_level IS 'council, region or england.';
COMMENT ON COLUMN change_year.year_ending IS 'The later year, ending 31 March.';
COMMENT ON COLUMN change_year.span IS 'Unit: years between the two, 1 or 3.';
COMMENT ON COLUMN change_year.plans_before IS 'Unit: plans in the earlier year. NULL when not published.';
COMMENT ON COLUMN change_year.plans_before_status IS 'As in plan; not_available where the area is new.';
COMMENT ON COLUMN change_year.plans IS 'Unit: plans in the later year. NULL when not published.';
COMMENT ON COLUMN change_year.plans_status IS 'As in plan.';
COMMENT ON COLUMN change_year.rate_before IS 'Unit: plans per 1,000 residents aged 0 to 17. NULL with plans_before. Status: plans_before_status.';
COMMENT ON COLUMN change_year.rate IS 'Unit: plans per 1,000 residents aged 0 to 17. NULL with plans. Status: plans_status.';
COMMENT ON COLUMN change_year.change_status IS 'published; suppressed or not_available where an end is; not_applicable from a count of 0 or with an unlikely 0.';
COMMENT ON COLUMN change_year.plans_change IS 'Change in the number of plans. Unit: share, 0.1 is 10% more. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_year.rate_change IS 'Change in the rate. Unit: share, 0.1 is 10% more. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_year.rate_change_low IS 'Lower 95% limit of rate_change, with the variance factor, and with the rounding of England and regions; NULL unless change_status is published. Unit: share. Status: change_status.';
COMMENT ON COLUMN change_year.rate_change_high IS 'Upper 95% limit of rate_change. Unit: share. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_year.plans_z_poisson IS 'How many standard errors the numbers of plans are apart if plans came one by one (Poisson), for comparison with others. Unit: standard errors. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_year.rate_z_adjusted IS 'How many standard errors the rates are apart, with the variance factor. Unit: standard errors. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_year.verdict IS 'rise or fall (larger than usual swings: the limits of the change leave out no change), usual_swings, or cannot_tell.';
COMMENT ON COLUMN change_year.cannot_tell_because IS 'hidden, no_figure, no_earlier_year, unlikely_zero or too_few_to_fit. NULL with another verdict.';
COMMENT ON COLUMN change_year.verdict_words IS 'The verdict for readers.';

CREATE TABLE change_between AS
SELECT
    area_code AS council_code,
    year_ending - span AS from_year,
    year_ending,
    plans_before,
    rate_before,
    plans_before_status,
    plans,
    rate,
    plans_status,
    change_status,
    rate_change,
    rate_change_low,
    rate_change_high,
    verdict,
    verdict_words
FROM change_of_span
WHERE area_level = 'council'
ORDER BY council_code, from_year, year_ending;
DROP TABLE change_of_span;
COMMENT ON TABLE change_between IS 'Change of the rate of plans for sexual abuse between any two years: one row per council and pair of years. A change in what is recorded is not a change in abuse.';
COMMENT ON COLUMN change_between.council_code IS 'Council by its code of the later year.';
COMMENT ON COLUMN change_between.from_year IS 'The earlier year, ending 31 March.';
COMMENT ON COLUMN change_between.year_ending IS 'The later year, ending 31 March.';
COMMENT ON COLUMN change_between.plans_before IS 'Unit: plans in the earlier year. NULL when not published.';
COMMENT ON COLUMN change_between.plans IS 'Unit: plans in the later year. NULL when not published.';
COMMENT ON COLUMN change_between.rate_before IS 'Unit: plans per 1,000 residents aged 0 to 17 in the earlier year. NULL when not published. Status: plans_before_status.';
COMMENT ON COLUMN change_between.plans_before_status IS 'As in plan, of the earlier year; not_available where the area is new.';
COMMENT ON COLUMN change_between.rate IS 'Unit: plans per 1,000 residents aged 0 to 17 in the later year. NULL when not published. Status: plans_status.';
COMMENT ON COLUMN change_between.plans_status IS 'As in plan, of the later year.';
COMMENT ON COLUMN change_between.change_status IS 'As in change_year.';
COMMENT ON COLUMN change_between.rate_change IS 'Change in the rate. Unit: share, 0.1 is 10% more. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_between.rate_change_low IS 'Lower 95% limit of rate_change, with the variance factor; NULL unless change_status is published. Unit: share. Status: change_status.';
COMMENT ON COLUMN change_between.rate_change_high IS 'Upper 95% limit of rate_change. Unit: share. NULL unless change_status is published. Status: change_status.';
COMMENT ON COLUMN change_between.verdict IS 'As in change_year.';
COMMENT ON COLUMN change_between.verdict_words IS 'The verdict for readers.';
