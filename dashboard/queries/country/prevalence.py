"""Questions of the Prevalence page. The arithmetic is in the macros of the mart `prevalence`, which
admit annual estimates only.
"""

import pandas as pd

from dashboard.database import ask


def estimates(period: str) -> pd.DataFrame:
    """Published estimates that are "annual" or "lifetime", one row each, the CSA Centre's first."""
    return ask(
        """
        SELECT *
        FROM prevalence_estimate
        WHERE period = ?
        ORDER BY estimate NOT LIKE 'csa_centre%', estimate
        """,
        period,
    )


def national(year_ending: int, estimate: str, wales_ages: str) -> pd.Series:
    """The one row of prevalence_at: every number of the arithmetic, unrounded.

    Raises IndexError for an estimate that is not annual, or a year without populations.
    """
    return ask("SELECT * FROM prevalence_at(?, ?, ?)", year_ending, estimate, wales_ages).iloc[0]


def by_year(estimate: str, wales_ages: str) -> pd.DataFrame:
    """prevalence_at each year with plans and populations, one row a year, oldest first."""
    return ask("SELECT * FROM prevalence_years(?, ?) ORDER BY year_ending", estimate, wales_ages)


def measures(year_ending: int, estimate: str, wales_ages: str) -> pd.DataFrame:
    """prevalence_measures_at: estimated, assessments and plans, one row each in this order.

    in_england, per_1000 and per_10000 are NULL before they were collected, as status says.
    """
    return ask(
        "SELECT * FROM prevalence_measures_at(?, ?, ?) ORDER BY position",
        year_ending,
        estimate,
        wales_ages,
    )


def alternatives(year_ending: int) -> pd.DataFrame:
    """The same year under each set of assumptions, one row each; adds wales_ages ('none' where
    the estimate does not need Wales)."""
    return ask(
        """
        SELECT *, 'scaled' AS wales_ages FROM prevalence_at(?, 'csa_centre_annual', 'scaled')
        UNION ALL
        SELECT *, 'as_printed' FROM prevalence_at(?, 'csa_centre_annual', 'as_printed')
        UNION ALL
        SELECT *, 'none' FROM prevalence_at(?, 'radford_2011_past_year', 'scaled')
        """,
        year_ending,
        year_ending,
        year_ending,
    )


def area(series_code: str, year_ending: int, estimate: str, wales_ages: str) -> pd.DataFrame:
    """The row of prevalence_area_at for one council of any time; empty when it has no row that
    year. `children_at_average` is what an average would give, not a figure about the council.
    """
    return ask(
        """
        SELECT area.*
        FROM prevalence_area_at(?, ?, ?) AS area
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ?
        """,
        year_ending,
        estimate,
        wales_ages,
        series_code,
    )


def area_by_year(series_code: str, estimate: str, wales_ages: str) -> pd.DataFrame:
    """The row of prevalence_area_years in each year that a council has one, oldest first."""
    return ask(
        """
        SELECT area.*
        FROM prevalence_area_years(?, ?) AS area
        INNER JOIN council_series USING (council_code)
        WHERE council_series.series_code = ?
        ORDER BY area.year_ending
        """,
        estimate,
        wales_ages,
        series_code,
    )
