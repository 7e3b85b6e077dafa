"""The yearly update, from next year's release as the service would give it to what is written."""

import csv
import gzip
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

import next_release
from etl import build as build_module
from etl import load as load_module
from etl import sources
from etl.checks import DATABASE, failing
from etl.errors import Refusal
from etl.put.replacing import replace_all
from etl.update import Places, update
from publisher import Publisher, Serving
from take.test_fetch import (
    PASSING,
    QUICK,
    Project,
    expired_certificate,
    gone,
    official_releases,
    project_in,
    ten_gigabytes,
    web_page,
)

pytestmark = pytest.mark.usefixtures("once")
ROLES = {"d1", "d2", "d3", "d4", "d5", "a5", "b1", "c1", "c3", "c4", "population"}


@pytest.fixture(scope="session")
def release_2026(official, tmp_path_factory) -> list[Path]:
    return next_release.write(official, tmp_path_factory.mktemp("release") / "2026", 2026)


@pytest.fixture(scope="session")
def release_2027(official, tmp_path_factory) -> list[Path]:
    return next_release.write(official, tmp_path_factory.mktemp("release") / "2027", 2027)


def know_the_councils_of(project: Project, year: int) -> None:
    """The rows that a person adds to council_history.csv before taking the release of the year."""
    history = project.root / "data" / "reference" / "council_history.csv"
    rows = [r for r in history.read_text().splitlines(keepends=True) if not r.startswith("E99")]
    history.write_text("".join(rows) + next_release.HISTORY[year])


@pytest.fixture
def project(official, release_2026, tmp_path):
    """A project whose publisher has just put out the release of 2026."""
    publisher = Publisher(
        {"2026": list(release_2026), **official_releases(official)},
        titles=lambda name: f"Table {name[:2].upper()}, as renamed in 2026",
        shapes=next_release.boundaries(official),
    )
    with project_in(tmp_path / "project", publisher) as made:
        yield made


@pytest.fixture
def with_the_new_councils(project, monkeypatch):
    """What a person does for a new council: its dates, and its outline."""
    know_the_councils_of(project, 2026)
    monkeypatch.setattr(load_module, "shape_paths", next_release.shape_paths)
    return project


def run(project: Project, **arguments) -> str:
    places = Places(project.root / "data", project.sources_file)
    return update(places=places, limits=QUICK, **arguments)


def report(project: Project) -> str:
    return (project.raw / "update.md").read_text(encoding="utf-8")


def figures(project: Project, table: str) -> list[dict]:
    with (project.root / "data" / "figures" / f"{table}.csv").open(newline="") as opened:
        return list(csv.DictReader(opened))


# Nothing new -----------------------------------------------------------------------------------


def test_the_recorded_releases_change_nothing(project):
    before = project.kept()
    said = run(project, release="recorded")
    assert "Nothing moves." in report(project)
    assert project.kept() == before
    assert project.left_over() == []
    assert "Nothing is written" in said or "Nothing moves" in said


# Next year -------------------------------------------------------------------------------------


def test_a_council_nobody_knows_is_refused_with_the_row_it_needs(project):
    before = project.kept()
    with pytest.raises(Refusal) as refused:
        run(project)
    said = str(refused.value)
    assert "E99000002" in said and "991" in said and "Eastmere" in said
    assert "add it to data/reference/council_history.csv" in said
    assert project.kept() == before
    assert project.left_over() == []


def test_a_council_without_an_outline_is_refused_by_its_code(project):
    know_the_councils_of(project, 2026)
    before = project.kept()
    with pytest.raises(Refusal, match="every_council_has_a_shape") as refused:
        run(project)
    assert "E99000002" in str(refused.value)
    assert project.kept() == before
    assert project.left_over() == []


def test_next_years_release_is_drafted_checked_and_told_without_a_change_of_code(
    with_the_new_councils,
):
    project = with_the_new_councils
    before = project.kept()
    said = run(project)
    assert project.kept() == before, "without --accept nothing is written"
    assert project.left_over() == []
    assert "To take it: --accept" in said
    assert "plan" in said and "other number" in said  # the table on the screen
    told = report(project)
    for words in (
        "d2_cpps_starting_by_category_of_abuse_2013_to_2026.csv",
        f"new: {next_release.NEW_COLUMN}",
        "* new council: Eastmere (E99000002)",
        "* first year under a new code: Barnsley (E08000038)",
        "* first year under a new code: Sheffield (E08000039)",
        "England's headline",
        "| plans started for sexual abuse | 2160 (2024) | 2190 (2026) |",
        "new: 2025 (",
        "2026 (",
    ):
        assert words in told, words


def test_what_is_accepted_is_written_and_builds(with_the_new_councils, tmp_path):
    project = with_the_new_councils
    earlier = {
        row["area_code"] + row["year_ending"] + row["flow"] + row["basis"] + row["category"]: (
            row["value"],
            row["status"],
        )
        for row in figures(project, "plans")
    }
    log = project.root / "data" / "CHANGES.md"
    versions = log.read_text().count("\n## 20")
    run(project, accept=True)
    assert project.left_over() == []

    declared = sources.load(project.sources_file)
    for role in ROLES:
        assert declared[role].label == "2026", role
        assert declared[role].published == "2026-10-30"
        assert declared[role].release == "Children in need, reporting year 2026"
        assert declared[role].download.rsplit("/files/")[0].endswith("5126a0")
        assert next_release.NEW_COLUMN in declared[role].columns
        file = project.raw / declared[role].file
        assert sources.fingerprint(file) == (declared[role].sha256, declared[role].bytes)
    assert declared["d2"].years == [2013, 2026]
    assert declared["population"].years == [2012, 2025]
    assert declared["wide_2010"] == sources.load()["wide_2010"]

    # Nothing that was printed before is another number now.
    now = {
        row["area_code"] + row["year_ending"] + row["flow"] + row["basis"] + row["category"]: (
            row["value"],
            row["status"],
        )
        for row in figures(project, "plans")
    }
    assert len(now) > len(earlier)
    assert {key: now[key] for key in earlier} == earlier

    assert log.read_text().count("\n## 20") == versions + 1
    assert log.read_text().index("## 2026-") < log.read_text().index("## 2025-")

    with duckdb.connect() as connection:
        load_module.load(connection, project.root / "data", project.sources_file)
        sexual = connection.execute(
            "SELECT council_code, year_ending, sexual_plans, sexual_plans_status FROM council_year "
            "WHERE year_ending > 2025 AND council_name IN ('Eastmere', 'Barnsley') "
            "ORDER BY ALL"
        ).fetchall()
        series = connection.execute(
            "SELECT DISTINCT series_code FROM council_series "
            "WHERE council_code IN ('E08000016', 'E08000038')"
        ).fetchall()
        years = connection.execute(
            "SELECT council_code, MIN(year_ending), MAX(year_ending) FROM council_year "
            "WHERE council_code IN ('E08000016', 'E08000038') GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    assert sexual == [
        ("E08000038", 2026, None, "not_available"),
        ("E99000002", 2026, 12, "published"),
    ]
    assert series == [("E08000038",)]
    assert years == [("E08000016", 2013, 2025), ("E08000038", 2026, 2026)]


def test_the_year_after_an_accepted_release_nothing_moves(with_the_new_councils):
    project = with_the_new_councils
    run(project, accept=True)
    before = project.kept()
    said = run(project, accept=True)
    assert "Nothing moves" in said
    assert project.kept() == before


def test_the_year_after_that_a_council_ends_and_its_children_are_still_known(
    with_the_new_councils, release_2027
):
    """Eastmere ended, so the release of 2027 withholds its children; that of 2026 has them."""
    project = with_the_new_councils
    run(project, accept=True)
    project.publisher.releases = {"2027": release_2027, **project.publisher.releases}
    with pytest.raises(Refusal, match="E99000001 with DfE number 990"):
        run(project, accept=True)
    know_the_councils_of(project, 2027)
    run(project, accept=True)
    assert "* ended: Eastmere (E99000002)" in report(project)
    assert "* new council: Northford (E99000001)" in report(project)
    children = {
        (r["area_code"], r["mid_year"]): (r["children"], r["release"])
        for r in figures(project, "population")
        if r["area_code"].startswith("E99")
    }
    known = str(next_release.CHILDREN)
    assert children == {
        ("E99000002", "2025"): (known, "2026"),
        ("E99000001", "2026"): (known, "2027"),
    }
    declared = sources.load(project.sources_file)
    assert declared["population_2026"].pinned and declared["population_2026"].label == "2026"
    assert "population_2025" not in declared  # nothing is taken from it any more
    # A year later, from nothing but the services and the repository.
    shutil.rmtree(project.raw)
    assert "Nothing moves" in run(project, accept=True)


# What cannot be taken --------------------------------------------------------------------------


def test_every_fault_of_the_network_leaves_everything_as_it_was(project, tmp_path):
    """The faults are tried one by one in test_fetch; here, that an update passes them on."""
    before = project.kept()
    for fault in (*PASSING, gone, web_page, ten_gigabytes):
        project.publisher.faults.clear()
        project.publisher.fail("/files/", fault)
        with pytest.raises(Refusal):
            run(project, accept=True)
        assert project.kept() == before, fault.__name__
        assert not project.raw.exists(), fault.__name__
    with Serving(project.publisher, expired_certificate(tmp_path)) as address:
        text = project.sources_file.read_text()
        before = sources.load(project.sources_file)["c4"].download.split("/api")[0]
        project.sources_file.write_text(text.replace(before, address))
        with pytest.raises(Refusal, match="certificate"):
            run(project, accept=True)


SPOILED = {
    # What is done to D2 of 2026 → what the refusal names.
    "a year is gone": (
        lambda t: "\n".join(r for r in t.split("\n") if not r.startswith("2013,")),
        ["2013", "cut short"],
    ),
    "a new symbol": (lambda t: t.replace(",c,", ",~,", 1), ["'~'", "STATUS_BY_SYMBOL"]),
    "two columns exchanged": (
        lambda t: (
            t.replace("Sexual_Initial", "@")
            .replace("Neglect_Initial", "Sexual_Initial")
            .replace("@", "Neglect_Initial")
        ),
        ["too many for a revision"],
    ),
    "a category renamed": (
        lambda t: t.replace("Sexual_Initial", "Sexual_abuse_initial"),
        ["no column Sexual_Initial"],
    ),
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_release_that_cannot_be_taken_is_refused_and_nothing_is_touched(
    with_the_new_councils, release_2026, tmp_path, what
):
    project = with_the_new_councils
    spoil, said = SPOILED[what]
    (file,) = [f for f in release_2026 if f.name.startswith("d2_")]
    text = file.read_bytes().decode("utf-8-sig")
    spoiled = spoil(text)
    assert spoiled != text
    (tmp_path / file.name).write_bytes(spoiled.encode())
    project.publisher.releases["2026"] = [
        tmp_path / file.name if f == file else f for f in release_2026
    ]
    before = project.kept()
    with pytest.raises(Refusal) as refused:
        run(project, accept=True)
    for words in said:
        assert words in str(refused.value)
    assert project.kept() == before
    assert project.left_over() == []


def test_a_number_that_dfe_has_revised_is_told_and_only_then_taken(project, official, tmp_path):
    """The release of 2025 prints one number of 2018 otherwise."""
    files = project.publisher.releases["2025"]
    (place,) = [n for n, f in enumerate(files) if f.name.startswith("b1_")]
    lines = files[place].read_bytes().decode("utf-8-sig").split("\n")
    line = next(n for n, r in enumerate(lines) if r.startswith("2018,") and ",E92000001," in r)
    line = next(n for n, r in enumerate(lines) if r.startswith("2018,") and ",Rutland," in r)
    cells = lines[line].split(",")
    number = cells[11 + 1]  # the quoted column of Anypoint_child
    assert number.isdigit()
    cells[12] = str(int(number) + 1)
    lines[line] = ",".join(cells)
    revised = tmp_path / files[place].name
    revised.write_bytes("\n".join(lines).encode())
    files[place] = revised
    run(project, release="recorded")
    (row,) = [r for r in report(project).splitlines() if "Rutland" in r and r.startswith("|")]
    assert "2018" in row and f"value {number} → {int(number) + 1}" in row
    run(project, release="recorded", accept=True, accept_revised="a notice of DfE's.")
    log = (project.root / "data" / "CHANGES.md").read_text()
    assert "Figures already published were revised: a notice of DfE's." in log


def test_a_number_now_withheld_is_not_repeated_in_the_report(project, tmp_path):
    files = project.publisher.releases["2025"]
    (place,) = [n for n, f in enumerate(files) if f.name.startswith("c3_")]
    with files[place].open(encoding="utf-8-sig", newline="") as opened:
        header, *rows = csv.reader(opened)
    column = header.index("Child_sexual_exploitation")
    row = next(r for r in rows if r[0] == "2019" and r[9] == "Kent")
    number, row[column] = row[column], "c"
    assert number.isdigit()
    hidden = tmp_path / files[place].name
    with hidden.open("w", newline="") as opened:
        csv.writer(opened).writerows([header, *rows])
    files[place] = hidden
    run(project, release="recorded", accept=True)
    for text in (report(project), (project.root / "data" / "CHANGES.md").read_text()):
        told = [r for r in text.splitlines() if "Kent" in r and "child_sexual_exploitation" in r]
        assert told, "the change is told"
        assert all(number not in r.replace("2019", "") for r in told)


def test_a_disk_that_fills_while_drafts_are_put_in_place_leaves_everything(
    with_the_new_councils, monkeypatch
):
    project = with_the_new_councils
    before = project.kept()
    ordinary, copied = shutil.copyfile, []

    def full(source, target, **more):
        if Path(target).suffix == ".draft":
            copied.append(target)
            if len(copied) == 3:
                Path(target).write_bytes(b"half")
                raise OSError(28, "No space left on device")
        return ordinary(source, target, **more)

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Refusal, match="No space left"):
        run(project, accept=True)
    assert project.kept() == before
    assert project.left_over() == []


def test_drafts_go_in_place_all_or_none(tmp_path, monkeypatch):
    places = {tmp_path / name: tmp_path / f"new {name}" for name in "abc"}
    for place, draft in places.items():
        place.write_text("old")
        draft.write_text("new")
    ordinary, done = Path.replace, []

    def breaks(self, target):
        if self.suffix == ".draft":
            done.append(target)
            if len(done) == 3:
                raise OSError(5, "Input/output error")
        return ordinary(self, target)

    monkeypatch.setattr(Path, "replace", breaks)
    with pytest.raises(OSError, match="Input/output"):
        replace_all(places)
    assert [place.read_text() for place in places] == ["old", "old", "old"]
    assert not list(tmp_path.glob("*.draft"))


# Stopped half-way -------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path

sys.path[:0] = sys.argv[5:]
import again
import next_release
from etl import load, update

load.shape_paths = next_release.shape_paths
replace, done = Path.replace, []

def replace_or_be_killed(self, target):
    if self.name == f"{target.name}.draft" and "update.draft" not in target.parts:
        done.append(target)
        if len(done) > int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    return replace(self, target)

Path.replace = replace_or_be_killed
with again.not_built(Path(sys.argv[4])):
    update.update(True, offline=True, places=update.Places(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def killed_after(files: int, project: Project, built: Path) -> None:
    """An update that is killed when it has put so many of its files in place."""
    tests = Path(__file__).parents[1]
    places = project.root / "data", project.sources_file, files, built, tests.parents[1], tests
    command = [sys.executable, "-c", KILLED, *map(str, places)]
    assert subprocess.run(command, stderr=subprocess.DEVNULL).returncode == -signal.SIGKILL


def test_an_update_that_is_killed_between_two_files_is_finished_by_whoever_comes_next(
    with_the_new_councils, built, tmp_path
):
    project = with_the_new_councils
    project.fetch()
    before = project.kept()
    data = project.root / "data"
    killed_after(3, project, built)
    halfway = project.kept()
    moved = [name for name in before if halfway[name] != before[name]]
    assert len(moved) == 3, "some files are new and some old, or this shows nothing"

    # Whoever comes next is the build, which would otherwise make a database of neither release.
    build_module.build(tmp_path / "csa.duckdb", data, project.sources_file)
    assert "Nothing moves:" in run(project, offline=True)
    assert project.left_over() == []
    now = project.kept()
    assert {name for name in before if now[name] != before[name]} >= {
        "data/CHANGES.md",
        "data/figures/plans.csv",
        "data/figures/assessments.csv",
    }


def test_gzip_and_plain_answers_give_the_same_files(project):
    project.fetch(release="recorded", only=("c4",))
    file = project.raw / sources.load()["c4"].file
    compressed = file.read_bytes()
    file.unlink()
    project.publisher.compressed = False
    project.fetch(release="recorded", only=("c4",))
    assert file.read_bytes() == compressed
    assert not compressed.startswith(gzip.compress(b"")[:2])


def test_a_council_that_has_ended_may_stay_a_neighbour_until_the_next_model(
    real_database, tmp_path
):
    copy = tmp_path / "ended.duckdb"
    shutil.copy(real_database, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "UPDATE council_series SET is_former = TRUE WHERE council_code = 'E06000017'"
        )
        assert failing(connection, DATABASE / "neighbours_are_ten.sql") == ""
        connection.execute(
            "UPDATE neighbour SET neighbour_code = 'E99000009' "
            "WHERE position = 1 AND council_code = 'E06000039'"
        )
        assert "E06000039" in failing(connection, DATABASE / "neighbours_are_ten.sql")
