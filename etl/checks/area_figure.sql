-- Figures that DfE prints for councils, regions and England: one row per table, count and area.
-- `counted` is the year and what is counted; `region_code` is DfE's region of a council.
-- `value` is NULL where no number is printed, and where a council's population is of an older
-- release than others of its year: those are on another census, and do not add up together.
-- `half_unit` is how far rounding can move a total: 5, or 0 where totals are exact.

CREATE TEMP TABLE area_figure AS
WITH figure AS (
    -- The releases before 2013 print England and councils alone, to 100.
    SELECT
        'plans' AS table_name,
        year_ending AS year,
        CONCAT_WS(', ', year_ending, flow, basis, category) AS counted,
        area_code,
        area_level,
        value
    FROM plans
    WHERE year_ending >= 2013
    UNION ALL
    -- Two of its counts are sums of three rounded figures; their parts are compared.
    SELECT
        'assessments',
        year_ending,
        CONCAT_WS(', ', year_ending, factor),
        area_code,
        area_level,
        value
    FROM assessments
    WHERE factor NOT IN ('sexual_abuse', 'physical_abuse')
    UNION ALL
    SELECT
        'activity',
        year_ending,
        CONCAT_WS(', ', year_ending, measure),
        area_code,
        area_level,
        value
    FROM activity
    UNION ALL
    SELECT
        'population',
        mid_year,
        mid_year::VARCHAR,
        area_code,
        area_level,
        CASE
            WHEN area_level <> 'council' OR release = MAX(release) FILTER (
                WHERE area_level = 'council'
            ) OVER (PARTITION BY mid_year) THEN children
        END
    FROM population
)

SELECT
    figure.*,
    councils.dfe_region_code AS region_code,
    -- The newest release may print populations to 10, as those of 2020 and 2021 did.
    CASE
        WHEN figure.table_name = 'population' AND (
            SELECT BOOL_OR(children % 10 <> 0)
            FROM population
            WHERE release = (SELECT MAX(release) FROM population)
        ) THEN 0
        ELSE 5
    END AS half_unit
FROM figure
LEFT JOIN councils ON councils.council_code = figure.area_code;
