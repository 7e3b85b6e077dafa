"""Figures that contradict each other are refused: each rule is shown to catch what it is for."""

import pytest

from etl.checks import agreement, look
from etl.errors import Refusal
from etl.read import revisions
from etl.read.councils import Councils
from etl.read.extract import FIGURES, SORT_KEYS


@pytest.fixture
def tables():
    return {name: revisions.read(FIGURES, name) for name in SORT_KEYS}


def change(tables, table: str, where: str, column: str, by) -> None:
    """Change the one cell that `where` finds: add a number, or put a word."""
    frame = tables[table]
    (place,) = frame.query(where).index
    frame.loc[place, column] = frame.loc[place, column] + by if isinstance(by, int) else by


def drop(tables, table: str, where: str) -> None:
    frame = tables[table]
    gone = frame.query(where).index
    assert len(gone), "nothing to drop"
    tables[table] = frame.drop(index=gone)


def exceed(tables, table: str, kind: str, smaller: str, larger: str) -> None:
    """Slough's smaller count above its larger one, and Kent's hidden, so that sums say nothing."""
    slough, kent = (
        f"area_code == '{code}' and year_ending == 2025 and {kind} == "
        for code in ("E06000039", "E10000016")
    )
    frame = tables[table]
    for name in (smaller, larger):
        (place,) = frame.query(f"{kent} '{name}'").index
        frame.loc[place, "value"] = None
    (most,) = frame.query(f"{slough} '{larger}'")["value"]
    (place,) = frame.query(f"{slough} '{smaller}'").index
    frame.loc[place, "value"] = most + 1


STARTED = "year_ending == 2024 and flow == 'started' and basis == 'initial'"
SPOILED = {
    "a council that nobody knows": (
        "areas_are_known",
        lambda t: change(
            t,
            "assessments",
            "area_code == 'E06000039' and year_ending == 2025 and factor == 'neglect'",
            "area_code",
            "E06999999",
        ),
        "E06999999.*2025.*no council of this code",
    ),
    "a council in a region that there is not": (
        "areas_are_known",
        lambda t: change(t, "councils", "council_code == 'E06000039'", "region_code", "E12000099"),
        "Slough.*E12000099",
    ),
    "England's row is missing in one file": (
        "areas_are_whole",
        lambda t: drop(
            t,
            "activity",
            "area_code == 'E92000001' and year_ending == 2024 and measure == 'plans_started'",
        ),
        "missing.*2024, plans_started",
    ),
    "a region's row is missing in one year": (
        "areas_are_whole",
        lambda t: drop(
            t, "plans", "area_code == 'E12000004' and year_ending == 2019 and flow == 'at_31_march'"
        ),
        "E12000004.*2019.*missing",
    ),
    "regions do not make England": (
        "areas_make_up_larger_ones",
        lambda t: change(
            t,
            "assessments",
            "area_code == 'E92000001' and year_ending == 2025 and factor == 'neglect'",
            "value",
            200,
        ),
        "regions add up",
    ),
    "Inner and Outer London do not make London": (
        "areas_make_up_larger_ones",
        lambda t: change(
            t,
            "activity",
            "area_code == 'E13000001' and year_ending == 2025 and measure == 'referrals'",
            "value",
            1000,
        ),
        "E12000007.*regions add up",
    ),
    "councils do not make their region": (
        "areas_make_up_larger_ones",
        lambda t: change(
            t,
            "activity",
            "area_code == 'E06000047' and year_ending == 2025 and measure == 'referrals'",
            "value",
            300,
        ),
        "councils add up.*referrals",
    ),
    "children are lost from a council": (
        "areas_make_up_larger_ones",
        lambda t: change(
            t, "population", "area_code == 'E06000039' and mid_year == 2024", "children", -1
        ),
        "councils add up.*2024",
    ),
    "a total of DfE's is not rounded": (
        "totals_are_rounded",
        lambda t: change(
            t,
            "plans",
            f"area_code == 'E92000001' and {STARTED} and category == 'neglect'",
            "value",
            3,
        ),
        "not rounded to 10",
    ),
    "the categories do not make the total": (
        "parts_make_totals",
        lambda t: change(
            t,
            "plans",
            "area_code == 'E08000025' and year_ending == 2013 and "
            "flow == 'started' and basis == 'latest' and category == 'neglect'",
            "value",
            -1,
        ),
        "E08000025.*2013.*categories printed add up",
    ),
    "nothing is left for a hidden category": (
        "parts_make_totals",
        lambda t: change(
            t,
            "plans",
            "area_code == 'E06000001' and year_ending == 2016 and "
            "flow == 'started' and basis == 'latest' and category == 'neglect'",
            "value",
            1,
        ),
        "E06000001.*2016.*categories printed add up",
    ),
    "D1 and D2 print other plans": (
        "d1_agrees_with_d2",
        lambda t: change(
            t,
            "activity",
            "area_code == 'E06000039' and year_ending == 2024 and measure == 'plans_started'",
            "value",
            1,
        ),
        "D1 prints",
    ),
    "more children than events": (
        "children_are_no_more_than_events",
        lambda t: exceed(t, "activity", "measure", "referred_children", "referrals"),
        "E06000039.*more referred_children than referrals",
    ),
    "more assessments with a factor than assessments": (
        "factors_are_no_more_than_assessments",
        lambda t: exceed(t, "assessments", "factor", "emotional_abuse", "any_factor"),
        "E06000039.*more assessments with emotional_abuse than with any factor",
    ),
    "A5 and D4 print other plans": (
        "a5_agrees_with_d4",
        lambda t: change(
            t,
            "characteristics",
            "year_ending == 2024 and group_name == 'Total' and category == 'neglect'",
            "value",
            10,
        ),
        "A5 prints",
    ),
    "groups do not make their total": (
        "groups_make_their_total",
        lambda t: change(
            t,
            "characteristics",
            "year_ending == 2024 and group_name == 'White' and category == 'neglect'",
            "value",
            1000,
        ),
        "groups of ethnicity are .1,",
    ),
    "categories do not make a group": (
        "parts_make_groups",
        lambda t: change(
            t,
            "characteristics",
            "year_ending == 2024 and group_name == 'Known ethnicity' and category == 'neglect'",
            "value",
            50,
        ),
        "the categories of Known ethnicity do not add up",
    ),
    "a group is missing": (
        "groups_are_those_of_the_last_year",
        lambda t: drop(t, "characteristics", "year_ending == 2020 and group_name == 'Unborn'"),
        "groups are not those of the last year: Unborn",
    ),
    "a council's children double in a year": (
        "populations_move_slowly",
        lambda t: (
            t["population"]
            .loc[t["population"]["mid_year"] < 2018, "children"]
            .mul(2)
            .pipe(lambda twice: t["population"].update(twice.to_frame()))
        ),
        "more than 8 per cent",
    ),
    "a council has nine neighbours": (
        "neighbours_are_ten",
        lambda t: drop(t, "neighbours", "council_code == 'E06000039' and position == 4"),
        "not ten different neighbours",
    ),
    "a council has no neighbours": (
        "neighbours_are_ten",
        lambda t: drop(t, "neighbours", "council_code == 'E06000039'"),
        "no row for this council",
    ),
    "neighbours are out of order": (
        "neighbours_are_ten",
        lambda t: change(
            t,
            "neighbours",
            "council_code == 'E06000039' and position == 10",
            "closeness",
            "Extremely close",
        ),
        "not in order of closeness",
    ),
}


def test_the_committed_figures_agree(tables):
    agreement.hold(tables, Councils.from_file())


@pytest.mark.parametrize("what", SPOILED)
def test_figures_that_contradict_each_other_are_refused(tables, what):
    check, spoil, said = SPOILED[what]
    spoil(tables)
    with agreement.asked_of(tables) as connection:
        assert look(connection, agreement.CHECKS / f"{check}.sql").rows, "another check refuses it"
    with pytest.raises(Refusal, match=said):
        agreement.hold(tables, Councils.from_file())


def test_every_check_has_figures_that_it_refuses():
    checks = {file.stem for file in agreement.CHECKS.glob("*.sql")}
    assert checks == {check for check, *_ in SPOILED.values()}


def test_a_check_that_has_nothing_to_examine_has_not_passed(tables):
    tables["neighbours"] = tables["neighbours"].head(0)
    with pytest.raises(Refusal, match="neighbours_are_ten: it had nothing to examine"):
        agreement.hold(tables, Councils.from_file())


def test_a_declared_fault_is_let_pass_and_only_that(tables):
    """Wakefield 2016 is declared with a difference of 2; a difference of 3 is another fault."""
    wakefield = "area_code == 'E08000036' and year_ending == 2016 and flow == 'started'"
    neglect = "basis == 'initial' and category == 'neglect'"
    change(tables, "plans", f"{wakefield} and {neglect}", "value", -1)
    with pytest.raises(Refusal, match="E08000036.*2016"):
        agreement.hold(tables, Councils.from_file())
