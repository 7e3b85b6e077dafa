-- pooled_change: three years of plans for sexual abuse beside the three before.
--
-- Grain  one row per council and last year ending 31 March, from 2018
-- Unit   plans started, initial category; rates per 1,000 residents aged 0 to 17 and year; changes
--        as shares, -0.057 is 5.7% lower
-- NULL   the change wherever one of the six years is not printed; verdict and status say so
-- Needs  council_series, council_year, fitted, pooled_3_year, quality_flag
--
-- By the method of change_year, with the sums of three years for its counts.
CREATE TABLE pooled_change AS
WITH doubted AS (
    SELECT council_series.series_code, council_year.year_ending
    FROM council_year
    INNER JOIN council_series USING (council_code)
    WHERE zero_is_unlikely(
        council_year.council_code, council_year.year_ending, 'plans_started_sexual_abuse_initial'
    )
),

pooled AS (
    SELECT pooled_3_year.*, council_series.series_code
    FROM pooled_3_year
    INNER JOIN council_series USING (council_code)
),

paired AS (
    SELECT
        this.council_code,
        this.series_code,
        this.year_ending,
        before.sexual_plans AS plans_before,
        this.sexual_plans AS plans,
        COALESCE(before.sexual_plans_status, 'not_available') AS plans_before_status,
        this.sexual_plans_status AS plans_status,
        before.rate_per_1000 AS rate_before,
        this.rate_per_1000 AS rate,
        before.rate_min AS rate_before_min,
        before.rate_max AS rate_before_max,
        this.rate_min,
        this.rate_max,
        1.0 * before.child_years / this.child_years AS children_ratio,
        EXISTS (
            SELECT 1 FROM doubted
            WHERE doubted.series_code = this.series_code
                AND doubted.year_ending BETWEEN this.year_ending - 5 AND this.year_ending
        ) AS is_doubted
    FROM pooled AS this
    LEFT JOIN pooled AS before
        ON before.series_code = this.series_code AND before.year_ending = this.year_ending - 3
    WHERE this.year_ending - 3 >= (SELECT MIN(year_ending) FROM pooled_3_year)
),

judged AS (
    SELECT
        paired.*,
        CASE
            WHEN paired.plans_before_status = 'not_available'
                OR paired.plans_status = 'not_available' THEN 'no_figure'
            WHEN paired.plans_before IS NULL OR paired.plans IS NULL THEN 'hidden'
            WHEN paired.is_doubted THEN 'unlikely_zero'
            WHEN paired.plans_before = 0 THEN 'from_none'
        END AS cannot_tell_because,
        change_limit.ratio_low * paired.children_ratio AS ratio_low,
        change_limit.ratio_high * paired.children_ratio AS ratio_high
    FROM paired
    LEFT JOIN change_limit
        ON change_limit.before = paired.plans_before AND change_limit.after = paired.plans
)

SELECT
    council_code,
    year_ending,
    plans_before,
    plans_before_status,
    plans,
    plans_status,
    rate_before,
    rate_before_min,
    rate_before_max,
    rate,
    rate_min,
    rate_max,
    CASE WHEN cannot_tell_because IS NULL AND ratio_low IS NOT NULL THEN rate / rate_before - 1 END
        AS rate_change,
    CASE WHEN cannot_tell_because IS NULL THEN ratio_low - 1 END AS rate_change_low,
    CASE WHEN cannot_tell_because IS NULL THEN ratio_high - 1 END AS rate_change_high,
    CASE
        WHEN cannot_tell_because IS NULL AND ratio_low IS NOT NULL THEN 'published'
        WHEN cannot_tell_because = 'hidden' THEN 'suppressed'
        WHEN cannot_tell_because = 'no_figure' THEN 'not_available'
        ELSE 'not_applicable'
    END::count_status AS change_status,
    CASE
        WHEN cannot_tell_because IS NOT NULL OR ratio_low IS NULL THEN 'cannot_tell'
        WHEN ratio_low > 1 THEN 'rise'
        WHEN ratio_high < 1 THEN 'fall'
        ELSE 'usual_swings'
    END AS verdict,
    COALESCE(cannot_tell_because, CASE WHEN ratio_low IS NULL THEN 'too_few_to_fit' END)
        AS cannot_tell_because
FROM judged
ORDER BY council_code, year_ending;
COMMENT ON TABLE pooled_change IS 'Rate of plans for sexual abuse over three years beside the three before: one row per council and last year. A change in what is recorded is not a change in abuse.';
COMMENT ON COLUMN pooled_change.council_code IS 'Council by its code of the last year; recodes are joined, areas cut anew are not.';
COMMENT ON COLUMN pooled_change.year_ending IS 'Last of the six years, ending 31 March.';
COMMENT ON COLUMN pooled_change.plans_before IS 'Unit: plans in the three earlier years. NULL unless all are printed.';
COMMENT ON COLUMN pooled_change.plans_before_status IS 'As sexual_plans_status in pooled_3_year; not_available where the area was not there.';
COMMENT ON COLUMN pooled_change.plans IS 'Unit: plans in the three later years. NULL unless all are printed.';
COMMENT ON COLUMN pooled_change.plans_status IS 'As sexual_plans_status in pooled_3_year.';
COMMENT ON COLUMN pooled_change.rate_before IS 'Unit: per 1,000 and year. NULL unless all three are printed. Status: plans_before_status.';
COMMENT ON COLUMN pooled_change.rate_before_min IS 'As rate_min in pooled_3_year, of the earlier years; NULL without a return. Unit: per 1,000 and year. Status: plans_before_status.';
COMMENT ON COLUMN pooled_change.rate_before_max IS 'As rate_max in pooled_3_year, of the earlier years; NULL without a return. Unit: per 1,000 and year. Status: plans_before_status.';
COMMENT ON COLUMN pooled_change.rate IS 'Unit: per 1,000 and year. NULL unless all three are printed. Status: plans_status.';
COMMENT ON COLUMN pooled_change.rate_min IS 'As in pooled_3_year. Unit: per 1,000 and year. Status: plans_status.';
COMMENT ON COLUMN pooled_change.rate_max IS 'As in pooled_3_year. Unit: per 1,000 and year. Status: plans_status.';
COMMENT ON COLUMN pooled_change.rate_change IS 'Change of the rate. Unit: share, 0.1 is 10% higher. NULL unless all six years are printed. Status: change_status.';
COMMENT ON COLUMN pooled_change.rate_change_low IS 'Lower 95% limit of the change, with the variance factor; NULL with rate_change. Unit: share. Status: change_status.';
COMMENT ON COLUMN pooled_change.rate_change_high IS 'Upper 95% limit of the change; NULL with rate_change. Unit: share. Status: change_status.';
COMMENT ON COLUMN pooled_change.change_status IS 'published; suppressed or not_available where a year is; not_applicable from none or with an unlikely 0.';
COMMENT ON COLUMN pooled_change.verdict IS 'rise or fall (the limits leave out no change), usual_swings, or cannot_tell.';
COMMENT ON COLUMN pooled_change.cannot_tell_because IS 'hidden, no_figure, unlikely_zero, from_none or too_few_to_fit. NULL with another verdict.';
