"""Where councils would lie if every one had the same area.

Thirty-three councils fill London's 1,600 square kilometres, and one fills Northumberland's 5,000:
laid out from where they are, London's hexagons would push its neighbours to the sea. So England is
first stretched, as if councils were a gas: each holds one unit, dense ones swell until the density
is the same everywhere, and the sea swells as England on average does, so that the coast keeps its
form. M. T. Gastner and M. E. J. Newman, "Diffusion-based method for producing density-equalizing
maps", PNAS 101 (2004), 7499-7504.
"""

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries
from scipy.fft import dctn, idctn
from scipy.ndimage import map_coordinates

CELL = 5_000.0  # metres
MARGIN = 400_000.0  # metres of sea about England, room for the swelling
STEPS = 80


def equal_area_points(shapes: GeoSeries, points: np.ndarray) -> np.ndarray:
    """Where each point (metres east, north) is carried, to the nearest 100 m."""
    west, south, east, north = shapes.total_bounds
    corner = np.array([west - MARGIN, south - MARGIN])
    size = np.ceil((np.array([east + MARGIN, north + MARGIN]) - corner) / CELL).astype(int)
    waves = dctn(_density(shapes, corner, size), norm="ortho")
    decay = sum(
        np.square(np.pi * np.arange(n) / n).reshape(shape)
        for n, shape in zip(size, ((-1, 1), (1, -1)), strict=True)
    )

    def velocity(at: np.ndarray, time: float) -> np.ndarray:
        density = idctn(waves * np.exp(-decay * time), norm="ortho")
        slopes = np.gradient(density)
        # Cell (0, 0) has its centre half a cell in from the corner.
        here = [map_coordinates(s, at.T - 0.5, order=1, mode="nearest") for s in (density, *slopes)]
        return -np.column_stack([here[1] / here[0], here[2] / here[0]])

    at = (points - corner) / CELL
    # Early on everything moves, later hardly anything: the steps grow with time, in units in which
    # a ripple one cell wide has gone at 1 and one as wide as the map at about size².
    times = np.concatenate([[0], np.geomspace(0.05, float(max(size)) ** 2, STEPS)])
    for before, after in zip(times[:-1], times[1:], strict=True):
        half = at + velocity(at, before) * (after - before) / 2
        at = at + velocity(half, (before + after) / 2) * (after - before)
    return np.round((at * CELL + corner) / 100) * 100


def _density(shapes: GeoSeries, corner: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Councils per average council's area in each cell; 1 at sea."""
    columns, rows = (corner[d] + CELL * np.arange(size[d]) for d in (0, 1))
    x, y = (a.ravel() for a in np.meshgrid(columns, rows, indexing="ij"))
    cells = shapely.box(x, y, x + CELL, y + CELL)
    shared = GeoDataFrame({"council_area": shapes.area}, geometry=shapes).overlay(
        GeoDataFrame({"cell": range(len(cells))}, geometry=cells, crs=shapes.crs),
        keep_geom_type=False,
    )
    land = shared.area / CELL**2
    held = land / shared.council_area * shapes.area.mean()
    cell = pd.DataFrame({"land": land, "held": held}).groupby(shared.cell).sum()
    cell = cell.reindex(range(len(cells)), fill_value=0)
    return (cell.held + (1 - cell.land).clip(0, 1)).to_numpy().reshape(size)
