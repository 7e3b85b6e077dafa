-- assessment_to_plan: plans begun for a kind of abuse against assessments that recorded it.
--
-- Grain  one row per area, year ending 31 March (from 2018) and category
-- Unit   plans, assessments, and plans per 100 assessments; steps of one year, not the same children
-- NULL   the ratio wherever either count was not published, or no assessment recorded the factor
-- Needs  area_count
CREATE TABLE assessment_to_plan AS
SELECT
    plan.area_code,
    plan.area_level,
    plan.year_ending,
    category.category,
    assessment.value AS assessments,
    assessment.status AS assessments_status,
    assessment.symbol AS assessments_symbol,
    plan.value AS plans,
    plan.status AS plans_status,
    plan.symbol AS plans_symbol,
    CASE
        WHEN plan.status = 'published' AND assessment.status = 'published'
            THEN ratio_of(100, plan.value, assessment.value)
    END AS plans_per_100_assessments,
    status_of_ratio(plan.status, assessment.value, assessment.status)
        AS plans_per_100_assessments_status,
    CASE WHEN assessment.status = 'published' THEN ratio_of(100, plan.value_min, assessment.value_max) END
        AS plans_per_100_assessments_min,
    CASE WHEN assessment.status = 'published' THEN ratio_of(100, plan.value_max, assessment.value_min) END
        AS plans_per_100_assessments_max
FROM (
    -- Plans and factors share the names of the four categories; "multiple" has no factor.
    VALUES ('neglect'), ('physical_abuse'), ('sexual_abuse'), ('emotional_abuse')
) AS category (category)
INNER JOIN area_count AS plan ON plan.name = 'plans_started_' || category.category || '_initial'
INNER JOIN area_count AS assessment
    ON assessment.name = 'assessments_' || category.category
    AND assessment.area_code = plan.area_code
    AND assessment.year_ending = plan.year_ending
WHERE plan.area_level <> 'police_force'
ORDER BY plan.area_code, plan.year_ending, category.category;
COMMENT ON TABLE assessment_to_plan IS 'Plans started for each kind of abuse per 100 assessments that recorded it: one row per area, year and category. Steps of one year, not the same children.';
COMMENT ON COLUMN assessment_to_plan.area_code IS 'Council, region or England.';
COMMENT ON COLUMN assessment_to_plan.area_level IS 'council, region or england.';
COMMENT ON COLUMN assessment_to_plan.category IS 'neglect, physical_abuse, sexual_abuse or emotional_abuse.';
COMMENT ON COLUMN assessment_to_plan.assessments IS 'Unit: assessments that recorded it. NULL when not published.';
COMMENT ON COLUMN assessment_to_plan.assessments_status IS 'As in plan.';
COMMENT ON COLUMN assessment_to_plan.assessments_symbol IS 'As in plan.';
COMMENT ON COLUMN assessment_to_plan.plans IS 'Unit: plans started with it as the initial category. NULL when not published.';
COMMENT ON COLUMN assessment_to_plan.plans_status IS 'As in plan.';
COMMENT ON COLUMN assessment_to_plan.plans_symbol IS 'As in plan.';
COMMENT ON COLUMN assessment_to_plan.plans_per_100_assessments IS 'Unit: plans per 100 assessments. NULL unless both are published and the second is not 0.';
COMMENT ON COLUMN assessment_to_plan.plans_per_100_assessments_status IS 'As in plan, of the ratio: not_applicable also where the assessments are a published 0.';
COMMENT ON COLUMN assessment_to_plan.plans_per_100_assessments_min IS 'Unit: plans per 100 assessments. Least it can be. NULL where nothing bounds it, and over a base that is not printed.';
COMMENT ON COLUMN assessment_to_plan.plans_per_100_assessments_max IS 'Unit: plans per 100 assessments. Most it can be. NULL as plans_per_100_assessments_min.';
