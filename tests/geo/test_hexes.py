"""The hexagon map: a cell for each council, regions whole, isles at sea, the same every time."""

from math import cos, hypot, pi, sin, sqrt

import numpy as np
import pytest
import shapely
from geopandas import GeoSeries

from etl.errors import Refusal
from geo import hexes, hexgrid
from geo.cartogram import equal_area_points
from geo.council_list import codes_in_force, read_councils
from geo.hexgrid import Cell

SCILLY, WIGHT = "E06000053", "E06000046"


def by_name(layout, name):
    (code,) = [c.code for c in read_councils().values() if c.name == name and c.code in layout]
    return layout[code]


def test_every_council_has_a_cell_to_itself(layout):
    assert list(layout) == codes_in_force(read_councils(), 2024)
    assert len(layout) == len(set(layout.values())) == 153
    assert min(cell.column for cell in layout.values()) == 0
    assert min(cell.row for cell in layout.values()) in (0, 1)


def test_neighbouring_cells_are_one_width_apart_and_no_others_are():
    cells = [Cell(c, r) for c in range(6) for r in range(6)]
    for one in cells:
        for other in cells:
            (x1, y1), (x2, y2) = hexgrid.centre(one), hexgrid.centre(other)
            apart = hypot(x1 - x2, y1 - y2)
            assert (other in hexgrid.neighbours(one)) == (abs(apart - 1) < 1e-9)
            assert (hexgrid.steps_between(one, other) == 1) == (abs(apart - 1) < 1e-9)
    assert hexgrid.steps_between(Cell(0, 0), Cell(3, 4)) == 5  # two rows of four step half across


def test_a_hexagon_of_width_one_has_its_area_and_its_point_up():
    assert shapely.Polygon(hexgrid.corners(1)).area == pytest.approx(sqrt(3) / 2)
    assert hexgrid.corners(1)[0] == pytest.approx((0, -1 / sqrt(3)))


def test_each_region_is_one_piece(country, layout):
    """Worked out by walking from cell to cell at distance one, isles apart."""
    for region in sorted(set(country.regions)):
        todo = {
            code
            for code, r in zip(country.codes, country.regions, strict=True)
            if r == region and code not in (SCILLY, WIGHT)
        }
        assert len(todo) > 8
        walk = [todo.pop()]
        while walk:
            x, y = hexgrid.centre(layout[walk.pop()])
            near = {
                code
                for code in todo
                if hypot(*(np.array(hexgrid.centre(layout[code])) - (x, y))) < 1.01
            }
            todo -= near
            walk.extend(near)
        assert not todo, f"{region}: {sorted(todo)} cannot be reached"


def test_the_isles_lie_off_the_coast(layout):
    taken = set(layout.values())
    for isle in (SCILLY, WIGHT):
        assert not taken & set(hexgrid.neighbours(layout[isle]))
    west = min(layout.values(), key=lambda cell: hexgrid.centre(cell)[0])
    assert layout[SCILLY] == west
    assert layout[WIGHT].row > by_name(layout, "Southampton").row


def test_england_has_no_holes_and_is_one_mainland_and_two_isles(layout):
    taken = set(layout.values())
    assert [len(piece) for piece in hexgrid.pieces(taken)] == [151, 1, 1]
    around = {
        Cell(c, r)
        for c in range(-2, max(cell.column for cell in taken) + 3)
        for r in range(-2, max(cell.row for cell in taken) + 3)
    }
    assert len(hexgrid.pieces(around - taken)) == 1  # the sea


def test_england_can_be_recognised(layout):
    def place(name):
        return hexgrid.centre(by_name(layout, name))

    west, east = (f(hexgrid.centre(cell)[0] for cell in layout.values()) for f in (min, max))
    south = max(hexgrid.centre(cell)[1] for cell in layout.values())
    assert place("Northumberland")[1] == 0  # in the northernmost row
    mainland = [hexgrid.centre(cell) for code, cell in layout.items() if code != SCILLY]
    assert place("Cornwall")[0] == min(x for x, _ in mainland)
    assert place("Cornwall")[1] > 0.85 * south
    assert place("Kent")[0] > west + 0.75 * (east - west)
    assert place("Kent")[1] > 0.8 * south
    assert place("Norfolk")[0] > west + 0.7 * (east - west)
    assert place("Norfolk")[1] < place("Suffolk")[1] < place("Essex")[1] < place("Kent")[1]
    assert place("Cumberland")[0] < place("County Durham")[0]
    assert place("Liverpool")[0] < place("Manchester")[0] < place("Sheffield")[0]
    city, slough, medway = place("City of London"), place("Slough"), place("Medway")
    assert slough[0] < city[0] < medway[0]
    assert place("Hertfordshire")[1] < city[1] < place("West Sussex")[1]


def test_the_layout_is_as_good_as_the_readme_says(country, layout):
    quality = hexes.measure(country, layout)
    assert not quality.regions_in_pieces
    assert not quality.isles_touching
    readme = (hexes.HERE / "README.md").read_text(encoding="utf-8")
    for claim in (
        f"{quality.pairs_kept} of {quality.pairs}",
        f"{quality.pairs_kept / quality.pairs:.1%}",
        f"{quality.mean_moved:.2f} hexagon widths",
        f"{quality.mean_moved * quality.width_km:.0f} km",
    ):
        assert claim in readme, claim
    assert quality.pairs_kept / quality.pairs > 0.64
    assert quality.mean_moved < 1.3


def test_neighbours_are_counted_as_one_would_by_hand(country, layout):
    """Distance between centres, rather than steps: 1 width if and only if hexagons touch."""
    kept = 0
    for one, other in country.pairs:
        a, b = (np.array(hexgrid.centre(layout[country.codes[n]])) for n in (one, other))
        kept += hypot(*(a - b)) < 1.01
    assert kept == hexes.measure(country, layout).pairs_kept


def test_measure_notices_a_region_in_pieces_and_an_isle_ashore(country, layout):
    wrong = dict(layout)
    wrong["E06000052"], wrong["E06000057"] = layout["E06000057"], layout["E06000052"]
    quality = hexes.measure(country, wrong)  # Cornwall and Northumberland have changed places
    assert quality.regions_in_pieces == ["E12000001", "E12000009"]
    assert quality.pairs_kept < hexes.measure(country, layout).pairs_kept
    ashore = layout | {WIGHT: hexgrid.neighbours(by_name(layout, "Cornwall"))[0]}
    assert hexes.measure(country, ashore).isles_touching == [WIGHT]


def test_only_a_border_makes_neighbours():
    squares = GeoSeries([shapely.box(x, y, x + 1, y + 1) for x, y in ((0, 0), (1, 0), (1, 1))])
    assert hexes.neighbour_pairs(squares) == [(0, 1), (1, 2)]  # 0 and 2 meet at a corner


def test_equal_areas_swell_what_is_crowded():
    """A row of squares: eight councils in the west half of a country, one in the east half."""
    narrow = [shapely.box(25_000 * n, 0, 25_000 * (n + 1), 200_000) for n in range(8)]
    shapes = GeoSeries([*narrow, shapely.box(200_000, 0, 400_000, 200_000)])
    border = np.array([[200_000.0, 100_000.0]])
    ((east, north),) = equal_area_points(shapes, border)
    assert east > 215_000  # the border is pushed east
    assert north == pytest.approx(100_000, abs=1000)


def test_a_missing_layout_is_named(tmp_path):
    with pytest.raises(Refusal, match="hexes.csv: the file is not there"):
        hexes.read_layout(tmp_path / "hexes.csv")


def test_without_shapes_the_search_names_them(tmp_path):
    with pytest.raises(Refusal, match="councils.geojson: the file is not there"):
        hexes.england(folder=tmp_path)


def test_a_layout_is_read_as_it_was_written(tmp_path, layout):
    hexes.write_layout(layout, tmp_path / "hexes.csv")
    assert hexes.read_layout(tmp_path / "hexes.csv") == layout
    assert (tmp_path / "hexes.csv").read_bytes() == hexes.HEXES_CSV.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["hexes.csv"]


def test_corners_go_round_a_circle():
    for k, (x, y) in enumerate(hexgrid.corners(2)):
        angle = -pi / 2 + k * pi / 3
        assert (x, y) == pytest.approx((2 / sqrt(3) * cos(angle), 2 / sqrt(3) * sin(angle)))
