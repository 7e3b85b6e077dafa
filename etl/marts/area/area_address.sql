-- area_address: what a region or a police force is called in addresses and on pages.
--
-- Grain  one row per level and area; regions are ours and, for Inner and Outer London, DfE's
-- NULL   never
-- Needs  council_series
--
-- Councils have theirs in council_series, by the same rule. The names a publisher prints, and what
-- pages once called an area, stay good, as do ONS codes: `other_slugs`.
CREATE TABLE area_address AS
WITH area AS (
    SELECT 'region' AS area_level, region_name AS area_name, region_code AS area_code FROM council
    UNION
    SELECT 'region', dfe_region_name, dfe_region_code FROM council
    UNION
    SELECT 'police_force', police_force_name, police_force_code FROM council
),

labelled AS (
    SELECT
        area_level,
        area_name,
        LIST(LOWER(area_code)) AS codes,
        -- "City of London" for the publisher's "London, City of".
        REGEXP_REPLACE(area_name, '^(.+), (.+)$', '\2 \1') AS label
    FROM area
    GROUP BY area_level, area_name
)

SELECT
    area_level,
    area_name,
    label,
    address_of(label) AS slug,
    LIST_DISTINCT(
        [address_of(area_name)]
        || codes
        || CASE area_name
            WHEN 'London' THEN ['all']
            WHEN 'Inner London' THEN ['inner']
            WHEN 'Outer London' THEN ['outer']
            ELSE []
        END
    ) AS other_slugs
FROM labelled
ORDER BY area_level, label;
COMMENT ON TABLE area_address IS 'Regions and police forces by their names in addresses: one row per level and area. Councils have theirs in council_series.';
COMMENT ON COLUMN area_address.area_level IS 'region or police_force.';
COMMENT ON COLUMN area_address.area_name IS 'Name as the publisher prints it.';
COMMENT ON COLUMN area_address.label IS 'Name for readers.';
COMMENT ON COLUMN area_address.slug IS 'Name in addresses, one per area of the level.';
COMMENT ON COLUMN area_address.other_slugs IS 'Other names that an address may use, the ONS code among them.';
