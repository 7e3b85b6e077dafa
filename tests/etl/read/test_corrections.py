"""A known fault is declared with its reason, and taken back when the publisher has mended it."""

import shutil
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import yaml

from etl import corrections
from etl.build import DATA
from etl.checks import DATABASE, failing, run_checks
from etl.errors import Refusal
from etl.load import load


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


@pytest.fixture
def mended(tmp_path):
    """The committed figures, in which the publisher has mended the total of Wakefield 2016."""
    data = tmp_path / "data"
    for folder in ("figures", "reference"):
        shutil.copytree(DATA / folder, data / folder)
    file = data / "figures" / "plans.csv"
    text = file.read_text()
    printed = "E08000036,council,2016,started,either,all,294,"
    assert printed in text
    file.write_text(text.replace(printed, printed.replace("294", "292")))
    return data


def test_the_build_fails_when_the_publisher_has_mended_the_fault(mended):
    with duckdb.connect() as connection:
        load(connection, mended)
        with pytest.raises(Refusal, match="known_faults_still_stand") as refused:
            run_checks(connection)
    assert "E08000036" in str(refused.value) and "2016" in str(refused.value)


def test_a_contradiction_that_is_not_declared_fails_too(tmp_path, monkeypatch):
    nothing = tmp_path / "corrections.yml"
    nothing.write_text("[]\n")
    ordinary = corrections.known_faults
    monkeypatch.setattr(corrections, "known_faults", lambda: ordinary(nothing))
    with duckdb.connect() as connection:
        load(connection)
        said = failing(connection, DATABASE / "parts_sum_to_total.sql")
    assert "E08000036" in said and "year_ending 2016" in said
