-- national_year, plans_in_words, england_category_year, characteristic_share, event_on_axis: England over time.
--
-- Grain  stated with each table
-- Unit   plans; shares 0 to 1
-- NULL   wherever we hold no number; the status beside it says so. Never zero.
-- Needs  area_count, england_region

-- One row for every year from the first to the newest, so that a year without a figure is a
-- row that says so, and not a year that is silently left out. DfE's files of the census come first,
-- then its long series where that file has been taken, then any other publication; where two have
-- a year they agree. A number that the long series hides is not taken from another publication.
CREATE TABLE national_year AS
WITH year AS (
    SELECT UNNEST(GENERATE_SERIES(
        (SELECT MIN(year_ending) FROM (
            SELECT year_ending FROM national_series UNION SELECT year_ending FROM long_series
        )),
        (SELECT MAX(year_ending) FROM (
            SELECT year_ending FROM national_series
            UNION
            SELECT year_ending FROM long_series
            UNION
            SELECT year_ending FROM england_year
        ))
    ))::INTEGER AS year_ending
),

long AS (
    SELECT
        year_ending,
        MAX(value) FILTER (measure = 'all_plans') AS all_plans,
        MAX(status) FILTER (measure = 'all_plans') AS all_plans_status,
        MAX(value) FILTER (measure = 'sexual_plans') AS sexual_plans,
        MAX(status) FILTER (measure = 'sexual_plans') AS sexual_plans_status,
        MAX(rounded_to) AS rounded_to
    FROM long_series
    GROUP BY year_ending
),

known AS (
    SELECT
        year.year_ending,
        CASE
            WHEN england.year_ending IS NOT NULL THEN england.all_plans
            WHEN long.year_ending IS NOT NULL THEN long.all_plans
            ELSE other.all_plans
        END AS all_plans,
        long.all_plans_status,
        CASE
            WHEN england.year_ending IS NOT NULL THEN england.sexual_plans
            WHEN long.year_ending IS NOT NULL THEN long.sexual_plans
            ELSE other.sexual_plans
        END AS sexual_plans,
        long.sexual_plans_status,
        CASE
            WHEN england.year_ending IS NOT NULL THEN england.sexual_share
            WHEN long.year_ending IS NOT NULL THEN long.sexual_plans / NULLIF(long.all_plans, 0)
            ELSE other.sexual_share_per_cent / 100
        END AS sexual_share,
        CASE
            WHEN england.year_ending IS NOT NULL AND england.sexual_share IS NOT NULL
                THEN 'worked out'
            WHEN england.year_ending IS NOT NULL THEN 'none'
            WHEN long.sexual_plans / NULLIF(long.all_plans, 0) IS NOT NULL THEN 'worked out'
            WHEN long.year_ending IS NOT NULL THEN 'none'
            WHEN other.sexual_share_per_cent IS NOT NULL THEN 'as printed'
            ELSE 'none'
        END AS share_basis,
        CASE
            WHEN england.year_ending IS NOT NULL THEN 2 * half_unit('england', year.year_ending)
            WHEN long.year_ending IS NOT NULL THEN long.rounded_to
            ELSE TRY_CAST(REGEXP_EXTRACT(other.precision, 'rounded to (\d+)', 1) AS INTEGER)
        END AS rounded_to,
        CASE
            WHEN england.year_ending IS NOT NULL THEN 'file'
            WHEN long.year_ending IS NOT NULL THEN 'series'
            WHEN other.year_ending IS NOT NULL THEN 'other'
            ELSE 'none'
        END AS origin,
        CASE
            WHEN england.year_ending IS NOT NULL
                THEN 'rounded to ' || 2 * half_unit('england', year.year_ending)
            WHEN long.rounded_to IS NOT NULL THEN 'rounded to ' || long.rounded_to || ' or finer'
            WHEN long.year_ending IS NOT NULL THEN 'no number is printed'
            WHEN other.precision IS NOT NULL THEN other.precision
            ELSE 'we hold no figure'
        END AS precision,
        CASE
            WHEN england.year_ending IS NOT NULL THEN 'DfE, Children in need, England row'
            WHEN long.year_ending IS NOT NULL THEN series.publisher || ', ' || series.release
            WHEN other.year_ending IS NOT NULL THEN other.source
            ELSE 'none'
        END AS source
    FROM year
    LEFT JOIN england_year AS england USING (year_ending)
    LEFT JOIN long USING (year_ending)
    LEFT JOIN meta_source AS series ON series.role = 'long_series'
    LEFT JOIN national_series AS other USING (year_ending)
)

SELECT
    year_ending,
    all_plans,
    CASE
        WHEN all_plans IS NOT NULL THEN 'published'
        ELSE COALESCE(NULLIF(all_plans_status, 'published'), 'not_available')
    END::count_status AS all_plans_status,
    sexual_plans,
    CASE
        WHEN sexual_plans IS NOT NULL THEN 'published'
        ELSE COALESCE(NULLIF(sexual_plans_status, 'published'), 'not_available')
    END::count_status AS sexual_plans_status,
    -- What the printed number was before it was rounded: 2,160 stands for 2,155 to 2,165.
    sexual_plans - rounded_to / 2 AS sexual_plans_least,
    sexual_plans + rounded_to / 2 AS sexual_plans_most,
    sexual_share,
    CASE WHEN sexual_share IS NULL THEN 'not_available' ELSE 'published' END::count_status
        AS sexual_share_status,
    share_basis,
    rounded_to,
    CASE WHEN sexual_plans IS NOT NULL THEN RANK() OVER (ORDER BY sexual_plans NULLS LAST) END
        AS place_from_lowest,
    origin,
    precision,
    source
FROM known
ORDER BY year_ending;
COMMENT ON TABLE national_year IS 'England, every year ending 31 March from 1994: one row per year, also where we hold no figure. DfE''s files first, its long series where that file has been taken, other publications after.';
COMMENT ON COLUMN national_year.all_plans IS 'Unit: plans (registrations before 2008) started. NULL where we hold none.';
COMMENT ON COLUMN national_year.all_plans_status IS 'published or not_available; or what a letter of the long series says.';
COMMENT ON COLUMN national_year.sexual_plans IS 'Unit: plans started with sexual abuse as the initial category. NULL where we hold none; it is never worked out from a share.';
COMMENT ON COLUMN national_year.sexual_plans_status IS 'As all_plans_status.';
COMMENT ON COLUMN national_year.sexual_plans_least IS 'Unit: plans. Least the number can have been before it was rounded. NULL with the number, or where its rounding is not stated. Status: sexual_plans_status. Gap: not_available.';
COMMENT ON COLUMN national_year.sexual_plans_most IS 'Unit: plans. Most the number can have been before it was rounded. NULL as sexual_plans_least. Status: sexual_plans_status. Gap: not_available.';
COMMENT ON COLUMN national_year.sexual_share IS 'Unit: 0 to 1, share of plans started; share_basis says whose arithmetic. NULL where we hold none.';
COMMENT ON COLUMN national_year.sexual_share_status IS 'published (printed, or worked out from printed numbers) or not_available.';
COMMENT ON COLUMN national_year.share_basis IS 'worked out: from the two printed numbers; as printed: by the source named; none.';
COMMENT ON COLUMN national_year.rounded_to IS 'Unit: plans. 10 or 100; NULL where the source does not say. Status: sexual_plans_status. Gap: not_available.';
COMMENT ON COLUMN national_year.place_from_lowest IS '1 is the year with the fewest plans for sexual abuse among the years with a number. NULL without one. Status: sexual_plans_status. Gap: not_available.';
COMMENT ON COLUMN national_year.origin IS 'file: DfE''s figures files; series: DfE''s long series; other: another publication; none.';
COMMENT ON COLUMN national_year.precision IS 'Rounding, and what is missing.';
COMMENT ON COLUMN national_year.source IS 'Where it is published; none where it is not.';

-- A number printed in words alone, as the range that its share and its total allow: 6% is 5.5% to
-- 6.5% of what is called almost 38,000. To the nearest hundred.
CREATE TABLE plans_in_words AS
SELECT
    plans.year_ending,
    plans.as_printed,
    whole.as_printed AS all_as_printed,
    share.sexual_share_per_cent AS share_per_cent,
    GREATEST(
        plans.value,
        ROUND(whole.value * (share.sexual_share_per_cent - 0.5) / 100, -2)
    )::INTEGER AS sexual_plans_least,
    ROUND(whole.value * (share.sexual_share_per_cent + 0.5) / 100, -2)::INTEGER
        AS sexual_plans_most,
    plans.source
FROM fact_in_print AS plans
INNER JOIN fact_in_print AS whole
    ON whole.fact = 'all_' || plans.fact AND whole.year_ending = plans.year_ending
INNER JOIN national_series AS share ON share.year_ending = plans.year_ending
ANTI JOIN (
    SELECT year_ending FROM long_series WHERE measure = 'sexual_plans' AND status = 'published'
) AS printed ON printed.year_ending = plans.year_ending
ORDER BY plans.year_ending;
COMMENT ON TABLE plans_in_words IS 'England: years whose number of plans for sexual abuse is printed in words alone, with the range that the words allow: one row per year. In no total and no series.';
COMMENT ON COLUMN plans_in_words.as_printed IS 'Plans for sexual abuse, as printed.';
COMMENT ON COLUMN plans_in_words.all_as_printed IS 'All plans, as printed.';
COMMENT ON COLUMN plans_in_words.share_per_cent IS 'Unit: per cent of all plans, as printed, rounded to 1.';
COMMENT ON COLUMN plans_in_words.sexual_plans_least IS 'Unit: plans, to the nearest 100. The least that the words allow.';
COMMENT ON COLUMN plans_in_words.sexual_plans_most IS 'Unit: plans, to the nearest 100. The most that the words allow.';
COMMENT ON COLUMN plans_in_words.source IS 'Who printed it.';

-- One row per year, flow, basis and category. The share is of the printed total.
CREATE TABLE england_category_year AS
SELECT
    part.year_ending,
    part.flow,
    part.basis,
    part.category,
    part.value AS plans,
    part.status,
    part.symbol,
    whole.value AS all_plans,
    1.0 * part.value / NULLIF(whole.value, 0) AS share
FROM plan AS part
INNER JOIN plan AS whole
    ON whole.area_code = part.area_code
    AND whole.year_ending = part.year_ending
    AND whole.flow = part.flow
    AND whole.basis = part.basis
    AND whole.category = 'all'
WHERE part.area_level = 'england' AND part.category <> 'all'
ORDER BY ALL;
COMMENT ON TABLE england_category_year IS 'England: child protection plans by category of abuse and as a share of all plans, one row per year, flow, basis and category. DfE''s rounded totals, so shares may not add to 1 exactly.';
COMMENT ON COLUMN england_category_year.category IS 'As in plan, without all.';
COMMENT ON COLUMN england_category_year.plans IS 'Unit: plans. NULL when not published.';
COMMENT ON COLUMN england_category_year.all_plans IS 'Unit: plans, all categories, as printed. NULL when not published.';
COMMENT ON COLUMN england_category_year.share IS 'Unit: 0 to 1. NULL unless both numbers are published.';

-- One row per year, group and category. Children whose gender or ethnicity is not known are in
-- neither base nor group of ethnicity, but are in the base of gender and age.
CREATE TABLE characteristic_share AS
WITH base AS (
    SELECT year_ending, category, 'ethnicity' AS characteristic, value, group_name
    FROM characteristic
    WHERE group_name = 'Known ethnicity'
    UNION ALL
    -- Ages have no total of their own in DfE's file; the one printed beside gender is theirs too.
    SELECT year_ending, category, UNNEST(['gender', 'age']), value, group_name
    FROM characteristic
    WHERE characteristic = 'gender' AND group_name = 'Total'
)

SELECT
    part.year_ending,
    part.characteristic,
    part.group_name,
    part.category,
    part.value,
    part.status,
    part.symbol,
    base.group_name AS base_name,
    base.value AS base_value,
    1.0 * part.value / NULLIF(base.value, 0) AS share
FROM characteristic AS part
INNER JOIN base USING (year_ending, characteristic, category)
WHERE part.group_name NOT IN ('Total', 'Known ethnicity')
ORDER BY
    part.year_ending,
    part.characteristic,
    part.category,
    LIST_POSITION(
        ['Unborn', 'Under 1', '1-4 years', '5-9 years', '10-15 years', '16 & over'],
        part.group_name
    ),
    part.group_name;
COMMENT ON TABLE characteristic_share IS 'England: children on plans at 31 March by gender, age or ethnicity, as a share of those on a plan under the same initial category: one row per year, group and category, from 2018. A child has one plan at a time, so plans on a day are children.';
COMMENT ON COLUMN characteristic_share.characteristic IS 'gender, age or ethnicity.';
COMMENT ON COLUMN characteristic_share.group_name IS 'Group as DfE prints it.';
COMMENT ON COLUMN characteristic_share.category IS 'Initial category of abuse, or all.';
COMMENT ON COLUMN characteristic_share.value IS 'Unit: children on a plan, rounded by DfE to 10. NULL when not published.';
COMMENT ON COLUMN characteristic_share.base_name IS 'What the share is of: Total, or Known ethnicity.';
COMMENT ON COLUMN characteristic_share.base_value IS 'Unit: children on a plan under the category, rounded by DfE to 10.';
COMMENT ON COLUMN characteristic_share.share IS 'Unit: 0 to 1. NULL when the number is not published.';

-- One row per event. A year of figures runs from April to March and is drawn at its own number, so
-- a date stands a quarter of a year further on: 1 April 2020 falls halfway from 2020 to 2021.
CREATE TABLE event_on_axis AS
WITH dated AS (
    SELECT
        *,
        LEFT(event_date, 4)::INTEGER AS calendar_year,
        NULLIF(SUBSTR(event_date, 6, 2), '')::INTEGER AS month,
        NULLIF(SUBSTR(event_date, 9, 2), '')::INTEGER AS day
    FROM event
)

SELECT
    event_date,
    kind,
    label,
    event,
    source,
    CASE WHEN day IS NOT NULL THEN 'day' WHEN month IS NOT NULL THEN 'month' ELSE 'year' END
        AS known_to,
    CASE
        -- A bare year of a fact about the data is a year of figures; of anything else, a calendar
        -- year, and the middle of it is as good a guess as any.
        WHEN month IS NULL AND kind = 'data' THEN calendar_year::DOUBLE
        WHEN month IS NULL THEN calendar_year + 0.75
        -- A break in the data named by its month begins with the month.
        WHEN day IS NULL AND kind = 'data' THEN calendar_year + 0.25 + (month - 1) / 12
        WHEN day IS NULL THEN calendar_year + 0.25 + (month - 0.5) / 12
        ELSE calendar_year + 0.25 + (month - 1) / 12 + (day - 0.5) / 365
    END AS axis_position
FROM dated
ORDER BY event_date, event;
COMMENT ON TABLE event_on_axis IS 'Events with their place on an axis of years ending 31 March: one row per event, oldest first. An event beside a change is not its cause.';
COMMENT ON COLUMN event_on_axis.event_date IS 'As in event.';
COMMENT ON COLUMN event_on_axis.kind IS 'As in event.';
COMMENT ON COLUMN event_on_axis.label IS 'As in event.';
COMMENT ON COLUMN event_on_axis.event IS 'As in event.';
COMMENT ON COLUMN event_on_axis.source IS 'As in event.';
COMMENT ON COLUMN event_on_axis.known_to IS 'How exactly the date is known: day, month or year.';
COMMENT ON COLUMN event_on_axis.axis_position IS 'Unit: years ending 31 March, where the figures of the year stand at its number and the year itself runs from half before to half after.';
