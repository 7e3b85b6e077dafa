"""95% limits of a count and of a change, for events that come several at a time.

A count with `factor` times Poisson's variance behaves as a Poisson count of families of `factor`
plans each. So the exact limits are taken for the number of families and multiplied back; with a
factor of 1 they are the exact Poisson ones.

Sources  Garwood (1936), Biometrika 28: limits of the mean are quantiles of chi-squared with 2n and
         2n + 2 degrees of freedom, halved.
         Fay and Feuer (1997), Statistics in Medicine 16: 791-801, section 3: gamma limits of a
         weighted sum of Poisson counts, here with every weight equal to the factor.
         Przyborowski and Wilenski (1940), Biometrika 31: 313-323: two Poisson counts, given
         their sum, are binomial; limits of the share by Clopper and Pearson.
"""

import numpy as np
import pandas as pd
from scipy.stats import beta, chi2

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2


def count_limits(events, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper 95% limit of the mean of counts, in events; the lower limit of 0 is 0."""
    families = np.asarray(events, dtype=float) / factor
    low = np.zeros_like(families)
    some = families > 0
    low[some] = chi2.ppf(TAIL, 2 * families[some]) * factor / 2
    return low, chi2.ppf(1 - TAIL, 2 * families + 2) * factor / 2


def of_counts(most: int, factor: float) -> pd.DataFrame:
    """Columns events (0 to `most`), low and high, in events."""
    events = np.arange(most + 1)
    low, high = count_limits(events, factor)
    return pd.DataFrame({"events": events, "low": low, "high": high})


def ratio_limits(before, after, factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper 95% limit of the ratio of the means behind `after` and `before`.

    The upper limit is infinite where `before` is 0; both say nothing (0, infinite) for 0 and 0.
    """
    first = np.asarray(before, dtype=float) / factor
    second = np.asarray(after, dtype=float) / factor
    low, high = np.zeros_like(first), np.full_like(first, np.inf)
    some = second > 0
    share = beta.ppf(TAIL, second[some], first[some] + 1)
    low[some] = share / (1 - share)
    some = first > 0
    share = beta.ppf(1 - TAIL, second[some] + 1, first[some])
    high[some] = share / (1 - share)
    return low, high


def of_changes(pairs: pd.DataFrame, factor: float) -> pd.DataFrame:
    """`pairs` (before, after) with ratio_low and ratio_high; NaN for an infinite limit."""
    low, high = ratio_limits(pairs["before"], pairs["after"], factor)
    return pairs.assign(ratio_low=low, ratio_high=np.where(np.isinf(high), np.nan, high))
