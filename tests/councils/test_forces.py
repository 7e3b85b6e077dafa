"""The map by police force: every council has its force's figure, and says whose it is."""

import json

import pytest
from shapely.geometry import LineString, MultiLineString

from dashboard.councils import explorer
from dashboard.councils.explorer import forces, places
from dashboard.queries import police
from years import years_of

NAME = "police-recorded"
pytestmark = pytest.mark.usefixtures("serving")


def test_councils_of_a_force_are_alike_and_every_council_of_the_year_is_there():
    pack = forces.pack(NAME)
    assert pack["byForce"] and list(pack["years"]) == list(years_of("offences"))
    rows = police.of_councils("police_recorded_offence_rate")
    for year, of in rows.groupby("year_ending"):
        areas = pack["years"][year]["areas"]
        assert set(areas) == set(of["council_code"]) and len(areas) >= 150
        for force, councils in of.groupby("force"):
            told = {json.dumps(areas[code]) for code in councils["council_code"]}
            assert len(told) == 1, (force, year)
            assert force in told.pop()


def test_each_entry_is_the_band_of_the_forces_rate():
    pack = forces.pack(NAME)
    ids = [each["id"] for each in pack["entries"]]
    assert "suppressed" not in ids and ids[0] == "none" and ids[-1] == "not_available"
    borders = [2, 4, 6, 8]
    for row in police.of_councils("police_recorded_offence_rate").itertuples():
        entry = ids[pack["years"][row.year_ending]["areas"][row.council_code][0]]
        assert entry == f"band_{1 + sum(row.value >= border for border in borders)}"


def test_a_rate_just_under_the_end_of_its_band_is_not_printed_as_that_end():
    pack, table = forces.pack(NAME), forces.table(NAME)
    column = [label for label, _ in table["columns"]].index("Per 1,000, of the force")
    printed = {y: {code: cells[column] for code, *cells in of} for y, of in table["years"].items()}
    near = 0
    for row in police.of_councils("police_recorded_offence_rate").itertuples():
        if row.value in (2, 4, 6, 8) or round(row.value, 1) not in (2, 4, 6, 8):
            continue
        code, year, end = row.council_code, row.year_ending, f"{row.value:.1f}"
        is_under = row.value < float(end)
        assert (f": {end} per" in pack["years"][year]["areas"][code][1]) != is_under
        assert (printed[year][code] == end) != is_under
        near += is_under
    assert near


def test_a_force_with_few_children_says_so_and_england_is_no_total_of_dfe():
    pack = forces.pack(NAME)
    assert "(few children)" in pack["years"][2023]["areas"]["E09000001"][1]
    said = pack["years"][2023]["england"]
    assert "60,974 offences of all its territorial forces" in said and "DfE" not in said
    assert "not counts of the same children" in said


def test_the_files_are_listed_offered_and_made():
    assert {"forces.json", f"measure/{NAME}.json", f"table/{NAME}.json"} <= set(explorer.names())
    assert NAME in [each["name"] for each in places.start()["measures"]]
    lines = json.loads(explorer.file("forces.json") or b"")
    assert set(lines) == {"current", "earlier", "london", "hexes"}
    assert all(path.startswith("M") for path in lines.values())
    table = json.loads(explorer.file(f"table/{NAME}.json") or b"")
    assert "Police force" in [label for label, _ in table["columns"]]
    assert explorer.file("measure/police-recorded-number.json") is None


def test_a_border_between_forces_is_a_border_of_councils_and_not_the_coast():
    from geo.paths import ENGLAND, _between_forces, _grid_shapes, read_councils, read_shapes

    councils = read_councils()
    shapes = _grid_shapes(read_shapes("councils.geojson"), ENGLAND)
    lines = _between_forces(shapes, councils)
    assert isinstance(lines, LineString | MultiLineString)
    edges = shapes.boundary.union_all()
    assert lines.difference(edges.buffer(0.2)).length < 0.001 * lines.length
    # Kent and Medway are one force: their common border is not drawn.
    code_of = {council.name: code for code, council in councils.items() if not council.code_to}
    common = shapes[code_of["Kent"]].boundary.intersection(shapes[code_of["Medway"]].boundary)
    assert common.length > 10
    assert common.intersection(lines.buffer(0.05)).length < 0.05 * common.length
