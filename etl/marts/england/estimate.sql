-- estimated_in_england, usual_estimate: an estimate of children abused a year, shared out by numbers.
--
-- Grain  usual_estimate: one row per year ending 31 March for which England has a population
-- Unit   children; per 1,000 residents aged 0 to 17
-- NULL   none
-- Needs  figures
--
-- The usual assumptions of the whole product: the CSA Centre's number for England and Wales, with
-- Welsh residents 0 to 15 made up to 0 to 17. It is one average, so it differs from year to year only
-- because there are more or fewer children, and from area to area not at all.
CREATE MACRO usual_estimate_name() AS 'csa_centre_annual';

-- wales_ages 'scaled': Welsh residents 0 to 15 times 18/16 stand for 0 to 17, as if each year of
-- age were equally large. 'as_printed': residents 0 to 15 as they are, two years of age too few.
CREATE MACRO wales_children(aged_0_to_15, wales_ages) AS
    CASE wales_ages WHEN 'scaled' THEN aged_0_to_15 * 18 / 16 WHEN 'as_printed' THEN aged_0_to_15 END;

-- A number is of children in England and Wales, a percentage of children aged 11 to 17: seven of the
-- eighteen years of age, as if each were equally large.
CREATE MACRO aged_11_to_17(children) AS children * 7 / 18;
CREATE MACRO estimated_in_england(value, unit, children, of_wales) AS
    CASE unit
        WHEN 'children a year' THEN value * children / (children + of_wales)
        WHEN 'per cent' THEN value / 100 * aged_11_to_17(children)
    END;

CREATE TEMP VIEW usual_estimate AS
SELECT
    population.mid_year + 1 AS year_ending,
    1000.0 * estimated_in_england(
        chosen.value, chosen.unit, population.children, wales_children(wales.value, 'scaled')
    ) / population.children AS estimated_per_1000
FROM population
INNER JOIN prevalence_estimate AS chosen ON chosen.estimate = usual_estimate_name()
INNER JOIN prevalence_estimate AS wales ON wales.estimate = 'wales_children_0_to_15'
WHERE population.area_level = 'england'
ORDER BY year_ending;
