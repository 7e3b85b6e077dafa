-- council_set: which councils belong together under a name of their own.
--
-- Grain  one row per level, set and council code; the codes a council has had are all there
-- NULL   since, seen and source where the set is a police force
-- Needs  area_address, council_series
--
-- A partnership's councils are those of today in every year: its earlier years are theirs added up,
-- not those of a partnership that may not have begun.
CREATE TABLE council_set AS
WITH named AS (
    SELECT
        *,
        REGEXP_REPLACE(partnership, ' Safeguarding Children Partnership( Board)?$', '') AS label
    FROM partnership
)

SELECT
    'partnership' AS set_level,
    address_of(named.label) AS set_code,
    address_of(named.label) AS slug,
    named.label,
    named.partnership AS set_name,
    member.council_code,
    member.series_code,
    named.status AS source_status,
    named.since,
    named.seen,
    named.source_url,
    named.source
FROM named
INNER JOIN council_series AS own ON own.council_code = named.council_code
INNER JOIN council_series AS member ON member.series_code = own.series_code
UNION ALL
SELECT
    'police_force',
    council.police_force_code,
    -- A force and a council may have one name (Kent), so a force's says what it is.
    REGEXP_REPLACE(area_address.slug, '-police$', '') || '-police',
    REGEXP_REPLACE(area_address.label, ' Police$', '') || ' police area',
    council.police_force_name,
    council.council_code,
    council_series.series_code,
    NULL,
    NULL,
    NULL,
    NULL,
    NULL
FROM council
INNER JOIN council_series ON council_series.council_code = council.council_code
INNER JOIN area_address
    ON area_address.area_level = 'police_force'
    AND area_address.area_name = council.police_force_name
ORDER BY set_level, label, council_code;
COMMENT ON TABLE council_set IS 'Councils that belong together under a name of their own, safeguarding partnerships (as far as found) and police forces: one row per level, set and council code.';
COMMENT ON COLUMN council_set.set_level IS 'partnership or police_force.';
COMMENT ON COLUMN council_set.set_code IS 'ONS code of a police force; of a partnership, its name in addresses.';
COMMENT ON COLUMN council_set.slug IS 'Name in addresses, one per set.';
COMMENT ON COLUMN council_set.label IS 'Short name for readers.';
COMMENT ON COLUMN council_set.set_name IS 'Name in full, as the partnership calls itself or ONS the force.';
COMMENT ON COLUMN council_set.council_code IS 'Council, by each code it has had.';
COMMENT ON COLUMN council_set.series_code IS 'Newest code of the same ground (council_series).';
COMMENT ON COLUMN council_set.source_status IS 'dated or undated, as in partnership; NULL for a police force.';
COMMENT ON COLUMN council_set.since IS 'From when, as in partnership; NULL where the source does not say, and for a police force.';
COMMENT ON COLUMN council_set.seen IS 'Date of the newest source, as in partnership; NULL where undated, and for a police force.';
COMMENT ON COLUMN council_set.source_url IS 'Page of the partners; NULL for a police force.';
COMMENT ON COLUMN council_set.source IS 'What that page is; NULL for a police force.';
