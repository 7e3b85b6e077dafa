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
councils print a number, its total and the row's together can leave one number alone. All sums are
asked at once (`telling`). A row that they tell of loses its next smallest number too, until none is
told. Where the row has nothing more to lose (its total is hidden, and what it prints is 0), the
region's total goes instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pandas as pd

from etl.read import telling
from etl.read.symbols import HIDDEN, PUBLISHED, SUPPRESSED, WITHHELD

ROW = ["area_code", "year_ending", "flow"]
# What DfE says a hidden number can be: each of these must remain possible.
FEWEST, MOST = 1, 5
ENGLAND = "E92000001"
HALF, HALF_TO_2011 = 5, 50  # a total rounded to 10, or to 100, is this much more or less
# Table of counts, each by itself → the column that says what is counted.
COUNTED_BY = {"activity": "measure", "assessments": "factor"}
Within = Mapping[str, Iterable[str]]  # council → areas whose rounded totals it is in


def totals_of(councils: pd.DataFrame) -> dict[str, set[str]]:
    """Council code → codes of the region (London as one and in two) and the country it is in."""
    return {
        row.council_code: {row.region_code, row.dfe_region_code, ENGLAND}
        for row in councils.itertuples()
    }


def withheld(name: str, table: pd.DataFrame, within: Within) -> pd.DataFrame:
    """The table of that name as it may be written; as it is where it has no hidden numbers."""
    if name == "plans":
        return withhold(table, within)
    if name in COUNTED_BY:
        return withhold_totals(table, COUNTED_BY[name], within)
    return table


def withhold(plans: pd.DataFrame, within: Within) -> pd.DataFrame:
    """The table `plans`, with other numbers hidden where those printed tell a hidden one.

    `within` is of `totals_of`. England's totals are left as they are.
    """
    plans = _beside_one(plans.copy())
    for _, of in plans.groupby(["year_ending", "flow"]):
        while told := _told_by_rows(plans.loc[of.index], within):
            if not _hide(plans, _beside(plans.loc[of.index], told, within)):
                break
    return plans


def withhold_totals(table: pd.DataFrame, what: str, within: Within) -> pd.DataFrame:
    """A table of counts, each by itself, without the totals of regions that tell a hidden one.

    `what` is the column that says what is counted. A hidden number is taken to be 1 to 5.
    """
    table = table.copy()
    hidden = (table["area_level"] == "council") & table["status"].isin(HIDDEN)
    for _, of in table.groupby(["year_ending", what]):
        if hidden[of.index].any():
            can_be, sums = _of_areas(of, [what], within, (FEWEST, MOST))
            if told := telling.told(can_be, telling.met(can_be, sums)):
                _hide(table, _totals(of, told, [what], within))
    return table


def _hide(table: pd.DataFrame, places) -> bool:
    """Hide the numbers at these places; whether there are any."""
    table.loc[places, ["value", "status", "symbol"]] = [pd.NA, WITHHELD, WITHHELD]
    return len(places) > 0


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


def _told_by_rows(table: pd.DataFrame, within: Within) -> set[int]:
    """Cells of a year and flow that all its sums together leave one number, rows among them.

    Twice: with 0 the least a suppressed number can be, and with 1, as DfE says, where that is so.
    """
    can_be, sums = _of_areas(table, ["basis", "category"], within, (0, telling.MORE_THAN_ANY))
    can_be |= {c: (FEWEST, MOST) for c in table.index[table["category"] == "all"] if c in can_be}
    sums = telling.met(can_be, sums + _of_rows(table))
    at_least_1 = table.index[table["status"] == SUPPRESSED]
    from_1 = can_be | {c: (FEWEST, can_be[c][1]) for c in at_least_1 if c in can_be}
    return telling.told(can_be, sums) | telling.told(from_1, sums)


def _of_rows(table: pd.DataFrame) -> list[telling.Sum]:
    """What the hidden cells of each council's row come to, less its total where that is hidden."""
    totals, rows = {}, defaultdict(list)
    councils = table[table["area_level"] == "council"]
    columns = [councils[n].tolist() for n in ("area_code", "basis", "category", "status", "value")]
    for cell, area, basis, category, status, value in zip(councils.index, *columns, strict=True):
        if category == "all":
            totals[area] = cell, status, value
        else:
            rows[area, basis].append((cell, status, value))
    sums = []
    for (of, _), row in rows.items():
        total, status, value = totals.get(of, (None, None, None))
        if not {status, *(s for _, s, _ in row)} <= {PUBLISHED, *HIDDEN}:
            continue
        cells = {cell: 1 for cell, s, _ in row if s in HIDDEN}
        rest = -sum(v for _, s, v in row if s == PUBLISHED)
        if status == PUBLISHED:
            rest += value
        else:
            cells[total] = -1
        if cells:
            sums.append(telling.Sum(cells, int(rest), int(rest)))
    return sums


def _of_areas(table: pd.DataFrame, by: list[str], within: Within, ends: tuple[int, int]):
    """What each hidden cell of a council can be by itself, and the sums of regions and England.

    A cell is its place in `table`; the columns `by` say what it counts.
    """
    can_be: dict[int, tuple[float, float]] = {}
    printed: dict[tuple, int] = {}
    added: dict[tuple, list] = defaultdict(list)
    columns = [table[name].tolist() for name in ("area_code", "area_level", "status", "value")]
    keys = zip(*[table[name].tolist() for name in by], strict=True)
    for cell, area, level, status, value, key in zip(table.index, *columns, keys, strict=True):
        if level != "council":
            if status == PUBLISHED:
                printed[(area, *key)] = int(value)
            continue
        if status in HIDDEN:
            can_be[cell] = ends
        known = int(value) if status == PUBLISHED else cell if status in HIDDEN else None
        for whole in within.get(area, ()):
            added[(whole, *key)].append((status, known))
    half = HALF if table["year_ending"].iloc[0] > 2011 else HALF_TO_2011
    sums = []
    for place, total in printed.items():
        parts = added[place]
        cells = {known: 1 for status, known in parts if status in HIDDEN}
        if cells and all(known is not None for _, known in parts):
            rest = total - sum(known for status, known in parts if status == PUBLISHED)
            sums.append(telling.Sum(cells, rest - half, rest + half))
    return can_be, sums


def _beside(table: pd.DataFrame, told: set[int], within: Within) -> list[int]:
    """What is hidden next: of each row its smallest number, or else totals of regions."""
    places = []
    with_total = table.loc[(table["category"] == "all") & (table["status"] == PUBLISHED)]
    cells = table.loc[sorted(told)]
    rows = cells[cells["area_code"].isin(with_total["area_code"])]
    for (area, basis), _ in rows.groupby(["area_code", "basis"]):
        of = table[(table["area_code"] == area) & (table["basis"] == basis)]
        printed = of[of["status"] == PUBLISHED].sort_values(["value", "category"])
        above_0 = printed.index[printed["value"] > 0]
        places += list(above_0[:1] if len(above_0) else printed.index)
    if places:
        return places
    hidden_totals = set(cells.index[cells["category"] == "all"])
    return _totals(table, hidden_totals or told, ["basis", "category"], within)


def _totals(table: pd.DataFrame, told: set[int], by: list[str], within: Within) -> list[int]:
    """The printed totals of regions that the cells told are in."""
    cells = table.loc[sorted(told)]
    wanted = {
        (whole, *key)
        for area, *key in cells[["area_code", *by]].itertuples(index=False)
        for whole in set(within[area]) - {ENGLAND}
    }
    printed = table.loc[table["status"] == PUBLISHED, ["area_code", *by]]
    return [cell for cell, *place in printed.itertuples() if tuple(place) in wanted]


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
