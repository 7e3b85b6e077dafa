"""Boundary files that are not what they should be are refused, by name and with a remedy."""

import json

import pytest
import shapely

from geo import simplify
from geo.boundary_files import (
    ALL_VINTAGES,
    DECEMBER_2023,
    BoundaryFileError,
    read_all_vintages,
    read_december_2023,
)

SQUARE = [[[-1.0, 52.0], [-0.9, 52.0], [-0.9, 52.1], [-1.0, 52.1], [-1.0, 52.0]]]


WEST, EAST = [[1, 0], [-1, 0], [0, 1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]


def feature(code="E99000001", name="Northford", rings=SQUARE, **properties):
    return {
        "type": "Feature",
        "properties": {"CTYUA23CD": code, "CTYUA23NM": name} | properties,
        "geometry": {"type": "Polygon", "coordinates": rings},
    }


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def layer(*geometries):
    return {"utla": {"type": "GeometryCollection", "geometries": list(geometries)}}


def topology(**changes):
    """Two invented councils either side of one line, arc 1: Northford west of it, Eastmere east."""
    return {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [-1.0, 52.0]},
        "arcs": [WEST, [[1, 0], [0, 1]], EAST],
        "objects": {
            "utla": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "Polygon",
                        "arcs": [[1, ~0]],
                        "properties": {"areacd": "E99000001", "areanm": "Northford", "end": 2018},
                    },
                    {
                        "type": "MultiPolygon",
                        "arcs": [[[2, ~1]]],
                        "properties": {"areacd": "E99000002", "areanm": "Eastmere"},
                    },
                ],
            }
        },
    } | changes


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ons-boundaries").mkdir()
    return tmp_path


@pytest.fixture
def december(folder):
    def written(content) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / "ons-boundaries" / DECEMBER_2023).write_text(text, encoding="utf-8")

    return written


@pytest.fixture
def vintages(folder):
    def written(content) -> None:
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / "ons-boundaries" / ALL_VINTAGES).write_text(text, encoding="utf-8")

    return written


def test_councils_are_read_in_order_and_other_countries_are_left_out(folder, december):
    december(
        collection(
            feature("W06000001", "Somewhere in Wales"), feature("E99000002", "Eastmere"), feature()
        )
    )
    read = read_december_2023(folder)
    assert list(zip(read.council_code, read.council_name, strict=True)) == [
        ("E99000001", "Northford"),
        ("E99000002", "Eastmere"),
    ]
    assert shapely.area(read.geometry[0]) == pytest.approx(0.01)


def test_a_byte_order_mark_does_no_harm(folder, december):
    december("\ufeff" + json.dumps(collection(feature())))
    assert list(read_december_2023(folder).council_code) == ["E99000001"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("<!DOCTYPE html><title>Sorry</title>", "is a web page"),
        ('{"features": [{"type": "Fea', "breaks off, is damaged or holds no map"),
        (json.dumps(collection(feature(), feature("E99000002")))[:-150], "Unterminated object"),
        ("[1, 2]", "holds no map"),
        ({"error": {"code": 400}}, "holds no map"),
        (collection(), "has no CTYUA23CD"),
        (collection({"type": "Feature", "properties": {"CTYUA22CD": "E1"}}), "has no CTYUA23CD"),
        (collection(feature(), feature(CTYUA23NM=None)), "has no CTYUA23NM"),
        (collection(feature("W06000001")), "no council in England"),
        (collection(feature(), feature()), "Northford E99000001 is there twice"),
        (collection(feature(rings=[])), "Northford E99000001 is not a shape"),
        (collection(feature() | {"geometry": None}), "Northford E99000001 is not a shape"),
        (collection(feature(rings=[[["west", 52.0]]])), "Northford E99000001 is not a shape"),
        (collection(feature(rings=[SQUARE[0][:2]])), "breaks off, is damaged"),
        (
            collection(feature(rings=[[[4e5, 3e5], [5e5, 3e5], [5e5, 4e5], [4e5, 3e5]]])),
            "Northford E99000001 is not a shape in the United Kingdom in degrees",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore:Non closed ring detected")
def test_a_bad_file_of_2023_is_named_with_reason_and_remedy(folder, december, content, reason):
    december(content)
    with pytest.raises(BoundaryFileError) as refused:
        read_december_2023(folder)
    assert DECEMBER_2023 in str(refused.value)
    assert reason in str(refused.value)
    assert "fetch" in str(refused.value)


def test_bytes_that_are_no_text_are_refused(folder):
    (folder / "ons-boundaries" / DECEMBER_2023).write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(BoundaryFileError, match="breaks off, is damaged"):
        read_december_2023(folder)


def test_a_missing_file_says_where_it_should_be(tmp_path):
    with pytest.raises(BoundaryFileError, match="is missing: put the file there.*--from"):
        read_december_2023(tmp_path)


def test_topojson_lines_are_joined_and_years_read(folder, vintages):
    vintages(topology())
    read = read_all_vintages(folder)
    assert list(read.council_code) == ["E99000001", "E99000002"]
    assert list(zip(read.start, read.end, strict=True)) == [(0, 2018), (0, 9999)]
    northford, eastmere = read.geometry
    # Arc by arc: from (1, 0) up to (1, 1), then arc 0 backwards to (0, 1), (0, 0) and (1, 0).
    by_hand = shapely.Polygon([(-0.9, 52), (-0.9, 52.1), (-1, 52.1), (-1, 52)])
    assert northford.symmetric_difference(by_hand).area == pytest.approx(0, abs=1e-9)
    assert eastmere.area == pytest.approx(0.01)
    assert northford.intersection(eastmere).length == pytest.approx(0.1)


def test_shapes_of_one_council_are_in_order_of_their_years(folder, vintages):
    first, _ = topology()["objects"]["utla"]["geometries"]
    later = first | {"properties": {"areacd": "E99000001", "areanm": "Northford", "start": 2019}}
    vintages(topology(objects=layer(later, first)))
    read = read_all_vintages(folder)
    assert list(zip(read.start, read.end, strict=True)) == [(0, 2018), (2019, 9999)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("<html>", "is a web page"),
        ({"type": "Topology"}, "holds no map"),
        (topology(objects={"ltla": layer()["utla"]}), "holds no map"),
        (topology(objects=layer()), "has no areacd"),
        (topology(transform={"scale": [1, 1]}), "is not a shape"),
        (topology(arcs=[]), "3 of its lines cannot be read"),
        (topology(arcs=[["north"]]), "3 of its lines cannot be read"),
        # Arc 2 is missing, and Eastmere cannot be drawn; arc 1 is, and both could be drawn wrong.
        (topology(arcs=topology()["arcs"][:2]), "1 of its lines cannot be read"),
        (topology(arcs=[WEST, ["north"], EAST]), "1 of its lines cannot be read"),
        (topology(arcs=[WEST, [[1, 0], ["north", 1]], EAST]), "1 of its lines cannot be read"),
        (topology(arcs=[WEST, [[1, 0], [0]], EAST]), "1 of its lines cannot be read"),
        (json.dumps(topology())[:-150], "breaks off"),
        (topology(objects=layer({"type": "Polygon", "arcs": [[1, ~0]]})), "has no areacd"),
    ],
)
def test_a_bad_file_of_vintages_is_named_with_reason_and_remedy(folder, vintages, content, reason):
    vintages(content)
    with pytest.raises(BoundaryFileError) as refused:
        read_all_vintages(folder)
    assert ALL_VINTAGES in str(refused.value)
    assert reason in str(refused.value)
    assert "fetch" in str(refused.value)


def test_the_command_says_so_in_a_line_and_writes_nothing(folder, december, tmp_path, capsys):
    december(collection(feature()))  # a file cut short: all councils but one are missing
    into = tmp_path / "out"
    into.mkdir()
    assert simplify.main(["--from", str(folder), "--into", str(into)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "missing Hartlepool E06000001" in error
    assert "not expected E99000001" in error
    assert not list(into.iterdir())


def test_without_the_list_of_councils_the_command_says_how_to_make_it(folder, tmp_path, capsys):
    missing = tmp_path / "councils.csv"
    assert simplify.main(["--from", str(folder), "--councils", str(missing)]) == 1
    assert "councils.csv: the file is not there" in capsys.readouterr().err
