"""The Python side of the map: what it packs, and what it refuses. No browser is needed here."""

import gzip
import json

import duckdb
import pytest

from browser.harness.database import cursor
from dashboard import keeping, served, theme
from dashboard.councils import council_map, shapes
from dashboard.councils.council_map import Area, LegendEntry

LEGEND = [
    LegendEntry("none", "None recorded", theme.CLASS_STYLES["none"]),
    LegendEntry("suppressed", "Suppressed by DfE", theme.CLASS_STYLES["suppressed"], "suppressed"),
]


def test_figures_hold_every_year_in_order_and_every_council_in_its_class():
    figures = council_map.pack(
        LEGEND,
        {
            2024: {"E99000001": Area("suppressed")},
            2023: {"E99000001": Area("none", "0 plans"), "E99000002": Area("suppressed")},
        },
    )
    assert figures.years == (2023, 2024)
    sent = json.loads(gzip.decompress(figures.file.packed))
    assert sent["years"] == {
        "2023": {"E99000001": [0, "0 plans"], "E99000002": [1, ""]},
        "2024": {"E99000001": [1, ""]},
    }
    assert [entry["spoken"] for entry in sent["legend"]] == ["none recorded", "suppressed"]
    assert sent["legend"][0]["light"] == ["#801650", "#FFFFFF"]


def test_the_same_figures_have_the_same_name_and_others_another():
    def named(figure: str) -> str:
        return council_map.pack(LEGEND, {2024: {"E99000001": Area("none", figure)}}).file.name

    assert named("0 plans") == named("0 plans") != named("no plans")


def test_a_class_that_is_not_in_the_legend_is_refused():
    with pytest.raises(KeyError, match="at_or_above"):
        council_map.pack(LEGEND, {2024: {"E99000001": Area("at_or_above")}})


def test_no_years_and_a_year_without_figures_are_refused():
    with pytest.raises(ValueError, match="no year to map"):
        council_map.pack(LEGEND, {})
    figures = council_map.pack(LEGEND, {2024: {}})
    with pytest.raises(ValueError, match="no figures of 2012"):
        council_map.council_map(figures, key="m", year=2012, title="", source="", file_name="")


def test_files_for_readers_are_not_kept_without_end(monkeypatch):
    monkeypatch.setattr(served, "own_routes", True)
    kept = keeping.Kept("files of a test", 200_000)
    monkeypatch.setattr(served, "_published", kept)
    files = [served.File.of(str(n).encode(), "json") for n in range(250)]
    for file in files:
        served.address(file)
    assert served.published(files[0].name) is None
    assert served.published(files[-1].name) == files[-1]
    assert 100_000 < kept.size <= kept.most


def test_shapes_hold_each_layer_and_every_name():
    sent = json.loads(shapes.shapes_json(cursor()))
    assert set(sent["layers"]) == {"current", "earlier", "london", "hexes", "region_borders"}
    assert len(sent["layers"]["current"]) == 12 and len(sent["layers"]["london"]) == 3
    westmarch = next(row for row in sent["layers"]["earlier"] if row[0] == "E99000090")
    assert westmarch == ["E99000090", 2013, 2022, "M0 100H200V200H0Z", 100, 150]
    assert sent["names"]["E99000090"] == "Westmarch"
    assert sent["boxes"]["london"] == [600, 150]
    assert shapes.shapes_json(cursor()) == shapes.shapes_json(cursor())


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        ("UPDATE shape SET path = '' WHERE council_code = 'E99000003'", "E99000003"),
        ("DELETE FROM shape WHERE layer = 'current'", "'current'"),
    ],
)
def test_a_council_without_a_shape_is_refused_not_left_out(spoil, complaint):
    country = duckdb.connect()
    for table in ("shape", "view_box", "council"):
        rows = cursor().execute(f"SELECT * FROM {table}").df()
        country.register("rows", rows)
        country.execute(f"CREATE TABLE {table} AS SELECT * FROM rows")
    shapes.shapes_json(country)
    country.execute(spoil)
    with pytest.raises(ValueError, match=complaint):
        shapes.shapes_json(country)
