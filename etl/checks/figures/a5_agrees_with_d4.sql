-- England's plans at 31 March are in both files; those of other releases may be revised.

-- Examined:
SELECT COUNT(value) FROM characteristics WHERE group_name = 'Total';

-- Failing:
SELECT
    'characteristics' AS table_name,
    'E92000001' AS area_code,
    year_ending AS year,
    FORMAT('A5 prints {:,} plans at 31 March, D4 {:,} ({})', a5.value, d4.value, category) AS found
FROM characteristics AS a5
INNER JOIN plans AS d4 USING (year_ending, category)
WHERE a5.group_name = 'Total' AND a5.value <> d4.value
    AND d4.area_level = 'england' AND d4.flow = 'at_31_march' AND d4.basis <> 'latest'
    AND d4.release IN (SELECT release FROM characteristics)
ORDER BY ALL;
