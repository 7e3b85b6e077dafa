"""Limits of counts and of changes: against printed examples, other code, and a known truth."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from etl.chance import limits

# Garwood (1936), as reprinted in tables of exact Poisson limits: count, lower, upper.
PRINTED = [(0, 0, 3.6889), (1, 0.0253, 5.5716), (5, 1.6235, 11.6683), (20, 12.2165, 30.8884)]


@pytest.mark.parametrize(("events", "low", "high"), PRINTED)
def test_with_a_factor_of_1_the_limits_are_the_printed_exact_ones(events, low, high):
    found = limits.count_limits([events], 1)
    assert np.ravel(found) == pytest.approx([low, high], abs=5e-5)


def fay_and_feuer(counts, weights):
    """Gamma limits of a weighted sum of Poisson counts, by the paper's general formula."""
    from scipy.stats import gamma

    total = sum(w * x for w, x in zip(weights, counts, strict=True))
    variance = sum(w * w * x for w, x in zip(weights, counts, strict=True))
    widest = max(weights)
    low = gamma.ppf(0.025, total**2 / variance, scale=variance / total) if total else 0
    above, spread = total + widest, variance + widest**2
    return low, gamma.ppf(0.975, above**2 / spread, scale=spread / above)


@pytest.mark.parametrize("families", [1, 4, 9, 30])
@pytest.mark.parametrize("factor", [1.5, 2.9])
def test_the_limits_are_those_of_families_by_the_paper_s_formula(families, factor):
    by_hand = fay_and_feuer([families], [factor])
    found = limits.count_limits([families * factor], factor)
    assert np.ravel(found) == pytest.approx(by_hand, rel=1e-9)


def families_of(random, mean, size):
    """Counts of plans made in families of 1 to 6, and the variance factor they have."""
    sizes, share = np.arange(1, 7), np.array([0.4, 0.25, 0.15, 0.1, 0.06, 0.04])
    factor = (share @ sizes**2) / (share @ sizes)
    per_size = random.poisson(share * mean / (share @ sizes), (size, len(sizes)))
    return per_size @ sizes, factor


@pytest.mark.parametrize("mean", [6, 14, 30, 90])
def test_limits_hold_the_truth_95_times_in_100_when_plans_come_in_families(mean):
    counts, factor = families_of(np.random.default_rng(mean), mean, 20_000)
    assert 2 < factor < 3.5
    low, high = limits.count_limits(counts, factor)
    assert 0.935 < np.mean((low <= mean) & (mean <= high)) < 0.99
    narrow_low, narrow_high = limits.count_limits(counts, 1)
    assert np.mean((narrow_low <= mean) & (mean <= narrow_high)) < 0.82  # Poisson's do not


# Fay (2022), Testing the ratio of two Poisson rates, section 1: two events in 17,877 and nine in
# 16,660, with the printed limits of the ratio of the rates.
def test_with_a_factor_of_1_the_limits_of_a_ratio_are_the_printed_ones():
    low, high = limits.ratio_limits([9], [2], 1)
    assert low * 16_660 / 17_877 == pytest.approx(0.02177406, abs=5e-9)
    assert high * 16_660 / 17_877 == pytest.approx(1.00054910, abs=5e-9)


@pytest.mark.parametrize(("before", "after"), [(0, 7), (7, 0), (12, 12), (40, 22), (2290, 2160)])
def test_limits_of_a_ratio_agree_with_scipy_s_exact_binomial(before, after):
    share = binomtest(after, before + after).proportion_ci(method="exact")
    low, high = limits.ratio_limits([before], [after], 1)
    assert low[0] == pytest.approx(share.low / (1 - share.low))
    assert high[0] == (pytest.approx(share.high / (1 - share.high)) if before else np.inf)


@pytest.mark.parametrize(("before", "after"), [(8, 8), (20, 10), (60, 60), (500, 450)])
def test_limits_of_a_ratio_hold_the_truth_when_plans_come_in_families(before, after):
    random = np.random.default_rng(before)
    first, factor = families_of(random, before, 20_000)
    second, _ = families_of(random, after, 20_000)
    some = first + second > 0
    low, high = limits.ratio_limits(first[some], second[some], factor)
    held = np.mean((low <= after / before) & (after / before <= high))
    assert 0.935 < held < 0.995
    low, high = limits.ratio_limits(first[some], second[some], 1)
    assert np.mean((low <= after / before) & (after / before <= high)) < 0.85


def test_a_change_from_none_has_no_upper_end():
    pairs = pd.DataFrame({"before": [0, 0, 9], "after": [9, 0, 0]})
    found = limits.of_changes(pairs, 2.5)
    assert found["ratio_high"].isna().tolist() == [True, True, False]
    assert found["ratio_low"].iloc[0] > 0
    assert found["ratio_low"].iloc[1:].tolist() == [0, 0]
