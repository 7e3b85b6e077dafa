"""Where England's own assessments are short, for every page that shows them."""

import pandas as pd

from dashboard.database import ask

# Years in which England's assessments with a factor are short, with England's number beside it.
SHORT = """
    SELECT
        recording_shortfall.*,
        assessment_factor.value AS assessments,
        ratio_of(1, recording_shortfall.assessments_short, assessment_factor.value) AS share_short
    FROM recording_shortfall
    INNER JOIN assessment_factor USING (factor, year_ending)
    WHERE is_under_recorded AND assessment_factor.area_level = 'england'
"""


def under_recorded(*factors: str) -> pd.DataFrame:
    """Years in which England's assessments with these factors are short, by factor and year.

    recording_shortfall, with England's number beside it as `assessments`, and what share of it
    is lacking as `share_short` (0 to 1). Empty where none is.
    """
    return ask(
        f"""
        SELECT *
        FROM ({SHORT})
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ','), factor)
        ORDER BY factor, year_ending
        """,
        ",".join(factors),
    )


def under_recorded_by(measure: str) -> pd.DataFrame:
    """As under_recorded, for whatever assessments the measure counts or is divided by."""
    return ask(
        f"""
        SELECT short.*
        FROM ({SHORT}) AS short
        INNER JOIN measure
            ON 'assessments_' || short.factor IN (measure.count, COALESCE(measure.base, ''))
        WHERE measure.id = ?
        ORDER BY short.factor, short.year_ending
        """,
        measure,
    )
