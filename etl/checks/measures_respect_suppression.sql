-- Figures of the map that carry a number they should not, or stand in the wrong place.

-- Examined:
SELECT COUNT(*) FROM measure_figure WHERE is_hidden(status);

-- Failing:
SELECT measure_figure.measure, area_code, measure_figure.year_ending
FROM measure_figure
LEFT JOIN council_year
    ON council_year.council_code = measure_figure.area_code
    AND council_year.year_ending = measure_figure.year_ending
WHERE (value IS NULL) <> (status <> 'published')
    OR (counted IS NULL) <> (counted_status <> 'published')
    OR (base IS NULL) <> (base_status <> 'published')
    OR (status = 'published' AND value NOT BETWEEN value_min AND value_max)
    OR (status <> 'published' AND NOT is_hidden(status) AND value_max IS NOT NULL)
    OR (is_hidden(counted_status) AND (counted_min > 0 OR counted_max < 5))
    -- Above zero a council's value has a band, and nothing else has.
    OR (band IS NOT NULL) <> (area_level = 'council' AND COALESCE(value > 0, FALSE))
    -- The map of the rate and the map of classes must not disagree about a council.
    OR (
        measure_figure.measure = 'sexual_plan_rate'
        AND COALESCE(band >= 3, FALSE) <> COALESCE(council_year.class = 'at_or_above', FALSE)
        AND area_level = 'council'
    )
UNION ALL
SELECT measure, 'not in meta_indicator', NULL
FROM (SELECT DISTINCT measure FROM measure_figure)
ANTI JOIN meta_indicator ON meta_indicator.id = measure;
