"""The hexagons as shapes in a view box, for the councils of any year since 2013.

The layout has a hexagon for each council that there is now. A council that has since been split is
shown by the hexagons of the councils it became, joined; councils since merged into one share its
hexagon, side by side. So the hexagons of 2013 show 2013's councils, each in its place.
"""

from collections import defaultdict

import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries

from geo import hexgrid
from geo.council_list import CURRENT_FROM, EARLIER_YEARS, Council, codes_in_force
from geo.hexgrid import Cell

MARGIN = 8  # units, about the whole layout
GAP = 2.4  # units, between the sides of two hexagons


def whole_hexagons(layout: dict[str, Cell], width: float, height: float) -> GeoSeries:
    """Each council's hexagon by its code, without gaps, as large as the view box allows."""
    centres = pd.DataFrame(map(hexgrid.centre, layout.values()), index=layout, columns=["x", "y"])
    across, down = centres.max() - centres.min() + [1, 2 / 3**0.5]
    size = min((width - 2 * MARGIN) / across, (height - 2 * MARGIN) / down)
    at = (centres - (centres.min() + centres.max()) / 2) * size + [width / 2, height / 2]
    hexagons = GeoSeries(
        [
            shapely.Polygon([(x + dx, y + dy) for dx, dy in hexgrid.corners(size)])
            for x, y in at.itertuples(index=False)
        ],
        index=at.index,
    )
    # Corners are worked out from each centre; a fine grid makes those of two hexagons one point.
    return hexagons.set_precision(0.01)


def hexagons_by_years(
    councils: dict[str, Council], whole: GeoSeries, west_first: list[str]
) -> GeoDataFrame:
    """One row per council, by code: council_code, first_year and last_year (year_ending, NA while
    it stands) and geometry.

    `west_first` has the councils of earlier years from west to east: who shares a hexagon with
    whom is told by it left from right.
    """
    slices = pd.DataFrame(
        [
            (code, year, *share)
            for year in range(EARLIER_YEARS.start, CURRENT_FROM + 1)
            for code, shares in _shares(councils, year, west_first).items()
            for share in shares
        ],
        columns=["council_code", "year_ending", "now", "place", "places"],
    )
    years = slices.groupby("council_code").year_ending.agg(first_year="min", last_year="max")
    years["last_year"] = years.last_year.astype("Int64").where(years.last_year < CURRENT_FROM)
    slices = slices.drop_duplicates(["council_code", "now"], keep="last")
    drawn = [_slice(whole[now], place, n) for now, place, n in slices.iloc[:, 2:].to_numpy()]
    hexagons = GeoDataFrame(slices[["council_code"]], geometry=drawn).dissolve("council_code")
    hexagons["geometry"] = hexagons.buffer(-GAP / 2, join_style="mitre")
    return hexagons.join(years).reset_index()


def region_borders(councils: dict[str, Council], whole: GeoSeries) -> shapely.Geometry:
    """The lines between hexagons of different regions, running along the gaps."""
    of_region = [councils[code].region_code for code in whole.index]
    regions = whole.to_frame("geometry").dissolve(by=of_region)
    coast = regions.union_all().boundary
    return shapely.line_merge(regions.boundary.union_all() - coast)


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
