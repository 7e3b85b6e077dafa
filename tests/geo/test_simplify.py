"""Shapes are simplified without tearing: borders stay shared, and each year has its councils."""

from functools import cache

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from geo import simplify
from geo.boundary_files import read_all_vintages, read_december_2023
from geo.council_list import (
    COUNCILS_CSV,
    codes_in_force,
    codes_with_the_same_borders,
    read_councils,
)
from geo.grid import DEGREES, HERE, NATIONAL_GRID, in_degrees, read_shapes

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


committed = cache(read_shapes)


def shapes_of_year(year):
    earlier = committed("earlier.geojson")
    return earlier[(earlier.first_year <= year) & (earlier.last_year >= year)]


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
    return GeoSeries([first, corner[1, 0], corner[0, 1], corner[1, 1], isle])


def test_invented_councils_keep_their_common_borders_and_lose_their_zigzag():
    before = invented_country()
    after = simplify.simplify_together(before)
    assert after.is_valid.all()
    assert after.is_valid_coverage()
    assert after.count_coordinates().sum() < before.count_coordinates().sum() / 5
    # By hand: two columns and two rows of 20 km make 40 km by 40 km, and nobody moved the frame.
    assert after[:4].union_all().equals(shapely.box(0, 0, 40_000, 40_000))
    assert after[:4].area.sum() == pytest.approx(40_000**2)
    for one, other in ((0, 1), (0, 2), (1, 3), (2, 3)):
        assert shapely.intersection(after[one], after[other]).length > 19_000


def test_councils_simplified_one_by_one_would_tear():
    on_grid = committed("councils.geojson").geometry.to_crs(NATIONAL_GRID)
    assert simplify.simplify_together(on_grid, tolerance=2000).is_valid_coverage()
    assert not on_grid.simplify(2000).is_valid_coverage()


def test_specks_go_and_isles_stay():
    after = simplify.simplify_together(invented_country())
    assert after[0].geom_type == "Polygon"  # the islet of one hectare is gone
    assert after[4].area == pytest.approx(30e6)
    only_a_speck = simplify.simplify_together(GeoSeries([shapely.box(0, 0, 100, 100)]))
    assert only_a_speck[0].area > 0


def test_a_large_islet_stays_and_so_does_a_small_part_beside_another_council():
    square = shapely.Polygon([(0, 0), (2e4, 0), (2e4, 100), (2e4, 2e4), (0, 2e4)])
    islet, speck = shapely.box(-5000, 0, -3000, 2000), shapely.box(-9000, 0, -8900, 100)
    far, beside = shapely.box(3e4, 0, 4e4, 9000), shapely.box(2e4, 0, 20_100, 100)
    first, second = simplify.simplify_together(
        GeoSeries(
            [shapely.MultiPolygon([square, islet, speck]), shapely.MultiPolygon([far, beside])]
        )
    )
    assert first.equals(shapely.MultiPolygon([square, islet]))
    assert [part.covers(shapely.Point(20_001, 1)) for part in second.geoms].count(True) == 1


def test_shapes_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        simplify.simplify_together(GeoSeries([shapely.box(0, 0, 9, 9), shapely.box(5, 0, 14, 9)]))


def test_an_invalid_or_empty_shape_is_never_written():
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    empty, line = shapely.GeometryCollection(), shapely.LineString([(0, 0), (1, 1)])
    for broken in (bow_tie, line, empty, shapely.Polygon()):
        with pytest.raises(ValueError, match="Northford"):
            simplify.geojson(GeoDataFrame({"council_name": ["Northford"]}, geometry=[broken]))


def test_the_grid_agrees_with_the_label_points_that_the_ons_gives_both_ways():
    given = pd.read_csv(COUNCILS_CSV).dropna(subset="lon")
    degrees = GeoSeries(geopandas.points_from_xy(given.lon, given.lat), crs=DEGREES)
    metres = GeoSeries(geopandas.points_from_xy(given.bng_e, given.bng_n), crs=NATIONAL_GRID)
    assert len(given) > 150
    # Five metres from the formula, and one from the rounding of the label points.
    assert degrees.to_crs(NATIONAL_GRID).distance(metres).max() < 6
    assert shapely.distance(in_degrees(metres).values, degrees.values).max() < 1e-4


def test_the_current_map_has_the_153_councils_in_order_and_valid():
    shapes = committed("councils.geojson")
    codes = list(shapes.council_code)
    assert len(codes) == 153
    assert codes == sorted(set(codes)) == codes_in_force(read_councils(), 2024)
    assert shapes.is_valid.all()
    assert shapes.geom_type.isin(["Polygon", "MultiPolygon"]).all()
    assert list(shapes.columns) == ["council_code", "council_name", "geometry"]


def test_the_inset_has_the_33_of_london():
    shapes = committed("london.geojson")
    councils = read_councils()
    in_london = [c for c in codes_in_force(councils, 2024) if councils[c].region_name == "London"]
    assert list(shapes.council_code) == in_london
    assert len(in_london) == 33
    assert shapes.is_valid.all()


@pytest.mark.parametrize("name", ["councils.geojson", "london.geojson"])
def test_neighbours_share_their_borders_exactly(name):
    shapes = committed(name).geometry
    assert shapes.is_valid_coverage()
    one, other = shapes.sindex.query(shapes, predicate="intersects")
    overlap = shapely.area(shapely.intersection(shapes.values[one], shapes.values[other]))
    assert (one != other).sum() > 100
    assert overlap[one != other].max() == 0


@pytest.mark.parametrize("year", range(2013, 2024))
def test_each_earlier_year_has_exactly_its_councils_and_no_tears(year):
    shapes = shapes_of_year(year)
    assert len(shapes) == COUNCILS_IN_EXISTENCE[year]
    assert sorted(shapes.council_code) == codes_in_force(read_councils(), year)
    assert shapes.is_valid.all()
    assert shapes.geometry.is_valid_coverage()


def test_codes_are_those_of_the_year():
    in_2013, in_2014, in_2023 = (set(shapes_of_year(y).council_code) for y in (2013, 2014, 2023))
    assert {"E08000020", "E06000048", "E10000002"} <= in_2013  # Gateshead, Northumberland
    assert {"E08000037", "E06000057", "E10000002"} <= in_2014
    assert {"E08000020", "E06000048"}.isdisjoint(in_2014)
    assert {"E10000023", "E10000027", "E10000006"} <= in_2023
    current = set(committed("councils.geojson").council_code)
    assert {"E08000016", "E08000019"} <= current  # Barnsley, Sheffield, until April 2025


def test_every_year_covers_england_and_nothing_is_lost():
    england = committed("councils.geojson").to_crs(NATIONAL_GRID).area.sum() / 1e6
    assert england == pytest.approx(130_500, rel=0.005)  # km²
    for year in COUNCILS_IN_EXISTENCE:
        area = shapes_of_year(year).to_crs(NATIONAL_GRID).area.sum() / 1e6
        assert area == pytest.approx(england, rel=0.001)


def test_a_council_split_later_covers_what_its_successors_cover():
    earlier, now = (
        committed(name).set_index("council_code").geometry
        for name in ("earlier.geojson", "councils.geojson")
    )
    for before, after in (
        (["E10000006"], ["E06000063", "E06000064"]),  # Cumbria
        (["E10000021"], ["E06000061", "E06000062"]),  # Northamptonshire
        (["E10000009", "E06000028", "E06000029"], ["E06000058", "E06000059"]),  # Dorset, its towns
    ):
        once, then = earlier[before].union_all(), now[after].union_all()
        assert once.symmetric_difference(then).area / then.area < 0.03


def test_sizes_stay_fit_for_the_repository():
    size = {
        name: (HERE / name).stat().st_size
        for name in ("councils.geojson", "london.geojson", "earlier.geojson")
    }
    assert 150_000 < size["councils.geojson"] < 240_000
    assert size["london.geojson"] < 50_000
    assert size["earlier.geojson"] < 260_000


def test_coordinates_have_five_decimals_and_one_council_a_line():
    text = (HERE / "councils.geojson").read_text(encoding="utf-8")
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
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes(), name


def test_no_council_is_far_from_its_published_shape(official):
    before = read_december_2023(official).to_crs(NATIONAL_GRID)
    after = committed("councils.geojson").to_crs(NATIONAL_GRID)
    assert list(before.council_code) == list(after.council_code)
    wrong = before.symmetric_difference(after).area / before.area
    assert wrong.median() < 0.04
    assert wrong.max() < 0.25  # the City of London, three square kilometres
    assert after.area.sum() == pytest.approx(before.area.sum(), rel=0.001)
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    assert f"by {wrong.median():.1%} of its area" in readme
    assert after.council_name[wrong.argmax()] == "City of London"
    assert f"by {wrong.max():.0%}" in readme


def test_neighbours_as_published_are_neighbours_still_and_no_others(official):
    """Borders of at least two kilometres: a shorter one may be smoothed to a point."""
    before = read_december_2023(official).to_crs(NATIONAL_GRID).geometry
    after = committed("councils.geojson").to_crs(NATIONAL_GRID).geometry
    long_before, long_after = shared_borders(before), shared_borders(after)
    assert len(long_before) > 300
    assert {pair for pair, km in long_before.items() if km > 2} <= set(long_after)
    assert {pair for pair, km in long_after.items() if km > 2} <= set(long_before)


def shared_borders(shapes):
    """Kilometres of common border by pair of councils, each outline laid on the other's."""
    one, other = shapes.sindex.query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    outlines = shapes.boundary.values
    shared = shapely.length(shapely.intersection(outlines[one], outlines[other])) / 1000
    return {(a, b): km for a, b, km in zip(one, other, shared, strict=True) if km}


def test_each_earlier_shape_is_that_of_its_vintage(official):
    councils = read_councils()
    vintages = read_all_vintages(official).to_crs(NATIONAL_GRID)
    vintages["geometry"] = vintages.make_valid()
    for drawn in committed("earlier.geojson").to_crs(NATIONAL_GRID).itertuples():
        names = codes_with_the_same_borders(councils, drawn.council_code)
        name = next(name for name in names if name in set(vintages.council_code))
        (published,) = vintages[vintages.council_code == name].itertuples()
        for year in (drawn.first_year, drawn.last_year):
            assert published.start <= max(year - 1, 2014) <= published.end, name
        assert drawn.geometry.area == pytest.approx(published.geometry.area, rel=0.15), name
