"""Shapes are simplified without tearing: borders stay shared, and each year has its councils."""

import csv
import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo import simplify
from geo.boundary_files import read_all_vintages, read_december_2023
from geo.council_list import (
    COUNCILS_CSV,
    codes_in_force,
    codes_with_the_same_borders,
    read_councils,
)
from geo.grid import from_grid, to_grid

GEO = Path(simplify.__file__).parent
COUNCILS_IN_EXISTENCE = {
    2013: 152,
    2014: 152,
    2015: 152,
    2016: 152,
    2017: 152,
    2018: 152,
    2019: 152,
    2020: 151,
    2021: 151,
    2022: 152,
    2023: 152,
}


@cache
def committed(name):
    """Properties and shapes, in degrees, of a committed file."""
    features = json.loads((GEO / name).read_text(encoding="utf-8"))["features"]
    return (
        [feature["properties"] for feature in features],
        np.array([shapely.geometry.shape(feature["geometry"]) for feature in features]),
    )


def shapes_of_year(year):
    properties, shapes = committed("earlier.geojson")
    shown = [p["first_year"] <= year <= p["last_year"] for p in properties]
    return [p["council_code"] for p, is_shown in zip(properties, shown, strict=True) if is_shown], (
        shapes[np.array(shown)]
    )


def invented_country():
    """Four square councils of 20 km, two by two, whose inner borders zigzag by 300 m; an isle of
    30 km² to the south; and an islet of 100 m belonging to the first."""
    step = np.arange(0, 20_001, 1000)
    zigzag = np.where(np.arange(21) % 2, 300, 0)
    corner = {}
    for column in (0, 1):
        for row in (0, 1):
            x, y = 20_000 * column, 20_000 * row
            west = [(x + z * (x > 0), y + s) for s, z in zip(step, zigzag, strict=True)]
            east = [(x + 20_000 + z * (x == 0), y + s) for s, z in zip(step, zigzag, strict=True)]
            south = [(x + s, y + z * (y > 0)) for s, z in zip(step, zigzag, strict=True)]
            north = [(x + s, y + 20_000 + z * (y == 0)) for s, z in zip(step, zigzag, strict=True)]
            corner[column, row] = shapely.Polygon(
                south[:-1] + east[:-1] + north[:0:-1] + west[:0:-1]
            )
    islet = shapely.box(-5000, 0, -4900, 100)
    isle = shapely.box(0, -10_000, 6000, -5000)
    first = shapely.MultiPolygon([corner[0, 0], islet])
    return np.array([first, corner[1, 0], corner[0, 1], corner[1, 1], isle])


def test_invented_councils_keep_their_common_borders_and_lose_their_zigzag():
    before = invented_country()
    after = simplify.simplify_together(before)
    assert shapely.is_valid(after).all()
    assert shapely.coverage_is_valid(after)
    assert shapely.get_num_coordinates(after).sum() < shapely.get_num_coordinates(before).sum() / 5
    # By hand: two columns and two rows of 20 km make 40 km by 40 km, and nobody moved the frame.
    mainland = shapely.union_all(after[:4])
    assert mainland.equals(shapely.box(0, 0, 40_000, 40_000))
    assert shapely.area(after[:4]).sum() == pytest.approx(40_000**2)
    for one, other in ((0, 1), (0, 2), (1, 3), (2, 3)):
        assert shapely.intersection(after[one], after[other]).length > 19_000


def test_councils_simplified_one_by_one_would_tear():
    _, shapes = committed("councils.geojson")
    together = to_grid(shapes)
    assert shapely.coverage_is_valid(simplify.simplify_together(together, tolerance=2000))
    assert not shapely.coverage_is_valid(shapely.simplify(together, 2000))


def test_specks_go_and_isles_stay():
    after = simplify.simplify_together(invented_country())
    assert after[0].geom_type == "Polygon"  # the islet of one hectare is gone
    assert after[4].area == pytest.approx(30e6)
    only_a_speck = simplify.simplify_together(np.array([shapely.box(0, 0, 100, 100)]))
    assert only_a_speck[0].area > 0


def test_shapes_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        simplify.simplify_together(np.array([shapely.box(0, 0, 9, 9), shapely.box(5, 0, 14, 9)]))


def test_an_invalid_or_empty_shape_is_never_written():
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    for broken in (bow_tie, shapely.LineString([(0, 0), (1, 1)]), shapely.GeometryCollection()):
        with pytest.raises(ValueError, match="Northford"):
            simplify.geojson([({"council_name": "Northford"}, broken)])


def test_the_grid_agrees_with_the_label_points_that_the_ons_gives_both_ways():
    with open(COUNCILS_CSV, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["lon"]]
    degrees = shapely.points([[float(row["lon"]), float(row["lat"])] for row in rows])
    metres = shapely.points([[float(row["bng_e"]), float(row["bng_n"])] for row in rows])
    assert len(rows) > 150
    # Five metres from the formula, and one from the rounding of the label points.
    assert shapely.distance(to_grid(degrees), metres).max() < 6
    assert shapely.distance(from_grid(metres), degrees).max() < 1e-4


def test_the_current_map_has_the_153_councils_in_order_and_valid():
    properties, shapes = committed("councils.geojson")
    codes = [p["council_code"] for p in properties]
    assert len(codes) == 153
    assert codes == sorted(set(codes)) == codes_in_force(read_councils(), 2024)
    assert shapely.is_valid(shapes).all()
    assert {"Polygon", "MultiPolygon"} >= {shape.geom_type for shape in shapes}
    assert all(set(p) == {"council_code", "council_name"} for p in properties)


def test_the_inset_has_the_33_of_london():
    properties, shapes = committed("london.geojson")
    councils = read_councils()
    in_london = [c for c in codes_in_force(councils, 2024) if councils[c].region_name == "London"]
    assert [p["council_code"] for p in properties] == in_london
    assert len(in_london) == 33
    assert shapely.is_valid(shapes).all()


@pytest.mark.parametrize("name", ["councils.geojson", "london.geojson"])
def test_neighbours_share_their_borders_exactly(name):
    _, shapes = committed(name)
    assert shapely.coverage_is_valid(shapes)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    overlap = shapely.area(shapely.intersection(shapes[one], shapes[other]))[one != other]
    assert len(overlap) > 100
    assert overlap.max() == 0


@pytest.mark.parametrize("year", range(2013, 2024))
def test_each_earlier_year_has_exactly_its_councils_and_no_tears(year):
    codes, shapes = shapes_of_year(year)
    assert len(codes) == COUNCILS_IN_EXISTENCE[year]
    assert sorted(codes) == codes_in_force(read_councils(), year)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_codes_are_those_of_the_year():
    in_2013, _ = shapes_of_year(2013)
    in_2014, _ = shapes_of_year(2014)
    assert {"E08000020", "E06000048", "E10000002"} <= set(in_2013)  # Gateshead, Northumberland
    assert {"E08000037", "E06000057", "E10000002"} <= set(in_2014)
    assert {"E08000020", "E06000048"}.isdisjoint(in_2014)
    in_2023, _ = shapes_of_year(2023)
    assert {"E10000023", "E10000027", "E10000006"} <= set(in_2023)
    current = {p["council_code"] for p in committed("councils.geojson")[0]}
    assert {"E08000016", "E08000019"} <= current  # Barnsley, Sheffield, until April 2025


def test_every_year_covers_england_and_nothing_is_lost():
    _, now = committed("councils.geojson")
    england = shapely.area(to_grid(now)).sum() / 1e6
    assert england == pytest.approx(130_500, rel=0.005)  # km²
    for year in COUNCILS_IN_EXISTENCE:
        _, shapes = shapes_of_year(year)
        assert shapely.area(to_grid(shapes)).sum() / 1e6 == pytest.approx(england, rel=0.001)


def test_a_council_split_later_covers_what_its_successors_cover():
    properties, shapes = committed("earlier.geojson")
    earlier = {p["council_code"]: s for p, s in zip(properties, shapes, strict=True)}
    properties, shapes = committed("councils.geojson")
    now = {p["council_code"]: s for p, s in zip(properties, shapes, strict=True)}
    for before, after in (
        (["E10000006"], ["E06000063", "E06000064"]),  # Cumbria
        (["E10000021"], ["E06000061", "E06000062"]),  # Northamptonshire
        (["E10000009", "E06000028", "E06000029"], ["E06000058", "E06000059"]),  # Dorset, its towns
    ):
        once = shapely.union_all([earlier[code] for code in before])
        then = shapely.union_all([now[code] for code in after])
        assert once.symmetric_difference(then).area / then.area < 0.03


def test_sizes_stay_fit_for_the_repository():
    size = {
        name: (GEO / name).stat().st_size
        for name in ("councils.geojson", "london.geojson", "earlier.geojson")
    }
    assert 150_000 < size["councils.geojson"] < 240_000
    assert size["london.geojson"] < 50_000
    assert size["earlier.geojson"] < 260_000


def test_coordinates_have_five_decimals_and_one_council_a_line():
    text = (GEO / "councils.geojson").read_text(encoding="utf-8")
    longest = max(
        len(n.partition(".")[2])
        for n in text.replace("[", " ").replace("]", " ").replace(",", " ").split()
        if n.replace(".", "").lstrip("-").isdigit()
    )
    assert longest == 5
    assert text.count("\n") == 153 + 2


def test_the_official_files_give_the_committed_bytes(official, tmp_path):
    assert simplify.main(["--from", str(official), "--into", str(tmp_path)]) == 0
    for name in ("councils.geojson", "london.geojson", "earlier.geojson"):
        assert (tmp_path / name).read_bytes() == (GEO / name).read_bytes(), name


def test_no_council_is_far_from_its_published_shape(official):
    published = read_december_2023(official)
    properties, shapes = committed("councils.geojson")
    before = to_grid(np.array([published[p["council_code"]][1] for p in properties]))
    after = to_grid(shapes)
    wrong = shapely.area(shapely.symmetric_difference(before, after)) / shapely.area(before)
    assert np.median(wrong) < 0.04
    assert wrong.max() < 0.25  # the City of London, three square kilometres
    assert shapely.area(after).sum() == pytest.approx(shapely.area(before).sum(), rel=0.001)


def test_each_earlier_shape_is_that_of_its_vintage(official):
    councils = read_councils()
    vintages = defaultdict(list)
    for vintage in read_all_vintages(official):
        vintages[vintage.code].append(vintage)
    properties, shapes = committed("earlier.geojson")
    for council, drawn in zip(properties, shapes, strict=True):
        names = codes_with_the_same_borders(councils, council["council_code"])
        (published,) = next(vintages[name] for name in names if name in vintages)
        for year in (council["first_year"], council["last_year"]):
            assert published.shown_in(max(year - 1, 2014)), council
        before, after = to_grid(np.array([shapely.make_valid(published.shape), drawn]))
        assert after.area == pytest.approx(before.area, rel=0.15), council
