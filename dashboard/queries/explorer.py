"""Questions of the explorer: every council of any time, and the estimate beside what is recorded.

What is of each 1,000 children is worked out here, so that nobody further on divides. NULL is a
number that was not published, or that nothing bounds; the status beside it says which.
"""

import pandas as pd

from dashboard.database import ask, kept
from dashboard.queries.map import FIGURES

ESTIMATE, WALES_AGES = "csa_centre_annual", "scaled"


def areas() -> pd.DataFrame:
    """Every council there has been, one row a code, by label and then by age.

    Columns council_code, series_code, slug, label, region_name, police_force (label), first_year,
    last_year (of the series, with plans), has_neighbours, successors (codes, spaces between).
    """
    return ask(
        """
        SELECT
            council.council_code,
            council_series.series_code,
            council_series.slug,
            council_series.label,
            newest.region_name,
            force.label AS police_force,
            COALESCE(years.first_year, YEAR(council.code_from)) AS first_year,
            COALESCE(years.last_year, YEAR(council.code_from)) AS last_year,
            council_series.series_code IN (SELECT series_code FROM neighbour_series)
                AS has_neighbours,
            COALESCE(newest.successors, '') AS successors
        FROM council
        INNER JOIN council_series USING (council_code)
        INNER JOIN council AS newest ON newest.council_code = council_series.series_code
        INNER JOIN area_address AS force
            ON force.area_level = 'police_force'
            AND force.area_name = newest.police_force_name
        INNER JOIN (
            SELECT
                series.series_code,
                MIN(council_year.year_ending) AS first_year,
                MAX(council_year.year_ending) AS last_year
            FROM council_year
            INNER JOIN council_series AS series USING (council_code)
            GROUP BY series.series_code
        ) AS years ON years.series_code = council_series.series_code
        ORDER BY council_series.label, council.code_from
        """
    )


def figures_of(series_code: str) -> pd.DataFrame:
    """Every measure of one council in every year, as `queries.map.figures`, oldest first."""
    question = FIGURES.replace("measure_figure.measure = ?", "council_series.series_code = ?")
    return ask(question + "ORDER BY measure_figure.measure, year_ending", series_code)


def notes_of(series_code: str) -> pd.DataFrame:
    """What to know of one council's figures: measure, year_ending, explanation."""
    return ask(
        """
        SELECT DISTINCT measure_note.measure, measure_note.year_ending, measure_note.explanation
        FROM measure_note
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ?
        ORDER BY ALL
        """,
        series_code,
    )


def beside_estimate(year_ending: int) -> dict[str, dict]:
    """prevalence_area_at for each council of the year, by series_code."""
    return kept(("beside estimate", year_ending), lambda: _beside_estimate(year_ending))


def _beside_estimate(year_ending: int) -> dict[str, dict]:
    rows = ask(
        """
        SELECT
            council_series.series_code,
            area.*
        FROM prevalence_area_at(?, ?, ?) AS area
        INNER JOIN council_series USING (council_code)
        """,
        year_ending,
        ESTIMATE,
        WALES_AGES,
    )
    return {row["series_code"]: row for row in rows.to_dict("records")}
