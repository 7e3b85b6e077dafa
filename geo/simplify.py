"""The shapes on the map, made from the ONS boundary files: `python -m geo.simplify --from DIR`.

Councils are simplified together, never one by one: each border belongs to two councils, and a
border simplified twice gives slivers and overlaps. The councils of earlier years come from another
file, drawn on other lines, so they are kept in a file of their own. A map shows one or the other.

Writes `councils.geojson`, `london.geojson` and `earlier.geojson` beside this module, all or none.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from geopandas import GeoDataFrame, GeoSeries

from etl.errors import Refusal
from geo.boundary_files import (
    ALL_VINTAGES,
    DECEMBER_2023,
    BoundaryFileError,
    read_all_vintages,
    read_december_2023,
)
from geo.council_list import (
    COUNCILS_CSV,
    CURRENT_FROM,
    EARLIER_YEARS,
    Council,
    codes_in_force,
    codes_with_the_same_borders,
    read_councils,
)
from geo.grid import HERE, NATIONAL_GRID, in_degrees

# A corner of a border is smoothed away when it stands less than this far off a chord of 2 km, in
# metres on the British National Grid: that is, when its triangle is under half a square kilometre.
# At the size of the map (1 pixel is about 700 m) nobody sees it.
TOLERANCE = 500
CHORD = 2000
# The inset is drawn four times larger, and the isles have no borders that would have to agree.
LONDON_TOLERANCE = 60
ISLE_TOLERANCE = 200
# A detached islet smaller than a square of the tolerance is a speck; a council keeps its largest.
SPECK = TOLERANCE**2  # square metres

LONDON = "E12000007"
FIRST_VINTAGE = 2014  # the all-vintages file begins here


def simplify_together(
    shapes: GeoSeries, tolerance: float = TOLERANCE, chord: float = CHORD
) -> GeoSeries:
    """Shapes in metres, simplified so that a shared border is still the same line on both sides.

    Raises ValueError if the shapes overlap, or do not meet at the same points, to begin with.
    """
    if not shapes.is_valid_coverage():
        raise ValueError("shapes overlap, or their common borders are not the same line")
    shapes = _without_specks(shapes)
    isle = _alone(shapes)
    # The tolerance wanted here is the side of a square as large as the smallest triangle kept.
    simpler = shapes.simplify_coverage(sqrt(tolerance * chord / 2))
    simpler[isle] = shapes[isle].simplify_coverage(min(tolerance, ISLE_TOLERANCE))
    return simpler


def current_councils(
    folder: Path, councils: dict[str, Council]
) -> tuple[GeoDataFrame, GeoDataFrame]:
    """The councils of December 2023, and London again in more detail. Raises BoundaryFileError."""
    found = read_december_2023(folder).to_crs(NATIONAL_GRID)
    expected = codes_in_force(councils, CURRENT_FROM)
    day = f"31 March {CURRENT_FROM}"
    _same_codes(DECEMBER_2023, day, list(found.council_code), expected, councils)
    found["council_name"] = [councils[code].name for code in found.council_code]
    london = found[[councils[code].region_code == LONDON for code in found.council_code]]
    return (
        found.set_geometry(in_degrees(simplify_together(found.geometry))),
        london.set_geometry(
            in_degrees(simplify_together(london.geometry, LONDON_TOLERANCE, 2 * LONDON_TOLERANCE))
        ),
    )


def earlier_councils(folder: Path, councils: dict[str, Council]) -> GeoDataFrame:
    """Every council of the years ending March 2013 to 2023, once for each run of years.

    The year ending March 2020 is shown by the vintage of 2019; before 2014 there is none and
    2014's stands in, as no border moved. Raises BoundaryFileError.
    """
    vintages = read_all_vintages(folder)
    shown = pd.concat(_shapes_of_year(vintages, councils, year) for year in EARLIER_YEARS)
    runs = shown.groupby(["council_code", "vintage"], as_index=False).year_ending.agg(
        first_year="min", last_year="max"
    )
    runs.insert(1, "council_name", [councils[code].name for code in runs.council_code])
    simpler = _simplify_vintages(vintages, shown)
    return GeoDataFrame(runs, geometry=simpler[runs.pop("vintage")].to_numpy(), crs=simpler.crs)


def _shapes_of_year(
    vintages: GeoDataFrame, councils: dict[str, Council], year: int
) -> pd.DataFrame:
    """One row per code in force on 31 March of the year: council_code, year_ending and vintage,
    the row of `vintages` that is its shape."""
    wanted = max(year - 1, FIRST_VINTAGE)
    there = vintages[(vintages.start <= wanted) & (vintages.end >= wanted)]
    shown = dict(zip(there.council_code, there.index, strict=True))
    expected = codes_in_force(councils, year)
    found = {}
    for code in expected:
        for name in codes_with_the_same_borders(councils, code):
            if name in shown:
                found[code] = shown.pop(name)
                break
    _same_codes(ALL_VINTAGES, f"31 March {year}", [*found, *shown], expected, councils)
    return pd.DataFrame(
        {"council_code": found.keys(), "year_ending": year, "vintage": found.values()}
    )


def _simplify_vintages(vintages: GeoDataFrame, shown: pd.DataFrame) -> GeoSeries:
    """Simplify shapes of all years together, so that a council looks the same in all its years.

    Shapes of different years lie over one another (Cumbria, and the two councils it became). So
    England is cut along every border there ever was, the pieces are simplified together, and each
    shape is put together again from its pieces. That also mends shapes whose outline crosses
    itself, of which each year has four. Where shapes of one year overlap, the first has the
    overlap. Returns shapes in degrees by their row in `vintages`.
    """
    shapes = vintages.geometry[sorted(shown.vintage.unique())].to_crs(NATIONAL_GRID)
    # Without keep_collapsed=False a mended shape may come back with a line beside its polygons.
    shapes = shapes.make_valid(method="structure", keep_collapsed=False)
    faces = shapes.boundary.polygonize()
    # A face that nobody owns is a lake or a creek, and is not in `owned`.
    face, owner = shapes.sindex.query(faces.representative_point(), predicate="within")
    owned = pd.DataFrame({"face": face, "vintage": shapes.index[owner]}).merge(
        shown[["vintage", "year_ending"]].drop_duplicates()
    )
    owned = owned.sort_values("vintage").drop_duplicates(["face", "year_ending"])
    owners = owned.groupby("face").vintage.agg(lambda vintage: tuple(sorted(set(vintage))))
    pieces = (
        faces.to_frame("geometry")
        .join(owners.rename("owners"), how="inner")
        .dissolve("owners", sort=False)
    )
    pieces["geometry"] = in_degrees(simplify_together(pieces.geometry))
    pieces["vintage"] = list(pieces.index)
    return pieces.explode("vintage").dissolve("vintage", method="coverage").geometry


def _without_specks(shapes: GeoSeries) -> GeoSeries:
    """Shapes less their detached parts smaller than SPECK, keeping at least the largest.

    A small part that borders another council is not detached, and stays.
    """
    parts = shapes.reset_index(drop=True).explode()
    area = parts.area
    largest = area.groupby(level=0).transform("max")
    kept = parts[~_alone(parts) | (area >= SPECK) | (area == largest)]
    whole = kept.groupby(level=0).agg(
        lambda of_one: shapely.MultiPolygon(list(of_one)) if len(of_one) > 1 else of_one.iloc[0]
    )
    return GeoSeries(whole.to_list(), index=shapes.index, crs=shapes.crs)


def _alone(shapes: GeoSeries) -> np.ndarray:
    """Whether each shape meets none but itself."""
    shape, _ = shapes.sindex.query(shapes, predicate="intersects")
    return np.bincount(shape, minlength=len(shapes)) == 1


def _same_codes(
    file: str, day: str, found: list[str], expected: list[str], councils: dict[str, Council]
) -> None:
    missing = sorted(set(expected) - set(found))
    unknown = sorted(set(found) - set(expected))
    if missing or unknown:
        called = [f"{councils[code].name} {code}" for code in missing]
        raise BoundaryFileError(
            f"{file} does not show the councils of {day}: "
            + "; ".join(
                f"{words} {', '.join(codes[:5])}{' and others' if len(codes) > 5 else ''}"
                for words, codes in (("missing", called), ("not expected", unknown))
                if codes
            )
            + ": fetch the file again, or correct code_from, code_to and successors in "
            "data/figures/councils.csv"
        )


def geojson(shapes: GeoDataFrame) -> str:
    """Shapes as GeoJSON, one a line. Raises ValueError if one is not valid."""
    sound = shapes.is_valid & ~shapes.is_empty & shapes.geom_type.isin(["Polygon", "MultiPolygon"])
    if not sound.all():
        names, reasons = shapes.council_name[~sound], shapes[~sound].is_valid_reason()
        raise ValueError(
            f"no polygon, or not a valid one: {dict(zip(names, reasons, strict=True))}"
        )
    # One way of writing each shape, whatever order the library found its parts in.
    shapes = shapes.set_geometry(shapes.normalize().orient_polygons())
    lines = [
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in shapes.iterfeatures(drop_id=True)
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


@contextmanager
def _faults_of(file: str) -> Iterator[None]:
    """Shapes that overlap or are none are a fault of the file they are from."""
    try:
        yield
    except BoundaryFileError:
        raise
    except ValueError as fault:
        raise BoundaryFileError(f"{file}: {fault}: fetch the file again") from fault


def write_all(folder: Path, councils_csv: Path, into: Path) -> list[Path]:
    """Make the three files. Either all are written or, on any error, none."""
    councils = read_councils(councils_csv)
    with _faults_of(DECEMBER_2023):
        everywhere, london = current_councils(folder, councils)
        texts = {"councils.geojson": geojson(everywhere), "london.geojson": geojson(london)}
    with _faults_of(ALL_VINTAGES):
        texts["earlier.geojson"] = geojson(earlier_councils(folder, councils))
    drafts = {into / name: into / f".{name}.draft" for name in texts}
    try:
        for draft, text in zip(drafts.values(), texts.values(), strict=True):
            draft.write_text(text, encoding="utf-8", newline="\n")
        for path, draft in drafts.items():
            os.replace(draft, path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
    return list(drafts)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m geo.simplify", description=__doc__)
    parser.add_argument(
        "--from",
        dest="folder",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder that holds ons-boundaries/",
    )
    parser.add_argument("--councils", type=Path, default=COUNCILS_CSV, help="the list of councils")
    parser.add_argument("--into", type=Path, default=HERE, help="where to write")
    asked = parser.parse_args(arguments)
    try:
        written = write_all(asked.folder, asked.councils, asked.into)
    except (BoundaryFileError, Refusal, OSError) as fault:
        print(f"geo.simplify: {fault}", file=sys.stderr)
        return 1
    for path in written:
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
