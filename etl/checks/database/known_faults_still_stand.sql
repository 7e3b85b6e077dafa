-- Declared faults that the publisher has mended, or that have changed: take them off the list.

-- Examined:
SELECT COUNT(*) FROM known_fault;

-- Failing:
SELECT
    known_fault.area_code,
    known_fault.year_ending,
    known_fault.flow,
    known_fault.basis,
    known_fault.difference AS declared,
    SUM(plan.value) FILTER (WHERE plan.category = 'all')
    - SUM(plan.value) FILTER (WHERE plan.category <> 'all') AS found
FROM known_fault
LEFT JOIN plan USING (area_code, year_ending, flow, basis)
GROUP BY ALL
HAVING found IS DISTINCT FROM declared;
