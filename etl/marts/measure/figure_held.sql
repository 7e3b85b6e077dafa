-- figure_held: every figure of the file, whatever table it is in, under one name of a measure.
--
-- Grain  one row per area, year ending 31 March, measure and group of children
-- Unit   in its own column
-- NULL   as in every_figure, which is this with the names of areas
-- Needs  area_count, council_year, count_source, fitted, measure_figure, trends
--
-- Counts are of area_count and measures of measure_figure. Ratios that are on no map are listed here,
-- and worked out by the macros that all ratios use.
CREATE TEMP TABLE figure_held AS
WITH count_row AS (
    SELECT
        area_count.*,
        count_source.releases,
        count_source.source_ids
    FROM area_count
    INNER JOIN count_source USING (area_code, year_ending, name)
),

-- A measure that divides by nothing is what it counts, under the measure's name. An assumption is
-- not a figure: it stands only under what is divided by it.
counted AS (
    SELECT
        * EXCLUDE (name, area_level, release),
        name AS measure,
        title AS numerator,
        'none: a count' AS denominator,
        -- Forces added up: no publisher prints it.
        name LIKE 'offence%' AND area_level <> 'police_force' AS is_worked_out
    FROM count_row
    -- Of councils added up only what a measure is made from; what forces record is their own.
    WHERE (area_level <> 'police_force' OR release <> 'worked out')
        AND name <> 'children_at_average_estimate'
        AND name NOT IN (SELECT count FROM measure WHERE count IS NOT NULL AND base IS NULL)
),

measured AS (
    SELECT
        figure.area_code,
        figure.year_ending,
        measure.id AS measure,
        measure.title,
        measure.unit,
        measure.numerator,
        measure.denominator,
        figure.value,
        figure.value_min,
        figure.value_max,
        figure.status,
        CASE figure.status
            WHEN figure.counted_status THEN figure.counted_symbol
            WHEN figure.base_status THEN figure.base_symbol
        END AS symbol,
        LIST_DISTINCT(counted.releases || COALESCE(base.releases, [])) AS releases,
        LIST_DISTINCT(counted.source_ids || COALESCE(base.source_ids, [])) AS source_ids,
        measure.base IS NOT NULL OR figure.area_level = 'police_force'
        OR measure.levels[1] <> 'council' AS is_worked_out,
        measure.per * exact.low / figure.divisor AS limit_low,
        measure.per * exact.high / figure.divisor AS limit_high,
        measure.per * adjusted.low / figure.divisor AS adjusted_low,
        measure.per * adjusted.high / figure.divisor AS adjusted_high
    FROM measure_of_any_year AS figure
    INNER JOIN measure ON measure.id = figure.measure
    INNER JOIN count_source AS counted
        ON counted.name = measure.count
        AND counted.area_code = figure.area_code
        AND counted.year_ending = figure.year_ending
    LEFT JOIN count_source AS base
        ON base.name = measure.base
        AND base.area_code = figure.area_code
        AND base.year_ending = figure.year_ending
    LEFT JOIN poisson_limit AS exact
        ON exact.events = figure.counted
        AND figure.status = 'published'
        AND figure.area_level = 'council'
    LEFT JOIN adjusted_limit AS adjusted
        ON adjusted.counted = measure.count
        AND adjusted.events = figure.counted
        AND figure.status = 'published'
        AND figure.area_level = 'council'
),

-- What is counted, for each so many of what.
ratio (measure, counted, per, base, unit) AS (
    VALUES
    ('section_47_enquiries_per_100_referrals', 'section_47_enquiries', 100, 'referrals', 'per 100 referrals'),
    ('initial_conferences_per_100_section_47_enquiries', 'initial_conferences', 100, 'section_47_enquiries', 'per 100 section 47 enquiries'),
    ('plans_per_100_initial_conferences', 'plans_started_all_categories', 100, 'initial_conferences', 'per 100 initial conferences'),
    ('csa_assessments_per_100_assessments', 'assessments_sexual_abuse', 100, 'assessments_any_factor', 'per 100 assessments that recorded any factor'),
    ('plans_per_100_neglect_assessments', 'plans_started_neglect_initial', 100, 'assessments_neglect', 'per 100 assessments that recorded neglect'),
    ('plans_per_100_physical_abuse_assessments', 'plans_started_physical_abuse_initial', 100, 'assessments_physical_abuse', 'per 100 assessments that recorded physical abuse'),
    ('plans_per_100_emotional_abuse_assessments', 'plans_started_emotional_abuse_initial', 100, 'assessments_emotional_abuse', 'per 100 assessments that recorded emotional abuse')
    UNION ALL
    SELECT DISTINCT
        name || '_per_1000', name, 1000, 'residents_aged_0_to_17', 'per 1,000 children aged 0 to 17'
    FROM area_count
    WHERE REPLACE(name, '_in_the_year', '') IN (SELECT measure FROM activity)
),

related AS (
    SELECT
        counted.area_code,
        counted.year_ending,
        ratio.measure,
        counted.title || ', ' || ratio.unit AS title,
        ratio.unit,
        counted.title AS numerator,
        base.title AS denominator,
        CASE WHEN counted.status = 'published' THEN ratio_of(ratio.per, counted.value, base.value) END
            AS value,
        CASE WHEN base.value IS NOT NULL THEN ratio_of(ratio.per, counted.value_min, base.value_max) END
            AS value_min,
        CASE WHEN base.value IS NOT NULL THEN ratio_of(ratio.per, counted.value_max, base.value_min) END
            AS value_max,
        status_of_ratio(counted.status, base.value, base.status) AS status,
        CASE status_of_ratio(counted.status, base.value, base.status)
            WHEN counted.status THEN counted.symbol
            WHEN base.status THEN base.symbol
        END AS symbol,
        LIST_DISTINCT(counted.releases || base.releases) AS releases,
        LIST_DISTINCT(counted.source_ids || base.source_ids) AS source_ids,
        TRUE AS is_worked_out
    FROM ratio
    INNER JOIN count_row AS counted ON counted.name = ratio.counted
    INNER JOIN count_row AS base
        ON base.name = ratio.base
        AND base.area_code = counted.area_code
        AND base.year_ending = counted.year_ending
    WHERE counted.area_level <> 'police_force'
),

expected AS (
    SELECT
        council_year.council_code AS area_code,
        council_year.year_ending,
        measure.id AS measure,
        measure.title,
        measure.unit,
        measure.numerator,
        measure.denominator,
        council_year.expected_plans_at_england_rate AS value,
        CASE WHEN council_year.expected_plans_at_england_rate IS NULL THEN 'not_available' ELSE 'published' END::count_status
            AS status,
        children.releases,
        LIST_DISTINCT(measure.sources || children.source_ids) AS source_ids,
        TRUE AS is_worked_out
    FROM council_year
    INNER JOIN measure ON measure.column = 'expected_plans_at_england_rate'
    INNER JOIN count_source AS children
        ON children.name = 'residents_aged_0_to_17'
        AND children.area_code = council_year.council_code
        AND children.year_ending = council_year.year_ending
),

of_group AS (
    SELECT
        'E92000001' AS area_code,
        year_ending,
        'plans_at_31_march_' || CASE category WHEN 'all' THEN 'all_categories' ELSE category || '_initial' END
        || '_by_group' AS measure,
        'Child protection plans at 31 March, '
        || CASE category WHEN 'all' THEN 'all categories' ELSE REPLACE(category, '_', ' ') || ' as the initial category' END
        || ', by gender, age or ethnicity' AS title,
        group_name,
        category,
        characteristic,
        value,
        CASE WHEN value IS NOT NULL THEN GREATEST(0, value - half_unit('england', year_ending)) END AS value_min,
        value + half_unit('england', year_ending) AS value_max,
        status,
        symbol,
        [characteristic.release] AS releases,
        [source.id] AS source_ids
    FROM characteristic
    INNER JOIN meta_source AS source ON source.role = 'a5'
),

grouped AS (
    SELECT
        * EXCLUDE (category, characteristic),
        'plans' AS unit,
        title AS numerator,
        'none: a count' AS denominator,
        FALSE AS is_worked_out
    FROM of_group
    UNION ALL BY NAME
    SELECT
        of_group.* EXCLUDE (category, characteristic, value, value_min, value_max)
        REPLACE (of_group.measure || '_share' AS measure, of_group.title || ', per cent' AS title),
        'per cent' AS unit,
        of_group.title AS numerator,
        'All such plans; of an ethnicity, those whose ethnicity is known' AS denominator,
        100 * share.share AS value,
        TRUE AS is_worked_out
    FROM of_group
    INNER JOIN characteristic_share AS share
        USING (year_ending, characteristic, group_name, category)
),

-- England's years that are in no file of the census: of DfE's long series, or found in print, by
-- whom stands then in `release`.
of_no_file AS (
    SELECT
        *,
        rounded_to / 2 AS half,
        origin = 'series' AND share_basis = 'worked out' AS worked_out,
        CASE WHEN origin = 'series' THEN 'dfe_long_series' ELSE 'national_series' END AS source_id
    FROM national_year
    WHERE origin IN ('series', 'other')
),

in_print AS (
    SELECT
        *,
        'plans_started_all_categories' AS measure,
        'all_plans' AS printed_as,
        all_plans AS value,
        all_plans_status AS status,
        FALSE AS is_worked_out
    FROM of_no_file
    UNION ALL BY NAME
    SELECT
        *,
        'sexual_plans' AS measure,
        'sexual_plans' AS printed_as,
        sexual_plans AS value,
        sexual_plans_status AS status,
        FALSE AS is_worked_out
    FROM of_no_file
    UNION ALL BY NAME
    SELECT
        * EXCLUDE (half),
        'sexual_share' AS measure,
        NULL AS printed_as,
        100 * sexual_share AS value,
        sexual_share_status AS status,
        worked_out AS is_worked_out
    FROM of_no_file
    WHERE sexual_share IS NOT NULL
),

of_england AS (
    SELECT
        'E92000001' AS area_code,
        in_print.year_ending,
        in_print.measure,
        in_print.value,
        in_print.value - in_print.half AS value_min,
        in_print.value + in_print.half AS value_max,
        in_print.status,
        series.symbol,
        [COALESCE(series.release, in_print.source)] AS releases,
        [in_print.source_id] AS source_ids,
        in_print.is_worked_out
    FROM in_print
    -- Of a share, the release of the plans it is worked out from.
    LEFT JOIN long_series AS series
        ON in_print.origin = 'series'
        AND series.year_ending = in_print.year_ending
        AND series.measure = COALESCE(in_print.printed_as, 'sexual_plans')
    ANTI JOIN counted
        ON counted.area_code = 'E92000001'
        AND counted.measure = in_print.measure
        AND counted.year_ending = in_print.year_ending
    WHERE in_print.value IS NOT NULL OR series.year_ending IS NOT NULL
),

named AS (
    SELECT DISTINCT measure, title, unit, numerator, denominator
    FROM (SELECT * FROM counted UNION ALL BY NAME SELECT * FROM measured) AS both_kinds
)

SELECT * FROM counted
UNION ALL BY NAME
SELECT * FROM measured
UNION ALL BY NAME
SELECT * FROM related
UNION ALL BY NAME
SELECT * FROM expected
UNION ALL BY NAME
SELECT * FROM grouped
UNION ALL BY NAME
SELECT
    of_england.*,
    named.title,
    named.unit,
    named.numerator,
    named.denominator
FROM of_england
INNER JOIN named USING (measure);
