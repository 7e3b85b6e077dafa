"""Bounds hold the truth for every table that suppression could have produced.

The suppression is played out here as DfE describes it: every number from 1 to 5 is hidden, and
where that leaves one hidden cell in a row whose total is printed, another is hidden with it.
"""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.kept import ROOT

CATEGORIES = ("neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple")


def suppress(truth: list[int], partner: int) -> tuple[list[str], str]:
    """The row as it would be printed; `partner` chooses which cell is hidden with a lone one."""
    total = sum(truth)
    cells = ["c" if 1 <= n <= 5 else str(n) for n in truth]
    printed_total = "c" if 1 <= total <= 5 else str(total)
    hidden = [place for place, cell in enumerate(cells) if cell == "c"]
    if len(hidden) == 1 and printed_total != "c":
        others = [p for p in range(len(truth)) if p != hidden[0]]
        cells[others[partner % len(others)]] = "c"
    return cells, printed_total


@pytest.fixture(scope="module")
def database():
    connection = duckdb.connect()
    connection.execute((ROOT / "etl" / "schema.sql").read_text())
    return connection


def bounds(connection, cells: list[str], total: str) -> dict[str, tuple]:
    """What the mart makes of one printed row: category → (fewest, most)."""
    connection.execute("DELETE FROM plan; DROP TABLE IF EXISTS plan_bounds")
    for category, cell in [("all", total), *zip(CATEGORIES, cells, strict=True)]:
        value = None if cell in "cx" else int(cell)
        status = {"c": "suppressed", "x": "not_available"}.get(cell, "published")
        connection.execute(
            "INSERT INTO plan VALUES ('E99000001', 'council', 2021, 'started', 'initial', ?, ?, ?,"
            " ?, 'test')",
            [category, value, status, None if value is not None else cell],
        )
    connection.execute((ROOT / "etl" / "marts" / "council" / "plan_bounds.sql").read_text())
    rows = connection.execute("SELECT category, plans_min, plans_max FROM plan_bounds").fetchall()
    return {category: (low, high) for category, low, high in rows}


@settings(max_examples=150)
@given(
    st.lists(st.one_of(st.integers(0, 8), st.integers(0, 300)), min_size=5, max_size=5),
    st.integers(0, 3),
)
def test_bounds_contain_the_truth_and_are_never_narrower_than_0_to_5(database, truth, partner):
    cells, total = suppress(truth, partner)
    found = bounds(database, cells, total)
    assert len(found) == 5
    for category, cell, true in zip(CATEGORIES, cells, truth, strict=True):
        low, high = found[category]
        assert low <= true <= high, (cells, total)
        if cell == "c":
            assert low == 0 and high >= 5
        else:
            assert (low, high) == (true, true)


@pytest.mark.parametrize(
    ("cells", "total", "most", "why"),
    [
        (["40", "c", "c", "11", "0"], "60", 9, "two hidden share 9"),
        (["40", "c", "c", "11", "0"], "53", 5, "two hidden share 2: still 0 to 5"),
        (["40", "7", "c", "11", "0"], "60", 5, "one hidden: what is left over is the number"),
        (["40", "7", "c", "11", "0"], "98", 5, "one hidden, however much is left over"),
        (["c", "0", "c", "0", "0"], "c", 5, "no total to take anything from"),
        (["c", "c", "c", "c", "c"], "12", 12, "all hidden: the whole total"),
    ],
)
def test_the_most_a_hidden_cell_can_be(database, cells, total, most, why):
    assert bounds(database, cells, total)["sexual_abuse"] == (0, most), why


def test_a_council_without_a_return_has_no_bounds(database):
    assert bounds(database, ["x"] * 5, "x")["sexual_abuse"] == (None, None)


def test_a_category_not_recorded_is_part_of_its_row(real_database):
    """The files of 2010 to 2012 print it: what it takes of the total, no hidden cell can be."""
    with duckdb.connect(str(real_database), read_only=True) as connection:
        printed = connection.execute(
            "SELECT area_code, year_ending, basis, category, value, status FROM plan "
            "WHERE area_level = 'council' AND flow = 'started' AND year_ending <= 2012"
        ).fetchall()
        most = connection.execute(
            "SELECT council_code, year_ending, basis, category, plans_max FROM plan_bounds "
            "WHERE flow = 'started' AND year_ending <= 2012 "
            "AND status IN ('suppressed', 'withheld')"
        ).fetchall()
    totals = {(*row, basis): n for *row, basis, name, n, _ in printed if name == "all"}
    parts: dict[tuple, list[int]] = {}
    for *row, name, number, _ in printed:
        if name != "all" and number is not None:
            parts.setdefault(tuple(row), []).append(number)
    not_recorded = {tuple(row) for *row, name, n, _ in printed if name == "not_recorded" and n}
    assert not_recorded & {tuple(row) for *row, _, _ in most}
    assert len(most) > 500
    for *row, category, at_most in most:
        total = totals[tuple(row)]
        left = 0 if total is None else total - sum(parts.get(tuple(row), []))
        assert at_most == max(5, left), (row, category)
