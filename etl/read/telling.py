"""Which hidden numbers a set of sums gives away when a stranger takes all of them together.

Each hidden number is asked for the least and the most it can be with every sum met at once, which
is a linear program. In sums of rows and of areas within areas its ends are whole numbers.

Source  Willenborg and de Waal (2001), Elements of Statistical Disclosure Control, chapter 6:
        auditing a table with hidden cells by the smallest and largest feasible value of each.

The fact a newcomer gets wrong: no single sum has to tell. Two rows and two totals, none of which
narrows anything far, can leave one number alone.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack, vstack

ROUNDS = 20  # searches that clear many cells at once, before the rest are asked one by one
NEARLY = 1e-6
MORE_THAN_ANY = 100_000  # children of a council in a table of these


class Sum(NamedTuple):
    """Hidden cells by number, each with its sign, and the least and the most they come to."""

    cells: Mapping[int, int]
    least: float
    most: float


def told(can_be: Mapping[int, tuple[float, float]], sums: Sequence[Sum]) -> set[int]:
    """The cells of `can_be` (least and most of each by itself) of which the sums leave one number.

    None where no numbers at all meet every sum (`met` gives the sums that can be).
    """
    cells = sorted({cell for each in sums for cell in each.cells})
    if not cells:
        return set()
    search = _Search(cells, can_be, sums)
    first = search.end(np.zeros(len(cells)))
    if not len(first):
        return set()
    least, most = first.copy(), first.copy()
    random = np.random.default_rng(0)
    for _ in range(ROUNDS):
        unclear = most - least < 1 - NEARLY
        if not unclear.any():
            return set()
        found = search.end(np.where(unclear, random.choice([-1.0, 1.0], len(cells)), 0))
        least, most = np.minimum(least, found), np.maximum(most, found)
    alone = set()
    for place in np.flatnonzero(most - least < 1 - NEARLY):
        towards = np.zeros(len(cells))
        towards[place] = 1
        ends = search.end(towards)[place], search.end(-towards)[place]
        if np.floor(ends[1] + NEARLY) <= np.ceil(ends[0] - NEARLY):
            alone.add(cells[place])
    return alone


def met(can_be: Mapping[int, tuple[float, float]], sums: Sequence[Sum]) -> list[Sum]:
    """The sums that can be met together: a total of other councils than these is left out.

    One that is exact is left out only if many rounded ones would have to be.
    """
    cells = sorted({cell for each in sums for cell in each.cells})
    if not cells:
        return []
    search, count = _Search(cells, can_be, sums), len(sums)
    weight = [10.0 if each.least == each.most else 1.0 for each in sums]
    amiss = np.concatenate([np.zeros(len(cells)), weight, weight])
    apart = hstack([eye_array(count), -eye_array(count)])
    by = linprog(
        amiss,
        A_ub=vstack([hstack([search.matrix, -apart]), hstack([-search.matrix, apart])]),
        b_ub=search.ends,
        bounds=[*search.bounds, *[(0, None)] * (2 * count)],
        method="highs",
    )
    missed = by.x[len(cells) :].reshape(2, count).sum(axis=0)
    return [each for each, by_how_much in zip(sums, missed, strict=True) if by_how_much < 0.5]


class _Search:
    """The sums as a matrix: a row each, a column for each cell."""

    def __init__(self, cells: list, can_be: Mapping, sums: Sequence[Sum]) -> None:
        place = {cell: number for number, cell in enumerate(cells)}
        entries = [
            (row, place[cell], sign)
            for row, each in enumerate(sums)
            for cell, sign in each.cells.items()
        ]
        rows, columns, signs = zip(*entries, strict=True)
        self.matrix = csr_array((signs, (rows, columns)), shape=(len(sums), len(cells)))
        self.ends = np.array([each.most for each in sums] + [-each.least for each in sums])
        self.bounds = [can_be[cell] for cell in cells]
        self.both = vstack([self.matrix, -self.matrix])

    def end(self, towards: np.ndarray) -> np.ndarray:
        """The numbers furthest against `towards` that meet every sum; empty if none do."""
        found = linprog(towards, A_ub=self.both, b_ub=self.ends, bounds=self.bounds, method="highs")
        return np.array([] if found.x is None else found.x)
