"""Limits of the funnel plot: how far from England's rate councils of each size usually lie.

Each year's spread is fitted around England's printed rate with the hidden counts as ranges
(`censored`), in both forms; the form that is likelier over all years together draws the limits of
every year. A count past a limit has a chance of less than 1 in 40 (1 in 1,000) by that law; the
limits run smoothly between whole plans.

Source  Spiegelhalter (2005), Funnel plots for comparing institutional performance, Statistics in
        Medicine 24: 1185-1202: section 5 for the two forms of overdispersion, and appendix A.1.1
        for the interpolation of exact limits.

The fact a newcomer gets wrong: where a count of 0 is likelier than 1 in 40, the lower limit is 0,
and no council of that size can lie below it, whatever it records.
"""

import numpy as np
import pandas as pd
from scipy.stats import nbinom

from etl.chance import censored

TAILS = {"lower_998": 0.001, "lower_95": 0.025, "upper_95": 0.975, "upper_998": 0.999}
POINTS = 200  # of the curve


def likelier_form(fits: pd.DataFrame) -> str:
    """The form whose likelihood around England's rate is greater, over all years together."""
    centred = fits[fits["centre"] == "england"]
    return centred.groupby("form")["log_likelihood"].sum().idxmax()


def limit(form: str, mean, spread: float, tail: float) -> np.ndarray:
    """The count past which the law seldom goes, between whole plans; 0 where nothing lies below.

    The paper's interpolation makes its upper limit one plan too low for the count at the limit to
    be as unlikely as the limit says, which matters where a plan is much.
    """
    number, probability = censored.law(form, np.asarray(mean, dtype=float), spread)
    whole = nbinom.ppf(tail, number, probability)
    at = nbinom.cdf(whole, number, probability)
    between = whole - (at - tail) / nbinom.pmf(whole, number, probability)
    return between + 1 if tail > 0.5 else np.maximum(0, between)


def by_year(plans: pd.DataFrame, fits: pd.DataFrame) -> pd.DataFrame:
    """Limits per 1,000 for each size of council of each year, and for the points of the curve.

    Columns year_ending, children, is_curve, those of TAILS, and chance_above, chance_below: how
    likely a council of this size, were it no different, lies outside the 95% limits.
    """
    if not len(fits):
        return pd.DataFrame()
    form = likelier_form(fits)
    chosen = fits[(fits["centre"] == "england") & (fits["form"] == form)]
    found = []
    for fit in chosen.itertuples():
        sizes = plans.loc[plans["year_ending"] == fit.year_ending, "children"].unique()
        curve = np.geomspace(sizes.min(), 1.05 * sizes.max(), POINTS)
        children = np.concatenate([sizes, curve])
        mean = fit.rate_per_1000 * children / 1000
        spread = fit.spread - (form == "multiplicative")
        counts = {name: limit(form, mean, spread, tail) for name, tail in TAILS.items()}
        number, probability = censored.law(form, mean, spread)
        found.append(
            pd.DataFrame(
                {
                    "year_ending": fit.year_ending,
                    "children": children,
                    "is_curve": np.arange(len(children)) >= len(sizes),
                    **{name: 1000 * count / children for name, count in counts.items()},
                    "chance_above": nbinom.sf(np.floor(counts["upper_95"]), number, probability),
                    "chance_below": nbinom.cdf(
                        np.ceil(counts["lower_95"]) - 1, number, probability
                    ),
                }
            )
        )
    return pd.concat(found)
