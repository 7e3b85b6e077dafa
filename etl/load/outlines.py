"""The outlines of councils in degrees, for whoever maps the figures in a program of their own.

The fact a newcomer gets wrong: `shape` is for drawing on a screen, projected and scaled; this is
the same borders as longitude and latitude. Two sets that must not be laid over one another:
councils as they were up to 2023, and as they are since.
"""

import pandas as pd
import shapely

from geo.council_list import CURRENT_FROM
from geo.grid import read_shapes


def outlines() -> pd.DataFrame:
    """One row per council and run of years: council_code, first_year, last_year, geometry.

    Years are year_ending, both included; `last_year` is NA while the outline stands. `geometry`
    is a GeoJSON geometry, WGS84.
    """
    current = read_shapes("councils.geojson").assign(first_year=CURRENT_FROM)
    both = pd.concat([read_shapes("earlier.geojson"), current], ignore_index=True)
    columns = both[["council_code", "first_year", "last_year"]].astype({"last_year": "Int64"})
    return pd.DataFrame(columns).assign(geometry=shapely.to_geojson(both.geometry))
