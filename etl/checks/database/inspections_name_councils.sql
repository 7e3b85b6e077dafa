-- Inspections, carried figures and faults that name no council we know.

-- Examined:
SELECT COUNT(*) FROM inspection;

-- Failing:
SELECT 'inspection' AS table_name, council_code FROM inspection ANTI JOIN council USING (council_code)
UNION ALL
SELECT 'carried_figure', council_code FROM carried_figure ANTI JOIN council USING (council_code)
UNION ALL
SELECT 'known_fault', area_code
FROM known_fault
ANTI JOIN council ON council.council_code = known_fault.area_code;
