"""A year that nobody has printed before, held against all else that is known of it.

An older year must be printed again as it was (revisions.py). A new one has no such witness, and two
columns exchanged in it alone contradict nothing in their own file. What there is: England's numbers
in other publications (data/reference/national_series.csv), and England's own years before.

The fact a newcomer gets wrong: a large step is not a fault. It is shown to a person, who takes it
by giving a reason.
"""

import re
from pathlib import Path

import numpy as np
import pandas as pd

from etl import kept
from etl.errors import Refusal
from etl.read import revisions
from etl.read.files.assessments import FIRST_SPLIT_YEAR
from etl.read.published import FETCH_AGAIN
from etl.tables import types

NATIONAL_SERIES = Path(__file__).parents[2] / "data" / "reference" / "national_series.csv"
ENGLAND = "E92000001"
# Table of figures → what tells a series of England's from another.
NUMBERS = ["all_plans", "sexual_plans", "sexual_share_per_cent"]  # of the national series
SERIES = {
    "plans": ["flow", "basis", "category"],
    "assessments": ["factor"],
    "activity": ["measure"],
}
# Not every council told the parts apart in the first year; what is left beside them runs out.
PART, RUNNING_OUT = "_on_child", "_unknown"
FEWEST_STEPS = 2  # before the new one; a series of fewer has no usual step
SHOWN = 2  # of the steps, in a message
UNIT = 10  # England is rounded to it: added to both ends, so that few do not seem to leap


def hold(
    tables: dict[str, pd.DataFrame],
    committed: Path,
    accepted: str | bool,
    read: revisions.Read = revisions.read,
) -> list[str]:
    """England's steps into a new year that are larger than any before, a line each.

    Raises Refusal for them unless `accepted` is a reason, and whatever it is for a number that
    another publication prints otherwise.
    """
    _agrees_with_the_national_series(tables["plans"])
    told = []
    for name, key in SERIES.items():
        if (committed / f"{name}.csv").exists():
            held = set(read(committed, name)["year_ending"])
            told += [f"{name}: {line}" for line in _large_steps(tables[name], key, held)]
    if told and not revisions.is_reason(accepted):
        shown = "; ".join(told[:SHOWN])
        more = len(told) - SHOWN
        raise Refusal(
            "England moves more in the newest year than in any before: "
            + shown
            + (f"; and {more} more" if more > 0 else ""),
            remedy="see that no columns are exchanged; --accept-revised REASON takes them",
        )
    return told


def _large_steps(table: pd.DataFrame, key: list[str], held: set[int]) -> list[str]:
    england = table[(table["area_code"] == ENGLAND) & (table["year_ending"] >= 2013)]
    found = []
    for place, rows in england.dropna(subset="value").groupby(key):
        values = rows.set_index("year_ending")["value"].astype(float).sort_index()
        if place[-1].endswith(PART):
            values = values[values.index > FIRST_SPLIT_YEAR]
        if place[-1].endswith(RUNNING_OUT):
            continue
        step = np.log(values + UNIT).diff().abs()
        for year in sorted(set(values.index) - held):
            before = step[step.index < year].dropna()
            if len(before) >= FEWEST_STEPS and step[year] > before.max() + 1e-9:
                last = values[values.index < year]
                found.append(
                    f"{' '.join(place).replace('_', ' ')} {last.index[-1]} to {year}: "
                    f"{last.iloc[-1]:,.0f} → {values[year]:,.0f}"
                )
    return found


def national_series(path: Path = NATIONAL_SERIES) -> pd.DataFrame:
    """What was found in print of England, a year a row: text but for the year. Raises Refusal."""
    columns = types()["national_series"]
    rows = kept.table(path, columns, filled=("year_ending", "precision", "source"))
    return rows.astype({"year_ending": int})


def _agrees_with_the_national_series(plans: pd.DataFrame) -> None:
    """Both round, so that they may differ by half of what the coarser rounds to."""
    england = plans[(plans["area_code"] == ENGLAND) & (plans["flow"] == "started")]
    printed = england[england["basis"] != "latest"]
    printed = printed.pivot(index="year_ending", columns="category", values="value")
    series = national_series().set_index("year_ending")
    series[NUMBERS] = series[NUMBERS].replace("", None).astype(float)
    for row in series.itertuples():
        if row.Index not in printed.index:
            continue
        whole, sexual = printed.loc[row.Index, ["all", "sexual_abuse"]]
        unit = re.search(r"rounded to (\d+)", row.precision)
        within = int(unit[1]) / 2 if unit and int(unit[1]) > UNIT else 0
        for what, digits, here, there, by in (
            ("plans started", 0, whole, row.all_plans, within),
            ("plans started for sexual abuse", 0, sexual, row.sexual_plans, within),
            ("per cent for sexual abuse", 1, 100 * sexual / whole, row.sexual_share_per_cent, 0.1),
        ):
            if pd.notna(here) and pd.notna(there) and abs(here - there) > by:
                raise Refusal(
                    f"{here:,.{digits}f} {what} in England, where {there:,.{digits}f} are in print "
                    f"({row.source})",
                    year=row.Index,
                    expected=f"the same as in {NATIONAL_SERIES.name}",
                    remedy=f"the file may be another year's, or its columns exchanged: "
                    f"{FETCH_AGAIN}",
                )
