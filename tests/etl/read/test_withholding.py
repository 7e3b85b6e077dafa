"""A row in which one number is hidden loses a second, so that the first cannot be subtracted."""

from itertools import combinations_with_replacement

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read import withholding
from etl.read.files import plans
from etl.read.symbols import parse_count
from etl.read.withholding import withheld_with

CATEGORIES = ("neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple")


def row(total: str, *cells: str, area="E99000001", level="council", basis="initial"):
    return [
        (area, level, 2021, "started", basis if name != "all" else "either", name, *parse_count(c))
        for name, c in zip(("all", *CATEGORIES), (total, *cells), strict=True)
    ]


def table(*rows) -> pd.DataFrame:
    frame = pd.DataFrame([r for part in rows for r in part], columns=plans.COLUMNS[:-1])
    return frame.assign(value=frame["value"].astype("Int64"), release="2024")


def withhold(plans: pd.DataFrame, within=()) -> pd.DataFrame:
    return withholding.withhold(plans, dict(within))


def shown(rows: pd.DataFrame, basis="initial") -> list[str]:
    of = rows[rows["basis"] == basis].set_index("category").loc[list(CATEGORIES)]
    return [str(r.value) if r.status == "published" else r.symbol for r in of.itertuples()]


@pytest.mark.parametrize(
    ("cells", "total", "left", "why"),
    [
        ("40 20 c 30 7", "100", "40 20 c 30 withheld", "the smallest goes with the hidden one"),
        ("40 20 c 37 0", "100", "40 withheld c 37 0", "a 0 hides nothing"),
        ("60 15 15 c 106", "200", "60 withheld withheld c 106", "of two equal ones both"),
        ("60 8 10 c 117", "199", "60 withheld withheld c 117", "of two close ones both"),
        ("40 17 c 19 30", "109", "40 withheld c 19 30", "near, and yet 1 to 5 remain possible"),
        ("0 0 c 0 0", "3", "withheld withheld c withheld withheld", "nothing else to hide"),
        ("0 2 c 0 0", "4", "withheld withheld c withheld withheld", "too small a row"),
        ("40 c c 30 7", "100", "40 c c 30 7", "two are hidden already"),
        ("40 20 3 30 7", "100", "40 20 3 30 7", "none is hidden"),
        ("0 c 0 0 0", "c", "0 c 0 0 0", "no total to subtract from"),
    ],
)
def test_what_is_withheld_beside_one_hidden_number(cells, total, left, why):
    assert shown(withhold(table(row(total, *cells.split())))) == left.split(), why


def test_each_basis_is_a_row_and_rounded_totals_are_left_alone():
    latest = row("100", "40", "20", "7", "c", "30", basis="latest")[1:]
    rounded = row("100", "40", "20", "c", "30", "10", area="E12000099", level="region")
    found = withhold(table(row("100", "40", "20", "c", "30", "7"), latest, rounded))
    council = found[found["area_level"] == "council"]
    assert shown(council) == ["40", "20", "c", "30", "withheld"]
    assert shown(council, "latest") == ["40", "20", "withheld", "c", "30"]
    assert shown(found[found["area_level"] == "region"]) == ["40", "20", "c", "30", "10"]


# Two councils of one region. Of the first two numbers are hidden, which are 8 together.
NORTHFORD = row("100", "40", "30", "22", "c", "c", area="E99000001")
EASTMERE = row("100", "20", "20", "20", "20", "20", area="E99000002")


@pytest.mark.parametrize(
    ("region", "left", "why"),
    [
        ("200 60 50 40 20 20", "40 30 withheld c c", "halves go up: -5 to 4 each, so 4 and 4"),
        ("200 60 50 40 30 20", "40 30 22 c c", "5 to 14, so 5 to 8"),
        ("200 60 50 40 40 20", "40 30 22 c c", "15 to 24 of 8 is no total of these two"),
        ("210 60 50 40 20 30", "40 30 22 c c", "0 to 4, and the other at least 5: more than one"),
        ("200 60 50 40 33 20", "40 30 withheld c c", "8 to 17 leaves 8 alone, and 0 for the other"),
    ],
)
def test_a_total_of_a_region_that_tells_a_hidden_number_costs_its_row_another(region, left, why):
    whole = row(*region.split(), area="E12000099", level="region")
    within = {"E99000001": {"E12000099"}, "E99000002": {"E12000099"}}
    found = withhold(table(NORTHFORD, EASTMERE, whole), within)
    assert shown(found[found["area_code"] == "E99000001"]) == left.split(), why
    others = found["area_code"] != "E99000001"
    assert (found[others]["status"] == "published").all()
    assert withhold(found, within).equals(found)


def test_without_the_regions_nothing_is_told_by_them():
    whole = row("200", "60", "50", "40", "33", "20", area="E12000099", level="region")
    before = table(NORTHFORD, EASTMERE, whole)
    assert withhold(before).equals(before)


def test_what_englands_total_tells_of_a_row_costs_another_row_and_england_keeps_its_own():
    """England's 200 is 195 to 204, and 190 are printed: Westry's hidden total is 5 alone."""
    westry = row("c", "c", "0", "0", "c", "0", area="E99000003")
    ours = row("90", "40", "30", "12", "8", "0", area="E99000001")
    england = row("200", "60", "50", "30", "30", "20", area="E92000001", level="england")
    parts = [cell for cell in england if cell[5] == "all"]
    within = {area: {"E92000001"} for area in ("E99000001", "E99000002", "E99000003")}
    found = withhold(table(westry, ours, EASTMERE, parts), within)
    hidden = found[found["status"] == "withheld"]
    assert list(zip(hidden["area_code"], hidden["category"], strict=True)) == [
        ("E99000001", "all"),
        ("E99000001", "emotional_abuse"),
    ]


# Who prints what: two councils in the west, one in the east, and the totals of both and of England.
WEST, EAST, ENGLAND = "E12000098", "E12000099", "E92000001"
WHERE = {"E99000001": {WEST, ENGLAND}, "E99000002": {WEST, ENGLAND}, "E99000003": {EAST, ENGLAND}}
AREAS = (*WHERE, WEST, EAST, ENGLAND)


def counts(**printed: str) -> pd.DataFrame:
    rows = [
        (area, "council" if area in WHERE else "region", 2021, what, *parse_count(cell))
        for what, cells in printed.items()
        for area, cell in zip(AREAS, cells.split(), strict=True)
    ]
    columns = ["area_code", "area_level", "year_ending", "measure", "value", "status", "symbol"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(value=table["value"].astype("Int64"))


def left(what: str, **printed: str) -> str:
    found = withholding.withhold_totals(counts(**printed), "measure", WHERE)
    of = found[found["measure"] == what]
    return " ".join(str(r.value) if r.status == "published" else r.symbol for r in of.itertuples())


@pytest.mark.parametrize(
    ("printed", "shown", "why"),
    [
        ("c 20 30 20 30 50", "c 20 30 20 30 50", "-5 to 4 more than the 20: 1 to 4"),
        ("c 22 30 30 30 60", "c 22 30 30 30 60", "3 to 12, so 3 to 5; of England 3 to 12 too"),
        ("c 20 30 30 30 50", "c 20 30 withheld 30 50", "5 to 14: 5 alone; England has -5 to 4"),
        ("c 20 30 30 30 60", "c withheld 30 withheld 30 60", "England's tells it too, and stays"),
        ("c 20 c 30 c 30", "c 20 c withheld c 30", "two that are hidden: of England -5 to 14"),
    ],
)
def test_a_total_that_tells_a_hidden_count_goes_or_a_council_s_number_does(printed, shown, why):
    assert left("referrals", referrals=printed) == shown, why


def test_a_total_made_with_a_councils_earlier_figures_is_reckoned_with_them(monkeypatch):
    """Eastmere returned nothing in 2021, and DfE took its 20 of 2020 into the total of the west."""
    told = pd.DataFrame([("E99000002", "2021", "2020")])
    told.columns = ["council_code", "year_ending", "carried_from"]
    before = counts(referrals="7 20 30 30 30 60").assign(year_ending=2020)
    table = pd.concat([before, counts(referrals="c x 30 30 30 60")], ignore_index=True)
    monkeypatch.setattr(withholding, "carried", lambda: told.iloc[:0])
    assert withholding.withheld("activity", table, WHERE).equals(table)
    monkeypatch.setattr(withholding, "carried", lambda: told)
    found = withholding.withheld("activity", table, WHERE)
    now = found[found["year_ending"] == 2021]
    assert found["status"][:6].tolist() == ["published"] * 6
    # 5 to 14 is left of the west's 30, so 5; and of England's 60, which costs a council its number.
    assert now["symbol"].tolist() == ["c", "x", "withheld", "withheld", "", ""]


def test_children_are_no_more_than_what_happened_to_them():
    """Of the one 1 to 3, of the other 3 to 5: together 3 and 3."""
    events, children = "c 21 30 20 30 50", "c 22 30 30 30 60"
    alone = {"referrals": "c 21 30 20 30 50", "plan_children": children}
    assert left("referrals", **alone) == events and left("plan_children", **alone) == children
    both = {"referrals": events, "referred_children": children}
    assert "withheld" in left("referrals", **both) and "withheld" in left(
        "referred_children", **both
    )


def test_what_was_withheld_before_is_not_withheld_again():
    once = withhold(table(row("100", "40", "20", "c", "30", "7")))
    assert withhold(once).equals(once)


def rows_that_would_look_the_same(printed: list[int], total: int, rule=withheld_with) -> set[int]:
    """Every hidden number that someone who knows the total and the rule cannot rule out.

    By trying all rows there are: each hidden number, and each set of numbers in place of those
    withheld, for which the rule withholds as many and leaves the same.
    """
    places = rule(printed, total)
    left = [n for place, n in enumerate(printed) if place not in places]
    rest = total - sum(left)
    possible = set()
    for hidden in range(1, rest + 1):
        for others in combinations_with_replacement(range(rest - hidden + 1), len(places)):
            if sum(others) == rest - hidden:
                supposed = sorted([*left, *others])
                gone = rule(supposed, total)
                if sorted(n for p, n in enumerate(supposed) if p not in gone) == left:
                    possible.add(hidden)
                    break
    return possible


@settings(max_examples=150)
@given(st.lists(st.integers(0, 14), min_size=4, max_size=4), st.integers(1, 9))
def test_nobody_who_knows_the_rule_can_tell_the_hidden_number(printed, hidden):
    printed = sorted(printed)
    total = sum(printed) + hidden
    possible = rows_that_would_look_the_same(printed, total)
    assert hidden in possible
    assert possible >= set(range(1, min(5, total) + 1)), (printed, hidden, possible)


def test_the_search_does_narrow_a_number_that_a_poorer_rule_leaves_bare():
    """Were only the smallest withheld, and another as large stood beside it."""
    assert min(rows_that_would_look_the_same([15, 15, 60, 106], 200, lambda *_: [0])) == 4
