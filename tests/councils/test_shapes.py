"""The outlines the map is drawn with: whole, in a fixed order, refused where one is gone."""

import json

import duckdb
import pytest

from dashboard.councils import explorer, shapes


@pytest.fixture
def country(real_database):
    """The shapes of the real figures in a database that may be spoiled."""
    connection = duckdb.connect()
    connection.execute(f"ATTACH '{real_database}' AS real (READ_ONLY)")
    for table in ("shape", "view_box", "council"):
        connection.execute(f"CREATE TABLE {table} AS SELECT * FROM real.{table}")
    yield connection
    connection.close()


def test_shapes_hold_each_layer_and_the_year_that_the_earlier_ones_reach(country):
    sent = json.loads(shapes.shapes_json(country))
    assert set(sent["layers"]) == {*shapes.FIRST, *shapes.LATER} == set(sent["boxes"])
    assert sent["earlierUntil"] == max(row[2] for row in sent["layers"]["earlier"])
    assert sent["earlierUntil"] + 1 == min(row[1] for row in sent["layers"]["current"])
    assert len(sent["layers"]["current"]) == 153 and len(sent["layers"]["london"]) == 33
    cumbria = next(row for row in sent["layers"]["earlier"] if row[0] == "E10000006")
    assert cumbria[1:3] == [2013, 2023] and cumbria[3].startswith("M")
    assert shapes.shapes_json(country) == shapes.shapes_json(country)


def test_the_files_of_the_explorer_hold_each_layer_once(serving):
    files = ["shapes.json", *(f"shapes/{layer}.json" for layer in shapes.LATER)]
    assert set(files) <= set(explorer.names())
    held = [layer for name in files for layer in json.loads(explorer.file(name))["layers"]]
    assert sorted(held) == sorted((*shapes.FIRST, *shapes.LATER))
    assert len(explorer.file("shapes.json")) < 0.6 * len(shapes.file())
    assert explorer.file("shapes/current.json") is None and explorer.file("shapes/hexes") is None


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        ("UPDATE shape SET path = '' WHERE council_code = 'E06000052'", "E06000052"),
        ("DELETE FROM shape WHERE layer = 'current'", "'current'"),
        ("DELETE FROM shape WHERE layer = 'hexes'", "'hexes'"),
    ],
)
def test_a_council_without_a_shape_is_refused_not_left_out(country, spoil, complaint):
    country.execute(spoil)
    with pytest.raises(ValueError, match=complaint):
        shapes.shapes_json(country)
