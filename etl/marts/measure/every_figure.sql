-- every_figure: every number and every gap of the file, one under another, for whoever takes it away.
--
-- Grain  one row per area, year ending 31 March and measure
-- Unit   in its own column, and in the name of the measure
-- NULL   value wherever no number was published or could be worked out; `status` says why. Bounds
--        where nothing bounds the number.
-- Needs  council_series, council_year, england_region, plan_bounds
--
-- The total of a row of plans stands once here, not under both bases. Regions and England are DfE's
-- own rounded totals. Residents are those of the June inside the year.
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
),

rates AS (
    SELECT
        council_code AS area_code,
        COLUMNS(* EXCLUDE (
            council_code, council_name, region_name, all_plans_symbol, sexual_plans_symbol,
            csa_assessments_symbol, cse_assessments_symbol, class,
            expected_plans_at_england_rate, chance_of_none_at_england_rate, sexual_rate_low,
            sexual_rate_high
        ))
    FROM council_year
    UNION ALL BY NAME
    SELECT region_code AS area_code, * EXCLUDE (region_code, region_name) FROM region_year
    UNION ALL BY NAME
    SELECT 'E92000001' AS area_code, * FROM england_year WHERE children IS NOT NULL
),

figure (
    area_code, year_ending, measure, title, unit, value, value_min, value_max, status, symbol, release
) AS (
    SELECT
        plan.area_code,
        plan.year_ending,
        'plans_' || plan.flow
        || CASE
            WHEN plan.category = 'all' THEN '_all_categories'
            ELSE '_' || plan.category || '_' || plan.basis
        END,
        'Child protection plans '
        || CASE plan.flow WHEN 'started' THEN 'started in the year' ELSE 'at 31 March' END
        || CASE
            WHEN plan.category = 'all' THEN ', all categories'
            ELSE ', ' || REPLACE(plan.category, '_', ' ') || ' as the ' || plan.basis || ' category'
        END,
        'plans',
        plan.value,
        COALESCE(plan_bounds.plans_min, plan.value),
        COALESCE(plan_bounds.plans_max, plan.value),
        plan.status,
        plan.symbol,
        plan.release
    FROM plan
    LEFT JOIN plan_bounds
        ON plan_bounds.council_code = plan.area_code
        AND plan_bounds.year_ending = plan.year_ending
        AND plan_bounds.flow = plan.flow
        AND plan_bounds.basis = plan.basis
        AND plan_bounds.category = plan.category
    WHERE plan.category <> 'all' OR plan.basis = 'initial'
    UNION ALL
    SELECT
        area_code,
        year_ending,
        'assessments_' || factor,
        CASE factor
            WHEN 'any_factor' THEN 'Assessments that recorded any factor'
            ELSE 'Assessments that recorded ' || REPLACE(factor, '_', ' ')
        END,
        'assessments',
        value,
        value,
        value,
        status,
        symbol,
        release
    FROM assessment_factor
    UNION ALL
    SELECT
        area_code,
        year_ending,
        CASE measure WHEN 'plans_started' THEN 'plans_started_in_the_year' ELSE measure END,
        CASE measure
            WHEN 'children_in_need' THEN 'Children in need at any point in the year'
            WHEN 'plans_started' THEN 'Child protection plans started, from the table of plans and children'
            WHEN 'plan_children' THEN 'Children who began a child protection plan'
            ELSE UPPER(measure[1]) || REPLACE(measure[2:], '_', ' ')
        END,
        CASE WHEN measure LIKE '%children%' THEN 'children' ELSE 'events' END,
        value,
        value,
        value,
        status,
        symbol,
        release
    FROM activity
    UNION ALL
    SELECT
        area_code,
        mid_year + 1,
        'residents_aged_0_to_17',
        'Residents aged 0 to 17 on the 30 June inside the year',
        'children',
        children,
        children,
        children,
        'published',
        NULL,
        release
    FROM population
    UNION ALL
    SELECT
        area_code,
        year_ending,
        'sexual_rate_per_1000',
        'Plans started for sexual abuse per 1,000 children aged 0 to 17',
        'plans per 1,000 children',
        sexual_rate_per_1000,
        COALESCE(1000.0 * sexual_plans_min / children, sexual_rate_per_1000),
        COALESCE(1000.0 * sexual_plans_max / children, sexual_rate_per_1000),
        sexual_plans_status,
        NULL,
        'worked out'
    FROM rates
    UNION ALL
    SELECT
        area_code,
        year_ending,
        'sexual_share',
        'Plans started for sexual abuse as a share of all plans started',
        'share, 0 to 1',
        sexual_share,
        sexual_share,
        sexual_share,
        CASE
            WHEN sexual_plans_status <> 'published' THEN sexual_plans_status
            WHEN all_plans_status <> 'published' THEN all_plans_status
            WHEN sexual_share IS NULL THEN 'not_applicable'
            ELSE 'published'
        END,
        NULL,
        'worked out'
    FROM rates
    UNION ALL
    SELECT
        area_code,
        year_ending,
        'plans_per_100_csa_assessments',
        'Plans started for sexual abuse per 100 assessments that recorded it (steps of one year, not the same children)',
        'plans per 100 assessments',
        plans_per_100_csa_assessments,
        plans_per_100_csa_assessments,
        plans_per_100_csa_assessments,
        CASE
            WHEN sexual_plans_status <> 'published' THEN sexual_plans_status
            WHEN csa_assessments_status <> 'published' THEN csa_assessments_status
            WHEN plans_per_100_csa_assessments IS NULL THEN 'not_applicable'
            ELSE 'published'
        END,
        NULL,
        'worked out'
    FROM rates
    UNION ALL
    SELECT
        area_code,
        year_ending,
        kind || '_assessments_per_1000',
        'Assessments that recorded ' || CASE kind WHEN 'csa' THEN 'sexual abuse' ELSE 'child sexual exploitation' END
        || ' per 1,000 children aged 0 to 17',
        'assessments per 1,000 children',
        rate,
        rate,
        rate,
        status,
        NULL,
        'worked out'
    FROM (
        SELECT area_code, year_ending, 'csa' AS kind, csa_assessments_per_1000 AS rate, csa_assessments_status AS status FROM rates
        UNION ALL
        SELECT area_code, year_ending, 'cse', cse_assessments_per_1000, cse_assessments_status FROM rates
    )
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
COMMENT ON COLUMN every_figure.area_level IS 'council, region or england. London, Inner London and Outer London are all regions: never add the three.';
COMMENT ON COLUMN every_figure.region_name IS 'Region the area is in or is.';
COMMENT ON COLUMN every_figure.dfe_region_name IS 'As region_name, with London divided into Inner and Outer London.';
COMMENT ON COLUMN every_figure.police_force_name IS 'Police force of a council; NULL for a region and England.';
COMMENT ON COLUMN every_figure.year_ending IS 'Year ending 31 March.';
COMMENT ON COLUMN every_figure.measure IS 'What is counted or worked out.';
COMMENT ON COLUMN every_figure.measure_title IS 'The measure in words.';
COMMENT ON COLUMN every_figure.unit IS 'Unit of value and of its bounds.';
COMMENT ON COLUMN every_figure.value IS 'The figure, in its unit. NULL when not published, or when a part of a rate was not; status says why.';
COMMENT ON COLUMN every_figure.value_min IS 'Least the figure can be: itself where published; NULL where nothing bounds it.';
COMMENT ON COLUMN every_figure.value_max IS 'Most the figure can be: itself where published, never less than 5 plans where suppressed; NULL where nothing bounds it.';
COMMENT ON COLUMN every_figure.status IS 'published, suppressed, low_reliability, not_available or not_applicable (a ratio to nothing). Of a rate: that of the part that is missing.';
COMMENT ON COLUMN every_figure.symbol IS 'What was printed in place of a number; NULL where a number was, and for figures worked out.';
COMMENT ON COLUMN every_figure.release IS 'Reporting year of the DfE release, or worked out.';
COMMENT ON COLUMN every_figure.class IS 'Class of the council in the year, as in council_year; NULL for a region, England and years without one.';
COMMENT ON COLUMN every_figure.label IS 'Short name for readers, with the last year of a former council.';
COMMENT ON COLUMN every_figure.slug IS 'Name of the council''s series in addresses; NULL for a region and England.';
