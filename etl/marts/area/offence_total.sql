-- offence_total: what police forces recorded, by force, for England, and for England and Wales.
--
-- Grain  one row per area (an English territorial force, England, England and Wales), year ending
--        31 March and name
-- Unit   offences recorded
-- NULL   value where a force of the area is left out of the publisher's figures in that year
-- Needs  figures
--
-- Nothing here is suppressed, so forces may be added up. A newcomer would add British Transport
-- Police to England: it has no area, and is in England and Wales alone.
CREATE TABLE offence_total AS
WITH named AS (
    SELECT
        offence.*,
        'offences_naming_a_child' AS name,
        'Sexual offences recorded by the police with a child named in law' AS title
    FROM offence
    INNER JOIN offence_kind USING (offence_code)
    WHERE offence_kind.names_a_child
    UNION ALL
    SELECT
        offence.*,
        'offence_' || LOWER(offence.offence_code),
        'Offences recorded by the police: ' || offence_kind.offence
    FROM offence
    INNER JOIN offence_kind USING (offence_code)
),

placed AS (
    SELECT named.area_code, named.area_level::VARCHAR AS area_level, named.* EXCLUDE (area_code, area_level)
    FROM named
    SEMI JOIN council ON council.police_force_code = named.area_code
    UNION ALL
    SELECT 'E92000001', 'england', named.* EXCLUDE (area_code, area_level)
    FROM named
    SEMI JOIN council ON council.police_force_code = named.area_code
    UNION ALL
    SELECT 'K04000001', 'england_and_wales', named.* EXCLUDE (area_code, area_level)
    FROM named
)

SELECT
    area_code,
    area_level::area_level AS area_level,
    year_ending,
    name,
    ANY_VALUE(title) AS title,
    CASE WHEN BOOL_AND(status = 'published') THEN SUM(value) END::INTEGER AS value,
    CASE WHEN BOOL_AND(status = 'published') THEN 'published' ELSE 'not_available' END::count_status
        AS status,
    ANY_VALUE(release) AS release
FROM placed
GROUP BY area_code, area_level, year_ending, name
ORDER BY name, area_level, area_code, year_ending;
COMMENT ON TABLE offence_total IS 'Offences recorded by the police, by territorial force of England, for England (those forces added up) and for England and Wales (all forces): one row per area, year and name.';
COMMENT ON COLUMN offence_total.area_code IS 'Police force, England or England and Wales.';
COMMENT ON COLUMN offence_total.area_level IS 'police_force, england or england_and_wales.';
COMMENT ON COLUMN offence_total.year_ending IS 'Year ending 31 March in which they were recorded.';
COMMENT ON COLUMN offence_total.name IS 'offences_naming_a_child (eleven offences whose name in law says that the victim is a child), or one offence by its code.';
COMMENT ON COLUMN offence_total.title IS 'The same in words.';
COMMENT ON COLUMN offence_total.value IS 'Unit: offences recorded. NULL where a force of the area is left out of the year.';
COMMENT ON COLUMN offence_total.status IS 'published, or not_available where a force is left out of the year.';
COMMENT ON COLUMN offence_total.release IS 'Release they were taken from.';
