-- area_count: everything that is counted in an area, under one name each, with its range.
--
-- Grain  one row per area, year ending 31 March and name
-- Unit   as `unit` says
-- NULL   value wherever none was published, `status` says why; bounds where nothing bounds it
-- Needs  estimate, offence_total, plan_bounds, quality_flag
--
-- Measures are made from these names (etl/measures). A newcomer would take a printed total for
-- exact: England and regions are rounded, so the number was up to half a unit more or less.

-- Of several parts, the status that says most about the children behind them: the same order by
-- which the reader of assessments gives a sum its status.
CREATE MACRO status_of_parts(statuses) AS
    CASE
        WHEN LIST_CONTAINS(statuses, 'suppressed') THEN 'suppressed'
        WHEN LIST_CONTAINS(statuses, 'withheld') THEN 'withheld'
        WHEN LIST_CONTAINS(statuses, 'low_reliability') THEN 'low_reliability'
        WHEN LIST_CONTAINS(statuses, 'not_available') THEN 'not_available'
        WHEN LIST_CONTAINS(statuses, 'low') THEN 'low'
        WHEN LIST_CONTAINS(statuses, 'not_applicable') THEN 'not_applicable'
        ELSE 'published'
    END::count_status;

-- A ratio has the status of its parts. Where the base was never collected (no row, so NULL) there
-- is none to be had, whatever the count; and there is no ratio to a published 0.
CREATE MACRO status_of_ratio(counted_status, base, base_status) AS
    CASE
        WHEN base_status IS NULL THEN 'not_available'
        WHEN counted_status = 'published' AND base_status = 'published' AND base = 0
            THEN 'not_applicable'
        ELSE status_of_parts([counted_status, base_status])
    END::count_status;

-- The least is of the fewest and the largest base; a base that can be 0 leaves it without a most.
CREATE MACRO ratio_of(per, counted, base) AS 1.0 * per * counted / NULLIF(base, 0);

-- Half of what a publisher rounds to: councils are exact.
CREATE MACRO half_unit(level, year) AS
    CASE WHEN level = 'council' THEN 0 WHEN year <= 2011 THEN 50 ELSE 5 END;

CREATE TABLE area_count AS
WITH factor_part AS (
    SELECT
        area_code,
        year_ending,
        REGEXP_REPLACE(factor, '_(unknown|child_on_child|adult_on_child)$', '') AS factor,
        SUM(value) AS printed,
        COUNT(*) FILTER (WHERE status = 'published') AS printed_parts,
        COUNT(*) FILTER (WHERE is_hidden(status)) AS hidden_parts,
        COUNT(*) FILTER (WHERE status = 'low') AS low_parts
    FROM assessment_factor
    WHERE REGEXP_MATCHES(factor, '_(unknown|child_on_child|adult_on_child)$')
    GROUP BY ALL
),

printed (
    area_code, area_level, year_ending, name, title, unit, value, hidden_min, hidden_max,
    rounded_parts, status, symbol, release
) AS (
    SELECT
        plan.area_code,
        plan.area_level,
        plan.year_ending,
        'plans_' || plan.flow
        || CASE
            WHEN plan.category = 'all' THEN '_all_categories'
            ELSE '_' || plan.category || '_' || plan.basis
        END,
        'Child protection plans '
        || CASE plan.flow WHEN 'started' THEN 'started in the year' ELSE 'at 31 March' END
        || CASE
            WHEN plan.category = 'all' THEN ', all categories'
            ELSE ', ' || REPLACE(plan.category, '_', ' ') || ' as the ' || plan.basis || ' category'
        END,
        'plans',
        plan.value,
        plan_bounds.plans_min,
        plan_bounds.plans_max,
        (plan.status <> 'low')::INTEGER,
        plan.status,
        plan.symbol,
        plan.release
    FROM plan
    LEFT JOIN plan_bounds
        ON plan_bounds.council_code = plan.area_code
        AND plan_bounds.year_ending = plan.year_ending
        AND plan_bounds.flow = plan.flow
        AND plan_bounds.basis = plan.basis
        AND plan_bounds.category = plan.category
    -- The total of a row stands under both bases and is one number.
    WHERE plan.category <> 'all' OR plan.basis = 'initial'
    UNION ALL
    SELECT
        assessment.area_code,
        assessment.area_level,
        assessment.year_ending,
        'assessments_' || assessment.factor,
        CASE assessment.factor
            WHEN 'any_factor' THEN 'Assessments that recorded any factor'
            ELSE 'Assessments that recorded ' || REPLACE(assessment.factor, '_', ' ')
        END,
        'assessments',
        assessment.value,
        -- A sum is at least its printed parts, and 1 for each that is low.
        COALESCE(factor_part.printed + factor_part.low_parts, 0),
        -- At most all assessments with a factor, and each hidden part can be 5 at the least.
        GREATEST(
            CASE WHEN is_hidden(assessment.status) THEN any_factor.value END,
            COALESCE(factor_part.printed, 0)
            + 5 * COALESCE(factor_part.hidden_parts + factor_part.low_parts, 1)
        ),
        COALESCE(factor_part.printed_parts, (assessment.status <> 'low')::INTEGER),
        assessment.status,
        assessment.symbol,
        assessment.release
    FROM assessment_factor AS assessment
    LEFT JOIN factor_part USING (area_code, year_ending, factor)
    LEFT JOIN assessment_factor AS any_factor
        ON any_factor.area_code = assessment.area_code
        AND any_factor.year_ending = assessment.year_ending
        AND any_factor.factor = 'any_factor'
        AND any_factor.status = 'published'
    UNION ALL
    SELECT
        area_code,
        area_level,
        year_ending,
        CASE measure WHEN 'plans_started' THEN 'plans_started_in_the_year' ELSE measure END,
        CASE measure
            WHEN 'children_in_need' THEN 'Children in need at any point in the year'
            WHEN 'plans_started' THEN 'Child protection plans started, from the table of plans and children'
            WHEN 'plan_children' THEN 'Children who began a child protection plan'
            ELSE UPPER(measure[1]) || REPLACE(measure[2:], '_', ' ')
        END,
        CASE WHEN measure LIKE '%children%' THEN 'children' ELSE 'events' END,
        value,
        NULL,
        NULL,
        (status <> 'low')::INTEGER,
        status,
        symbol,
        release
    FROM activity
    WHERE measure <> 'plans_at_31_march'
    UNION ALL
    -- All plans of a year whose categories are not held: other tables print them beside other things.
    SELECT
        activity.area_code,
        activity.area_level,
        activity.year_ending,
        activity.measure || '_all_categories',
        'Child protection plans '
        || CASE activity.measure WHEN 'plans_started' THEN 'started in the year' ELSE 'at 31 March' END
        || ', all categories',
        'plans',
        activity.value,
        NULL,
        NULL,
        (activity.status <> 'low')::INTEGER,
        activity.status,
        activity.symbol,
        activity.release
    FROM activity
    ANTI JOIN plan
        ON plan.area_code = activity.area_code
        AND plan.year_ending = activity.year_ending
        AND STARTS_WITH(activity.measure, 'plans_' || plan.flow)
    WHERE activity.measure IN ('plans_started', 'plans_at_31_march')
    UNION ALL
    SELECT
        area_code,
        area_level,
        mid_year + 1,
        'residents_aged_0_to_17',
        'Residents aged 0 to 17 on the 30 June inside the year',
        'children',
        children,
        NULL,
        NULL,
        -- ONS does not round them.
        0,
        'published',
        NULL,
        release
    FROM population
    UNION ALL
    SELECT
        area_code, area_level, year_ending, name, title, 'offences', value, NULL, NULL,
        -- The Home Office does not round them.
        0, status, NULL, release
    FROM offence_total
    UNION ALL
    -- Nobody has measured an area: this is the average times its children, to whole children, so
    -- that what is recorded can stand beside it. Its least and most are itself, as an assumption's.
    SELECT
        population.area_code,
        population.area_level,
        usual_estimate.year_ending,
        'children_at_average_estimate',
        'Children estimated to be sexually abused in a year if the area were like England and Wales as a whole: an assumption, not a figure about the area',
        'children, estimated',
        ROUND(population.children * usual_estimate.estimated_per_1000 / 1000)::INTEGER,
        NULL,
        NULL,
        0,
        'published',
        NULL,
        'worked out'
    FROM population
    INNER JOIN usual_estimate ON usual_estimate.year_ending = population.mid_year + 1
),

bounded AS (
    SELECT
        area_code,
        area_level,
        year_ending,
        name,
        title,
        unit,
        value,
        CASE
            WHEN status = 'published'
                THEN GREATEST(0, value - rounded_parts * half_unit(area_level, year_ending))
            WHEN is_hidden(status)
                THEN GREATEST(0, hidden_min - rounded_parts * half_unit(area_level, year_ending))
            WHEN status = 'low'
                THEN GREATEST(1, hidden_min - rounded_parts * half_unit(area_level, year_ending))
        END::INTEGER AS value_min,
        CASE
            WHEN status = 'published' THEN value + rounded_parts * half_unit(area_level, year_ending)
            WHEN is_hidden(status)
                THEN hidden_max + GREATEST(1, rounded_parts) * half_unit(area_level, year_ending)
            -- What rounds to 0 is at most half of what it is rounded to.
            WHEN status = 'low'
                THEN
                    COALESCE(hidden_max, GREATEST(5, half_unit(area_level, year_ending)))
                    + rounded_parts * half_unit(area_level, year_ending)
        END::INTEGER AS value_max,
        status::count_status AS status,
        symbol,
        release
    FROM printed
),

doubted AS (
    SELECT *, zero_is_unlikely(area_code, year_ending, name) AS is_unlikely
    FROM bounded
)

SELECT * FROM bounded
UNION ALL
-- Police forces have no total of the publisher's, so theirs is the councils' added up: a range
-- where one of them is hidden, and nothing where one of them has no figure, or a printed 0 that is
-- unlikely to be true.
SELECT
    council.police_force_code,
    'police_force'::area_level,
    doubted.year_ending,
    doubted.name,
    ANY_VALUE(doubted.title),
    ANY_VALUE(doubted.unit),
    CASE WHEN BOOL_AND(doubted.status = 'published' AND NOT doubted.is_unlikely) THEN SUM(doubted.value) END::INTEGER,
    CASE WHEN BOOL_AND(doubted.value_min IS NOT NULL AND NOT doubted.is_unlikely) THEN SUM(doubted.value_min) END::INTEGER,
    CASE WHEN BOOL_AND(doubted.value_max IS NOT NULL AND NOT doubted.is_unlikely) THEN SUM(doubted.value_max) END::INTEGER,
    status_of_parts(
        LIST(CASE WHEN NOT doubted.is_unlikely THEN doubted.status ELSE 'low_reliability' END)
    ),
    NULL,
    'worked out'
FROM doubted
INNER JOIN council ON council.council_code = doubted.area_code
WHERE doubted.name IN (SELECT count FROM measure UNION ALL SELECT base FROM measure)
GROUP BY council.police_force_code, doubted.year_ending, doubted.name
ORDER BY 4, 2, 1, 3;
COMMENT ON TABLE area_count IS 'Everything counted in an area under one name each: one row per area, year and name. Measures are made from these. Regions and England are rounded by DfE, so their least and most are half a unit either side.';
COMMENT ON COLUMN area_count.area_code IS 'Council, region, England, police force, or England and Wales.';
COMMENT ON COLUMN area_count.area_level IS 'council, region, england, police_force or england_and_wales. London, Inner London and Outer London are all regions: never add the three.';
COMMENT ON COLUMN area_count.name IS 'What is counted; children_at_average_estimate is an assumption, the same average for every area, and not a figure about any.';
COMMENT ON COLUMN area_count.title IS 'What is counted, in words.';
COMMENT ON COLUMN area_count.unit IS 'Unit of value and of its bounds.';
COMMENT ON COLUMN area_count.value IS 'The number, in its unit. NULL when not published; of a police force also when one of its councils'' is not.';
COMMENT ON COLUMN area_count.value_min IS 'Least it can be, in its unit: itself for a published council. NULL where nothing bounds it.';
COMMENT ON COLUMN area_count.value_max IS 'Most it can be, in its unit: itself for a published council, never less than 5 where suppressed or low. NULL where nothing bounds it.';
COMMENT ON COLUMN area_count.status IS 'As in plan; of a police force that of a council that is missing, low_reliability where a printed 0 of one is unlikely to be true (quality_flag).';
COMMENT ON COLUMN area_count.symbol IS 'What was printed in place of a number; NULL where a number was, and for a police force.';
COMMENT ON COLUMN area_count.release IS 'Release: the reporting year of DfE''s, the words of the Home Office''s; worked out for councils added up and for the average estimate.';
