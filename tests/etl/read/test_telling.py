"""What several sums tell together, beside every set of numbers there is tried one after another."""

from itertools import product

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from committed import rows_of
from etl.read import telling, withholding
from etl.read.telling import Sum

MOST = 4
grids = st.lists(st.integers(0, MOST), min_size=6, max_size=6)
slacks = st.integers(0, 2)


def by_trying(cells: list, sums: list[Sum], least: int) -> set:
    """Cells that hold one number alone in all the ways to fill them that meet every sum."""
    ways = [
        way
        for numbers in product(range(least, MOST + 1), repeat=len(cells))
        for way in [dict(zip(cells, numbers, strict=True))]
        if all(s.least <= sum(way[c] * n for c, n in s.cells.items()) <= s.most for s in sums)
    ]
    return {c for c in cells if len({way[c] for way in ways}) == 1}


@settings(max_examples=60, deadline=None)
@given(grids, st.sets(st.integers(0, 5), min_size=2, max_size=5), slacks, st.integers(0, 1))
def test_what_is_told_is_what_no_other_numbers_could_be(numbers, hidden, slack, least):
    """Two rows with exact totals, three columns with rounded ones, some of six cells hidden."""
    cells = sorted(hidden)
    sums = []
    for of, room in (((0, 1, 2), 0), ((3, 4, 5), 0), ((0, 3), slack), ((1, 4), slack), ((2, 5), 2)):
        if within := [c for c in of if c in hidden]:
            total = sum(numbers[c] for c in within)
            sums.append(Sum(dict.fromkeys(within, 1), total - room, total + room))
    can_be = dict.fromkeys(cells, (least, MOST))
    expected = by_trying(cells, sums, least)
    assert telling.told(can_be, sums) == expected


def test_four_sums_tell_what_no_one_of_them_does():
    """With Northford's 4 the region's total is met at 23; at 22 there is room."""
    northford_sexual, northford_multiple, eastmere_sexual, eastmere_physical = range(4)
    westry_sexual, westry_physical = 4, 5
    sums = [
        Sum({northford_sexual: 1, northford_multiple: 1}, 4, 4),
        Sum({eastmere_sexual: 1, eastmere_physical: 1}, 24, 24),
        Sum({eastmere_physical: 1, westry_physical: 1}, 10, 20),
        Sum({westry_physical: 1, westry_sexual: 1}, 5, 5),
        Sum({northford_sexual: 1, eastmere_sexual: 1, westry_sexual: 1}, 22, 32),
    ]
    can_be = {cell: (0, 1000) for each in sums for cell in each.cells}
    assert telling.told(can_be, sums) == set()
    closer = [*sums[:4], sums[4]._replace(least=23)]
    assert {northford_sexual, northford_multiple} <= telling.told(can_be, closer)


def test_a_total_of_other_councils_is_left_out_and_the_rest_still_tells():
    row, column = Sum({1: 1, 2: 1}, 3, 3), Sum({2: 1}, 3, 13)
    not_of_these = Sum({1: 1, 2: 1}, 50, 60)
    can_be = {1: (0, 9), 2: (0, 9)}
    assert telling.met(can_be, [row, column, not_of_these]) == [row, column]
    assert telling.told(can_be, [row, column]) == {1, 2}
    assert telling.told(can_be, [row, column, not_of_these]) == set()


def test_nothing_is_told_by_all_that_is_committed():
    """Each year by every sum at once, plans with their rows, and whatever else is counted."""
    within = withholding.totals_of(pd.DataFrame(rows_of("councils")))
    looked_at = 0
    for name in ("plans", *withholding.COUNTED_BY):
        table = pd.DataFrame(rows_of(name)).astype({"year_ending": int})
        table["value"] = pd.to_numeric(table["value"], errors="coerce").astype("Int64")
        looked_at += int(table["status"].isin(withholding.HIDDEN).sum())
        again = withholding.withheld(name, table, within)
        assert (again["status"] == table["status"]).all(), name
    assert looked_at > 5_000
