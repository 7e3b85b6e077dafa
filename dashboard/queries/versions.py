"""Questions about versions of the data: how to cite this one, and what has moved since another."""

import pandas as pd

from dashboard.database import ask


def citation(page: str, address: str, day: str) -> str:
    """How to cite a page in plain text; an empty address or day is left out."""
    return ask("SELECT citation(?, ?, ?) AS words", page, address, day)["words"].iloc[0]


def bibtex(page: str, address: str, day: str) -> str:
    """How to cite a page in BibTeX."""
    return ask("SELECT citation_bibtex(?, ?, ?) AS words", page, address, day)["words"].iloc[0]


def product_title() -> str:
    """The name of the dashboard."""
    return ask("SELECT product_title() AS title")["title"].iloc[0]


def is_known(version: str) -> bool:
    """Whether the change log has the version."""
    return bool(
        ask("SELECT COUNT(*) AS n FROM meta_change WHERE data_version = ?", version)["n"].iloc[0]
    )


def releases() -> pd.DataFrame:
    """Every version in the change log: data_version, published, about; newest first."""
    return ask(
        """
        SELECT data_version, published, about
        FROM meta_change
        WHERE area_code IS NULL
        ORDER BY position
        """
    )


def moved_since(version: str, slug: str) -> pd.DataFrame:
    """Figures of a council that moved after `version`: year_ending, what, before, after.

    One row for each figure and version that moved it, oldest version first. `slug` is the council's
    name in addresses; figures under any code of its series count.
    """
    return ask(
        """
        SELECT
            changed.data_version,
            changed.year_ending,
            changed.what,
            changed.before,
            changed.after
        FROM meta_change AS changed
        INNER JOIN council_series ON council_series.council_code = changed.area_code
        WHERE council_series.slug = ?
            AND changed.position
            < (SELECT MIN(position) FROM meta_change WHERE data_version = ?)
        ORDER BY changed.position DESC, changed.year_ending, changed.what
        """,
        slug,
        version,
    )


def council_label(slug: str) -> str:
    """A council's name for readers; empty for a slug that no council has."""
    rows = ask("SELECT ANY_VALUE(label) AS label FROM council_series WHERE slug = ?", slug)
    label = rows["label"].iloc[0]
    return "" if pd.isna(label) else label
