"""The ten questions of data/SQL.md run, in Python and on the command line, and answer rightly."""

import csv
import io
import re
import subprocess
import sys
from pathlib import Path

import duckdb_cli
import pytest

from committed import rows_of
from years import PLAN_YEARS

ROOT = Path(__file__).parent.parent.parent
TEXT = (ROOT / "data" / "SQL.md").read_text()
QUESTIONS = dict(re.findall(r"^## (\d+)\. .*?```sql\n(.*?)```", TEXT, re.M | re.S))


def test_there_are_eleven():
    assert list(QUESTIONS) == [str(n) for n in range(1, 12)]


@pytest.mark.parametrize("sql", re.findall(r"```sql\n(.*?)```", TEXT, re.S))
def test_every_block_of_sql_gives_rows(ask, sql):
    assert ask(sql)


def test_a_neighbour_whose_code_has_changed_since_the_model_has_its_figures(ask):
    rows = ask(QUESTIONS["6"].replace("slough", "leeds"))
    assert len(rows) == 10 and "Sheffield" in {name for _, _, name, *_ in rows}


@pytest.mark.parametrize("number", QUESTIONS)
def test_a_question_gives_the_same_rows_in_python_and_on_the_command_line(ask, site, number):
    here = ask(QUESTIONS[number])
    assert here
    program = Path(duckdb_cli.__file__).with_name("duckdb")
    said = subprocess.run(
        [
            program,
            "-readonly",
            "-csv",
            "-noheader",
            "-nullvalue",
            "NULL",
            site / "data/csa.duckdb",
            QUESTIONS[number],
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    there = list(csv.reader(io.StringIO(said)))
    assert len(there) == len(here)
    for ours, theirs in zip(here, there, strict=True):
        for one, other in zip(ours, theirs, strict=True):
            if isinstance(one, float):
                assert float(other) == pytest.approx(one)
            else:
                assert other == ("NULL" if one is None else str(one))


def test_question_1_is_what_the_figures_print_of_that_council(ask):
    printed = {
        int(r["year_ending"]): (r["value"], r["status"])
        for r in rows_of("plans")
        if (r["area_code"], r["flow"], r["basis"], r["category"])
        == ("E06000039", "started", "initial", "sexual_abuse")
    }
    rows = ask(QUESTIONS["1"])
    assert len(rows) == 12
    for year, _, value, status, least, most, _ in rows:
        assert printed[year] == ("" if value is None else str(value), status)
        assert (least, most) == (value, value) if status == "published" else least == 0 < 5 <= most


def test_question_2_counts_each_council_once(ask):
    assert dict(ask(QUESTIONS["2"])) == {
        "none": 7,
        "suppressed": 54,
        "very_low": 42,
        "at_or_above": 49,
        "not_available": 1,
    }


def test_question_5_adds_the_least_and_the_most_of_a_group_the_slow_way(ask):
    forces = {r["council_code"]: r["police_force_name"] for r in rows_of("councils")}
    rows = ask(
        "SELECT council_code, sexual_plans_min, sexual_plans_max FROM council_year "
        "WHERE year_ending = 2024"
    )
    group = [r for r in rows if forces[r[0]] == "Thames Valley"]
    ((councils, hidden, without, least, most),) = ask(QUESTIONS["5"])
    assert (councils, least, most) == (
        len(group),
        sum(r[1] or 0 for r in group),
        sum(r[2] or 0 for r in group),
    )
    assert hidden > 0 and without == 0 and least < most


def test_question_8_is_englands_own_totals(ask):
    printed = {
        (int(r["year_ending"]), r["category"]): int(r["value"])
        for r in rows_of("plans")
        if r["area_level"] == "england" and r["flow"] == "at_31_march" and r["basis"] != "latest"
    }
    rows = ask(QUESTIONS["8"])
    assert [row[0] for row in rows] == list(PLAN_YEARS)
    for year, sexual, multiple, everything in rows:
        assert sexual == printed[year, "sexual_abuse"]
        assert multiple == printed[year, "multiple"]
        assert everything == printed[year, "all"]


def test_question_9_finds_the_zeros_that_are_unlikely(ask):
    found = {(name, year) for name, year, _, _ in ask(QUESTIONS["9"])}
    assert {("Barnet", 2022), ("Knowsley", 2021), ("South Tyneside", 2024)} <= found


def test_the_python_example_draws_every_council_of_its_year(real_database, tmp_path):
    picture = tmp_path / "map.png"
    subprocess.run(
        [sys.executable, ROOT / "data" / "example_map.py", real_database, "2024", picture],
        check=True,
    )
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 50_000
    sys.path.insert(0, str(ROOT / "data"))
    try:
        import example_map
    finally:
        sys.path.pop(0)
    for year, councils in ((2013, 152), (2024, 153)):
        frame = example_map.figures_with_outlines(str(real_database), year)
        assert len(frame) == councils and frame["code"].is_unique
        assert frame.geometry.is_valid.all()
        assert set(frame["class"]) <= set(example_map.LOOKS)


def test_the_versions_that_are_said_to_open_the_file_are_those_that_are_tried():
    """`python tests/takeaway/duckdb_versions.py` tries them: it installs each from PyPI."""
    from takeaway.duckdb_versions import VERSIONS

    said = (ROOT / "data/SQL.md").read_text(encoding="utf-8")
    listed = re.search(r"\(tried with (.*?)\)", said, re.S)[1]
    assert re.findall(r"\d+\.\d+\.\d+", listed) == VERSIONS
