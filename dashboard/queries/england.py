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
        SELECT
            year_ending,
            sexual_plans,
            CASE WHEN origin = 'file' THEN 'Children in need census files (DfE)' ELSE source END
                AS origin
        FROM national_year
        WHERE sexual_plans IS NOT NULL
            AND year_ending >= (SELECT MIN(year_ending) FROM england_year)
        ORDER BY year_ending
        """
    )


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
