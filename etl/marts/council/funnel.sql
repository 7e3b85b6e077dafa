-- funnel_year, funnel_council: which rates of plans differ from England's by more than chance.
--
-- Grain  one row per year ending 31 March; one row per council and year
-- Unit   rates: plans started for sexual abuse per 1,000 residents aged 0 to 17
-- NULL   limits and dispersion of a year for which England has no rate or no council a number
--
-- Method Spiegelhalter, D. J. (2005), Funnel plots for comparing institutional performance,
--        Statistics in Medicine 24: 1185-1202: the target is England's rate, a council's z-score says
--        how far its count is from the count expected at that rate, the outermost tenth of the
--        z-scores on each side is drawn in to the tenth's edge (winsorised), and their mean square
--        is the dispersion phi, by which the Poisson variance of every council is multiplied.
--        z-scores and limits are on the scale of square roots, where the variance of a Poisson count
--        is 1/4 whatever its mean: z = 2(sqrt(count) - sqrt(expected)), and the limits of a count
--        are (sqrt(expected) +- z sqrt(phi) / 2) squared. For a large council this is the paper's
--        expected +- z sqrt(phi expected). A council expects about 14 plans, too few for the
--        latter: with phi at 5 it is passed from below by 4 to 5 in 100, not 2.5, and its 99.8%
--        limit by 1 in 100, not 1 in 1,000. On the scale of roots it is 2.0 to 2.4 and 1.2 to 1.3.
--        A lower limit below one plan is cut to zero: only a count of 0 could lie beneath it, and
--        the square root of 0 says too little about chance.
-- Needs  council_year, england_region
--
-- Only printed counts enter phi. A suppressed council is in no way estimated.

CREATE MACRO funnel_z_score(plans, expected) AS 2 * (SQRT(plans) - SQRT(expected));

CREATE MACRO funnel_upper(expected, dispersion, z) AS
    POWER(SQRT(expected) + z * SQRT(dispersion) / 2, 2);

CREATE MACRO funnel_lower(expected, dispersion, z) AS
    CASE
        WHEN SQRT(expected) - z * SQRT(dispersion) / 2 < 1 THEN 0
        ELSE POWER(SQRT(expected) - z * SQRT(dispersion) / 2, 2)
    END;

-- Two-sided 95% and 99.8% of the normal distribution.
CREATE MACRO z_of_95() AS 1.959963984540054;
CREATE MACRO z_of_998() AS 3.090232306167813;

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
)

SELECT
    counted.year_ending,
    england_year.sexual_rate_per_1000 AS target_per_1000,
    counted.councils,
    COALESCE(spread.councils_in_estimate, 0) AS councils_in_estimate,
    counted.councils_suppressed,
    spread.dispersion_of_all,
    -- Councils may be more alike than chance allows; the funnel is never narrower than chance.
    CASE WHEN spread.winsorised IS NOT NULL THEN GREATEST(1, spread.winsorised) END AS dispersion,
    SQRT(dispersion) AS widening,
    -- Where sqrt(expected) - z sqrt(phi) / 2 reaches the square root of one plan.
    POWER(1 + z_of_95() * widening / 2, 2) AS lower_95_starts_at
FROM counted
LEFT JOIN england_year USING (year_ending)
LEFT JOIN spread USING (year_ending)
ORDER BY counted.year_ending;
COMMENT ON TABLE funnel_year IS 'The funnel plot of plans for sexual abuse: one row per year ending 31 March. Limits are from an overdispersed Poisson model (Spiegelhalter 2005).';
COMMENT ON COLUMN funnel_year.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN funnel_year.target_per_1000 IS 'England''s published rate, the middle of the funnel. Unit: plans per 1,000 residents aged 0 to 17. Not a target to be met.';
COMMENT ON COLUMN funnel_year.councils IS 'Unit: councils of that year.';
COMMENT ON COLUMN funnel_year.councils_in_estimate IS 'Unit: councils with a printed count, the only ones that enter dispersion.';
COMMENT ON COLUMN funnel_year.councils_suppressed IS 'Unit: councils whose count DfE suppressed; they enter no estimate.';
COMMENT ON COLUMN funnel_year.dispersion_of_all IS 'Mean square of the z-scores, none drawn in. Unit: ratio of the variance to that of chance alone. NULL without a printed count.';
COMMENT ON COLUMN funnel_year.dispersion IS 'Phi: the same with the outermost tenth on each side drawn in, and at least 1. Unit: ratio of the variance to that of chance alone. NULL without a printed count.';

COMMENT ON COLUMN funnel_year.widening IS 'Square root of dispersion: how many times wider the funnel is than for chance alone, on the scale of square roots. Unit: ratio. NULL without a printed count.';
COMMENT ON COLUMN funnel_year.lower_95_starts_at IS 'The lower 95% limit is zero for a council that expects fewer plans than this. Unit: plans. NULL without a printed count.';

CREATE TABLE funnel_council AS
WITH limits AS (
    SELECT
        council_year.council_code,
        council_year.year_ending,
        council_year.children,
        council_year.sexual_plans_status AS status,
        council_year.sexual_plans_min AS least,
        council_year.sexual_plans_max AS most,
        funnel_lower(expected_plans_at_england_rate, dispersion, z_of_998()) AS lower_998,
        funnel_lower(expected_plans_at_england_rate, dispersion, z_of_95()) AS lower_95,
        funnel_upper(expected_plans_at_england_rate, dispersion, z_of_95()) AS upper_95,
        funnel_upper(expected_plans_at_england_rate, dispersion, z_of_998()) AS upper_998
    FROM council_year
    INNER JOIN funnel_year USING (year_ending)
)

SELECT
    council_code,
    year_ending,
    1000.0 * lower_998 / children AS lower_998,
    1000.0 * lower_95 / children AS lower_95,
    1000.0 * upper_95 / children AS upper_95,
    1000.0 * upper_998 / children AS upper_998,
    CASE
        WHEN (status <> 'published' AND NOT is_hidden(status)) OR upper_95 IS NULL THEN 'no_figure'
        WHEN least >= lower_95 AND most <= upper_95 THEN 'inside'
        WHEN least > upper_998 THEN 'above_998'
        WHEN least > upper_95 AND most <= upper_998 THEN 'above_95'
        WHEN most < lower_998 THEN 'below_998'
        WHEN most < lower_95 AND least >= lower_998 THEN 'below_95'
        ELSE 'cannot_be_said'
    END AS place
FROM limits
ORDER BY council_code, year_ending;
COMMENT ON TABLE funnel_council IS 'Funnel limits at each council''s number of children: one row per council and year ending 31 March. To be outside them is a reason to ask, not a finding.';
COMMENT ON COLUMN funnel_council.council_code IS 'Council.';
COMMENT ON COLUMN funnel_council.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN funnel_council.lower_998 IS 'Lower 99.8% limit; 0 where it is below one plan. Unit: plans per 1,000 residents aged 0 to 17. NULL without a dispersion.';
COMMENT ON COLUMN funnel_council.lower_95 IS 'Lower 95% limit; 0 where it is below one plan. Unit: plans per 1,000 residents aged 0 to 17. NULL without a dispersion.';
COMMENT ON COLUMN funnel_council.upper_95 IS 'Upper 95% limit. Unit: plans per 1,000 residents aged 0 to 17. NULL without a dispersion.';
COMMENT ON COLUMN funnel_council.upper_998 IS 'Upper 99.8% limit. Unit: plans per 1,000 residents aged 0 to 17. NULL without a dispersion.';
COMMENT ON COLUMN funnel_council.place IS 'inside the 95% limits; above_95, below_95 (past them, inside the 99.8% ones); above_998, below_998; cannot_be_said (suppressed, and its range lies on both sides of a limit); no_figure.';

-- The limits as curves: 200 numbers of children, closer together where the funnel is steep.
CREATE MACRO funnel_curve(year) AS TABLE
WITH size AS (
    SELECT
        POWER(10, LOG10(smallest) + (LOG10(1.05 * largest) - LOG10(smallest)) * step / 199)
            AS children
    FROM (
        SELECT MIN(children) AS smallest, MAX(children) AS largest
        FROM council_year
        WHERE year_ending = year
    )
    CROSS JOIN RANGE(200) AS steps (step)
)

SELECT
    size.children,
    1000 * funnel_lower(size.children * target_per_1000 / 1000, dispersion, z_of_998())
        / size.children AS lower_998,
    1000 * funnel_lower(size.children * target_per_1000 / 1000, dispersion, z_of_95())
        / size.children AS lower_95,
    1000 * funnel_upper(size.children * target_per_1000 / 1000, dispersion, z_of_95())
        / size.children AS upper_95,
    1000 * funnel_upper(size.children * target_per_1000 / 1000, dispersion, z_of_998())
        / size.children AS upper_998
FROM size
CROSS JOIN funnel_year
WHERE funnel_year.year_ending = year
ORDER BY size.children;
