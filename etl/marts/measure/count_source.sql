-- count_source: which publishers' files, of which releases, each count of area_count is from.
--
-- Grain  one row per area, year ending 31 March and name of area_count
-- NULL   none
-- Needs  area_count
--
-- A count is from the file of its role whose release it is. One that is not among the roles here has
-- the sources of the measure (etl/measures) that counts it. A police force has those of its councils.
CREATE MACRO roles_of(name) AS
    CASE
        WHEN name IN ('plans_started_in_the_year', 'plan_children') THEN ['d1', 'd3']
        WHEN name = 'plans_started_all_categories'
            THEN ['d2', 'd3', 'wide_2010', 'wide_2011', 'wide_2012']
        WHEN name = 'plans_at_31_march_all_categories' THEN ['d4', 'd5']
        WHEN name LIKE 'plans\_started%' ESCAPE '\' THEN ['d2', 'wide_2010', 'wide_2011', 'wide_2012']
        WHEN name LIKE 'plans\_at\_31%' ESCAPE '\' THEN ['d4']
        WHEN name LIKE 'assessments\_%' ESCAPE '\' THEN ['c3']
        WHEN name = 'children_in_need' THEN ['b1']
        WHEN name IN ('referrals', 'referred_children') THEN ['c1']
        WHEN name LIKE 'section\_47%' ESCAPE '\' OR name LIKE 'initial\_conference%' ESCAPE '\' THEN ['c4']
        WHEN name LIKE 'offence%' THEN ['offences']
        WHEN name = 'residents_aged_0_to_17' THEN ['population', 'population_older']
    END;

CREATE TEMP TABLE count_source AS
WITH released AS (
    SELECT DISTINCT name, release FROM area_count WHERE release <> 'worked out'
),

-- Of a draft of the next release the list of sources may not know yet: then the role alone decides.
by_role AS (
    SELECT
        released.name,
        released.release,
        [FIRST(
            meta_source.id
            ORDER BY SPLIT_PART(meta_source.file, '/', 2) = released.release DESC,
                LIST_POSITION(roles_of(released.name), meta_source.role)
        )] AS source_ids
    FROM released
    INNER JOIN meta_source ON LIST_CONTAINS(roles_of(released.name), meta_source.role)
    GROUP BY released.name, released.release
),

by_measure AS (
    SELECT count AS name, LIST_DISTINCT(FLATTEN(LIST(sources))) AS source_ids
    FROM measure
    WHERE count IS NOT NULL
    GROUP BY count
),

own AS (
    SELECT
        counted.area_code,
        counted.year_ending,
        counted.name,
        [counted.release] AS releases,
        COALESCE(by_role.source_ids, by_measure.source_ids, []) AS source_ids
    FROM area_count AS counted
    LEFT JOIN by_role USING (name, release)
    LEFT JOIN by_measure USING (name)
    WHERE counted.release <> 'worked out'
),

-- The average estimate times an area's children is from where the children are.
every_one AS (
    SELECT * FROM own
    UNION ALL
    SELECT * REPLACE ('children_at_average_estimate' AS name)
    FROM own
    WHERE name = 'residents_aged_0_to_17'
)

SELECT * FROM every_one
UNION ALL
SELECT
    council.police_force_code,
    every_one.year_ending,
    every_one.name,
    LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(every_one.releases)))),
    LIST_SORT(LIST_DISTINCT(FLATTEN(LIST(every_one.source_ids))))
FROM every_one
INNER JOIN council ON council.council_code = every_one.area_code
GROUP BY council.police_force_code, every_one.year_ending, every_one.name;
