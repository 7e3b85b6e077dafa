"""A build that fails changes nothing: the old database still serves, and no draft is left."""

import shutil

import duckdb
import pytest

import invented as fiction
from committed import copied_to
from etl import fingerprints
from etl.build import DATA, build
from etl.errors import Refusal
from etl.fingerprints import data_version
from etl.load import load


@pytest.fixture
def data(tmp_path):
    """A copy of the real figures that a test may spoil."""
    shutil.copy(DATA / "CHANGES.md", copied_to(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def standing(tmp_path, real_database):
    """A database that already serves."""
    file = tmp_path / "csa.duckdb"
    shutil.copy(real_database, file)
    return file


def spoil(file, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


SPOILED = {
    "a value with a letter's status": (
        "plans.csv",
        "E06000039,council,2024,started,either,all,",
        "E06000039,council,2024,"
        "started,either,all,1,suppressed,c,2024\nE06000001,council,2024,at_31_march,either,all,",
        "plans.csv",
    ),
    "a negative number": (
        "population.csv",
        "E06000039,council,2012,",
        "E06000039,council,2012,-",
        "population.csv",
    ),
    "a row twice": ("neighbours.csv", "E06000001,1,", "E06000001,2,", "neighbours.csv"),
    "a status nobody knows": ("assessments.csv", ",suppressed,c,", ",hidden,c,", "assessments.csv"),
    "a fraction": ("activity.csv", ",published,", "5.5,published,", "activity.csv"),
}


@pytest.mark.parametrize("what", SPOILED)
def test_spoiled_figures_are_refused_and_the_old_database_stands(data, standing, what):
    name, old, new, named = SPOILED[what]
    spoil(data / "figures" / name, old, new)
    before = standing.read_bytes()
    with pytest.raises(Refusal, match=named):
        build(standing, data)
    assert standing.read_bytes() == before
    assert [f.name for f in standing.parent.glob("*draft*")] == []


def test_a_figure_that_fails_a_check_is_refused_by_the_checks_name(data, standing):
    # Birmingham's neglect in 2013 raised by 1: its categories no longer add to its total.
    text = (data / "figures" / "plans.csv").read_text()
    line = next(
        row
        for row in text.splitlines()
        if row.startswith("E08000025,council,2013,started,initial,neglect,")
    )
    cells = line.split(",")
    cells[6] = str(int(cells[6]) + 1)
    (data / "figures" / "plans.csv").write_text(text.replace(line, ",".join(cells)))
    before = standing.read_bytes()
    with pytest.raises(Refusal, match="parts_sum_to_total"):
        build(standing, data)
    assert standing.read_bytes() == before


@pytest.mark.parametrize("name", ["population", "offences", "neighbours"])
def test_a_table_without_rows_is_refused_by_its_name(data, standing, name):
    file = data / "figures" / f"{name}.csv"
    file.write_text(file.read_text().split("\n")[0] + "\n")
    with pytest.raises(Refusal, match=rf"{name}\.csv.*no rows"):
        build(standing, data)


def test_a_missing_table_says_which(data, standing):
    (data / "figures" / "neighbours.csv").unlink()
    with pytest.raises(Refusal, match="neighbours.csv"):
        build(standing, data)


def test_a_disk_that_fills_leaves_the_old_database(standing, monkeypatch):
    """The limit on a file's size makes the kernel refuse the write, as a full disk does."""
    resource = pytest.importorskip("resource")
    import signal

    before = standing.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(signal, "SIGXFSZ", signal.SIGXFSZ)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        with pytest.raises(Refusal, match="disk space"):
            build(standing)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)
    assert standing.read_bytes() == before
    assert [f.name for f in standing.parent.glob("*draft*")] == []


def test_a_reader_keeps_the_old_file_and_the_next_one_gets_the_new(tmp_path):
    file = tmp_path / "csa.duckdb"
    build(file)
    with duckdb.connect() as reader:
        reader.execute(f"ATTACH '{file}' AS old (READ_ONLY)")
        build(file)
        assert reader.execute("SELECT COUNT(*) FROM old.council_year").fetchall()[0][0] > 1000


def test_the_version_moves_with_any_figure_and_only_then(data):
    version, _ = data_version(data)
    assert version == data_version(DATA)[0]
    spoil(data / "reference" / "inspections.csv", "York", "York ")
    assert data_version(data)[0] != version
    assert version.startswith("2025-")


def test_every_promised_table_and_column_is_there(ask):
    promised = {
        "council_year": "council_code council_name region_name year_ending children all_plans "
        "sexual_plans sexual_plans_status sexual_plans_symbol sexual_plans_min sexual_plans_max "
        "sexual_rate_per_1000 sexual_rate_low sexual_rate_high class "
        "expected_plans_at_england_rate csa_assessments csa_assessments_status cse_assessments "
        "cse_assessments_status plans_per_100_csa_assessments",
        "class_count": "year_ending class councils",
        "headline": "year_ending none suppressed very_low none_or_few_published certainly_below "
        "possibly_below councils_with_a_figure modelled_below modelled_low modelled_high",
        "change_between": "council_code from_year year_ending rate_change verdict",
        "change_year": "area_code area_level year_ending span rate_change verdict",
        "pooled_3_year": "council_code year_ending sexual_plans sexual_plans_min sexual_plans_max",
        "partnership_year": "partnership year_ending sexual_plans_min sexual_plans_max",
        "police_force_year": "police_force_name year_ending sexual_plans_min sexual_plans_max",
        "neighbour_year": "council_code year_ending measure middle_min middle_max",
        "meta_method": "id name source assumptions parameters",
        "england_year": "year_ending sexual_plans all_plans sexual_rate_per_1000",
        "region_year": "region_name year_ending sexual_plans all_plans sexual_rate_per_1000",
        "plan": "area_code area_level year_ending flow basis category value status symbol",
        "assessment_factor": "area_code area_level year_ending factor value status symbol",
        "population": "area_code area_level mid_year children release",
        "council": "council_code dfe_number council_name region_name dfe_region_name "
        "police_force_name code_from code_to successors",
        "neighbour": "council_code position neighbour_code closeness",
        "prevalence_estimate": "estimate value",
        "event": "event_date event",
        "inspection": "council_code round",
        "quality_flag": "council_code year_ending measure flag explanation",
        "meta_source": "id licence",
        "meta_indicator": "id title",
        "meta_column": "table_name column_name description",
        "meta_build": "key value",
    }
    for table, columns in promised.items():
        rows = ask(f"DESCRIBE {table}")
        held = [row[0] for row in rows]
        wanted = columns.split()
        assert held[: len(wanted)] == wanted or set(wanted) <= set(held), table


def test_a_table_takes_no_value_without_its_status(invented):
    """The rule itself, in the schema: no value without published, no published without a value."""
    row = "('E99000001', 'council', 1999, 'started', 'initial', 'neglect', {}, 'test')"
    for cells in (
        "5, 'suppressed', 'c'",
        "NULL, 'published', NULL",
        "-1, 'published', NULL",
        "NULL, 'suppressed', NULL",
    ):
        with pytest.raises(duckdb.ConstraintException):
            invented.execute("INSERT INTO plan VALUES " + row.format(cells))


def test_the_invented_country_builds_too(tmp_path):
    with duckdb.connect() as connection:
        load(connection, fiction.write(tmp_path / "data"))
        assert connection.execute("SELECT COUNT(*) FROM council_year").fetchall() == [(12,)]


def test_module_names_the_folders_it_reads():
    assert set(fingerprints.MADE_FROM) == {"data/figures", "data/reference", "geo", "etl"}
