-- hidden_together: what England's printed total leaves for all hidden councils together.
--
-- Grain  one row per year ending 31 March
-- Unit   plans started for sexual abuse, initial category
-- NULL   where fewer than ten councils are hidden, so that no sum comes near to speaking of one, and
--        where a council without a figure is in England's total by an unknown number
-- Needs  council_year, fitted, plan_bounds
--
-- DfE rounds England's total to 10 and carries older figures into it for councils without a usable
-- return (carried_figure). No range of a council uses this: it stands beside the modelled number.
CREATE TABLE hidden_together AS
WITH england AS (
    SELECT year_ending, value
    FROM plan
    WHERE area_level = 'england' AND flow = 'started' AND basis = 'initial'
        AND category = 'sexual_abuse' AND value IS NOT NULL
),

council AS (
    SELECT
        year_ending,
        SUM(sexual_plans)::INTEGER AS printed_plans,
        COUNT(*) FILTER (WHERE sexual_plans IS NULL AND sexual_plans_min IS NOT NULL)
            AS councils_hidden,
        COUNT(*) FILTER (WHERE sexual_plans_min IS NULL) AS councils_without_figure
    FROM council_year
    GROUP BY year_ending
),

carried AS (
    SELECT
        carried_figure.year_ending,
        COUNT(plan_bounds.plans_min) AS councils,
        SUM(plan_bounds.plans_min)::INTEGER AS plans_min,
        SUM(plan_bounds.plans_max)::INTEGER AS plans_max
    FROM carried_figure
    INNER JOIN plan_bounds
        ON plan_bounds.council_code = carried_figure.council_code
        AND plan_bounds.year_ending = carried_figure.carried_from
        AND plan_bounds.flow = 'started'
        AND plan_bounds.basis = 'initial'
        AND plan_bounds.category = 'sexual_abuse'
    GROUP BY carried_figure.year_ending
),

known AS (
    SELECT
        council.*,
        england.value AS england_plans,
        COALESCE(carried.plans_min, 0) AS carried_plans_min,
        COALESCE(carried.plans_max, 0) AS carried_plans_max,
        council.councils_hidden >= 10
        AND council.councils_without_figure = COALESCE(carried.councils, 0) AS is_known
    FROM council
    INNER JOIN england USING (year_ending)
    LEFT JOIN carried USING (year_ending)
)

SELECT
    known.year_ending,
    known.councils_hidden,
    known.england_plans,
    known.printed_plans,
    known.carried_plans_min,
    known.carried_plans_max,
    CASE
        WHEN is_known
            THEN GREATEST(0, england_plans - 5 - printed_plans - carried_plans_max)
    END AS left_min,
    CASE WHEN is_known THEN england_plans + 5 - printed_plans - carried_plans_min END AS left_max,
    (left_min + left_max) / 2.0 / NULLIF(known.councils_hidden, 0) AS left_each,
    CASE WHEN is_known THEN 'published' ELSE 'not_available' END::count_status AS left_status,
    modelled_year.modelled_hidden_plans
FROM known
LEFT JOIN modelled_year USING (year_ending)
ORDER BY known.year_ending;
COMMENT ON TABLE hidden_together IS 'What England''s printed total leaves for all councils with a hidden number together: one row per year. It bounds no council''s own number.';
COMMENT ON COLUMN hidden_together.councils_hidden IS 'Unit: councils whose number is hidden.';
COMMENT ON COLUMN hidden_together.england_plans IS 'Unit: plans, England as DfE prints it, rounded to 10.';
COMMENT ON COLUMN hidden_together.printed_plans IS 'Unit: plans of the councils whose number is printed.';
COMMENT ON COLUMN hidden_together.carried_plans_min IS 'Fewest plans that DfE carried in from an older year for councils without a return. Unit: plans.';
COMMENT ON COLUMN hidden_together.carried_plans_max IS 'Most plans that DfE carried in. Unit: plans.';
COMMENT ON COLUMN hidden_together.left_min IS 'Fewest plans left for the hidden councils together, England''s rounding allowed for. Unit: plans. NULL as left_status says.';
COMMENT ON COLUMN hidden_together.left_max IS 'Most plans left for them together. Unit: plans. NULL as left_status says.';
COMMENT ON COLUMN hidden_together.left_each IS 'Middle of the two for each hidden council on average; no council''s own; NULL where no council is hidden. Unit: plans.';
COMMENT ON COLUMN hidden_together.left_status IS 'published, or not_available: fewer than ten councils are hidden, or one without a figure is in England''s total by an unknown number.';
COMMENT ON COLUMN hidden_together.modelled_hidden_plans IS 'What the model of modelled_year expects in the hidden councils together. Unit: plans. Where it is below what is left, rather fewer councils are below the threshold than modelled.';
