"""The data package holds what the database holds, in forms that other programs can read."""

import csv
import json
import re
import subprocess
from pathlib import Path

import duckdb_cli
import frictionless
import pandas as pd
import pytest

import reading

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def descriptor(site) -> dict:
    return json.loads((site / "datapackage.json").read_text())


def as_text(file: Path) -> pd.DataFrame:
    """A CSV as a spreadsheet would show it: every cell as it is written."""
    return pd.read_csv(file, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def tables(ask) -> list[str]:
    return [row[0] for row in ask("SELECT table_name FROM duckdb_tables() ORDER BY table_name")]


def test_the_package_is_valid_and_every_row_is_as_it_declares(site):
    report = frictionless.validate(str(site / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])[:5]
    assert report.stats["tasks"] > 40
    # Of a table without a row, one that may be missing, it counts none.
    assert sum(task.stats.get("rows", 0) for task in report.tasks) > 250_000


def test_a_letter_in_place_of_a_number_fails_the_validation(site, tmp_path, descriptor):
    """The validation is shown to fail: one suppressed cell written as DfE writes it."""
    resource = next(r for r in descriptor["resources"] if r["title"] == "council_year")
    text = (site / resource["path"]).read_text()
    (tmp_path / "broken.csv").write_text(text.replace("[c]", "c", 1))
    broken = {**resource, "path": "broken.csv"}
    del broken["hash"], broken["bytes"]
    # The other tables that its keys lead to are not beside it here.
    broken["schema"] = {k: v for k, v in resource["schema"].items() if k != "foreignKeys"}
    report = frictionless.Resource.from_descriptor(broken, basepath=str(tmp_path)).validate()
    assert not report.valid
    assert {"type-error"} == {error[0] for error in report.flatten(["type"])}


def test_every_table_is_there_and_every_column_has_type_description_and_its_unit(
    descriptor, ask, tables, site
):
    named = [r["title"] for r in descriptor["resources"]]
    assert named == tables
    units = {
        (table, column): unit
        for table, column, unit in ask(
            "SELECT table_name, column_name, unit FROM meta_column WHERE unit <> ''"
        )
    }
    assert len(units) > 60
    for resource in descriptor["resources"]:
        assert resource["description"]
        assert resource["schema"]["missingValues"] == list(reading.SYMBOLS.values())
        for field in resource["schema"]["fields"]:
            assert field["description"], (resource["title"], field)
            assert field.get("unit") == units.get((resource["title"], field["name"]))
        assert (site / f"data/{resource['title']}.parquet").exists()


def test_every_csv_read_back_equals_its_table_and_keeps_its_symbols(site, ask, tables):
    """Row by row in DuckDB: Python takes a minute for the three million cells."""
    symbols, compared = ", ".join(f"'{symbol}'" for symbol in reading.SYMBOLS.values()), 0
    for table in tables:
        file = str(site / f"data/{table}.csv")
        back = f"read_csv('{file}', header = true, all_varchar = true, nullstr = '', quote = '\"')"
        columns = ask(f"DESCRIBE {table}")
        printed = ask(f"DESCRIBE FROM {back}")
        assert [name for name, *_ in printed] == [name for name, *_ in columns]
        equal = {}
        for name, kind, *_ in columns:
            held, cell = f'held."{name}"', f'back."{name}"'
            if kind.endswith("[]"):
                same = f"CAST({cell} AS JSON) = TO_JSON({held})"
            elif re.match("[A-Z]*INT|DOUBLE|DECIMAL", kind):
                same = f"TRY_CAST({cell} AS DOUBLE) = CAST({held} AS DOUBLE)"
            else:
                same = f"{cell} = CAST({held} AS VARCHAR)"
            empty = f"COALESCE(CAST({held} AS VARCHAR), '') = ''"
            equal[name] = (
                f"COALESCE(CASE WHEN {empty} THEN {cell} IN ({symbols}) ELSE {same} END, FALSE)"
            )
        counted = ", ".join(f"COUNT_IF(NOT {each})" for each in equal.values())
        numbered = "(SELECT ROW_NUMBER() OVER () AS n_, * FROM {})"
        ((rows, *differing),) = ask(
            f"SELECT COUNT(*), {counted} FROM {numbered.format(back)} AS back "
            f"FULL JOIN {numbered.format(table)} AS held USING (n_)"
        )
        assert not any(differing), (table, dict(zip(equal, differing, strict=True)))
        compared += rows * len(columns)
    assert compared > 3_000_000


def test_a_gap_holds_the_symbol_of_the_status_beside_it(site):
    looked_at = 0
    for table, value, status in (
        ("council_year", "sexual_plans", "sexual_plans_status"),
        ("council_year", "sexual_rate_per_1000", "sexual_plans_status"),
        ("council_year", "csa_assessments", "csa_assessments_status"),
        ("plan", "value", "status"),
        ("assessment_factor", "value", "status"),
        ("every_figure", "value", "status"),
    ):
        for row in as_text(site / f"data/{table}.csv").to_dict("records"):
            if row[status] != "published":
                looked_at += 1
                assert row[value] == reading.SYMBOLS[row[status]], (table, row)
    assert looked_at > 20_000


def test_parquet_read_back_equals_the_table(site, ask, tables):
    for table in tables:
        file = str(site / f"data/{table}.parquet")
        ((differing,),) = ask(
            f"SELECT COUNT(*) FROM ((FROM {table} EXCEPT ALL SELECT * FROM read_parquet(?)) "
            f"UNION ALL (SELECT * FROM read_parquet(?) EXCEPT ALL FROM {table}))",
            file,
            file,
        )
        assert differing == 0, table


def test_the_database_to_take_away_opens_in_an_older_duckdb_and_holds_the_same(site, ask, tables):
    program = Path(duckdb_cli.__file__).with_name("duckdb")
    for table in tables:
        ((rows,),) = ask(f"SELECT COUNT(*) FROM {table}")
        answer = subprocess.run(
            [
                program,
                "-readonly",
                "-csv",
                "-noheader",
                site / "data/csa.duckdb",
                f"SELECT COUNT(*) FROM {table}",
            ],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert int(answer) == rows, table


def hidden_cells() -> set[tuple[str, ...]]:
    """Area, year and what is counted of each suppressed cell of the committed figures."""
    hidden = set()
    for name, parts in (
        ("plans", ("flow", "basis", "category")),
        ("assessments", ("factor",)),
        ("activity", ("measure",)),
    ):
        with (ROOT / "data" / "figures" / f"{name}.csv").open() as file:
            for row in csv.DictReader(file):
                if row["status"] == "suppressed":
                    hidden.add(
                        (name, row["area_code"], row["year_ending"], *(row[p] for p in parts))
                    )
    assert len(hidden) > 6_000
    return hidden


def test_no_suppressed_cell_of_the_figures_has_a_number_in_any_file(site):
    hidden = hidden_cells()
    found = {"plans": 0, "assessments": 0, "activity": 0, "plan_bounds": 0, "council_year": 0}

    def look(kind: str, table: str, *columns: str) -> None:
        for row in as_text(site / f"data/{table}.csv").to_dict("records"):
            keys = [(kind, *(row[c] for c in columns))]
            if kind == "plans" and row["category"] == "all":  # printed once, under both bases
                keys.append((*keys[0][:4], "either", "all"))
            if any(key in hidden for key in keys):
                found[table if table == "plan_bounds" else kind] += 1
                assert row["value"] == "[c]", (table, row)
                if "plans_max" in row:
                    assert row["plans_min"] == "0" and int(row["plans_max"]) >= 5

    look("plans", "plan", "area_code", "year_ending", "flow", "basis", "category")
    look("plans", "plan_bounds", "council_code", "year_ending", "flow", "basis", "category")
    look("assessments", "assessment_factor", "area_code", "year_ending", "factor")
    look("activity", "activity", "area_code", "year_ending", "measure")
    telling = (
        "sexual_plans",
        "sexual_rate_per_1000",
        "sexual_rate_low",
        "sexual_rate_high",
        "sexual_rate_adjusted_low",
        "sexual_rate_adjusted_high",
        "class_margin_plans",
        "sexual_share",
        "plans_per_100_csa_assessments",
    )
    for row in as_text(site / "data/council_year.csv").to_dict("records"):
        key = (
            "plans",
            row["council_code"],
            row["year_ending"],
            "started",
            "initial",
            "sexual_abuse",
        )
        if key in hidden:
            found["council_year"] += 1
            # Before assessments were collected their ratio is not hidden: there is none.
            collected = int(row["year_ending"]) >= 2018
            assert {row[name] for name in telling[:-1]} == {"[c]"}, row
            assert row[telling[-1]] == ("[c]" if collected else "[x]"), row
            assert row["sexual_plans_min"] == "0" and int(row["sexual_plans_max"]) >= 5
    assert all(found.values()), found


def test_no_cell_of_any_table_has_a_number_beside_a_status_that_says_there_is_none(site):
    """Whatever tables come: a column and its _status, or value and status, must agree."""
    looked_at = 0
    for file in sorted((site / "data").glob("*.csv")):
        frame = as_text(file)
        for name in frame.columns:
            status = "status" if name == "value" else f"{name}_status"
            # How many neighbours there are is known whether or not their figures are.
            if status in frame.columns and name != "neighbours":
                looked_at += 1
                hidden = frame[status].isin(list(reading.SYMBOLS))
                assert not frame.loc[hidden, name].str.fullmatch(r"-?[\d.]+").any(), (file, name)
    assert looked_at > 12


def test_no_cell_is_blank_and_none_begins_like_a_formula(site):
    cells = 0
    for file in sorted((site / "data").glob("*.csv")):
        with file.open(newline="") as opened:
            for row in csv.reader(opened):
                cells += len(row)
                for cell in row:
                    assert cell != "", file
                    assert not re.match(r"[=+@\t]|-(?!\d)", cell), (file, cell)
    assert cells > 3_000_000


def test_the_dictionary_describes_every_column(site, ask):
    text = (site / "data-dictionary.md").read_text()
    for table, column in ask(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
    ):
        part = text.split(f"\n## {table}\n")[1].split("\n## ")[0]
        assert f"\n| {column} |" in part


def test_the_version_of_the_data_stands_in_package_and_dictionary(site, descriptor, ask):
    ((version,),) = ask("SELECT value FROM meta_build WHERE key = 'data_version'")
    assert descriptor["version"] == version
    assert f"Data version {version}" in (site / "data-dictionary.md").read_text()


def test_no_gap_is_said_not_applicable_where_a_status_beside_it_says_more(site, ask):
    """Every figure's gap has the symbol of its own status; [z] alone is said of no hidden part."""
    looked_at = 0
    status_of = {
        (table, column): status
        for table, column, status in ask(
            "SELECT table_name, column_name, status_column FROM meta_column "
            "WHERE status_column IS NOT NULL"
        )
    }
    for file in sorted((site / "data").glob("*.csv")):
        frame = as_text(file)
        for name in frame.columns:
            status = status_of.get((file.stem, name))
            if not status:
                continue
            gaps = frame[frame[name].isin(list(reading.SYMBOLS.values()))]
            explained = gaps[gaps[status].isin(list(reading.SYMBOLS))]
            looked_at += len(explained)
            wanted = explained[status].map(reading.SYMBOLS)
            assert (explained[name] == wanted).all(), (file.stem, name)
    assert looked_at > 40_000


@pytest.mark.parametrize(
    ("table", "figure", "part"),
    [
        ("assessment_to_plan", "plans_per_100_assessments", "plans_status"),
        ("comparison", "limit_low", "status"),
        ("comparison", "limit_high", "status"),
        ("path_step", "base_value", "base_status"),
        ("council_year", "sexual_share", "sexual_plans_status"),
    ],
)
def test_what_is_made_of_a_suppressed_number_is_suppressed(site, table, figure, part):
    frame = as_text(site / f"data/{table}.csv")
    hidden = frame[frame[part] == "suppressed"]
    assert len(hidden) > 10
    assert (hidden[figure] == "[c]").all()


def test_a_ratio_to_what_was_not_collected_is_not_available(site):
    frame = as_text(site / "data/council_year.csv")
    before = frame[frame["year_ending"].astype(int) < 2018]
    assert len(before) > 700
    assert (before["plans_per_100_csa_assessments"] == "[x]").all()
