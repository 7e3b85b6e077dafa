-- every_figure: every number and every gap of the file, one under another, for whoever takes it away.
--
-- Grain  one row per area, year ending 31 March and measure
-- Unit   in its own column, and in the name of the measure
-- NULL   value wherever no number was published or could be worked out; `status` says why. Bounds
--        where nothing bounds the number.
-- Needs  area_count, council_series, council_year, measure_figure
--
-- Every count is of area_count and every measure of measure_figure: nothing is worked out here.
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
    UNION
    SELECT
        police_force_code, police_force_name, 'police_force', NULL, NULL, police_force_name,
        police_force_name, NULL
    FROM council
),

-- A measure that divides by nothing is what it counts, under the measure's name.
counted AS (
    SELECT
        area_count.area_code,
        area_count.year_ending,
        COALESCE(measure.id, area_count.name) AS measure,
        COALESCE(measure.title, area_count.title) AS title,
        area_count.unit,
        area_count.value,
        area_count.value_min,
        area_count.value_max,
        area_count.status,
        area_count.symbol,
        area_count.release
    FROM area_count
    LEFT JOIN measure ON measure.count = area_count.name AND measure.base IS NULL
    WHERE (area_count.area_level <> 'police_force' OR measure.id IS NOT NULL)
        -- An assumption is not a figure: it stands only under what is divided by it.
        AND area_count.name <> 'children_at_average_estimate'
),

figure AS (
    SELECT * FROM counted
    UNION ALL
    SELECT
        measure_figure.area_code,
        measure_figure.year_ending,
        measure.id,
        measure.title,
        measure.unit,
        measure_figure.value,
        measure_figure.value_min,
        measure_figure.value_max,
        measure_figure.status,
        NULL,
        'worked out'
    FROM measure_figure
    INNER JOIN measure ON measure.id = measure_figure.measure AND measure.base IS NOT NULL
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
    figure.unit,
    figure.value::DOUBLE AS value,
    figure.value_min::DOUBLE AS value_min,
    figure.value_max::DOUBLE AS value_max,
    figure.status::count_status AS status,
    figure.symbol,
    figure.release,
    council_year.class,
    area.label,
    area.slug
FROM figure
INNER JOIN area USING (area_code)
LEFT JOIN council_year
    ON council_year.council_code = figure.area_code
    AND council_year.year_ending = figure.year_ending
ORDER BY figure.measure, area.area_level, area.label, figure.year_ending;
COMMENT ON TABLE every_figure IS 'Every figure of the file in one long table: one row per area, year and measure. Low identification is not low prevalence.';
COMMENT ON COLUMN every_figure.area_code IS 'Council, region or England.';
COMMENT ON COLUMN every_figure.area_name IS 'Its name.';
COMMENT ON COLUMN every_figure.area_level IS 'council, police_force, region or england. London, Inner London and Outer London are all regions: never add the three.';
COMMENT ON COLUMN every_figure.region_name IS 'Region the area is in or is; NULL for a police force, which can lie in two.';
COMMENT ON COLUMN every_figure.dfe_region_name IS 'As region_name, with London divided into Inner and Outer London; NULL for a police force.';
COMMENT ON COLUMN every_figure.police_force_name IS 'Police force of a council, or the force itself; NULL for any area but a council.';
COMMENT ON COLUMN every_figure.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN every_figure.measure IS 'Row of measure, or a name of area_count.';
COMMENT ON COLUMN every_figure.measure_title IS 'The measure in words.';
COMMENT ON COLUMN every_figure.unit IS 'Unit of value and of its bounds.';
COMMENT ON COLUMN every_figure.value IS 'The figure, in its unit. NULL when not published, or when a part of a rate was not; status says why.';
COMMENT ON COLUMN every_figure.value_min IS 'Least the figure can be: itself where published; NULL where nothing bounds it.';
COMMENT ON COLUMN every_figure.value_max IS 'Most the figure can be: itself where published, never less than 5 plans where suppressed; NULL where nothing bounds it.';
COMMENT ON COLUMN every_figure.status IS 'published, suppressed, withheld, low (above 0, and rounds to 0), low_reliability, not_available or not_applicable (a ratio to nothing). Of a rate: that of the part that is missing.';
COMMENT ON COLUMN every_figure.symbol IS 'What was printed in place of a number; NULL where a number was, and for figures worked out.';
COMMENT ON COLUMN every_figure.release IS 'Reporting year of the DfE release, or worked out.';
COMMENT ON COLUMN every_figure.class IS 'Class of the council in the year, as in council_year; NULL for a region, England and years without one.';
COMMENT ON COLUMN every_figure.label IS 'Short name for readers, with the last year of a former council.';
COMMENT ON COLUMN every_figure.slug IS 'Name of the council''s series in addresses; NULL for any area but a council.';
