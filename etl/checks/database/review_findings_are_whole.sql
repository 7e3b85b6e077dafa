-- Findings of reviews that cannot be right as they stand: ages of children that are not all of them,
-- a date that is none, a theme without a criterion in print, a publication with two dates.

-- Examined:
SELECT COUNT(*) FROM review_finding;

-- Failing:
SELECT 'ages do not come to 100%' AS fault, STRING_AGG(finding_id) AS which
FROM review_finding
WHERE finding_id IN ('nr_under_six', 'nr_six_to_twelve', 'nr_thirteen_up')
HAVING SUM(value) <> 100 OR COUNT(*) <> 3
UNION ALL
SELECT 'not a date', finding_id
FROM review_finding
WHERE NOT REGEXP_FULL_MATCH(published, '[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?')
UNION ALL
SELECT 'a theme without a criterion, a finding or a thing asked for', theme.name
FROM (VALUES ('identify'), ('assess'), ('protect'), ('prevent')) AS theme (name)
LEFT JOIN review_finding ON review_finding.theme = theme.name
GROUP BY theme.name
HAVING COUNT(*) FILTER (WHERE part = 'criterion') = 0
    OR COUNT(*) FILTER (WHERE part IN ('told', 'known_risk', 'practice')) = 0
    OR COUNT(*) FILTER (WHERE part LIKE 'asked_of_%') = 0
UNION ALL
SELECT 'a publication with two dates', source
FROM review_finding
GROUP BY source
HAVING COUNT(DISTINCT COALESCE(published, 'unknown')) > 1;
