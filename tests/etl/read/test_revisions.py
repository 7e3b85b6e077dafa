"""A release that prints published figures otherwise is refused, and what it hides is not told."""

from types import SimpleNamespace

import pandas as pd
import pytest

from etl import moves, sources
from etl.errors import Refusal
from etl.read import revisions
from etl.read.extract import FIGURES

FILES = {"c3": SimpleNamespace(file="2025/c3_factors.csv", label="2025")}
COLUMNS = ["area_code", "area_level", "year_ending", "factor", "value", "status", "release"]


@pytest.fixture
def committed(tmp_path):
    """Assessments of a hundred councils that do not exist, each with 40 in 2024."""
    rows = [
        (f"E99{n:06}", "council", 2024, factor, 40, "published", "2024")
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


def test_three_of_a_hundred_in_one_column_are_too_many_for_a_revision(committed):
    """Of both columns together they would be one and a half in a hundred."""
    tables = drawn(committed, *((row, 41, "published") for row in (0, 2, 4)))
    with pytest.raises(Refusal, match="3% of one column is too many"):
        revisions.hold(tables, committed, FILES, FILES, accept_revised=True)


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
        if compared.figures:
            spoilt = tables[compared.figures].copy()
            spoilt[compared.values[0]] = spoilt[compared.values[0]].shift()
            with pytest.raises(Refusal, match=f"of the table {compared.figures} "):
                revisions.hold(
                    {**tables, compared.figures: spoilt}, FIGURES, declared, declared, True
                )
