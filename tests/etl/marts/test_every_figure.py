"""Every figure is in one table once, with where it is from: found again in plain Python."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from committed import rows_of

ROOT = Path(__file__).parents[3]
SOURCES = {
    entry["id"]: entry for entry in yaml.safe_load((ROOT / "etl/sources.yml").read_text("utf-8"))
}
# What a measure that divides by nothing is called.
MEASURES = {
    "plans_started_sexual_abuse_initial": "sexual_plans",
    "plans_at_31_march_sexual_abuse_initial": "sexual_plans_at_31_march",
}


def printed_cells() -> Iterator[tuple]:
    """Each printed cell: (area, year, measure, group), its row and the roles it can be from."""
    for row in rows_of("plans"):
        name = f"plans_{row['flow']}_{row['category']}_{row['basis']}"
        if row["category"] == "all":
            name = f"plans_{row['flow']}_all_categories"
        roles = ("d2", "wide_") if row["flow"] == "started" else ("d4",)
        yield (
            (row["area_code"], int(row["year_ending"]), MEASURES.get(name, name), "all"),
            row,
            roles,
        )
    for row in rows_of("assessments"):
        key = (row["area_code"], int(row["year_ending"]), f"assessments_{row['factor']}", "all")
        yield key, row, ("c3",)
    roles = {"referrals": "c1", "referred_children": "c1", "children_in_need": "b1"}
    for row in rows_of("activity"):
        name = row["measure"].replace("plans_started", "plans_started_in_the_year")
        role = roles.get(name, "d1" if name.startswith("plan") else "c4")
        if name.startswith("plans") and row["year_ending"] == "2025":  # after D1, D2 and D4 held
            role = "d3" if name.startswith("plans_started") else "d5"
            name = name.replace("31_march", "31_march_all_categories")
        yield (row["area_code"], int(row["year_ending"]), name, "all"), row, (role,)
    for row in rows_of("characteristics"):
        kind = "all_categories" if row["category"] == "all" else f"{row['category']}_initial"
        key = ("E92000001", int(row["year_ending"]), f"plans_at_31_march_{kind}_by_group")
        yield (*key, row["group_name"]), row, ("a5",)
    for row in rows_of("population"):
        told = {**row, "value": row["children"], "status": "published", "symbol": ""}
        key = (row["area_code"], int(row["mid_year"]) + 1, "residents_aged_0_to_17", "all")
        yield key, told, ("population",)


@pytest.fixture(scope="module")
def held(database) -> dict[tuple, dict]:
    cursor = database.execute("SELECT * FROM every_figure")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {(r["area_code"], r["year_ending"], r["measure"], r["group_name"]): r for r in rows}


def test_every_printed_cell_is_there_with_its_status_symbol_release_and_source(held):
    seen = 0
    for key, row, roles in printed_cells():
        figure = held[key]
        assert figure["value"] == (float(row["value"]) if row["value"] else None), key
        assert (figure["status"], figure["symbol"] or "") == (row["status"], row["symbol"]), key
        assert figure["release"] == row["release"] and not figure["is_worked_out"], key
        (source,) = figure["source_ids"]
        listed = SOURCES[source]
        assert listed["role"].startswith(roles), (key, source)
        assert listed["file"].split("/")[1] == row["release"], (key, source)
        seen += 1
    assert seen > 80_000


def test_england_before_the_files_and_after_them_is_as_it_was_printed(held):
    found = 0
    for row in rows_of("reference/national_series"):
        if 2010 <= int(row["year_ending"]) <= 2024:
            continue
        for column, measure in (
            ("all_plans", "plans_started_all_categories"),
            ("sexual_plans", "sexual_plans"),
            ("sexual_share_per_cent", "sexual_share"),
        ):
            figure = held.get(("E92000001", int(row["year_ending"]), measure, "all"))
            assert (figure is None) is (row[column] == ""), row
            if figure:
                found += 1
                assert figure["value"] == pytest.approx(float(row[column]))
                # All plans of 2025 are in a file of DfE's, which comes first.
                in_file = (row["year_ending"], column) == ("2025", "all_plans")
                assert figure["release"] == ("2025" if in_file else row["source"])
                assert figure["source_ids"] == ["dfe_cin_d3" if in_file else "national_series"]
    assert found >= 10


def test_activity_has_a_rate_of_all_children_in_every_year_that_both_are_held(held):
    children = {
        (row["area_code"], int(row["mid_year"]) + 1): int(row["children"])
        for row in rows_of("population")
    }
    seen = 0
    for row in rows_of("activity"):
        area, year = row["area_code"], int(row["year_ending"])
        # Those at 31 March stand under all categories, which have no rate.
        if (area, year) not in children or row["measure"] == "plans_at_31_march":
            continue
        name = row["measure"].replace("plans_started", "plans_started_in_the_year")
        figure = held[area, year, f"{name}_per_1000", "all"]
        rate = 1000 * int(row["value"]) / children[area, year] if row["value"] else None
        assert figure["value"] == (rate if rate is None else pytest.approx(rate))
        assert figure["status"] == row["status"] and figure["is_worked_out"]
        seen += rate is not None
    assert seen > 15_000
    assert max(key[1] for key in held if key[2] == "referrals_per_1000") == 2025


def test_limits_stand_beside_the_figures_they_are_of(held, ask):
    rows = ask(
        "SELECT council_code, year_ending, sexual_rate_low, sexual_rate_high, "
        "sexual_rate_adjusted_low, sexual_rate_adjusted_high FROM council_year"
    )
    for code, year, *limits in rows:
        figure = held[code, year, "sexual_plan_rate", "all"]
        told = [figure[n] for n in ("limit_low", "limit_high", "adjusted_low", "adjusted_high")]
        assert told == [None if n is None else pytest.approx(n) for n in limits]
    assert len(rows) > 1_800


def test_a_ratio_is_of_the_sources_and_releases_of_its_parts(held):
    ratio = held["E06000039", 2024, "sexual_plan_rate", "all"]
    assert ratio["source_ids"] == ["dfe_cin_d2", "dfe_cin_population"]
    assert ratio["release"] == "2024; 2025"
    older = held["E06000028", 2015, "referrals_per_1000", "all"]
    assert older["source_ids"] == ["dfe_cin_c1", "dfe_cin_population_older"]


def test_the_wide_table_goes_to_the_newest_year_of_any_measure(ask):
    ((newest,),) = ask("SELECT MAX(year_ending) FROM measure_figure WHERE area_level = 'council'")
    assert ask("SELECT MAX(year_ending) FROM council_every_year") == [(newest,)]
    assert not ask("FROM council_year EXCEPT FROM council_every_year")
    later = ask(
        "SELECT sexual_plans, sexual_plans_status, class, csa_assessments "
        "FROM council_every_year ANTI JOIN council_year USING (council_code, year_ending)"
    )
    assert len(later) == 153
    assert {row[:3] for row in later} == {(None, "not_available", "not_available")}
    assert sum(row[3] is not None for row in later) > 140


def test_the_dictionary_says_what_is_held_of_each_measure(held, database):
    cursor = database.execute("SELECT * FROM every_measure")
    names = [column[0] for column in cursor.description]
    listed = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    by_measure: dict[str, list[dict]] = {}
    for row in held.values():
        by_measure.setdefault(row["measure"], []).append(row)
    assert set(listed) == set(by_measure)
    for name, rows in by_measure.items():
        told = listed[name]
        assert told["years"] == sorted({row["year_ending"] for row in rows})
        assert told["levels"] == sorted({row["area_level"] for row in rows})
        assert told["groups"] == sorted({row["group_name"] for row in rows})
        assert told["source_ids"] == sorted({s for row in rows for s in row["source_ids"]})
        assert {told["unit"]} == {row["unit"] for row in rows}
        assert {told["title"]} == {row["measure_title"] for row in rows}
