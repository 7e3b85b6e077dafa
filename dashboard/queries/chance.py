"""Questions of what chance does: changes, three years together, and what is modelled of all.

Nothing is fitted here; `etl/chance` did that when the database was built.
"""

import pandas as pd

from dashboard.database import ask


def changes(series_code: str) -> pd.DataFrame:
    """change_year of a council's series, a region or England, oldest first, a row a year and span.

    Changes are shares (-0.057 is 5.7% fewer), NULL unless both ends are printed; `verdict` and
    `verdict_words` stand in every row.
    """
    return ask(
        """
        SELECT change_year.*
        FROM change_year
        LEFT JOIN council_series ON council_series.council_code = change_year.area_code
        WHERE COALESCE(council_series.series_code, change_year.area_code) = ?
        ORDER BY change_year.year_ending, change_year.span
        """,
        series_code,
    )


def changes_between(from_year: int, year_ending: int) -> pd.DataFrame:
    """change_between two years, one row a council, by code; else as `changes`."""
    return ask(
        """
        SELECT *
        FROM change_between
        WHERE from_year = ? AND year_ending = ?
        ORDER BY council_code
        """,
        from_year,
        year_ending,
    )


def three_years(series_code: str) -> pd.DataFrame:
    """pooled_3_year of a council's series, oldest first, one row a last year."""
    return ask(
        """
        SELECT pooled_3_year.*
        FROM pooled_3_year
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ?
        ORDER BY year_ending
        """,
        series_code,
    )


def pooled_changes(year_ending: int) -> pd.DataFrame:
    """pooled_change of the councils of a year with label, slug and region, by label.

    Changes are shares, NULL unless all six years are printed; `verdict` stands in every row.
    """
    return ask(
        """
        SELECT pooled_change.*, council_series.label, council_series.slug, council.region_name
        FROM pooled_change
        INNER JOIN council_series USING (council_code)
        INNER JOIN council USING (council_code)
        WHERE year_ending = ?
        ORDER BY council_series.label
        """,
        year_ending,
    )


def modelled() -> pd.DataFrame:
    """headline with hidden_together beside it, one row a year, oldest first."""
    return ask(
        """
        SELECT *
        FROM headline
        LEFT JOIN hidden_together USING (year_ending)
        ORDER BY year_ending
        """
    )


def methods() -> pd.DataFrame:
    """meta_method: each method with its source, assumptions and parameters, by name."""
    return ask("SELECT * FROM meta_method ORDER BY name")
