"""Every shape of the map as an SVG path, projected beforehand, for the database.

All layers but one share a view box, so that map and hexagons can be swapped without moving the
reader's zoom; the London inset has its own. Councils are drawn on the British National Grid, y
downwards. Each path is for the years it names, so that the map of 2013 shows 2013's councils.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely

from geo import hex_shapes
from geo.council_list import (
    CURRENT_FROM,
    EARLIER_YEARS,
    Council,
    CouncilListError,
    read_councils,
)
from geo.grid import to_grid
from geo.hexes import read_layout
from geo.svg import path_of_lines, path_of_shape, rounded

HERE = Path(__file__).parent


class View(NamedTuple):
    """How the grid is laid on a view box."""

    left_km: float  # grid reference of the view box's corner
    top_km: float
    units_per_km: float


# England is 576 km by 652 km; a unit is two thirds of a kilometre, and about 10 are left as margin.
VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT = 890, 1000
ENGLAND = View(71, 664, 1.5)

# The inset: Greater London is 58 km by 46 km.
LONDON_WIDTH, LONDON_HEIGHT = 370, 300
LONDON = View(502.6, 202.4, 6.2)

VIEW_BOXES = {
    "current": (VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT),
    "earlier": (VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT),
    "hexes": (VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT),
    "region_borders": (VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT),  # drawn over the hexes
    "london": (LONDON_WIDTH, LONDON_HEIGHT),
}


def view_boxes() -> list[dict]:
    """One row a layer: `layer`, `width`, `height`. Every view box begins at 0 0."""
    return [{"layer": layer, "width": w, "height": h} for layer, (w, h) in VIEW_BOXES.items()]


def shape_paths() -> list[dict]:
    """One row for each layer, council and run of years, in that order.

    `layer` is current, earlier, london, hexes or region_borders; `first_year` and `last_year` are
    year_ending, both included, `last_year` None while the shape stands; `path` is an SVG path in
    the layer's view box; the label point lies inside the shape. The one row of `region_borders`
    (lines to stroke between the hexes of different regions) has no council and no label point.
    Raises CouncilListError if the list of councils or a committed file is missing.
    """
    councils = read_councils()
    return [
        *_map_rows("current", "councils.geojson", councils, ENGLAND, CURRENT_FROM),
        *_map_rows("earlier", "earlier.geojson", councils, ENGLAND, None),
        *_hex_rows(councils),
        # No borough of London has changed since 2013, so the inset serves every year.
        *_map_rows("london", "london.geojson", councils, LONDON, EARLIER_YEARS.start),
    ]


def _map_rows(
    layer: str,
    file: str,
    councils: dict[str, Council],
    view: View,
    first_year: int | None,
) -> list[dict]:
    properties, shapes = read_shapes(file)
    drawn = _in_view(to_grid(shapes), view)
    rows = []
    for council, shape in zip(properties, drawn, strict=True):
        code = council["council_code"]
        first = first_year or council["first_year"]
        last = None if first_year else council["last_year"]
        rows.append(_row(layer, code, first, last, shape, _label(councils[code], shape, view)))
    return rows


def _label(council: Council, shape: shapely.Geometry, view: View) -> shapely.Point:
    """The ONS label point; where there is none, or simpler borders shut it out, a point inside."""
    if council.label_e is not None and council.label_n is not None:
        label = _in_view(np.array([shapely.Point(council.label_e, council.label_n)]), view)[0]
        # At a tenth of a unit a creek may close, and the outline meet itself.
        if shapely.contains_properly(shapely.make_valid(shape), label):
            return label
    return rounded(shapely.point_on_surface(shape))


def _in_view(shapes: np.ndarray, view: View) -> np.ndarray:
    """Shapes in metres on the grid as shapes in the view box, y downwards, to a tenth of a unit."""
    corner = np.array([view.left_km, view.top_km])
    return rounded(
        shapely.transform(
            shapes, lambda xy: (xy / 1000 - corner) * [view.units_per_km, -view.units_per_km]
        )
    )


def _hex_rows(councils: dict[str, Council]) -> list[dict]:
    layout = read_layout()
    whole = hex_shapes.whole_hexagons(layout, VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT)
    properties, shapes = read_shapes("earlier.geojson")
    west_first = [
        properties[n]["council_code"]
        for n in np.argsort(shapely.get_x(shapely.point_on_surface(shapes)), kind="stable")
    ]
    rows = []
    for code, first, last, shape in hex_shapes.hexagons_by_years(councils, whole, west_first):
        shape = rounded(shape)
        label = shape.centroid if shape.geom_type == "Polygon" else shape.point_on_surface()
        label = label if shape.contains_properly(label) else shape.point_on_surface()
        rows.append(_row("hexes", code, first, last, shape, rounded(label)))
    borders = rounded(hex_shapes.region_borders(councils, whole))
    rows.append(
        {
            "layer": "region_borders",
            "council_code": None,
            "first_year": EARLIER_YEARS.start,
            "last_year": None,
            "path": path_of_lines(borders),
            "label_x": None,
            "label_y": None,
        }
    )
    return rows


def read_shapes(file: str) -> tuple[list[dict], np.ndarray]:
    """Properties and shapes, in degrees, of one of the committed files."""
    try:
        features = json.loads((HERE / file).read_text(encoding="utf-8"))["features"]
    except FileNotFoundError:
        raise CouncilListError(
            f"{HERE / file} is missing: run `python -m geo.simplify --from DIR`"
        ) from None
    return (
        [feature["properties"] for feature in features],
        np.array([shapely.geometry.shape(feature["geometry"]) for feature in features]),
    )


def _row(
    layer: str,
    code: str,
    first_year: int,
    last_year: int | None,
    shape: shapely.Geometry,
    label: shapely.Point,
) -> dict:
    return {
        "layer": layer,
        "council_code": code,
        "first_year": first_year,
        "last_year": last_year,
        "path": path_of_shape(shape),
        "label_x": label.x,
        "label_y": label.y,
    }
