-- Rows of plans that lack a category their file prints, or have one it does not.
-- The files of 2010 to 2012 print "not recorded" beside the five; without it a row does not add up.

-- Examined:
SELECT COUNT(*) FROM plan WHERE category = 'not_recorded';

-- Failing:
SELECT area_code, year_ending, flow, basis, STRING_AGG(category, ', ' ORDER BY category) AS held
FROM plan
GROUP BY area_code, year_ending, flow, basis
HAVING COUNT(*) <> CASE WHEN year_ending <= 2012 THEN 7 ELSE 6 END
    OR BOOL_OR(category = 'not_recorded') <> (year_ending <= 2012);
