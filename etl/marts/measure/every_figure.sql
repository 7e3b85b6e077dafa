-- every_figure: every number and every gap of the file, one under another, for whoever takes it away.
-- every_measure: the dictionary of what stands in it.
--
-- Grain  one row per area, year ending 31 March, measure and group of children; one per measure
-- Unit   in its own column, and in the name of the measure
-- NULL   value wherever no number was published or could be worked out; `status` says why. Bounds
--        where nothing bounds the number, limits where none are given.
-- Needs  council_series, council_year, figure_held
CREATE TABLE every_figure AS
WITH area AS (
    SELECT
        council_code AS area_code,
        council_name AS area_name,
        'council' AS area_level,
        region_name,
        dfe_region_name,
        police_force_name,
        label,
        slug
    FROM council
    INNER JOIN council_series USING (council_code)
    UNION
    SELECT region_code, region_name, 'region', region_name, region_name, NULL, region_name, NULL
    FROM council
    UNION
    SELECT
        dfe_region_code, dfe_region_name, 'region', region_name, dfe_region_name, NULL,
        dfe_region_name, NULL
    FROM council
    UNION ALL
    SELECT 'E92000001', 'England', 'england', 'England', 'England', NULL, 'England', NULL
    UNION ALL
    SELECT
        'K04000001', 'England and Wales', 'england_and_wales', NULL, NULL, NULL, 'England and Wales',
        NULL
    UNION
    SELECT
        police_force_code, police_force_name, 'police_force', NULL, NULL, police_force_name,
        police_force_name, NULL
    FROM council
)

SELECT
    figure.area_code,
    area.area_name,
    area.area_level::area_level AS area_level,
    area.region_name,
    area.dfe_region_name,
    area.police_force_name,
    figure.year_ending,
    figure.measure,
    figure.title AS measure_title,
    COALESCE(figure.group_name, 'all') AS group_name,
    figure.unit,
    figure.value::DOUBLE AS value,
    figure.value_min::DOUBLE AS value_min,
    figure.value_max::DOUBLE AS value_max,
    figure.limit_low,
    figure.limit_high,
    figure.adjusted_low,
    figure.adjusted_high,
    figure.status,
    figure.symbol,
    ARRAY_TO_STRING(LIST_SORT(figure.releases), '; ') AS release,
    LIST_SORT(figure.source_ids) AS source_ids,
    figure.is_worked_out,
    council_year.class,
    area.label,
    area.slug
FROM figure_held AS figure
INNER JOIN area USING (area_code)
LEFT JOIN council_year
    ON council_year.council_code = figure.area_code
    AND council_year.year_ending = figure.year_ending
ORDER BY figure.measure, area.area_level, area.label, figure.year_ending, group_name;
COMMENT ON TABLE every_figure IS 'Every figure of the file in one long table: one row per area, year, measure and group of children. Low identification is not low prevalence.';
COMMENT ON COLUMN every_figure.area_code IS 'Council, region, England, police force, or England and Wales.';
COMMENT ON COLUMN every_figure.area_name IS 'Its name.';
COMMENT ON COLUMN every_figure.area_level IS 'council, police_force, region, england or england_and_wales. London, Inner London and Outer London are all regions: never add the three.';
COMMENT ON COLUMN every_figure.region_name IS 'Region the area is in or is; NULL for a police force, which can lie in two, and for England and Wales.';
COMMENT ON COLUMN every_figure.dfe_region_name IS 'As region_name, with London divided into Inner and Outer London; NULL for a police force and for England and Wales.';
COMMENT ON COLUMN every_figure.police_force_name IS 'Police force of a council, or the force itself; NULL for any area but a council.';
COMMENT ON COLUMN every_figure.measure IS 'Row of every_measure.';
COMMENT ON COLUMN every_figure.group_name IS 'Group of children the figure is of, as DfE prints it; all where it is of all children. Total and Known ethnicity are totals of their groups.';
COMMENT ON COLUMN every_figure.measure_title IS 'The measure in words.';
COMMENT ON COLUMN every_figure.unit IS 'Unit of value and of its bounds.';
COMMENT ON COLUMN every_figure.value IS 'The figure, in its unit. NULL when not published, or when a part of a rate was not; status says why.';
COMMENT ON COLUMN every_figure.value_min IS 'Least the figure can be: itself where published and not rounded; NULL where nothing bounds it.';
COMMENT ON COLUMN every_figure.value_max IS 'Most the figure can be: itself where published and not rounded, never less than 5 plans where suppressed; NULL where nothing bounds it.';
COMMENT ON COLUMN every_figure.limit_low IS 'Exact 95% Poisson lower limit of a council''s figure, in its unit, as if its base were without error. NULL where none is given.';
COMMENT ON COLUMN every_figure.limit_high IS 'Exact 95% Poisson upper limit of a council''s figure, in its unit. NULL where none is given.';
COMMENT ON COLUMN every_figure.adjusted_low IS 'Lower limit widened for councils'' usual swings (variance_factor), in its unit: the one to show. NULL where none is given.';
COMMENT ON COLUMN every_figure.adjusted_high IS 'Upper limit widened for councils'' usual swings (variance_factor), in its unit: the one to show. NULL where none is given.';
COMMENT ON COLUMN every_figure.status IS 'published, suppressed, withheld, low (above 0, and rounds to 0), low_reliability, not_available or not_applicable (a ratio to nothing). Of a rate: that of the part that is missing.';
COMMENT ON COLUMN every_figure.symbol IS 'What was printed in place of a number, or of the part that is missing; NULL where a number was, for a ratio to 0 or to what was not collected, and for a police force.';
COMMENT ON COLUMN every_figure.release IS 'Releases the figure is from (the reporting years of DfE''s), parted by "; "; of a figure kept by hand, where it was printed.';
COMMENT ON COLUMN every_figure.source_ids IS 'Rows of meta_source it is from; national_series for England''s years that are in no file of DfE''s.';
COMMENT ON COLUMN every_figure.is_worked_out IS 'Whether we worked it out from printed numbers; FALSE for what a publisher prints.';
COMMENT ON COLUMN every_figure.class IS 'Class of the council in the year, as in council_year; NULL for a region, England and years without one.';
COMMENT ON COLUMN every_figure.label IS 'Short name for readers, with the last year of a former council.';
COMMENT ON COLUMN every_figure.slug IS 'Name of the council''s series in addresses; NULL for any area but a council.';

CREATE TABLE every_measure AS
WITH held AS (
    SELECT
        figure.measure,
        ANY_VALUE(figure.title) AS title,
        ANY_VALUE(figure.unit) AS unit,
        ANY_VALUE(figure.numerator) AS numerator,
        ANY_VALUE(figure.denominator) AS denominator,
        LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(DISTINCT figure.source_ids)))) AS source_ids,
        LIST_SORT(LIST(DISTINCT figure.year_ending)) AS years,
        LIST_SORT(LIST(DISTINCT area.area_level::VARCHAR)) AS levels,
        LIST_SORT(LIST(DISTINCT COALESCE(figure.group_name, 'all'))) AS groups,
        BOOL_OR(figure.value_max IS NOT NULL AND has_range(figure.status)) AS is_bounded,
        BOOL_OR(figure.adjusted_low IS NOT NULL) AS has_limits
    FROM figure_held AS figure
    INNER JOIN (SELECT DISTINCT area_code, area_level FROM every_figure) AS area USING (area_code)
    GROUP BY figure.measure
)

SELECT
    held.measure AS id,
    held.title,
    COALESCE(measure.short_title, held.title) AS short_title,
    held.unit,
    held.numerator,
    held.denominator,
    held.source_ids,
    held.years,
    held.levels,
    held.groups,
    COALESCE(
        measure.bounds,
        CASE
            WHEN held.is_bounded AND held.measure LIKE '%plans%' AND held.denominator LIKE 'none%'
                THEN 'A hidden number is 0 to 5, or to what the row leaves of its printed total, whichever is more.'
            WHEN held.is_bounded
                THEN 'A hidden number lies between what its printed parts and its printed total leave.'
            ELSE 'A hidden number has no bounds.'
        END
    ) AS bounds,
    (
        SELECT ANY_VALUE(like_it.rounding)
        FROM measure AS like_it
        WHERE like_it.levels[1] = CASE
            WHEN LIST_CONTAINS(held.levels, 'council') OR NOT LIST_CONTAINS(held.levels, 'police_force')
                THEN 'council'
            ELSE 'police_force'
        END
    ) AS rounding,
    held.has_limits,
    COALESCE(measure.compared, FALSE) AS compared,
    COALESCE(measure.base_is_estimate, FALSE) AS base_is_estimate,
    COALESCE(measure.do_not_conclude, []) AS do_not_conclude,
    COALESCE(measure.was, []) || CASE
        WHEN measure.base IS NULL AND measure.count IS NOT NULL THEN [measure.count] ELSE []
    END AS was
FROM held
LEFT JOIN measure ON measure.id = held.measure
ORDER BY held.measure;
COMMENT ON TABLE every_measure IS 'The dictionary of every_figure: one row per measure in it. Those of etl/measures, which maps and pages show, have more words in `measure`.';
COMMENT ON COLUMN every_measure.id IS 'Name of the measure, as in every_figure and in addresses.';
COMMENT ON COLUMN every_measure.title IS 'Title for readers.';
COMMENT ON COLUMN every_measure.short_title IS 'As it stands in lists.';
COMMENT ON COLUMN every_measure.unit IS 'Unit in words.';
COMMENT ON COLUMN every_measure.numerator IS 'What is counted.';
COMMENT ON COLUMN every_measure.denominator IS 'What it is divided by; of a count, that it has none.';
COMMENT ON COLUMN every_measure.source_ids IS 'Rows of meta_source its figures are from; national_series for England''s years that are in no file of DfE''s.';
COMMENT ON COLUMN every_measure.years IS 'Years ending 31 March of which any area has a row.';
COMMENT ON COLUMN every_measure.levels IS 'Levels of area that have rows: council, region, england, police_force, england_and_wales.';
COMMENT ON COLUMN every_measure.groups IS 'Groups of children it is divided into; all where it is not.';
COMMENT ON COLUMN every_measure.bounds IS 'The rule by which a hidden number is bounded.';
COMMENT ON COLUMN every_measure.rounding IS 'How publishers round it.';
COMMENT ON COLUMN every_measure.has_limits IS 'Whether councils'' figures have 95% limits.';
COMMENT ON COLUMN every_measure.compared IS 'Whether councils may be set side by side by it.';
COMMENT ON COLUMN every_measure.base_is_estimate IS 'Whether it is divided by an estimate, which is an assumption and no figure of the area.';
COMMENT ON COLUMN every_measure.do_not_conclude IS 'What must not be read into it.';
COMMENT ON COLUMN every_measure.was IS 'Names it had before; addresses with them still lead to it.';
