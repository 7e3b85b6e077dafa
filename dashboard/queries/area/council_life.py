"""What befell an area: its quality flags, how it began and ended, and its inspections."""

import pandas as pd

from dashboard.database import ask


def flags(series_code: str) -> pd.DataFrame:
    """quality_flag of the area, newest year first; how areas began and ended is in `relatives`."""
    return ask(
        """
        SELECT year_ending, measure, flag, explanation, counted
        FROM quality_flag
        INNER JOIN council_series USING (council_code)
        WHERE series_code = ? AND flag NOT IN ('new_area', 'area_ended', 'area_re_cut')
        ORDER BY year_ending DESC, measure, flag
        """,
        series_code,
    )


def relatives(series_code: str) -> pd.DataFrame:
    """Areas that this one replaced or was replaced by, one row each, by relation and label.

    `relation` is predecessor or successor; `ended_on` is the last day of the older of the two,
    `began_on` the day after; `change_kind` is merge, split or split+merge. A recode is the same
    area, so it is not here.
    """
    return ask(
        """
        WITH handed_on AS (
            SELECT
                council_code AS older_code,
                UNNEST(STRING_SPLIT(successors, ' ')) AS newer_code,
                code_to AS ended_on,
                code_to + 1 AS began_on,
                change_kind
            FROM council
            WHERE change_kind <> 'recode'
        ),

        by_series AS (
            SELECT
                older.series_code AS older_series,
                older.label AS older_label,
                older.slug AS older_slug,
                newer.series_code AS newer_series,
                newer.label AS newer_label,
                newer.slug AS newer_slug,
                handed_on.ended_on,
                handed_on.began_on,
                handed_on.change_kind
            FROM handed_on
            INNER JOIN council_series AS older ON older.council_code = handed_on.older_code
            INNER JOIN council_series AS newer ON newer.council_code = handed_on.newer_code
        )

        SELECT
            'predecessor' AS relation,
            older_slug AS slug,
            older_label AS label,
            ended_on,
            began_on,
            change_kind
        FROM by_series
        WHERE newer_series = ?
        UNION ALL
        SELECT
            'successor',
            newer_slug,
            newer_label,
            ended_on,
            began_on,
            change_kind
        FROM by_series
        WHERE older_series = ?
        ORDER BY relation, label
        """,
        series_code,
        series_code,
    )


def inspections(series_code: str) -> pd.DataFrame:
    """Joint inspections of the area on sexual abuse or exploitation, oldest first; often none.

    Dates are NaT where they could not be established.
    """
    return ask(
        """
        SELECT round, theme, fieldwork_from, fieldwork_to, letter_published, source
        FROM inspection
        INNER JOIN council_series USING (council_code)
        WHERE series_code = ?
        ORDER BY round
        """,
        series_code,
    )


def rounds() -> pd.DataFrame:
    """The rounds of joint inspections on sexual abuse or exploitation, oldest first."""
    return ask("SELECT DISTINCT round, theme FROM inspection ORDER BY round, theme")
