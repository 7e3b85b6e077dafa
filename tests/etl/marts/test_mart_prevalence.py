"""The estimate beside what is recorded, worked out a second time from the committed figures."""

import pytest

from committed import rows_of
from years import ASSESSMENT_YEARS, PLAN_YEARS

CHILDREN = {(r["area_code"], int(r["mid_year"])): int(r["children"]) for r in rows_of("population")}
ENGLAND = next(r["area_code"] for r in rows_of("population") if r["area_level"] == "england")
SEXUAL = {
    int(r["year_ending"]): int(r["value"])
    for r in rows_of("plans")
    if r["area_level"] == "england"
    and r["category"] == "sexual_abuse"
    and (r["flow"], r["basis"]) == ("started", "initial")
}
PARTS = {
    (int(r["year_ending"]), r["factor"]): int(r["value"])
    for r in rows_of("assessments")
    if r["area_level"] == "england" and r["factor"] == "sexual_abuse"
}
ESTIMATES = {r["estimate"]: r for r in rows_of("reference/prevalence_estimates")}
WALES = int(ESTIMATES["wales_children_0_to_15"]["value"])


def national(database, *assumptions) -> list[dict]:
    found = database.execute("SELECT * FROM prevalence_at(?, ?, ?)", assumptions)
    names = [c[0] for c in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("wales_ages", ["scaled", "as_printed"])
@pytest.mark.parametrize("year", PLAN_YEARS)
def test_the_number_of_children_is_shared_out_by_population(database, year, wales_ages):
    [row] = national(database, year, "csa_centre_annual", wales_ages)
    england = CHILDREN[ENGLAND, year - 1]
    wales = WALES * 18 / 16 if wales_ages == "scaled" else WALES
    estimated = 500_000 * england / (england + wales)
    assert row["estimated_children"] == pytest.approx(estimated)
    assert row["estimated_per_1000"] == pytest.approx(estimated / england * 1000)
    assert row["sexual_rate_per_1000"] == pytest.approx(SEXUAL[year] / england * 1000)
    assert row["estimated_per_plan"] == pytest.approx(estimated / SEXUAL[year])
    if year not in ASSESSMENT_YEARS:
        assert row["csa_assessments_status"] == "not_available"
        assert row["csa_assessments_per_1000"] is row["estimated_per_assessment"] is None
    else:
        assessed = PARTS[year, "sexual_abuse"]
        assert row["csa_assessments_per_1000"] == pytest.approx(assessed / england * 1000)
        assert row["estimated_per_assessment"] == pytest.approx(estimated / assessed)


def test_for_each_thousand_children_about_39_estimated_2_6_assessed_and_0_18_on_a_plan(database):
    [row] = national(database, 2024, "csa_centre_annual", "scaled")
    assert round(row["estimated_per_1000"]) == 39
    assert round(row["csa_assessments_per_1000"], 1) == 2.6
    assert round(row["sexual_rate_per_1000"], 2) == 0.18


def test_a_percentage_of_ages_11_to_17_is_of_seven_eighteenths_and_needs_no_wales(database):
    for wales_ages in ("scaled", "as_printed"):
        [row] = national(database, 2024, "radford_2011_past_year", wales_ages)
        older = CHILDREN[ENGLAND, 2023] * 7 / 18
        assert row["estimated_children"] == pytest.approx(older * 9.4 / 100)
        assert row["wales_children_used"] is row["england_share"] is None


def test_the_three_measures_are_for_each_1000_and_10000_children(ask):
    missing = 0
    for year in PLAN_YEARS:
        england = CHILDREN[ENGLAND, year - 1]
        counts = (
            500_000 * england / (england + WALES * 18 / 16),
            PARTS.get((year, "sexual_abuse")),
            SEXUAL[year],
        )
        found = ask(
            "SELECT in_england, per_1000, per_10000, status "
            "FROM prevalence_measures_at(?, 'csa_centre_annual', 'scaled') ORDER BY position",
            year,
        )
        for count, (in_england, *rates, status) in zip(counts, found, strict=True):
            if count is None:
                assert (in_england, *rates, status) == (None, None, None, "not_available")
                missing += 1
                continue
            assert in_england == pytest.approx(count) and status == "published"
            assert rates == pytest.approx([count / england * 1000, count / england * 10_000])
    assert missing == len(set(PLAN_YEARS) - set(ASSESSMENT_YEARS)) == 5


def test_a_year_asked_alone_is_that_of_all_years(ask):
    chosen = "'csa_centre_annual', 'scaled'"
    for table in ("prevalence", "prevalence_area"):
        every = f"{table}_years({chosen})"
        years = ask(f"SELECT DISTINCT year_ending FROM {every} ORDER BY 1")
        assert [year for (year,) in years] == list(PLAN_YEARS)
        asked_alone = " UNION ALL ".join(
            f"FROM {table}_at({year}, {chosen})" for year in PLAN_YEARS
        )
        assert not ask(f"(FROM {every}) EXCEPT ALL ({asked_alone})")


def test_no_lifetime_estimate_can_be_set_against_a_year(database):
    lifetime = [e for e, row in ESTIMATES.items() if row["period"] != "annual"]
    assert len(lifetime) == 4
    for estimate in lifetime:
        assert national(database, 2024, estimate, "scaled") == []


def test_an_area_gets_its_own_children_times_the_average_and_its_own_record(database):
    [row] = national(database, 2024, "csa_centre_annual", "scaled")
    areas = database.execute(
        """
        SELECT council_code, children, children_at_average, sexual_plans, sexual_plans_status,
            sexual_plans_min, sexual_plans_max
        FROM prevalence_area_at(2024, 'csa_centre_annual', 'scaled')
        """
    ).fetchall()
    printed = {
        r["area_code"]: (r["value"], r["status"])
        for r in rows_of("plans")
        if r["area_level"] == "council"
        and r["category"] == "sexual_abuse"
        and (r["year_ending"], r["flow"], r["basis"]) == ("2024", "started", "initial")
    }
    assert len(areas) == len(printed) == 153
    for code, children, at_average, plans, status, least, most in areas:
        assert children == CHILDREN[code, 2023]
        assert at_average == pytest.approx(children * row["estimated_per_1000"] / 1000)
        assert ("" if plans is None else str(plans), status) == printed[code]
        if status == "suppressed":
            assert least == 0 and most >= 5


@pytest.mark.parametrize(
    ("measure", "recorded"),
    [("plans_beside_estimate", SEXUAL), ("csa_assessments_beside_estimate", None)],
)
def test_what_is_recorded_for_each_thousand_estimated_is_the_same_assumption_divided(
    ask, measure, recorded
):
    found = ask(
        "SELECT year_ending, value, base, counted FROM measure_figure "
        "WHERE measure = ? AND area_level = 'england' AND status = 'published'",
        measure,
    )
    assert len(found) >= 6
    for year, value, base, counted in found:
        england = CHILDREN[ENGLAND, year - 1]
        estimated = 500_000 * england / (england + WALES * 18 / 16)
        recorded_then = recorded[year] if recorded else PARTS[year, "sexual_abuse"]
        assert counted == recorded_then and base == round(estimated)
        assert value == pytest.approx(1000 * recorded_then / round(estimated))
