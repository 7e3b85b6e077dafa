-- council_series: which codes are one area over time.
--
-- Grain  one row per council code
-- Rule   a recode keeps the ground and changes the code, so its years join its successor's; a merge
--        or a split ends a series. Names are unique, with the last year where two areas share one.
-- Needs  figures
--
-- `address_of` is the one rule by which a name becomes part of an address.
CREATE MACRO address_of(name) AS
    TRIM(
        REGEXP_REPLACE(
            REPLACE(REPLACE(LOWER(name), '''', ''), '&', ' and '), '[^a-z]+', '-', 'g'
        ),
        '-'
    );

CREATE TABLE council_series AS
WITH RECURSIVE chain AS (
    SELECT
        council_code,
        council_code AS series_code
    FROM council
    WHERE change_kind IS DISTINCT FROM 'recode'
    UNION ALL
    SELECT
        council.council_code,
        chain.series_code
    FROM council
    INNER JOIN chain ON chain.council_code = council.successors
    WHERE council.change_kind = 'recode'
),

labelled AS (
    SELECT
        chain.council_code,
        chain.series_code,
        last.code_to IS NOT NULL AS is_former,
        YEAR(last.code_to) AS last_year,
        CASE
            WHEN last.council_name LIKE '%, City of' OR last.council_name LIKE '%, County of'
                THEN SPLIT_PART(last.council_name, ', ', 1)
            ELSE last.council_name
        END AS short_name
    FROM chain
    INNER JOIN council AS last ON last.council_code = chain.series_code
)

SELECT
    council_code,
    series_code,
    is_former,
    last_year,
    short_name || CASE WHEN is_former THEN ' (to ' || last_year || ')' ELSE '' END AS label,
    address_of(short_name)
    || CASE
        WHEN is_former AND EXISTS (
            SELECT 1 FROM labelled AS other
            WHERE other.short_name = labelled.short_name AND other.series_code <> labelled.series_code
        ) THEN '-to-' || last_year
        ELSE ''
    END AS slug
FROM labelled
ORDER BY council_code;
COMMENT ON TABLE council_series IS 'One row per council code: the series its figures belong to. A recode keeps the ground and joins its successor''s series; a merge or split ends one.';
COMMENT ON COLUMN council_series.council_code IS 'Council code.';
COMMENT ON COLUMN council_series.series_code IS 'Newest code of the same ground.';
COMMENT ON COLUMN council_series.is_former IS 'True where the area no longer exists.';
COMMENT ON COLUMN council_series.last_year IS 'Last year_ending of a former area; NULL while it exists.';
COMMENT ON COLUMN council_series.label IS 'Short name for readers, with the last year of a former area.';
COMMENT ON COLUMN council_series.slug IS 'Name in addresses, one per series.';
