"""A council's statistical neighbours in a year, and the classes of all of them over the years."""

import pandas as pd

from dashboard.database import ask, ask_of, row

SOURCE = "dfe_statistical_neighbours"  # of the model, which is no measure's


def release() -> str:
    """The release of the model that says who is whose neighbour."""
    return row("SELECT release FROM meta_source WHERE id = ?", SOURCE)["release"]


def neighbours(series_code: str, year_ending: int, threshold: float) -> pd.DataFrame:
    """The area's statistical neighbours with their figures of a year, the most similar first.

    Figures are NULL, with the status not_available, for a neighbour not yet in being; its class
    is then not_available. Empty for a former area.
    """
    return ask_of(
        series_code,
        """
        WITH label AS (SELECT DISTINCT series_code, slug, label FROM council_series)

        SELECT
            neighbour_series.series_code,
            neighbour_series.position,
            label.slug,
            label.label,
            neighbour_series.closeness,
            COALESCE(figures.class, 'not_available') AS class,
            figures.sexual_plans,
            COALESCE(figures.sexual_plans_status, 'not_available') AS sexual_plans_status,
            figures.sexual_plans_min,
            figures.sexual_plans_max,
            figures.sexual_rate_per_1000,
            figures.sexual_max_per_1000,
            figures.csa_assessments_per_1000,
            COALESCE(figures.csa_assessments_status, 'not_available') AS csa_assessments_status
        FROM neighbour_series
        INNER JOIN label ON label.series_code = neighbour_series.neighbour_series_code
        LEFT JOIN (
            SELECT
                council_series.series_code,
                in_year.*
            FROM council_class_at(?) AS in_year
            INNER JOIN council_series USING (council_code)
            WHERE in_year.year_ending = ?
        ) AS figures
            ON figures.series_code = neighbour_series.neighbour_series_code
        ORDER BY neighbour_series.position
        """,
        threshold,
        year_ending,
    )


def classes(series_code: str, threshold: float) -> pd.DataFrame:
    """The class of the area and of each of its neighbours in every year, oldest first."""
    return ask(
        """
        WITH wanted AS (
            SELECT series_code AS wanted_code FROM council_series WHERE series_code = ?
            UNION
            SELECT neighbour_series_code FROM neighbour_series WHERE series_code = ?
        )

        SELECT
            council_series.slug,
            in_year.year_ending,
            in_year.class AS class_name
        FROM council_class_at(?) AS in_year
        INNER JOIN council_series USING (council_code)
        INNER JOIN wanted ON wanted.wanted_code = council_series.series_code
        ORDER BY council_series.slug, in_year.year_ending
        """,
        series_code,
        series_code,
        threshold,
    )
