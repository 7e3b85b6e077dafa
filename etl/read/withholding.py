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
from math import inf

import pandas as pd

from etl.read.symbols import HIDDEN, PUBLISHED, WITHHELD

ROW = ["area_code", "year_ending", "flow"]
# What DfE says a hidden number can be: each of these must remain possible.
FEWEST, MOST = 1, 5
ENGLAND = "E92000001"
HALF = 5  # a total that is rounded to 10 is this much more or less


def totals_of(councils: pd.DataFrame) -> dict[str, set[str]]:
    """Council code → codes of the region (London as one and in two) and the country it is in."""
    return {
        row.council_code: {row.region_code, row.dfe_region_code, ENGLAND}
        for row in councils.itertuples()
    }


def withhold(plans: pd.DataFrame, within: Mapping[str, Iterable[str]] = {}) -> pd.DataFrame:
    """The table `plans`, with other categories hidden where a council's row tells a hidden one.

    `within` is council code → codes of the areas whose rounded totals it is in. Those totals are
    left as they are.
    """
    plans = _beside_one(plans.copy())
    while told := _rows_told(plans, within):
        for cells in told:
            row = plans.loc[cells]
            printed = row[row["status"] == PUBLISHED].sort_values(["value", "category"])
            above_0 = printed[printed["value"] > 0]
            _hide(plans, above_0.index[:1] if len(above_0) else printed.index)
    return plans


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


def _rows_told(plans: pd.DataFrame, within: Mapping[str, Iterable[str]]) -> list[list]:
    """Rows with a printed number left in which the totals leave a hidden cell one number alone.

    A row is the places of its cells in `plans`.
    """
    low: dict[int, float] = {}  # place → the least its cell can be
    high: dict[int, float] = {}
    rows, totals, added = defaultdict(list), {}, defaultdict(list)
    status = plans["status"].to_dict()
    for cell in plans.itertuples():
        place = (cell.year_ending, cell.flow, cell.basis, cell.category)
        if cell.category == "all" or cell.area_level != "council":
            if cell.status == PUBLISHED:
                totals[(cell.area_code, *place)] = int(cell.value)
            continue
        if cell.status == PUBLISHED:
            low[cell.Index] = high[cell.Index] = int(cell.value)
        elif cell.status in HIDDEN:
            low[cell.Index], high[cell.Index] = 0, inf
        rows[(cell.area_code, *place[:3])].append(cell.Index)
        for area in within.get(cell.area_code, ()):
            added[(area, *place)].append(cell.Index)
    sums = [
        (cells, total, total)
        for (area, year, flow, _), cells in rows.items()
        if (total := totals.get((area, year, flow, "either", "all"))) is not None
    ] + [
        (cells, totals[total] - HALF, totals[total] + HALF)
        for total, cells in added.items()
        if total in totals
    ]
    _narrow([each for each in sums if all(cell in low for cell in each[0])], low, high)
    return [
        cells
        for cells in rows.values()
        if any(status[cell] == PUBLISHED for cell in cells)
        and any(status[cell] in HIDDEN and low[cell] == high[cell] for cell in cells)
    ]


def _narrow(sums: list[tuple[list, int, int]], low: dict, high: dict) -> None:
    """What each cell can be, by every sum it is in, until no sum says more."""
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
                others = sum(high[c] for c in cells if c != cell)
                at_least = max(low[cell], fewest - others)
                at_most = min(high[cell], most - (lows - low[cell]))
                if (at_least, at_most) != (low[cell], high[cell]) and at_least <= at_most:
                    lows += at_least - low[cell]
                    low[cell], high[cell], moved = at_least, at_most, True


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
