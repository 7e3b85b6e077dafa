"""The two forms of the Data page's table: what each stands on, how it is filtered, and its columns.

Wide is one row a council and year; long is one row a figure of any area.
"""

WIDE, LONG = "wide", "long"

# A form: the table it stands on, and the order of its rows.
RELATIONS = {
    WIDE: """
        SELECT
            council_every_year.*,
            council.dfe_region_name,
            council.police_force_name,
            council_series.label,
            council_series.slug
        FROM council_every_year
        INNER JOIN council USING (council_code)
        INNER JOIN council_series USING (council_code)
        """,
    LONG: """
        SELECT * REPLACE (ARRAY_TO_STRING(source_ids, '; ') AS source_ids)
        FROM every_figure
        """,
}
ORDERS = {
    WIDE: "label, council_code, year_ending",
    LONG: "measure, area_level, label, area_code, year_ending, group_name",
}

# Filter → the condition on one value. A region may be one of DfE's, Inner or Outer London.
CONDITIONS = {
    WIDE: {
        "years": "year_ending = CAST(? AS INTEGER)",
        "regions": "? IN (region_name, dfe_region_name)",
        "forces": "police_force_name = ?",
        "classes": "class = ?",
        "statuses": "sexual_plans_status = ?",
        "councils": "slug = ?",
    },
    LONG: {
        "years": "year_ending = CAST(? AS INTEGER)",
        "regions": "area_level <> 'england' AND ? IN (region_name, dfe_region_name)",
        "forces": "police_force_name = ?",
        "classes": "class = ?",
        "statuses": "status = ?",
        "councils": "slug = ?",
        "measures": "measure = ?",
        "levels": "area_level = ?",
    },
}

# What identifies a row: it stands in every table, whatever columns are chosen.
KEYS = {
    WIDE: ("council_code", "year_ending"),
    LONG: ("area_code", "year_ending", "measure", "group_name"),
}
# How the name of a column of the wide form begins → the measure that it is, or is said of.
MEASURES_OF = {
    "children": "residents_aged_0_to_17",
    "all_plans": "plans_started_all_categories",
    "plans_per_100": "plans_per_100_csa_assessments",
    "expected_plans": "expected_plans",
    "csa_assessments": "csa_assessment_rate",
    "cse_assessments": "cse_assessment_rate",
    "sexual_share": "sexual_share",
    "sexual_plans": "sexual_plans",
    "sexual_rate": "sexual_plan_rate",
    "class": "sexual_plan_rate",
    "is_on_few_plans": "sexual_plan_rate",
}

USUAL_COLUMNS = {
    WIDE: (
        "council_code",
        "council_name",
        "region_name",
        "year_ending",
        "children",
        "all_plans",
        "sexual_plans",
        "sexual_plans_min",
        "sexual_plans_max",
        "sexual_rate_per_1000",
        "sexual_rate_low",
        "sexual_rate_high",
        "sexual_rate_adjusted_low",
        "sexual_rate_adjusted_high",
        "class",
        "expected_plans_at_england_rate",
        "csa_assessments",
        "cse_assessments",
        "plans_per_100_csa_assessments",
    ),
    LONG: (
        "area_code",
        "area_name",
        "area_level",
        "region_name",
        "year_ending",
        "measure",
        "group_name",
        "unit",
        "value",
        "value_min",
        "value_max",
        "status",
        "symbol",
        "release",
        "source_ids",
    ),
}
