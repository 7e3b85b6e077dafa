"""Every shape of the map as an SVG path, projected beforehand, for the database.

All layers but one share a view box, so that map and hexagons can be swapped without moving the
reader's zoom; the London inset has its own. Councils are drawn on the British National Grid, y
downwards. Each path is for the years it names, so that the map of 2013 shows 2013's councils.
"""

from typing import NamedTuple

import geopandas
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries

from etl import kept
from etl.errors import Refusal
from geo import hex_shapes
from geo.council_list import CURRENT_FROM, EARLIER_YEARS, Council, read_councils
from geo.grid import NATIONAL_GRID, read_shapes
from geo.hexes import read_layout
from geo.svg import path_of_lines, path_of_shape, rounded


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


def shape_paths() -> pd.DataFrame:
    """One row for each layer, council and run of years, in that order.

    `layer` is current, earlier, london, hexes or region_borders; `first_year` and `last_year` are
    year_ending, both included, `last_year` NA while the shape stands; `path` is an SVG path in the
    layer's view box; the label point (`label_x`, `label_y`) lies inside the shape. The one row of
    `region_borders` (lines to stroke between the hexes of different regions) has no council and no
    label point. Raises Refusal for a committed file that cannot be read, or has a council that the
    list of councils has not.
    """
    councils = read_councils()
    earlier = read_shapes("earlier.geojson")
    current = read_shapes("councils.geojson").assign(first_year=CURRENT_FROM)
    # No borough of London has changed since 2013, so the inset serves every year.
    london = read_shapes("london.geojson").assign(first_year=EARLIER_YEARS.start)
    drawn = {"earlier": earlier, "councils": current, "london": london}
    files = {f"{name}.geojson": set(shapes.council_code) for name, shapes in drawn.items()}
    for file, codes in (files | {"hexes.csv": set(read_layout())}).items():
        if unknown := sorted(codes - set(councils)):
            raise Refusal(
                f"no council has the code {unknown[0]}",
                file=f"geo/{file}",
                expected="codes of data/figures/councils.csv",
                remedy=kept.RESTORE,
            )
    rows = pd.concat(
        [
            _on_the_map("current", current, councils, ENGLAND),
            _on_the_map("earlier", earlier, councils, ENGLAND),
            *_in_hexagons(councils, earlier),
            _on_the_map("london", london, councils, LONDON),
        ],
        ignore_index=True,
    )
    return rows.astype({"last_year": "Int64"})


def force_borders() -> pd.DataFrame:
    """The lines between police forces, councils of a force dissolved: columns layer and path.

    One row for each layer of councils (current, earlier, london, hexes), in its view box. A force
    of several councils is their shapes put together, so that its borders are theirs.
    """
    councils = read_councils()
    earlier = read_shapes("earlier.geojson")
    whole = hex_shapes.whole_hexagons(read_layout(), VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT)
    layers = {
        "current": _grid_shapes(read_shapes("councils.geojson"), ENGLAND),
        # Forces are the same in every year, so the councils of one year are enough.
        "earlier": _grid_shapes(earlier[earlier["first_year"] == EARLIER_YEARS.start], ENGLAND),
        "london": _grid_shapes(read_shapes("london.geojson"), LONDON),
        "hexes": whole,
    }
    return pd.DataFrame(
        [
            (layer, path_of_lines(_between_forces(shapes, councils)))
            for layer, shapes in layers.items()
        ],
        columns=["layer", "path"],
    )


def _grid_shapes(shapes: GeoDataFrame, view: View) -> GeoSeries:
    """Shapes in a view box, by council code."""
    drawn = _in_view(shapes.geometry.to_crs(NATIONAL_GRID), view)
    return drawn.make_valid().set_axis(shapes["council_code"])


def _between_forces(shapes: GeoSeries, councils: dict[str, Council]) -> shapely.Geometry:
    """The lines between shapes of different forces; the coast is not among them."""
    of_force = [councils[code].police_force_code for code in shapes.index]
    forces = shapes.to_frame("geometry").dissolve(by=of_force)
    coast = forces.union_all().boundary
    return shapely.line_merge(rounded(GeoSeries([forces.boundary.union_all() - coast]))[0])


def _on_the_map(
    layer: str, shapes: GeoDataFrame, councils: dict[str, Council], view: View
) -> pd.DataFrame:
    """The layer's rows, labelled where the ONS puts the label."""
    given = geopandas.points_from_xy(
        [councils[code].label_e for code in shapes.council_code],
        [councils[code].label_n for code in shapes.council_code],
    )
    on_grid = shapes.geometry.to_crs(NATIONAL_GRID)
    return _rows(
        layer,
        shapes.set_geometry(_in_view(on_grid, view)),
        _in_view(GeoSeries(given, crs=NATIONAL_GRID), view),
    )


def _in_view(shapes: GeoSeries, view: View) -> GeoSeries:
    """Shapes in metres on the grid as shapes in the view box, y downwards, to a tenth of a unit."""
    left, top, scale = view
    scaled = [scale / 1000, 0, 0, -scale / 1000, -left * scale, top * scale]
    return rounded(shapes.affine_transform(scaled))


def _in_hexagons(councils: dict[str, Council], earlier: GeoDataFrame) -> list[pd.DataFrame]:
    """The rows of `hexes`, labelled in the middle, and the row of `region_borders`."""
    whole = hex_shapes.whole_hexagons(read_layout(), VIEW_BOX_WIDTH, VIEW_BOX_HEIGHT)
    from_the_west = earlier.representative_point().x.argsort(kind="stable")
    west_first = earlier.council_code.iloc[from_the_west].to_list()
    hexagons = hex_shapes.hexagons_by_years(councils, whole, west_first)
    hexagons["geometry"] = rounded(hexagons.geometry)
    borders = rounded(GeoSeries([hex_shapes.region_borders(councils, whole)]))
    return [
        _rows("hexes", hexagons, hexagons.centroid),
        pd.DataFrame(
            {
                "layer": ["region_borders"],
                "first_year": EARLIER_YEARS.start,
                "path": borders.map(path_of_lines),
            }
        ),
    ]


def _rows(layer: str, shapes: GeoDataFrame, wished: GeoSeries) -> pd.DataFrame:
    """Rows of shapes in a view box, labelled at the point wished for or else at one inside."""
    # At a tenth of a unit a creek may close, and the outline meet itself.
    inside = shapes.make_valid().contains_properly(wished)
    labels = rounded(wished.where(inside, shapes.representative_point()))
    rows = shapes.reindex(columns=["council_code", "first_year", "last_year"])
    rows.insert(0, "layer", layer)
    return rows.assign(path=shapes.geometry.map(path_of_shape), label_x=labels.x, label_y=labels.y)
