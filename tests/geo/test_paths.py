"""The SVG paths that the database serves: complete, inside the view box, small, and closed."""

import gzip
import json
import re
import time

import numpy as np
import pytest
import shapely

from etl.errors import Refusal
from geo import paths
from geo.council_list import codes_in_force, read_councils
from geo.grid import NATIONAL_GRID, read_shapes
from geo.svg import path_of_lines, path_of_shape
from years import YEARS


@pytest.fixture(scope="module")
def rows():
    """Rows as dictionaries, with None for what there is not."""
    table = paths.shape_paths().astype(object)
    return table.where(table.notna(), None).to_dict("records")


def drawn(path):
    """The lines of a path as a browser would walk them: lists of points, one for each M."""
    assert re.fullmatch(r"(M[-\d. ]+l[-\d. ]+z?)+", path), path[:80]
    lines = []
    for start, steps in re.findall(r"M([-\d. ]+)l([-\d. ]+)", path):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", steps)]
        x, y = (float(n) for n in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", start))
        line = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            line.append((round(x, 1), round(y, 1)))
        lines.append(line)
    return lines


def area_of(path):
    """Even-odd, as a shape."""
    shape = shapely.Polygon()
    for line in drawn(path):
        # Points are rounded to a tenth, at which a creek may close and an outline meet itself.
        shape = shape.symmetric_difference(shapely.make_valid(shapely.Polygon(line)))
    return shape


def shown(rows, layer, year):
    return [
        row
        for row in rows
        if row["layer"] == layer and row["first_year"] <= year <= (row["last_year"] or 9999)
    ]


def test_every_council_of_every_year_has_one_shape_on_the_map_and_one_hexagon(rows):
    councils = read_councils()
    for year in YEARS:
        expected = codes_in_force(councils, year)
        on_the_map = shown(rows, "current", year) + shown(rows, "earlier", year)
        assert sorted(row["council_code"] for row in on_the_map) == expected
        assert len({row["layer"] for row in on_the_map}) == 1  # never one file over the other
        assert sorted(row["council_code"] for row in shown(rows, "hexes", year)) == expected
        assert len(shown(rows, "london", year)) == 33


def test_no_path_is_empty_and_all_lie_inside_their_view_box(rows):
    for row in rows:
        width, height = paths.VIEW_BOXES[row["layer"]]
        points = np.array([point for line in drawn(row["path"]) for point in line])
        assert (points >= 0).all(), row["council_code"]
        assert (points <= [width, height]).all(), row["council_code"]
        if row["layer"] != "region_borders":
            assert area_of(row["path"]).area > 0.1, row["council_code"]


@pytest.mark.parametrize("layer", ["current", "london", "hexes"])
def test_the_view_box_is_filled(rows, layer):
    points = np.array(
        [
            point
            for row in rows
            if row["layer"] == layer
            for line in drawn(row["path"])
            for point in line
        ]
    )
    width, height = paths.VIEW_BOXES[layer]
    assert 0 <= points[:, 0].min() < 0.2 * width
    assert 0.8 * width < points[:, 0].max() <= width
    assert 0 <= points[:, 1].min() < 0.05 * height
    assert 0.95 * height < points[:, 1].max() <= height


def test_labels_lie_inside_their_shapes(rows):
    for row in rows:
        if row["layer"] != "region_borders":
            label = shapely.Point(row["label_x"], row["label_y"])
            assert area_of(row["path"]).contains(label), (row["layer"], row["council_code"])


def test_paths_are_the_committed_shapes_and_no_part_is_lost(rows):
    for layer, file in (("current", "councils.geojson"), ("earlier", "earlier.geojson")):
        shapes = read_shapes(file).to_crs(NATIONAL_GRID)
        layer_rows = [row for row in rows if row["layer"] == layer]
        assert [row["council_code"] for row in layer_rows] == list(shapes.council_code)
        for row, shape in zip(layer_rows, shapes.geometry, strict=True):
            # Slivers between a council and a river are narrower than the tenth of a unit, 67 m.
            worth_drawing = [part for part in shapely.get_parts(shape) if part.area > 50_000]
            holes = sum(len(part.interiors) for part in worth_drawing)
            assert len(drawn(row["path"])) >= len(worth_drawing) + holes, row["council_code"]
        # 1.5 units a kilometre: England's 130,500 km² are 293,600 square units.
        if layer == "current":
            total = sum(area_of(row["path"]).area for row in layer_rows)
            assert total == pytest.approx(130_500 * 1.5**2, rel=0.005)


def test_north_is_up_and_east_is_right(rows):
    label = {
        read_councils()[row["council_code"]].name: (row["label_x"], row["label_y"])
        for row in shown(rows, "current", 2024)
    }
    assert label["Northumberland"][1] < label["Leeds"][1] < label["Kent"][1]
    assert label["Cornwall"][0] < label["Leeds"][0] < label["Norfolk"][0]
    # The view box begins at 71 km east and 664 km north, and has 1.5 units a kilometre.
    leeds = next(c for c in read_councils().values() if c.name == "Leeds")
    assert label["Leeds"][0] == pytest.approx((leeds.label_e / 1000 - 71) * 1.5, abs=0.06)
    assert label["Leeds"][1] == pytest.approx((664 - leeds.label_n / 1000) * 1.5, abs=0.06)


def test_common_borders_are_the_same_line_in_both_paths(rows):
    """In a country without gaps each inner step is walked once in each direction."""
    walked = {}
    for row in shown(rows, "current", 2024):
        for line in drawn(row["path"]):
            for one, other in zip(line, [*line[1:], line[0]], strict=True):
                walked[one, other] = walked.get((one, other), 0) + 1
    there_and_back = sum((other, one) in walked for one, other in walked)
    coast = len(walked) - there_and_back
    assert there_and_back > 2.5 * coast
    # Two councils on the same side of a line overlap; a creek under 67 m wide has only one side.
    assert sum(times > 1 for times in walked.values()) <= 3


def test_hexagons_are_equal_and_do_not_touch(rows):
    now = [area_of(row["path"]) for row in shown(rows, "hexes", 2024)]
    areas = shapely.area(now)
    assert areas.max() / areas.min() < 1.03  # corners are rounded to a tenth
    one, other = shapely.STRtree(now).query(now, predicate="dwithin", distance=1.5)
    assert (one == other).all()
    assert all(len(drawn(row["path"])[0]) == 6 for row in shown(rows, "hexes", 2024))


def test_a_council_since_split_has_the_hexagons_of_its_successors(rows):
    before = {row["council_code"]: area_of(row["path"]) for row in shown(rows, "hexes", 2018)}
    now = {row["council_code"]: area_of(row["path"]) for row in shown(rows, "hexes", 2024)}
    for once, later in (
        ("E10000006", ["E06000063", "E06000064"]),
        ("E10000021", ["E06000061", "E06000062"]),
    ):
        joined = shapely.union_all([now[code] for code in later])
        assert before[once].geom_type == "Polygon"  # one piece: the successors lie side by side
        assert before[once].covers(shapely.buffer(joined, -0.2))
    poole, bournemouth = before["E06000029"], before["E06000028"]
    both = now["E06000058"]
    assert both.buffer(0.2).covers(poole | bournemouth)
    assert poole.centroid.x < both.centroid.x < bournemouth.centroid.x
    assert not poole.intersects(bournemouth)


def test_region_borders_run_between_the_hexagons(rows):
    (borders,) = [row for row in rows if row["layer"] == "region_borders"]
    assert (borders["council_code"], borders["label_x"], borders["label_y"]) == (None, None, None)
    lines = shapely.union_all([shapely.LineString(line) for line in drawn(borders["path"])])
    assert lines.length > 1000
    hexagons = shapely.union_all([area_of(r["path"]) for r in shown(rows, "hexes", 2024)])
    assert not lines.intersects(hexagons)


def test_layers_stay_small(rows):
    def size(layer):
        text = json.dumps([r for r in rows if r["layer"] == layer], separators=(",", ":")).encode()
        return len(text), len(gzip.compress(text, 9))

    assert size("current")[0] < 120_000
    assert size("current")[1] < 35_000
    assert size("earlier")[0] < 130_000
    assert size("hexes")[0] < 50_000
    assert size("london")[0] < 30_000


def test_paths_take_seconds_and_come_out_the_same_twice(rows):
    started = time.perf_counter()
    again = paths.shape_paths()
    assert time.perf_counter() - started < 10
    assert again.path.to_list() == [row["path"] for row in rows]
    assert again.label_x.dropna().to_list() == [row["label_x"] for row in rows if row["label_x"]]


def test_every_layer_has_a_view_box(rows):
    boxes = paths.VIEW_BOXES
    assert set(boxes) == {row["layer"] for row in rows}
    assert boxes["current"] == boxes["earlier"] == boxes["hexes"] == (890, 1000)


def test_a_path_is_written_with_steps_and_no_wasted_characters():
    square = shapely.Polygon([(10, 10), (10.5, 10), (10.5, 12), (10, 12)])
    (points,) = drawn(path_of_shape(square))
    assert shapely.Polygon(points).equals(square)
    assert path_of_lines(shapely.LineString([(1, 2), (1.5, 0), (1.5, 0.04), (1.2, 0)])) in (
        "M1 2l.5-2-.3 0",
        "M1.2 0l.3 0-.5 2",
    )


def test_a_hole_stays_open():
    ring = shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6)
    path = path_of_shape(shapely.MultiPolygon([ring, shapely.box(20, 20, 21, 21)]))
    rings = [shapely.LinearRing(line) for line in drawn(path)]
    islet, hole, outer = sorted(rings, key=lambda ring: ring.length)
    assert area_of(path).area == pytest.approx(81 - 9 + 1)
    assert outer.is_ccw != hole.is_ccw
    assert outer.is_ccw == islet.is_ccw


def test_a_missing_file_is_named():
    with pytest.raises(Refusal, match="nowhere.geojson: the file is not there"):
        read_shapes("nowhere.geojson")
