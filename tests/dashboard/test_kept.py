"""What is made once is the same as what would be made each time, and made anew with new data."""

import os
import shutil

import plotly.graph_objects as go
import pytest

from dashboard import charts, database, theme


def test_what_is_kept_is_made_once_until_another_file_is_put_in_place(
    tmp_path, real_database, monkeypatch
):
    file = tmp_path / "csa.duckdb"
    shutil.copy(real_database, file)
    monkeypatch.setenv("CSA_DATABASE", str(file))
    made = []

    def make() -> str:
        made.append(1)
        return f"made {len(made)}"

    assert database.kept(("a table", 2024), make) == "made 1"
    assert database.kept(("a table", 2024), make) == "made 1"
    assert database.kept(("a table", 2023), make) == "made 2"
    os.utime(file, (1, 1))
    assert database.kept(("a table", 2024), make) == "made 3"


def test_a_kept_row_cannot_be_spoiled_by_who_got_it(serving):
    question = "SELECT 1 AS n, ? AS asked"
    first = database.row(question, "once")
    first["n"] = 99
    assert database.row(question, "once")["n"] == 1


def test_a_row_that_is_not_there_is_an_error_each_time(serving):
    for _ in range(2):
        with pytest.raises(IndexError):
            database.row("SELECT 1 AS n WHERE ? = 'other'", "this")


@charts.kept
def drawn(height: int, scheme: str) -> go.Figure:
    own = {"rangemode": "normal", "title": {"text": "A rate"}}
    return go.Figure(layout={"height": height, "yaxis": own, "xaxis2": {"anchor": "y"}})


@pytest.mark.parametrize("scheme", theme.PAGE)
def test_a_chart_wears_the_look_where_it_says_nothing_itself(scheme):
    look, layout = theme.plotly_look(scheme), drawn(300, scheme).to_dict()["layout"]
    assert layout["font"] == look["font"] and layout["xaxis"] == look["xaxis"]
    assert layout["yaxis"]["rangemode"] == "normal" and layout["height"] == 300
    assert layout["yaxis"]["title"] == look["yaxis"]["title"] | {"text": "A rate"}
    assert layout["xaxis2"] == look["xaxis"] | {"anchor": "y"}


def test_charts_have_one_revision_only_if_they_are_equal():
    revisions = [
        drawn(*how).to_dict()["layout"]["datarevision"]
        for how in ((300, "light"), (300, "light"), (301, "light"), (300, "dark"))
    ]
    assert revisions[0] == revisions[1] and len(set(revisions)) == 3
