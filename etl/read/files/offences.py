"""Sexual offences that police forces recorded, by force and year (Home Office).

Only the offences of data/reference/offences.csv are taken: those whose name in law says that the
victim is a child, and code 86 (obscene publications), which is kept apart. A newcomer gets two
things wrong. A quarter can be negative, because a record that is cancelled is taken off when it is
cancelled, so only whole years are held. And a force that is missing is not a force with no
offences: British Transport Police, which has no area, is not in 2016/17 at all.

Two layouts are read: a republished copy in CSV, one row a force, year and offence, and the
publisher's own OpenDocument file, one sheet a year and one row a quarter.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from etl import tables
from etl.errors import Refusal, brief
from etl.read.councils import Councils
from etl.read.published import FETCH_AGAIN, read_csv
from etl.read.symbols import NOT_AVAILABLE, PUBLISHED

REFERENCE = Path(__file__).parents[3] / "data" / "reference"
OFFENCES, ELSEWHERE = "offences", "police_forces_elsewhere"

KEY = ["area_code", "year_ending", "offence_code"]
COLUMNS = ["area_code", "area_level", "year_ending", "offence_code", "value", "status", "release"]
# What each layout calls the same thing.
COPY = {
    "financial_year": "year",
    "quarters_in_year": "quarters",
    "police_force": "force",
    "police_force_code": "force_code",
    "offence_code": "offence_code",
    "offence": "offence",
    "offences": "number",
}
PUBLISHERS = {
    "Financial Year": "year",
    "Financial Quarter": "quarter",
    "Force Name": "force",
    "Offence Description": "offence",
    "Offence Code": "offence_code",
    "Number of Offences": "number",
}
QUARTERS = {"1", "2", "3", "4"}
ALL = "all"  # the copy's quarters are added up
MOST_UNPACKED = 1_000_000_000  # bytes: three times fourteen years of 25,000 rows
HEADER_ROWS = 20  # a sheet's table begins within these, or the sheet holds none


class Row(NamedTuple):
    """One printed number, as text, and where it stands."""

    year: str
    force: str
    offence_code: str
    offence: str
    number: str
    quarter: str
    force_code: str = ""  # the publisher's own file has none


def extract(
    path: Path, release: str, councils: Councils, reference: Path = REFERENCE
) -> pd.DataFrame:
    """One row per police force, year ending 31 March and offence, in offences recorded.

    A force in a year that it is known to be left out of has the status not_available. Raises
    Refusal for a force, an offence, a name or a code that nobody knows, for a part of a year, a
    row that is missing or stands twice, and for a year below 0.
    """
    elsewhere, offences = (
        tables.read(reference, name, "reference") for name in (ELSEWHERE, OFFENCES)
    )
    forces = _forces(councils, elsewhere)
    names = {
        row.offence_code: {_plain(n) for n in [row.offence, *row.also_named.split(";")] if n}
        for row in offences.itertuples()
    }
    is_copy = path.suffix.lower() != ".ods"
    rows = _of_copy(path) if is_copy else _of_workbook(path)
    found: dict[tuple[str, int, str], dict[str, int]] = {}
    for row in rows:
        if row.offence_code not in names and not (is_copy or _names_a_child(row.offence)):
            continue  # the publisher's own file holds every offence there is
        if _plain(row.offence) not in names.get(row.offence_code, ()):
            raise _refusal(path, row, f"nobody knows the offence {row.offence_code} {row.offence}")
        force = forces.get(_plain(row.force))
        if force is None or row.force_code not in ("", force):
            raise _refusal(path, row, f"nobody knows the police force {row.force_code} {row.force}")
        quarters = found.setdefault((force, _year(path, row), row.offence_code), {})
        if row.quarter in quarters:
            raise _refusal(path, row, "this force, year and offence stand twice")
        quarters[row.quarter] = _number(path, row)
    absent = {row.force_code: row.years_without.split(";") for row in elsewhere.itertuples()}
    rows = _whole(
        path,
        found,
        {force: absent.get(force, []) for force in sorted(set(forces.values()))},
        sorted(names),
        {ALL} if is_copy else QUARTERS,
    )
    return pd.DataFrame([(*row, release) for row in rows], columns=COLUMNS)


def years_of(path: Path) -> list[int]:
    """First and last year ending 31 March of a file in either layout."""
    rows = _of_workbook(path) if path.suffix.lower() == ".ods" else _of_copy(path)
    years = {_year(path, row) for row in rows}
    return [min(years), max(years)]


def _forces(councils: Councils, elsewhere: pd.DataFrame) -> dict[str, str]:
    """Plain name → code: the forces of English councils, those of Wales, and the one of no area."""
    here = councils.history[["police_force_code", "police_force_name"]].drop_duplicates()
    known = dict(zip(here["police_force_name"], here["police_force_code"], strict=True))
    # A publisher who gives no code to a force without an area leaves the cell blank.
    known |= dict(zip(elsewhere["force_name"], elsewhere["force_code"], strict=True))
    return {_plain(name): code for name, code in known.items()}


def _plain(name: str) -> str:
    """A name without what publishers write in different ways: order, "&", articles, "Police"."""
    name = re.sub(r"^(.+), (.+)$", r"\2 \1", name.strip().lower().replace("&", "and"))
    words = [w for w in re.findall(r"[a-z0-9]+", name) if w not in ("a", "an", "the")]
    return re.sub(r" (police|constabulary)$", "", " ".join(words))


def _of_copy(path: Path) -> Iterator[Row]:
    for row in read_csv(path, list(COPY)).rename(columns=COPY).itertuples():
        if row.quarters != "4":
            raise Refusal(
                f"{row.force} has {row.quarters} quarters",
                file=path.name,
                year=row.year,
                expected="whole years: a quarter can be negative, and part of a year is no year",
                remedy="wait for the release that holds the whole year",
            )
        yield Row(
            row.year, row.force, row.offence_code, row.offence, row.number, ALL, row.force_code
        )


def _of_workbook(path: Path) -> Iterator[Row]:
    """The rows of every sheet that holds the table, one sheet at a time."""
    workbook = _opened(path)
    is_held = False
    for name in workbook.sheet_names:
        lines = workbook.get_sheet_by_name(name).iter_rows()
        opening: list[list] = [
            [_text(cell) for cell in line] for line in islice(lines, HEADER_ROWS)
        ]
        at = next((n for n, line in enumerate(opening) if "Offence Code" in line), None)
        if at is None:
            continue  # a cover, notes
        is_held = True
        header = opening[at]
        if missing := [column for column in PUBLISHERS if column not in header]:
            raise Refusal(
                f"the sheet {name} has no column {', '.join(missing)}",
                file=path.name,
                expected=", ".join(PUBLISHERS),
                remedy="if the publisher renamed a column, change it in "
                "etl/read/files/offences.py, after checking that it means the same",
            )
        place = {field: header.index(column) for column, field in PUBLISHERS.items()}
        for line in chain(opening[at + 1 :], lines):
            cells = [_text(cell) for cell in line]
            if not any(cells):
                continue
            row = Row(**{field: cells[n] for field, n in place.items()})
            if row.quarter not in QUARTERS:
                raise _refusal(path, row, f"there is no quarter '{row.quarter}'")
            yield row
    if not is_held:
        raise Refusal(
            "no sheet holds the table of offences",
            file=path.name,
            expected=", ".join(PUBLISHERS),
            remedy=FETCH_AGAIN,
        )


def _opened(path: Path) -> CalamineWorkbook:
    """The workbook. A newcomer would trust its size on disk: it is packed, sixty to one."""
    try:
        with ZipFile(path) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > MOST_UNPACKED:
            raise Refusal(
                f"it unpacks to {size:,} bytes",
                file=path.name,
                expected=f"at most {MOST_UNPACKED:,}",
                remedy="look at the publisher's page; if the file has really grown so, raise "
                "MOST_UNPACKED in etl/read/files/offences.py",
            )
        return CalamineWorkbook.from_path(path)
    except (CalamineError, BadZipFile, OSError) as error:
        raise Refusal(
            f"this is not an OpenDocument spreadsheet ({error})", file=path.name, remedy=FETCH_AGAIN
        ) from error


def _text(cell) -> str:
    """A cell as a person reads it: 17.0 is 17, and a code that is a number is text."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def _names_a_child(offence: str) -> bool:
    """Whether an offence that we do not know is one that we should: sexual, and of a child."""
    words = offence.lower()
    return "child" in words and any(w in words for w in ("sexual", "rape", "grooming", "indecent"))


def _year(path: Path, row: Row) -> int:
    """2012/13 is the year ending 31 March 2013."""
    said = re.fullmatch(r"(\d{4})/(\d{2})", row.year)
    if not said or (int(said[1]) + 1) % 100 != int(said[2]):
        raise _refusal(path, row, f"'{row.year}' is not a financial year")
    return int(said[1]) + 1


def _number(path: Path, row: Row) -> int:
    if not re.fullmatch(r"-?\d+", row.number):
        raise _refusal(path, row, f"'{row.number}' is not a number of offences")
    return int(row.number)


def _refusal(path: Path, row: Row, found: str) -> Refusal:
    return Refusal(
        f"{brief(found, 50)} (force {brief(row.force)})",
        file=path.name,
        year=row.year[:9],
        remedy=f"{FETCH_AGAIN}; what is new goes into {OFFENCES}.csv or {ELSEWHERE}.csv",
    )


def _whole(path: Path, found: dict, forces: dict, offences: list[str], quarters: set[str]):
    """Rows of whole years, with every force and offence there in each.

    `forces` has the years, as text, in which each is known to be left out.
    """

    def refuse(year: int | str, said: str, expected: str, remedy: str) -> Refusal:
        return Refusal(said, file=path.name, year=year, expected=expected, remedy=remedy)

    years = sorted({year for _, year, _ in found})
    for year in range(years[0], years[-1] + 1) if years else [0]:
        if year not in years:
            raise refuse(year, "no such year", "every year from first to last", FETCH_AGAIN)
        for force, without in forces.items():
            held = {offence: found.get((force, year, offence), {}) for offence in offences}
            is_absent = str(year) in without and not any(held.values())
            for offence, printed in held.items():
                if is_absent:
                    yield (force, "police_force", year, offence, None, NOT_AVAILABLE)
                    continue
                if lacking := sorted(quarters - set(printed)):
                    raise refuse(
                        year,
                        f"police force {force} lacks offence {offence}"
                        + (f" in quarter {', '.join(lacking)}" if printed else ""),
                        "every force and offence in the whole year",
                        f"{FETCH_AGAIN}, or wait until the year is over",
                    )
                if sum(printed.values()) < 0:
                    raise refuse(
                        year,
                        f"police force {force} has {sum(printed.values())} of offence {offence}",
                        "0 or more in a whole year",
                        FETCH_AGAIN,
                    )
                yield (force, "police_force", year, offence, sum(printed.values()), PUBLISHED)
