"""What the documents say is so: commands run, files exist, numbers in prose are the figures'."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from etl import sources

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_every_make_command_in_the_readme_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    commands = set(re.findall(r"\bmake ([a-z]+)", README))
    assert {"run", "test", "build"} <= commands
    assert commands <= targets


def test_every_etl_step_in_the_readme_exists():
    steps = set(re.findall(r"python -m etl ([a-z]+)", README))
    assert {"extract", "build", "check", "diff"} <= steps
    for step in sorted(steps):
        run = subprocess.run(
            [sys.executable, "-m", "etl", step, "--help"], cwd=ROOT, capture_output=True
        )
        assert run.returncode == 0, step


def test_every_file_the_readme_names_is_there():
    named = set(re.findall(r"`((?:data|etl|geo|dashboard)/[\w./]+)`", README))
    named |= set(re.findall(r"\]\(([\w./]+)\)", README))
    named -= {"data/csa.duckdb"}  # built, not committed
    assert len(named) > 8
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_readme_says_where_the_figures_of_every_file_come_from():
    held = {f"`data/figures/{file.name}`" for file in (ROOT / "data" / "figures").glob("*.csv")}
    rows = [row.split("|")[3].strip() for row in README.splitlines() if row.startswith("| ")]
    assert len(held) > 8 and held <= set(rows)


def test_the_readme_counts_the_worked_questions():
    asked = re.findall(r"^## ", (ROOT / "data" / "SQL.md").read_text(), re.M)
    numbers = ["Nine", "Ten", "Eleven", "Twelve", "Thirteen"]
    assert f"{numbers[len(asked) - 9]} worked questions" in README


def test_the_numbers_in_the_readme_are_those_of_the_database(ask):
    ((low, high, published, figures),) = ask(
        "SELECT certainly_below, possibly_below, none_or_few_published, "
        "councils_with_a_figure FROM headline ORDER BY year_ending DESC LIMIT 1"
    )
    prose = " ".join(README.split())
    assert f"between {low} and {high} of the {figures} councils with a figure" in prose
    assert f"is {published}." in prose


def test_continuous_integration_runs_the_command_the_readme_gives():
    script = (ROOT / ".ci" / "run").read_text()
    assert re.search(r"^make test$", script, re.M)


@pytest.mark.parametrize("folder", ["etl", "dashboard", "geo"])
def test_every_module_opens_with_what_it_is_for(folder):
    modules = list((ROOT / folder).rglob("*.py"))
    assert len(modules) > 3
    for module in modules:
        assert module.read_text().lstrip().startswith('"""'), module


def test_streamlit_stays_where_it_belongs():
    rooms = {"views", "page", "delivery"}
    faces = {"app.py", "asgi.py", "served.py"}
    for module in (ROOT / "dashboard").rglob("*.py"):
        where = module.relative_to(ROOT / "dashboard")
        if where.parts[0] in rooms or faces & set(where.parts):
            continue
        assert "import streamlit" not in module.read_text(), where


def test_the_path_is_touched_in_one_place():
    touching = {
        module.relative_to(ROOT).as_posix()
        for folder in ("etl", "dashboard", "geo", "data")
        for module in (ROOT / folder).rglob("*.py")
        if "sys.path" in module.read_text()
    }
    assert touching == {"dashboard/app.py"}


def test_no_module_is_longer_than_a_reader_can_hold():
    long = {
        str(m.relative_to(ROOT)): lines
        for folder in ("etl", "dashboard", "geo")
        for m in (ROOT / folder).rglob("*.py")
        if (lines := len(m.read_text().splitlines())) > 300
    }
    assert long == {}


def test_no_room_has_more_modules_than_a_reader_can_look_over():
    full = {
        str(room.relative_to(ROOT)): held
        for folder in ("etl", "dashboard", "geo")
        for room in (ROOT / folder, *(ROOT / folder).rglob("*/"))
        if (held := len(list(room.glob("*.py")))) > 15
    }
    assert full == {}


def test_a_page_says_the_sources_of_its_measures_and_lists_none():
    named = [f'"{source.id}"' for source in sources.load().values()]
    modules = [
        module
        for module in (ROOT / "dashboard").rglob("*.py")
        if module.relative_to(ROOT / "dashboard").parts[0] != "queries"
    ]
    assert len(named) > 15 and '"dfe_cin_d2"' in named
    assert {"views", "takeaway", "councils"} <= {module.parent.name for module in modules}
    for module in modules:
        text = module.read_text().replace("'", '"')
        assert not [name for name in named if name in text], module
