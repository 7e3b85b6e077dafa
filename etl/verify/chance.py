"""What chance does, reckoned by other ways than etl/chance goes: no line of it is used here.

The variance factor by loops over pairs of years; the model by exact sums over its law, where
etl/chance draws at random, so that the two may differ by a council (`Within`).
"""

from functools import cache

import numpy as np
from scipy.optimize import minimize
from scipy.stats import nbinom

from etl.verify.figures import UNLIKELY, Figures, Within

NODES = 9  # of Gauss and Hermite's rule, each way
HIDDEN_FROM = 1  # plans: DfE prints its zeros


@cache
def factor_of(held: Figures, measure: str) -> float:
    """How many times Poisson's variance a council's count has between years next to each other."""
    printed = {
        (area, year): value
        for (area, year), (value, _) in held.counted(measure).items()
        if area in held.series and value is not None and (area, year - 1) in held.children
    }
    plans: dict[int, int] = {}
    children: dict[int, int] = {}
    for (area, year), value in printed.items():
        plans[year] = plans.get(year, 0) + value
        children[year] = children.get(year, 0) + held.children[area, year - 1]
    of = {
        (held.series[area], year): (
            value,
            held.children[area, year - 1] * plans[year] / children[year],
        )
        for (area, year), value in printed.items()
    }
    squares = []
    for (series, year), (later, expected) in of.items():
        if (series, year - 1) not in of:
            continue
        earlier, expected_before = of[series, year - 1]
        both = earlier + later
        if both and not (min(earlier, later) == 0 and both >= UNLIKELY):
            share = expected / (expected + expected_before)
            squares.append((later - both * share) ** 2 / (both * share * (1 - share)))
    return max(1.0, sum(squares) / len(squares))


def modelled(rows: list[tuple[int, int, int]], threshold: float) -> dict[str, Within]:
    """Councils below the threshold by a negative binomial fitted to numbers and to ranges.

    `rows` are the least, the most and the children of each council with a figure.
    """
    least, most, children = (np.array(side, dtype=float) for side in zip(*rows, strict=True))
    hidden = least < most
    least = np.where(hidden, HIDDEN_FROM, least)

    def cost(logs) -> float:
        rate, spread = np.exp(logs)
        chance = _between(least - 1, most, rate * children, spread)
        return -np.log(np.maximum(chance, 1e-300)).sum()

    start = [np.log((least + most).sum() / 2 / children.sum()), -0.5]
    best = minimize(cost, start, method="BFGS", options={"gtol": 1e-4}).x
    root = np.linalg.cholesky(np.linalg.inv(_curvature(cost, best)))
    at, weight = np.polynomial.hermite_e.hermegauss(NODES)
    # The largest count whose rate is below the threshold.
    last = np.minimum(np.ceil(threshold * children / 1000 - 1e-9) - 1, most)
    sums = np.zeros(hidden.sum() + 1)
    for first, first_weight in zip(at, weight, strict=True):
        for second, second_weight in zip(at, weight, strict=True):
            rate, spread = np.exp(best + root @ [first, second])
            mean = rate * children
            under = _between(least - 1, last, mean, spread) / np.maximum(
                _between(least - 1, most, mean, spread), 1e-300
            )
            sums += first_weight * second_weight * _sum_of(under[hidden])
    sums = np.cumsum(sums / sums.sum())
    certain = int((1000 * least[~hidden] / children[~hidden] < threshold).sum())
    names = {"modelled_low": 0.025, "modelled_below": 0.5, "modelled_high": 0.975}
    return {
        name: Within(certain + int(np.searchsorted(sums, share)), 1)
        for name, share in names.items()
    }


def _between(above, most, mean, spread: float) -> np.ndarray:
    """Probability of a count above the one and up to the other."""
    number = 1 / spread
    probability = number / (number + mean)
    return nbinom.cdf(most, number, probability) - nbinom.cdf(above, number, probability)


def _sum_of(chances) -> np.ndarray:
    """Probability of each number of councils, one after another put in or not."""
    found = np.ones(1)
    for chance in np.clip(chances, 0, 1):
        found = np.convolve(found, [1 - chance, chance])
    return found


def _curvature(cost, at) -> np.ndarray:
    """Second derivatives in two directions, from a parabola through nine points."""
    place = np.array([[i, j] for i in (-1, 0, 1) for j in (-1, 0, 1)]) * 1e-3
    x, y = place.T
    terms = np.column_stack([np.ones(9), x, y, x * x / 2, x * y, y * y / 2])
    values = np.array([cost(at + move) for move in place])
    *_, xx, xy, yy = np.linalg.lstsq(terms, values - values.mean(), rcond=None)[0]
    return np.array([[xx, xy], [xy, yy]])
