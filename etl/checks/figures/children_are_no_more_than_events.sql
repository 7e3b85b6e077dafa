-- Children are counted once a year, what happened to them each time.

-- Examined:
SELECT COUNT(value) FROM activity;

-- Failing:
SELECT
    'activity' AS table_name,
    area_code,
    year_ending AS year,
    FORMAT('more {} than {}', children.measure, events.measure) AS found,
    children.measure AS counted
FROM no_more_than AS pair
INNER JOIN activity AS children ON children.measure = pair.children
INNER JOIN activity AS events USING (area_code, year_ending)
WHERE events.measure = pair.events AND children.value > events.value
ORDER BY ALL;
