-- funnel_year, funnel_council: which rates of plans differ from England's by more than councils' do.
--
-- Grain  one row per year ending 31 March; one row per council and year
-- Unit   rates: plans started for sexual abuse per 1,000 residents aged 0 to 17
-- NULL   limits and spread of a year for which England has no rate or too few councils a number
-- Needs  council_year, england_region, fitted
--
-- Method Spiegelhalter, D. J. (2005), Funnel plots for comparing institutional performance,
--        Statistics in Medicine 24: 1185-1202. The target is England's rate. The limits are those of
--        the law that `etl/chance` fits around it with the hidden counts as ranges (section 5: an
--        additive spread of councils' own rates, or a multiplicative one; the likelier of the two).
--        Beside them stands the paper's phi from printed counts alone: z-scores on the scale of
--        square roots, where the variance of a Poisson count is 1/4 whatever its mean, the
--        outermost tenth on each side drawn in to the tenth's edge, and their mean square.
--
-- `place` is the one verdict of this product on whether a council is above or below England.

CREATE MACRO funnel_z_score(plans, expected) AS 2 * (SQRT(plans) - SQRT(expected));

CREATE TABLE funnel_year AS
WITH scored AS (
    SELECT
        council_code,
        year_ending,
        funnel_z_score(sexual_plans, expected_plans_at_england_rate) AS z_score
    FROM council_year
    WHERE sexual_plans_status = 'published' AND expected_plans_at_england_rate > 0
),

edge AS (
    SELECT
        year_ending,
        QUANTILE_CONT(z_score, 0.1) AS lowest,
        QUANTILE_CONT(z_score, 0.9) AS highest
    FROM scored
    GROUP BY year_ending
),

spread AS (
    SELECT
        scored.year_ending,
        COUNT(*) AS councils_in_estimate,
        AVG(POWER(scored.z_score, 2)) AS dispersion_of_all,
        AVG(POWER(GREATEST(edge.lowest, LEAST(edge.highest, scored.z_score)), 2)) AS winsorised
    FROM scored
    INNER JOIN edge USING (year_ending)
    GROUP BY scored.year_ending
),

counted AS (
    SELECT
        year_ending,
        COUNT(*) AS councils,
        COUNT(*) FILTER (WHERE is_hidden(sexual_plans_status)) AS councils_suppressed
    FROM council_year
    GROUP BY year_ending
),

form AS (
    SELECT form
    FROM censored_fit
    WHERE centre = 'england'
    GROUP BY form
    ORDER BY SUM(log_likelihood) DESC
    LIMIT 1
),

fit AS (
    SELECT
        year_ending,
        ANY_VALUE(spread) FILTER (WHERE form = 'additive') AS additive,
        ANY_VALUE(spread) FILTER (WHERE form = 'multiplicative') AS multiplicative
    FROM censored_fit
    WHERE centre = 'england'
    GROUP BY year_ending
),

by_chance AS (
    SELECT
        council_year.year_ending,
        SUM(funnel_limit.chance_above) AS above,
        SUM(funnel_limit.chance_below) AS below,
        COUNT(*) FILTER (WHERE funnel_limit.lower_95 = 0) AS cannot_fall_below
    FROM council_year
    INNER JOIN funnel_limit
        ON funnel_limit.year_ending = council_year.year_ending
        AND funnel_limit.children = council_year.children
        AND NOT funnel_limit.is_curve
    WHERE council_year.sexual_plans_min IS NOT NULL
    GROUP BY council_year.year_ending
)

SELECT
    counted.year_ending,
    england_year.sexual_rate_per_1000 AS target_per_1000,
    counted.councils,
    COALESCE(spread.councils_in_estimate, 0) AS councils_in_estimate,
    counted.councils_suppressed,
    spread.dispersion_of_all,
    -- Councils may be more alike than chance allows; phi is never below that of chance.
    CASE WHEN spread.winsorised IS NOT NULL THEN GREATEST(1, spread.winsorised) END AS dispersion,
    fit.multiplicative AS dispersion_with_hidden,
    SQRT(fit.additive) AS spread_of_rates,
    CASE WHEN fit.year_ending IS NOT NULL THEN form.form END AS form,
    by_chance.above AS above_by_chance,
    by_chance.below AS below_by_chance,
    by_chance.cannot_fall_below
FROM counted
LEFT JOIN england_year USING (year_ending)
LEFT JOIN spread USING (year_ending)
LEFT JOIN fit USING (year_ending)
LEFT JOIN by_chance USING (year_ending)
LEFT JOIN form ON TRUE
ORDER BY counted.year_ending;
COMMENT ON TABLE funnel_year IS 'The funnel plot of plans for sexual abuse: one row per year ending 31 March. Limits are from a negative binomial law around England''s rate, hidden counts as ranges (Spiegelhalter 2005; meta_method: funnel).';
COMMENT ON COLUMN funnel_year.target_per_1000 IS 'England''s published rate, the middle of the funnel. Unit: plans per 1,000 residents aged 0 to 17. Not a target to be met.';
COMMENT ON COLUMN funnel_year.councils IS 'Unit: councils of that year.';
COMMENT ON COLUMN funnel_year.councils_in_estimate IS 'Unit: councils with a printed count, the only ones that enter dispersion and dispersion_of_all.';
COMMENT ON COLUMN funnel_year.councils_suppressed IS 'Unit: councils whose count DfE suppressed.';
COMMENT ON COLUMN funnel_year.dispersion_of_all IS 'Mean square of the z-scores, none drawn in. Unit: ratio of the variance to that of chance alone. NULL without a printed count.';
COMMENT ON COLUMN funnel_year.dispersion IS 'Phi: the same with the outermost tenth on each side drawn in, and at least 1. Unit: ratio of the variance to that of chance alone. NULL without a printed count.';
COMMENT ON COLUMN funnel_year.dispersion_with_hidden IS 'Phi of the multiplicative law with the hidden counts as ranges. Unit: ratio of the variance to that of chance alone. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_year.spread_of_rates IS 'How far councils'' own rates lie around England''s by the additive law: their standard deviation as a share of England''s rate. Unit: ratio. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_year.form IS 'The law that draws the limits, the likelier over all years together: additive or multiplicative. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_year.above_by_chance IS 'Councils that would lie above the 95% limit although no different from the others. Unit: councils. NULL without limits.';
COMMENT ON COLUMN funnel_year.below_by_chance IS 'Councils that would lie below the 95% limit although no different from the others. Unit: councils. NULL without limits.';
COMMENT ON COLUMN funnel_year.cannot_fall_below IS 'Councils whose lower 95% limit is 0, so that none of them can lie below it. Unit: councils. NULL without limits.';

CREATE TABLE funnel_council AS
WITH placed AS (
    SELECT
        council_year.council_code,
        council_year.year_ending,
        council_year.sexual_plans_status AS status,
        1000.0 * council_year.sexual_plans_min / council_year.children AS least,
        1000.0 * council_year.sexual_plans_max / council_year.children AS most,
        funnel_limit.lower_998,
        funnel_limit.lower_95,
        funnel_limit.upper_95,
        funnel_limit.upper_998
    FROM council_year
    LEFT JOIN funnel_limit
        ON funnel_limit.year_ending = council_year.year_ending
        AND funnel_limit.children = council_year.children
        AND NOT funnel_limit.is_curve
)

SELECT
    council_code,
    year_ending,
    lower_998,
    lower_95,
    upper_95,
    upper_998,
    CASE
        WHEN least IS NULL OR upper_95 IS NULL THEN 'no_figure'
        WHEN least >= lower_95 AND most <= upper_95 THEN 'inside'
        WHEN least > upper_998 THEN 'above_998'
        WHEN least > upper_95 AND most <= upper_998 THEN 'above_95'
        WHEN most < lower_998 THEN 'below_998'
        WHEN most < lower_95 AND least >= lower_998 THEN 'below_95'
        ELSE 'cannot_be_said'
    END AS place
FROM placed
ORDER BY council_code, year_ending;
COMMENT ON TABLE funnel_council IS 'Funnel limits at each council''s number of children: one row per council and year ending 31 March. To be outside them is a reason to ask, not a finding.';
COMMENT ON COLUMN funnel_council.lower_998 IS 'Lower 99.8% limit; 0 where a count of 0 is likelier than the limit allows. Unit: plans per 1,000 residents aged 0 to 17. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_council.lower_95 IS 'Lower 95% limit; 0 where a count of 0 is likelier than the limit allows. Unit: plans per 1,000 residents aged 0 to 17. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_council.upper_95 IS 'Upper 95% limit. Unit: plans per 1,000 residents aged 0 to 17. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_council.upper_998 IS 'Upper 99.8% limit. Unit: plans per 1,000 residents aged 0 to 17. NULL with too few printed counts.';
COMMENT ON COLUMN funnel_council.place IS 'inside the 95% limits; above_95, below_95 (past them, inside the 99.8% ones); above_998, below_998; cannot_be_said (suppressed, and its range lies on both sides of a limit); no_figure.';

-- The limits as curves: 200 numbers of children, closer together where the funnel is steep.
CREATE MACRO funnel_curve(year) AS TABLE
SELECT children, lower_998, lower_95, upper_95, upper_998
FROM funnel_limit
WHERE year_ending = year AND is_curve
ORDER BY children;
