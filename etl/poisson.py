"""Exact limits for a count, because a council's counts are small.

Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28: the limits of the
mean are quantiles of chi-squared with 2n and 2n + 2 degrees of freedom, halved.
"""

import numpy as np
import pandas as pd
from scipy.stats import chi2

CONFIDENCE = 0.95


def exact_limits(most: int) -> pd.DataFrame:
    """Columns events (0 to `most`), low and high: 95% limits of the mean, in events."""
    events = np.arange(most + 1)
    tail = (1 - CONFIDENCE) / 2
    low = np.zeros(most + 1)  # no count below 0, so the lower limit of 0 is 0
    low[1:] = chi2.ppf(tail, 2 * events[1:]) / 2
    return pd.DataFrame(
        {"events": events, "low": low, "high": chi2.ppf(1 - tail, 2 * events + 2) / 2}
    )
