"""The outlines of councils in degrees, for whoever maps the figures in a program of their own.

The fact a newcomer gets wrong: `shape` is for drawing on a screen, projected and scaled; this is
the same borders as longitude and latitude. Two sets that must not be laid over one another:
councils as they were up to 2023, and as they are since.
"""

import json

import pandas as pd

from geo.council_list import CURRENT_FROM
from geo.paths import HERE


def outlines() -> pd.DataFrame:
    """One row per council and run of years: council_code, first_year, last_year, geometry.

    Years are year_ending, both included; `last_year` is NULL while the outline stands. `geometry`
    is a GeoJSON geometry, WGS84.
    """
    rows = []
    for file in ("earlier.geojson", "councils.geojson"):
        for feature in json.loads((HERE / file).read_text(encoding="utf-8"))["features"]:
            properties = feature["properties"]
            rows.append(
                {
                    "council_code": properties["council_code"],
                    "first_year": properties.get("first_year", CURRENT_FROM),
                    "last_year": properties.get("last_year"),
                    "geometry": json.dumps(feature["geometry"], separators=(",", ":")),
                }
            )
    frame = pd.DataFrame(rows)
    return frame.astype({"last_year": "Int64"})
