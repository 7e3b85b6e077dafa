"""Figures of the Council page. An area is a series: recodes joined, merges and splits not."""

import pandas as pd

from dashboard.database import ask, ask_of


def years(series_code: str, threshold: float) -> pd.DataFrame:
    """council_year of one area with the class at `threshold`, one row a year, oldest first.

    Adds is_certainly_below, is_possibly_below, sexual_max_per_1000 (the most a hidden rate can be),
    the columns of beside_england, and csa_zero_is_unlikely. NULL figures have their status.
    """
    return ask_of(
        series_code,
        """
        SELECT
            council_series.series_code,
            figures.*,
            beside_england.* EXCLUDE (council_code, year_ending),
            zero_is_unlikely(
                figures.council_code, figures.year_ending, 'assessments_sexual_abuse'
            ) AS csa_zero_is_unlikely
        FROM council_class_at(?) AS figures
        INNER JOIN council_series USING (council_code)
        INNER JOIN beside_england USING (council_code, year_ending)
        ORDER BY figures.year_ending
        """,
        threshold,
    )


def rates(series_code: str, measure: str) -> pd.DataFrame:
    """One measure of area_rate over the area's years, oldest first, with what stands beside it.

    `england_rate` and `region_rate` are per 1,000 children, from DfE's own totals; the columns of
    neighbour_year are NULL for an area without neighbours, as neighbours_status says.
    """
    return ask_of(
        series_code,
        """
        SELECT
            council_series.series_code,
            own.year_ending,
            own.value,
            own.status,
            own.value_min,
            -- All assessments of the area bound a hidden number, but tell a reader nothing.
            CASE
                WHEN own.status = 'published' OR own.measure = 'sexual_plans' THEN own.value_max
            END AS value_max,
            own.children,
            own.rate_per_1000,
            own.rate_min,
            CASE
                WHEN own.status = 'published' OR own.measure = 'sexual_plans' THEN own.rate_max
            END AS rate_max,
            england.rate_per_1000 AS england_rate,
            region.rate_per_1000 AS region_rate,
            neighbour_year.neighbours,
            neighbour_year.neighbours_with_figure,
            neighbour_year.neighbours_suppressed,
            neighbour_year.neighbours_unlikely_zero,
            neighbour_year.neighbours_without_figure,
            neighbour_year.neighbours_lowest,
            neighbour_year.neighbours_highest,
            COALESCE(neighbour_year.neighbours_status, 'not_applicable') AS neighbours_status,
            neighbour_year.middle_min,
            neighbour_year.middle_max,
            COALESCE(neighbour_year.middle_status, 'not_applicable') AS middle_status
        FROM area_rate AS own
        INNER JOIN council ON council.council_code = own.area_code
        INNER JOIN council_series USING (council_code)
        INNER JOIN area_rate AS england
            ON england.area_level = 'england'
            AND england.year_ending = own.year_ending
            AND england.measure = own.measure
        LEFT JOIN area_rate AS region
            ON region.area_code = council.region_code
            AND region.year_ending = own.year_ending
            AND region.measure = own.measure
        LEFT JOIN neighbour_year
            ON neighbour_year.council_code = own.area_code
            AND neighbour_year.year_ending = own.year_ending
            AND neighbour_year.measure = own.measure
        WHERE own.measure = ?
        ORDER BY own.year_ending
        """,
        measure,
    )


# Counts of path_step that are NULL for a step without a base: whole numbers for the others.
OF_NEIGHBOURS = (
    "neighbours",
    "neighbours_with_figure",
    "neighbours_suppressed",
    "neighbours_unlikely_zero",
    "neighbours_without_figure",
)
# Measures of its steps.
PATH = ("referrals", "section_47_enquiries", "assessments_sexual_abuse", "sexual_plans")


def path(series_code: str, year_ending: int) -> pd.DataFrame:
    """path_step of the area's year with England's ratio beside it, in the order of the steps.

    Adds neighbours_without_figure, as neighbour_year has it. Empty before 2018.
    `england_per_100` is NULL for referrals, which have no base.
    """
    rows = ask_of(
        series_code,
        """
        SELECT
            council_series.series_code,
            own.* EXCLUDE (area_code, area_level) REPLACE (
                -- All assessments bound a hidden number of them, but tell a reader nothing.
                CASE WHEN own.status = 'published' OR own.step = 'sexual_plans' THEN own.per_100_max
                    END AS per_100_max
            ),
            neighbours_left(
                own.neighbours,
                own.neighbours_with_figure,
                own.neighbours_suppressed,
                own.neighbours_unlikely_zero
            ) AS neighbours_without_figure,
            england.per_100 AS england_per_100
        FROM path_step AS own
        INNER JOIN council_series ON council_series.council_code = own.area_code
        INNER JOIN path_step AS england
            ON england.area_level = 'england'
            AND england.year_ending = own.year_ending
            AND england.step = own.step
        WHERE own.year_ending = ?
        ORDER BY own.position
        """,
        year_ending,
    )
    return rows.astype(dict.fromkeys(OF_NEIGHBOURS, "Int64"))


def categories(series_code: str, year_ending: int) -> pd.DataFrame:
    """Plans of the area's year by initial category: started, and in force on 31 March.

    One row a category, in DfE's order. `started_share` is of all plans started (0 to 1), NULL
    unless both are published and some started; `england_share` is England's.
    """
    return ask_of(
        series_code,
        """
        SELECT council_series.series_code, categories.* EXCLUDE (council_code)
        FROM category_share_in(?) AS categories
        INNER JOIN council_series USING (council_code)
        ORDER BY LIST_POSITION(
            [
                'neglect', 'physical_abuse', 'sexual_abuse', 'emotional_abuse', 'multiple',
                'not_recorded'
            ],
            category
        )
        """,
        year_ending,
    )


def what_if(series_code: str, year_ending: int) -> pd.Series:
    """The row of sexual_or_multiple: what if plans under multiple concerned sexual abuse."""
    return ask(
        """
        SELECT sexual_or_multiple.*
        FROM sexual_or_multiple
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ? AND sexual_or_multiple.year_ending = ?
        """,
        series_code,
        year_ending,
    ).iloc[0]


def question_facts(series_code: str, year_ending: int) -> pd.Series:
    """The row of question_fact, its force by label: the comparisons that choose the questions."""
    return ask(
        """
        SELECT question_fact.* REPLACE (force.label AS police_force_name)
        FROM question_fact
        INNER JOIN council_series USING (council_code)
        LEFT JOIN area_address AS force
            ON force.area_level = 'police_force'
            AND force.area_name = question_fact.police_force_name
        WHERE council_series.series_code = ? AND question_fact.year_ending = ?
        """,
        series_code,
        year_ending,
    ).iloc[0]


def measures(series_code: str, year_ending: int) -> pd.DataFrame:
    """Every measure of the area in a year, as `measure` orders them, with England's beside it.

    Columns of measure_figure, the measure's address, and england_value. A measure that was not
    collected in the year has no row.
    """
    return ask_of(
        series_code,
        """
        SELECT
            council_series.series_code,
            own.* EXCLUDE (area_code, area_level),
            measure.address,
            measure.title,
            measure.unit,
            england.value AS england_value,
            england.status AS england_value_status
        FROM measure_figure AS own
        INNER JOIN measure
            ON measure.id = own.measure AND LIST_CONTAINS(measure.years, own.year_ending)
        INNER JOIN council_series ON council_series.council_code = own.area_code
        LEFT JOIN measure_figure AS england
            ON england.measure = own.measure
            AND england.year_ending = own.year_ending
            AND england.area_level = 'england'
        WHERE own.year_ending = ?
        ORDER BY measure.place, measure.id
        """,
        year_ending,
    )
