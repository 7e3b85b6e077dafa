-- Every council of a figure is in the list of councils, and its regions there have figures.

-- Examined:
SELECT COUNT(*) FROM councils;

-- Failing:
SELECT
    table_name,
    area_code,
    year,
    FORMAT('no council of this code is in councils.csv ({})', counted) AS found,
    counted
FROM area_figure
WHERE area_level = 'council'
    AND area_code NOT IN (SELECT council_code FROM councils)
UNION ALL
SELECT
    'councils',
    council.council_code,
    NULL,
    FORMAT('its region is said to be {}, which has no figures', region_code),
    which
FROM (
    UNPIVOT councils ON region_code, dfe_region_code INTO NAME which VALUE region_code
) AS council
WHERE region_code NOT IN (SELECT area_code FROM area_figure WHERE area_level = 'region')
ORDER BY ALL;
