"""Child protection plans by category of abuse, started in a year or held at 31 March.

The *initial* category is the one named when the plan began; the *latest* is the one named last.
"Multiple" is a category of its own: a plan under it may concern sexual abuse, and no file says.
So is "not recorded", which the files of 2010 to 2012 print beside the five: without it a row does
not add up. A row's total is printed once, and belongs to both bases.
"""

import re
from pathlib import Path

import pandas as pd

from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.published import FETCH_AGAIN, counts, header, parsed, read_areas, read_csv

CATEGORIES = {
    "Neglect": "neglect",
    "Physical": "physical_abuse",
    "Sexual": "sexual_abuse",
    "Emotional": "emotional_abuse",
    "Multiple": "multiple",
}
NOT_RECORDED = {"Missing": "not_recorded"}  # read where a file prints it
BASES = {"Initial": "initial", "Latest": "latest"}
TOTAL_COLUMN = {"started": "CPP_start", "at_31_march": "CPP_At31"}

COLUMNS = [
    "area_code",
    "area_level",
    "year_ending",
    "flow",
    "basis",
    "category",
    "value",
    "status",
    "symbol",
    "release",
]
KEY = COLUMNS[:6]


def extract(path: Path, flow: str, release: str, councils: Councils) -> pd.DataFrame:
    """A D2 (`started`) or D4 (`at_31_march`) file: one row per area, year, basis and category.

    Category `all` is the total, under the basis `either`.
    """
    columns = {TOTAL_COLUMN[flow]: ("either", "all")} | _columns(path, "{category}_{basis}")
    table = read_areas(path, list(columns))
    table["area_code"] = councils.area_codes(table, path.name)
    return _tidy(parsed(table, columns, path.name), columns, flow, release)


def extract_wide(path: Path, year_ending: int, release: str, councils: Councils) -> pd.DataFrame:
    """Plans started, from the one wide file of a 2010 to 2012 release.

    These files carry only DfE numbers, no codes, and their column names carry the year.
    """
    stem = f"{(year_ending - 1) % 100:02d}{year_ending % 100:02d}"
    flow = "CPPStart" if year_ending >= 2012 else "CPPIn"
    columns = {f"{flow}{stem}": ("either", "all")} | _columns(
        path, flow + stem + "{basis}Abuse{category}"
    )
    table = read_csv(path, ["geog_l", "geog_c", "geog_n", *columns])
    existing = councils.in_existence(year_ending)
    is_council = table["geog_l"] == "LA"
    printed = table.loc[is_council, "geog_c"]
    for number in sorted(set(printed) ^ set(existing)):
        raise Refusal(
            f"DfE number {number} is {'missing' if number in existing else 'unknown'}",
            file=path.name,
            council=councils.name(existing.get(number, "")),
            year=year_ending,
            expected=f"the {len(existing)} councils of that year, once each",
            remedy=FETCH_AGAIN,
        )
    if printed.duplicated().any():
        twice = table.loc[printed[printed.duplicated()].index[0], "geog_n"]
        raise Refusal(
            "this council stands in the file twice",
            file=path.name,
            council=twice,
            year=year_ending,
            remedy=FETCH_AGAIN,
        )
    table = table[is_council | (table["geog_l"] == "National")].copy()
    table["area_level"] = table["geog_l"].map({"LA": "council", "National": "england"})
    # By level, not by number: these files give England 921, which is also the Isle of Wight's.
    table["area_code"] = table["geog_c"].map(existing).where(is_council, "E92000001")
    table["area_name"] = table["geog_n"]
    table["year"] = year_ending
    table = parsed(table, columns, path.name, to_2017=True)
    return _tidy(table, columns, "started", release)


def _columns(path: Path, form: str) -> dict[str, tuple[str, str]]:
    """Column → basis and category, for every column of the file that counts one.

    Raises Refusal for a category we do not know: a row read without it would not add up, and the
    numbers it hides would seem larger than they can be.
    """
    printed = {name.lower(): name for name in header(path)}
    known = {
        form.format(basis=suffix, category=name): (basis, category)
        for suffix, basis in BASES.items()
        for name, category in (CATEGORIES | NOT_RECORDED).items()
    }
    of_a_category = re.compile(form.format(basis=f"({'|'.join(BASES)})", category="[a-z]+"), re.I)
    unknown = set(filter(of_a_category.fullmatch, printed)) - {column.lower() for column in known}
    if unknown:
        raise Refusal(
            f"the column {printed[min(unknown)]} counts a category we do not know",
            file=path.name,
            expected=", ".join(known),
            remedy="a category that was renamed, or is new, goes into CATEGORIES in "
            "etl/read/files/plans.py; a new one into schema.sql and the words too",
        )
    return {
        column: (basis, category)
        for column, (basis, category) in known.items()
        if category in CATEGORIES.values() or column.lower() in printed
    }


def _tidy(table: pd.DataFrame, columns: dict, flow: str, release: str) -> pd.DataFrame:
    found = counts(table, columns, ["basis", "category"])
    return found.assign(flow=flow, release=release)[COLUMNS]
