-- Councils whose published categories do not add up to their published total.
-- A row with any symbol cannot be checked. Declared faults are left out.

-- Examined:
SELECT COUNT(*) FROM plan WHERE area_level = 'council' AND status = 'published';

-- Failing:
SELECT
    area_code,
    year_ending,
    flow,
    basis,
    SUM(value) FILTER (WHERE category <> 'all') AS parts,
    SUM(value) FILTER (WHERE category = 'all') AS whole
FROM plan
ANTI JOIN known_fault USING (area_code, year_ending, flow, basis)
WHERE area_level = 'council'
GROUP BY area_code, year_ending, flow, basis
HAVING BOOL_AND(status = 'published') AND parts <> whole;
