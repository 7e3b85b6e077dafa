-- set_totals: the macro that adds up the councils of a set, as ranges; it makes no table.
--
-- Grain  one row per set of the level, or of the series chosen, and year ending 31 March
-- Unit   plans and assessments: counts; rates per 1,000 residents aged 0 to 17
-- NULL   where no council of the set has a figure or a range
-- Needs  comparison, council_series, council_set, council_year, quality_flag
--
-- A total is a range, from the sum of the fewest to the sum of the most: with one hidden council in
-- it a single number would give that council's away. No total of the publisher's is used.
-- `level` is one of council_set, or ''; `chosen` a list of council series, or [''].
CREATE MACRO set_totals(level, chosen) AS TABLE
WITH member AS (
    SELECT set_code, council_code FROM council_set WHERE set_level = level
    UNION ALL
    SELECT 'chosen', council_code FROM council_series WHERE LIST_CONTAINS(chosen, series_code)
),

assessed AS (
    SELECT
        comparison.council_code,
        comparison.year_ending,
        comparison.status,
        comparison.counted_min,
        comparison.counted_max,
        comparison.base,
        zero_is_unlikely(
            comparison.council_code, comparison.year_ending, 'assessments_sexual_abuse'
        ) AS is_unlikely
    FROM comparison
    WHERE comparison.measure = 'csa_assessment_rate'
),

planned AS (
    SELECT
        council_year.*,
        zero_is_unlikely(
            council_year.council_code, council_year.year_ending, 'plans_started_sexual_abuse_initial'
        ) AS is_unlikely
    FROM council_year
),

together AS (
    SELECT
        member.set_code,
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
            AS csa_assessments_max,
        SUM(assessed.base) FILTER (
            WHERE assessed.counted_max IS NOT NULL AND NOT assessed.is_unlikely
        ) AS csa_children
    FROM planned
    INNER JOIN member ON member.council_code = planned.council_code
    LEFT JOIN assessed
        ON assessed.council_code = planned.council_code
        AND assessed.year_ending = planned.year_ending
    GROUP BY member.set_code, planned.year_ending
)

SELECT
    set_code,
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
    END::count_status AS csa_assessments_status,
    1000.0 * csa_assessments_min / csa_children AS csa_rate_min,
    CASE WHEN csa_councils_hidden_without_range = 0 THEN 1000.0 * csa_assessments_max / csa_children
        END AS csa_rate_max
FROM together;
