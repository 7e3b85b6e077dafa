-- partnership_year: the councils of each safeguarding children partnership together, as ranges.
--
-- Grain  one row per partnership and year ending 31 March, with its councils of today in every year
-- Unit   plans and assessments: counts; rates per 1,000 residents aged 0 to 17
-- NULL   where no council of the partnership has a figure or a range
-- Needs  council_set, set_totals
CREATE TABLE partnership_year AS
SELECT
    set_totals.set_code AS partnership_slug,
    named.set_name AS partnership,
    set_totals.* EXCLUDE (set_code, csa_rate_min, csa_rate_max)
FROM set_totals('partnership', ['']) AS set_totals
INNER JOIN (SELECT DISTINCT set_code, set_name FROM council_set WHERE set_level = 'partnership') AS named
    ON named.set_code = set_totals.set_code
ORDER BY named.set_name, set_totals.year_ending;
COMMENT ON TABLE partnership_year IS 'The councils of each safeguarding children partnership that was found (partnership) together: one row per partnership and year ending 31 March, with the councils of today in every year. Totals are ranges where a number is hidden. Low identification is not low prevalence.';
COMMENT ON COLUMN partnership_year.partnership_slug IS 'Name in addresses.';
COMMENT ON COLUMN partnership_year.partnership IS 'Name of the partnership, as it calls itself.';
COMMENT ON COLUMN partnership_year.councils IS 'Unit: councils of the partnership in that year.';
COMMENT ON COLUMN partnership_year.councils_printed IS 'Unit: councils whose number of plans for sexual abuse is printed.';
COMMENT ON COLUMN partnership_year.councils_hidden IS 'Unit: councils whose number is hidden; they enter the total as a range.';
COMMENT ON COLUMN partnership_year.councils_without_figure IS 'Unit: councils without a figure; they are not in the total.';
COMMENT ON COLUMN partnership_year.plan_zeros_left_out IS 'Unit: councils that print 0 plans which is more likely a fault of recording; they are not in the total.';
COMMENT ON COLUMN partnership_year.children IS 'Unit: residents aged 0 to 17 of the councils in the total of plans. NULL without one. Gap: not_available.';
COMMENT ON COLUMN partnership_year.sexual_plans_min IS 'Unit: plans. Fewest that can have started for sexual abuse in the councils together. NULL without a figure.';
COMMENT ON COLUMN partnership_year.sexual_plans_max IS 'Unit: plans. Most that can have started. NULL without a figure.';
COMMENT ON COLUMN partnership_year.sexual_plans_status IS 'published where the two are one number, suppressed where a council is hidden, not_available without a figure.';
COMMENT ON COLUMN partnership_year.rate_min IS 'Unit: plans per 1,000 residents aged 0 to 17. Least the rate can be. NULL without a figure. Status: sexual_plans_status.';
COMMENT ON COLUMN partnership_year.rate_max IS 'Unit: plans per 1,000 residents aged 0 to 17. Most the rate can be. NULL without a figure. Status: sexual_plans_status.';
COMMENT ON COLUMN partnership_year.csa_councils_counted IS 'Unit: councils whose assessments that recorded sexual abuse are in the total.';
COMMENT ON COLUMN partnership_year.csa_councils_hidden_without_range IS 'Unit: councils whose assessments are hidden and have no range; they leave the total without an upper end.';
COMMENT ON COLUMN partnership_year.csa_zeros_left_out IS 'Unit: councils that print 0 assessments which is more likely a fault of recording; they are not in the total.';
COMMENT ON COLUMN partnership_year.csa_assessments_min IS 'Unit: assessments that recorded sexual abuse. Fewest there can have been. NULL without a figure.';
COMMENT ON COLUMN partnership_year.csa_assessments_max IS 'Unit: assessments. Most there can have been. NULL without a figure, or where nothing bounds a hidden number.';
COMMENT ON COLUMN partnership_year.csa_assessments_status IS 'published where the two are one number; suppressed where a number is hidden; not_available without a figure.';
