-- quality_flag: what to know before a figure is used, worked out from the figures themselves.
--
-- Grain  one row per council, year ending 31 March, measure and flag
-- Rule   no council is named here: each rule looks at a series, or at a declared fact
-- Needs  council_series, plan_bounds
--
-- Series are followed across recodes; a merge or split starts a new one.
CREATE TABLE quality_flag AS
WITH said (counted, measure) AS (
    VALUES
    ('plans_started_sexual_abuse_initial', 'plans started for sexual abuse'),
    ('plans_at_31_march_sexual_abuse_initial', 'plans for sexual abuse in force on 31 March'),
    ('assessments_sexual_abuse', 'assessments that recorded sexual abuse'),
    (
        'assessments_child_sexual_exploitation',
        'assessments that recorded child sexual exploitation'
    )
),

held AS (
    SELECT
        council_code,
        year_ending,
        'plans_started_sexual_abuse_initial' AS counted,
        value,
        status,
        plans_max AS most,
        NULL AS printed_parts
    FROM plan_bounds
    WHERE flow = 'started' AND basis = 'initial' AND category = 'sexual_abuse'
    UNION ALL
    SELECT
        council_code,
        year_ending,
        'plans_at_31_march_sexual_abuse_initial',
        value,
        status,
        plans_max,
        NULL
    FROM plan_bounds
    WHERE flow = 'at_31_march' AND basis = 'initial' AND category = 'sexual_abuse'
    UNION ALL
    SELECT
        assessment_factor.area_code,
        assessment_factor.year_ending,
        'assessments_' || factor,
        value,
        status,
        NULL,
        COALESCE(parts.printed, 0)
    FROM assessment_factor
    LEFT JOIN (
        SELECT area_code, year_ending, SUM(value) AS printed
        FROM assessment_factor
        WHERE factor LIKE 'sexual\_abuse\_%' ESCAPE '\'
        GROUP BY area_code, year_ending
    ) AS parts
        ON parts.area_code = assessment_factor.area_code
        AND parts.year_ending = assessment_factor.year_ending
        AND assessment_factor.factor = 'sexual_abuse'
    WHERE area_level = 'council' AND factor IN ('sexual_abuse', 'child_sexual_exploitation')
),

figure AS (
    SELECT *
    FROM held
    INNER JOIN said USING (counted)
),

in_series AS (
    SELECT
        figure.*,
        council_series.series_code
    FROM figure
    INNER JOIN council_series USING (council_code)
),

-- What a series prints above 0 around each figure; hidden years say nothing either way.
around AS (
    SELECT
        this.*,
        MEDIAN(other.value) AS usual,
        ARG_MAX(other.value, other.year_ending) FILTER (WHERE other.year_ending < this.year_ending)
            AS before,
        ARG_MIN(other.value, other.year_ending) FILTER (WHERE other.year_ending > this.year_ending)
            AS after,
        MAX(other.year_ending) FILTER (WHERE other.year_ending < this.year_ending) AS year_before,
        MIN(other.year_ending) FILTER (WHERE other.year_ending > this.year_ending) AS year_after
    FROM in_series AS this
    INNER JOIN in_series AS other
        ON other.series_code = this.series_code
        AND other.counted = this.counted
        AND other.year_ending <> this.year_ending
        AND other.value > 0
    GROUP BY ALL
),

unlikely_zero AS (
    SELECT
        council_code,
        year_ending,
        measure,
        'unlikely_zero' AS flag,
        'DfE prints 0 ' || measure || ' for ' || year_ending || ', but '
        || CONCAT_WS(' and ', before || ' for ' || year_before, after || ' for ' || year_after)
        || ' (the middle of all the years it prints above 0 is ' || ROUND(usual)::INTEGER
        || '). This is unlikely to be a true zero, and more likely a fault of recording.'
            AS explanation,
        counted
    FROM around
    WHERE value = 0 AND ((before >= 20 AND after >= 20) OR usual >= 20)
),

-- The same doubt, softer: few, or hidden, where the years beside it are many. A hidden number of
-- plans is called so only where the most it can be is few too; a hidden sum of assessments only
-- where the parts that DfE prints are few.
unlikely_low AS (
    SELECT
        council_code,
        year_ending,
        measure,
        'unlikely_low' AS flag,
        CASE status
            WHEN 'published' THEN 'DfE prints ' || value || ' ' || measure || ' for ' || year_ending
            ELSE 'The number of ' || measure || ' for ' || year_ending || ' is hidden'
        END
        || ', beside ' || before || ' for ' || year_before || ' and ' || after || ' for '
        || year_after || '. '
        || CASE status
            WHEN 'published' THEN 'So low a number may be right, or recording may have fallen short'
            ELSE 'A hidden number may be a small one, and recording may have fallen short'
        END
        || ': ask before reading it as a change in abuse.' AS explanation,
        counted
    FROM around
    WHERE before >= 20 AND after >= 20
        AND (value > 0 OR is_hidden(status))
        AND 3 * COALESCE(value, most, printed_parts) < LEAST(before, after)
),

-- More than three times, and by more than 40: a small area's few plans may treble by chance, and a
-- number of 20 or less may still be an end of a step. A printed 0 has the rules above.
step AS (
    SELECT
        this.council_code,
        this.year_ending,
        this.measure,
        'step_change' AS flag,
        'From ' || last.year_ending || ' to ' || this.year_ending || ' the number of '
        || this.measure || ' went from ' || last.value || ' to ' || this.value
        || ', a step of more than three times: ask whether recording changed before reading it '
        || 'as a change in abuse.' AS explanation,
        this.counted
    FROM in_series AS this
    INNER JOIN in_series AS last
        ON last.series_code = this.series_code
        AND last.counted = this.counted
        AND last.year_ending = this.year_ending - 1
    WHERE LEAST(this.value, last.value) > 0
        AND GREATEST(this.value, last.value) > 3 * LEAST(this.value, last.value)
        AND ABS(this.value - last.value) > 40
),

no_figure AS (
    SELECT
        council_code,
        year_ending,
        measure,
        'no_figure' AS flag,
        'There is no figure for ' || measure || ' in ' || year_ending || ': '
        || CASE status
            WHEN 'low' THEN 'DfE prints only that it is above 0 and rounds to 0.'
            WHEN 'low_reliability' THEN 'DfE judged the return not reliable.'
            WHEN 'not_applicable' THEN 'DfE marks it not applicable.'
            ELSE 'none was returned, or none was published.'
        END AS explanation,
        counted
    FROM figure
    WHERE status <> 'published' AND NOT is_hidden(status)
),

carried AS (
    SELECT
        council_code,
        year_ending,
        'England and region totals' AS measure,
        'carried_in_totals' AS flag,
        explanation,
        NULL AS counted
    FROM carried_figure
),

new_code AS (
    SELECT
        council.council_code,
        YEAR(council.code_from) + CASE WHEN MONTH(council.code_from) > 3 THEN 1 ELSE 0 END
            AS year_ending,
        'area' AS measure,
        CASE WHEN BOOL_AND(before.change_kind = 'recode') THEN 'new_code' ELSE 'new_area' END AS flag,
        council.council_name
        || CASE
            WHEN BOOL_AND(before.change_kind = 'recode')
                THEN ' has a new code from ' || STRFTIME(council.code_from, '%-d %B %Y')
                || '; its area is the same, and the years join.'
            ELSE ' began on ' || STRFTIME(council.code_from, '%-d %B %Y') || ', in place of '
                || STRING_AGG(before.council_name, ', ' ORDER BY before.council_name)
                || ' or a part of it: years before and after are not the same area.'
        END AS explanation,
        NULL AS counted
    FROM council
    INNER JOIN council AS before
        ON LIST_CONTAINS(STRING_SPLIT(before.successors, ' '), council.council_code)
    GROUP BY council.council_code, council.council_name, council.code_from
),

ended AS (
    SELECT
        council.council_code,
        YEAR(council.code_to) AS year_ending,
        'area' AS measure,
        CASE council.change_kind
            WHEN 'merge' THEN 'area_ended'
            WHEN 'split' THEN 'area_ended'
            ELSE 'area_re_cut'
        END AS flag,
        council.council_name || ' ended on ' || STRFTIME(council.code_to, '%-d %B %Y') || '. '
        || CASE council.change_kind
            WHEN 'merge' THEN 'It is now part of '
            WHEN 'split' THEN 'Its area was divided between '
            ELSE 'Its area was cut anew and went to '
        END
        || STRING_AGG(after.council_name, ' and ' ORDER BY after.council_name) || '.' AS explanation,
        NULL AS counted
    FROM council
    INNER JOIN council AS after
        ON LIST_CONTAINS(STRING_SPLIT(council.successors, ' '), after.council_code)
    WHERE council.change_kind IN ('merge', 'split', 'split+merge')
    GROUP BY council.council_code, council.council_name, council.code_to, council.change_kind
),

older_population AS (
    SELECT
        area_code AS council_code,
        mid_year + 1 AS year_ending,
        'residents aged 0 to 17' AS measure,
        'older_population' AS flag,
        'The newest release prints no population for this area, so the rate uses the release of '
        || release || ', on an older census base.' AS explanation,
        'residents_aged_0_to_17' AS counted
    FROM population
    WHERE area_level = 'council' AND release <> (SELECT MAX(release) FROM population)
),

fault AS (
    SELECT
        area_code AS council_code,
        year_ending,
        'plans started, all categories' AS measure,
        'published_fault' AS flag,
        ANY_VALUE(explanation) AS explanation,
        'plans_started_all_categories' AS counted
    FROM known_fault
    GROUP BY area_code, year_ending
)

SELECT council_code, year_ending, measure, flag, explanation, counted FROM unlikely_zero
UNION ALL SELECT * FROM unlikely_low
UNION ALL SELECT * FROM step
UNION ALL SELECT * FROM no_figure
UNION ALL SELECT * FROM carried
UNION ALL SELECT * FROM new_code
UNION ALL SELECT * FROM ended
UNION ALL SELECT * FROM older_population
UNION ALL SELECT * FROM fault
ORDER BY ALL;
COMMENT ON TABLE quality_flag IS 'What to know before a figure is used: one row per council, year, measure and flag, computed from the series or from a declared fact.';
COMMENT ON COLUMN quality_flag.measure IS 'What the flag is about, in words.';
COMMENT ON COLUMN quality_flag.flag IS 'unlikely_zero, unlikely_low (softer: few or hidden beside years of 20 and more), step_change, no_figure, carried_in_totals, new_code, new_area, area_ended, area_re_cut, older_population, or published_fault.';
COMMENT ON COLUMN quality_flag.explanation IS 'The flag in a sentence for readers.';
COMMENT ON COLUMN quality_flag.counted IS 'What the flag is about: a name of area_count. NULL where it is about the area itself, or the totals it is in.';

-- Whether a council's printed 0 is more likely a fault of recording; `named` as in area_count.
CREATE MACRO zero_is_unlikely(code, year, named) AS EXISTS (
    SELECT 1
    FROM quality_flag
    WHERE quality_flag.council_code = code
        AND quality_flag.year_ending = year
        AND quality_flag.flag = 'unlikely_zero'
        AND quality_flag.counted = named
);
