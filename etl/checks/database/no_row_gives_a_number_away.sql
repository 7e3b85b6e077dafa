-- Councils' rows in which one cell alone is hidden beside a printed total: the rest subtracted is it.
-- `extract` hides a second one (etl/read/withholding.py).

-- Examined:
SELECT COUNT(*)
FROM plan
WHERE area_level = 'council' AND category <> 'all' AND is_hidden(status);

-- Failing:
SELECT area_code, year_ending, flow, basis
FROM plan
WHERE area_level = 'council'
GROUP BY area_code, year_ending, flow, basis
HAVING COUNT(*) FILTER (WHERE category <> 'all' AND is_hidden(status)) = 1
    AND BOOL_OR(category = 'all' AND status = 'published');
