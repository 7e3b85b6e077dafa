"""Where England's own assessments are short, for every page that shows them."""

import pandas as pd

from dashboard.database import ask


def under_recorded(*factors: str) -> pd.DataFrame:
    """Rows of recording_shortfall of the years in which England's assessments with these factors
    are short, by factor and year. Empty where none is.
    """
    return ask(
        """
        SELECT *
        FROM recording_shortfall
        WHERE is_under_recorded AND LIST_CONTAINS(STRING_SPLIT(?, ','), factor)
        ORDER BY factor, year_ending
        """,
        ",".join(factors),
    )


def under_recorded_by(measure: str) -> pd.DataFrame:
    """As under_recorded, for whatever assessments the measure counts or is divided by."""
    return ask(
        """
        SELECT short.*
        FROM recording_shortfall AS short
        INNER JOIN measure
            ON 'assessments_' || short.factor IN (measure.count, COALESCE(measure.base, ''))
        WHERE short.is_under_recorded AND measure.id = ?
        ORDER BY short.factor, short.year_ending
        """,
        measure,
    )
