"""The search for a layout of hexagons: what makes one good, and how a better one is found.

It is simulated annealing: propose a trade of two cells, take it if the layout costs less, and while
the search is hot take some that cost more, so that it can leave a poor layout for a better one.
All costs are whole numbers and the lots come from a seed, so two machines agree on the outcome.
"""

from math import exp, hypot, log
from random import Random
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from geo import hexgrid
from geo.hexgrid import Cell

HEAT = (700, 25)  # of the search, at its start and its end, in the units of cost

# What a layout costs, in hundredths of being one hexagon width away from the wished-for place.
DISPLACED = 100  # times the square of the distance
ON_THE_COAST = 3  # times as much for a council on the coast, which gives England its outline
PARTED = 420  # neighbours that do not touch ...
PARTED_FURTHER = 60  # ... and for every step more between them
ONCE_ONE = 4  # times as much for councils that were one until lately, to show it by its hexagons
TURNED = 300  # neighbours that touch, times 1 - cos(how far the direction is from the true one)
INLAND_AT_THE_EDGE = 300  # each side of an inland council that faces no council
COAST_INSIDE = 300  # a council on the coast, or on the border with Wales or Scotland, shut in
HOLE = 2000  # a hole in the map
REGION_PIECE = 20000  # each piece of a region beyond the first
ISLE_TOUCHES = 2000  # each side on which a council without land neighbours touches another


class England(NamedTuple):
    """What the search knows. Councils go by their place in `codes`."""

    codes: list[str]
    regions: list[str]
    label_points: np.ndarray  # metres
    wished: np.ndarray  # hexagon widths east and south of cell (0, 0)
    width: float  # metres of one hexagon, so that all of them have England's area
    pairs: list[tuple[int, int]]  # neighbours: councils that share a border
    once_one: set[tuple[int, int]]  # those of the pairs that one council was split into
    isles: set[int]  # councils without land neighbours
    coastal: set[int]  # those beside the sea, Wales or Scotland
    inland: set[int]  # those that no wide water reaches


class Search:
    """A layout and its cost, changed by trades of cells. Cells go by number."""

    def __init__(self, country: England) -> None:
        self.country = country
        columns, rows = (int(n) for n in np.ceil(country.wished.max(axis=0)) + 4)
        self.cells = [Cell(c, r) for r in range(rows + 2) for c in range(columns)]
        number = {cell: n for n, cell in enumerate(self.cells)}
        self.around = [
            [number[n] for n in hexgrid.neighbours(cell) if n in number] for cell in self.cells
        ]
        self.usable = [n for n, around in enumerate(self.around) if len(around) == 6]
        # One number for a place on the honeycomb, such that the difference of two numbers says
        # how many steps apart they are and in which direction.
        self.place = [q + 100 * r for q, r in map(hexgrid.axial, self.cells)]
        centres = np.array([hexgrid.centre(cell) for cell in self.cells])
        away = ((country.wished[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
        coastal = np.isin(np.arange(len(country.codes)), list(country.coastal))
        weights = DISPLACED * np.where(coastal, ON_THE_COAST, 1)
        self.displaced = np.rint(weights[:, None] * away).astype(int).tolist()
        self.near = [
            [n for n in self.usable if away[council][n] < 2.5**2]
            for council in range(len(country.codes))
        ]
        self.friends: list[list[int]] = [[] for _ in country.codes]
        for one, other in country.pairs:
            self.friends[one].append(other)
            self.friends[other].append(one)
        self.pair_cost = self._pair_costs(columns, rows + 2)
        self.members = {
            region: [
                n for n, r in enumerate(country.regions) if r == region and n not in country.isles
            ]
            for region in sorted(set(country.regions))
        }
        self.settle(self._assigned(away))

    def _assigned(self, away: np.ndarray) -> list[int]:
        """Every council the nearest cell that it can have, all of them together."""
        usable = np.array(self.usable)
        _, chosen = linear_sum_assignment(np.rint(1000 * away[:, usable]))
        return usable[chosen].tolist()

    def _pair_costs(self, columns: int, rows: int) -> dict[tuple[int, int], dict[int, int]]:
        """For two neighbouring councils: the cost by the difference of their places."""
        reach = [
            (q, r) for r in range(-rows, rows + 1) for q in range(-columns - rows, columns + rows)
        ]
        places = [q + 100 * r for q, r in reach]
        q, r = np.array(reach).T
        steps = np.maximum(np.maximum(abs(q), abs(r)), abs(q + r))
        east, south = q + r / 2, r * hexgrid.ROW_HEIGHT
        parted = np.where(steps > 1, PARTED + PARTED_FURTHER * (steps - 2), 0)
        costs = {}
        for one, other in self.country.pairs:
            e, n = self.country.label_points[other] - self.country.label_points[one]
            turned = TURNED * (1 - (east * e - south * n) / hypot(e, n)) * (steps == 1)
            apart = parted * (ONCE_ONE if (one, other) in self.country.once_one else 1)
            table = np.rint(apart + turned).astype(int).tolist()
            costs[one, other] = dict(zip(places, table, strict=True))
            costs[other, one] = {-place: cost for place, cost in costs[one, other].items()}
        return costs

    def settle(self, cells: list[int]) -> None:
        """Put each council into a cell, in order of the councils."""
        self.cell_of = list(cells)
        self.council_at = {cell: council for council, cell in enumerate(cells)}
        self.region_pieces = {region: self._pieces(region) for region in self.members}

    def improve(self, proposals: int, seed: int) -> None:
        """Trade cells: any trade that costs less, and while the search is hot some that do not."""
        draw = Random(seed)
        first, last = HEAT
        everyone = range(len(self.country.codes))
        best, best_cost, cost = list(self.cell_of), 0, 0  # cost: beyond that of the assignment
        for n in range(proposals):
            if n % 1000 == 0:
                heat = first * exp(log(last / first) * n / proposals)
            council = draw.choice(everyone)
            cell = self._somewhere(draw, council)
            if cell == self.cell_of[council]:
                continue
            allowed = -heat * log(1 - draw.random())
            cost += self.trade(council, cell, allowed)
            if cost < best_cost:
                best, best_cost = list(self.cell_of), cost
        self.settle(best)

    def _somewhere(self, draw: Random, council: int) -> int:
        """A cell worth trying: next door, beside a neighbour, or near the wished-for place."""
        kind = draw.random()
        if kind < 0.3 or not self.friends[council]:
            return draw.choice(self.near[council])
        beside = council if kind < 0.6 else draw.choice(self.friends[council])
        cell = draw.choice(self.around[self.cell_of[beside]])
        return cell if len(self.around[cell]) == 6 else self.cell_of[council]

    def trade(self, council: int, cell: int, allowed: float) -> int:
        """Move a council into a cell and whoever is there into its own; back if it costs more than
        `allowed`. Returns the change of cost."""
        old, other = self.cell_of[council], self.council_at.get(cell)
        change = -self._cost_of(council, cell, other, old)
        if other is None:
            change += HOLE * (self._stretches(cell, but=old) - self._stretches(old, but=cell))
        self._put(council, cell, other, old)
        change += self._cost_of(council, cell, other, old)
        regions = {self.country.regions[council]} | (
            {self.country.regions[other]} if other is not None else set()
        )
        if other is not None and len(regions) == 1:
            regions = set()  # the region's cells are the same
        hope = sum(self.region_pieces[region] - 1 for region in regions) * REGION_PIECE
        if change - hope <= allowed:
            pieces = {region: self._pieces(region) for region in regions}
            change += REGION_PIECE * sum(pieces[r] - self.region_pieces[r] for r in regions)
            if change <= allowed:
                self.region_pieces.update(pieces)
                return change
        self._put(council, old, other, cell)
        return 0

    def _put(self, council: int, cell: int, other: int | None, old: int) -> None:
        self.cell_of[council] = cell
        self.council_at[cell] = council
        if other is None:
            del self.council_at[old]
        else:
            self.cell_of[other] = old
            self.council_at[old] = other

    def _cost_of(self, council: int, cell: int, other: int | None, old: int) -> int:
        """All the cost that a trade of these two cells can change, regions apart."""
        cell_of, place = self.cell_of, self.place
        here = cell_of[council]
        cost = self.displaced[council][here]
        for friend in self.friends[council]:
            cost += self.pair_cost[council, friend][place[cell_of[friend]] - place[here]]
        if other is not None:
            there = cell_of[other]
            cost += self.displaced[other][there]
            for friend in self.friends[other]:
                if friend != council:
                    cost += self.pair_cost[other, friend][place[cell_of[friend]] - place[there]]
            touched = {cell, old}
        else:
            touched = {cell, old, *self.around[cell], *self.around[old]}
        return cost + sum(map(self._cost_of_cell, touched))

    def _stretches(self, cell: int, but: int) -> int:
        """How many stretches of councils lie about a cell, with gaps between; `but` is left out.

        To fill a cell joins them: the first is joined to the council, and each further one either
        was a piece apart, which other costs see to, or now closes a ring about a hole. Councils
        all round make no stretch: filling that cell fills a hole.
        """
        full = [n in self.council_at and n != but for n in self.around[cell]]
        return sum(full[n] and not full[n - 1] for n in range(6))

    def _cost_of_cell(self, cell: int) -> int:
        council = self.council_at.get(cell)
        if council is None:
            return 0
        company = sum(n in self.council_at for n in self.around[cell])
        if council in self.country.isles:
            return ISLE_TOUCHES * company
        if council in self.country.inland:
            return INLAND_AT_THE_EDGE * (6 - company)
        return COAST_INSIDE if company == 6 and council in self.country.coastal else 0

    def _pieces(self, region: str) -> int:
        left = {self.cell_of[council] for council in self.members[region]}
        found = 0
        while left:
            found += 1
            edge = [left.pop()]
            while edge:
                for n in self.around[edge.pop()]:
                    if n in left:
                        left.remove(n)
                        edge.append(n)
        return found

    def layout(self) -> dict[str, Cell]:
        """Each council's cell, counted from the westernmost column and the northernmost row."""
        cells = [self.cells[n] for n in self.cell_of]
        west = min(cell.column for cell in cells)
        # An even number of rows, lest odd rows become even ones.
        north = min(cell.row for cell in cells) // 2 * 2
        return {
            code: Cell(cell.column - west, cell.row - north)
            for code, cell in zip(self.country.codes, cells, strict=True)
        }
