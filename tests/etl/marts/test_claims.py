"""A claim is worked out on the figures it was made on, whatever a later release makes of them."""

import csv

import duckdb
import pandas as pd
import pytest

from committed import copied_to, rows_of
from dashboard.words.country import claims as claim_words
from etl import sources
from etl.kept import ROOT
from etl.load import load

FILE = ROOT / "etl" / "checks" / "database" / "published_claims_agree.sql"
CHECK = FILE.read_text().split("-- Failing:")[1]


def claims(data) -> tuple[dict, list]:
    """Claim → its row, and what the check of the build finds, of the figures below `data`."""
    with duckdb.connect() as connection:
        load(connection, data)
        rows = connection.execute("SELECT * FROM claim_check").fetchdf()
        return {row.claim: row for row in rows.itertuples()}, connection.execute(CHECK).fetchall()


@pytest.fixture
def data(tmp_path):
    return copied_to(tmp_path)


def changed(data, name: str):
    file = data / "figures" / f"{name}.csv"
    return file, pd.read_csv(file, dtype=str, keep_default_na=False)


def test_a_rebased_population_moves_todays_number_and_not_the_claim(data):
    file, table = changed(data, "population")
    more = (table["children"].astype(int) * 1.04).round().astype(int)
    table["children"] = table["children"].where(table["mid_year"] != "2023", more.astype(str))
    table.to_csv(file, index=False)
    found, failing = claims(data)
    assert failing == []
    claim = found["councils_very_low_2024"]
    assert claim.recomputed_value == claim.published_value == 42
    assert claim.current_value > 42 and claim.verdict == "equal"
    both = dict(claim_words.lines(claim))
    assert both["Worked out here"].startswith("42 councils")
    assert both["With today's populations"].startswith(f"{claim.current_value:.0f} councils")
    assert "2024 release" in both["With today's populations"]
    few = found["councils_none_or_few_2024"]
    assert few.recomputed_value == 103 and few.current_value == 61 + claim.current_value


@pytest.mark.parametrize(("release", "verdict"), [("2026", "revised since"), ("2024", "differs")])
def test_a_revised_number_fails_the_build_only_in_the_release_it_was_made_on(
    data, release, verdict
):
    file, table = changed(data, "plans")
    england = (table["area_code"] == "E92000001") & (table["year_ending"] == "2024")
    table.loc[england, "release"] = release
    started = england & (table["flow"] == "started") & (table["basis"] == "initial")
    table.loc[started & (table["category"] == "sexual_abuse"), "value"] = "2300"
    table.to_csv(file, index=False)
    found, failing = claims(data)
    assert found["plans_2024"].verdict == verdict
    assert ("plans_2024" in {row[0] for row in failing}) == (verdict == "differs")
    assert found["assessments_csa_2024"].verdict == "equal"


def test_today_both_are_the_same_and_nothing_more_is_said(data):
    found, failing = claims(data)
    assert failing == []
    for claim in found.values():
        assert "With today's populations" not in dict(claim_words.lines(claim))


def test_the_populations_of_the_claims_are_those_that_dfe_printed(official):
    """Read from the file of the release the claims were made on, which we no longer take."""
    newest = official / sources.load()["population"].file
    file = newest.parent.parent / "2024" / "ons_mid-year_population_estimates_2012_to_2023.csv"
    with file.open(encoding="utf-8-sig", newline="") as opened:
        printed = {
            row["new_la_code"]: int(row["population_estimate"])
            for row in csv.DictReader(opened)
            if row["time_period"] == "2023" and row["geographic_level"] == "Local authority"
        }
    rows = rows_of("reference/claim_populations")
    held = {r["council_code"]: int(r["children"]) for r in rows}
    assert held == printed and len(held) == 153


def test_a_claim_of_any_year_with_figures_is_worked_out(data):
    """Every claim made of the year before instead: nothing here knows which years were claimed."""
    file = data / "reference" / "published_claims.csv"
    table = pd.read_csv(file, dtype=str, keep_default_na=False)
    year = table["year_ending"].astype(int) - 1
    abouts = [claim.rsplit("_", 1)[0] for claim in table["claim"]]
    table["claim"] = [f"{about}_{of}" for about, of in zip(abouts, year, strict=True)]
    table["year_ending"] = year.astype(str)
    table.to_csv(file, index=False)
    found, _ = claims(data)
    assert len(found) == len(table) == len(rows_of("reference/published_claims"))
    assert all(row.recomputed_low <= row.recomputed_value for row in found.values())
    assert all(row.recomputed_value <= row.recomputed_high for row in found.values())
    plans = {
        int(r["year_ending"]): int(r["value"])
        for r in rows_of("figures/plans")
        if (r["area_level"], r["flow"], r["category"]) == ("england", "started", "sexual_abuse")
        and r["basis"] == "initial"
    }
    fall = found["plans_fall_2023"]
    assert fall.recomputed_value == pytest.approx(100 * plans[2023] / plans[2022] - 100)
    assert fall.recomputed_low == pytest.approx(100 * (plans[2023] - 5) / (plans[2022] + 5) - 100)
    assert fall.recomputed_high == pytest.approx(100 * (plans[2023] + 5) / (plans[2022] - 5) - 100)
    assert found["plans_2023"].recomputed_value == plans[2023]
