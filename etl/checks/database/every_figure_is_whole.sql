-- Rows of every_figure that no reader could cite, that are there twice, that carry a number they
-- should not, or that are not in the dictionary.

-- Examined:
SELECT COUNT(*) FROM every_figure;

-- Failing:
SELECT measure, area_code, year_ending, 'there twice' AS fault
FROM every_figure
GROUP BY measure, area_code, year_ending, group_name
HAVING COUNT(*) > 1
UNION ALL
SELECT measure, area_code, year_ending, 'without source or release'
FROM every_figure
WHERE COALESCE(LEN(source_ids), 0) = 0 OR COALESCE(release, '') = ''
UNION ALL
SELECT figure.measure, figure.source_id, NULL, 'of a source that is not listed'
FROM (SELECT DISTINCT measure, UNNEST(source_ids) AS source_id FROM every_figure) AS figure
ANTI JOIN meta_source ON meta_source.id = figure.source_id
WHERE figure.source_id <> 'national_series'
UNION ALL
SELECT measure, area_code, year_ending, 'a number with another status, or none with this'
FROM every_figure
WHERE (value IS NULL) <> (status <> 'published')
    OR (symbol IS NOT NULL AND status = 'published')
    OR (value IS NULL AND COALESCE(limit_low, limit_high, adjusted_low, adjusted_high) IS NOT NULL)
    OR (status <> 'published' AND NOT has_range(status) AND value_max IS NOT NULL)
    OR value NOT BETWEEN value_min AND value_max
    OR value NOT BETWEEN limit_low AND limit_high
UNION ALL
SELECT DISTINCT figure.measure, NULL, NULL, 'not in the dictionary'
FROM every_figure AS figure
ANTI JOIN every_measure ON every_measure.id = figure.measure
UNION ALL
SELECT id, NULL, NULL, 'a measure without a row'
FROM measure
ANTI JOIN every_measure USING (id)
WHERE measure.column IS NULL OR measure.column <> 'class';
