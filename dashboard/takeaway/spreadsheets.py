"""Accessible spreadsheets: a cover, contents, notes and one table a sheet, as XLSX or ODS.

The fact a newcomer gets wrong: writing one takes seconds of this process's only interpreter, in
which every other reader would wait. So `build` has the worker do it (worker.py). Rules are those of
the Government Analysis Function: no blank or merged cell, symbols in words above the table, a
marked and frozen header row. XLSX is by its own package, gptables, which does not freeze the header
and cannot write ODS; those two are here.
"""

import json
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from dashboard.takeaway import downloads, worker
from dashboard.words.itself import data as data_words

MOST_ROWS = 25_000  # more is for CSV and Parquet
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
NUMBER_FORMATS = {"count": "#,##0", "year": "0", "rate": "0.000"}


class Workbook(NamedTuple):
    """What a spreadsheet says besides its figures. Each text is a cell of its own."""

    title: str
    about: list[str]  # what the table holds, the filter, the version
    citation: list[str]
    notes: list[tuple[str, str]]  # a reference or symbol, and what it means
    columns: list[tuple[str, str, str]]  # name, unit and description of each column
    legend: list[str]  # the symbols, above the table
    source: str
    sheet: str  # name of the sheet and table of figures


def build(
    frame: pd.DataFrame, book: Workbook, kind: str
) -> Iterator[worker.Waiting | float | bytes]:
    """What `worker.work` yields of the file. Raises as it does, and ValueError for too many rows.

    Raises KeyError for a kind that is no spreadsheet.
    """
    if kind not in MEDIA_TYPES:
        raise KeyError(kind)
    if len(frame) > MOST_ROWS:
        raise ValueError(f"{len(frame)} rows are more than the {MOST_ROWS} of a spreadsheet")

    def lay_out(folder: Path) -> None:
        frame.to_parquet(folder / "table.parquet")
        (folder / "book.json").write_text(json.dumps(book._asdict()), encoding="utf-8")

    yield from worker.work(kind, lay_out)


def write_xlsx(frame: pd.DataFrame, book: Workbook, file: Path) -> Iterator[float]:
    """Write the workbook with gptables, yielding how far it has come."""
    import gptables

    yield 0.2
    sheets = {
        "Notes": gptables.GPTable(
            table=pd.DataFrame(book.notes, columns=["Note reference", "Note text"]),
            table_name="notes",
            title=data_words.NOTES_SHEET,
            instructions=data_words.ONE_TABLE,
            index_columns={2: 0},
        ),
        "Columns": gptables.GPTable(
            table=pd.DataFrame(book.columns, columns=["Column", "Unit", "What it holds"]),
            table_name="columns",
            title=data_words.COLUMNS_SHEET,
            instructions=data_words.ONE_TABLE,
            index_columns={2: 0},
        ),
        book.sheet: gptables.GPTable(
            table=frame,
            table_name=book.sheet.lower().replace(" ", "_"),
            title=book.title,
            instructions=data_words.SYMBOLS_BELOW,
            legend=book.legend,
            source=book.source,
            index_columns={2: 0},
            additional_formatting=[
                {"column": {"columns": [name], "format": {"num_format": NUMBER_FORMATS[form]}}}
                for name, form in forms(frame).items()
            ],
        ),
    }
    with warnings.catch_warnings():
        # It warns that it was given no notes of its own kind, which are tied to single cells. Ours
        # are about the whole table, and a sheet of its kind would not be in the contents.
        warnings.simplefilter("ignore", UserWarning)
        workbook = gptables.produce_workbook(
            str(file),
            sheets,
            cover=gptables.Cover(
                title=book.title, intro=book.about, about=book.citation, cover_label="Cover"
            ),
            auto_width={book.sheet: False},
            workbook_options={"strings_to_formulas": False, "strings_to_urls": False},
        )
    yield 0.8
    workbook.set_properties({"title": book.title, "comments": " ".join(book.citation)})
    worksheet = workbook.get_worksheet_by_name(book.sheet)
    # Title, how to read it, the symbols and the source stand above the header.
    worksheet.freeze_panes(len(book.legend) + 4, 0)
    for place, name in enumerate(frame.columns):
        worksheet.set_column(place, place, _width(name))
    for name in ("Notes", "Columns"):
        workbook.get_worksheet_by_name(name).freeze_panes(3, 0)
    workbook.close()
    yield 1.0


def write_ods(frame: pd.DataFrame, book: Workbook, file: Path) -> Iterator[float]:
    """The same sheets as write_xlsx, with odfpy."""
    from dashboard.takeaway import opendocument

    yield from opendocument.write(frame, book, file)


def in_letters(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows with every cell of marks alone (old files print `..`) followed by its name in words.

    A screen reader says nothing of marks, and gptables refuses a table that has such a cell.
    """

    def spelt(cell):
        if not isinstance(cell, str) or not cell.strip() or any(c.isalnum() for c in cell):
            return cell
        return f"{cell} ({' '.join(unicodedata.name(mark).lower() for mark in cell.strip())})"

    return frame.map(spelt)


def forms(frame: pd.DataFrame) -> dict[str, str]:
    """Column → count, year or rate, for the columns that hold numbers."""
    found = {}
    for name in frame.columns:
        numbers = [v for v in frame[name] if not isinstance(v, str) and not isinstance(v, bool)]
        if not numbers:
            continue
        if "year" in name:
            found[name] = "year"
        else:
            found[name] = "count" if all(v == int(v) for v in numbers) else "rate"
    return found


def _width(name: str) -> int:
    """Wide enough for the longest word of a heading, and for what stands under it."""
    return (
        34
        if name in ("council_name", "area_name", "label", "measure_title")
        else max(14, len(name))
    )


def write_file(kind: str, folder: Path) -> Iterator[float]:
    """In the worker: write what `build` laid out, yielding how far it has come."""
    book = Workbook(**json.loads((folder / "book.json").read_text(encoding="utf-8")))
    frame = in_letters(downloads.tidy(pd.read_parquet(folder / "table.parquet")))
    out = folder / f"out.{kind}"  # gptables insists on the ending
    yield from {"xlsx": write_xlsx, "ods": write_ods}[kind](frame, book, out)
    out.rename(folder / "out")
