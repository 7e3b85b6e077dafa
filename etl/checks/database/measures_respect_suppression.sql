-- Figures of the map that carry a number they should not, or stand in the wrong place.

-- Examined:
SELECT COUNT(*) FROM measure_figure WHERE is_hidden(status);

-- Failing:
SELECT figure.measure, figure.area_code, figure.year_ending
FROM measure_figure AS figure
INNER JOIN measure ON measure.id = figure.measure
LEFT JOIN council_year
    ON council_year.council_code = figure.area_code
    AND council_year.year_ending = figure.year_ending
WHERE (value IS NULL) <> (status <> 'published')
    OR (counted IS NULL) <> (counted_status <> 'published')
    OR (figure.base IS NULL) <> (base_status <> 'published')
    OR (status = 'published' AND value NOT BETWEEN value_min AND value_max)
    OR (status <> 'published' AND NOT has_range(status) AND value_max IS NOT NULL)
    -- Where something is hidden the range is never narrower than 0 to 5, and of plans it begins at 0.
    OR (counted_status = 'low' AND NOT COALESCE(counted_min > 0 AND counted_max > counted_min, FALSE))
    OR (is_hidden(counted_status) AND counted_max - counted_min < 5)
    OR (
        is_hidden(counted_status) AND area_level = 'council' AND counted_min > 0
        AND measure.count LIKE 'plans%'
    )
    -- Above zero the value of an area that the map draws has a band, and nothing else has.
    OR (band IS NOT NULL) <> (area_level::VARCHAR = measure.levels[1] AND COALESCE(value > 0, FALSE))
    -- The map of the rate and the map of classes must not disagree about a council.
    OR (
        figure.measure = 'sexual_plan_rate'
        AND COALESCE(band >= 3, FALSE) <> COALESCE(council_year.class = 'at_or_above', FALSE)
        AND area_level = 'council'
    )
UNION ALL
-- A name of a count that nobody makes leaves a measure without a single figure.
SELECT id, 'has no figure', NULL
FROM measure
WHERE count IS NOT NULL AND COALESCE(LEN(years), 0) = 0;
