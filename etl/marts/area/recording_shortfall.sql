-- recording_shortfall: years in which England's assessments with a factor were not all recorded.
--
-- Grain  one row per factor and year ending 31 March for which England's number is printed
-- Unit   assessments; councils
-- NULL   never
-- Needs  area_count, council_series
--
-- A council falls short where its number is below a third of the nearest printed years on both
-- sides, each of them 20 or more (the rule of quality_flag, zeros included); of a hidden number
-- only what is printed of it counts. The first and the newest year have no year on one side, so
-- nothing can be said of them. A part of sexual or physical abuse that shrinks may have moved to
-- another part: only whole factors are judged.
CREATE TABLE recording_shortfall AS
WITH counted AS (
    SELECT
        council_series.series_code,
        area_count.year_ending,
        area_count.name,
        area_count.value,
        area_count.value_min AS printed
    FROM area_count
    INNER JOIN council_series ON council_series.council_code = area_count.area_code
    WHERE area_count.area_level = 'council'
        AND area_count.name LIKE 'assessments\_%' ESCAPE '\'
        AND NOT REGEXP_MATCHES(area_count.name, '_(unknown|child_on_child|adult_on_child)$')
),

around AS (
    SELECT
        this.series_code,
        this.year_ending,
        this.name,
        this.printed,
        ARG_MAX(other.value, other.year_ending) FILTER (WHERE other.year_ending < this.year_ending)
            AS before,
        ARG_MIN(other.value, other.year_ending) FILTER (WHERE other.year_ending > this.year_ending)
            AS after
    FROM counted AS this
    INNER JOIN counted AS other
        ON other.series_code = this.series_code
        AND other.name = this.name
        AND other.value > 0
        AND other.year_ending <> this.year_ending
    WHERE this.printed IS NOT NULL
    GROUP BY ALL
),

short AS (
    SELECT
        name,
        year_ending,
        COUNT(*) AS councils_short,
        SUM((before + after) / 2.0 - printed) AS lacking
    FROM around
    WHERE before >= 20 AND after >= 20 AND 3 * printed < LEAST(before, after)
    GROUP BY name, year_ending
)

SELECT
    assessment_factor.factor,
    assessment_factor.year_ending,
    COALESCE(short.councils_short, 0)::INTEGER AS councils_short,
    -- To 10, as England's own number is: it is no more exact than that.
    (10 * ROUND(COALESCE(short.lacking, 0) / 10))::INTEGER AS assessments_short,
    -- Less than a twentieth is within what figures swing by anyway.
    COALESCE(20 * short.lacking >= assessment_factor.value, FALSE) AS is_under_recorded,
    assessment_factor.value AS assessments,
    ratio_of(1, assessments_short, assessment_factor.value) AS share_short
FROM assessment_factor
LEFT JOIN short
    ON short.name = 'assessments_' || assessment_factor.factor
    AND short.year_ending = assessment_factor.year_ending
WHERE assessment_factor.area_level = 'england'
    AND assessment_factor.status = 'published'
    AND NOT REGEXP_MATCHES(assessment_factor.factor, '_(unknown|child_on_child|adult_on_child)$')
ORDER BY assessment_factor.factor, assessment_factor.year_ending;
COMMENT ON TABLE recording_shortfall IS 'Whether a year of England''s assessments is under-recorded: one row per factor and year ending 31 March. A council falls short where its number is below a third of the printed years on both sides, each 20 or more; a year is under-recorded where such councils lack a twentieth of England''s number or more. Nothing can be said of the first and the newest year.';
COMMENT ON COLUMN recording_shortfall.factor IS 'As in assessment_factor; whole factors, not their parts.';
COMMENT ON COLUMN recording_shortfall.councils_short IS 'Unit: councils that fall short in the year.';
COMMENT ON COLUMN recording_shortfall.assessments_short IS 'Unit: assessments those councils lack of the middle of the years on both sides, to 10.';
COMMENT ON COLUMN recording_shortfall.is_under_recorded IS 'TRUE where those councils lack a twentieth or more of England''s number: neither the fall to the year nor the rise after it is news.';
COMMENT ON COLUMN recording_shortfall.assessments IS 'Unit: assessments of England with the factor, as DfE prints them.';
COMMENT ON COLUMN recording_shortfall.share_short IS 'Unit: 0 to 1. assessments_short beside assessments.';
