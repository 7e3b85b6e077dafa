-- measure_band, measure_figure, measure_note: what the map shows of each measure.
--
-- Grain  one row per measure, area (council or England) and year ending 31 March
-- Unit   value: as meta_indicator says of the measure; counts and bases in their own columns
-- NULL   wherever the value could not be worked out from published numbers; `status` says why
-- Needs  council_year, plan_bounds, quality_flag
--
-- Plans are held for 2013 to 2024 and assessments for 2018 to 2025, each with the population of the
-- June inside the year. England is DfE's own rounded total, never our sum.

-- Bands do not move from year to year, so that two years can be compared. They are round numbers,
-- chosen so that no band is nearly empty and 0.2, the CSA Centre's line, is a border.
CREATE TABLE measure_band AS
WITH border (measure, below_values) AS (
    VALUES
    ('sexual_plan_rate', [0.1, 0.2, 0.3, 0.5]),
    ('sexual_plans', [10, 20, 30, 50]),
    ('sexual_plans_at_31_march', [10, 20, 30, 50]),
    ('sexual_plans_at_31_march_rate', [0.1, 0.2, 0.3, 0.5]),
    ('csa_assessment_rate', [1, 2, 3, 5]),
    ('cse_assessment_rate', [0.5, 1, 1.5, 2.5]),
    ('plans_per_100_csa_assessments', [5, 10, 15, 25]),
    ('sexual_share', [2, 4, 6, 8])
),

numbered AS (
    SELECT
        measure,
        below_values,
        UNNEST(RANGE(1, 2 + LEN(below_values))) AS band
    FROM border
)

SELECT
    measure,
    band::INTEGER AS band,
    COALESCE(below_values[band - 1], 0)::DOUBLE AS from_value,
    below_values[band]::DOUBLE AS below_value
FROM numbered
ORDER BY measure, band;
COMMENT ON TABLE measure_band IS 'Bands of the map''s measures: one row per measure and band, the same in every year. Zero is in no band: it is a fact of its own.';
COMMENT ON COLUMN measure_band.measure IS 'Row of meta_indicator.';
COMMENT ON COLUMN measure_band.band IS '1 for the least, up to 5.';
COMMENT ON COLUMN measure_band.from_value IS 'Least value of the band, in the measure''s unit; above 0 in band 1.';
COMMENT ON COLUMN measure_band.below_value IS 'The band ends below this value, in the measure''s unit; NULL where it has no end.';

CREATE TABLE measure_figure AS
WITH counted AS (
    SELECT
        plan.area_code,
        plan.area_level,
        plan.year_ending,
        CASE plan.flow WHEN 'started' THEN 'sexual_plans' ELSE 'sexual_plans_at_31_march' END AS name,
        plan.value,
        plan.status,
        plan_bounds.plans_min AS least,
        plan_bounds.plans_max AS most
    FROM plan
    -- Only councils' figures are suppressed, so only they have bounds.
    LEFT JOIN plan_bounds
        ON plan_bounds.council_code = plan.area_code
        AND plan_bounds.year_ending = plan.year_ending
        AND plan_bounds.flow = plan.flow
        AND plan_bounds.basis = plan.basis
        AND plan_bounds.category = plan.category
    WHERE plan.area_level <> 'region'
        AND plan.basis = 'initial'
        AND plan.category = 'sexual_abuse'
        AND plan.year_ending >= (SELECT MIN(year_ending) FROM council_year)
    UNION ALL
    SELECT
        area_code,
        area_level,
        year_ending,
        CASE factor
            WHEN 'sexual_abuse' THEN 'csa_assessments' ELSE 'cse_assessments'
        END,
        value,
        status,
        value,
        value
    FROM assessment_factor
    WHERE area_level <> 'region' AND factor IN ('sexual_abuse', 'child_sexual_exploitation')
),

base AS (
    SELECT
        area_code,
        mid_year + 1 AS year_ending,
        'children' AS name,
        children AS value,
        'published'::count_status AS status
    FROM population
    UNION ALL
    SELECT area_code, year_ending, 'all_plans', value, status
    FROM plan
    WHERE flow = 'started' AND basis = 'initial' AND category = 'all'
    UNION ALL
    SELECT area_code, year_ending, name, value, status
    FROM counted
    WHERE name = 'csa_assessments'
),

definition (measure, count_name, base_name, per) AS (
    VALUES
    ('sexual_plan_rate', 'sexual_plans', 'children', 1000),
    ('sexual_plans', 'sexual_plans', NULL, 1),
    ('sexual_plans_at_31_march', 'sexual_plans_at_31_march', NULL, 1),
    ('sexual_plans_at_31_march_rate', 'sexual_plans_at_31_march', 'children', 1000),
    ('csa_assessment_rate', 'csa_assessments', 'children', 1000),
    ('cse_assessment_rate', 'cse_assessments', 'children', 1000),
    ('plans_per_100_csa_assessments', 'sexual_plans', 'csa_assessments', 100),
    ('sexual_share', 'sexual_plans', 'all_plans', 100)
),

paired AS (
    SELECT
        definition.measure,
        definition.per,
        definition.base_name IS NOT NULL AS has_base,
        counted.* EXCLUDE (name),
        base.value AS base,
        base.status AS base_status,
        CASE
            -- What is not there at all hides more than what is merely withheld.
            WHEN counted.status IN ('not_available', 'low_reliability', 'not_applicable')
                THEN counted.status
            WHEN NOT has_base THEN counted.status
            WHEN base.status IN ('not_available', 'low_reliability', 'not_applicable')
                THEN base.status
            -- No ratio to nothing.
            WHEN base.value = 0 THEN 'not_applicable'
            WHEN is_hidden(counted.status) THEN counted.status
            ELSE base.status
        END::count_status AS value_status
    FROM definition
    INNER JOIN counted ON counted.name = definition.count_name
    LEFT JOIN base
        ON base.name = definition.base_name
        AND base.area_code = counted.area_code
        AND base.year_ending = counted.year_ending
    -- A ratio needs both of its files to hold the year.
    WHERE NOT has_base OR base.area_code IS NOT NULL
),

worked_out AS (
    SELECT
        *,
        CASE WHEN has_base THEN base ELSE 1 END AS divisor,
        -- A base that is not known is NULL, and makes the range NULL too.
        value_status = 'published' OR is_hidden(value_status) AS is_bounded
    FROM paired
)

SELECT
    worked_out.measure,
    worked_out.area_code,
    worked_out.area_level,
    worked_out.year_ending,
    CASE WHEN value_status = 'published' THEN per * value / divisor END AS value,
    worked_out.value_status AS status,
    CASE WHEN is_bounded THEN per * least / divisor END AS value_min,
    CASE WHEN is_bounded THEN per * most / divisor END AS value_max,
    measure_band.band,
    worked_out.value AS counted,
    worked_out.status AS counted_status,
    worked_out.least AS counted_min,
    worked_out.most AS counted_max,
    worked_out.base,
    CASE WHEN has_base THEN worked_out.base_status ELSE 'not_applicable' END AS base_status
FROM worked_out
LEFT JOIN measure_band
    ON measure_band.measure = worked_out.measure
    AND worked_out.area_level = 'council'
    AND worked_out.value > 0
    AND value_status = 'published'
    AND per * value / divisor >= measure_band.from_value
    AND (measure_band.below_value IS NULL OR per * value / divisor < measure_band.below_value)
ORDER BY worked_out.measure, worked_out.area_code, worked_out.year_ending;
COMMENT ON TABLE measure_figure IS 'Each measure of the map in each council, and in England as DfE prints it (rounded to 10): one row per measure, area and year ending 31 March.';
COMMENT ON COLUMN measure_figure.measure IS 'Row of meta_indicator.';
COMMENT ON COLUMN measure_figure.area_code IS 'Council, by the code in force on 31 March of the year, or England.';
COMMENT ON COLUMN measure_figure.area_level IS 'council or england.';
COMMENT ON COLUMN measure_figure.year_ending IS 'Year ending 31 March; for plans at 31 March, that day.';
COMMENT ON COLUMN measure_figure.value IS 'The measure, unrounded, in its unit. NULL unless every number it is made from is published and its base is not 0.';
COMMENT ON COLUMN measure_figure.status IS 'As in plan, of the value: not_applicable also where the base is a published 0.';
COMMENT ON COLUMN measure_figure.value_min IS 'Least the value can be, in its unit. NULL where no bounds can be given.';
COMMENT ON COLUMN measure_figure.value_max IS 'Most the value can be, in its unit. NULL where no bounds can be given.';
COMMENT ON COLUMN measure_figure.band IS 'Band of measure_band. NULL for zero, for England and without a value.';
COMMENT ON COLUMN measure_figure.counted IS 'Unit: plans or assessments, what the measure counts. NULL when not published.';
COMMENT ON COLUMN measure_figure.counted_status IS 'As in plan, of counted.';
COMMENT ON COLUMN measure_figure.counted_min IS 'Unit: plans or assessments. Fewest it can be; NULL where we give no bounds, as for suppressed assessments.';
COMMENT ON COLUMN measure_figure.counted_max IS 'Unit: plans or assessments. Most it can be; NULL where we give no bounds.';
COMMENT ON COLUMN measure_figure.base IS 'Unit: residents aged 0 to 17, assessments or plans, by what the measure divides by. NULL for a mere count and when not published.';
COMMENT ON COLUMN measure_figure.base_status IS 'As in plan, of base; not_applicable for a mere count.';

-- measure_note: the quality flags that touch a measure, so that its map and table can show them.
CREATE TABLE measure_note AS
WITH concerns (measure, flagged) AS (
    VALUES
    ('sexual_plan_rate', 'plans started for sexual abuse'),
    ('sexual_plan_rate', 'residents aged 0 to 17'),
    ('sexual_plans', 'plans started for sexual abuse'),
    ('sexual_plans_at_31_march_rate', 'residents aged 0 to 17'),
    ('csa_assessment_rate', 'assessments that recorded sexual abuse'),
    ('csa_assessment_rate', 'residents aged 0 to 17'),
    ('cse_assessment_rate', 'assessments that recorded child sexual exploitation'),
    ('cse_assessment_rate', 'residents aged 0 to 17'),
    ('plans_per_100_csa_assessments', 'plans started for sexual abuse'),
    ('plans_per_100_csa_assessments', 'assessments that recorded sexual abuse'),
    ('sexual_share', 'plans started for sexual abuse'),
    ('sexual_share', 'plans started, all categories')
),

concern AS (
    SELECT measure, flagged FROM concerns
    UNION ALL
    SELECT DISTINCT measure_band.measure, every.flagged
    FROM measure_band
    CROSS JOIN (VALUES ('area'), ('England and region totals')) AS every (flagged)
)

SELECT
    concern.measure,
    quality_flag.council_code,
    quality_flag.year_ending,
    quality_flag.flag,
    quality_flag.explanation
FROM concern
INNER JOIN quality_flag ON quality_flag.measure = concern.flagged
-- A new code on the same ground changes nothing that a map shows.
WHERE quality_flag.flag <> 'new_code'
ORDER BY ALL;
COMMENT ON TABLE measure_note IS 'What to know before a measure of the map is used: one row per measure, council, year, flag and explanation, from quality_flag.';
COMMENT ON COLUMN measure_note.measure IS 'Row of meta_indicator.';
COMMENT ON COLUMN measure_note.council_code IS 'Council.';
COMMENT ON COLUMN measure_note.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN measure_note.flag IS 'As in quality_flag.';
COMMENT ON COLUMN measure_note.explanation IS 'As in quality_flag.';
