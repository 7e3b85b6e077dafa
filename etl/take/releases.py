"""Which file plays which role, whatever a release calls it.

A data set's title, and the years in its file's name, move with every release. What stays is how the
name begins (`d2_`) and the columns the figures are taken from; a file is chosen by both.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from etl import sources
from etl.errors import Refusal
from etl.read.files import activity, assessments, characteristics, long_series, offences, plans
from etl.read.published import rows_of
from etl.sources import ANY_NAME, Source

_AREA = ["time_period", "geographic_level", "old_la_code", "new_la_code", "la_name"]
_CATEGORIES = [f"{c}_{basis}" for c in plans.CATEGORIES for basis in plans.BASES]

# The columns without which a file cannot play the role. Each role's are its own: no other file of
# the publication has them all.
COLUMNS = {
    "d2": [*_AREA, plans.TOTAL_COLUMN["started"], *_CATEGORIES],
    "d4": [*_AREA, plans.TOTAL_COLUMN["at_31_march"], *_CATEGORIES],
    "c3": [*_AREA, *assessments.FACTORS]
    + [f"{f}_{part}" for f in assessments.SUMMED_FACTORS for part in assessments.PARTS],
    "a5": ["time_period", "characteristic", "characteristic_type", *characteristics.CATEGORIES],
    "population": [*_AREA, "age_group", "population_estimate"],
    **{
        stem: [*_AREA, *measures, *activity.OWN_COLUMNS.get(stem, [])]
        for stem, measures in activity.MEASURES.items()
    },
}
HEADER_BYTES = 64 * 1024


def columns_of(role: str) -> list[str]:
    """The columns that the role needs; populations of every release need the same."""
    return COLUMNS["population" if role.startswith("population") else role]


def begins_like(source: Source, name: str) -> bool:
    stem = source.stem or ""
    return stem == ANY_NAME or bool(stem) and name.lower().startswith(stem.lower())


def lacking(role: str, header: list[str]) -> list[str]:
    """The columns the role needs and the header has not, capitals aside."""
    held = {name.strip().lower() for name in header}
    return [c for c in columns_of(role) if c.lower() not in held]


def most_like(source: Source, headers: dict) -> list:
    """Of files with these headers those that can play the role: the ones with the most of the
    columns that its file has had, since several may begin alike and have the few that it needs.
    """
    fitting = {f: header for f, header in headers.items() if not lacking(source.role, header)}
    known = {name.lower() for name in source.columns or []}
    alike = {f: len(known & {n.lower() for n in header}) for f, header in fitting.items()}
    return [f for f, columns in alike.items() if columns == max(alike.values())]


def of_the_series(source: Source, files: dict) -> list:
    """Of files with these openings those that hold the series from its first year on."""
    first = source.years[0] if source.years else long_series.FIRST_YEAR
    return [f for f, opening in files.items() if long_series.fits(opening, first)]


def header_of(opening: bytes) -> list[str]:
    """The column names in the first line of a CSV; empty when the bytes are no text."""
    line = opening[:HEADER_BYTES].splitlines()[:1]
    text = (line[0] if line else b"").decode("utf-8-sig", errors="replace")
    return [name.strip() for name in next(csv.reader(io.StringIO(text)), [])]


def newest_file(source: Source, folder: Path) -> Path:
    """The file below `folder` that plays the source's role in its newest release.

    A pinned source has one file, and a release older than the recorded one is never gone back to.
    Raises Refusal when two files of a release both fit.
    """
    recorded = folder / source.file
    if source.pinned:
        return recorded
    if not source.stem:
        followed = place_of(source, folder)
        return followed if followed.is_file() else recorded
    for release in sorted(recorded.parent.parent.glob("*/"), key=_age, reverse=True):
        if _age(release) < _age(recorded.parent):
            break
        files = [f for f in sorted(release.glob("*")) if f.suffix.lower() == ".csv" and f.is_file()]
        named = [f for f in files if begins_like(source, f.name)]
        openings = {f: _opening(f) for f in named}
        if source.stem == ANY_NAME:
            fitting = of_the_series(source, openings)
        else:
            fitting = most_like(source, {f: header_of(o) for f, o in openings.items()})
        if len(fitting) > 1:
            raise Refusal(
                f"two files fit the role {source.role}: {', '.join(f.name for f in fitting)}",
                file=str(release),
                expected=f"one file whose name begins with {source.stem}"
                if source.stem != ANY_NAME
                else "one file with its columns",
                remedy="delete the one the publisher has replaced",
            )
        if named:
            return (fitting or named)[0]
    return recorded


def place_of(source: Source, folder: Path) -> Path:
    """Where a file with an address of its own is put: as recorded, or, for one that is followed to
    newer releases, under the name that the publisher gave it.
    """
    recorded = folder / source.file
    name = PurePosixPath(urlsplit(source.download).path).name
    return recorded if source.pinned or not name else recorded.with_name(name)


def recorded_anew(source: Source, path: Path, folder: Path) -> Source:
    """The entry of sources.yml for the file now found at `path`.

    What `fetch` noted beside the file (day, addresses) is taken over; without a note the release
    is that of the folder's name. The last year is set by what the file holds, the first one never:
    a file that lost its first years must be noticed.
    """
    sha256, size = sources.fingerprint(path)
    file = path.relative_to(folder).as_posix()
    anew = replace(source, file=file, sha256=sha256, bytes=size)
    if not source.stem and anew.file != source.file:
        day = _day_in_name(path)
        first, last = offences.years_of(path)
        return replace(
            anew,
            release=f"release of {day:%-d %B %Y}",
            published=day.isoformat(),
            years=[source.years[0] if source.years else first, last],
        )
    if not (source.stem and source.years):
        return anew
    header = header_of(_opening(path))
    if anew.label != source.label:
        publication = source.release.split(",")[0]
        anew = replace(
            anew,
            release=f"{publication}, reporting year {anew.label}",
            published=None,
            landing_page=source.landing_page.rsplit("/", 1)[0] + f"/{anew.label}",
        )
    note = sources.note_of(path)
    if note.get("sha256") == sha256:
        anew = replace(anew, published=note["published"], download=note["download"])
    first, last = source.years
    return replace(anew, columns=header, years=[first, _last_year(last, path, header)])


def earlier_population(before: Source, newest_label: str, folder: Path) -> dict[str, Source]:
    """The population file that a newer one is about to replace, under a role of its own.

    The newest release prints x for all years of a council cut apart since; the release before it
    then is the last that prints its children. Empty when nothing replaces it, or it is not there.
    """
    path = folder / before.file
    if before.label == newest_label or not path.is_file():
        return {}
    role = f"population_{before.label}"
    kept = replace(before, role=role, id=f"dfe_cin_{role}", pinned=True)
    return {role: recorded_anew(kept, path, folder)}


def _day_in_name(path: Path) -> date:
    """Day of the release of a file whose name ends in it, as in …-230726.ods."""
    said = re.search(r"(\d{6})$", path.stem)
    try:
        return datetime.strptime(said[1] if said else "", "%d%m%y").date()
    except ValueError as error:
        raise Refusal(
            "nothing in the name says which release this is",
            file=path.name,
            expected="a name that ends in the day of the release, as in …-230726",
            remedy="put the file's own address in etl/sources.yml as its download",
        ) from error


def _age(release: Path) -> tuple[int, str]:
    year = re.match(r"\d{4}", release.name)
    return (int(year[0]) if year else 0, release.name)


def _opening(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER_BYTES)


def _last_year(recorded: int, path: Path, header: list[str]) -> int:
    """The last four-digit time period; the recorded one where the column cannot be read."""
    names = [name.lower() for name in header]
    if "time_period" not in names:
        return recorded
    place = names.index("time_period")
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    printed = {row[place].strip() for row in rows_of(text, path.name) if len(row) > place}
    years = [int(cell) for cell in printed if re.fullmatch(r"\d{4}", cell)]
    return max(years, default=recorded)
