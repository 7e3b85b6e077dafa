-- Offences that are not whole: a force without an offence in a year, a total that is not its forces',
-- a force of councils that records nothing, or a council of the year in no force that records.

-- Examined:
SELECT COUNT(*) FROM offence;

-- Failing:
SELECT 'offence' AS place, area_code, year_ending, 'not every offence is there' AS fault
FROM offence
GROUP BY area_code, year_ending
HAVING COUNT(*) <> (SELECT COUNT(*) FROM offence_kind)
UNION ALL
SELECT 'offence', area_code, NULL, 'a force that nobody knows'
FROM (SELECT DISTINCT area_code FROM offence) AS recorded
WHERE area_code NOT IN (SELECT police_force_code FROM council)
    AND area_code NOT IN (SELECT force_code FROM police_force_elsewhere)
UNION ALL
SELECT 'council', council.council_code, year.year_ending, 'its force recorded nothing'
FROM council
CROSS JOIN (SELECT DISTINCT year_ending FROM offence) AS year
ANTI JOIN offence
    ON offence.area_code = council.police_force_code
    AND offence.year_ending = year.year_ending
UNION ALL
SELECT 'offence_total', area_code, year_ending, 'England is not its forces added up'
FROM offence_total AS england
WHERE area_level = 'england'
    AND value IS DISTINCT FROM (
        SELECT SUM(force.value)
        FROM offence_total AS force
        WHERE force.area_level = 'police_force'
            AND force.name = england.name
            AND force.year_ending = england.year_ending
    )
UNION ALL
-- Populations of forces are their councils'.
SELECT 'area_count', 'England', year_ending, 'forces do not hold the children of all councils'
FROM area_count
WHERE name = 'residents_aged_0_to_17' AND area_level IN ('police_force', 'council')
GROUP BY year_ending
HAVING SUM(value) FILTER (WHERE area_level = 'police_force')
    <> SUM(value) FILTER (WHERE area_level = 'council');
