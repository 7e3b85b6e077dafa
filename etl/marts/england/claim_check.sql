-- claim_check: figures others have printed, worked out again from ours.
--
-- Grain  one row per claim
-- Unit   as printed; compared at the decimals it was printed with
-- NULL   whatever is worked out, of a claim that nobody works out
-- Needs  area_count, assessment_to_plan, classes, council_year, threshold
--
-- A claim is worked out on the populations it was made on. Those of today stand beside it: they are
-- estimated afresh with each release, and a count of councils moves with them.
CREATE TABLE claim_check AS
WITH named (about, moved, name) AS (
    VALUES
    ('plans', 'plans_fall', 'plans_started_sexual_abuse_initial'),
    ('all_plans', 'all_plans_fall', 'plans_started_all_categories'),
    ('assessments_csa', 'assessments_csa_fall', 'assessments_sexual_abuse'),
    ('assessments_cse', 'assessments_cse_fall', 'assessments_child_sexual_exploitation'),
    ('assessments_any', 'assessments_any_change', 'assessments_any_factor')
),

england AS (
    SELECT named.about, named.moved, figure.*
    FROM area_count AS figure
    INNER JOIN named USING (name)
    WHERE figure.area_level = 'england' AND figure.status = 'published'
),

class_then AS (
    SELECT
        council_year.year_ending,
        class_of(
            council_year.sexual_plans_status, council_year.sexual_plans,
            COALESCE(claim_population.children, council_year.children), default_threshold()
        ) AS class,
        COUNT(*) AS councils
    FROM council_year
    LEFT JOIN claim_population
        ON claim_population.council_code = council_year.council_code
        AND claim_population.mid_year = council_year.year_ending - 1
    GROUP BY ALL
),

-- What can be claimed of every year that has the figures, whether or not anyone has.
recomputed (claim, value, low, high) AS (
    SELECT
        this.moved || '_' || this.year_ending,
        100.0 * this.value / last.value - 100,
        100.0 * this.value_min / last.value_max - 100,
        100.0 * this.value_max / last.value_min - 100
    FROM england AS this
    INNER JOIN england AS last
        ON last.about = this.about AND last.year_ending = this.year_ending - 1
    UNION ALL
    SELECT
        'conversion_' || SPLIT_PART(category, '_', 1) || '_' || year_ending,
        plans_per_100_assessments,
        plans_per_100_assessments_min,
        plans_per_100_assessments_max
    FROM assessment_to_plan
    WHERE area_level = 'england'
    UNION ALL
    SELECT claim || '_' || year_ending, value, value, value
    FROM (
        SELECT about AS claim, year_ending, value FROM england
        UNION ALL
        SELECT 'councils_' || class, year_ending, councils FROM class_then
        UNION ALL
        SELECT 'police_recorded', year_ending, SUM(value)
        FROM offence
        GROUP BY year_ending
        -- A force without a number leaves no total.
        HAVING COUNT(value) = COUNT(*)
        UNION ALL
        SELECT 'councils_none_or_few', year_ending, SUM(councils)
        FROM class_then
        WHERE is_none_or_few(class)
        GROUP BY year_ending
    ) AS count
),

today (claim, value) AS (
    SELECT 'councils_' || class || '_' || year_ending, councils FROM class_count
    UNION ALL
    SELECT 'councils_none_or_few_' || year_ending, none_or_few_published FROM headline
),

-- The newest release that a figure behind a claim is from.
held (claim, release) AS (
    SELECT published_claim.claim, MAX(figure.release)
    FROM published_claim
    INNER JOIN (
        SELECT release, 'plans' AS kind, year_ending FROM plan WHERE flow = 'started'
        UNION
        SELECT release, 'assessments', year_ending FROM assessment_factor
        UNION
        SELECT release, 'police', year_ending FROM offence
    ) AS figure
        ON figure.year_ending = published_claim.year_ending
        AND figure.kind = CASE
            WHEN REGEXP_MATCHES(published_claim.claim, '^(assessments|conversion)') THEN 'assessments'
            WHEN STARTS_WITH(published_claim.claim, 'police') THEN 'police'
            ELSE 'plans'
        END
    GROUP BY published_claim.claim
)

SELECT
    published_claim.claim,
    published_claim.year_ending,
    published_claim.published_value,
    recomputed.value::DOUBLE AS recomputed_value,
    recomputed.low::DOUBLE AS recomputed_low,
    recomputed.high::DOUBLE AS recomputed_high,
    CASE
        WHEN ROUND(recomputed.value, published_claim.decimals) = published_claim.published_value
            THEN 'equal'
        WHEN published_claim.published_value
            BETWEEN ROUND(recomputed.low, published_claim.decimals)
            AND ROUND(recomputed.high, published_claim.decimals)
            THEN 'within rounding'
        WHEN held.release <> published_claim.release THEN 'revised since'
        ELSE 'differs'
    END AS verdict,
    published_claim.unit,
    published_claim.decimals,
    published_claim.what,
    published_claim.definition,
    published_claim.source,
    COALESCE(today.value, recomputed.value)::DOUBLE AS current_value,
    published_claim.release AS made_on
FROM published_claim
LEFT JOIN recomputed USING (claim)
LEFT JOIN today USING (claim)
LEFT JOIN held USING (claim)
ORDER BY published_claim.claim;
COMMENT ON TABLE claim_check IS 'Published claims recomputed from the figures in this file: one row per claim.';
COMMENT ON COLUMN claim_check.claim IS 'Name of the claim.';
COMMENT ON COLUMN claim_check.published_value IS 'As printed, in its unit.';
COMMENT ON COLUMN claim_check.recomputed_value IS 'As worked out here, unrounded; of councils, on the populations the claim was made on (claim_population).';
COMMENT ON COLUMN claim_check.recomputed_low IS 'The least it can be, since DfE rounds England to 10. Equal to recomputed_value for a number that is not worked out from rounded ones.';
COMMENT ON COLUMN claim_check.recomputed_high IS 'The most it can be, for the same reason.';
COMMENT ON COLUMN claim_check.verdict IS 'equal: at the decimals printed; within rounding: not equal, but rounded totals allow it; revised since: not equal, and another release is held than it was made on; differs.';
COMMENT ON COLUMN claim_check.unit IS 'plans, councils, assessments, offences or per cent.';
COMMENT ON COLUMN claim_check.decimals IS 'Decimal places it was printed with; -3 is to thousands.';
COMMENT ON COLUMN claim_check.what IS 'What it says.';
COMMENT ON COLUMN claim_check.definition IS 'How it is worked out.';
COMMENT ON COLUMN claim_check.source IS 'Who printed it.';
COMMENT ON COLUMN claim_check.current_value IS 'As worked out here on the populations of the newest release, unrounded; the same as recomputed_value but for councils.';
COMMENT ON COLUMN claim_check.made_on IS 'Release it was made on: the reporting year of DfE''s, or what the Home Office''s is called.';
