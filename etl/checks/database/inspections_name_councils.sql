-- Inspections that name another council than their code's, and faults of no council we know.

-- Examined:
SELECT COUNT(*) FROM inspection;

-- Failing:
SELECT 'inspection' AS table_name, council_code
FROM inspection
INNER JOIN council USING (council_code)
WHERE inspection.council_name <> council.council_name
UNION ALL
SELECT 'known_fault', area_code
FROM known_fault
ANTI JOIN council ON council.council_code = known_fault.area_code;
