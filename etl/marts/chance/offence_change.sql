-- offence_change: whether what a police force recorded moved by more than forces' figures usually swing.
--
-- Grain  one row per territorial force of England and year ending 31 March with one three years before
-- Unit   offences with a child named in law; rates per 1,000 residents aged 0 to 17; changes as shares
-- NULL   change and limits where the earlier count is 0
-- Needs  fitted
--
-- The test is change_year's, with the variance factor of forces. Nothing is hidden here.
CREATE TABLE offence_change AS
WITH recorded AS (
    SELECT series_code AS police_force_code, year_ending, value AS offences, children
    FROM force_to_fit
),

paired AS (
    SELECT
        this.*,
        before.offences AS offences_before,
        before.children AS children_before,
        limits.ratio_low * before.children / this.children AS ratio_low,
        limits.ratio_high * before.children / this.children AS ratio_high
    FROM recorded AS this
    INNER JOIN recorded AS before
        ON before.police_force_code = this.police_force_code
        AND before.year_ending = this.year_ending - 3
    LEFT JOIN offence_change_limit AS limits
        ON limits.before = before.offences
        AND limits.after = this.offences
)

SELECT
    police_force_code,
    year_ending,
    offences_before,
    offences,
    1000.0 * offences_before / children_before AS rate_before,
    1000.0 * offences / children AS rate,
    CASE
        WHEN offences_before > 0
            THEN (1.0 * offences / children) / (1.0 * offences_before / children_before) - 1
    END AS rate_change,
    CASE WHEN offences_before > 0 THEN ratio_low - 1 END AS rate_change_low,
    CASE WHEN offences_before > 0 THEN ratio_high - 1 END AS rate_change_high,
    CASE
        WHEN ratio_low IS NULL THEN 'cannot_tell'
        WHEN ratio_low > 1 THEN 'rise'
        WHEN ratio_high < 1 THEN 'fall'
        ELSE 'usual_swings'
    END AS verdict
FROM paired
ORDER BY police_force_code, year_ending;
COMMENT ON TABLE offence_change IS 'Whether the rate of offences with a child named in law that a police force recorded moved over three years by more than forces'' figures usually swing: one row per force and year ending 31 March.';
COMMENT ON COLUMN offence_change.police_force_code IS 'Police force.';
COMMENT ON COLUMN offence_change.year_ending IS 'Year ending 31 March, the later of the two.';
COMMENT ON COLUMN offence_change.offences_before IS 'Unit: offences recorded three years before.';
COMMENT ON COLUMN offence_change.offences IS 'Unit: offences recorded in the year.';
COMMENT ON COLUMN offence_change.rate_before IS 'Unit: offences per 1,000 residents aged 0 to 17, three years before.';
COMMENT ON COLUMN offence_change.rate IS 'Unit: offences per 1,000 residents aged 0 to 17.';
COMMENT ON COLUMN offence_change.rate_change IS 'Change of the rate; 0.1 is a tenth more. Unit: share. NULL from 0. Gap: not_applicable.';
COMMENT ON COLUMN offence_change.rate_change_low IS 'Lower 95% limit of the change. Unit: share. NULL from 0. Gap: not_applicable.';
COMMENT ON COLUMN offence_change.rate_change_high IS 'Upper 95% limit of the change. Unit: share. NULL from 0. Gap: not_applicable.';
COMMENT ON COLUMN offence_change.verdict IS 'rise, fall, usual_swings; cannot_tell where there are too few figures to fit by.';
