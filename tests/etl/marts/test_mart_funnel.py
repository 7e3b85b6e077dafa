"""The funnel agrees with a second one written from the paper, and with what others have printed.

The second one reads the figures' CSVs and uses plain Python: no SQL, no pandas.
"""

import csv
import math
from pathlib import Path

import duckdb
import pytest
from scipy.stats import nbinom

FIGURES = Path(__file__).parents[3] / "data" / "figures"
Z_95, Z_998 = 1.959964, 3.090232  # from printed tables of the normal distribution
YEARS = range(2013, 2025)


@pytest.fixture(scope="module")
def database(real_database):
    with duckdb.connect(str(real_database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def figures():
    """(counts, children): {(area, year): cell} of plans for sexual abuse, and residents 0 to 17."""
    with open(FIGURES / "plans.csv", encoding="utf-8") as file:
        plans = {
            (row["area_code"], int(row["year_ending"])): row
            for row in csv.DictReader(file)
            if row["flow"] == "started"
            and row["basis"] == "initial"
            and row["category"] == "sexual_abuse"
        }
    with open(FIGURES / "population.csv", encoding="utf-8") as file:
        children = {
            (row["area_code"], int(row["mid_year"]) + 1): int(row["children"])
            for row in csv.DictReader(file)
        }
    return plans, children


def quantile(values, share):
    """The value a share of the way along the sorted values, between two where it falls so."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def mean_square(z_scores):
    return sum(z * z for z in z_scores) / len(z_scores)


def winsorised(z_scores, share=0.1):
    low, high = quantile(z_scores, share), quantile(z_scores, 1 - share)
    return [low if z < low else high if z > high else z for z in z_scores]


def root_z_score(count, expected):
    """How many standard errors a count is from the expected one, on the scale of roots."""
    return (math.sqrt(count / expected) - 1) / (1 / (2 * math.sqrt(expected)))


def limits_by_hand(expected, phi, z):
    """Lower and upper limit of a count; the lower is 0 below one plan."""
    half_width = z * math.sqrt(phi) / 2
    low = max(0, math.sqrt(expected) - half_width) ** 2
    return (low if low >= 1 else 0), (math.sqrt(expected) + half_width) ** 2


def funnel_by_hand(figures, year):
    """England's rate per child, expected plans of each council, and phi from printed counts."""
    plans, children = figures
    rate = int(plans["E92000001", year]["value"]) / children["E92000001", year]
    councils = {
        area: row
        for (area, of_year), row in plans.items()
        if of_year == year and row["area_level"] == "council"
    }
    expected = {area: rate * children[area, year] for area in councils}
    z_scores = [
        root_z_score(int(row["value"]), expected[area])
        for area, row in councils.items()
        if row["status"] == "published"
    ]
    return rate, expected, z_scores, max(1, mean_square(winsorised(z_scores)))


@pytest.mark.parametrize("year", YEARS)
def test_dispersion_and_limits_agree_with_a_second_implementation(database, figures, year):
    rate, expected, z_scores, phi = funnel_by_hand(figures, year)
    target, used, of_all, dispersion = database.execute(
        "SELECT target_per_1000, councils_in_estimate, dispersion_of_all, dispersion "
        "FROM funnel_year WHERE year_ending = ?",
        [year],
    ).fetchall()[0]
    assert target == pytest.approx(1000 * rate)
    assert used == len(z_scores)
    assert of_all == pytest.approx(mean_square(z_scores))
    assert dispersion == pytest.approx(phi)
    rows = database.execute(
        "SELECT council_code, lower_998, lower_95, upper_95, upper_998 "
        "FROM funnel_council WHERE year_ending = ?",
        [year],
    ).fetchall()
    assert len(rows) == len(expected) > 150
    for code, *limits in rows:
        children = expected[code] / rate
        low_95, high_95 = limits_by_hand(expected[code], phi, Z_95)
        low_998, high_998 = limits_by_hand(expected[code], phi, Z_998)
        by_hand = [1000 * n / children for n in (low_998, low_95, high_95, high_998)]
        assert limits == pytest.approx(by_hand, rel=1e-5), code


def test_a_council_s_place_is_what_its_printed_or_possible_counts_say(database):
    rows = database.execute(
        "SELECT sexual_plans_status, place, sexual_plans_min * 1000.0 / children, "
        "sexual_plans_max * 1000.0 / children, lower_998, lower_95, upper_95, upper_998 "
        "FROM council_year JOIN funnel_council USING (council_code, year_ending)"
    ).fetchall()
    seen = set()
    for status, place, least, most, *limits in rows:
        seen.add((status, place))
        if status not in ("published", "suppressed"):
            assert place == "no_figure"
            continue
        places = {place_of(rate, *limits) for rate in (least, most)}
        assert place == (places.pop() if len(places) == 1 else "cannot_be_said")
        assert status == "suppressed" or place != "cannot_be_said"
    assert {
        ("published", "inside"),
        ("published", "above_95"),
        ("published", "below_998"),
        ("suppressed", "cannot_be_said"),
        ("suppressed", "inside"),
    } <= seen


def place_of(rate, lower_998, lower_95, upper_95, upper_998):
    if rate > upper_998:
        return "above_998"
    if rate > upper_95:
        return "above_95"
    if rate < lower_998:
        return "below_998"
    return "below_95" if rate < lower_95 else "inside"


# UKHSA, PHEindicatormethods, tests/testthat/testdata_funnel_ratio_outputs.csv: exact limits of
# chance alone. With so many expected, this count is the limit: (count, below it, above it).
UKHSA_95 = [
    (10, 18.39035799, 4.795387629),
    (25, 36.90492768, 16.17868501),
    (50 - 1, 64.7805979, 36.25047284),
    (100, 121.6268111, 81.36400699),
]
UKHSA_998 = [
    (10, 24.13397235, 2.960519925),
    (25, 44.63607076, 12.33695202),
    (50 - 1, 74.7246273, 30.17809181),
    (100, 134.9243187, 71.92139974),
]


@pytest.mark.parametrize("printed, z", [(UKHSA_95, Z_95), (UKHSA_998, Z_998)])
def test_without_dispersion_the_limits_are_the_exact_ones_ukhsa_prints(database, printed, z):
    for count, expected_above, expected_below in printed:
        low, high = database.execute(
            "SELECT funnel_lower(?, 1, ?), funnel_upper(?, 1, ?)",
            [expected_above, z, expected_below, z],
        ).fetchall()[0]
        # Exact limits step from one whole plan to the next; ours run smoothly between them.
        assert low == pytest.approx(count, abs=1.5)
        assert high == pytest.approx(count, abs=0.8)


# FunnelPlotR, tests/testthat/test-classes_methods.R: six invented units, and the phi it prints for
# z-scores on the scale of logarithms. Six are too few for it to cut any off.
OBSERVED = (100, 150, 180, 80, 120, 225)
EXPECTED = (108, 112, 165, 95, 100, 220)
PRINTED_PHI = 2.948033


def test_the_second_implementation_s_phi_is_the_one_funnelplotr_prints():
    logs = [math.sqrt(e) * math.log(o / e) for o, e in zip(OBSERVED, EXPECTED, strict=True)]
    assert mean_square(logs) == pytest.approx(PRINTED_PHI, abs=5e-7)


def test_z_scores_in_sql_are_those_of_the_care_quality_commission_s_method(database):
    for observed, expected in zip(OBSERVED, EXPECTED, strict=True):
        found = database.execute("SELECT funnel_z_score(?, ?)", [observed, expected]).fetchall()
        assert found[0][0] == pytest.approx(root_z_score(observed, expected))


@pytest.mark.parametrize("z", [Z_95, Z_998])
def test_for_a_large_council_the_limits_are_the_paper_s_own(database, z):
    expected, phi = 100_000, 4.6
    low, high = database.execute(
        "SELECT funnel_lower(?, ?, ?), funnel_upper(?, ?, ?)", [expected, phi, z] * 2
    ).fetchall()[0]
    width = z * math.sqrt(phi * expected)
    assert low - expected == pytest.approx(-width, rel=0.02)
    assert high - expected == pytest.approx(width, rel=0.02)


def chance_above(limit, expected, phi):
    """Of a count with mean `expected` and phi times its variance (negative binomial)."""
    return nbinom(expected / (phi - 1), 1 / phi).sf(math.floor(limit))


@pytest.mark.parametrize("expected", [8, 14, 20, 30])
def test_the_upper_limits_are_passed_about_as_seldom_as_they_say(database, expected):
    phi = 5
    upper_95, upper_998 = database.execute(
        "SELECT funnel_upper(?, ?, z_of_95()), funnel_upper(?, ?, z_of_998())",
        [expected, phi] * 2,
    ).fetchall()[0]
    assert 0.015 < chance_above(upper_95, expected, phi) < 0.026
    assert chance_above(upper_998, expected, phi) < 0.0015
    # What the scale of roots is for: the paper's formula as it stands is passed far too often.
    assert chance_above(expected + Z_95 * math.sqrt(phi * expected), expected, phi) > 0.035
    assert chance_above(expected + Z_998 * math.sqrt(phi * expected), expected, phi) > 0.006


def test_a_zero_is_below_a_limit_only_where_it_is_unlikely(database):
    rows = database.execute(
        "SELECT expected_plans_at_england_rate, dispersion, lower_95 "
        "FROM council_year JOIN funnel_council USING (council_code, year_ending) "
        "JOIN funnel_year USING (year_ending)"
    ).fetchall()
    above_zero = [(expected, phi) for expected, phi, lower in rows if lower > 0]
    assert len(above_zero) > 500
    for expected, phi in above_zero:
        assert nbinom(expected / (phi - 1), 1 / phi).pmf(0) < 0.025


def test_the_lower_limit_starts_where_the_table_says(database):
    for starts_at, phi in database.execute(
        "SELECT lower_95_starts_at, dispersion FROM funnel_year"
    ).fetchall():
        before, after = database.execute(
            "SELECT funnel_lower(?, ?, z_of_95()), funnel_lower(?, ?, z_of_95())",
            [starts_at - 0.01, phi, starts_at + 0.01, phi],
        ).fetchall()[0]
        assert before == 0 < after


def test_the_curve_is_the_limits_of_the_councils_it_passes_over(database):
    curve = database.execute("SELECT * FROM funnel_curve(2024)").fetchall()
    rate, phi = database.execute(
        "SELECT target_per_1000, dispersion FROM funnel_year WHERE year_ending = 2024"
    ).fetchall()[0]
    assert len(curve) == 200
    for children, lower_998, lower_95, upper_95, upper_998 in curve:
        expected = rate * children / 1000
        low, high = limits_by_hand(expected, phi, Z_95)
        lowest, highest = limits_by_hand(expected, phi, Z_998)
        by_hand = [1000 * n / children for n in (lowest, low, high, highest)]
        assert [lower_998, lower_95, upper_95, upper_998] == pytest.approx(by_hand, rel=1e-5)


def test_a_year_with_no_printed_count_has_no_dispersion_rather_than_a_guess(invented):
    for year, used, phi in invented.execute(
        "SELECT year_ending, councils_in_estimate, dispersion FROM funnel_year"
    ).fetchall():
        assert (phi is None) == (used == 0), year
