"""The honeycomb that councils are laid out on: pointed tops, rows of hexagons.

A cell is (column, row). Row 0 is the northernmost and rows count southwards, as a screen does;
every **odd row is shifted half a hexagon to the east** ("odd-r"). So the neighbours of a cell are
not the same steps of column and row in odd rows as in even ones: ask `neighbours`.
"""

from math import cos, pi, sin, sqrt
from typing import NamedTuple

ROW_HEIGHT = sqrt(3) / 2  # in hexagon widths, from one row's centres to the next's
# The width of a hexagon is from side to side; this is its area for a width of 1.
AREA = sqrt(3) / 2

_STEPS = {  # column and row, clockwise from the west
    0: [(-1, 0), (-1, -1), (0, -1), (1, 0), (0, 1), (-1, 1)],
    1: [(-1, 0), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1)],
}


class Cell(NamedTuple):
    column: int
    row: int


def centre(cell: Cell) -> tuple[float, float]:
    """Widths east of the centre of cell (0, 0), and widths south of it."""
    return cell.column + cell.row % 2 / 2, cell.row * ROW_HEIGHT


def neighbours(cell: Cell) -> list[Cell]:
    """The six cells that share a side with this one, clockwise from the west."""
    return [Cell(cell.column + c, cell.row + r) for c, r in _STEPS[cell.row % 2]]


def axial(cell: Cell) -> tuple[int, int]:
    """The cell by two axes sixty degrees apart, in which a step is the same in every row."""
    return cell.column - (cell.row - cell.row % 2) // 2, cell.row


def steps_between(one: Cell, other: Cell) -> int:
    """Fewest steps from cell to cell: 1 between neighbours."""
    (q1, r1), (q2, r2) = axial(one), axial(other)
    return max(abs(q1 - q2), abs(r1 - r2), abs(q1 + r1 - q2 - r2))


def corners(width: float) -> list[tuple[float, float]]:
    """The six corners about a centre at (0, 0), from the top clockwise on a screen."""
    radius = width / sqrt(3)
    return [(radius * sin(pi / 3 * k), -radius * cos(pi / 3 * k)) for k in range(6)]


def pieces(cells: set[Cell]) -> list[set[Cell]]:
    """The cells parted into pieces that hang together, the largest first."""
    left, found = set(cells), []
    while left:
        piece, edge = set(), {min(left)}
        while edge:
            piece |= edge
            edge = {n for cell in edge for n in neighbours(cell)} & left - piece
        left -= piece
        found.append(piece)
    return sorted(found, key=lambda piece: (-len(piece), min(piece)))
