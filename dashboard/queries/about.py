"""Questions of the About page: about the data rather than of it."""

import pandas as pd

from dashboard.database import ask


def sources() -> pd.DataFrame:
    """meta_source, one row a file, by publisher, newest years first. NULL: not known."""
    return ask("SELECT * FROM meta_source ORDER BY publisher, years[2] DESC NULLS LAST, title")


def versions() -> pd.DataFrame:
    """Versions of the data, newest first, with how many figures each moved.

    Columns data_version, published (NULL where not noted), about, figures_moved.
    """
    return ask(
        """
        SELECT
            data_version,
            ANY_VALUE(published) AS published,
            STRING_AGG(about, ' ') FILTER (WHERE area_code IS NULL) AS about,
            COUNT(area_code) AS figures_moved
        FROM meta_change
        GROUP BY data_version, position
        ORDER BY position
        """
    )


def moves() -> pd.DataFrame:
    """Figures that moved, one a row, newest version first; `before` and `after` as logged."""
    return ask(
        """
        SELECT
            meta_change.data_version,
            COALESCE(council.council_name, meta_change.area_code) AS area,
            meta_change.year_ending,
            meta_change.what,
            meta_change.before,
            meta_change.after
        FROM meta_change
        LEFT JOIN council ON council.council_code = meta_change.area_code
        WHERE meta_change.area_code IS NOT NULL
        ORDER BY meta_change.position, area, meta_change.year_ending, meta_change.what
        """
    )


def known_faults() -> list[str]:
    """Faults in published files that are passed on unmended, each once, as a sentence."""
    rows = ask("SELECT DISTINCT explanation FROM known_fault ORDER BY 1")
    return rows["explanation"].tolist()


def carried_figures() -> pd.DataFrame:
    """Councils whose older figures stand in England's totals: label, year_ending, explanation."""
    return ask(
        """
        SELECT council_series.label, carried_figure.year_ending, carried_figure.explanation
        FROM carried_figure
        INNER JOIN council_series USING (council_code)
        ORDER BY carried_figure.year_ending
        """
    )


def reach() -> pd.Series:
    """What is held: first and last years of plans and assessments, and suppressed council-years."""
    return ask(
        """
        SELECT
            (SELECT MIN(year_ending) FROM england_year) AS plans_from,
            (SELECT MIN(year_ending) FROM council_year) AS rates_from,
            (SELECT MAX(year_ending) FROM council_year) AS plans_to,
            (SELECT MIN(year_ending) FROM assessment_factor) AS assessments_from,
            (SELECT MAX(year_ending) FROM assessment_factor) AS assessments_to,
            (SELECT COUNT(*) FROM council_year) AS council_years,
            (SELECT COUNT(*) FROM council_year WHERE is_hidden(sexual_plans_status))
                AS suppressed_council_years
        """
    ).iloc[0]
