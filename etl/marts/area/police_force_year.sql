-- police_force_year: the councils of each police force together, as ranges.
--
-- Grain  one row per territorial police force and year ending 31 March
-- Unit   plans and assessments: counts; rates per 1,000 residents aged 0 to 17
-- NULL   where no council of the force has a figure or a range
-- Needs  comparison, council_year, quality_flag
--
-- A total is a range, from the sum of the fewest to the sum of the most: with one hidden council in
-- it a single number would give that council's away. No total of the publisher's is used.
CREATE TABLE police_force_year AS
WITH assessed AS (
    SELECT
        comparison.council_code,
        comparison.year_ending,
        comparison.status,
        comparison.counted_min,
        comparison.counted_max,
        comparison.base,
        quality_flag.flag IS NOT NULL AS is_unlikely
    FROM comparison
    LEFT JOIN quality_flag
        ON quality_flag.council_code = comparison.council_code
        AND quality_flag.year_ending = comparison.year_ending
        AND quality_flag.flag = 'unlikely_zero'
        AND quality_flag.measure = 'assessments that recorded sexual abuse'
    WHERE comparison.measure = 'csa_assessment_rate'
),

planned AS (
    SELECT
        council_year.*,
        quality_flag.flag IS NOT NULL AS is_unlikely
    FROM council_year
    LEFT JOIN quality_flag
        ON quality_flag.council_code = council_year.council_code
        AND quality_flag.year_ending = council_year.year_ending
        AND quality_flag.flag = 'unlikely_zero'
        AND quality_flag.measure = 'plans started for sexual abuse'
),

together AS (
    SELECT
        council.police_force_code,
        council.police_force_name,
        planned.year_ending,
        COUNT(*) AS councils,
        COUNT(*) FILTER (WHERE sexual_plans IS NOT NULL AND NOT planned.is_unlikely)
            AS councils_printed,
        COUNT(*) FILTER (WHERE sexual_plans IS NULL AND sexual_plans_min IS NOT NULL)
            AS councils_hidden,
        COUNT(*) FILTER (WHERE planned.is_unlikely) AS plan_zeros_left_out,
        SUM(planned.children) FILTER (
            WHERE sexual_plans_min IS NOT NULL AND NOT planned.is_unlikely
        )::INTEGER AS children,
        SUM(sexual_plans_min) FILTER (WHERE NOT planned.is_unlikely)::INTEGER AS sexual_plans_min,
        SUM(sexual_plans_max) FILTER (WHERE NOT planned.is_unlikely)::INTEGER AS sexual_plans_max,
        COUNT(assessed.counted_max) FILTER (WHERE NOT assessed.is_unlikely)
            AS csa_councils_counted,
        COUNT(*) FILTER (WHERE is_hidden(assessed.status) AND assessed.counted_max IS NULL)
            AS csa_councils_hidden_without_range,
        COUNT(*) FILTER (WHERE assessed.is_unlikely) AS csa_zeros_left_out,
        SUM(assessed.counted_min) FILTER (WHERE NOT assessed.is_unlikely)::INTEGER
            AS csa_assessments_min,
        SUM(assessed.counted_max) FILTER (WHERE NOT assessed.is_unlikely)::INTEGER
            AS csa_assessments_max
    FROM planned
    INNER JOIN council ON council.council_code = planned.council_code
    LEFT JOIN assessed
        ON assessed.council_code = planned.council_code
        AND assessed.year_ending = planned.year_ending
    GROUP BY council.police_force_code, council.police_force_name, planned.year_ending
)

SELECT
    police_force_code,
    police_force_name,
    year_ending,
    councils,
    councils_printed,
    councils_hidden,
    councils - councils_printed - councils_hidden - plan_zeros_left_out
        AS councils_without_figure,
    plan_zeros_left_out,
    children,
    sexual_plans_min,
    sexual_plans_max,
    CASE
        WHEN sexual_plans_max IS NULL THEN 'not_available'
        WHEN councils_hidden > 0 THEN 'suppressed'
        ELSE 'published'
    END::count_status AS sexual_plans_status,
    1000.0 * sexual_plans_min / children AS rate_min,
    1000.0 * sexual_plans_max / children AS rate_max,
    csa_councils_counted,
    csa_councils_hidden_without_range,
    csa_zeros_left_out,
    csa_assessments_min,
    -- Of a hidden number without a range nothing bounds the total from above.
    CASE WHEN csa_councils_hidden_without_range = 0 THEN csa_assessments_max END
        AS csa_assessments_max,
    CASE
        WHEN csa_councils_hidden_without_range > 0 THEN 'suppressed'
        WHEN csa_assessments_max IS NULL THEN 'not_available'
        WHEN csa_assessments_min = csa_assessments_max THEN 'published'
        ELSE 'suppressed'
    END::count_status AS csa_assessments_status
FROM together
ORDER BY police_force_name, year_ending;
COMMENT ON TABLE police_force_year IS 'The councils of each territorial police force together: one row per force and year ending 31 March. Totals are ranges where a number is hidden. Low identification is not low prevalence.';
COMMENT ON COLUMN police_force_year.police_force_code IS 'ONS code of the police force.';
COMMENT ON COLUMN police_force_year.police_force_name IS 'Territorial police force.';
COMMENT ON COLUMN police_force_year.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN police_force_year.councils IS 'Unit: councils of the force in that year.';
COMMENT ON COLUMN police_force_year.councils_printed IS 'Unit: councils whose number of plans for sexual abuse is printed.';
COMMENT ON COLUMN police_force_year.councils_hidden IS 'Unit: councils whose number is hidden; they enter the total as a range.';
COMMENT ON COLUMN police_force_year.councils_without_figure IS 'Unit: councils without a figure; they are not in the total.';
COMMENT ON COLUMN police_force_year.plan_zeros_left_out IS 'Unit: councils that print 0 plans which is more likely a fault of recording; they are not in the total.';
COMMENT ON COLUMN police_force_year.children IS 'Unit: residents aged 0 to 17 of the councils in the total of plans. NULL without one. Gap: not_available.';
COMMENT ON COLUMN police_force_year.sexual_plans_min IS 'Unit: plans. Fewest that can have started for sexual abuse in the councils together. NULL without a figure.';
COMMENT ON COLUMN police_force_year.sexual_plans_max IS 'Unit: plans. Most that can have started. NULL without a figure.';
COMMENT ON COLUMN police_force_year.sexual_plans_status IS 'published where the two are one number, suppressed where a council is hidden, not_available without a figure.';
COMMENT ON COLUMN police_force_year.rate_min IS 'Unit: plans per 1,000 residents aged 0 to 17. Least the rate can be. NULL without a figure. Status: sexual_plans_status.';
COMMENT ON COLUMN police_force_year.rate_max IS 'Unit: plans per 1,000 residents aged 0 to 17. Most the rate can be. NULL without a figure. Status: sexual_plans_status.';
COMMENT ON COLUMN police_force_year.csa_councils_counted IS 'Unit: councils whose assessments that recorded sexual abuse are in the total.';
COMMENT ON COLUMN police_force_year.csa_councils_hidden_without_range IS 'Unit: councils whose assessments are hidden and have no range; they leave the total without an upper end.';
COMMENT ON COLUMN police_force_year.csa_zeros_left_out IS 'Unit: councils that print 0 assessments which is more likely a fault of recording; they are not in the total.';
COMMENT ON COLUMN police_force_year.csa_assessments_min IS 'Unit: assessments that recorded sexual abuse. Fewest there can have been. NULL without a figure.';
COMMENT ON COLUMN police_force_year.csa_assessments_max IS 'Unit: assessments. Most there can have been. NULL without a figure, or where nothing bounds a hidden number.';
COMMENT ON COLUMN police_force_year.csa_assessments_status IS 'published where the two are one number; suppressed where a number is hidden; not_available without a figure.';
