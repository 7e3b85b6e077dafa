"""How the rate of plans moved between two years: one file for each pair of years.

The fact a newcomer gets wrong: a change is said only where both years are printed. Its limits, with
the variance factor of plans, were worked out when the database was built (`change_between`); the
browser looks a sentence up.
"""

from functools import partial
from itertools import combinations

from dashboard import queries, words
from dashboard.queries import chance as chance_queries
from dashboard.words import chance as chance_words

COLUMNS = ["Change of the rate", "95% limits of the change", "Beside usual swings"]


def names() -> list[str]:
    """The name of each pair of years, the earlier first: "2013-2024"."""
    return [f"{before}-{year}" for before, year in combinations(queries.plan_years(), 2)]


def pack(name: str) -> dict:
    """What is said of each council, by its code of the later year, and its cells of the table.

    Raises KeyError for a pair that is not of `names`.
    """
    if name not in names():
        raise KeyError(name)
    before, year = map(int, name.split("-"))
    rows = list(chance_queries.changes_between(before, year).itertuples())
    return {
        "columns": COLUMNS,
        "said": {row.council_code: chance_words.between(row) for row in rows},
        "cells": {row.council_code: _cells(row) for row in rows},
    }


def _cells(row) -> list[str]:
    signed = partial(chance_words.signed, counts=(row.plans, row.plans_before))
    changed = words.cell(
        row.rate_change, row.change_status, lambda v: "to none" if v == -1 else signed(v)
    )
    if words.is_missing(row.rate_change):
        return [changed, changed, row.verdict_words]
    if words.is_missing(row.rate_change_high):
        return [changed, "[z]", row.verdict_words]
    low, high = map(signed, (row.rate_change_low, row.rate_change_high))
    return [changed, f"{low} to {high}", row.verdict_words]
