-- path_step: from referral to plan, each step beside the one it is set against.
--
-- Grain  one row per area (council, region, England), year ending 31 March and step, from 2018
-- Unit   events of the year; ratios per 100 events of the base
-- NULL   wherever a count was not published; the status beside it says why. No ratio to nothing.
-- Needs  area_count, council_series, neighbours, quality_flag
--
-- These are steps of one year, not the same children followed: an enquiry of March leads to a plan
-- of May. The first four steps count every concern, the last two sexual abuse alone.
CREATE TABLE path_step AS
WITH named (step, name) AS (
    VALUES
    ('referrals', 'referrals'),
    ('section_47_enquiries', 'section_47_enquiries'),
    ('initial_conferences', 'initial_conferences'),
    ('all_plans', 'plans_started_all_categories'),
    ('all_assessments', 'assessments_any_factor'),
    ('csa_assessments', 'assessments_sexual_abuse'),
    ('sexual_plans', 'plans_started_sexual_abuse_initial')
),

figure AS (
    SELECT area_count.*, named.step
    FROM area_count
    INNER JOIN named USING (name)
    -- Factors begin in 2018, so the path does.
    WHERE area_level <> 'police_force'
        AND year_ending >= (SELECT MIN(year_ending) FROM assessment_factor)
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

of_base AS (
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
        CASE
            WHEN figure.status = 'published' AND base.status = 'published'
                THEN ratio_of(100, figure.value, base.value)
        END AS per_100,
        -- Over a base that is hidden a range would be a guess.
        CASE WHEN base.status = 'published' THEN ratio_of(100, figure.value_min, base.value_max) END
            AS per_100_min,
        CASE WHEN base.status = 'published' THEN ratio_of(100, figure.value_max, base.value_min) END
            AS per_100_max,
        CASE WHEN step.base IS NULL THEN 'not_applicable'
            ELSE status_of_ratio(figure.status, base.value, base.status) END::count_status
            AS per_100_status
    FROM figure
    INNER JOIN step ON step.step = figure.step
    LEFT JOIN figure AS base
        ON base.area_code = figure.area_code
        AND base.year_ending = figure.year_ending
        AND base.step = step.base
),

in_series AS (
    SELECT
        of_base.*,
        council_series.series_code,
        zero_is_unlikely(of_base.area_code, of_base.year_ending, named.name) AS is_unlikely
    FROM of_base
    INNER JOIN named ON named.step = of_base.step
    INNER JOIN council_series ON council_series.council_code = of_base.area_code
),

-- A printed 0 that is unlikely to be true is left out of what neighbours are said to have.
trusted AS (
    SELECT
        * REPLACE (
            CASE WHEN NOT is_unlikely THEN per_100 END AS per_100,
            CASE WHEN NOT is_unlikely AND (per_100_status = 'published' OR is_hidden(per_100_status)) THEN per_100_min END
                AS per_100_min,
            CASE WHEN NOT is_unlikely AND (per_100_status = 'published' OR is_hidden(per_100_status)) THEN per_100_max END
                AS per_100_max
        )
    FROM in_series
),

of_neighbours AS (
    SELECT
        own.area_code,
        own.year_ending,
        own.step,
        COUNT(neighbour_series.position) AS neighbours,
        COUNT(other.per_100) AS neighbours_with_figure,
        COUNT(*) FILTER (WHERE is_hidden(other.per_100_status)) AS neighbours_suppressed,
        COUNT(*) FILTER (WHERE other.is_unlikely) AS neighbours_unlikely_zero,
        -- Hidden without a range, as behind a hidden base: then nothing bounds the middle.
        COUNT(*) FILTER (WHERE is_hidden(other.per_100_status) AND other.per_100_max IS NULL)
            AS unbounded,
        MIN(other.per_100) AS neighbours_lowest,
        MEDIAN(other.per_100_min) AS middle_min,
        MEDIAN(other.per_100_max) AS middle_max,
        MAX(other.per_100) AS neighbours_highest
    FROM in_series AS own
    INNER JOIN neighbour_series ON neighbour_series.series_code = own.series_code
    LEFT JOIN trusted AS other
        ON other.series_code = neighbour_series.neighbour_series_code
        AND other.year_ending = own.year_ending
        AND other.step = own.step
    -- A step without a base has no ratio to set beside others: no neighbour is counted, not even 0.
    WHERE own.base IS NOT NULL
    GROUP BY own.area_code, own.year_ending, own.step
)

SELECT
    of_base.*,
    of_neighbours.neighbours,
    of_neighbours.neighbours_with_figure,
    of_neighbours.neighbours_suppressed,
    of_neighbours.neighbours_unlikely_zero,
    of_neighbours.neighbours_lowest,
    of_neighbours.neighbours_highest,
    CASE
        WHEN of_neighbours.neighbours IS NULL THEN 'not_applicable'
        WHEN of_neighbours.neighbours_with_figure > 0 THEN 'published'
        ELSE 'not_available'
    END::count_status AS neighbours_status,
    CASE WHEN of_neighbours.unbounded = 0 THEN of_neighbours.middle_min END AS middle_min,
    CASE WHEN of_neighbours.unbounded = 0 THEN of_neighbours.middle_max END AS middle_max,
    CASE
        WHEN of_neighbours.neighbours IS NULL THEN 'not_applicable'
        ELSE status_of_middle(
            of_neighbours.unbounded, of_neighbours.middle_min, of_neighbours.middle_max
        )
    END::count_status AS middle_status
FROM of_base
LEFT JOIN of_neighbours USING (area_code, year_ending, step)
ORDER BY of_base.area_code, of_base.year_ending, of_base.position;
COMMENT ON TABLE path_step IS 'The path from referral to plan: one row per area, year and step, from 2018. Steps of one year, not the same children. The first four steps count every concern, the last two sexual abuse alone.';
COMMENT ON COLUMN path_step.area_code IS 'Council, region or England.';
COMMENT ON COLUMN path_step.area_level IS 'council, region or england.';
COMMENT ON COLUMN path_step.position IS 'Order of the step, from 1.';
COMMENT ON COLUMN path_step.step IS 'referrals, section_47_enquiries, initial_conferences, all_plans, csa_assessments (that recorded sexual abuse) or sexual_plans.';
COMMENT ON COLUMN path_step.value IS 'Unit: events. NULL when not published.';
COMMENT ON COLUMN path_step.base IS 'What the step is set against: the step before it, or for csa_assessments all_assessments (with at least one factor). NULL for referrals.';
COMMENT ON COLUMN path_step.base_value IS 'Unit: events. NULL when not published, and for referrals. Status: base_status.';
COMMENT ON COLUMN path_step.base_status IS 'As in plan; not_applicable for referrals.';
COMMENT ON COLUMN path_step.per_100 IS 'Unit: per 100 of the base. NULL unless both counts are published and the base is not 0.';
COMMENT ON COLUMN path_step.per_100_min IS 'Unit: per 100 of the base. Least it can be: 0 where plans are hidden. NULL where nothing bounds it, and over a base that is not printed.';
COMMENT ON COLUMN path_step.per_100_max IS 'Unit: per 100 of the base. Most it can be. NULL where nothing bounds it, and over a base that is not printed.';
COMMENT ON COLUMN path_step.per_100_status IS 'Why there is no ratio: as in plan, and not_applicable without a base or with a base of 0.';
COMMENT ON COLUMN path_step.neighbours IS 'Unit: councils. Statistical neighbours. NULL for an area that has none, and for a step without a base.';
COMMENT ON COLUMN path_step.neighbours_with_figure IS 'Unit: councils. Neighbours whose ratio is published; the range is theirs. NULL with neighbours.';
COMMENT ON COLUMN path_step.neighbours_suppressed IS 'Unit: councils. Neighbours whose ratio has a hidden part. NULL with neighbours.';
COMMENT ON COLUMN path_step.neighbours_lowest IS 'Unit: per 100 of the base. NULL where no neighbour has a ratio.';
COMMENT ON COLUMN path_step.neighbours_highest IS 'Unit: per 100 of the base. NULL where no neighbour has a ratio.';
COMMENT ON COLUMN path_step.neighbours_status IS 'published where any neighbour has a ratio, not_applicable without neighbours or base, otherwise not_available.';
COMMENT ON COLUMN path_step.neighbours_unlikely_zero IS 'Unit: councils. Neighbours that print a 0 which is more likely a fault of recording (quality_flag); left out of the range and the middle. NULL with neighbours.';
COMMENT ON COLUMN path_step.middle_min IS 'Least the median of the neighbours can be, hidden counts at their fewest. Unit: per 100 of the base. NULL where a hidden ratio has no range, or no neighbour a ratio.';
COMMENT ON COLUMN path_step.middle_max IS 'Most the median of the neighbours can be, hidden counts at their most. Unit: per 100 of the base. NULL with middle_min.';
COMMENT ON COLUMN path_step.middle_status IS 'published where the two are one number, suppressed where hidden counts leave a range or no median at all, not_applicable without neighbours or base, otherwise not_available.';
