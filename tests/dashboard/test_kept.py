"""What is made once is the same as what would be made each time, and made anew with new data."""

import json
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_look_of_charts_is_what_plotly_makes_of_our_template(scheme):
    slowly = go.Figure().update_layout(template=theme.plotly_template(scheme))
    quickly = go.Figure()
    quickly.layout.template = charts.look(scheme)
    assert json.loads(quickly.to_json()) == json.loads(slowly.to_json())
