"""Councils' counts together, hidden ones as ranges: a negative binomial fitted by likelihood.

Two ways in which councils can differ by more than chance are fitted and compared. `additive`:
each council has a rate of its own, spread around the common one (variance: mean + spread x mean
squared). `multiplicative`: every count has `spread` times Poisson's variance. A printed count
enters with the probability of that number, a hidden one with the probability of its whole range.

Sources  Cameron and Trivedi (2013), Regression Analysis of Count Data, 2nd edition, section 3.3:
         the two forms (NB2 and NB1). Lawless (2003), Statistical Models and Methods for Lifetime
         Data, 2nd edition, section 2.2: the likelihood of a value known only to lie in an
         interval. Spiegelhalter (2005), Statistics in Medicine 24: 1185-1202, section 5: both
         forms for funnel plots.

The fact a newcomer gets wrong: this says how councils are spread, not where one of them lies.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.special import betainc
from scipy.stats import nbinom

FORMS = ("additive", "multiplicative")
LEAST_PRINTED = 30  # counts; fewer say too little about a spread
STARTS = np.arange(-8, 8.5, 0.5)  # logarithms of the spread above Poisson's to begin the search at


class Fit(NamedTuple):
    """A fitted law: rate per child, spread above Poisson's, and how certain the two are."""

    form: str
    rate: float  # per child
    spread: float  # additive: variance of rates / rate squared; multiplicative: ratio less 1
    log_likelihood: float
    covariance: np.ndarray  # of log rate and log spread; of log spread alone at a given rate


def law(form: str, mean, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Number and probability of a negative binomial with this mean, as SciPy has them."""
    mean = np.asarray(mean, dtype=float)
    number = mean / spread if form == "multiplicative" else np.full_like(mean, 1 / spread)
    return number, number / (number + mean)


def below_or_at(form: str, mean, spread: float, count) -> np.ndarray:
    """Probability of at most `count`; 0 for a count below 0."""
    number, probability = law(form, mean, spread)
    count = np.asarray(count, dtype=float)
    return np.where(count < 0, 0.0, betainc(number, np.maximum(count, 0) + 1, probability))


def log_likelihood(form: str, rate: float, spread: float, least, most, children) -> float:
    """Logarithm of the probability of what is printed and of the ranges of what is not."""
    mean = rate * children
    printed = least == most
    number, probability = law(form, mean, spread)
    known = nbinom.logpmf(least[printed], number[printed], probability[printed]).sum()
    hidden = ~printed
    within = below_or_at(form, mean[hidden], spread, most[hidden]) - below_or_at(
        form, mean[hidden], spread, least[hidden] - 1
    )
    return known + np.log(np.maximum(within, 1e-300)).sum()


def fitted(form: str, least, most, children, rate: float | None = None) -> Fit:
    """The likeliest law; with `rate` given (per child) only the spread is sought.

    Arrays of one council each: the fewest and the most its count can be, and its children.
    """
    known = (np.asarray(a, dtype=float).tobytes() for a in (least, most, children))
    return _fitted(form, *known, rate=rate)


@lru_cache(maxsize=128)  # whoever builds twice in a process, as an update does, fits once
def _fitted(form: str, *known: bytes, rate: float | None) -> Fit:
    least, most, children = (np.frombuffer(each) for each in known)
    middle = np.log((least + most).sum() / 2 / children.sum())

    def cost(logs):
        at = rate if rate is not None else np.exp(logs[0])
        return -log_likelihood(form, at, np.exp(np.clip(logs[-1], -12, 12)), least, most, children)

    # The search can end on a shoulder of the likelihood, so it begins near the top.
    begins = [[start] if rate is not None else [middle, start] for start in STARTS]
    found = minimize(
        cost,
        min(begins, key=cost),
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-8, "maxiter": 2000},
    )
    return Fit(
        form,
        rate if rate is not None else float(np.exp(found.x[0])),
        float(np.exp(np.clip(found.x[-1], -12, 12))),
        -found.fun,
        np.linalg.pinv(_curvature(cost, found.x)),
    )


def _curvature(cost, at: np.ndarray) -> np.ndarray:
    """Second derivatives by central differences."""
    size, step = len(at), 1e-3
    moves = np.eye(size) * step
    second = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            second[i, j] = (
                cost(at + moves[i] + moves[j])
                - cost(at + moves[i] - moves[j])
                - cost(at - moves[i] + moves[j])
                + cost(at - moves[i] - moves[j])
            ) / (4 * step**2)
    return second


def enough(year: pd.DataFrame) -> bool:
    """Whether a year prints enough counts to fit by."""
    return int(year["value"].notna().sum()) >= LEAST_PRINTED


def fits(plans: pd.DataFrame, england: dict[int, float]) -> pd.DataFrame:
    """Both forms for each year, around England's printed rate and around a rate of their own.

    `plans` has year_ending, value, least, most and children; `england` rates per child.
    """
    rows = []
    for year, those in plans[plans["least"].notna()].groupby("year_ending"):
        if not enough(those) or year not in england:
            continue
        for centre, rate in (("own", None), ("england", england[year])):
            for form in FORMS:
                fit = fitted(form, those["least"], those["most"], those["children"], rate)
                rows.append(
                    {
                        "year_ending": year,
                        "form": form,
                        "centre": centre,
                        "rate_per_1000": 1000 * fit.rate,
                        "spread": fit.spread + (form == "multiplicative"),
                        "log_likelihood": fit.log_likelihood,
                        "councils": len(those),
                        "councils_hidden": int(those["value"].isna().sum()),
                    }
                )
    return pd.DataFrame(rows)
