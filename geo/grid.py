"""The British National Grid, in metres, and the committed shapes, in degrees.

The grid is written out here rather than asked for as EPSG:27700. Asked for by number, PROJ uses
the Ordnance Survey's correction file where it happens to be installed and a formula where it is
not; the answers differ by a few metres, and the committed files would differ between machines.
The formula (ETRS89 to OSGB36 by seven parameters) is good to about 5 m, and borders here are
simplified by hundreds.
"""

from pathlib import Path

import geopandas
import numpy as np
import shapely
from pyproj import CRS

from etl import kept
from etl.errors import Refusal, brief

HERE = Path(__file__).parent

# What a committed file holds, as a JSON schema.
_YEAR = {"type": ["integer", "null"], "minimum": 2009, "maximum": 2100}
SHAPES = {
    "type": "object",
    "required": ["features"],
    "properties": {
        "features": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["properties", "geometry"],
                "properties": {
                    "geometry": {"type": "object"},
                    "properties": {
                        "type": "object",
                        "required": ["council_code", "council_name"],
                        "properties": {
                            "council_code": {"type": "string", "pattern": "^E[0-9]{8}$"},
                            "council_name": {"type": "string", "minLength": 1},
                            "first_year": _YEAR,
                            "last_year": _YEAR,
                        },
                    },
                },
            },
        }
    },
}
DEGREES = "EPSG:4326"
NATIONAL_GRID = CRS.from_proj4(
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs"
)


def read_shapes(file: str, folder: Path = HERE) -> geopandas.GeoDataFrame:
    """One row per shape of a committed file, in its order: council_code, council_name, geometry
    in degrees, and in `earlier.geojson` first_year and last_year.

    Raises Refusal for a file that is missing, cut short or holds something else.
    """
    path = folder / file
    kept.hold(kept.document(path), SHAPES, path, "`python -m geo.simplify`")
    try:
        shapes = geopandas.read_file(path)
        sound = shapes.is_valid & ~shapes.is_empty
    except (RuntimeError, ValueError, shapely.GEOSException) as fault:  # all that readers raise
        raise Refusal(
            f"its shapes cannot be read ({brief(fault, 80)})",
            file=kept.name_of(path),
            remedy=kept.RESTORE,
        ) from fault
    if not sound.all():
        raise Refusal(
            f"the shape of {shapes.council_name[~sound].iloc[0]} is none",
            file=kept.name_of(path),
            expected="an outline that does not cross itself",
            remedy=kept.RESTORE,
        )
    return shapes


def in_degrees(shapes: geopandas.GeoSeries) -> geopandas.GeoSeries:
    """Shapes on the grid as they are committed: degrees to five decimals, about a metre."""
    return shapes.to_crs(DEGREES).transform(lambda xy: np.round(xy, 5))
