"""Sets of councils: safeguarding partnerships, police forces, and whatever councils a reader names.

A set is a tuple of council series, sorted; which series is decided in
page/choices/set_addresses.py. Every total is a range where a number is hidden, worked out by the
macro set_totals.
"""

from typing import NamedTuple

import pandas as pd

from dashboard import queries
from dashboard.database import ask
from dashboard.queries import compare as compare_queries
from dashboard.queries import explorer as explorer_queries

RATIO = "plans_per_100_csa_assessments"


class CouncilSet(NamedTuple):
    """A set: level (partnership, police_force or chosen), name in addresses, label, council series.

    `series` are sorted; `slugs` and `labels` are of the councils, by label.
    """

    level: str
    slug: str
    label: str
    series: tuple[str, ...]
    slugs: tuple[str, ...]
    labels: tuple[str, ...]


def every_named() -> list[CouncilSet]:
    """Sets of several councils with a name of their own: partnerships first, each by label."""
    found = []
    for (level, slug, label), rows in named().groupby(["set_level", "slug", "label"], sort=False):
        if len(rows) > 1:
            found.append(
                CouncilSet(
                    level,
                    slug,
                    label,
                    tuple(sorted(rows["series_code"])),
                    tuple(rows["council_slug"]),
                    tuple(rows["council_label"]),
                )
            )
    return found


def named() -> pd.DataFrame:
    """Sets with a name of their own, one row a set and council series, by level, label and council.

    Columns of council_set without the codes, with `council_slug` and `council_label`.
    """
    return ask(
        """
        SELECT DISTINCT
            council_set.* EXCLUDE (set_code, council_code),
            council_series.slug AS council_slug,
            council_series.label AS council_label
        FROM council_set
        INNER JOIN council_series USING (series_code)
        WHERE EXISTS (
            SELECT 1
            FROM council_year
            INNER JOIN council_series AS own USING (council_code)
            WHERE own.series_code = council_set.series_code
        )
        ORDER BY council_set.set_level, council_set.label, council_label
        """
    )


def of_council(series_code: str) -> pd.DataFrame:
    """The named sets of several councils that a council is in, one row a set."""
    rows = named()
    many = rows.groupby("slug")["series_code"].transform("size") > 1
    found = rows[many & (rows["series_code"] == series_code)]
    return found[["set_level", "slug", "label"]].reset_index(drop=True)


def years(series: tuple[str, ...]) -> pd.DataFrame:
    """The set together, one row a year in which a council of it exists, oldest first.

    Columns of partnership_year without its name, with assessments per 1,000 children of the
    councils counted (`csa_rate_min`, `csa_rate_max`; NULL before 2018) and England's rate.
    """
    return ask(
        """
        SELECT
            totals.* EXCLUDE (set_code),
            england.sexual_rate_per_1000 AS england_rate
        FROM set_totals('', STRING_SPLIT(?, ',')) AS totals
        INNER JOIN england_year AS england USING (year_ending)
        ORDER BY totals.year_ending
        """,
        ",".join(series),
    )


def estimate(series: tuple[str, ...], year_ending: int) -> pd.Series:
    """All children of the set's councils in a year, and how many an average would give.

    `children`, `children_at_average` and `estimated_per_1000`, at the usual assumptions; it is not
    a figure about any council.
    """
    return ask(
        "SELECT * FROM prevalence_set_at(STRING_SPLIT(?, ','), ?, ?, ?)",
        ",".join(series),
        year_ending,
        explorer_queries.ESTIMATE,
        explorer_queries.WALES_AGES,
    ).iloc[0]


def classes(series: tuple[str, ...], threshold: float) -> pd.DataFrame:
    """The class of each council of the set in every year, by council and year."""
    return ask(
        """
        SELECT
            council_series.series_code,
            in_year.year_ending,
            in_year.class AS class_name
        FROM council_class_at(?) AS in_year
        INNER JOIN council_series USING (council_code)
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ','), council_series.series_code)
        ORDER BY council_series.label, in_year.year_ending
        """,
        threshold,
        ",".join(series),
    )


def steps(series: tuple[str, ...], year_ending: int) -> pd.DataFrame:
    """path_step of each council of the set in a year, by council, in the order of the steps.

    Empty before 2018. Columns label, slug, and those of path_step that a table prints.
    """
    return ask(
        """
        SELECT
            council_series.slug,
            council_series.label,
            path_step.step,
            path_step.value,
            path_step.status
        FROM path_step
        INNER JOIN council_series ON council_series.council_code = path_step.area_code
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ','), council_series.series_code)
            AND path_step.year_ending = ?
        ORDER BY council_series.label, path_step.position
        """,
        ",".join(series),
        year_ending,
    )


def members(series: tuple[str, ...], year_ending: int, threshold: float) -> pd.DataFrame:
    """The set's councils that existed in the year, of queries.classes_in, by name.

    The class is in `class_name`.
    """
    rows = queries.classes_in(year_ending, threshold)
    return rows[rows["series_code"].isin(series)].rename(columns={"class": "class_name"})


def compared(series: tuple[str, ...], year_ending: int) -> pd.DataFrame:
    """The set's councils of the year as queries.compare.councils_of has them, by name."""
    rows = compare_queries.councils_of(year_ending)
    return rows[rows["series_code"].isin(series)]


def ratio(codes: tuple[str, ...], year_ending: int) -> tuple[pd.Series | None, float | None]:
    """Plans for each 100 assessments: the councils together as a range, and England.

    The row is of queries.compare.together. None where there is none, as before 2018.
    """
    together = compare_queries.together(codes, year_ending)
    printed = compare_queries.printed(RATIO, year_ending)
    return (
        together.loc[RATIO] if RATIO in together.index else None,
        float(printed["value"].iloc[0]) if len(printed) else None,
    )


def question_facts(series: tuple[str, ...], year_ending: int) -> pd.DataFrame:
    """question_fact of the set's councils in the year with their labels, one row each, by name."""
    return ask(
        """
        SELECT question_fact.*, council_series.label
        FROM question_fact
        INNER JOIN council_series USING (council_code)
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ','), council_series.series_code)
            AND question_fact.year_ending = ?
        ORDER BY council_series.label
        """,
        ",".join(series),
        year_ending,
    )
