"""Reading a publisher's CSV without trusting it.

A download can be cut short, be an error page with the right name, or come in Windows-1252. Every
cell is read as text: pandas must not decide that `c` is a category or `x` a missing value.
"""

import csv
import io
from pathlib import Path

import pandas as pd

from etl.errors import Refusal

FETCH_AGAIN = "download the file again, or compare it with the publisher's page"

# How the modern releases name their levels, and how this project does.
LEVELS = {"National": "england", "Regional": "region", "Local authority": "council"}


def header(path: Path) -> list[str]:
    """The column names of a publisher's CSV, as printed. Raises Refusal as `read_csv` does."""
    return [name.strip() for name in next(csv.reader(io.StringIO(_text(path), newline="")))]


def read_csv(path: Path, columns: list[str]) -> pd.DataFrame:
    """The named columns of a publisher's CSV, every cell as printed text, in file order.

    Column names are matched without regard to case (the 2020 release writes `Category`).
    Raises Refusal for a file that is missing, empty, cut short, not a CSV, or lacks a column.
    """
    rows = list(csv.reader(io.StringIO(_text(path), newline="")))
    names = rows[0]
    body = [row for row in rows[1:] if row]
    for number, row in enumerate(body, start=2):
        if len(row) != len(names):
            raise Refusal(
                f"line {number} has {len(row)} cells where the header has {len(names)}: "
                "the file seems to be cut short or damaged",
                file=path.name,
                expected=f"{len(names)} cells in every line",
                remedy=FETCH_AGAIN,
            )
    if not body:
        raise Refusal("no rows under the header", file=path.name, remedy=FETCH_AGAIN)
    lowered = [name.strip().lower() for name in names]
    twice = [c for c in columns if lowered.count(c.lower()) > 1]
    if twice:
        raise Refusal(
            f"the column {twice[0]} stands in the header twice",
            file=path.name,
            expected="each column once",
            remedy=FETCH_AGAIN,
        )
    printed = {name: position for position, name in enumerate(lowered)}
    missing = [c for c in columns if c.lower() not in printed]
    if missing:
        raise Refusal(
            f"no column {', '.join(missing)}",
            file=path.name,
            expected=f"the columns {', '.join(columns)}; the file has {', '.join(names)[:400]}",
            remedy="if the publisher renamed a column, change its name in the etl module that "
            "reads this file, after checking that it means the same",
        )
    return pd.DataFrame(
        {c: [row[printed[c.lower()]].strip() for row in body] for c in columns}, dtype=str
    )


def read_areas(path: Path, columns: list[str]) -> pd.DataFrame:
    """A modern DfE file of areas and years: one row per area and year, text cells.

    Adds `area_level` (council, region, england), `year` (the printed time period as int) and
    `area_name`. Raises Refusal for an unknown level, a year that is not one, or a repeated row.
    """
    geography = [
        "time_period",
        "time_identifier",
        "geographic_level",
        "country_code",
        "region_code",
        "region_name",
        "old_la_code",
        "new_la_code",
        "la_name",
    ]
    table = read_csv(path, geography + columns)
    unknown = set(table["geographic_level"]) - set(LEVELS)
    if unknown:
        raise Refusal(
            f"geographic level {', '.join(sorted(unknown))}",
            file=path.name,
            expected=" or ".join(LEVELS),
            remedy="if the publisher added a level, decide in etl/read/published.py if it is used",
        )
    table["area_level"] = table["geographic_level"].map(LEVELS)
    table["area_name"] = table["la_name"].where(
        table["area_level"].eq("council"),
        table["region_name"].where(table["area_level"].eq("region"), "England"),
    )
    printed_code = table["new_la_code"].where(
        table["area_level"].eq("council"),
        table["region_code"].where(table["area_level"].eq("region"), table["country_code"]),
    )
    table["year"] = _years(table, path.name)
    repeated = table[table.assign(code=printed_code).duplicated(["year", "area_level", "code"])]
    if len(repeated):
        raise Refusal(
            "this area and year stand in the file twice",
            file=path.name,
            **place_of(repeated.iloc[0]),
            year=int(repeated["year"].iloc[0]),
            expected="one row per area and year",
            remedy=FETCH_AGAIN,
        )
    return table.assign(printed_code=printed_code)


def place_of(row) -> dict:
    """How a Refusal names the area of a row of `read_areas`: a council, a region or England."""
    kind = {"council": "council", "region": "region"}.get(row["area_level"], "country")
    return {kind: row["area_name"]}


def _years(table: pd.DataFrame, file: str) -> pd.Series:
    """The year each row is of: as printed, or the year that a financial year ends in (202324)."""
    identifier, printed = table["time_identifier"].str.lower(), table["time_period"]
    financial = identifier.eq("financial year") & printed.str.fullmatch("[0-9]{6}")
    ending = pd.to_numeric(printed.str[:4], errors="coerce") + 1
    financial &= ending.mod(100) == pd.to_numeric(printed.str[4:], errors="coerce")
    whole = identifier.eq("reporting year") & printed.str.fullmatch("[0-9]{4}")
    bad = table[~(whole | financial)]
    if len(bad):
        row = bad.iloc[0]
        raise Refusal(
            f"time period '{row['time_period']}' ({row['time_identifier'] or 'of no kind'})",
            file=file,
            **place_of(row),
            expected="a reporting year of four digits, or a financial year of six",
            remedy=f"if the publisher counts by other years now, see what they end in; otherwise "
            f"{FETCH_AGAIN}",
        )
    return printed.where(whole, ending.astype("Int64").astype(str)).astype(int)


def _text(path: Path) -> str:
    if not path.exists():
        raise Refusal(
            "the file is not there",
            file=str(path),
            remedy="run `python -m etl fetch`, or give the folder that has it with --from",
        )
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # The 2010 to 2013 releases, and hand-made copies saved from a spreadsheet.
        text = raw.decode("cp1252", errors="replace")
    if not text.strip():
        raise Refusal("the file is empty", file=path.name, remedy=FETCH_AGAIN)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<head")):
        raise Refusal(
            "this is a web page, not a CSV (an error page saved under the file's name?)",
            file=path.name,
            remedy=FETCH_AGAIN,
        )
    if "\x00" in text:
        raise Refusal("this is not a text file", file=path.name, remedy=FETCH_AGAIN)
    return text
