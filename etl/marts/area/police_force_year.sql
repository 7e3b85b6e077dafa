-- police_force_year: the councils of each police force together, as ranges.
--
-- Grain  one row per territorial police force and year ending 31 March
-- Unit   plans and assessments: counts; rates per 1,000 residents aged 0 to 17
-- NULL   where no council of the force has a figure or a range
-- Needs  set_totals
--
-- The columns that it shares with partnership_year are described there (etl/load).
CREATE TABLE police_force_year AS
SELECT
    set_totals.set_code AS police_force_code,
    force.police_force_name,
    set_totals.* EXCLUDE (set_code, csa_rate_min, csa_rate_max)
FROM set_totals('police_force', ['']) AS set_totals
INNER JOIN (SELECT DISTINCT police_force_code, police_force_name FROM council) AS force
    ON force.police_force_code = set_totals.set_code
ORDER BY force.police_force_name, set_totals.year_ending;
COMMENT ON TABLE police_force_year IS 'The councils of each territorial police force together: one row per force and year ending 31 March. Totals are ranges where a number is hidden. Low identification is not low prevalence.';
COMMENT ON COLUMN police_force_year.police_force_code IS 'ONS code of the police force.';
COMMENT ON COLUMN police_force_year.police_force_name IS 'Territorial police force.';
COMMENT ON COLUMN police_force_year.councils IS 'Unit: councils of the force in that year.';
