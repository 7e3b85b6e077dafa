"""The JSON files are as their schemas say, and say what the database says."""

import json

import jsonschema_rs
import pytest

from years import NEWEST, PLAN_YEARS, YEARS


def load(site, name: str) -> dict:
    return json.loads((site / "api" / "v1" / name).read_text())


def validator(site, kind: str):
    schema = load(site, f"schema/{kind}.json")
    jsonschema_rs.meta.validate(schema)
    return jsonschema_rs.Draft202012Validator(schema)


def test_every_file_is_valid_by_its_schema(site):
    root = site / "api" / "v1"
    looked_at = 0
    for kind, files in (
        ("meta", [root / "meta.json"]),
        ("councils", [root / "councils.json"]),
        ("council", sorted((root / "councils").glob("*.json"))),
        ("year", sorted((root / "years").glob("*.json"))),
    ):
        judge = validator(site, kind)
        assert files
        for file in files:
            judge.validate(json.loads(file.read_text()))
            looked_at += 1
    assert looked_at > 170


@pytest.mark.parametrize(
    ("status", "wrong"),
    [*(("suppressed", wrong) for wrong in (5, 0, "c", "[c]")), ("published", None)],
)
def test_the_schema_refuses_a_suppressed_count_but_null_and_a_published_null(site, status, wrong):
    year = load(site, "years/2024.json")
    row = next(r for r in year["councils"] if r["sexual_plans_status"] == status)
    assert (row["sexual_plans"] is None) == (status == "suppressed")
    row |= {"council_code": "E99000001", "council_name": "Northford", "sexual_plans": wrong}
    assert list(validator(site, "year").iter_errors(year))


def test_the_index_lists_every_council_and_year_and_nothing_else(site):
    index = load(site, "index.json")
    root = site / "api" / "v1"
    assert index["council_codes"] == sorted(f.stem for f in (root / "councils").glob("*.json"))
    assert [str(y) for y in index["years"]] == sorted(f.stem for f in (root / "years").glob("*"))
    assert not (root / "years" / "1999.json").exists()


def test_a_years_file_holds_the_councils_of_the_year(site, database):
    for year in (YEARS[0], PLAN_YEARS[-1], YEARS[-1]):
        rows = database.execute(
            "SELECT * FROM council_every_year WHERE year_ending = ? ORDER BY council_name", [year]
        )
        names = [column[0] for column in rows.description]
        held = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
        assert load(site, f"years/{year}.json")["councils"] == held


def test_a_councils_file_holds_its_suppressed_years_without_a_number(site):
    looked_at = 0
    for code in load(site, "index.json")["council_codes"]:
        council = load(site, f"councils/{code}.json")
        assert council["council"]["council_code"] == code
        for row in [*council["plans"], *council["assessments"]]:
            assert (row["value"] is None) is (row["status"] != "published"), (code, row)
            looked_at += row["status"] == "suppressed"
    assert looked_at > 5_000


def test_meta_explains_symbols_sources_and_version(site):
    meta = load(site, "meta.json")
    assert set(meta["symbols"]) == {"[c]", "[withheld]", "[low]", "[u]", "[x]", "[z]"}
    assert len(meta["sources"]) >= 15
    assert meta["data_version"] in meta["citation"] and meta["data_version"] in meta["bibtex"]


def test_the_years_reach_the_newest_of_any_measure_and_a_year_without_plans_says_so(site):
    assert load(site, "index.json")["years"] == list(YEARS)
    year, later = load(site, f"years/{NEWEST}.json"), NEWEST not in PLAN_YEARS
    for key, nothing in (("england", None), ("headline", None), ("classes", [])):
        assert (year[key] == nothing) is later, key
    statuses = {row["sexual_plans_status"] for row in year["councils"]}
    assert (statuses == {"not_available"}) is later
    told = {(row["area_level"], row["measure"]) for row in year["figures"]}
    assert ("england", "csa_assessment_rate") in told
    assert ("police_force", "cse_assessment_rate") in told
    assert ("region", "referrals_per_1000") in told


def test_a_councils_file_holds_every_figure_of_it(site, ask):
    for code in ("E06000039", "E06000029"):  # one of today, one that ended in 2019
        found = load(site, f"councils/{code}.json")["figures"]
        ((rows, published),) = ask(
            "SELECT COUNT(*), SUM(value) FROM every_figure WHERE area_code = ?", code
        )
        assert len(found) == rows > 400
        assert sum(row["value"] or 0 for row in found) == pytest.approx(published)
        assert {"referrals", "plans_started_all_categories"} <= {r["measure"] for r in found}


def test_a_councils_file_under_any_of_its_codes_has_the_whole_series(site, ask):
    """Barnsley and Sheffield have codes since 2025 under which nothing was printed yet."""
    series: dict[str, dict[str, tuple]] = {}
    for of, code, begins, ends in ask(
        "SELECT series_code, council_code, code_from::VARCHAR, code_to::VARCHAR "
        "FROM council_series INNER JOIN council USING (council_code)"
    ):
        series.setdefault(of, {})[code] = (begins, ends)
    printed: dict[str, list[int]] = {}
    for code, year in ask("SELECT DISTINCT area_code, year_ending FROM every_figure"):
        printed.setdefault(code, []).append(year)
    several = {of: codes for of, codes in series.items() if len(codes) > 1}
    assert {"E08000038", "E08000039", "E06000057", "E08000037"} <= set(several)
    assert len(several) >= 4
    for codes in series.values():
        held = [load(site, f"councils/{code}.json") for code in codes]
        for file in held:
            assert {k: v for k, v in file.items() if k != "council"} == {
                k: v for k, v in held[0].items() if k != "council"
            }
            days = {
                row["council_code"]: (row["code_from"], row["code_to"]) for row in file["codes"]
            }
            assert days == codes
            for row in file["codes"]:
                years = printed.get(row["council_code"], [None])
                assert (row["first_year"], row["last_year"]) == (min(years), max(years))
            told = {row["year_ending"] for row in file["figures"]}
            assert told == {year for code in codes for year in printed.get(code, [])} != set()
            for row in file["years"]:
                assert row["year_ending"] in printed[row["council_code"]]


def test_each_measure_has_a_file_of_its_rows_as_the_address_of_a_table_gives_them(site, ask):
    import csv

    listed = load(site, "index.json")["measures"]
    root = site / "api" / "v1" / "measures"
    assert listed == sorted(file.stem for file in root.glob("*.csv"))
    counted = dict(ask("SELECT measure, COUNT(*) FROM every_figure GROUP BY ALL"))
    for measure in listed:
        with (root / f"{measure}.csv").open(encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == counted[measure]
        assert {row["measure"] for row in rows} == {measure}
