"""The same map of councils served in other ways, to be measured beside ours.

The fact a newcomer gets wrong: each rival draws the same 153 outlines in the same five classes over
the same years, from the same files. What differs is only how they reach the reader.
"""

import json
import os
from functools import lru_cache
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[3]
CLASSES = ("none", "suppressed", "very_low", "at_or_above", "not_available")
INKS = ("#801650", "#DDE1E6", "#6BACE6", "#12436D", "#FFFFFF")
# Plotly asks a public host for a map of the world unless it is given one. This one is empty.
NO_WORLD = json.dumps(
    {
        "type": "Topology",
        "arcs": [],
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "objects": {
            layer: {"type": "GeometryCollection", "geometries": []}
            for layer in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
        },
    }
)
WORLD_FILE = "world_110m.json"


def database() -> Path:
    return Path(os.environ.get("CSA_DATABASE", ROOT / "data" / "csa.duckdb"))


@lru_cache(maxsize=1)
def shapes() -> dict:
    """Councils of today as GeoJSON, rings clockwise, as Plotly (and nobody else) wants them."""
    content = json.loads((ROOT / "geo" / "councils.geojson").read_text())
    for feature in content["features"]:
        feature["id"] = feature["properties"]["council_code"]
        for ring in rings(feature):
            ring.reverse()
    return content


def rings(feature: dict) -> list[list]:
    """All rings of a feature, be it one polygon or several."""
    content = feature["geometry"]["coordinates"]
    polygons = content if feature["geometry"]["type"] == "MultiPolygon" else [content]
    return [ring for polygon in polygons for ring in polygon]


@lru_cache(maxsize=1)
def classes() -> dict[int, dict[str, tuple[int, str]]]:
    """year → council code → (number of its class, what the label says)."""
    found: dict[int, dict[str, tuple[int, str]]] = {}
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{database()}' AS csa (READ_ONLY)")
        for year, code, name, kind, rate in connection.execute(
            "SELECT year_ending, council_code, council_name, class, sexual_rate_per_1000"
            " FROM csa.council_year ORDER BY 1, 2"
        ).fetchall():
            figure = "" if rate is None else f": {rate:.2f} per 1,000"
            found.setdefault(year, {})[code] = (CLASSES.index(kind), f"{name}{figure}")
    return found


def trace(year: int, geojson: dict | str) -> dict:
    """A Plotly choropleth of the year; `geojson` is the shapes or their address."""
    rows = classes()[year]
    codes = [feature["id"] for feature in shapes()["features"]]
    steps = [(i / 5, ink) for i, ink in enumerate(INKS)] + [
        ((i + 1) / 5, ink) for i, ink in enumerate(INKS)
    ]
    return {
        "type": "choropleth",
        "geojson": geojson,
        "locations": codes,
        "z": [rows.get(code, (4, ""))[0] for code in codes],
        "text": [rows.get(code, (4, code))[1] for code in codes],
        "hoverinfo": "text",
        "zmin": 0,
        "zmax": 5,
        "colorscale": sorted(steps, key=lambda step: step[0]),
        "showscale": False,
        "marker": {"line": {"color": "#FFFFFF", "width": 0.75}},
    }


LAYOUT = {
    "geo": {"fitbounds": "locations", "visible": False, "projection": {"type": "mercator"}},
    "height": 700,
    "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
}
