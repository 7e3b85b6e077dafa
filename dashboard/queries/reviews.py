"""Questions of the Reviews page: findings, the areas inspected, and what happened when."""

import pandas as pd

from dashboard.database import ask


def findings() -> pd.DataFrame:
    """review_finding in the order of reading; text is None and value NaN where there is none.

    `source_number` is the number of its publication in `sources`.
    """
    found = ask("SELECT * FROM review_finding ORDER BY position")
    return found.merge(
        sources()[["source", "number"]].rename(columns={"number": "source_number"}), on="source"
    ).sort_values("position")


def sources() -> pd.DataFrame:
    """The publications of the findings, one row each, in the order in which they are first named.

    `number` is the place of each from 1, `published` its date as far as it is known.
    """
    return ask(
        """
        SELECT
            ROW_NUMBER() OVER (ORDER BY MIN(position)) AS number,
            source,
            published
        FROM review_finding
        GROUP BY source, published
        ORDER BY number
        """
    )


def areas() -> pd.DataFrame:
    """Areas inspected jointly on sexual abuse or exploitation: one row per area and round.

    Newest round first, then by name. Dates are NaT where they could not be established.
    """
    return ask(
        """
        SELECT slug, label, round, theme, fieldwork_from, fieldwork_to, letter_published, source
        FROM inspection
        INNER JOIN council_series USING (council_code)
        ORDER BY round DESC, label
        """
    )
