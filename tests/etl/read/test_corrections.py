"""A known fault is declared with its reason, and taken back when the publisher has mended it."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml

from committed import copied_to
from etl import corrections, sources
from etl.build import DATA
from etl.checks import DATABASE, agreement, failing, look
from etl.compare import moves
from etl.errors import Refusal
from etl.load import hold_faults, load, load_figures
from etl.read import revisions
from etl.read.councils import Councils
from etl.read.extract import FIGURES


def declared(tmp_path: Path, **changes) -> Path:
    (entry,) = yaml.safe_load(corrections.CORRECTIONS_FILE.read_text(encoding="utf-8"))
    file = tmp_path / "corrections.yml"
    kept = {k: v for k, v in (entry | changes).items() if v is not None}
    file.write_text(yaml.safe_dump([kept]), encoding="utf-8")
    return file


def test_every_fault_says_why_and_where_and_names_a_council_we_know():
    councils = set(pd.read_csv(DATA / "figures" / "councils.csv")["council_code"])
    entries = corrections.load()
    assert entries
    for entry in entries:
        assert entry.area_code in councils
        assert len(entry.reason) > 40 and len(entry.source) > 20


@pytest.mark.parametrize("field", ["reason", "source", "expectation"])
def test_a_fault_without_reason_source_or_expectation_is_refused(tmp_path, field):
    with pytest.raises(Refusal):
        corrections.load(declared(tmp_path, **{field: None}))
    with pytest.raises(Refusal):
        corrections.load(declared(tmp_path, **{field: {}}))


def test_an_unknown_field_or_expectation_is_refused(tmp_path):
    with pytest.raises(Refusal, match="remark"):
        corrections.load(declared(tmp_path, remark="?"))
    with pytest.raises(Refusal):
        corrections.load(declared(tmp_path, expectation={"looks_odd": 1}))


def test_no_fault_at_all_can_be_declared(tmp_path):
    file = tmp_path / "corrections.yml"
    file.write_text("# none\n")
    assert corrections.load(file) == []
    assert list(corrections.known_faults(file).columns) == corrections.COLUMNS


WAKEFIELD = "E08000036,council,2016,started,"


def figures(tmp_path, total: str, release: str) -> Path:
    """The committed figures, with another total of Wakefield 2016, as of that release."""
    data = copied_to(tmp_path / "data")
    file = data / "figures" / "plans.csv"
    lines = file.read_text().splitlines()
    printed = f"{WAKEFIELD}either,all,294,"
    assert sum(line.startswith(printed) for line in lines) == 1
    for n, line in enumerate(lines):
        if line.startswith(WAKEFIELD):
            anew = line.replace(printed, printed.replace("294", total))
            lines[n] = anew.rsplit(",", 1)[0] + f",{release}"
    file.write_text("\n".join(lines) + "\n")
    return data


def tables_of(data: Path) -> dict[str, pd.DataFrame]:
    return {name: revisions.read(data / "figures", name) for name in moves.FIGURES}


def agree(data: Path) -> None:
    agreement.hold(tables_of(data), Councils.from_file())


@pytest.mark.parametrize(
    ("total", "faults", "flags"), [("292", 0, 0), ("294", 2, 1)], ids=["mended", "printed"]
)
def test_a_fault_that_a_later_release_prints_again_stands_and_a_mended_one_is_told_no_more(
    tmp_path, total, faults, flags
):
    data = figures(tmp_path, total, "2025")
    agree(data)
    with duckdb.connect() as connection:
        load(connection, data)
        for check in ("known_faults_still_stand", "parts_sum_to_total"):
            assert not failing(connection, DATABASE / f"{check}.sql")
        for table, told in (
            ("known_fault", faults),
            ("quality_flag WHERE flag = 'published_fault'", flags),
        ):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (told,)


@pytest.mark.parametrize(("total", "release"), [("292", "2024"), ("293", "2024"), ("293", "2025")])
def test_a_fault_printed_otherwise_is_another_one(tmp_path, total, release):
    data = figures(tmp_path, total, release)
    with pytest.raises(Refusal, match="E08000036.*2016"):
        agree(data)
    with agreement.asked_of(tables_of(data)) as connection:
        found = look(connection, agreement.CHECKS / "parts_make_totals.sql").rows
    assert {(area, year) for _, area, year, *_ in found} == {("E08000036", 2016)}
    with duckdb.connect() as connection:
        load_figures(connection, data)
        with pytest.raises(Refusal, match="corrections.yml, council E08000036, year 2016: "):
            hold_faults(connection)


def test_what_is_mended_is_a_revision_which_somebody_takes_for_a_reason(tmp_path):
    tables = {name: revisions.read(FIGURES, name) for name in moves.FIGURES}
    plans = tables["plans"]
    total = plans.query("area_code == 'E08000036' and year_ending == 2016 and category == 'all'")
    plans.loc[total.query("flow == 'started'").index, "value"] = 292
    declared = sources.load()
    with pytest.raises(Refusal, match="294 → 292.*--accept-revised REASON"):
        revisions.hold(tables, FIGURES, declared, declared, "")
    told = revisions.hold(tables, FIGURES, declared, declared, "mended in the release of 2025")
    assert told == ["plans: E08000036 2016 started either all: 294 → 292"]


def test_a_contradiction_that_is_not_declared_fails_too(tmp_path, monkeypatch):
    nothing = tmp_path / "corrections.yml"
    nothing.write_text("[]\n")
    ordinary = corrections.known_faults
    monkeypatch.setattr(corrections, "known_faults", lambda: ordinary(nothing))
    with duckdb.connect() as connection:
        load(connection)
        said = failing(connection, DATABASE / "parts_sum_to_total.sql")
    assert "E08000036" in said and "year_ending 2016" in said
