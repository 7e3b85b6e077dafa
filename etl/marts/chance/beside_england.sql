-- beside_england: the one verdict on each council's rate, and how common none is at its size.
--
-- Grain  one row per council and year ending 31 March
-- Unit   as in funnel_council and none_base_rate
-- NULL   the base rate without an expected number, as in a year for which England has no rate
-- Needs  council_year, funnel, none_base_rate
--
-- Every page and download that says "above England" or "below" says it from here.
CREATE TABLE beside_england AS
SELECT
    funnel_council.council_code,
    funnel_council.year_ending,
    funnel_council.place,
    none_base_rate.from_expected,
    none_base_rate.below_expected,
    none_base_rate.first_year AS base_first_year,
    none_base_rate.council_years AS base_council_years,
    none_base_rate.none_recorded AS base_none_recorded,
    none_base_rate.hidden AS base_hidden
FROM funnel_council
INNER JOIN council_year USING (council_code, year_ending)
LEFT JOIN none_base_rate
    ON council_year.expected_plans_at_england_rate >= none_base_rate.from_expected
    AND (
        none_base_rate.below_expected IS NULL
        OR council_year.expected_plans_at_england_rate < none_base_rate.below_expected
    )
ORDER BY funnel_council.council_code, funnel_council.year_ending;
COMMENT ON TABLE beside_england IS 'The verdict on each council''s rate of plans beside England''s, and how common none is among councils of its size: one row per council and year. A reason to ask, not a finding.';
COMMENT ON COLUMN beside_england.place IS 'As in funnel_council: above, below or inside what councils usually differ from England''s rate by.';
COMMENT ON COLUMN beside_england.from_expected IS 'As in none_base_rate. Unit: plans.';
COMMENT ON COLUMN beside_england.below_expected IS 'As in none_base_rate. Unit: plans. NULL where the band has no end.';
COMMENT ON COLUMN beside_england.base_first_year IS 'First year_ending of the base rate.';
COMMENT ON COLUMN beside_england.base_council_years IS 'Unit: councils in years with as many plans expected, printed or hidden.';
COMMENT ON COLUMN beside_england.base_none_recorded IS 'Unit: councils in years of those for which DfE prints 0.';
COMMENT ON COLUMN beside_england.base_hidden IS 'Unit: councils in years of those whose number is hidden.';
