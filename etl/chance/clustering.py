"""How much more a council's count swings from year to year than Poisson's law allows.

For each council and pair of years next to each other that both print a number, the second count,
given the sum of the two, would be binomial if plans came one by one. Its squared distance from what
was to be expected, over the binomial variance, is on average 1 then; what it is on average in the
figures is the variance factor. What moved all councils together (England's trend, the number of
children) is in the expectation and not in the factor.

Source  McCullagh and Nelder (1989), Generalized Linear Models, section 4.5: the moment estimator
        of dispersion (Pearson's statistic over its degrees of freedom, here one for each pair).

The fact a newcomer gets wrong: hidden years cannot enter, and they are mostly low ones, so that the
factor of a small council is rather too small. A printed 0 beside a year of 20 or more, which is
more likely a fault of recording, is left out.
"""

import numpy as np
import pandas as pd

BANDS = (0, 10, 20, 40)  # mean of the two counts
UNLIKELY_BESIDE_ZERO = 20
LEAST_PAIRS = 50
RESAMPLES, SEED = 1000, 13
COLUMNS = [
    "counted",
    "from_mean",
    "below_mean",
    "councils",
    "year_pairs",
    "factor",
    "factor_low",
    "factor_high",
    "is_used",
]


def year_pairs(counts: pd.DataFrame) -> pd.DataFrame:
    """Pairs of years next to each other, both printed; one row a council and pair.

    `counts` has series_code, year_ending, value (NaN where hidden) and children. Columns
    series_code, mean (of the two counts) and square: the squared distance over its variance.
    """
    printed = counts[counts["value"].notna()]
    total = printed.groupby("year_ending")[["value", "children"]].transform("sum")
    printed = printed.assign(expected=printed["children"] * total["value"] / total["children"])
    kept = ["series_code", "year_ending", "value", "expected"]
    later = printed[kept].assign(year_ending=printed["year_ending"] - 1)
    pairs = printed[kept].merge(later, on=["series_code", "year_ending"], suffixes=("_1", "_2"))
    both = pairs["value_1"] + pairs["value_2"]
    unlikely = (pairs[["value_1", "value_2"]].min(axis=1) == 0) & (both >= UNLIKELY_BESIDE_ZERO)
    share = pairs["expected_2"] / (pairs["expected_1"] + pairs["expected_2"])
    square = (pairs["value_2"] - both * share) ** 2 / (both * share * (1 - share))
    found = pairs.assign(mean=both / 2, square=square)
    return found.loc[(both > 0) & ~unlikely, ["series_code", "mean", "square"]]


def factors(counts: pd.DataFrame) -> pd.DataFrame:
    """The factor of each thing counted, over all pairs (is_used) and by size of the count.

    The limits are from councils drawn again with replacement, all their pairs together.
    """
    rows = []
    for counted, those in counts.groupby("counted"):
        pairs = year_pairs(those)
        bands = [(np.nan, np.nan), *zip(BANDS, [*BANDS[1:], np.nan], strict=True)]
        for start, end in bands:
            inside = pairs
            if not np.isnan(start):
                upper = np.inf if np.isnan(end) else end
                inside = pairs[(pairs["mean"] >= start) & (pairs["mean"] < upper)]
            if len(inside) >= LEAST_PAIRS:
                rows.append(
                    {
                        "counted": counted,
                        "from_mean": start,
                        "below_mean": end,
                        "councils": inside["series_code"].nunique(),
                        "year_pairs": len(inside),
                        "factor": max(1.0, inside["square"].mean()),
                        **_limits(inside),
                        "is_used": bool(np.isnan(start)),
                    }
                )
    return pd.DataFrame(rows, columns=COLUMNS)


def _limits(pairs: pd.DataFrame) -> dict[str, float]:
    councils = pairs.groupby("series_code")["square"].agg(["sum", "count"]).to_numpy()
    drawn = np.random.default_rng(SEED).multinomial(
        len(councils), np.full(len(councils), 1 / len(councils)), size=RESAMPLES
    )
    sums = drawn @ councils
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [0.025, 0.975])
    return {"factor_low": low, "factor_high": high}
