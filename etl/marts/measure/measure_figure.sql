-- measure_band, measure_figure, meta_indicator: every measure in every area, worked out once.
--
-- Grain  one row per measure, area (council, police force, region or England) and year ending 31 March
-- Unit   value: as `measure` says; counts and bases in their own columns
-- NULL   wherever the value could not be worked out from published numbers; `status` says why
-- Needs  area_count
--
-- What is divided by what stands in etl/measures/*.yml, and the rule of status and of bounds in
-- area_count.sql. Every other table that holds a measure takes it from here.

-- Bands do not move from year to year, so that two years can be compared.
CREATE TABLE measure_band AS
WITH numbered AS (
    SELECT
        id AS measure,
        bands,
        UNNEST(RANGE(1, 2 + LEN(bands))) AS band
    FROM measure
    WHERE bands <> []
)

SELECT
    measure,
    band::INTEGER AS band,
    COALESCE(bands[band - 1], 0)::DOUBLE AS from_value,
    bands[band]::DOUBLE AS below_value
FROM numbered
ORDER BY measure, band;
COMMENT ON TABLE measure_band IS 'Bands of the map''s measures: one row per measure and band, the same in every year. Zero is in no band: it is a fact of its own.';
COMMENT ON COLUMN measure_band.measure IS 'Row of measure.';
COMMENT ON COLUMN measure_band.band IS '1 for the least.';
COMMENT ON COLUMN measure_band.from_value IS 'Least value of the band, in the measure''s unit; above 0 in band 1.';
COMMENT ON COLUMN measure_band.below_value IS 'The band ends below this value, in the measure''s unit; NULL where it has no end.';

-- Of every year there is; a share of plans has years before the first population.
CREATE TEMP TABLE measure_of_any_year AS
WITH paired AS (
    SELECT
        measure.id AS measure,
        measure.per,
        measure.levels[1] AS drawn,
        counted.area_code,
        counted.area_level,
        counted.year_ending,
        counted.value AS counted,
        counted.status AS counted_status,
        counted.symbol AS counted_symbol,
        counted.value_min AS counted_min,
        counted.value_max AS counted_max,
        base.symbol AS base_symbol,
        base.value AS base,
        -- A mere count is divided by one.
        CASE WHEN measure.base IS NULL THEN 1 ELSE base.value END AS divisor,
        CASE WHEN measure.base IS NULL THEN 1 ELSE base.value_min END AS divisor_min,
        CASE WHEN measure.base IS NULL THEN 1 ELSE base.value_max END AS divisor_max,
        CASE WHEN measure.base IS NULL THEN 'not_applicable' ELSE base.status END AS base_status,
        status_of_ratio(
            counted.status, divisor, CASE WHEN measure.base IS NULL THEN 'published' ELSE base.status END
        ) AS status
    FROM measure
    INNER JOIN area_count AS counted
        ON counted.name = measure.count
        AND LIST_CONTAINS(measure.levels, counted.area_level::VARCHAR)
    LEFT JOIN area_count AS base
        ON base.name = measure.base
        AND base.area_code = counted.area_code
        AND base.year_ending = counted.year_ending
    -- The first year of a rate is that of the first population.
    WHERE counted.year_ending > (SELECT MIN(mid_year) FROM population)
        OR measure.base IS NULL
        OR base.status IS NOT NULL
)

SELECT
    * EXCLUDE (base_status),
    COALESCE(base_status, 'not_available')::count_status AS base_status,
    CASE WHEN status = 'published' THEN ratio_of(per, counted, divisor) END AS value,
    -- Over a base that is hidden a range would be a guess, and could give the base away.
    CASE WHEN divisor IS NOT NULL AND (counted_status = 'published' OR has_range(counted_status))
        THEN ratio_of(per, counted_min, divisor_max) END AS value_min,
    CASE WHEN divisor IS NOT NULL AND (counted_status = 'published' OR has_range(counted_status))
        THEN ratio_of(per, counted_max, divisor_min) END AS value_max
FROM paired;

CREATE TABLE measure_figure AS
SELECT
    worked_out.measure,
    worked_out.area_code,
    worked_out.area_level,
    worked_out.year_ending,
    worked_out.value,
    worked_out.status,
    worked_out.value_min,
    worked_out.value_max,
    measure_band.band,
    worked_out.counted,
    worked_out.counted_status,
    worked_out.counted_min,
    worked_out.counted_max,
    worked_out.base,
    worked_out.base_status,
    worked_out.counted_symbol,
    per * poisson_limit.low / divisor AS limit_low,
    per * poisson_limit.high / divisor AS limit_high
FROM measure_of_any_year AS worked_out
LEFT JOIN measure_band
    ON measure_band.measure = worked_out.measure
    -- The areas that a map of the measure draws: councils, or forces where no council has a figure.
    AND worked_out.area_level::VARCHAR = worked_out.drawn
    AND worked_out.value > 0
    AND worked_out.value >= measure_band.from_value
    AND (measure_band.below_value IS NULL OR worked_out.value < measure_band.below_value)
LEFT JOIN poisson_limit
    ON poisson_limit.events = worked_out.counted
    AND worked_out.status = 'published'
    AND worked_out.area_level = 'council'
WHERE worked_out.year_ending > (SELECT MIN(mid_year) FROM population)
ORDER BY worked_out.measure, worked_out.area_code, worked_out.year_ending;
COMMENT ON TABLE measure_figure IS 'Each measure in each council, police force (its councils added up), region and England (as DfE prints them, rounded): one row per measure, area and year ending 31 March.';
COMMENT ON COLUMN measure_figure.measure IS 'Row of measure.';
COMMENT ON COLUMN measure_figure.area_code IS 'Council, by the code in force on 31 March of the year, police force, region, England, or England and Wales.';
COMMENT ON COLUMN measure_figure.area_level IS 'council, police_force, region, england or england_and_wales. London stands beside Inner and Outer London: never add the three.';
COMMENT ON COLUMN measure_figure.year_ending IS 'Year ending 31 March; for plans at 31 March, that day.';
COMMENT ON COLUMN measure_figure.value IS 'The measure, unrounded, in its unit. NULL unless every number it is made from is published and its base is not 0.';
COMMENT ON COLUMN measure_figure.status IS 'As in plan, of the value: not_applicable also where the base is a published 0.';
COMMENT ON COLUMN measure_figure.value_min IS 'Least the value can be, in its unit. NULL where no bounds can be given.';
COMMENT ON COLUMN measure_figure.value_max IS 'Most the value can be, in its unit. NULL where no bounds can be given.';
COMMENT ON COLUMN measure_figure.band IS 'Band of measure_band. NULL for zero, without a value, and but for the areas that a map of the measure draws: councils, or police forces.';
COMMENT ON COLUMN measure_figure.counted IS 'Unit: plans or assessments, what the measure counts. NULL when not published.';
COMMENT ON COLUMN measure_figure.counted_status IS 'As in plan, of counted.';
COMMENT ON COLUMN measure_figure.counted_min IS 'Unit: plans or assessments. Fewest it can be; NULL where we give no bounds.';
COMMENT ON COLUMN measure_figure.counted_max IS 'Unit: plans or assessments. Most it can be; NULL where we give no bounds.';
COMMENT ON COLUMN measure_figure.base IS 'Unit: residents aged 0 to 17, assessments or plans, by what the measure divides by. NULL for a mere count and when not published.';
COMMENT ON COLUMN measure_figure.base_status IS 'As in plan, of base; not_applicable for a mere count.';
COMMENT ON COLUMN measure_figure.counted_symbol IS 'What was printed in place of counted; NULL where a number was, and for a police force.';
COMMENT ON COLUMN measure_figure.limit_low IS 'Exact 95% Poisson lower limit of the value, in its unit, as if its base were without error. NULL with the value, and but for councils.';
COMMENT ON COLUMN measure_figure.limit_high IS 'Exact 95% Poisson upper limit of the value, in its unit. NULL with the value, and but for councils.';

UPDATE measure
SET
    years = (
        SELECT LIST(DISTINCT year_ending ORDER BY year_ending)
        FROM measure_figure
        WHERE measure_figure.measure = measure.id
            AND area_level::VARCHAR = measure.levels[1]
            AND status = 'published'
    ),
    rounding = CASE levels[1]
        WHEN 'council' THEN 'Councils are exact. DfE rounds England and regions to 10 (England to 100 in 2010 and 2011). Police forces are councils added up.'
        ELSE 'Not rounded. England is its territorial forces added up, England and Wales all forces.'
    END;

CREATE TABLE meta_indicator AS
SELECT
    id,
    title,
    unit,
    numerator,
    denominator,
    polarity,
    why_it_matters,
    do_not_conclude,
    warnings,
    sources,
    practice_review
FROM measure
ORDER BY id;
COMMENT ON TABLE meta_indicator IS 'The public words of each measure: one row per measure. The name that `measure` had before; kept for who asks for it.';
COMMENT ON COLUMN meta_indicator.id IS 'Name of the measure.';
COMMENT ON COLUMN meta_indicator.title IS 'Title for readers.';
COMMENT ON COLUMN meta_indicator.unit IS 'Unit in words.';
COMMENT ON COLUMN meta_indicator.numerator IS 'What is counted.';
COMMENT ON COLUMN meta_indicator.denominator IS 'What it is divided by.';
COMMENT ON COLUMN meta_indicator.polarity IS 'Always none: neither high nor low is good.';
COMMENT ON COLUMN meta_indicator.why_it_matters IS 'Why it is shown.';
COMMENT ON COLUMN meta_indicator.do_not_conclude IS 'What must not be read into it.';
COMMENT ON COLUMN meta_indicator.warnings IS 'Standing cautions that apply.';
COMMENT ON COLUMN meta_indicator.sources IS 'Names of rows of meta_source.';
COMMENT ON COLUMN meta_indicator.practice_review IS 'Whether a practitioner has reviewed the words.';
