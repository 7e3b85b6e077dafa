"""A figure that was changed by hand is caught, in the files and in a built database, and named."""

import re
import shutil

import duckdb
import pytest

from committed import copied_to
from etl.build import DATA, build, check_figures
from etl.checks import check_file, integrity
from etl.errors import Refusal
from etl.fingerprints import is_out_of_date

# Table → the start of a line, and the cell that is raised by one or put in another's place.
CHANGED = {
    "plans": ("E08000025,council,2013,started,initial,neglect,", 6),
    "population": ("E06000039,council,2021,", 3),
    "assessments": ("E06000039,council,2021,neglect,", 4),
    "activity": ("E06000039,council,2021,referrals,", 4),
    "neighbours": ("E06000039,4,", 2),
}


def change(file, table: str) -> None:
    """One cell of a council, such that the file is still well formed."""
    start, place = CHANGED[table]
    lines = file.read_text(encoding="utf-8").splitlines()
    ((at, line),) = [(n, line) for n, line in enumerate(lines) if line.startswith(start)]
    cells = line.split(",")
    cells[place] = "E06000001" if table == "neighbours" else str(int(cells[place]) + 1)
    lines[at] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def data(tmp_path):
    shutil.copy(DATA / "CHANGES.md", copied_to(tmp_path / "data"))
    return tmp_path / "data"


@pytest.mark.parametrize("table", CHANGED)
def test_a_changed_figures_file_is_named_by_its_sum(data, table):
    check_figures(data)
    change(data / "figures" / f"{table}.csv", table)
    with pytest.raises(Refusal, match=f"{table}.csv"):
        check_figures(data)


# What check says of the cell that `change` changed, and of the same cell changed in the database.
NAMED = {
    "plans": r"Birmingham \(E08000025\) 2013 started initial neglect, value: ",
    "population": r"Slough \(E06000039\) 2021, children: ",
    "assessments": r"Slough \(E06000039\) 2021 neglect, value: ",
    "activity": r"Slough \(E06000039\) 2021 referrals, value: ",
    "neighbours": r"Slough \(E06000039\) 4, neighbour_code: ",
}


@pytest.mark.parametrize("table", CHANGED)
def test_check_names_council_year_and_cell_of_a_changed_figure(data, real_database, table):
    change(data / "figures" / f"{table}.csv", table)
    said = NAMED[table] + r"\S+ in the database, \S+ in the figures"
    with pytest.raises(Refusal, match=said):
        check_file(real_database, data)
    integrity.write_sums(data / "figures")  # whoever changed the file may have changed its sum
    with pytest.raises(Refusal, match=said):
        check_file(real_database, data)


def test_check_names_each_changed_cell_of_a_built_file(data, real_database, tmp_path):
    copy = tmp_path / "copy.duckdb"
    shutil.copy(real_database, copy)
    where = "area_code = 'E06000039' AND "
    with duckdb.connect(str(copy)) as connection:
        for edit in (
            "plan SET value = value + 1 WHERE area_code = 'E08000025' AND year_ending = 2013 "
            "AND flow = 'started' AND basis = 'initial' AND category = 'neglect'",
            f"population SET children = children + 1 WHERE {where} mid_year = 2021",
            f"assessment_factor SET value = value + 1 WHERE {where} year_ending = 2021 "
            "AND factor = 'neglect'",
            f"activity SET value = value + 1 WHERE {where} year_ending = 2021 "
            "AND measure = 'referrals'",
            "neighbour SET neighbour_code = 'E06000001' WHERE council_code = 'E06000039' "
            "AND position = 4",
        ):
            ((changed,),) = connection.execute(f"UPDATE {edit}").fetchall()
            assert changed == 1
    with pytest.raises(Refusal) as refusal:
        check_file(copy, data)
    for table, named in NAMED.items():
        assert re.search(named + r"\S+ in the database, \S+ in the figures", str(refusal.value)), (
            table
        )


@pytest.mark.parametrize("table", ["plans", "population", "activity"])
def test_a_figure_that_stands_in_a_total_is_caught_though_its_sum_was_written_anew(data, table):
    file = data / "figures" / f"{table}.csv"
    for _ in range(30 if table == "activity" else 1):  # beyond what rounding to 10 allows
        change(file, table)
    integrity.write_sums(data / "figures")
    with pytest.raises(Refusal, match="add up"):
        check_figures(data)


def test_a_file_more_or_less_is_named(data):
    (data / "figures" / "more.csv").write_text("a\n")
    with pytest.raises(Refusal, match="more.csv"):
        integrity.hold_sums(data / "figures")
    (data / "figures" / "more.csv").unlink()
    (data / "figures" / "activity.csv").unlink()
    with pytest.raises(Refusal, match="activity.csv"):
        integrity.hold_sums(data / "figures")
    (data / "figures" / integrity.SUMS).unlink()
    with pytest.raises(Refusal, match=integrity.SUMS):
        integrity.hold_sums(data / "figures")


def test_build_refuses_figures_that_are_not_those_extracted(data, tmp_path):
    change(data / "figures" / "neighbours.csv", "neighbours")  # no check can tell: only the sum
    with pytest.raises(Refusal, match="neighbours.csv"):
        build(tmp_path / "csa.duckdb", data)
    assert not (tmp_path / "csa.duckdb").exists()


def test_check_reads_figures_and_database(data, real_database):
    assert "every cell" in check_file(real_database, data)
    change(data / "figures" / "assessments.csv", "assessments")
    with pytest.raises(Refusal, match="assessments.csv"):
        check_file(real_database, data)


def test_a_new_time_is_no_change_and_a_new_byte_is(tmp_path, data, real_database):
    root = tmp_path
    for folder in ("geo", "etl"):
        shutil.copytree(DATA.parent / folder, root / folder)
    assert is_out_of_date(root / "absent.duckdb", root)
    for file in root.rglob("*.csv"):
        file.touch()
    assert not is_out_of_date(real_database, root)
    with (root / "etl" / "schema.sql").open("a", encoding="utf-8") as file:
        file.write("-- ")
    assert is_out_of_date(real_database, root)
