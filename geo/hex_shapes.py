"""The hexagons as shapes in a view box, for the councils of any year since 2013.

The layout has a hexagon for each council that there is now. A council that has since been split is
shown by the hexagons of the councils it became, joined; councils since merged into one share its
hexagon, side by side. So the hexagons of 2013 show 2013's councils, each in its place.
"""

from collections import defaultdict

import shapely

from geo import hexgrid
from geo.council_list import CURRENT_FROM, EARLIER_YEARS, Council, codes_in_force
from geo.hexgrid import Cell

MARGIN = 8  # units, about the whole layout
GAP = 2.4  # units, between the sides of two hexagons


def whole_hexagons(
    layout: dict[str, Cell], width: float, height: float
) -> dict[str, shapely.Polygon]:
    """Each council's hexagon without gaps, the layout as large as the view box allows."""
    centres = {code: hexgrid.centre(cell) for code, cell in layout.items()}
    left, right = (f(x for x, _ in centres.values()) for f in (min, max))
    top, bottom = (f(y for _, y in centres.values()) for f in (min, max))
    across, down = right - left + 1, bottom - top + 2 / 3**0.5
    size = min((width - 2 * MARGIN) / across, (height - 2 * MARGIN) / down)
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    hexagons = {
        code: shapely.Polygon(
            [
                (width / 2 + (x - middle_x) * size + dx, height / 2 + (y - middle_y) * size + dy)
                for dx, dy in hexgrid.corners(size)
            ]
        )
        for code, (x, y) in centres.items()
    }
    # Corners are worked out from each centre; a fine grid makes those of two hexagons one point.
    return {code: shapely.set_precision(hexagon, 0.01) for code, hexagon in hexagons.items()}


def hexagons_by_years(
    councils: dict[str, Council], whole: dict[str, shapely.Polygon], west_first: list[str]
) -> list[tuple[str, int, int | None, shapely.Geometry]]:
    """Code, first and last year_ending (None while it stands) and shape, in order of code.

    `west_first` has the councils of earlier years from west to east: who shares a hexagon with
    whom is told by it left from right.
    """
    shapes, years = {}, defaultdict(list)
    for year in range(EARLIER_YEARS.start, CURRENT_FROM + 1):
        for code, shares in _shares(councils, year, west_first).items():
            years[code].append(year)
            shapes[code] = shapely.union_all([_slice(whole[now], *share) for now, *share in shares])
    return [
        (
            code,
            years[code][0],
            None if years[code][-1] == CURRENT_FROM else years[code][-1],
            shapely.buffer(shape, -GAP / 2, join_style="mitre"),
        )
        for code, shape in sorted(shapes.items())
    ]


def region_borders(
    councils: dict[str, Council], whole: dict[str, shapely.Polygon]
) -> shapely.Geometry:
    """The lines between hexagons of different regions, running along the gaps."""
    regions = defaultdict(list)
    for code, hexagon in whole.items():
        regions[councils[code].region_code].append(hexagon)
    areas = [shapely.union_all(hexagons) for _, hexagons in sorted(regions.items())]
    lines = [
        shapely.intersection(shapely.boundary(one), shapely.boundary(other))
        for n, one in enumerate(areas)
        for other in areas[n + 1 :]
    ]
    parts = shapely.get_parts(lines)
    return shapely.line_merge(shapely.union_all(parts[shapely.get_dimensions(parts) == 1]))


def _shares(
    councils: dict[str, Council], year: int, west_first: list[str]
) -> dict[str, list[tuple[str, int, int]]]:
    """For each council of the year, its hexagons: (code of today, which slice, of how many)."""
    became = {code: _became(councils, code) for code in codes_in_force(councils, year)}
    shares = defaultdict(list)
    for now in sorted(set().union(*became.values())):
        claimants = [code for code in became if now in became[code]]
        # A part of old Dorset went to Bournemouth, Christchurch and Poole. Old Dorset has the new
        # Dorset's hexagon, and leaves the other to those that have none else.
        only_this = [code for code in claimants if len(became[code]) == 1]
        sharing = only_this or claimants
        if len(sharing) > 1:
            sharing = sorted(sharing, key=west_first.index)
        for place, code in enumerate(sharing):
            shares[code].append((now, place, len(sharing)))
    return shares


def _became(councils: dict[str, Council], code: str) -> set[str]:
    """The councils of today that cover what this one did."""
    if councils[code].in_force(CURRENT_FROM):
        return {code}
    return set().union(*(_became(councils, later) for later in councils[code].successors))


def _slice(hexagon: shapely.Polygon, place: int, places: int) -> shapely.Geometry:
    west, south, east, north = hexagon.bounds
    width = (east - west) / places
    return hexagon & shapely.box(west + place * width, south, west + (place + 1) * width, north)
