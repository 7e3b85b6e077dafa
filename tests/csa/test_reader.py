"""The reader gives what the database holds, typed, and adds up no hidden number."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import csa
import serving

ROOT = Path(__file__).parents[2]


@pytest.fixture
def real(real_database, monkeypatch):
    monkeypatch.setenv("CSA_SOURCE", str(real_database))
    return real_database


@pytest.fixture
def address(site):
    """The published folder on a web server."""
    with serving.folder_at(site) as there:
        yield f"{there}/"


def blocks(file: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / "data" / file).read_text("utf-8"), re.S)


def test_every_table_is_typed_and_a_gap_has_its_status_beside_it(real, ask):
    tables = [name for (name,) in ask("SHOW TABLES")]
    rows = dict(ask("SELECT table_name, estimated_size FROM duckdb_tables()"))
    for table in tables:
        frame = csa.load(table)
        assert len(frame) == rows[table], table
        assert not [n for n in frame if str(frame[n].dtype) in ("float64", "int64", "int32")], table
    years = csa.load("council_year")
    assert str(years["sexual_plans"].dtype) == "Int64"
    assert str(years["sexual_rate_per_1000"].dtype) == "Float64"
    published = years["sexual_plans_status"] == "published"
    assert (years["sexual_plans"].notna() == published).all()


def test_a_folder_and_an_address_give_the_same_as_the_database(real, site, address, monkeypatch):
    held = csa.measure("sexual_plan_rate", councils="slough")
    for source in (str(site), address):
        monkeypatch.setenv("CSA_SOURCE", source)
        there = csa.measure("sexual_plan_rate", councils="slough")
        assert there["value"].tolist() == held["value"].tolist()
        assert there["status"].tolist() == held["status"].tolist()


@pytest.mark.parametrize("name", ["Slough", "slough", "SLOUGH", "E06000039"])
def test_a_council_is_found_by_name_or_code_in_any_case(real, name):
    assert set(csa.measure("referrals", councils=name, years=2024)["area_code"]) == {"E06000039"}


@pytest.mark.parametrize("name", ["sexual_plan_rate", "sexual-plan-rate", "sexual_rate_per_1000"])
def test_a_measure_is_found_by_any_name_it_has_had(real, name):
    assert set(csa.measure(name)["measure"]) == {"sexual_plan_rate"}


def test_what_there_is_not_is_said_with_what_is_near(real):
    with pytest.raises(csa.Unknown, match="near are slough"):
        csa.measure("referrals", councils="Sloough")
    with pytest.raises(csa.Unknown, match="there is no measure"):
        csa.measure("prevalence")
    with pytest.raises(csa.Unknown, match="1999"):
        csa.measure("referrals", councils="slough", years=[2024, 1999])
    with pytest.raises(csa.NotThere):
        csa.load("no_such_table")
    with pytest.raises(csa.NotThere):
        csa.load("plan; DROP TABLE plan")


def test_nothing_to_read_is_said_with_what_to_do(monkeypatch, tmp_path):
    monkeypatch.delenv("CSA_SOURCE", raising=False)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(csa.NotThere, match="say csa.use"):
        csa.version()


def test_a_sum_of_published_numbers_is_one_and_of_hidden_ones_a_range(real):
    plans = csa.measure("sexual_plans", levels="council", years=2023)
    plans = plans[plans["status"].isin(["published", "suppressed"])]
    plans = plans[~plans["area_name"].isin(doubted(2023))]
    total = csa.total(plans)
    printed = sum(int(v) for v in plans["value"] if not pd.isna(v))
    most = sum(int(r.value if r.status == "published" else r.value_max) for r in plans.itertuples())
    assert (total.least, total.most) == (printed, most) and total.hidden > 40
    with pytest.raises(csa.Hidden):
        _ = total.value
    of_few = csa.total(plans[plans["status"] == "published"].head(5))
    assert of_few.value == of_few.least == of_few.most and of_few.hidden == 0


def doubted(year: int) -> set[str]:
    flags = csa.load("quality_flag").merge(csa.load("council"), on="council_code")
    flags = flags[(flags["flag"] == "unlikely_zero") & (flags["year_ending"] == year)]
    return set(flags["council_name"])


def test_what_does_not_add_up_is_refused(real):
    rates = csa.measure("sexual_plan_rate", councils=["slough", "reading"], years=2024)
    with pytest.raises(csa.NotAddable, match="not counts"):
        csa.total(rates)
    with pytest.raises(csa.NotAddable, match="only councils"):
        csa.total(csa.measure("sexual_plans", levels="region", years=2024))
    plans = csa.measure("sexual_plans", councils=["slough", "reading"], years=2024)
    with pytest.raises(csa.NotAddable, match="twice"):
        csa.total(pd.concat([plans, plans]))
    with pytest.raises(csa.NotAddable, match="several measures"):
        csa.total(pd.concat([plans, csa.measure("referrals", councils="slough")]))
    everyone = csa.measure("sexual_plans", levels="council", years=2021)
    assert (everyone["status"] == "not_available").any()
    with pytest.raises(csa.NotAddable, match="no figure at all"):
        csa.total(everyone)
    flags = csa.load("quality_flag")
    flag = flags[
        (flags["flag"] == "unlikely_zero") & (flags["counted"] == "assessments_sexual_abuse")
    ].iloc[0]
    zero = csa.measure("assessments_sexual_abuse", flag["council_code"], flag["year_ending"])
    with pytest.raises(csa.NotAddable, match="unlikely to be true"):
        csa.total(zero)
    # Plans of that year go by the name of a measure that counts them.
    flag = flags[
        (flags["flag"] == "unlikely_zero")
        & (flags["counted"] == "plans_started_sexual_abuse_initial")
    ].iloc[0]
    zero = csa.measure("sexual_plans", flag["council_code"], flag["year_ending"])
    with pytest.raises(csa.NotAddable, match="unlikely to be true"):
        csa.total(zero)


def test_the_worked_examples_in_python_run(real, capsys):
    space: dict = {}
    for block in blocks("PYTHON.md", "python"):
        exec(block, space)
    said = capsys.readouterr().out
    assert "between" in said or "with 0 of" in said
    assert len(blocks("PYTHON.md", "python")) == 5


def test_the_worked_examples_in_r_ask_what_the_database_answers(ask):
    """Their SQL is run here; the R around it where R is installed."""
    asked = re.findall(r'dbGetQuery\(figures, "(.*?)"\)', "".join(blocks("R.md", "r")), re.S)
    assert len(asked) == 5
    for question in asked:
        assert ask(question), question


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
def test_the_worked_examples_run_in_r(site):
    run = subprocess.run(
        ["Rscript", "-e", "\n".join(blocks("R.md", "r"))],
        env={"CSA_SOURCE": str(site / "data/csa.duckdb")},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr


def test_the_wheel_in_the_published_folder_holds_the_reader_alone(site, tmp_path):
    (wheel,) = site.glob("*.whl")
    into = tmp_path / "installed"
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", into, wheel],
        check=True,
    )
    assert {f.name for f in into.glob("*") if f.suffix != ".dist-info"} == {"csa"}
    code = (
        f"import csa; csa.use({str(site)!r}); "
        "print(csa.total(csa.measure('referrals', 'slough', 2024)))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=into, capture_output=True, text=True)
    assert run.stdout.strip().isdigit(), run.stderr


def test_the_quick_start_of_the_readme_runs(real, capsys):
    readme = (ROOT / "README.md").read_text("utf-8")
    section = readme.partition("## For analysts")[2].partition("\n## ")[0]
    (block,) = re.findall(r"```python\n(.*?)```", section, re.S)
    assert len(block.strip().splitlines()) <= 10
    exec(block, {})
    said = capsys.readouterr().out
    assert "Slough" in said and "Reading" in said and "published" in said
    assert re.fullmatch(r"\d+|between \d+ and \d+", said.strip().splitlines()[-1])


@pytest.mark.parametrize("content", [b"", b"PAR1 cut short", b"<!DOCTYPE html>"])
def test_a_file_that_is_no_table_is_named(content, tmp_path, monkeypatch):
    monkeypatch.setattr(csa.reading, "_source", None)
    (tmp_path / "site" / "data").mkdir(parents=True)
    (tmp_path / "site" / "data" / "council.parquet").write_bytes(content)
    (tmp_path / "csa.duckdb").write_bytes(content or b"Dear council,")
    for source in (tmp_path / "site", tmp_path / "csa.duckdb", tmp_path / "nowhere"):
        monkeypatch.setenv("CSA_SOURCE", str(source))
        with pytest.raises(csa.NotThere, match=f"council cannot be read from {source}"):
            csa.load("council")
