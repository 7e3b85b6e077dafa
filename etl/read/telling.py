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

import highspy
import numpy as np

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
    search = _Search(cells, can_be, sums)
    weight = [10.0 if each.least == each.most else 1.0 for each in sums]
    missed = search.missed(np.array(weight))
    return [each for each, by_how_much in zip(sums, missed, strict=True) if by_how_much < 0.5]


class _Search:
    """The sums as a program: a row each, a column for each cell. It is asked again and again, each
    time from where the last answer ended."""

    def __init__(self, cells: list, can_be: Mapping, sums: Sequence[Sum]) -> None:
        place = {cell: number for number, cell in enumerate(cells)}
        self.columns, self.rows = len(cells), len(sums)
        self.solver = highspy.Highs()
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("threads", 1)
        least, most = np.array([can_be[cell] for cell in cells], dtype=float).T
        self.solver.addVars(self.columns, least, most)
        of_a_row = [
            (np.array([place[c] for c in each.cells]), np.array([*each.cells.values()], float))
            for each in sums
        ]
        starts = np.cumsum([0, *(len(cells) for cells, _ in of_a_row)])
        self.solver.addRows(
            self.rows,
            np.array([each.least for each in sums], dtype=float),
            np.array([each.most for each in sums], dtype=float),
            int(starts[-1]),
            starts[:-1].astype(np.int32),
            np.concatenate([cells for cells, _ in of_a_row]).astype(np.int32),
            np.concatenate([signs for _, signs in of_a_row]),
        )

    def end(self, towards: np.ndarray) -> np.ndarray:
        """The numbers furthest against `towards` that meet every sum; empty if none do."""
        self.solver.changeColsCost(
            self.columns, np.arange(self.columns, dtype=np.int32), towards.astype(float)
        )
        self.solver.run()
        status = self.solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return np.array([])
        if status != highspy.HighsModelStatus.kOptimal:  # "nothing is told" would be a guess
            raise ArithmeticError(f"the search for what sums tell ended with {status}")
        return np.array(self.solver.getSolution().col_value)

    def missed(self, weight: np.ndarray) -> np.ndarray:
        """By how much each sum is missed where all are met as nearly as can be, by `weight`."""
        rows, zeros = np.arange(self.rows, dtype=np.int32), np.zeros(2 * self.rows)
        self.solver.addCols(
            2 * self.rows,
            np.concatenate([weight, weight]),
            zeros,
            zeros + highspy.kHighsInf,
            2 * self.rows,
            np.arange(2 * self.rows, dtype=np.int32),
            np.concatenate([rows, rows]),
            np.concatenate([np.ones(self.rows), -np.ones(self.rows)]),
        )
        self.solver.run()
        slack = np.array(self.solver.getSolution().col_value)[self.columns :]
        return slack.reshape(2, self.rows).sum(axis=0)
