-- category_share_in: a council's plans of a year by initial category, each beside its share of all.
--
-- Grain  macro: one row per council of the year and category
-- Unit   plans; shares 0 to 1
-- NULL   wherever a number was not published; the status beside it says why
-- Needs  area_count, plan_bounds, trends
CREATE MACRO category_share_in(in_year) AS TABLE
SELECT
    started.council_code,
    started.category,
    started.value AS started,
    started.status AS started_status,
    started.plans_min AS started_min,
    started.plans_max AS started_max,
    ratio_of(1, started.value, whole.value) AS started_share,
    status_of_ratio(started.status, whole.value, whole.status) AS started_share_status,
    ratio_of(1, started.plans_min, whole.value) AS started_share_min,
    ratio_of(1, started.plans_max, whole.value) AS started_share_max,
    england.share AS england_share,
    at_31_march.value AS at_31_march,
    COALESCE(at_31_march.status, 'not_available') AS at_31_march_status,
    at_31_march.plans_min AS at_31_march_min,
    at_31_march.plans_max AS at_31_march_max
FROM plan_bounds AS started
INNER JOIN plan AS whole
    ON whole.area_code = started.council_code
    AND whole.year_ending = started.year_ending
    AND whole.flow = started.flow
    AND whole.basis = started.basis
    AND whole.category = 'all'
INNER JOIN england_category_year AS england
    ON england.year_ending = started.year_ending
    AND england.flow = started.flow
    AND england.basis = started.basis
    AND england.category = started.category
LEFT JOIN plan_bounds AS at_31_march
    ON at_31_march.council_code = started.council_code
    AND at_31_march.year_ending = started.year_ending
    AND at_31_march.flow = 'at_31_march'
    AND at_31_march.basis = started.basis
    AND at_31_march.category = started.category
WHERE started.flow = 'started' AND started.basis = 'initial' AND started.year_ending = in_year;
