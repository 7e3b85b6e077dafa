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
from collections import defaultdict
from math import sqrt
from pathlib import Path

import numpy as np
import shapely

from geo.boundary_files import (
    ALL_VINTAGES,
    DECEMBER_2023,
    BoundaryFileError,
    Vintage,
    read_all_vintages,
    read_december_2023,
)
from geo.council_list import (
    COUNCILS_CSV,
    CURRENT_FROM,
    EARLIER_YEARS,
    Council,
    CouncilListError,
    codes_in_force,
    codes_with_the_same_borders,
    read_councils,
)
from geo.grid import from_grid, to_grid

HERE = Path(__file__).parent

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

Features = list[tuple[dict, shapely.Geometry]]


def simplify_together(
    shapes: np.ndarray, tolerance: float = TOLERANCE, chord: float = CHORD, speck: float = SPECK
) -> np.ndarray:
    """Shapes in metres, simplified so that a shared border is still the same line on both sides.

    Raises ValueError if the shapes overlap, or do not meet at the same points, to begin with.
    """
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("shapes overlap, or their common borders are not the same line")
    shapes = _without_specks(shapes, speck)
    touches = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    isle = np.bincount(touches[0], minlength=len(shapes)) == 1  # meets only itself
    # Shapely's tolerance is the side of a square as large as the smallest triangle kept.
    simpler = shapely.coverage_simplify(shapes, sqrt(tolerance * chord / 2))
    simpler[isle] = shapely.coverage_simplify(shapes[isle], min(tolerance, ISLE_TOLERANCE))
    return simpler


def current_councils(folder: Path, councils: dict[str, Council]) -> tuple[Features, Features]:
    """The councils of December 2023, and London again in more detail. Raises BoundaryFileError."""
    found = read_december_2023(folder)
    expected = codes_in_force(councils, CURRENT_FROM)
    _same_codes(DECEMBER_2023, f"31 March {CURRENT_FROM}", list(found), expected, councils)
    in_metres = to_grid(np.array([drawn for _, drawn in found.values()]))
    in_london = np.array([councils[code].region_code == LONDON for code in found])
    properties = np.array(
        [{"council_code": code, "council_name": councils[code].name} for code in found]
    )
    everywhere = from_grid(simplify_together(in_metres))
    london = from_grid(
        simplify_together(in_metres[in_london], LONDON_TOLERANCE, 2 * LONDON_TOLERANCE)
    )
    return (
        list(zip(properties, everywhere, strict=True)),
        list(zip(properties[in_london], london, strict=True)),
    )


def earlier_councils(folder: Path, councils: dict[str, Council]) -> Features:
    """Every council of the years ending March 2013 to 2023, once for each run of years.

    The year ending March 2020 is shown by the vintage of 2019; before 2014 there is none and
    2014's stands in, as no border moved. Raises BoundaryFileError.
    """
    vintages = read_all_vintages(folder)
    years: dict[tuple[str, int], list[int]] = defaultdict(list)  # code and shape: year_ending
    for year in EARLIER_YEARS:
        for code, number in _shapes_of_year(vintages, councils, year).items():
            years[code, number].append(year)
    simpler = _simplify_vintages(vintages, sorted({number for _, number in years}))
    features = []
    for (code, number), shown in sorted(years.items(), key=lambda item: (item[0][0], item[1])):
        properties = {
            "council_code": code,
            "council_name": councils[code].name,
            "first_year": shown[0],
            "last_year": shown[-1],
        }
        features.append((properties, simpler[number]))
    return features


def _shapes_of_year(
    vintages: list[Vintage], councils: dict[str, Council], year: int
) -> dict[str, int]:
    """For each code in force on 31 March of the year, which of the vintages is its shape."""
    vintage = max(year - 1, FIRST_VINTAGE)
    shown = {v.code: number for number, v in enumerate(vintages) if v.shown_in(vintage)}
    expected = codes_in_force(councils, year)
    found = {}
    for code in expected:
        for name in codes_with_the_same_borders(councils, code):
            if name in shown:
                found[code] = shown.pop(name)
                break
    _same_codes(ALL_VINTAGES, f"31 March {year}", [*found, *shown], expected, councils)
    return found


def _simplify_vintages(vintages: list[Vintage], wanted: list[int]) -> dict[int, shapely.Geometry]:
    """Simplify shapes of all years together, so that a council looks the same in all its years.

    Shapes of different years lie over one another (Cumbria, and the two councils it became). So
    England is cut along every border there ever was, the pieces are simplified together, and each
    shape is put together again from its pieces. That also mends shapes whose outline crosses
    itself, of which each year has four.
    """
    shapes = to_grid(np.array([vintages[n].shape for n in wanted]))
    # Without keep_collapsed=False a mended shape may come back with a line beside its polygons.
    shapes = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    borders = shapely.union_all(shapely.boundary(shapes))
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(borders))))
    faces_by_owners: dict[tuple[int, ...], list] = defaultdict(list)
    inside, owner = shapely.STRtree(shapes).query(shapely.point_on_surface(faces), "within")
    for number, face in enumerate(faces):
        owners = _one_at_a_time(vintages, sorted(wanted[o] for o in owner[inside == number]))
        if owners:  # a face that nobody owns is a lake or a creek
            faces_by_owners[owners].append(face)
    pieces = np.array([shapely.union_all(faces) for faces in faces_by_owners.values()])
    pieces = from_grid(simplify_together(pieces))
    return {
        number: shapely.coverage_union_all(
            [piece for owner, piece in zip(faces_by_owners, pieces, strict=True) if number in owner]
        )
        for number in wanted
    }


def _one_at_a_time(vintages: list[Vintage], owners: list[int]) -> tuple[int, ...]:
    """Owners whose years do not meet: where published shapes overlap, the first has the overlap."""
    kept: list[int] = []
    for owner in owners:
        years = range(vintages[owner].start or 0, (vintages[owner].end or 9999) + 1)
        if not any(
            max(years.start, vintages[k].start or 0) <= min(years[-1], vintages[k].end or 9999)
            for k in kept
        ):
            kept.append(owner)
    return tuple(kept)


def _without_specks(shapes: np.ndarray, speck: float) -> np.ndarray:
    """Shapes less their detached parts under `speck` square metres, keeping at least the largest.

    A small part that borders another council is not detached, and stays.
    """
    parts, owner = shapely.get_parts(shapes, return_index=True)
    touches = shapely.STRtree(parts).query(parts, predicate="intersects")
    detached = np.bincount(touches[0], minlength=len(parts)) == 1
    area = shapely.area(parts)
    largest = np.zeros(len(shapes))
    np.maximum.at(largest, owner, area)
    keep = ~detached | (area >= speck) | (area == largest[owner])
    return np.array(
        [
            shapely.MultiPolygon(list(parts[keep & (owner == n)]))
            if np.sum(keep & (owner == n)) > 1
            else parts[keep & (owner == n)][0]
            for n in range(len(shapes))
        ]
    )


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


def geojson(features: Features) -> str:
    """Features as GeoJSON, one a line. Raises ValueError if a shape is not valid."""
    lines = []
    for properties, drawn in features:
        if not drawn.is_valid or drawn.geom_type not in ("Polygon", "MultiPolygon"):
            raise ValueError(
                f"{properties['council_name']}: {drawn.geom_type}, {shapely.is_valid_reason(drawn)}"
            )
        # One way of writing each shape, whatever order the library found its parts in.
        drawn = shapely.orient_polygons(shapely.normalize(drawn))
        feature = {
            "type": "Feature",
            "properties": properties,
            "geometry": shapely.geometry.mapping(drawn),
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def write_all(folder: Path, councils_csv: Path, into: Path) -> list[Path]:
    """Make the three files. Either all are written or, on any error, none."""
    councils = read_councils(councils_csv)
    everywhere, london = current_councils(folder, councils)
    texts = {
        "councils.geojson": geojson(everywhere),
        "london.geojson": geojson(london),
        "earlier.geojson": geojson(earlier_councils(folder, councils)),
    }
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
    except (BoundaryFileError, CouncilListError, OSError) as fault:
        print(f"geo.simplify: {fault}", file=sys.stderr)
        return 1
    for path in written:
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
