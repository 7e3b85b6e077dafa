-- Tables made by the marts that hold a key twice.

-- Examined:
SELECT COUNT(*) FROM council_year;

-- Failing:
SELECT 'council_year' AS table_name, council_code || ' ' || year_ending AS key, COUNT(*) AS times
FROM council_year
GROUP BY ALL
HAVING COUNT(*) > 1
UNION ALL
SELECT 'england_year', year_ending::VARCHAR, COUNT(*) FROM england_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'region_year', region_code || ' ' || year_ending, COUNT(*) FROM region_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'recording_shortfall', CONCAT_WS(' ', factor, year_ending), COUNT(*)
FROM recording_shortfall
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'plan_bounds', CONCAT_WS(' ', council_code, year_ending, flow, basis, category), COUNT(*)
FROM plan_bounds
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'quality_flag', CONCAT_WS(' ', council_code, year_ending, measure, flag), COUNT(*)
FROM quality_flag
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'change_year', CONCAT_WS(' ', area_code, year_ending, span), COUNT(*) FROM change_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'change_between', CONCAT_WS(' ', council_code, from_year, year_ending), COUNT(*)
FROM change_between
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'pooled_change', CONCAT_WS(' ', council_code, year_ending), COUNT(*) FROM pooled_change
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'pooled_3_year', CONCAT_WS(' ', council_code, year_ending), COUNT(*) FROM pooled_3_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'police_force_year', CONCAT_WS(' ', police_force_code, year_ending), COUNT(*)
FROM police_force_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'partnership_year', CONCAT_WS(' ', partnership_slug, year_ending), COUNT(*)
FROM partnership_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'council_set', CONCAT_WS(' ', slug, council_code), COUNT(*) FROM council_set
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'beside_england', CONCAT_WS(' ', council_code, year_ending), COUNT(*) FROM beside_england
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'neighbour_year', CONCAT_WS(' ', council_code, year_ending, measure), COUNT(*)
FROM neighbour_year
GROUP BY ALL HAVING COUNT(*) > 1
UNION ALL
SELECT 'council_series', council_code, COUNT(*) FROM council_series
GROUP BY ALL HAVING COUNT(*) > 1;
