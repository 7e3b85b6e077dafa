"""The long series of England held against every other print of the same numbers.

The census files of DfE (D2, the wide files, D1 and D3) print England's plans from 2010 on, and
data/reference/national_series.csv has what was found in print for other years. The fact a newcomer
gets wrong: prints of one number may differ and both be right, by half of what the coarser is
rounded to.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from etl.errors import Refusal, brief
from etl.read import revisions
from etl.read.files.long_series import ENGLAND, FIRST_YEAR, ROUNDED_TO
from etl.read.newest_year import NATIONAL_SERIES, national_series

SERIES = "long_series"
WHAT = {"all_plans": "plans started", "sexual_plans": "plans started for sexual abuse"}
ROUNDED_TO_10_SINCE = 2013  # in every release of DfE's; a number may end in 00 by chance
SHOWN = 1


class Print(NamedTuple):
    """A number that another file or publication prints; `unit` is what it is rounded to."""

    year: int
    measure: str
    value: float
    unit: float
    source: str


def hold(
    tables: dict[str, pd.DataFrame],
    committed: Path,
    years: Sequence[int] | None,
    accepted: str | bool,
    reference: Path = NATIONAL_SERIES,
    read: revisions.Read = revisions.read,
) -> list[str]:
    """Each number of the series that another print has otherwise, and each of the years from the
    first to the last of `years` (by default of its own) that it lacks, a line each.

    Raises Refusal for any unless `accepted` is a reason, or the figures `committed` had it too.
    """
    if SERIES not in tables:
        return []
    years = years or (FIRST_YEAR, tables[SERIES]["year_ending"].max())
    told = _contradictions(tables, years, reference)
    if (committed / f"{SERIES}.csv").exists():
        before = {n: read(committed, n) for n in (SERIES, "plans", "activity")}
        taken = set(_contradictions(before, years, reference))
        told = [line for line in told if line not in taken]
    if told and not revisions.is_reason(accepted):
        more = f"; and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        raise Refusal(
            "; ".join(told[:SHOWN]) + more,
            file="of the long series",
            expected=f"every year from {years[0]} to {years[1]}, as in other prints",
            remedy="look at the publisher's page; --accept-revised REASON takes it so",
        )
    return told


def _contradictions(tables: dict[str, pd.DataFrame], years: Sequence[int], reference: Path):
    series = tables[SERIES].assign(rounded_to=pd.to_numeric(tables[SERIES]["rounded_to"]))
    lacking = sorted(set(range(years[0], years[1] + 1)) - set(series["year_ending"]))
    held = {(r.year_ending, r.measure): r for r in series.dropna(subset="value").itertuples()}
    return [f"no rows for {year}" for year in lacking] + [
        line
        for other in (*_counts(tables), *_found_in_print(reference))
        if (line := _differs(held, other))
    ]


def _differs(held: dict, other: Print) -> str:
    """What the two say, in a line; empty where they agree or the series has no number."""
    if other.measure == "share":
        whole, part = (held.get((other.year, name)) for name in WHAT)
        if not (whole and part and whole.value):
            return ""
        share = 100 * part.value / whole.value
        # The most that rounding the plans for sexual abuse moves it, beside the share's own.
        within = (other.unit + 100 * part.rounded_to / whole.value) / 2
        return (
            _said(other, f"{share:.1f}%", f"{other.value:g}%", "for sexual abuse")
            if abs(share - other.value) > within + 1e-9
            else ""
        )
    row = held.get((other.year, other.measure))
    if row is None:
        return ""
    same = row.rounded_to == other.unit or other.year >= ROUNDED_TO_10_SINCE
    within = 0 if same else max(row.rounded_to, other.unit) / 2
    if abs(row.value - other.value) <= within:
        return ""
    return _said(other, f"{row.value:,}", f"{other.value:,.0f}", WHAT[other.measure])


def _said(other: Print, here: str, there: str, what: str) -> str:
    return f"{other.year}: {here} {what}, where {brief(other.source, 60)} has {there}"


def _counts(tables: dict[str, pd.DataFrame]) -> Iterator[Print]:
    """England's plans in the files of the census."""
    plans, path = (tables[n][tables[n]["area_code"] == ENGLAND] for n in ("plans", "activity"))
    plans = plans.query("flow == 'started'").dropna(subset="value")
    for name, rows in (
        ("all_plans", plans.query("category == 'all'")),
        ("sexual_plans", plans.query("category == 'sexual_abuse' and basis == 'initial'")),
    ):
        for row in rows.itertuples():
            yield _of(row, name, "D2" if row.year_ending > 2012 else "its year's file")
    for row in path.query("measure == 'plans_started'").dropna(subset="value").itertuples():
        yield _of(row, "all_plans", "D1 or D3")


def _of(row, measure: str, file: str) -> Print:
    source = f"{file} of release {row.release}"
    return Print(row.year_ending, measure, row.value, _unit(row.value), source)


def _found_in_print(reference: Path) -> Iterator[Print]:
    for row in national_series(reference).itertuples():
        said = re.search(r"rounded to (\d+)", row.precision)
        for name in WHAT:
            if printed := getattr(row, name):
                value = int(printed)
                unit = int(said[1]) if said else _unit(value)
                yield Print(int(row.year_ending), name, value, unit, row.source)
        if printed := row.sexual_share_per_cent:
            decimals = len(printed.partition(".")[2])
            yield Print(int(row.year_ending), "share", float(printed), 10.0**-decimals, row.source)


def _unit(value: int) -> int:
    return next(unit for unit in ROUNDED_TO if value % unit == 0)
