"""Reading a publisher's CSV without trusting it.

A download can be cut short, be an error page with the right name, or come in Windows-1252. Every
cell is read as text: pandas must not decide that `c` is a category or `x` a missing value.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from etl.errors import Refusal, brief
from etl.read.symbols import parse_count

FETCH_AGAIN = "download the file again, or compare it with the publisher's page"

# How the modern releases name their levels, and how this project does.
LEVELS = {"National": "england", "Regional": "region", "Local authority": "council"}


def header(path: Path) -> list[str]:
    """The column names of a publisher's CSV, as printed. Raises Refusal as `read_csv` does."""
    return [name.strip() for name in next(_rows(path))]


def read_csv(path: Path, columns: list[str]) -> pd.DataFrame:
    """The named columns of a publisher's CSV, every cell as printed text, in file order.

    Column names are matched without regard to case (the 2020 release writes `Category`).
    Raises Refusal for a file that is missing, empty, cut short, not a CSV, or lacks a column.
    """
    rows = list(_rows(path))
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
        others = [n for n in names if n.strip().lower() not in {c.lower() for c in columns}]
        raise NoColumn(path.name, missing, others)
    return pd.DataFrame(
        {c: [row[printed[c.lower()]].strip() for row in body] for c in columns}, dtype=str
    )


class NoColumn(Refusal):
    """A header lacks columns; `others` are those it has and nobody asked for."""

    def __init__(self, file: str, missing: list[str], others: list[str]):
        super().__init__(
            f"no column {brief(', '.join(missing), 60)}",
            file=file,
            expected=f"it among those there; unknown are {brief(', '.join(others), 45) or 'none'}",
            remedy="rename it in etl/read if the publisher has",
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
    for level in sorted(set(table["geographic_level"]) - set(LEVELS)):
        raise Refusal(
            f"geographic level '{brief(level)}'",
            file=path.name,
            column="geographic_level",
            expected=" or ".join(LEVELS),
            remedy=FETCH_AGAIN,
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
    table["year"] = years(table, path.name)
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


def parsed(
    table: pd.DataFrame, columns: Iterable[str], file: str, to_2017: bool = False
) -> pd.DataFrame:
    """The table with a Count in each cell of the columns.

    Raises Refusal, naming area, year and column, where `parse_count` cannot read a cell.
    """
    read = {}
    where = ["area_level", "area_name", "year"]
    for column in columns:
        known = {
            row[column]: parse_count(
                row[column],
                file=file,
                **place_of(row),
                year=row["year"],
                column=column,
                to_2017=to_2017,
            )
            for row in table.drop_duplicates(column)[[*where, column]].to_dict("records")
        }
        read[column] = table[column].map(known)
    return table.assign(**read)


def counts(
    table: pd.DataFrame,
    columns: Mapping[str, tuple[str, ...]],
    names: list[str],
    keep: tuple[str, ...] = ("area_code", "area_level", "year"),
) -> pd.DataFrame:
    """One row per row and column of a table of Counts: what `keep` names (year as year_ending),
    `names`, value, status and symbol.

    `columns` says of each column what stands under `names`.
    """
    parts = []
    for column, said in columns.items():
        value, status, symbol = zip(*table[column], strict=True)
        parts.append(
            table[[*keep]].assign(
                **dict(zip(names, said, strict=True)),
                value=pd.array(value, dtype="Int64"),
                status=status,
                symbol=symbol,
            )
        )
    return pd.concat(parts, ignore_index=True).rename(columns={"year": "year_ending"})


def place_of(row) -> dict:
    """How a Refusal names the area of a row of `read_areas`: a council, a region or England."""
    kind = {"council": "council", "region": "region"}.get(row["area_level"], "country")
    return {kind: brief(row["area_name"])}


def years(table: pd.DataFrame, file: str) -> pd.Series:
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
            f"time period '{brief(row['time_period'])}' "
            f"({brief(row['time_identifier']) or 'of no kind'})",
            file=file,
            **place_of(row),
            expected="a reporting year of four digits, or a financial year of six",
            remedy=FETCH_AGAIN,
        )
    return printed.where(whole, ending.astype("Int64").astype(str)).astype(int)


def rows_of(text: str, file: str) -> Iterator[list[str]]:
    """The rows of a CSV's text. Raises Refusal for what is none, as with a cell far too long."""
    try:
        yield from csv.reader(io.StringIO(text, newline=""))
    except csv.Error as error:
        raise Refusal(f"this is not a CSV ({error})", file=file, remedy=FETCH_AGAIN) from error


def _rows(path: Path) -> Iterator[list[str]]:
    return rows_of(_text(path), path.name)


def _text(path: Path) -> str:
    if not path.is_file():
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
