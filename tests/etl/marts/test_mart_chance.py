"""The tables of change, pooling, base rates and forces, worked out the slow way from the CSVs."""

import math
from collections import defaultdict

import pytest
from scipy.stats import beta, chi2

from years import PLAN_YEARS

ENGLAND = "E92000001"


@pytest.fixture(scope="module")
def years(ask):
    """{(series, year): (code, children, number or None, fewest, most, expected)} of councils."""
    return {
        (series, year): rest
        for series, year, *rest in ask(
            "SELECT series_code, year_ending, council_code, children, sexual_plans, "
            "sexual_plans_min, sexual_plans_max, expected_plans_at_england_rate "
            "FROM council_year JOIN council_series USING (council_code)"
        )
    }


@pytest.fixture(scope="module")
def factor(ask):
    ((found,),) = ask(
        "SELECT factor FROM variance_factor "
        "WHERE counted = 'plans_started_sexual_abuse_initial' AND is_used"
    )
    return found


def test_the_base_rate_is_a_count_of_council_years(ask, years):
    bands = ask(
        "SELECT from_expected, below_expected, council_years, none_recorded, hidden "
        "FROM none_base_rate ORDER BY 1"
    )
    assert bands[0][0] == 0 and bands[-1][1] is None
    assert all(one[1] == other[0] for one, other in zip(bands, bands[1:], strict=False))
    for start, end, council_years, none, hidden in bands:
        inside = [
            number
            for _, _, number, fewest, _, expected in years.values()
            if fewest is not None and start <= expected < (end or math.inf)
        ]
        assert council_years == len(inside)
        assert none == sum(number == 0 for number in inside)
        assert hidden == sum(number is None for number in inside)
    assert sum(band[2] for band in bands) == sum(row[3] is not None for row in years.values())


def test_adjusted_limits_are_those_of_families_and_wider_than_poisson_s(ask, factor):
    rows = ask(
        "SELECT sexual_plans, children, sexual_rate_low, sexual_rate_high, "
        "sexual_rate_adjusted_low, sexual_rate_adjusted_high, is_on_few_plans FROM council_year"
    )
    assert len(rows) > 1800
    for number, children, low, high, adjusted_low, adjusted_high, few in rows:
        if number is None:
            assert adjusted_low is adjusted_high is few is None
            continue
        families = number / factor
        lowest = factor * chi2.ppf(0.025, 2 * families) / 2 if number else 0
        highest = factor * chi2.ppf(0.975, 2 * families + 2) / 2
        assert adjusted_low == pytest.approx(1000 * lowest / children)
        assert adjusted_high == pytest.approx(1000 * highest / children)
        assert adjusted_low <= low and high < adjusted_high
        assert few == (number < 20)


def test_eleven_printed_classes_of_2024_change_with_one_plan_and_nineteen_with_three(ask):
    rows = ask(
        "SELECT class, sexual_plans, children, class_margin_plans FROM council_year "
        "WHERE year_ending = 2024"
    )
    margins = []
    for name, number, children, margin in rows:
        if name not in ("very_low", "at_or_above"):
            assert margin is None
            continue

        def class_of(n, children=children):
            if n == 0:
                return "none"
            return "very_low" if 1000 * n / children < 0.2 else "at_or_above"

        by_hand = next(
            k for k in range(1, 500) if {class_of(number - k), class_of(number + k)} != {name}
        )
        assert margin == by_hand
        margins.append(margin)
    assert sum(row[1] is not None for row in rows) == 98
    assert (sum(m <= 1 for m in margins), sum(m <= 3 for m in margins)) == (11, 19)


def test_england_s_fall_of_2024_is_no_larger_than_its_usual_swings(ask):
    ((change, z_poisson, z, verdict, said),) = ask(
        "SELECT plans_change, plans_z_poisson, rate_z_adjusted, verdict, verdict_words "
        "FROM change_year WHERE area_code = ? AND year_ending = 2024 AND span = 1",
        ENGLAND,
    )
    assert change == pytest.approx(-0.057, abs=0.0005)
    assert z_poisson == pytest.approx(-1.95, abs=0.005)
    assert z == pytest.approx(-1.4, abs=0.05)
    assert (verdict, said) == ("usual_swings", "no larger than councils' figures usually swing")


def change_by_hand(before, after, children_before, children, factor, slack):
    """Limits of the change of a rate: binomial given the sum, in families of `factor`."""

    def share(quantile, first, second):
        p = beta.ppf(quantile, *((second, first + 1) if quantile < 0.5 else (second + 1, first)))
        return p / (1 - p) * children_before / children

    low = share(0.025, (before + slack) / factor, (after - slack) / factor) if after else 0
    high = share(0.975, (before - slack) / factor, (after + slack) / factor)
    return low - 1, high - 1


def test_changes_are_worked_out_the_slow_way(ask, years, factor):
    unlikely = set(
        ask(
            "SELECT council_code, year_ending FROM quality_flag WHERE flag = 'unlikely_zero' "
            "AND measure = 'plans started for sexual abuse'"
        )
    )
    series = dict(ask("SELECT council_code, series_code FROM council_series"))
    rows = ask(
        "SELECT area_code, year_ending, span, plans_change, rate_change, rate_change_low, "
        "rate_change_high, verdict, cannot_tell_because FROM change_year "
        "WHERE area_level = 'council'"
    )
    verdicts = defaultdict(int)
    for code, year, span, plans, rate, low, high, verdict, because in rows:
        now, then = years[series[code], year], years.get((series[code], year - span))
        verdicts[verdict] += 1
        if then is None or None in (now[2], then[2]):
            assert verdict == "cannot_tell"
            no_figure = then is not None and None in (now[3], then[3])
            new = "no_earlier_year" if then is None else "hidden"
            assert because == ("no_figure" if no_figure else new)
            assert plans is rate is low is high is None
        elif (code, year) in unlikely or (then[0], year - span) in unlikely:
            assert (verdict, because, rate) == ("cannot_tell", "unlikely_zero", None)
        elif then[2] == 0:
            assert plans is rate is low is high is None
        else:
            assert plans == pytest.approx(now[2] / then[2] - 1)
            assert rate == pytest.approx((now[2] / now[1]) / (then[2] / then[1]) - 1)
            by_hand = change_by_hand(then[2], now[2], then[1], now[1], factor, 0)
            assert (low, high) == (pytest.approx(by_hand[0]), pytest.approx(by_hand[1]))
            assert verdict == ("rise" if low > 0 else "fall" if high < 0 else "usual_swings")
    assert min(verdicts.values()) > 10 and len(verdicts) == 4


def test_between_any_two_years_a_change_is_worked_out_the_same_way(ask, years, factor):
    series = dict(ask("SELECT council_code, series_code FROM council_series"))
    rows = ask(
        "SELECT council_code, from_year, year_ending, rate_before, rate, rate_change, "
        "rate_change_low, rate_change_high, verdict FROM change_between"
    )
    newest, first = max(row[2] for row in rows), min(row[1] for row in rows)
    assert {(row[1], row[2]) for row in rows} == {
        (one, after) for one in range(first, newest) for after in range(one + 1, newest + 1)
    }
    changed = 0
    for code, before, year, rate_before, rate, change, low, high, verdict in rows:
        now, then = years[series[code], year], years.get((series[code], before))
        printed = then is not None and None not in (now[2], then[2])
        assert (rate is None) == (now[2] is None)
        assert (rate_before is None) == (then is None or then[2] is None)
        if not printed:
            assert verdict == "cannot_tell" and change is low is high is None
        if change is None:
            continue
        changed += 1
        assert change == pytest.approx(rate / rate_before - 1)
        by_hand = change_by_hand(then[2], now[2], then[1], now[1], factor, 0)
        assert (low, high) == (pytest.approx(by_hand[0]), pytest.approx(by_hand[1]))
    assert changed > 3000
    # A pair that change_year has too is the same there.
    both = ask(
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE one.rate_change IS NOT DISTINCT FROM "
        "any_two.rate_change AND one.verdict = any_two.verdict) FROM change_year AS one "
        "JOIN change_between AS any_two ON any_two.council_code = one.area_code "
        "AND any_two.year_ending = one.year_ending AND any_two.from_year = one.year_ending - span"
    )
    assert both[0][0] == both[0][1] > 2500


def test_a_rounded_total_s_limits_allow_for_its_rounding(ask, factor):
    rows = ask(
        "SELECT now.sexual_plans, now.children, before.sexual_plans, before.children, "
        "rate_change_low, rate_change_high FROM change_year "
        "JOIN england_year AS now USING (year_ending) "
        "JOIN england_year AS before ON before.year_ending = change_year.year_ending - span "
        "WHERE area_level = 'england'"
    )
    assert len(rows) == 11 + 9
    for after, children, before, children_before, low, high in rows:
        by_hand = change_by_hand(before, after, children_before, children, factor, 5)
        assert (low, high) == (pytest.approx(by_hand[0]), pytest.approx(by_hand[1]))


def test_three_years_together_are_the_sums_of_their_ranges(ask, years):
    series = dict(ask("SELECT council_code, series_code FROM council_series"))
    rows = ask(
        "SELECT council_code, year_ending, sexual_plans, sexual_plans_min, sexual_plans_max, "
        "child_years, sexual_plans_status, beside_threshold FROM pooled_3_year"
    )
    assert len(rows) > 1500
    of_2024 = defaultdict(int)
    for code, year, number, fewest, most, children, status, beside in rows:
        three = [years.get((series[code], y)) for y in range(year - 2, year + 1)]
        if None in three or None in [row[3] for row in three]:
            assert (number, fewest, most, status) == (None, None, None, "not_available")
            assert beside == "no_figure"
        else:
            assert fewest == sum(row[3] for row in three)
            assert most == sum(row[4] for row in three)
            assert children == sum(row[1] for row in three)
            assert number == (fewest if fewest == most else None)
            assert status == ("published" if fewest == most else "suppressed")
            below, not_below = 1000 * most / children < 0.2, 1000 * fewest / children >= 0.2
            assert (beside == "certainly_below") == below
            assert (beside == "certainly_not_below") == not_below
        if year == 2024:
            of_2024[beside] += 1
    del of_2024["no_figure"]
    assert of_2024 == {"certainly_below": 51, "certainly_not_below": 44, "undecided": 54}


def test_the_modelled_number_lies_inside_the_honest_range(ask):
    rows = ask(
        "SELECT year_ending, certainly_below, modelled_low, modelled_below, modelled_high, "
        "possibly_below FROM headline ORDER BY year_ending"
    )
    assert [year for year, *_ in rows] == list(PLAN_YEARS)
    for _, *numbers in rows:
        assert numbers == sorted(numbers)
    [(_, low, middle, high, _)] = [numbers for year, *numbers in rows if year == 2024]
    assert abs(middle - 91) <= 1 and abs(low - 85) <= 1 and abs(high - 97) <= 1


def test_about_456_plans_of_2024_are_left_for_54_hidden_councils(ask):
    assert ask(
        "SELECT councils_hidden, left_min, left_max, ROUND(left_each, 1) "
        "FROM hidden_together WHERE year_ending = 2024"
    ) == [(54, 451, 461, 8.4)]


def test_a_force_s_totals_are_the_sums_of_its_councils_ranges(ask):
    forces = defaultdict(lambda: [0, 0, 0])
    for force, year, low, high in ask(
        "SELECT police_force_name, year_ending, sexual_plans_min, sexual_plans_max "
        "FROM council_year JOIN council USING (council_code)"
    ):
        total = forces[force, year]
        total[0] += 1
        total[1] += low or 0
        total[2] += high or 0
    rows = ask(
        "SELECT police_force_name, year_ending, councils, sexual_plans_min, "
        "sexual_plans_max, sexual_plans_status FROM police_force_year"
    )
    assert len(rows) == len(forces) > 400
    for force, year, councils, low, high, status in rows:
        assert [councils, low or 0, high or 0] == forces[force, year]
        assert (status == "published") == (low == high and low is not None)


def test_every_council_year_has_the_one_verdict_of_the_funnel(ask):
    assert ask("SELECT COUNT(*) FROM council_year") == ask(
        "SELECT COUNT(*) FROM beside_england JOIN funnel_council "
        "USING (council_code, year_ending, place)"
    )


def test_with_too_few_councils_to_fit_by_nothing_is_fitted_and_nothing_said(invented):
    assert invented.execute("SELECT COUNT(*) FROM variance_factor").fetchall() == [(0,)]
    assert invented.execute(
        "SELECT DISTINCT verdict FROM change_year WHERE area_level = 'council'"
    ).fetchall() == [("cannot_tell",)]
    assert invented.execute(
        "SELECT COUNT(modelled_below), COUNT(*) > 0 FROM headline"
    ).fetchall() == [(0, True)]
    assert invented.execute("SELECT COUNT(*) > 5 FROM meta_method").fetchall() == [(True,)]
