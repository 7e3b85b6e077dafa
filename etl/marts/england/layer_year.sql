-- layer_year: what is estimated, what forces recorded, what assessments recorded, and plans; England.
--
-- Grain  one row per layer and year ending 31 March
-- Unit   children estimated, offences, assessments or plans: in numbers, and per 1,000 residents aged
--        0 to 17; indexed: the layer's rate in its base year is 100
-- NULL   where the layer has no figure of the year; `status` says why. indexed for the estimate: one
--        average is the same in every year
-- Needs  estimate, measure_figure
--
-- No layer is a share of another: they are not the same children, and not the same year.
CREATE TABLE layer_year AS
WITH held AS (
    SELECT
        CASE measure
            WHEN 'police_recorded_offence_rate' THEN 'police_recorded'
            WHEN 'csa_assessment_rate' THEN 'assessments'
            ELSE 'plans'
        END AS layer,
        year_ending,
        counted AS number,
        value AS per_1000,
        status
    FROM measure_figure
    WHERE area_level = 'england'
        AND measure IN ('police_recorded_offence_rate', 'csa_assessment_rate', 'sexual_plan_rate')
),

based AS (
    SELECT
        layer,
        MIN(year_ending) AS base_year,
        ARG_MIN(per_1000, year_ending) AS base_rate
    FROM held
    WHERE status = 'published'
    GROUP BY layer
)

SELECT
    'estimated' AS layer,
    usual_estimate.year_ending,
    ROUND(population.children * usual_estimate.estimated_per_1000 / 1000)::INTEGER AS number,
    usual_estimate.estimated_per_1000 AS per_1000,
    NULL::DOUBLE AS indexed,
    NULL::INTEGER AS base_year,
    'published'::count_status AS status
FROM usual_estimate
INNER JOIN population
    ON population.mid_year = usual_estimate.year_ending - 1
    AND population.area_level = 'england'
UNION ALL
SELECT
    held.layer,
    held.year_ending,
    held.number,
    held.per_1000,
    100 * held.per_1000 / based.base_rate AS indexed,
    based.base_year,
    held.status
FROM held
LEFT JOIN based USING (layer)
ORDER BY layer, year_ending;
COMMENT ON TABLE layer_year IS 'England in layers: children estimated to be sexually abused in a year (an assumption), offences recorded by the police, assessments that recorded sexual abuse, and plans for it: one row per layer and year ending 31 March. Not the same children, not the same year.';
COMMENT ON COLUMN layer_year.layer IS 'estimated, police_recorded (offences with a child named in law), assessments or plans.';
COMMENT ON COLUMN layer_year.number IS 'Unit: children estimated, offences, assessments or plans. NULL when not published.';
COMMENT ON COLUMN layer_year.per_1000 IS 'Unit: per 1,000 residents aged 0 to 17. NULL when not published.';
COMMENT ON COLUMN layer_year.indexed IS 'The rate where that of base_year is 100. Unit: index. NULL for the estimate and when not published.';
COMMENT ON COLUMN layer_year.base_year IS 'First year ending 31 March in which the layer has a rate. NULL for the estimate. Gap: not_applicable.';
