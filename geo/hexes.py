"""An equal-area map of England, one hexagon a council, computed: `python -m geo.hexes`.

On a true map the City of London is two pixels, and North Yorkshire nearly three thousand times as
large. Here each council counts the same. The layout is not drawn by hand: the stretched map of
`cartogram` says where each council would like to be, an assignment gives each the nearest cell it
can have, and a search then trades cells until regions hang together and neighbours touch.

Writes `hexes.csv`: council_code, column, row (`hexgrid` says what they mean), and prints how far
councils have been moved and how many neighbours still touch.
"""

import argparse
import csv
import os
import sys
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from geopandas import GeoSeries

from etl import kept
from etl.errors import Refusal
from geo import hexgrid
from geo.cartogram import equal_area_points
from geo.council_list import COUNCILS_CSV, read_councils
from geo.grid import HERE, NATIONAL_GRID, read_shapes
from geo.hex_search import England, Search
from geo.hexgrid import Cell

HEXES_CSV = HERE / "hexes.csv"
COLUMNS = {"council_code": "VARCHAR", "column": "INTEGER", "row": "INTEGER"}

SEED = 7  # the best of twelve tried: most neighbours kept
PROPOSALS = 1_500_000
STAY = 0.2  # how much of its true place a council keeps in the wished-for one
OFFSHORE = 2.0  # hexagon widths from an isle to the nearest council


class Quality(NamedTuple):
    """How true a layout is to the map."""

    pairs: int  # of councils that share a border
    pairs_kept: int  # of them, those whose hexagons touch
    mean_moved: float  # hexagon widths, from label point to hexagon, both about their middle
    width_km: float  # of one hexagon, at England's own area
    regions_in_pieces: list[str]  # region codes; isles do not count
    isles_touching: list[str]


def england(councils_csv: Path = COUNCILS_CSV, folder: Path = HERE) -> England:
    """Councils as they now are, from `councils.geojson`. Raises Refusal."""
    councils = read_councils(councils_csv)
    now = read_shapes("councils.geojson", folder).to_crs(NATIONAL_GRID)
    codes, shapes = now.council_code.to_list(), now.geometry
    label_points = np.array([(councils[c].label_e, councils[c].label_n) for c in codes])
    width = sqrt(shapes.area.sum() / len(codes) / hexgrid.AREA)
    stretched = equal_area_points(shapes, label_points)
    stretched += label_points.mean(axis=0) - stretched.mean(axis=0)
    wished = (STAY * label_points + (1 - STAY) * stretched) / width
    wished = (wished - [wished[:, 0].min(), wished[:, 1].max()]) * [1, -1] + 3
    pairs = neighbour_pairs(shapes)
    split = [set(council.successors) for council in councils.values()]
    isles = set(range(len(codes))) - {council for pair in pairs for council in pair}
    return England(
        codes,
        [councils[code].region_code for code in codes],
        label_points,
        np.round(_with_isles_near(wished, isles), 3),
        width,
        pairs,
        {(one, other) for one, other in pairs if {codes[one], codes[other]} in split},
        isles,
        coastal=_beside_the_outside(shapes, strait=10_000),
        # On an estuary, such as Hull or Southampton, either place will do.
        inland=set(range(len(codes))) - _beside_the_outside(shapes, strait=2_000),
    )


def neighbour_pairs(shapes: GeoSeries) -> list[tuple[int, int]]:
    """Pairs of shapes, by their places, that share a border and not just a point."""
    one, other = shapes.sindex.query(shapes, predicate="touches", sort=True)
    one, other = one[one < other], other[one < other]
    border = shapes.iloc[one].intersection(shapes.iloc[other], align=False).length.to_numpy() > 0
    return list(zip(one[border].tolist(), other[border].tolist(), strict=True))


def _with_isles_near(wished: np.ndarray, isles: set[int]) -> np.ndarray:
    """The wished-for places, with each isle brought to `OFFSHORE` widths from the next council."""
    near = wished.copy()
    for isle in sorted(isles):
        away = np.hypot(*(wished - wished[isle]).T)
        away[sorted(isles)] = np.inf
        shore = wished[away.argmin()]
        near[isle] = shore + (wished[isle] - shore) * OFFSHORE / away.min()
    return near


def _beside_the_outside(shapes: GeoSeries, strait: float) -> set[int]:
    """Councils that see the sea, Wales or Scotland once water under `strait` metres is filled."""
    filled = GeoSeries([shapes.union_all().buffer(strait / 2).buffer(-strait / 2)])
    outside = filled.explode().exterior.buffer(500).union_all()
    return set(np.flatnonzero(shapes.intersects(outside)).tolist())


def compute(country: England, proposals: int = PROPOSALS, seed: int = SEED) -> dict[str, Cell]:
    """The layout: each council's cell. About half a minute."""
    search = Search(country)
    search.improve(proposals, seed)
    return search.layout()


def measure(country: England, layout: dict[str, Cell]) -> Quality:
    """How true the layout is, worked out afresh from the cells."""
    cells = [layout[code] for code in country.codes]
    kept = sum(hexgrid.steps_between(cells[a], cells[b]) == 1 for a, b in country.pairs)
    true = country.label_points / country.width * [1, -1]
    drawn = np.array([hexgrid.centre(cell) for cell in cells])
    moved = (drawn - drawn.mean(axis=0)) - (true - true.mean(axis=0))
    mainland = [n for n in range(len(cells)) if n not in country.isles]
    in_pieces = [
        region
        for region in sorted(set(country.regions))
        if len(hexgrid.pieces({cells[n] for n in mainland if country.regions[n] == region})) > 1
    ]
    taken = set(cells)
    touching = [
        country.codes[isle]
        for isle in country.isles
        if taken & set(hexgrid.neighbours(cells[isle]))
    ]
    return Quality(
        len(country.pairs),
        kept,
        float(np.hypot(*moved.T).mean()),
        country.width / 1000,
        in_pieces,
        sorted(touching),
    )


def read_layout(path: Path = HEXES_CSV) -> dict[str, Cell]:
    """The committed layout, each council in a cell of its own. Raises Refusal."""
    layout: dict[str, Cell] = {}
    for _, row in kept.table(path, COLUMNS, filled=COLUMNS).iterrows():
        code, cell = row["council_code"], Cell(int(row["column"]), int(row["row"]))
        if code in layout or cell in layout.values():
            found = f"its {'code' if code in layout else 'cell'} is there twice"
            raise kept.refused(path, row, found, "each council once, in a cell of its own")
        layout[code] = cell
    return layout


def write_layout(layout: dict[str, Cell], path: Path = HEXES_CSV) -> None:
    draft = path.with_name(f".{path.name}.draft")
    with open(draft, "w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(COLUMNS)
        lines.writerows((code, *cell) for code, cell in sorted(layout.items()))
    os.replace(draft, path)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m geo.hexes", description=__doc__)
    parser.add_argument("--councils", type=Path, default=COUNCILS_CSV, help="the list of councils")
    parser.add_argument("--into", type=Path, default=HEXES_CSV, help="the file to write")
    asked = parser.parse_args(arguments)
    try:
        country = england(asked.councils)
    except Refusal as fault:
        print(f"geo.hexes: {fault}", file=sys.stderr)
        return 1
    print(f"laying out {len(country.codes)} councils, about half a minute ...", flush=True)
    layout = compute(country)
    quality = measure(country, layout)
    write_layout(layout, asked.into)
    print(
        f"mean displacement {quality.mean_moved:.2f} hexagon widths, "
        f"{quality.mean_moved * quality.width_km:.0f} km (a hexagon is {quality.width_km:.1f} km "
        f"wide)\nneighbours that still touch: {quality.pairs_kept} of {quality.pairs}, "
        f"{quality.pairs_kept / quality.pairs:.1%}\n"
        f"regions in more than one piece: {', '.join(quality.regions_in_pieces) or 'none'}\n"
        f"isles that touch another council: {', '.join(quality.isles_touching) or 'none'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
