-- Sources named by an indicator that sources.yml does not have.

-- Examined:
SELECT COUNT(*) FROM meta_indicator;

-- Failing:
SELECT id, source
FROM (SELECT id, UNNEST(sources) AS source FROM meta_indicator) AS named
ANTI JOIN meta_source ON meta_source.id = named.source;
