-- England and region figures that are not the publisher's own row: something of ours was added up.

-- Examined:
SELECT COUNT(*) FROM england_year;

-- Failing:
SELECT 'E92000001' AS area_code, year_ending, 'all' AS category, all_plans AS found
FROM england_year
ANTI JOIN (
    SELECT year_ending, value AS all_plans FROM plan
    WHERE area_code = 'E92000001' AND flow = 'started' AND basis = 'initial' AND category = 'all'
) AS printed USING (year_ending, all_plans)
UNION ALL
SELECT 'E92000001', year_ending, 'sexual_abuse', sexual_plans
FROM england_year
ANTI JOIN (
    SELECT year_ending, value AS sexual_plans FROM plan
    WHERE area_code = 'E92000001' AND flow = 'started' AND basis = 'initial'
        AND category = 'sexual_abuse'
) AS printed USING (year_ending, sexual_plans)
UNION ALL
SELECT region_code, year_ending, 'sexual_abuse', sexual_plans
FROM region_year
ANTI JOIN (
    SELECT area_code AS region_code, year_ending, value AS sexual_plans FROM plan
    WHERE flow = 'started' AND basis = 'initial' AND category = 'sexual_abuse'
) AS printed USING (region_code, year_ending, sexual_plans)
UNION ALL
-- Rounded to 10 since 2013: an exact figure would be a sum of councils.
SELECT area_code, year_ending, category, value
FROM plan
WHERE area_level <> 'council' AND value % 10 <> 0;
