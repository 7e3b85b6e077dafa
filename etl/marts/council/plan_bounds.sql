-- plan_bounds: how few and how many plans a cell can stand for.
--
-- Grain  one row per council, year, flow, basis and category (totals have none)
-- Unit   plans
-- NULL   where nothing was returned: no bounds without a return
-- Needs  figures
--
-- A hidden cell is 0 to 5, or to what the printed total leaves when the cells shown are taken from
-- it, whichever is more: a cell may be hidden only to protect another. Where one cell alone is
-- hidden, as in a row without a total, the bound stays at 5. A low cell is 1 to 5. No regional or
-- national total is used, and no other release.
CREATE TABLE plan_bounds AS
WITH printed AS (
    SELECT
        area_code,
        year_ending,
        flow,
        basis,
        ANY_VALUE(value) FILTER (WHERE category = 'all') AS total,
        COALESCE(SUM(value) FILTER (WHERE category <> 'all'), 0) AS published_parts,
        COUNT(*) FILTER (WHERE category <> 'all' AND is_hidden(status)) AS hidden_cells
    FROM plan
    WHERE area_level = 'council'
    GROUP BY area_code, year_ending, flow, basis
)

SELECT
    plan.area_code AS council_code,
    plan.year_ending,
    plan.flow,
    plan.basis,
    plan.category,
    plan.value,
    plan.status,
    plan.symbol,
    CASE
        WHEN plan.status = 'published' THEN plan.value
        WHEN is_hidden(plan.status) THEN 0
        WHEN plan.status = 'low' THEN 1
    END AS plans_min,
    CASE
        WHEN plan.status = 'published' THEN plan.value
        WHEN is_hidden(plan.status) AND (printed.hidden_cells = 1 OR printed.total IS NULL) THEN 5
        WHEN plan.status = 'low' THEN 5
        WHEN is_hidden(plan.status)
            THEN GREATEST(5, printed.total - printed.published_parts)::INTEGER
    END AS plans_max
FROM plan
INNER JOIN printed USING (area_code, year_ending, flow, basis)
WHERE plan.area_level = 'council' AND plan.category <> 'all';
COMMENT ON TABLE plan_bounds IS 'Range each council''s count of plans can lie in: one row per council, year, flow, basis and category. Equal bounds where published; never narrower than 0 to 5 where suppressed or withheld; 1 to 5 where low.';
COMMENT ON COLUMN plan_bounds.category IS 'As in plan.';
COMMENT ON COLUMN plan_bounds.value IS 'Unit: plans. NULL when not published.';
COMMENT ON COLUMN plan_bounds.plans_min IS 'Unit: plans. Fewest it can be; NULL without a return.';
COMMENT ON COLUMN plan_bounds.plans_max IS 'Unit: plans. Most it can be; NULL without a return.';
