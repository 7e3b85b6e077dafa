"""The variance factor: against the slow way, and against a factor that is known."""

import numpy as np
import pandas as pd
import pytest

from etl.chance import clustering


def invented(random, factor, years=10, hide=False, low=4, high=60):
    """Councils with rates of their own; counts in families of `factor`; a trend for all of them."""
    rows = []
    for council in range(150):
        mean = random.uniform(low, high)
        for year in range(years):
            value = factor * random.poisson(mean * (1 - 0.03 * year) / factor)
            hidden = hide and 0 < value < 6
            rows.append((f"C{council}", year, np.nan if hidden else float(value), 1000 * mean))
    frame = pd.DataFrame(rows, columns=["series_code", "year_ending", "value", "children"])
    return frame.assign(counted="plans")


@pytest.mark.parametrize("factor", [1, 2, 3])
def test_the_factor_found_is_the_one_the_counts_were_made_with(factor):
    found = clustering.factors(invented(np.random.default_rng(factor), factor))
    used = found[found["is_used"]].iloc[0]
    assert used["factor"] == pytest.approx(factor, rel=0.08)
    assert used["factor_low"] < max(1.02, factor) and factor < 1.1 * used["factor_high"]


def test_hidden_years_make_the_factor_rather_too_small_and_never_too_large():
    random = np.random.default_rng(5)
    found = clustering.factors(invented(random, 3, hide=True, low=4, high=40))
    assert 2.2 < found.loc[found["is_used"], "factor"].iloc[0] < 3.1


def test_a_pair_of_years_is_worked_out_the_slow_way():
    frame = pd.DataFrame(
        [
            ("north", 2020, 20.0, 50_000),  # 20 and 10 of 30: with 6 of 11 expected in 2020
            ("north", 2021, 10.0, 50_000),
            ("north", 2022, np.nan, 50_000),  # hidden: no pair with 2021 or 2023
            ("north", 2023, 12.0, 50_000),
            ("south", 2020, 40.0, 50_000),
            ("south", 2021, 40.0, 50_000),
            ("east", 2020, 0.0, 50_000),  # 0 beside 30: more likely a fault of recording
            ("east", 2021, 30.0, 50_000),
            ("west", 2020, 0.0, 50_000),  # 0 beside 0 says nothing
            ("west", 2021, 0.0, 50_000),
        ],
        columns=["series_code", "year_ending", "value", "children"],
    )
    found = clustering.year_pairs(frame).set_index("series_code")
    assert sorted(found.index) == ["north", "south"]
    # All four print 60 plans in 2020 and 80 in 2021, so 80 of 140 were to be expected in 2021.
    share = 80 / 140
    for name, before, after in (("north", 20, 10), ("south", 40, 40)):
        both = before + after
        square = (after - both * share) ** 2 / (both * share * (1 - share))
        assert found.loc[name, "square"] == pytest.approx(square)
        assert found.loc[name, "mean"] == both / 2


def test_too_few_pairs_give_no_factor():
    few = invented(np.random.default_rng(1), 2, years=2).head(60)
    assert not len(clustering.factors(few))


def test_the_figures_own_factor_is_between_2_and_3(ask):

    rows = ask(
        "SELECT factor, factor_low, factor_high, year_pairs FROM variance_factor "
        "WHERE counted = 'plans_started_sexual_abuse_initial' AND is_used"
    )
    ((factor, low, high, pairs),) = rows
    assert 2 < low < factor < 3 and high < 3.5
    assert pairs > 900
