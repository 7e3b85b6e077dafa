"""The two ONS boundary files, read as published and refused with a reason when they are not.

The December 2023 file is plain GeoJSON. The all-vintages file is TopoJSON: its `utla` layer has
every council since 2014 under `start` and `end` years, one shape for as long as the shape lasted.
Both are WGS84; the second does not say so, and a few of its shapes cross themselves.
"""

import json
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely

from geo.grid import DEGREES

FOLDER = "ons-boundaries"
DECEMBER_2023 = "Counties_and_Unitary_Authorities_December_2023_Boundaries_UK_BSC.geojson"
ALL_VINTAGES = "uk-topojson-all-vintages.json"

_UNITED_KINGDOM = shapely.box(-9.0, 49.0, 2.5, 61.0)  # west, south, east, north, degrees
_FETCH_AGAIN = "fetch it again from the address in etl/sources.yml"


class BoundaryFileError(ValueError):
    """A boundary file is missing or not as expected; the message names it and the remedy."""


def read_december_2023(folder: Path) -> geopandas.GeoDataFrame:
    """One row per English council of December 2023, by code: council_code, council_name and
    geometry in degrees. Raises BoundaryFileError."""
    path = folder / FOLDER / DECEMBER_2023
    councils = _english(path, "CTYUA23CD", "CTYUA23NM")
    twice = councils[councils.council_code.duplicated()]
    if len(twice):
        raise BoundaryFileError(f"{path}: {_called(twice)} is there twice: {_FETCH_AGAIN}")
    return councils[["council_code", "council_name", "geometry"]]


def read_all_vintages(folder: Path) -> geopandas.GeoDataFrame:
    """One row per shape that an English council has had since 2014, by code and start:
    council_code, council_name, start, end and geometry in degrees. Raises BoundaryFileError.

    `start` and `end` are the first and last calendar year whose vintage shows the shape: 0 where
    it was there before the first vintage, 9999 where it still stands.
    """
    vintages = _english(folder / FOLDER / ALL_VINTAGES, "areacd", "areanm", layer="utla")
    years = vintages.reindex(columns=["start", "end"]).fillna({"start": 0, "end": 9999})
    vintages[["start", "end"]] = years.astype(int)
    vintages = vintages.sort_values(["council_code", "start"], ignore_index=True)
    return vintages[["council_code", "council_name", "start", "end", "geometry"]]


def _english(path: Path, code: str, name: str, **layer: str) -> geopandas.GeoDataFrame:
    """The file's councils in England, by code, each with a shape in the United Kingdom."""
    everyone = _read(path, **layer)
    for column in (code, name):
        if column not in everyone or everyone[column].isna().any():
            raise BoundaryFileError(
                f"{path}: a shape has no {column}, so this is not the file of councils that is "
                f"wanted: {_FETCH_AGAIN}"
            )
    everyone = everyone.rename(columns={code: "council_code", name: "council_name"})
    english = everyone[everyone.council_code.str.startswith("E")]
    if english.empty:
        raise BoundaryFileError(f"{path}: no council in England in it: {_FETCH_AGAIN}")
    english = english.set_crs(DEGREES, allow_override=True)
    has_a_place = english.envelope.within(_UNITED_KINGDOM) & (shapely.area(english.geometry) > 0)
    if not has_a_place.all():
        raise BoundaryFileError(
            f"{path}: {_called(english[~has_a_place])} is not a shape in the United Kingdom in "
            f"degrees: ask the service for WGS84 (outSR=4326) and {_FETCH_AGAIN}"
        )
    return english.sort_values("council_code", ignore_index=True)


def _called(councils: geopandas.GeoDataFrame) -> str:
    return ", ".join(councils.council_name + " " + councils.council_code)


def _read(path: Path, **layer: str) -> geopandas.GeoDataFrame:
    if not path.exists():
        raise BoundaryFileError(
            f"{path} is missing: put the file there (its address is in etl/sources.yml), or give "
            f"the folder that holds {FOLDER}/ with --from"
        )
    beginning = path.read_bytes().lstrip()[:1]
    if not beginning:
        raise BoundaryFileError(f"{path} is empty: {_FETCH_AGAIN}")
    if beginning == b"<":
        raise BoundaryFileError(
            f"{path} is a web page, perhaps an error message, and not the file: {_FETCH_AGAIN}"
        )
    try:
        shapes = geopandas.read_file(path, **layer)
        missing = _missing_lines(path, **layer) if layer else 0
    except (
        *(RuntimeError, ValueError, shapely.GEOSException),  # all that readers raise
        *(LookupError, TypeError, AttributeError),  # and what trusts a document meets in another
    ) as fault:
        raise BoundaryFileError(
            f"{path} breaks off, is damaged or holds no map ({fault}): {_FETCH_AGAIN}"
        ) from None
    if missing:
        raise BoundaryFileError(f"{path}: {missing} of its lines cannot be read: {_FETCH_AGAIN}")
    return shapes


def _missing_lines(path: Path, layer: str) -> int:
    """How many lines of the layer's outlines a TopoJSON file does not have.

    The reader passes over such a line and closes the outline straight across the gap.
    """
    topology = json.loads(path.read_text(encoding="utf-8-sig"))
    outlines = pd.Series([thing.get("arcs") for thing in topology["objects"][layer]["geometries"]])
    wanted = {
        # ~n stands for line n walked backwards.
        line if line >= 0 else ~line
        for line in outlines.explode().explode().explode().dropna()  # parts, rings, lines
    }
    return len(wanted - {n for n, line in enumerate(topology["arcs"]) if _is_line(line)})


def _is_line(steps: object) -> bool:
    try:
        return np.asarray(steps, dtype=float).shape[1:] == (2,)
    except (TypeError, ValueError):
        return False
