-- question_fact: the comparisons that decide which questions a council's page asks.
--
-- Grain  one row per council and year ending 31 March
-- Unit   rates per 1,000 residents aged 0 to 17; ratios per 100; shares 0 to 1
-- NULL   wherever a figure behind a comparison was not published
-- Needs  change_year, council_series, council_year, england_region, funnel, offence_change, path, quality_flag, sexual_or_multiple
--
-- A comparison here is no finding. The rules that turn one into a question are words/area/questions.py.
CREATE TABLE question_fact AS
WITH england AS (
    SELECT
        england_year.*,
        multiple.value / england_year.all_plans AS multiple_share,
        section_47.per_100 AS section_47_per_100_referrals
    FROM england_year
    LEFT JOIN plan AS multiple
        ON multiple.area_level = 'england'
        AND multiple.year_ending = england_year.year_ending
        AND multiple.flow = 'started'
        AND multiple.basis = 'initial'
        AND multiple.category = 'multiple'
    LEFT JOIN path_step AS section_47
        ON section_47.area_level = 'england'
        AND section_47.year_ending = england_year.year_ending
        AND section_47.step = 'section_47_enquiries'
),

in_series AS (
    SELECT
        council_year.*,
        council_series.series_code
    FROM council_year
    INNER JOIN council_series USING (council_code)
),

-- What the police recorded ends in an earlier year than plans do: of the last two years at most.
beside_police AS (
    SELECT
        this.council_code,
        this.year_ending,
        force.year_ending AS police_year,
        force.verdict AS police_verdict,
        force.offences_before,
        force.offences,
        plans.verdict AS plans_verdict,
        plans.plans_before,
        plans.plans
    FROM in_series AS this
    INNER JOIN council ON council.council_code = this.council_code
    INNER JOIN offence_change AS force
        ON force.police_force_code = council.police_force_code
        AND force.year_ending BETWEEN this.year_ending - 2 AND this.year_ending
    LEFT JOIN council_series AS any_code ON any_code.series_code = this.series_code
    INNER JOIN change_year AS plans
        ON plans.area_code = any_code.council_code
        AND plans.year_ending = force.year_ending
        AND plans.span = 3
    QUALIFY force.year_ending = MAX(force.year_ending) OVER (PARTITION BY this.council_code, this.year_ending)
),

doubt AS (
    SELECT
        council_code,
        year_ending,
        STRING_AGG(measure, ' and ' ORDER BY measure) FILTER (WHERE flag = 'unlikely_zero')
            AS unlikely_zeros,
        STRING_AGG(measure, ' and ' ORDER BY measure) AS measures,
        LIST(DISTINCT counted ORDER BY counted) AS counts
    FROM quality_flag
    WHERE flag IN ('unlikely_zero', 'unlikely_low', 'step_change')
    GROUP BY council_code, year_ending
)

SELECT
    this.council_code,
    this.year_ending,
    this.sexual_plans,
    this.sexual_plans_status,
    this.sexual_plans_max,
    this.expected_plans_at_england_rate,
    this.sexual_rate_per_1000,
    funnel_council.place,
    england.sexual_rate_per_1000 AS england_sexual_rate,
    COALESCE(
        this.sexual_rate_per_1000 < one_before.sexual_rate_per_1000
        AND one_before.sexual_rate_per_1000 < two_before.sexual_rate_per_1000
        AND two_before.sexual_rate_per_1000 < three_before.sexual_rate_per_1000,
        FALSE
    ) AS has_fallen_three_years,
    three_before.sexual_rate_per_1000 AS rate_three_years_before,
    change_year.verdict AS three_year_verdict,
    this.csa_assessments,
    this.csa_assessments_status,
    this.csa_assessments_per_1000,
    england.csa_assessments_per_1000 AS england_csa_per_1000,
    100.0 * this.sexual_plans_max / NULLIF(this.csa_assessments, 0) AS most_plans_per_100_csa,
    england.plans_per_100_csa_assessments AS england_plans_per_100_csa,
    this.csa_assessments * england.plans_per_100_csa_assessments / 100
        AS expected_plans_of_csa_assessments,
    england.csa_assessments_per_1000 * this.children / 1000 AS expected_csa_assessments,
    england.cse_assessments_per_1000 * this.children / 1000 AS expected_cse_assessments,
    this.cse_assessments,
    this.cse_assessments_status,
    this.cse_assessments_per_1000,
    england.cse_assessments_per_1000 AS england_cse_per_1000,
    what_if.multiple_plans,
    what_if.multiple_share,
    england.multiple_share AS england_multiple_share,
    section_47.per_100 AS section_47_per_100_referrals,
    england.section_47_per_100_referrals AS england_section_47_per_100,
    section_47.neighbours_lowest AS section_47_neighbours_lowest,
    section_47.neighbours_with_figure AS section_47_neighbours_with_figure,
    doubt.unlikely_zeros AS unlikely_zero_measures,
    doubt.measures AS doubted_measures,
    beside_police.police_year,
    beside_police.police_verdict,
    beside_police.offences_before AS police_offences_before,
    beside_police.offences AS police_offences,
    beside_police.plans_verdict AS plans_verdict_to_police_year,
    beside_police.plans_before AS plans_before_police_year,
    beside_police.plans AS plans_in_police_year,
    council.police_force_name,
    COALESCE(three_before.sexual_plans_status, 'not_available')::count_status
        AS rate_three_years_before_status,
    this.plans_per_100_csa_assessments_status AS plans_per_100_csa_status,
    what_if.multiple_plans_status,
    what_if.multiple_share_status,
    COALESCE(section_47.per_100_status, 'not_available')::count_status AS section_47_status,
    COALESCE(section_47.neighbours_status, 'not_available')::count_status
        AS section_47_neighbours_status,
    COALESCE(doubt.counts, []) AS doubted_counts
FROM in_series AS this
INNER JOIN council ON council.council_code = this.council_code
LEFT JOIN beside_police
    ON beside_police.council_code = this.council_code
    AND beside_police.year_ending = this.year_ending
LEFT JOIN england ON england.year_ending = this.year_ending
LEFT JOIN funnel_council
    ON funnel_council.council_code = this.council_code
    AND funnel_council.year_ending = this.year_ending
LEFT JOIN change_year
    ON change_year.area_code = this.council_code
    AND change_year.year_ending = this.year_ending
    AND change_year.span = 3
LEFT JOIN in_series AS one_before
    ON one_before.series_code = this.series_code
    AND one_before.year_ending = this.year_ending - 1
LEFT JOIN in_series AS two_before
    ON two_before.series_code = this.series_code
    AND two_before.year_ending = this.year_ending - 2
LEFT JOIN in_series AS three_before
    ON three_before.series_code = this.series_code
    AND three_before.year_ending = this.year_ending - 3
LEFT JOIN sexual_or_multiple AS what_if
    ON what_if.council_code = this.council_code
    AND what_if.year_ending = this.year_ending
LEFT JOIN path_step AS section_47
    ON section_47.area_code = this.council_code
    AND section_47.year_ending = this.year_ending
    AND section_47.step = 'section_47_enquiries'
LEFT JOIN doubt
    ON doubt.council_code = this.council_code
    AND doubt.year_ending = this.year_ending
ORDER BY this.council_code, this.year_ending;
COMMENT ON TABLE question_fact IS 'The comparisons that decide which questions a council''s page asks: one row per council and year. A comparison is no finding.';
COMMENT ON COLUMN question_fact.sexual_plans IS 'As in council_year. Unit: plans.';
COMMENT ON COLUMN question_fact.sexual_plans_status IS 'As in council_year.';
COMMENT ON COLUMN question_fact.sexual_plans_max IS 'As in council_year. Unit: plans.';
COMMENT ON COLUMN question_fact.expected_plans_at_england_rate IS 'As in council_year. Unit: plans.';
COMMENT ON COLUMN question_fact.sexual_rate_per_1000 IS 'As in council_year. Unit: per 1,000. Status: sexual_plans_status.';
COMMENT ON COLUMN question_fact.place IS 'As in funnel_council: whether the rate is above or below England''s by more than councils usually differ.';
COMMENT ON COLUMN question_fact.england_sexual_rate IS 'England''s rate of plans for sexual abuse. Unit: per 1,000.';
COMMENT ON COLUMN question_fact.has_fallen_three_years IS 'True where the rate of each of four years in a row is published and each is lower than the one before.';
COMMENT ON COLUMN question_fact.rate_three_years_before IS 'Rate three years before. Unit: per 1,000. NULL when not published. Status: rate_three_years_before_status.';
COMMENT ON COLUMN question_fact.three_year_verdict IS 'As verdict in change_year, over three years. NULL before 2016.';
COMMENT ON COLUMN question_fact.csa_assessments IS 'As in council_year. Unit: assessments.';
COMMENT ON COLUMN question_fact.csa_assessments_status IS 'As in council_year.';
COMMENT ON COLUMN question_fact.csa_assessments_per_1000 IS 'As in council_year. Unit: per 1,000.';
COMMENT ON COLUMN question_fact.england_csa_per_1000 IS 'England''s rate of assessments that recorded sexual abuse. Unit: per 1,000. Gap: not_available.';
COMMENT ON COLUMN question_fact.most_plans_per_100_csa IS 'Unit: plans per 100 assessments that recorded sexual abuse, taking the most plans there can be. NULL without a return, without assessments, or where those are hidden. Status: plans_per_100_csa_status.';
COMMENT ON COLUMN question_fact.england_plans_per_100_csa IS 'England''s plans per 100 assessments. Unit: per 100. Gap: not_available.';
COMMENT ON COLUMN question_fact.expected_plans_of_csa_assessments IS 'Unit: plans that would follow the area''s assessments at England''s ratio. NULL without them. Status: csa_assessments_status.';
COMMENT ON COLUMN question_fact.expected_csa_assessments IS 'Unit: assessments that recorded sexual abuse, were they as many per child as in England. NULL before 2018. Gap: not_available.';
COMMENT ON COLUMN question_fact.expected_cse_assessments IS 'Unit: assessments that recorded exploitation, were they as many per child as in England. NULL before 2018. Gap: not_available.';
COMMENT ON COLUMN question_fact.cse_assessments IS 'As in council_year. Unit: assessments.';
COMMENT ON COLUMN question_fact.cse_assessments_status IS 'As in council_year.';
COMMENT ON COLUMN question_fact.cse_assessments_per_1000 IS 'As in council_year. Unit: per 1,000.';
COMMENT ON COLUMN question_fact.england_cse_per_1000 IS 'England''s rate of assessments that recorded exploitation. Unit: per 1,000. Gap: not_available.';
COMMENT ON COLUMN question_fact.multiple_plans IS 'As in sexual_or_multiple. Unit: plans. Status: multiple_plans_status.';
COMMENT ON COLUMN question_fact.multiple_share IS 'As in sexual_or_multiple. Unit: 0 to 1.';
COMMENT ON COLUMN question_fact.england_multiple_share IS 'Plans under multiple as a share of all that started in England. Unit: 0 to 1.';
COMMENT ON COLUMN question_fact.section_47_per_100_referrals IS 'Section 47 enquiries per 100 referrals. Unit: per 100. NULL before 2018 or when not published. Status: section_47_status.';
COMMENT ON COLUMN question_fact.england_section_47_per_100 IS 'The same for England. Unit: per 100. Gap: not_available.';
COMMENT ON COLUMN question_fact.section_47_neighbours_lowest IS 'Lowest of the neighbours'' ratios. Unit: per 100. NULL without neighbours that have one. Status: section_47_neighbours_status.';
COMMENT ON COLUMN question_fact.section_47_neighbours_with_figure IS 'Unit: councils. Neighbours that have the ratio. NULL before 2018 and without neighbours. Status: section_47_neighbours_status.';
COMMENT ON COLUMN question_fact.unlikely_zero_measures IS 'Measures of this year whose published 0 is unlikely, by quality_flag. NULL where there are none.';
COMMENT ON COLUMN question_fact.doubted_measures IS 'Measures of this year that quality_flag calls an unlikely 0, unlikely low or a step change, in words. NULL where there are none.';
COMMENT ON COLUMN question_fact.police_year IS 'Year ending 31 March of the newest offences held, of this year or the two before. NULL without one. Gap: not_available.';
COMMENT ON COLUMN question_fact.police_verdict IS 'As in offence_change, of the area''s police force to police_year. NULL without one.';
COMMENT ON COLUMN question_fact.police_offences_before IS 'As in offence_change. Unit: offences recorded by the force. NULL without police_year. Gap: not_available.';
COMMENT ON COLUMN question_fact.police_offences IS 'As in offence_change. Unit: offences recorded by the force. NULL without police_year. Gap: not_available.';
COMMENT ON COLUMN question_fact.plans_verdict_to_police_year IS 'As in change_year, of the area''s plans over the same three years. NULL without police_year.';
COMMENT ON COLUMN question_fact.plans_before_police_year IS 'Unit: plans three years before police_year. NULL when not published; the verdict is cannot_tell then. Gap: not_available.';
COMMENT ON COLUMN question_fact.plans_in_police_year IS 'Unit: plans in police_year. NULL when not published; the verdict is cannot_tell then. Gap: not_available.';
COMMENT ON COLUMN question_fact.police_force_name IS 'Police force of the area.';
COMMENT ON COLUMN question_fact.rate_three_years_before_status IS 'As in council_year, of the count three years before; not_available where there was none.';
COMMENT ON COLUMN question_fact.plans_per_100_csa_status IS 'As plans_per_100_csa_assessments_status in council_year.';
COMMENT ON COLUMN question_fact.multiple_plans_status IS 'As in sexual_or_multiple.';
COMMENT ON COLUMN question_fact.multiple_share_status IS 'As in sexual_or_multiple.';
COMMENT ON COLUMN question_fact.section_47_status IS 'As in path_step, of the ratio; not_available before 2018.';
COMMENT ON COLUMN question_fact.section_47_neighbours_status IS 'As in path_step, of the neighbours; not_available before 2018.';
COMMENT ON COLUMN question_fact.doubted_counts IS 'The same by their names in area_count; no other question rests on them.';
