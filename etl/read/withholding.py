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

Totals of regions and England are rounded to 10, halves up, and still may tell: where nearly all a
region's councils print a number, its total and the row's together can leave one number alone. All
sums are asked at once (`telling`). A row that they tell of loses its next smallest number too,
until none is told. Where the row has nothing more above 0 to lose, the region's total goes instead,
then the row's zeros. What England's total tells costs the smallest row of a council some of its
numbers. Of counts in no row (activity, assessments) the region's total goes, and where England's
tells, the smallest number that a council prints.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from etl import tables
from etl.fingerprints import DATA
from etl.read import telling
from etl.read.symbols import HIDDEN, LOW_RELIABILITY, NOT_AVAILABLE, PUBLISHED, SUPPRESSED, WITHHELD

YEAR = "year_ending"
ROW = ["area_code", YEAR, "flow"]
# What DfE says a hidden number can be: each of these must remain possible.
FEWEST, MOST = 1, 5
ENGLAND = "E92000001"
HALF, HALF_TO_2011 = 5, 50  # a total of 10s, or of 100s, is rounded by less, or up by as much
# What is no number of a council, where DfE may have taken an earlier one into its totals.
ABSENT, CARRIED = (NOT_AVAILABLE, LOW_RELIABILITY), "carried"
# Table of counts, each by itself → the column that says what is counted.
COUNTED_BY = {"activity": "measure", "assessments": "factor"}
# A child is counted once a year, what happened to it each time.
NO_MORE_THAN = {
    "plan_children": "plans_started",
    "referred_children": "referrals",
    "section_47_children": "section_47_enquiries",
    "initial_conference_children": "initial_conferences",
}
Within = Mapping[str, Iterable[str]]  # council → areas whose rounded totals it is in


@cache
def carried() -> pd.DataFrame:
    """Councils and years whose earlier figures DfE took into its totals, and of which year."""
    return tables.read(DATA / "reference", "carried_figures", "reference")


def totals_of(councils: pd.DataFrame) -> dict[str, set[str]]:
    """Council code → codes of the region (London as one and in two) and the country it is in."""
    return {
        row.council_code: {row.region_code, row.dfe_region_code, ENGLAND}
        for row in councils.itertuples()
    }


def withheld(name: str, table: pd.DataFrame, within: Within) -> pd.DataFrame:
    """The table of that name as it may be written; as it is where it has no hidden numbers."""
    if name != "plans" and name not in COUNTED_BY:
        return table
    seen, table = as_carried(table), table.copy()
    if name == "plans":
        found = withhold(seen, within)
    else:
        found = withhold_totals(seen, COUNTED_BY[name], within)
    _hide(table, table.index[(found["status"] == WITHHELD) & (table["status"] == PUBLISHED)])
    return table


def as_carried(table: pd.DataFrame) -> pd.DataFrame:
    """The table as its totals were made: where DfE took a council's earlier figures, with those."""
    table = table.copy()
    keys = [c for c in table.columns if c not in ("value", "status", "symbol", "release", YEAR)]
    for row in carried().itertuples():
        of = table[table["area_code"] == row.council_code]
        years = of[YEAR].astype(str)
        printed = of[(years == row.carried_from) & (of["status"] == PUBLISHED)]
        absent = of.loc[(years == row.year_ending) & of["status"].isin(ABSENT), keys]
        taken = absent.join(printed.set_index(keys)["value"], on=keys).dropna()
        table.loc[taken.index, "value"] = taken["value"].to_numpy(int)
        table.loc[taken.index, "status"] = CARRIED
    return table


def withhold(plans: pd.DataFrame, within: Within) -> pd.DataFrame:
    """The table `plans`, with other numbers hidden where those printed tell a hidden one.

    `within` is of `totals_of`.
    """
    plans = _beside_one(plans.copy())
    for _, of in plans.groupby(["year_ending", "flow"]):
        while told := _told_by_rows(plans.loc[of.index], within):
            if not _hide(plans, _beside(plans.loc[of.index], told, within)):
                break
    return plans


def withhold_totals(table: pd.DataFrame, what: str, within: Within) -> pd.DataFrame:
    """A table of counts, each by itself, with other numbers hidden where those printed tell one.

    `what` is the column that says what is counted. Totals of regions go first. Where England's
    tells, the smallest number of a council goes. A hidden number is taken to be 1 to 5.
    """
    table = table.copy()
    for _, of in table.groupby("year_ending"):
        while True:
            now = table.loc[of.index]
            can_be, sums = _of_areas(now, [what], within, (FEWEST, MOST))
            sums += _of_pairs(now, what)
            told = telling.told(can_be, telling.met(can_be, sums))
            places = _totals(now, told, [what], within) or _smallest(now, told, what)
            if not _hide(table, places):
                break
    return table


def _smallest(table: pd.DataFrame, told: set[int], what: str) -> pd.Index:
    """The smallest number that a council prints of each thing of which a number is told."""
    printed = table[(table["area_level"] == "council") & (table["status"] == PUBLISHED)]
    of_them = printed[printed[what].isin(table.loc[sorted(told), what]) & (printed["value"] > 0)]
    return of_them.sort_values(["value", "area_code"]).groupby(what).head(1).index


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
    at_least_1 = table.index[table["status"] == SUPPRESSED]
    totals = at_least_1[table.loc[at_least_1, "category"] == "all"]
    can_be |= {c: (FEWEST, MOST) for c in totals if c in can_be}
    sums = telling.met(can_be, sums + _of_rows(table))
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


def _of_pairs(table: pd.DataFrame, what: str) -> list[telling.Sum]:
    """That a council counts no more of one thing than of the other, where either is hidden."""
    councils = table[table["area_level"] == "council"]
    columns = [councils[name].tolist() for name in ("area_code", what, "status", "value")]
    known = {
        (area, counted): (cell, status, value)
        for cell, area, counted, status, value in zip(councils.index, *columns, strict=True)
        if status == PUBLISHED or status in HIDDEN
    }
    sums = []
    for (area, counted), fewer in known.items():
        if more := known.get((area, NO_MORE_THAN.get(counted))):
            both = ((1, more), (-1, fewer))
            cells = {cell: sign for sign, (cell, status, _) in both if status in HIDDEN}
            rest = sum(sign * value for sign, (_, status, value) in both if status == PUBLISHED)
            if cells:
                sums.append(telling.Sum(cells, -int(rest), telling.MORE_THAN_ANY))
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
            can_be[cell] = ends if status == SUPPRESSED else (0, telling.MORE_THAN_ANY)
        known = int(value) if status in (PUBLISHED, CARRIED) else cell if status in HIDDEN else None
        for whole in within.get(area, ()):
            added[(whole, *key)].append((status, known))
    half = HALF if table["year_ending"].iloc[0] > 2011 else HALF_TO_2011
    sums = []
    for place, total in printed.items():
        parts = added[place]
        cells = {known: 1 for status, known in parts if status in HIDDEN}
        if cells:
            rest = total - sum(known for status, known in parts if status in (PUBLISHED, CARRIED))
            # Whoever did not return a number may have any: then the total is a limit above alone.
            least = rest - half if all(known is not None for _, known in parts) else 0
            sums.append(telling.Sum(cells, least, rest + half - 1))
    return can_be, sums


def _beside(table: pd.DataFrame, told: set[int], within: Within) -> list[int]:
    """What is hidden next: of each row its smallest number above 0, or else totals of regions, or
    the zeros of the rows, or numbers of another row."""
    smallest, zeros = [], []
    with_total = table.loc[(table["category"] == "all") & (table["status"] == PUBLISHED)]
    cells = table.loc[sorted(told)]
    rows = cells[cells["area_code"].isin(with_total["area_code"])]
    for (area, basis), _ in rows.groupby(["area_code", "basis"]):
        of = table[(table["area_code"] == area) & (table["basis"] == basis)]
        printed = of[of["status"] == PUBLISHED].sort_values(["value", "category"])
        smallest += list(printed.index[printed["value"] > 0][:1])
        zeros += list(printed.index[printed["value"] == 0])
    hidden_totals = set(cells.index[cells["category"] == "all"])
    of_regions = _totals(table, hidden_totals or told, ["basis", "category"], within)
    return smallest or of_regions or zeros or _of_another_row(table, cells)


def _of_another_row(table: pd.DataFrame, told: pd.DataFrame) -> list[int]:
    """Of the council with the smallest total: that, what is told elsewhere, and its smallest."""
    councils = table[(table["area_level"] == "council") & (table["status"] == PUBLISHED)]
    printed = councils[councils["value"] > 0].sort_values(["value", "area_code", "category"])
    totals = printed[printed["category"] == "all"]
    of = printed[printed["area_code"].isin(totals["area_code"][:1])]
    parts = of[of["category"] != "all"]
    smallest = parts.groupby("basis").head(1)
    alike = parts[parts["category"].isin(told["category"])]
    return sorted({*totals.index[:1], *smallest.index, *alike.index})


def _totals(table: pd.DataFrame, told: set[int], by: list[str], within: Within) -> list[int]:
    """The printed totals of regions that the cells told are in. England's stay as they are."""
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
