-- Years whose classes do not add up to their councils, or whose range does not hold the published count.

-- Examined:
SELECT COUNT(*) FROM class_count;

-- Failing:
SELECT
    headline.year_ending,
    SUM(class_count.councils) AS in_classes,
    ANY_VALUE(year.council_rows) AS council_rows
FROM headline
INNER JOIN class_count USING (year_ending)
INNER JOIN (
    SELECT year_ending, COUNT(*) AS council_rows FROM council_year GROUP BY year_ending
) AS year USING (year_ending)
GROUP BY headline.year_ending
HAVING in_classes <> council_rows
UNION ALL
SELECT year_ending, certainly_below, possibly_below
FROM headline
WHERE certainly_below > none_or_few_published OR none_or_few_published > possibly_below;
