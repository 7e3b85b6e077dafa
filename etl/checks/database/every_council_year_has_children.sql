-- Council-years with plans but no population, from the first year that has populations.

-- Examined:
SELECT COUNT(*) FROM council_year;

-- Failing:
SELECT DISTINCT
    plan.area_code,
    plan.year_ending
FROM plan
ANTI JOIN population
    ON population.area_code = plan.area_code
    AND population.mid_year = plan.year_ending - 1
WHERE plan.area_level = 'council' AND plan.year_ending >= 2013;
