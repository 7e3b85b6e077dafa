"""The five things that may never happen, each looked for in the whole project."""

import csv
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from etl import sources

ROOT = Path(__file__).parent.parent
FIGURES = sorted((ROOT / "data" / "figures").glob("*.csv"))


def project_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name]
    assert len(files) > 50
    return [f for f in files if f.is_file()]


def test_1_no_committed_figure_gives_a_suppressed_number_a_value():
    hidden = 0
    for file in FIGURES:
        with file.open() as opened:
            for row in csv.DictReader(opened):
                if row.get("status", "published") != "published":
                    hidden += row["status"] == "suppressed"
                    assert row["value"] == "", (file.name, row)
                    # Of a force that is left out of a year nothing is printed, not even a symbol.
                    assert row.get("symbol") != "", (file.name, row)
    assert hidden > 5000


def test_1_no_table_readers_may_download_gives_a_suppressed_number_away(database):
    """Any column of a council-year table that would tell one of DfE's hidden numbers."""
    hidden = database.execute(
        "SELECT sexual_plans_min, sexual_plans_max, * EXCLUDE (sexual_plans_min, "
        "sexual_plans_max) FROM council_year WHERE sexual_plans_status = 'suppressed'"
    )
    names = [c[0] for c in hidden.description]
    rows = hidden.fetchall()
    assert len(rows) == 490
    telling = {
        "sexual_plans",
        "sexual_rate_per_1000",
        "sexual_rate_low",
        "sexual_rate_high",
        "sexual_rate_adjusted_low",
        "sexual_rate_adjusted_high",
        "is_on_few_plans",
        "class_margin_plans",
        "sexual_share",
        "plans_per_100_csa_assessments",
    }
    assert telling <= set(names)
    for row in rows:
        cells = dict(zip(names, row, strict=True))
        assert all(cells[name] is None for name in telling)
        assert cells["sexual_plans_min"] == 0 and cells["sexual_plans_max"] >= 5


def test_2_every_committed_count_has_a_status_and_every_missing_one_is_blank_not_zero():
    for file in FIGURES:
        with file.open() as opened:
            rows = list(csv.DictReader(opened))
        assert rows, file.name
        if "value" not in rows[0]:
            continue
        for row in rows:
            assert (row["value"] == "") is (row["status"] != "published"), (file.name, row)
            assert row["value"] == "" or row["value"].isdigit(), (file.name, row)


def test_3_the_product_holds_no_invented_council():
    for file in [*(ROOT / "data").rglob("*.csv"), *(ROOT / "geo").glob("*.*")]:
        if file.suffix in {".csv", ".geojson"}:
            text = file.read_text()
            assert "E99" not in text, file
            assert not re.search("Northford|Eastmere|Southway|Westley|Oldshire", text), file


def test_3_no_figure_in_the_tests_is_about_a_real_council():
    with (ROOT / "data" / "figures" / "councils.csv").open() as opened:
        real = {row["council_code"] for row in csv.DictReader(opened)}
    text = (ROOT / "tests" / "invented.py").read_text()
    assert not real & set(re.findall(r"E[01]\d{7}", text))


def test_4_no_publishers_file_is_in_the_project():
    published = {s.sha256 for s in sources.load().values()}
    assert len(published) >= 15
    for file in project_files():
        content = file.read_bytes()
        assert hashlib.sha256(content).hexdigest() not in published, file
        if file.suffix == ".csv":
            assert not content.lstrip(b"\xef\xbb\xbf").startswith(b"time_period,"), file


def test_4_every_source_of_a_figure_has_release_and_licence():
    for source in sources.load().values():
        assert source.licence == "Open Government Licence v3.0"
        assert source.release and source.publisher and source.landing_page.startswith("https://")


@pytest.mark.parametrize("weak", [r"assert True\b", r"except Exception: *pass", r"mark\.xfail"])
def test_5_no_test_is_written_so_that_it_cannot_fail(weak):
    here = Path(__file__).resolve()
    tests = [f for f in (ROOT / "tests").rglob("*.py") if f.resolve() != here]
    assert len(tests) > 10
    assert [f.name for f in tests if re.search(weak, f.read_text())] == []
