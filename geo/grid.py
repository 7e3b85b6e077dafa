"""The British National Grid, in metres, from longitude and latitude and back.

The grid is written out here rather than asked for as EPSG:27700. Asked for by number, PROJ uses
the Ordnance Survey's correction file where it happens to be installed and a formula where it is
not; the answers differ by a few metres, and the committed files would differ between machines.
The formula (ETRS89 to OSGB36 by seven parameters) is good to about 5 m, and borders here are
simplified by hundreds.
"""

import numpy as np
import shapely
from pyproj import CRS, Transformer

BRITISH_NATIONAL_GRID = CRS.from_proj4(
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs"
)
_TO_GRID = Transformer.from_crs("EPSG:4326", BRITISH_NATIONAL_GRID, always_xy=True)
_FROM_GRID = Transformer.from_crs(BRITISH_NATIONAL_GRID, "EPSG:4326", always_xy=True)


def to_grid(shapes: np.ndarray) -> np.ndarray:
    """Shapes in degrees as shapes in metres east and north."""
    return shapely.transform(shapes, lambda xy: np.column_stack(_TO_GRID.transform(*xy.T)))


def from_grid(shapes: np.ndarray) -> np.ndarray:
    """Shapes in metres as shapes in degrees, to five decimals (about a metre)."""
    return shapely.transform(
        shapes, lambda xy: np.round(np.column_stack(_FROM_GRID.transform(*xy.T)), 5)
    )
