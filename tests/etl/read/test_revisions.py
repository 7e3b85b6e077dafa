"""A release that prints published figures otherwise is refused, and what it hides is not told."""

from types import SimpleNamespace

import pandas as pd
import pytest

from etl import sources
from etl.compare import moves
from etl.errors import Refusal
from etl.read import revisions
from etl.read.extract import FIGURES

FILES = {"c3": SimpleNamespace(file="2025/c3_factors.csv", label="2025")}
COLUMNS = ["area_code", "area_level", "year_ending", "factor", "value", "status", "symbol"]
COLUMNS += ["release"]


@pytest.fixture
def committed(tmp_path):
    """Assessments of a hundred councils that do not exist, each with 40 in 2024."""
    rows = [
        (f"E99{n:06}", "council", 2024, factor, 40, "published", "", "2024")
        for n in range(100)
        for factor in ("sexual_abuse", "neglect")
    ]
    pd.DataFrame(rows, columns=COLUMNS).to_csv(tmp_path / "assessments.csv", index=False)
    return tmp_path


def drawn(committed, *edits: tuple[int, int | None, str]) -> dict[str, pd.DataFrame]:
    """The same figures anew, with (row, value, status) put in."""
    table = revisions.read(committed, "assessments")
    for row, value, status in edits:
        table.loc[row, ["value", "status"]] = [pd.NA if value is None else value, status]
    return {"assessments": table}


def test_what_is_printed_as_before_is_taken_and_a_new_row_is_no_revision(committed):
    tables = drawn(committed)
    new = tables["assessments"].assign(year_ending=2025, value=7)
    tables["assessments"] = pd.concat([tables["assessments"], new])
    revisions.hold(tables, committed, FILES, FILES, accept_revised=False)


def test_a_changed_number_is_refused_by_name_until_it_is_accepted(committed):
    tables = drawn(committed, (0, 41, "published"))
    with pytest.raises(Refusal, match="1 of 200 .*E99000000 2024 sexual_abuse: 40 → 41"):
        revisions.hold(tables, committed, FILES, FILES, accept_revised=False)
    revisions.hold(tables, committed, FILES, FILES, accept_revised=True)


def test_more_than_two_in_a_hundred_of_a_table_need_a_reason_and_a_tenth_has_none(committed):
    few, more, most = ([(row, 41 + row, "published") for row in range(0, n)] for n in (4, 5, 21))
    revisions.hold(drawn(committed, *few), committed, FILES, FILES, accept_revised=True)
    for accepted in (True, "", " "):
        with pytest.raises(Refusal, match="2% of the table is too many.*--accept-revised REASON"):
            revisions.hold(drawn(committed, *more), committed, FILES, FILES, accepted)
    told = revisions.hold(drawn(committed, *more), committed, FILES, FILES, "notice of 3 May")
    assert len(told) == 5 and told[0] == "assessments: E99000000 2024 neglect: 40 → 42"
    with pytest.raises(Refusal, match="10% of the table is too many") as refused:
        revisions.hold(drawn(committed, *most), committed, FILES, FILES, "notice of 3 May")
    assert "REASON" not in str(refused.value)


def test_another_choice_of_what_is_hidden_is_taken_for_a_reason_whatever_its_share(committed):
    hidden = drawn(committed, *((row, None, "suppressed") for row in range(60)))
    with pytest.raises(Refusal, match="30% of the table"):
        revisions.hold(hidden, committed, FILES, FILES, accept_revised=True)
    told = revisions.hold(hidden, committed, FILES, FILES, "DfE hides more from this release on")
    assert len(told) == 60 and not any("40" in line for line in told)


def test_one_revised_cell_of_a_small_group_is_no_share_of_its_column():
    """A group of A5 has seven cells a category, so that one of them was a seventh."""
    tables = {name: revisions.read(FIGURES, name) for name in moves.FIGURES}
    characteristics = tables["characteristics"]
    row = characteristics["value"].first_valid_index()
    characteristics.loc[row, "value"] += 10
    declared = sources.load()
    assert len(revisions.hold(tables, FIGURES, declared, declared, "a notice")) == 1


EXCHANGED = {
    # The key in which lines change places, and two that do; and what else stays the same.
    "two categories in one year": (
        "category",
        "sexual_abuse",
        "physical_abuse",
        "year_ending == 2019",
    ),
    "two categories of one region": (
        "category",
        "neglect",
        "emotional_abuse",
        "area_code == 'E12000002'",
    ),
    "two councils in one year": ("area_code", "E10000016", "E10000017", "year_ending == 2022"),
    "two years of a council": ("year_ending", 2015, 2016, "area_code == 'E10000016'"),
    "initial and latest": ("basis", "initial", "latest", "year_ending == 2021"),
}


@pytest.mark.parametrize("what", EXCHANGED)
def test_numbers_that_have_only_changed_places_are_refused_for_any_reason(what):
    place, one, other, where = EXCHANGED[what]
    tables = {name: revisions.read(FIGURES, name) for name in moves.FIGURES}
    plans, key = tables["plans"], list(moves.COMPARED["plan"].key)
    here = plans.query(f"({where}) and flow == 'started' and category != 'all'")
    here = here[here[place].isin([one, other])].dropna(subset="value")
    held = {tuple(row[k] for k in key): row["value"] for row in here.to_dict("records")}
    for index, row in zip(here.index, here.to_dict("records"), strict=True):
        row[place] = other if row[place] == one else one
        plans.loc[index, "value"] = held.get(tuple(row[k] for k in key), plans.loc[index, "value"])
    declared = sources.load()
    for accepted in (True, "a notice"):
        with pytest.raises(Refusal, match="too many for a revision|another file"):
            revisions.hold(tables, FIGURES, declared, declared, accepted)


def test_a_number_that_is_now_hidden_is_not_repeated(committed):
    tables = drawn(committed, (1, None, "suppressed"))
    with pytest.raises(Refusal) as refused:
        revisions.hold(tables, committed, FILES, FILES, accept_revised=False)
    assert "E99000000 2024 neglect: published → suppressed" in str(refused.value)
    assert "40" not in str(refused.value)


def test_every_table_of_figures_is_held_against_itself():
    tables = {name: revisions.read(FIGURES, name) for name in moves.FIGURES}
    declared = sources.load()
    revisions.hold(tables, FIGURES, declared, declared, accept_revised=False)
    for compared in moves.COMPARED.values():
        if compared.figures in tables:
            spoilt = tables[compared.figures].copy()
            spoilt[compared.values[0]] = spoilt[compared.values[0]].shift()
            with pytest.raises(Refusal, match=f"of the table {compared.figures} "):
                revisions.hold(
                    {**tables, compared.figures: spoilt}, FIGURES, declared, declared, True
                )
