-- path_step: from referral to plan, each step beside the one it is set against.
--
-- Grain  one row per area (council, region, England), year ending 31 March and step, from 2018
-- Unit   events of the year; ratios per 100 events of the base
-- NULL   wherever a count was not published; the status beside it says why. No ratio to nothing.
-- Needs  council_series, neighbours, plan_bounds
--
-- These are steps of one year, not the same children followed: an enquiry of March leads to a plan
-- of May. The first four steps count every concern, the last two sexual abuse alone.
CREATE TABLE path_step AS
WITH figure AS (
    SELECT area_code, area_level, year_ending, measure AS step, value, status, symbol
    FROM activity
    WHERE measure IN ('referrals', 'section_47_enquiries', 'initial_conferences')
    UNION ALL
    SELECT
        area_code,
        area_level,
        year_ending,
        CASE category WHEN 'all' THEN 'all_plans' ELSE 'sexual_plans' END,
        value,
        status,
        symbol
    FROM plan
    WHERE flow = 'started' AND basis = 'initial' AND category IN ('all', 'sexual_abuse')
    UNION ALL
    SELECT
        area_code,
        area_level,
        year_ending,
        CASE factor WHEN 'any_factor' THEN 'all_assessments' ELSE 'csa_assessments' END,
        value,
        status,
        symbol
    FROM assessment_factor
    WHERE factor IN ('any_factor', 'sexual_abuse')
),

step (position, step, base) AS (
    VALUES
    (1, 'referrals', NULL),
    (2, 'section_47_enquiries', 'referrals'),
    (3, 'initial_conferences', 'section_47_enquiries'),
    (4, 'all_plans', 'initial_conferences'),
    (5, 'csa_assessments', 'all_assessments'),
    (6, 'sexual_plans', 'csa_assessments')
),

with_base AS (
    SELECT
        figure.area_code,
        figure.area_level,
        figure.year_ending,
        step.position,
        step.step,
        figure.value,
        figure.status,
        figure.symbol,
        step.base,
        base.value AS base_value,
        CASE WHEN step.base IS NULL THEN 'not_applicable'
            ELSE COALESCE(base.status, 'not_available') END::count_status AS base_status,
        plan_bounds.plans_min,
        plan_bounds.plans_max
    FROM figure
    INNER JOIN step ON step.step = figure.step
    LEFT JOIN figure AS base
        ON base.area_code = figure.area_code
        AND base.year_ending = figure.year_ending
        AND base.step = step.base
    LEFT JOIN plan_bounds
        ON step.step = 'sexual_plans'
        AND is_hidden(figure.status)
        AND plan_bounds.council_code = figure.area_code
        AND plan_bounds.year_ending = figure.year_ending
        AND plan_bounds.flow = 'started'
        AND plan_bounds.basis = 'initial'
        AND plan_bounds.category = 'sexual_abuse'
    -- Factors begin in 2018, so the path does.
    WHERE figure.year_ending >= (SELECT MIN(year_ending) FROM assessment_factor)
),

ratio AS (
    SELECT
        * EXCLUDE (plans_min, plans_max),
        100.0 * value / NULLIF(base_value, 0) AS per_100,
        100.0 * CASE WHEN status = 'published' THEN value WHEN is_hidden(status) THEN plans_min END
        / NULLIF(base_value, 0) AS per_100_min,
        100.0 * CASE WHEN status = 'published' THEN value WHEN is_hidden(status) THEN plans_max END
        / NULLIF(base_value, 0) AS per_100_max,
        -- Of several reasons why there is no ratio, a hidden number is said first.
        CASE
            WHEN base IS NULL THEN 'not_applicable'
            WHEN is_hidden(status) THEN status
            WHEN is_hidden(base_status) THEN base_status
            WHEN status <> 'published' THEN status
            WHEN base_status <> 'published' THEN base_status
            WHEN base_value = 0 THEN 'not_applicable'
            ELSE 'published'
        END::count_status AS per_100_status
    FROM with_base
),

in_series AS (
    SELECT
        ratio.*,
        council_series.series_code
    FROM ratio
    INNER JOIN council_series ON council_series.council_code = ratio.area_code
),

of_neighbours AS (
    SELECT
        own.area_code,
        own.year_ending,
        own.step,
        COUNT(neighbour_series.position) AS neighbours,
        COUNT(other.per_100) AS neighbours_with_figure,
        COUNT(*) FILTER (WHERE is_hidden(other.per_100_status)) AS neighbours_suppressed,
        MIN(other.per_100) AS neighbours_lowest,
        MEDIAN(other.per_100) AS neighbours_middle,
        MAX(other.per_100) AS neighbours_highest
    FROM in_series AS own
    INNER JOIN neighbour_series ON neighbour_series.series_code = own.series_code
    LEFT JOIN in_series AS other
        ON other.series_code = neighbour_series.neighbour_series_code
        AND other.year_ending = own.year_ending
        AND other.step = own.step
    GROUP BY own.area_code, own.year_ending, own.step
)

SELECT
    ratio.*,
    COALESCE(of_neighbours.neighbours, 0) AS neighbours,
    COALESCE(of_neighbours.neighbours_with_figure, 0) AS neighbours_with_figure,
    COALESCE(of_neighbours.neighbours_suppressed, 0) AS neighbours_suppressed,
    of_neighbours.neighbours_lowest,
    of_neighbours.neighbours_middle,
    of_neighbours.neighbours_highest,
    CASE
        WHEN of_neighbours.neighbours_with_figure > 0 THEN 'published'
        WHEN ratio.base IS NULL OR of_neighbours.neighbours IS NULL THEN 'not_applicable'
        ELSE 'not_available'
    END::count_status AS neighbours_status
FROM ratio
LEFT JOIN of_neighbours USING (area_code, year_ending, step)
ORDER BY ratio.area_code, ratio.year_ending, ratio.position;
COMMENT ON TABLE path_step IS 'The path from referral to plan: one row per area, year and step, from 2018. Steps of one year, not the same children. The first four steps count every concern, the last two sexual abuse alone.';
COMMENT ON COLUMN path_step.area_code IS 'Council, region or England.';
COMMENT ON COLUMN path_step.area_level IS 'council, region or england.';
COMMENT ON COLUMN path_step.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN path_step.position IS 'Order of the step, from 1.';
COMMENT ON COLUMN path_step.step IS 'referrals, section_47_enquiries, initial_conferences, all_plans, csa_assessments (that recorded sexual abuse) or sexual_plans.';
COMMENT ON COLUMN path_step.value IS 'Unit: events. NULL when not published.';
COMMENT ON COLUMN path_step.status IS 'As in plan.';
COMMENT ON COLUMN path_step.symbol IS 'As in plan.';
COMMENT ON COLUMN path_step.base IS 'What the step is set against: the step before it, or for csa_assessments all_assessments (with at least one factor). NULL for referrals.';
COMMENT ON COLUMN path_step.base_value IS 'Unit: events. NULL when not published, and for referrals.';
COMMENT ON COLUMN path_step.base_status IS 'As in plan; not_applicable for referrals.';
COMMENT ON COLUMN path_step.per_100 IS 'Unit: per 100 of the base. NULL unless both counts are published and the base is not 0.';
COMMENT ON COLUMN path_step.per_100_min IS 'Unit: per 100 of the base. Least it can be: 0 where plans are hidden. NULL where nothing bounds it.';
COMMENT ON COLUMN path_step.per_100_max IS 'Unit: per 100 of the base. Most it can be, by the bounds of hidden plans. NULL where nothing bounds it.';
COMMENT ON COLUMN path_step.per_100_status IS 'Why there is no ratio: as in plan, and not_applicable without a base or with a base of 0.';
COMMENT ON COLUMN path_step.neighbours IS 'Unit: councils. Statistical neighbours; 0 for an area that has none.';
COMMENT ON COLUMN path_step.neighbours_with_figure IS 'Unit: councils. Neighbours whose ratio is published; the range is theirs.';
COMMENT ON COLUMN path_step.neighbours_suppressed IS 'Unit: councils. Neighbours whose ratio has a hidden part.';
COMMENT ON COLUMN path_step.neighbours_lowest IS 'Unit: per 100 of the base. NULL where no neighbour has a ratio.';
COMMENT ON COLUMN path_step.neighbours_middle IS 'Median. Unit: per 100 of the base. NULL where no neighbour has a ratio.';
COMMENT ON COLUMN path_step.neighbours_highest IS 'Unit: per 100 of the base. NULL where no neighbour has a ratio.';
COMMENT ON COLUMN path_step.neighbours_status IS 'published where any neighbour has a ratio, not_applicable without neighbours or base, otherwise not_available.';
