"""Rows that would give a hidden number away: which printed categories we do not show either.

The fact a newcomer gets wrong: a row with one hidden category and a printed total has nothing
hidden in it, for the rest can be subtracted. DfE hides a second category in such a row, nearly
always. Where it did not, `extract` does, so that no file of ours holds the row as printed.

The rule, and why it is this one. Withhold the smallest category printed above 0, and then the next
smallest, until someone who knows this rule and the total can still take the hidden number for any
from 1 to 5. Knowing "the smallest", they know that what is withheld is no larger than the smallest
number left; where two numbers are equal or close, that alone would bring the hidden one down to a
number or two, so that both must go. A 0 is not withheld first, because it hides nothing: the
remainder would be the hidden number. Where the row is too small for that, all of it is withheld.

Totals of regions and England are rounded to 10, and still may tell: where nearly all a region's
councils print a number, its total and the row's together can leave one number alone. A row that
they tell of loses its next smallest number too, until none is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from etl.read.symbols import HIDDEN, PUBLISHED, WITHHELD

ROW = ["area_code", "year_ending", "flow"]
# What DfE says a hidden number can be: each of these must remain possible.
FEWEST, MOST = 1, 5
ENGLAND = "E92000001"
HIDDEN_CELL = (0, 10**9)  # more than any, and a number, so that it can be taken from a sum again
HALF = 5  # a total that is rounded to 10 is this much more or less


def totals_of(councils: pd.DataFrame) -> dict[str, set[str]]:
    """Council code → codes of the region (London as one and in two) and the country it is in."""
    return {
        row.council_code: {row.region_code, row.dfe_region_code, ENGLAND}
        for row in councils.itertuples()
    }


def withhold(plans: pd.DataFrame, within: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """The table `plans`, with other categories hidden where a council's row tells a hidden one.

    `within` is council code → codes of the areas whose rounded totals it is in (`totals_of`). Those
    totals are left as they are.
    """
    plans = _beside_one(plans.copy())
    known, rows, sums = _sums(plans, within)
    while True:
        low, high = _narrowed(known, sums)
        told = [row for row in rows if _is_told(row, low, high, known)]
        if not told:
            return plans
        for cells in told:
            row = plans.loc[cells]
            printed = row[row["status"] == PUBLISHED].sort_values(["value", "category"])
            above_0 = printed.index[printed["value"] > 0]
            places = above_0[:1] if len(above_0) else printed.index
            _hide(plans, places)
            known |= dict.fromkeys(places, HIDDEN_CELL)


def _hide(plans: pd.DataFrame, places) -> None:
    plans.loc[places, ["value", "status", "symbol"]] = [pd.NA, WITHHELD, WITHHELD]


def _beside_one(plans: pd.DataFrame) -> pd.DataFrame:
    councils = plans[plans["area_level"] == "council"]
    total = councils[councils["category"] == "all"].set_index(ROW)["value"].dropna()
    parts = councils[councils["category"] != "all"]
    hidden = parts["status"].isin(HIDDEN).groupby([parts[c] for c in (*ROW, "basis")])
    for (*row, _), cells in parts[hidden.transform("sum") == 1].groupby([*ROW, "basis"]):
        if tuple(row) in total.index:
            printed = cells[cells["status"] == PUBLISHED].sort_values(["value", "category"])
            places = withheld_with(printed["value"].tolist(), int(total[tuple(row)]))
            _hide(plans, printed.index[places])
    return plans


def _sums(plans: pd.DataFrame, within: Mapping[str, Iterable[str]]):
    """What each council's cell is known to be, rows with a hidden one, and the sums of cells.

    A cell is its place in `plans`, and is known as a pair: the least and the most it can be. A row
    is a list of cells; a sum has its cells and the least and the most of its total.
    """
    known: dict[int, tuple[float, float]] = {}
    totals: dict[tuple, int] = {}
    rows, added = defaultdict(list), defaultdict(list)
    names = ["area_code", "area_level", "year_ending", "flow", "basis", "category", "status"]
    columns = [plans[name].tolist() for name in names]
    values = plans["value"].tolist()
    for cell, value, area, level, *place, status in zip(plans.index, values, *columns, strict=True):
        if place[-1] == "all" or level != "council":
            if status == PUBLISHED:
                totals[(area, *place)] = value
            continue
        if status == PUBLISHED:
            known[cell] = (value, value)
        elif status in HIDDEN:
            known[cell] = HIDDEN_CELL
        rows[(area, *place[:-1])].append(cell)
        for whole in within.get(area, ()):
            added[(whole, *place)].append(cell)
    sums = [
        (cells, total, total)
        for (area, year, flow, _), cells in rows.items()
        if (total := totals.get((area, year, flow, "either", "all"))) is not None
    ] + [(c, totals[t] - HALF, totals[t] + HALF) for t, c in added.items() if t in totals]
    sums = [each for each in sums if all(cell in known for cell in each[0])]
    open_rows = [
        cells for cells in rows.values() if any(known.get(c) == HIDDEN_CELL for c in cells)
    ]
    return known, open_rows, sums


def _is_told(row: list[int], low: dict, high: dict, known: dict) -> bool:
    """Whether a hidden cell of the row can be one number alone, and a printed one is left in it."""
    told = any(known.get(c) == HIDDEN_CELL and low[c] == high[c] for c in row)
    return told and any(c in known and known[c] != HIDDEN_CELL for c in row)


def _narrowed(known: dict, sums: list[tuple[list[int], int, int]]) -> tuple[dict, dict]:
    """The least and the most of each cell by every sum it is in, until no sum says more."""
    low, high = ({cell: ends[n] for cell, ends in known.items()} for n in (0, 1))
    # A sum of printed numbers says nothing.
    sums = [each for each in sums if any(known[cell] == HIDDEN_CELL for cell in each[0])]
    moved = True
    while moved:
        moved = False
        for cells, fewest, most in sums:
            lows, highs = sum(low[c] for c in cells), sum(high[c] for c in cells)
            if lows > most or highs < fewest:
                continue  # not a sum of these cells: its councils are not all here
            for cell in cells:
                if low[cell] == high[cell]:
                    continue
                at_least = max(low[cell], fewest - (highs - high[cell]))
                at_most = min(high[cell], most - (lows - low[cell]))
                if (at_least, at_most) != (low[cell], high[cell]) and at_least <= at_most:
                    lows += at_least - low[cell]
                    highs += at_most - high[cell]
                    low[cell], high[cell], moved = at_least, at_most, True
    return low, high


def withheld_with(printed: list[int], total: int) -> list[int]:
    """Which places of `printed`, smallest first, are withheld beside the one hidden number."""
    above_0 = [place for place, number in enumerate(printed) if number > 0]
    remainder = total - sum(printed)
    for count, place in enumerate(above_0[:-1], start=1):
        remainder += printed[place]
        # With MOST hidden, each withheld number is at least 1. With FEWEST hidden, all but one of
        # them may be 1, and the one may be no larger than the smallest left.
        if MOST + count <= remainder <= FEWEST + (count - 1) + printed[above_0[count]]:
            return above_0[:count]
    return list(range(len(printed)))
