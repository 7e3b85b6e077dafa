"""Questions of the England page."""

import pandas as pd

from dashboard.database import ask


def class_counts(threshold: float) -> dict[str, list[int]]:
    """Class → councils in it, a number a year, oldest first."""
    rows = ask("SELECT * FROM class_count_at(?) ORDER BY class, year_ending", threshold)
    return {name: part["councils"].tolist() for name, part in rows.groupby("class")}


def trend() -> pd.DataFrame:
    """Plans started for sexual abuse in England from 2010: year_ending, sexual_plans, origin.

    DfE's files first; years that only another publication has, after them.
    """
    return ask(
        """
        SELECT year_ending, sexual_plans, 'Children in need census files (DfE)' AS origin
        FROM england_year
        UNION ALL
        SELECT year_ending, sexual_plans, source AS origin
        FROM national_series
        ANTI JOIN england_year USING (year_ending)
        WHERE sexual_plans IS NOT NULL
        ORDER BY year_ending
        """
    )
