"""Shapes as SVG paths, short: tenths of a unit, and each point as steps from the one before.

Steps are taken between rounded points, never rounded themselves: else the errors would add up
along a coast, and two councils would draw their common border in different places.
"""

from collections.abc import Iterable

import numpy as np
import shapely
from geopandas import GeoSeries


def rounded(shapes: GeoSeries) -> GeoSeries:
    """Shapes with every point at the nearest tenth of a unit, as the path will draw it."""
    return shapes.transform(lambda xy: np.round(xy, 1))


def path_of_shape(shape: shapely.Geometry) -> str:
    """A polygon or several. Holes run the other way round, so either fill rule leaves them open."""
    parts = shapely.get_parts(shapely.orient_polygons(shapely.normalize(shape)))
    return "".join(
        _line(ring.coords[:-1]) + "z"
        for ring in shapely.get_rings(parts)
        if shapely.Polygon(ring).area > 0
    )


def path_of_lines(lines: shapely.Geometry) -> str:
    """A line or several, to be stroked."""
    return "".join(_line(part.coords) for part in shapely.get_parts(shapely.normalize(lines)))


def _line(points: Iterable[tuple[float, float]]) -> str:
    tenths = np.rint(np.array(points) * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[steps.any(axis=1)]
    return "M" + _numbers(tenths[0]) + "l" + _numbers(steps.ravel())


def _numbers(tenths: Iterable[int]) -> str:
    """Numbers with no more between them than is needed: `12 -3 0.5` is written `12-3 .5`."""
    text = ""
    for number in tenths:
        units, tenth = divmod(abs(int(number)), 10)
        digits = f"{units or ''}.{tenth}" if tenth else str(units)
        text += ("-" if number < 0 else " " if text else "") + digits
    return text
