"""Questions of the Map page: one measure in every council and in England.

Measures are named as in `measure`. A value is NULL where it could not be worked out from
published numbers; `status` beside it says why.
"""

import pandas as pd

from dashboard.database import ask, row
from dashboard.queries import measures

# `zero_note` is the reason to doubt a published zero, NULL where there is none. `expected_plans`
# are the plans that would begin at England's rate, NULL in years without plans.
FIGURES = """
    SELECT
        council.council_name,
        council_series.label,
        council.region_name,
        measure_figure.* EXCLUDE (area_code, area_level),
        measure_figure.area_code AS council_code,
        measure_band.from_value,
        measure_band.below_value,
        zero.explanation AS zero_note,
        council_year.expected_plans_at_england_rate AS expected_plans,
        council_series.series_code,
        council_series.slug
    FROM measure_figure
    INNER JOIN measure
        ON measure.id = measure_figure.measure
        AND LIST_CONTAINS(measure.years, measure_figure.year_ending)
    INNER JOIN council ON council.council_code = measure_figure.area_code
    INNER JOIN council_series ON council_series.council_code = measure_figure.area_code
    LEFT JOIN measure_band
        ON measure_band.measure = measure_figure.measure
        AND measure_band.band = measure_figure.band
    LEFT JOIN (
        SELECT measure, council_code, year_ending, STRING_AGG(explanation, ' ') AS explanation
        FROM measure_note
        WHERE flag = 'unlikely_zero'
        GROUP BY ALL
    ) AS zero
        ON zero.measure = measure_figure.measure
        AND zero.council_code = measure_figure.area_code
        AND zero.year_ending = measure_figure.year_ending
    LEFT JOIN council_year
        ON council_year.council_code = measure_figure.area_code
        AND council_year.year_ending = measure_figure.year_ending
    WHERE measure_figure.measure = ?
"""


def figures(measure: str) -> pd.DataFrame:
    """measure_figure of all years, one row a council and year, by name within a year."""
    return ask(FIGURES + "ORDER BY measure_figure.year_ending, council_series.label", measure)


def figures_in(measure: str, year_ending: int) -> pd.DataFrame:
    """measure_figure of one year, one row a council, by name."""
    return ask(
        FIGURES + "AND measure_figure.year_ending = ? ORDER BY council_series.label",
        measure,
        year_ending,
    )


def years(measure: str) -> list[int]:
    """Years ending 31 March for which the measure is held, oldest first."""
    return list(measures.named(measure).years)


def england(measure: str, year_ending: int) -> pd.Series:
    """England's row of measure_figure. Raises IndexError for a year not held."""
    return row(
        "SELECT * FROM measure_figure "
        "WHERE measure = ? AND year_ending = ? AND area_level = 'england'",
        measure,
        year_ending,
    )


def bands(measure: str) -> pd.DataFrame:
    """measure_band of the measure, least first; the last has no `below_value`."""
    return ask("SELECT * FROM measure_band WHERE measure = ? ORDER BY band", measure)
