"""Laws of all councils together: a printed example, a known truth, and what hiding must not do."""

import numpy as np
import pandas as pd
import pytest

from etl.chance import censored, modelled

# Bliss and Fisher (1953), Biometrics 9: 176-200, table 1: European red mites on 150 apple leaves,
# leaves by number of mites; the paper's estimate of k by likelihood is 1.0246, mean 1.1467.
MITES = {0: 70, 1: 38, 2: 17, 3: 10, 4: 9, 5: 3, 6: 2, 7: 1}


def test_the_law_of_mites_on_leaves_is_the_printed_one():
    counts = np.repeat(list(MITES), list(MITES.values()))
    fit = censored.fitted("additive", counts, counts, np.ones(len(counts)))
    assert fit.rate == pytest.approx(1.1467, abs=5e-5)
    assert 1 / fit.spread == pytest.approx(1.0246, abs=5e-4)


def councils(random, rate=0.0002, spread=0.4, size=150):
    """(children, counts, fewest, most): councils with rates of their own; some numbers hidden.

    A number of 1 to 5 is hidden, and so are some larger ones beside a small one.
    """
    children = np.exp(random.normal(11.1, 0.6, size)).round()
    own = rate * random.gamma(1 / spread, spread, size)
    counts = random.poisson(own * children)
    beside = random.random(size) < 0.15
    hidden = ((counts > 0) & (counts < 6)) | (beside & (counts > 0))
    room = np.maximum(5, counts + random.integers(1, 12, size))
    return children, counts, np.where(hidden, 0, counts), np.where(hidden, room, counts)


def test_hidden_counts_do_not_bias_rate_and_spread():
    random = np.random.default_rng(11)
    found = [
        censored.fitted("additive", least, most, children)
        for children, _, least, most in (councils(random) for _ in range(40))
    ]
    rates, spreads = [fit.rate for fit in found], [fit.spread for fit in found]
    assert np.mean(rates) == pytest.approx(0.0002, rel=0.05)
    assert np.mean(spreads) == pytest.approx(0.4, rel=0.15)
    # Leaving the hidden ones out, as printed counts alone would, does.
    children, counts, least, most = councils(np.random.default_rng(1), size=4000)
    printed = least == most
    alone = censored.fitted("additive", counts[printed], counts[printed], children[printed])
    assert alone.rate > 0.00022


def test_the_likelier_form_is_the_one_the_counts_were_made_by():
    random = np.random.default_rng(3)
    better = 0
    for _ in range(20):
        children, _, least, most = councils(random, spread=0.5, size=300)
        fits = [censored.fitted(form, least, most, children) for form in censored.FORMS]
        better += fits[0].log_likelihood > fits[1].log_likelihood
    assert better >= 17


@pytest.mark.parametrize("spread", [0.02, 0.4, 6.0])
@pytest.mark.parametrize("form", censored.FORMS)
def test_no_place_of_a_wide_grid_is_likelier_than_where_the_search_ends(form, spread):
    children, _, least, most = councils(np.random.default_rng(5), spread=spread)
    for rate in (None, 0.0002):
        fit = censored.fitted(form, least, most, children, rate)
        likeliest = max(
            censored.log_likelihood(form, each, np.exp(log_spread), least, most, children)
            for each in ([rate] if rate else fit.rate * np.array([0.5, 0.8, 1, 1.2, 2]))
            for log_spread in np.arange(-10, 10, 0.25)
        )
        assert fit.log_likelihood > likeliest - 1e-6


def test_the_number_below_the_threshold_is_near_the_truth_and_within_its_limits():
    random = np.random.default_rng(7)
    errors, held = [], 0
    for _ in range(40):
        children, counts, least, most = councils(random)
        truth = (1000 * counts / children < 0.2).sum()
        found = modelled.below(np.where(least < most, 1, least), most, children, 0.2)
        errors.append(found.modelled_below - truth)
        held += found.modelled_low <= truth <= found.modelled_high
    # Small numbers are hidden more often than large ones, which the model does not know.
    assert abs(np.mean(errors)) < 2  # councils, of 150
    assert held >= 35


def test_the_sum_over_hidden_councils_is_worked_out_the_slow_way():
    least, most = np.array([1.0, 1.0]), np.array([5.0, 9.0])
    children = np.array([40_000.0, 60_000.0])
    fit = censored.Fit("additive", 0.0002, 0.4, 0.0, np.eye(2))
    by_hand = 0
    for high, residents in zip(most, children, strict=True):
        mean, shape = 0.0002 * residents, 1 / 0.4
        chance = {0: (shape / (shape + mean)) ** shape}
        for n in range(1, int(high) + 1):
            chance[n] = chance[n - 1] * (n - 1 + shape) / n * mean / (shape + mean)
        inside = {n: p for n, p in chance.items() if n >= 1}
        by_hand += sum(n * p for n, p in inside.items()) / sum(inside.values())
    assert modelled._sum(fit, least, most, children) == pytest.approx(by_hand)


def test_no_sum_is_modelled_over_fewer_than_ten_hidden_councils():
    random = np.random.default_rng(2)
    children, counts, _, _ = councils(random, size=60)

    def year(hidden):
        covered = np.arange(60) < hidden
        return pd.DataFrame(
            {
                "year_ending": 2024,
                "value": np.where(covered, np.nan, counts),
                "least": np.where(covered, 0, counts),
                "most": np.where(covered, 12, counts),
                "children": children,
                "threshold": 0.2,
            }
        )

    assert len(modelled.by_year(year(9))) == 0
    assert len(modelled.by_year(year(10))) == 1
