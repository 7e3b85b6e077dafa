"""How many councils were below the threshold, by a model of all of them together.

Printed councils are counted. Of each hidden one the additive law of `censored`, fitted to the year,
gives a probability of being below, within the range its own row allows; only the sum over all of
them leaves this module. The limits hold both the chance of the councils and the uncertainty of the
fit: laws are drawn around the likeliest one, and councils from each.

Source  As `censored`; limits as Gelman and Hill (2007), Data Analysis Using Regression and
        Multilevel/Hierarchical Models, section 7.2: simulation from the estimate's normal law.

A hidden number is taken here to be 1 at least: DfE prints its zeros, and since 2019 no row shows
one hidden; before, some do. To allow for that would move the figure by a council.

The fact a newcomer gets wrong: England's total takes no part. It leaves more for the hidden
councils than this model does, so that fewer of them may be below; it stands beside, as a check.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import nbinom

from etl.chance import censored

LAWS, EACH, SEED = 400, 5, 2024
HIDDEN_FROM = 1  # plans
LEAST_HIDDEN = 10  # councils; a sum over fewer would come near to speaking of one


class Modelled(NamedTuple):
    """What the model says of all councils of a year together, and of all the hidden ones."""

    modelled_below: int  # councils
    modelled_low: int
    modelled_high: int
    modelled_hidden_plans: float  # plans of all hidden councils together


def by_year(plans: pd.DataFrame) -> pd.DataFrame:
    """Columns year_ending, modelled_below, modelled_low, modelled_high and modelled_hidden_plans.

    Without a row for a year with too few printed counts to fit by, or hidden ones to speak of.
    """
    rows = []
    for year, those in plans[plans["least"].notna()].groupby("year_ending"):
        hidden = those["value"].isna()
        if censored.enough(those) and hidden.sum() >= LEAST_HIDDEN:
            least = np.where(hidden, HIDDEN_FROM, those["least"])
            found = below(least, those["most"], those["children"], those["threshold"].iloc[0])
            rows.append({"year_ending": year, **found._asdict()})
    return pd.DataFrame(rows)


def below(least, most, children, threshold: float) -> Modelled:
    """Councils below `threshold` per 1,000, printed and hidden together, by the likeliest law.

    Arrays of one council each: the fewest and the most its count can be, and its children.
    """
    least, most, children = (np.asarray(a, dtype=float) for a in (least, most, children))
    hidden = least < most
    printed = int((1000 * least[~hidden] / children[~hidden] < threshold).sum())
    fit = censored.fitted("additive", least, most, children)
    least, most, children = least[hidden], most[hidden], children[hidden]
    # The largest count below the threshold; a rate of exactly the threshold is not below it.
    last = np.minimum(np.ceil(threshold * children / 1000 - 1e-9) - 1, most)

    def chances(rate: float, spread: float) -> np.ndarray:
        def at_most(count):
            return censored.below_or_at("additive", rate * children, spread, count)

        under = at_most(least - 1)
        return np.clip((at_most(last) - under) / np.maximum(at_most(most) - under, 1e-300), 0, 1)

    random = np.random.default_rng(SEED)
    at = np.log([fit.rate, fit.spread])
    laws = np.exp(np.clip(random.multivariate_normal(at, fit.covariance, LAWS), -20, 12))
    drawn = np.concatenate(
        [(random.random((EACH, len(least))) < chances(*law)).sum(axis=1) for law in laws]
    )
    low, middle, high = np.quantile(drawn, [0.025, 0.5, 0.975], method="nearest")
    return Modelled(
        printed + int(middle),
        printed + int(low),
        printed + int(high),
        _sum(fit, least, most, children),
    )


def _sum(fit: censored.Fit, least, most, children) -> float:
    """Plans that the law expects of all these councils together, each within its range."""
    number, probability = censored.law("additive", fit.rate * children, fit.spread)
    counts = np.arange(most.max() + 1)[:, None]
    weight = nbinom.pmf(counts, number, probability) * ((counts >= least) & (counts <= most))
    return float(((counts * weight).sum(axis=0) / weight.sum(axis=0)).sum())
