"""The funnel agrees with a second one written from the paper, and with what others have printed.

The second one reads the figures' CSVs and uses plain Python: no SQL, no pandas.
"""

import math

import numpy as np
import pytest
from scipy.stats import nbinom

from committed import rows_of
from etl.chance import censored, funnel
from years import PLAN_YEARS


@pytest.fixture(scope="module")
def figures():
    """(counts, children): {(area, year): cell} of plans for sexual abuse, and residents 0 to 17."""
    plans = {
        (row["area_code"], int(row["year_ending"])): row
        for row in rows_of("plans")
        if row["flow"] == "started"
        and row["basis"] == "initial"
        and row["category"] == "sexual_abuse"
    }
    children = {
        (row["area_code"], int(row["mid_year"]) + 1): int(row["children"])
        for row in rows_of("population")
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


def chances(expected, spread, most):
    """Chance of each count from 0 to `most`: a Poisson count whose mean is itself gamma."""
    shape = 1 / spread
    chance = [(shape / (shape + expected)) ** shape]
    for count in range(1, most + 1):
        chance.append(chance[-1] * (count - 1 + shape) / count * expected / (shape + expected))
    return chance


def limits_by_hand(expected, spread, tail):
    """Counts past which a council goes with a chance of less than `tail`, below and above."""
    chance = chances(expected, spread, int(20 * expected) + 60)
    below = 0
    while sum(chance[: below + 1]) < tail:
        below += 1
    low = max(0, below - (sum(chance[: below + 1]) - tail) / chance[below])
    above = below
    while sum(chance[: above + 1]) < 1 - tail:
        above += 1
    return low, above + 1 - (sum(chance[: above + 1]) - (1 - tail)) / chance[above]


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


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_dispersion_agrees_with_a_second_implementation(ask, figures, year):
    rate, expected, z_scores, phi = funnel_by_hand(figures, year)
    target, used, of_all, dispersion = ask(
        "SELECT target_per_1000, councils_in_estimate, dispersion_of_all, dispersion "
        "FROM funnel_year WHERE year_ending = ?",
        year,
    )[0]
    assert target == pytest.approx(1000 * rate)
    assert used == len(z_scores)
    assert of_all == pytest.approx(mean_square(z_scores))
    assert dispersion == pytest.approx(phi)


@pytest.mark.parametrize("year", PLAN_YEARS[:: len(PLAN_YEARS) - 1])
def test_limits_agree_with_a_second_implementation(ask, figures, year):
    rate, expected, _, _ = funnel_by_hand(figures, year)
    ((of_rates, form),) = ask(
        "SELECT spread_of_rates, form FROM funnel_year WHERE year_ending = ?", year
    )
    assert form == "additive"
    rows = ask(
        "SELECT council_code, lower_998, lower_95, upper_95, upper_998 "
        "FROM funnel_council WHERE year_ending = ?",
        year,
    )
    assert len(rows) == len(expected) > 150
    for code, *limits in rows[::7]:
        low_95, high_95 = limits_by_hand(expected[code], of_rates**2, 0.025)
        low_998, high_998 = limits_by_hand(expected[code], of_rates**2, 0.001)
        children = expected[code] / rate
        by_hand = [1000 * n / children for n in (low_998, low_95, high_95, high_998)]
        assert limits == pytest.approx(by_hand, rel=1e-5, abs=1e-9), code


def test_the_spread_is_the_one_that_no_other_makes_likelier(ask, figures):
    plans, _ = figures
    rate, expected, _, _ = funnel_by_hand(figures, 2024)
    bounds = dict(
        ask("SELECT council_code, sexual_plans_max FROM council_year WHERE year_ending = 2024")
    )
    ((of_rates,),) = ask("SELECT spread_of_rates FROM funnel_year WHERE year_ending = 2024")

    def likelihood(spread):
        total = 0
        for area, mean in expected.items():
            row = plans[area, 2024]
            if row["status"] == "published":
                total += math.log(chances(mean, spread, int(row["value"]))[-1])
            elif row["status"] == "suppressed":
                total += math.log(sum(chances(mean, spread, bounds[area])))
        return total

    found = likelihood(of_rates**2)
    assert found > likelihood(0.99 * of_rates**2) and found > likelihood(1.01 * of_rates**2)


def test_the_printed_figures_of_2024_are_met(ask):
    rows = ask(
        "SELECT dispersion, dispersion_with_hidden, above_by_chance, below_by_chance "
        "FROM funnel_year WHERE year_ending = 2024"
    )
    phi, with_hidden, above, below = rows[0]
    assert phi == pytest.approx(4.57, abs=0.005)
    assert with_hidden == pytest.approx(7.2, abs=0.3)
    assert 2 < above < 0.025 * 152 and 0.5 < below < 0.025 * 152


def test_councils_whose_lower_limit_is_0_are_counted_and_none_is_below(ask):
    for year, said in ask("SELECT year_ending, cannot_fall_below FROM funnel_year"):
        places = ask(
            "SELECT place FROM funnel_council JOIN council_year USING (council_code, year_ending) "
            "WHERE year_ending = ? AND lower_95 = 0 AND sexual_plans_min IS NOT NULL",
            year,
        )
        assert said == len(places)
        assert not {place for (place,) in places} & {"below_95", "below_998"}


def test_a_council_s_place_is_what_its_printed_or_possible_counts_say(ask):
    rows = ask(
        "SELECT sexual_plans_status, place, sexual_plans_min * 1000.0 / children, "
        "sexual_plans_max * 1000.0 / children, lower_998, lower_95, upper_95, upper_998 "
        "FROM council_year JOIN funnel_council USING (council_code, year_ending)"
    )
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
        ("published", "below_95"),
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


@pytest.mark.parametrize("printed, tail", [(UKHSA_95, 0.025), (UKHSA_998, 0.001)])
def test_without_a_spread_the_limits_are_the_exact_ones_ukhsa_prints(printed, tail):
    for count, expected_above, expected_below in printed:
        low = funnel.limit("additive", [expected_above], 1e-7, tail)
        high = funnel.limit("additive", [expected_below], 1e-7, 1 - tail)
        assert low == pytest.approx(count, abs=0.001)
        assert high == pytest.approx(count, abs=0.001)


# FunnelPlotR, tests/testthat/test-classes_methods.R: six invented units, and the phi it prints for
# z-scores on the scale of logarithms. Six are too few for it to cut any off.
OBSERVED = (100, 150, 180, 80, 120, 225)
EXPECTED = (108, 112, 165, 95, 100, 220)
PRINTED_PHI = 2.948033


def test_the_second_implementation_s_phi_is_the_one_funnelplotr_prints():
    logs = [math.sqrt(e) * math.log(o / e) for o, e in zip(OBSERVED, EXPECTED, strict=True)]
    assert mean_square(logs) == pytest.approx(PRINTED_PHI, abs=5e-7)


def test_z_scores_in_sql_are_those_of_the_care_quality_commission_s_method(ask):
    for observed, expected in zip(OBSERVED, EXPECTED, strict=True):
        found = ask("SELECT funnel_z_score(?, ?)", observed, expected)
        assert found[0][0] == pytest.approx(root_z_score(observed, expected))


@pytest.mark.parametrize("form", ("additive", "multiplicative"))
@pytest.mark.parametrize("expected", (0.06, 1.3, 8, 14, 30, 120))
def test_a_count_past_a_limit_is_as_unlikely_as_the_limit_says(form, expected):
    spread = {"additive": 0.42, "multiplicative": 6.2}[form]
    law = nbinom(*(float(x[0]) for x in censored.law(form, np.array([expected]), spread)))
    for tail in (0.025, 0.001):
        (high,) = funnel.limit(form, [expected], spread, 1 - tail)
        assert law.sf(math.floor(high)) < tail < law.sf(math.floor(high) - 2)
        (low,) = funnel.limit(form, [expected], spread, tail)
        if low == 0:
            assert law.pmf(0) >= tail
        else:
            assert law.cdf(math.ceil(low) - 1) < tail <= law.cdf(math.floor(low) + 1)


def test_the_curve_is_the_limits_of_the_councils_it_passes_over(ask):
    curve = ask("SELECT * FROM funnel_curve(2024)")
    rate, of_rates = ask(
        "SELECT target_per_1000, spread_of_rates FROM funnel_year WHERE year_ending = 2024"
    )[0]
    assert len(curve) == 200
    for children, lower_998, lower_95, upper_95, upper_998 in curve[::20]:
        expected = rate * children / 1000
        low, high = limits_by_hand(expected, of_rates**2, 0.025)
        lowest, highest = limits_by_hand(expected, of_rates**2, 0.001)
        by_hand = [1000 * n / children for n in (lowest, low, high, highest)]
        assert [lower_998, lower_95, upper_95, upper_998] == pytest.approx(by_hand, abs=1e-7)


def test_a_year_with_no_printed_count_has_no_dispersion_rather_than_a_guess(invented):
    for year, used, phi in invented.execute(
        "SELECT year_ending, councils_in_estimate, dispersion FROM funnel_year"
    ).fetchall():
        assert (phi is None) == (used == 0), year
