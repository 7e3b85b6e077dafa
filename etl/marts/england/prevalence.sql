-- An estimate of children abused a year beside what is recorded: in England, and council by council.
--
-- Grain  prevalence_years: one row per year ending 31 March; prevalence_at: the one of a year;
--        prevalence_measures_at: its three measures, one row each;
--        prevalence_area_years: one row per council and year; prevalence_area_at: those of a year;
--        prevalence_set_at: several councils of a year together, one row
-- Unit   children; per 1,000 residents aged 0 to 17
-- NULL   what an assumption does not need, and counts that were not published (with their status)
-- Needs  area_count, council_series, council_year, england_region, estimate
--
-- Nobody has measured prevalence council by council: prevalence_area_years multiplies an area's number
-- of children by an average and says nothing about the area. Only annual estimates are admitted: a
-- lifetime share set against a count of one year would be wrong by a factor nobody knows.

CREATE MACRO prevalence_years(estimate_name, wales_ages) AS TABLE
WITH wales AS (
    SELECT
        value AS aged_0_to_15,
        base,
        wales_children(value, wales_ages) AS used
    FROM prevalence_estimate
    WHERE estimate = 'wales_children_0_to_15'
),

assumed AS (
    SELECT
        england.*,
        chosen.estimate,
        chosen.value AS estimate_value,
        chosen.unit AS estimate_unit,
        wales.base AS wales_base,
        wales.aged_0_to_15 AS wales_children_0_to_15,
        CASE WHEN chosen.unit = 'children a year' THEN wales.used END AS wales_children_used,
        CASE WHEN chosen.unit = 'per cent' THEN aged_11_to_17(england.children) END
            AS england_children_11_to_17
    FROM england_year AS england
    CROSS JOIN wales
    INNER JOIN prevalence_estimate AS chosen
        ON chosen.estimate = estimate_name AND chosen.period = 'annual'
    WHERE england.children IS NOT NULL
),

worked_out AS (
    SELECT
        *,
        children + wales_children_used AS england_and_wales_children,
        children / (children + wales_children_used) AS england_share,
        estimated_in_england(estimate_value, estimate_unit, children, wales_children_used)
            AS estimated_children
    FROM assumed
)

SELECT
    year_ending,
    estimate,
    estimate_value,
    estimate_unit,
    children,
    wales_base,
    wales_children_0_to_15,
    wales_children_used,
    england_and_wales_children,
    england_share,
    england_children_11_to_17,
    estimated_children,
    1000.0 * estimated_children / children AS estimated_per_1000,
    csa_assessments,
    csa_assessments_status,
    csa_assessments_per_1000,
    sexual_plans,
    sexual_plans_status,
    sexual_rate_per_1000,
    estimated_children / NULLIF(csa_assessments, 0) AS estimated_per_assessment,
    estimated_children / NULLIF(sexual_plans, 0) AS estimated_per_plan
FROM worked_out;

CREATE MACRO prevalence_at(in_year, estimate_name, wales_ages) AS TABLE
FROM prevalence_years(estimate_name, wales_ages) WHERE year_ending = in_year;

-- per_1000 and per_10000 children; `in_england` and both are NULL where nothing was published.
CREATE MACRO prevalence_measures_at(in_year, estimate_name, wales_ages) AS TABLE
WITH measured AS (
    SELECT UNNEST([
        {
            position: 1,
            in_england: estimated_children,
            per_1000: estimated_per_1000,
            status: 'published'::count_status
        },
        {
            position: 2,
            in_england: csa_assessments,
            per_1000: csa_assessments_per_1000,
            status: csa_assessments_status
        },
        {
            position: 3,
            in_england: sexual_plans,
            per_1000: sexual_rate_per_1000,
            status: sexual_plans_status
        }
    ], recursive := TRUE)
    FROM prevalence_at(in_year, estimate_name, wales_ages)
)

SELECT
    position,
    in_england,
    per_1000,
    10 * per_1000 AS per_10000,
    status
FROM measured;

CREATE MACRO prevalence_area_years(estimate_name, wales_ages) AS TABLE
SELECT
    council_year.council_code,
    council_year.year_ending,
    council_year.children,
    national.estimated_per_1000,
    council_year.children * national.estimated_per_1000 / 1000 AS children_at_average,
    council_year.csa_assessments,
    council_year.csa_assessments_status,
    council_year.sexual_plans,
    council_year.sexual_plans_status,
    council_year.sexual_plans_min,
    council_year.sexual_plans_max,
    council_year.csa_assessments_per_1000,
    council_year.sexual_rate_per_1000,
    1000.0 * council_year.sexual_plans_max / council_year.children AS sexual_max_per_1000,
    ratio_of(1, children_at_average, council_year.csa_assessments) AS estimated_per_assessment,
    ratio_of(1, children_at_average, council_year.sexual_plans) AS estimated_per_plan
FROM council_year
INNER JOIN prevalence_years(estimate_name, wales_ages) AS national USING (year_ending);

CREATE MACRO prevalence_area_at(in_year, estimate_name, wales_ages) AS TABLE
FROM prevalence_area_years(estimate_name, wales_ages) WHERE year_ending = in_year;

-- All children of several councils, and how many the average would give of them.
CREATE MACRO prevalence_set_at(series, in_year, estimate_name, wales_ages) AS TABLE
SELECT
    SUM(children)::INTEGER AS children,
    SUM(children_at_average) AS children_at_average,
    ANY_VALUE(estimated_per_1000) AS estimated_per_1000
FROM prevalence_area_at(in_year, estimate_name, wales_ages)
INNER JOIN council_series USING (council_code)
WHERE LIST_CONTAINS(series, council_series.series_code);
