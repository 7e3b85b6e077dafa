"""The two ONS boundary files, read as published and refused with a reason when they are not.

The December 2023 file is plain GeoJSON. The all-vintages file is TopoJSON: its `utla` layer has
every council since 2014 under `start` and `end` years, one shape for as long as the shape lasted.
Both are WGS84; the second does not say so.
"""

import json
from pathlib import Path
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape

FOLDER = "ons-boundaries"
DECEMBER_2023 = "Counties_and_Unitary_Authorities_December_2023_Boundaries_UK_BSC.geojson"
ALL_VINTAGES = "uk-topojson-all-vintages.json"

_UNITED_KINGDOM = (-9.0, 49.0, 2.5, 61.0)  # west, south, east, north, degrees
_FETCH_AGAIN = "fetch it again from the address in etl/sources.yml"


class BoundaryFileError(ValueError):
    """A boundary file is missing or not as expected; the message names it and the remedy."""


class Vintage(NamedTuple):
    """One shape of one council, and the calendar years of the vintages that show it."""

    code: str
    name: str
    start: int | None  # None: since before the first vintage
    end: int | None  # None: still there
    shape: shapely.Geometry  # degrees; a few of them invalid, as published

    def shown_in(self, vintage: int) -> bool:
        return (not self.start or self.start <= vintage) and (not self.end or self.end >= vintage)


def read_december_2023(folder: Path) -> dict[str, tuple[str, shapely.Geometry]]:
    """English councils of December 2023: code to name and shape in degrees, in code order."""
    path = folder / FOLDER / DECEMBER_2023
    features = _part(path, _json(path), "features", list)
    councils = {}
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") or {}
        missing = [c for c in ("CTYUA23CD", "CTYUA23NM") if c not in properties]
        if missing:
            raise BoundaryFileError(
                f"{path}: feature {number} has no {' and no '.join(missing)}, so this is not the "
                f"file of counties and unitary authorities of December 2023: {_FETCH_AGAIN}"
            )
        code, name = properties["CTYUA23CD"], properties["CTYUA23NM"]
        if not code.startswith("E"):
            continue
        if code in councils:
            raise BoundaryFileError(f"{path}: {name} {code} is there twice: {_FETCH_AGAIN}")
        try:
            councils[code] = name, _in_degrees(path, name, shape(feature["geometry"]))
        except (AttributeError, KeyError, TypeError, IndexError, shapely.GEOSException) as fault:
            raise BoundaryFileError(
                f"{path}: the shape of {name} {code} cannot be read ({fault}): {_FETCH_AGAIN}"
            ) from None
    if not councils:
        raise BoundaryFileError(f"{path}: no council in England in it: {_FETCH_AGAIN}")
    return dict(sorted(councils.items()))


def read_all_vintages(folder: Path) -> list[Vintage]:
    """Every shape that an English council has had since 2014, ordered by code and start."""
    path = folder / FOLDER / ALL_VINTAGES
    topology = _json(path)
    layer = _part(path, _part(path, topology, "objects", dict), "utla", dict)
    arcs = _arcs(path, topology)
    vintages = []
    for thing in _part(path, layer, "geometries", list):
        properties = thing.get("properties") or {}
        missing = [c for c in ("areacd", "areanm") if c not in properties]
        if missing:
            raise BoundaryFileError(
                f"{path}: a shape of layer utla has no {' and no '.join(missing)}: {_FETCH_AGAIN}"
            )
        code, name = properties["areacd"], properties["areanm"]
        if not code.startswith("E"):
            continue
        try:
            drawn = _in_degrees(path, name, _joined(thing, arcs))
        except (KeyError, TypeError, IndexError, ValueError, shapely.GEOSException) as fault:
            if isinstance(fault, BoundaryFileError):
                raise
            raise BoundaryFileError(
                f"{path}: the shape of {name} {code} cannot be read ({fault}): {_FETCH_AGAIN}"
            ) from None
        vintages.append(Vintage(code, name, properties.get("start"), properties.get("end"), drawn))
    if not vintages:
        raise BoundaryFileError(f"{path}: no council in England in layer utla: {_FETCH_AGAIN}")
    return sorted(vintages, key=lambda vintage: (vintage.code, vintage.start or 0))


def _json(path: Path) -> dict:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BoundaryFileError(
            f"{path} is missing: put the file there (its address is in etl/sources.yml), or give "
            f"the folder that holds {FOLDER}/ with --from"
        ) from None
    except UnicodeDecodeError:
        raise BoundaryFileError(f"{path} is not text in UTF-8: {_FETCH_AGAIN}") from None
    if not text.strip():
        raise BoundaryFileError(f"{path} is empty: {_FETCH_AGAIN}")
    if text.lstrip().startswith("<"):
        raise BoundaryFileError(
            f"{path} is a web page, perhaps an error message, and not the file: {_FETCH_AGAIN}"
        )
    try:
        read = json.loads(text)
    except json.JSONDecodeError as fault:
        raise BoundaryFileError(
            f"{path} breaks off or is damaged at line {fault.lineno}, column {fault.colno}: "
            f"{_FETCH_AGAIN}"
        ) from None
    if not isinstance(read, dict):
        raise BoundaryFileError(f"{path} holds no map: {_FETCH_AGAIN}")
    return read


def _part(path: Path, whole: dict, key: str, kind: type):
    part = whole.get(key)
    if not isinstance(part, kind) or not part:
        raise BoundaryFileError(f"{path} has no {key!r}, or nothing in it: {_FETCH_AGAIN}")
    return part


def _in_degrees(path: Path, name: str, drawn: shapely.Geometry) -> shapely.Geometry:
    west, south, east, north = drawn.bounds
    if not (
        drawn.area > 0
        and _UNITED_KINGDOM[0] < west < east < _UNITED_KINGDOM[2]
        and _UNITED_KINGDOM[1] < south < north < _UNITED_KINGDOM[3]
    ):
        raise BoundaryFileError(
            f"{path}: {name} is not a shape in the United Kingdom in degrees: ask the service for "
            "WGS84 (outSR=4326) and fetch the file again"
        )
    return drawn


def _arcs(path: Path, topology: dict) -> list[np.ndarray]:
    """TopoJSON keeps each line as whole-number steps from a first point; here in degrees."""
    transform = _part(path, topology, "transform", dict)
    try:
        return [
            np.cumsum(np.array(arc), axis=0) * transform["scale"] + transform["translate"]
            for arc in _part(path, topology, "arcs", list)
        ]
    except (KeyError, TypeError, ValueError) as fault:
        raise BoundaryFileError(
            f"{path}: its lines cannot be read ({fault}): {_FETCH_AGAIN}"
        ) from None


def _joined(thing: dict, arcs: list[np.ndarray]) -> shapely.Geometry:
    def ring(numbers: list[int]) -> np.ndarray:
        # ~n stands for line n walked backwards; each line begins where the last one ended.
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return np.vstack([lines[0], *(line[1:] for line in lines[1:])])

    def polygon(rings: list[list[int]]) -> shapely.Polygon:
        return shapely.Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    if thing["type"] == "Polygon":
        return polygon(thing["arcs"])
    return shapely.MultiPolygon([polygon(rings) for rings in thing["arcs"]])
