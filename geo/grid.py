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
from pyproj import CRS

from geo.council_list import CouncilListError

HERE = Path(__file__).parent

DEGREES = "EPSG:4326"
NATIONAL_GRID = CRS.from_proj4(
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy "
    "+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs"
)


def read_shapes(file: str, folder: Path = HERE) -> geopandas.GeoDataFrame:
    """One row per shape of a committed file, in its order: council_code, council_name, geometry
    in degrees, and in `earlier.geojson` first_year and last_year.

    Raises CouncilListError if the file is missing.
    """
    if not (folder / file).exists():
        raise CouncilListError(
            f"{folder / file} is missing: run `python -m geo.simplify --from DIR`"
        )
    return geopandas.read_file(folder / file)


def in_degrees(shapes: geopandas.GeoSeries) -> geopandas.GeoSeries:
    """Shapes on the grid as they are committed: degrees to five decimals, about a metre."""
    return shapes.to_crs(DEGREES).transform(lambda xy: np.round(xy, 5))
