"""Questions of the Trends page: England and its regions over time, as DfE prints them.

The totals are the publisher's own, rounded to 10, never sums of ours.
"""

import pandas as pd

from dashboard.database import ask

# Name in the address → measure, and what its value is divided by: a share is one of 1 here.
REGION_MEASURES = {
    "plans": ("sexual_plan_rate", 1),
    "share": ("sexual_share", 100),
    "assessments": ("csa_assessment_rate", 1),
    "conversion": ("plans_per_100_csa_assessments", 1),
}


def national_years() -> pd.DataFrame:
    """national_year: one row a year from 1994, oldest first. NULL where we hold none."""
    return ask("SELECT * FROM national_year ORDER BY year_ending")


def events() -> pd.DataFrame:
    """event_on_axis, oldest first: event_date, kind, label, event, source, axis_position."""
    return ask("SELECT * FROM event_on_axis ORDER BY event_date, event")


def category_years(flow: str, basis: str) -> pd.DataFrame:
    """Plans by category, one row a year and category from 2013: plans, status, all_plans, share.

    Totals before 2012 are rounded to 100 and so left out of the shares. NULL when not published.
    """
    return ask(
        """
        SELECT year_ending, flow, basis, category, plans, status, all_plans, share
        FROM england_category_year
        WHERE flow = ? AND basis = ? AND year_ending >= 2013
        ORDER BY year_ending, category
        """,
        flow,
        basis,
    )


def factor_years(*factors: str) -> pd.DataFrame:
    """England's assessments recording each factor, one row a year and factor, oldest first.

    Columns year_ending, factor, value (assessments), status, symbol. NULL when not published.
    """
    return ask(
        """
        SELECT year_ending, factor, value, status, symbol
        FROM assessment_factor
        WHERE area_level = 'england' AND LIST_CONTAINS(STRING_SPLIT(?, ','), factor)
        ORDER BY factor, year_ending
        """,
        ",".join(factors),
    )


def part_years() -> pd.DataFrame:
    """The three parts of sexual abuse among assessments, from 2021, when they were divided.

    Before it the column `unknown` holds the whole count, so no part is given there.
    """
    return ask(
        """
        SELECT year_ending, factor, value, status, symbol
        FROM assessment_factor
        WHERE area_level = 'england' AND factor LIKE 'sexual\\_abuse\\__%' ESCAPE '\\'
            AND year_ending >= 2021
        ORDER BY factor, year_ending
        """
    )


def conversion_years() -> pd.DataFrame:
    """England's assessment_to_plan, one row a year and category, oldest first."""
    return ask(
        """
        SELECT
            year_ending, category, assessments, assessments_status, plans, plans_status,
            plans_per_100_assessments
        FROM assessment_to_plan
        WHERE area_level = 'england'
        ORDER BY category, year_ending
        """
    )


def region_years(measure: str) -> pd.DataFrame:
    """A measure of REGION_MEASURES in each region and in England, one row a region and year.

    Columns region_name, year_ending, value, status, england. Regions by name, London's halves
    after London. NULL when not published; status says why.
    """
    id_, of = REGION_MEASURES[measure]
    return ask(
        """
        SELECT
            region.region_name,
            figure.year_ending,
            figure.value / ? AS value,
            figure.status,
            england.value / ? AS england
        FROM measure_figure AS figure
        INNER JOIN (SELECT DISTINCT region_code, region_name FROM region_year) AS region
            ON region.region_code = figure.area_code
        INNER JOIN measure_figure AS england
            ON england.area_level = 'england' AND england.year_ending = figure.year_ending
        WHERE figure.measure = ? AND england.measure = figure.measure AND england.value IS NOT NULL
        ORDER BY
            CASE WHEN region.region_name LIKE '% London' THEN 'London ' ELSE '' END
            || region.region_name,
            figure.year_ending
        """,
        of,
        of,
        id_,
    )


def characteristic_years() -> list[int]:
    """Years with plans at 31 March by gender, age and ethnicity, oldest first."""
    return ask("SELECT DISTINCT year_ending FROM characteristic_share ORDER BY 1")[
        "year_ending"
    ].tolist()


def characteristic(which: str, year_ending: int) -> pd.DataFrame:
    """Children on plans at 31 March by `which` (gender, age, ethnicity), one row a group.

    value, status, base_value and share of those under sexual abuse; all_value, all_status,
    all_base_value and all_share of those on any plan. NULL where DfE suppressed the number.
    """
    return ask(
        """
        SELECT
            sexual.year_ending,
            sexual.group_name,
            sexual.value,
            sexual.status,
            sexual.base_name,
            sexual.base_value,
            sexual.share,
            whole.value AS all_value,
            whole.status AS all_value_status,
            whole.base_value AS all_base_value,
            whole.share AS all_share
        FROM characteristic_share AS sexual
        INNER JOIN characteristic_share AS whole
            USING (year_ending, characteristic, group_name)
        WHERE sexual.category = 'sexual_abuse' AND whole.category = 'all'
            AND sexual.characteristic = ? AND sexual.year_ending = ?
        ORDER BY
            LIST_POSITION(
                ['Unborn', 'Under 1', '1-4 years', '5-9 years', '10-15 years', '16 & over'],
                sexual.group_name
            ),
            sexual.group_name LIKE 'Other%' OR sexual.group_name LIKE 'Unknown%',
            sexual.group_name
        """,
        which,
        year_ending,
    )


def said_of_the_lowest() -> pd.DataFrame:
    """What publishers say of which year is lowest, a row a year and claim, oldest first.

    Columns year_ending, place and claim (as printed), sexual_plans, sexual_plans_least,
    sexual_plans_most, place_from_lowest (as held), said, source.
    """
    return ask(
        """
        SELECT
            national_year.year_ending, place, claim, sexual_plans, sexual_plans_least,
            sexual_plans_most, place_from_lowest, said, rank_in_print.source
        FROM rank_in_print
        INNER JOIN national_year USING (year_ending)
        ORDER BY year_ending, place DESC
        """
    )


def in_print() -> pd.DataFrame:
    """fact_in_print with its own columns, by fact and year. `value` is NULL for words alone."""
    return ask("SELECT * FROM fact_in_print ORDER BY fact, year_ending")


def in_words() -> pd.DataFrame:
    """plans_in_words with its own columns, oldest first."""
    return ask("SELECT * FROM plans_in_words ORDER BY year_ending")


def council_multiples() -> pd.DataFrame:
    """Every year of each council that exists now: one row a council and year, by region and name.

    council_year's columns with class as class_name, slug, label, and the region of today.
    `rate_max` is the most the rate per 1,000 can be: itself where printed, NULL without a figure.
    """
    return ask(
        """
        WITH today AS (
            SELECT series_code, region_name
            FROM council
            INNER JOIN council_series USING (council_code)
            WHERE code_to IS NULL
        )

        SELECT
            council_year.* EXCLUDE (region_name, class),
            council_year.class AS class_name,
            figure.value_max AS rate_max,
            council_series.slug,
            council_series.label,
            today.region_name
        FROM council_year
        INNER JOIN council_series USING (council_code)
        INNER JOIN today USING (series_code)
        LEFT JOIN measure_figure AS figure
            ON figure.area_code = council_year.council_code
            AND figure.year_ending = council_year.year_ending
            AND figure.measure = 'sexual_plan_rate'
        ORDER BY today.region_name, council_series.label, council_year.year_ending
        """
    )
