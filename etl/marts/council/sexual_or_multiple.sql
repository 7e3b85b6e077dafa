-- sexual_or_multiple: what if plans under "multiple" concerned sexual abuse?
--
-- Grain  one row per council and year ending 31 March
-- Unit   plans started, initial category; rates per 1,000 residents aged 0 to 17
-- NULL   without a return
-- Needs  area_count, council_year, plan_bounds
--
-- No file says which kinds of abuse a plan under multiple concerns. So this is a what-if, not a
-- figure: from none of them to all of them, on top of what a hidden cell may hold.
CREATE TABLE sexual_or_multiple AS
WITH total AS (
    SELECT area_code, year_ending, value, status
    FROM plan
    WHERE area_level = 'council' AND flow = 'started' AND basis = 'initial' AND category = 'all'
),

multiple AS (
    SELECT * FROM plan_bounds
    WHERE flow = 'started' AND basis = 'initial' AND category = 'multiple'
),

bounded AS (
    SELECT
        council_year.council_code,
        council_year.year_ending,
        council_year.children,
        council_year.sexual_plans_status,
        council_year.sexual_plans_min,
        council_year.sexual_plans_max,
        multiple.value AS multiple_plans,
        multiple.status AS multiple_plans_status,
        multiple.plans_min AS multiple_plans_min,
        multiple.plans_max AS multiple_plans_max,
        CASE
            -- Both hidden: each bound is what the printed categories leave, and the two together
            -- cannot exceed it either, so it is not counted twice.
            WHEN is_hidden(council_year.sexual_plans_status)
                AND is_hidden(multiple.status) AND total.value IS NOT NULL
                THEN GREATEST(council_year.sexual_plans_max, multiple.plans_max)
            ELSE council_year.sexual_plans_max + multiple.plans_max
        END AS either_max,
        1.0 * multiple.value / NULLIF(total.value, 0) AS multiple_share,
        status_of_ratio(multiple.status, total.value, total.status) AS multiple_share_status
    FROM council_year
    INNER JOIN multiple
        ON multiple.council_code = council_year.council_code
        AND multiple.year_ending = council_year.year_ending
    INNER JOIN total
        ON total.area_code = council_year.council_code
        AND total.year_ending = council_year.year_ending
)

SELECT
    * EXCLUDE (children),
    1000.0 * sexual_plans_min / children AS rate_min,
    1000.0 * either_max / children AS rate_max
FROM bounded
ORDER BY council_code, year_ending;
COMMENT ON TABLE sexual_or_multiple IS 'What if plans under multiple concerned sexual abuse: one row per council and year. A what-if from none of them to all of them, not a figure: no file says what a plan under multiple concerns.';
COMMENT ON COLUMN sexual_or_multiple.sexual_plans_status IS 'As in council_year.';
COMMENT ON COLUMN sexual_or_multiple.sexual_plans_min IS 'As in council_year. Unit: plans. It is also the fewest of the what-if.';
COMMENT ON COLUMN sexual_or_multiple.sexual_plans_max IS 'As in council_year. Unit: plans.';
COMMENT ON COLUMN sexual_or_multiple.multiple_plans IS 'Unit: plans started under multiple. NULL when not published.';
COMMENT ON COLUMN sexual_or_multiple.multiple_plans_status IS 'As in plan.';
COMMENT ON COLUMN sexual_or_multiple.multiple_plans_min IS 'Unit: plans. As plans_min of plan_bounds.';
COMMENT ON COLUMN sexual_or_multiple.multiple_plans_max IS 'Unit: plans. As plans_max of plan_bounds.';
COMMENT ON COLUMN sexual_or_multiple.either_max IS 'Unit: plans. Most there can be under sexual abuse and multiple together; NULL without a return. Status: sexual_plans_status.';
COMMENT ON COLUMN sexual_or_multiple.multiple_share IS 'Unit: 0 to 1, plans under multiple as a share of all plans started. NULL unless both are published.';
COMMENT ON COLUMN sexual_or_multiple.rate_min IS 'Unit: per 1,000 residents aged 0 to 17. The rate if no plan under multiple concerned sexual abuse; NULL without a return. Status: sexual_plans_status.';
COMMENT ON COLUMN sexual_or_multiple.rate_max IS 'Unit: per 1,000 residents aged 0 to 17. The rate if every plan under multiple did; NULL without a return. Status: sexual_plans_status.';
COMMENT ON COLUMN sexual_or_multiple.multiple_share_status IS 'As in plan, of multiple_share.';
