"""A spreadsheet in the open format, ODS, laid out as the XLSX is.

The fact a newcomer gets wrong: the format has no "freeze" in the table itself. A frozen header is a
setting of the view, one for each sheet, and the header is marked as rows that repeat.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pandas as pd
from odf.config import (
    ConfigItem,
    ConfigItemMapEntry,
    ConfigItemMapIndexed,
    ConfigItemMapNamed,
    ConfigItemSet,
)
from odf.dc import Description, Language, Title
from odf.element import Text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableColumnProperties, TextProperties
from odf.table import (
    DatabaseRange,
    DatabaseRanges,
    Table,
    TableCell,
    TableColumn,
    TableHeaderRows,
    TableRow,
)
from odf.text import P

from dashboard.words.itself import data as data_words

AT_ONCE = 500  # rows


def write(frame: pd.DataFrame, book, file: Path) -> Iterator[float]:
    """Write `book` (a spreadsheets.Workbook) and its table, yielding how far it has come."""
    sheets = _Sheets(book.title, " ".join(book.citation))
    wide, text = sheets.wide, sheets.text
    notes, columns = data_words.NOTES_SHEET, data_words.COLUMNS_SHEET
    one_table = data_words.ONE_TABLE
    titles = [("Notes", notes), ("Columns", columns), (book.sheet, book.title)]
    for part in (
        sheets.add("Cover", [book.title, *book.about, *book.citation], [], [], [text]),
        sheets.add(
            "Contents",
            ["Table of contents", one_table],
            ["Sheet name", "What it holds"],
            titles,
            [wide, text],
        ),
        sheets.add(
            "Notes", [notes, one_table], ["Note reference", "Note text"], book.notes, [wide, text]
        ),
        sheets.add(
            "Columns",
            [columns, one_table],
            ["Column", "Unit", "What it holds"],
            book.columns,
            [wide, wide, text],
        ),
    ):
        list(part)
    yield 0.1
    head = [book.title, data_words.SYMBOLS_BELOW, *book.legend, book.source]
    rows = list(frame.itertuples(index=False, name=None))
    names = list(frame.columns)
    for place in sheets.add(book.sheet, head, names, rows, [wide] * len(names)):
        yield 0.1 + 0.5 * place / max(1, len(rows))
    document = sheets.finished()
    yield 0.6
    document.save(str(file))
    yield 1.0


class _Sheets:
    """A document to which sheets are added, with what is written of all of them at its end."""

    def __init__(self, title: str, description: str) -> None:
        self.document = OpenDocumentSpreadsheet()
        self.document.meta.addElement(Title(text=title))
        self.document.meta.addElement(Description(text=description))
        self.document.meta.addElement(Language(text="en-GB"))
        self.bold = Style(name="bold", family="table-cell")
        self.bold.addElement(TextProperties(fontweight="bold", language="en", country="GB"))
        self.wide = Style(name="wide", family="table-column")
        self.wide.addElement(TableColumnProperties(columnwidth="4.5cm"))
        self.text = Style(name="text", family="table-column")
        self.text.addElement(TableColumnProperties(columnwidth="18cm"))
        for style in (self.bold, self.wide, self.text):
            self.document.automaticstyles.addElement(style)
        self.frozen: dict[str, int] = {}
        self.ranges = DatabaseRanges()

    def add(self, name: str, head: list[str], names: list[str], rows, widths) -> Iterator[int]:
        """A sheet with lines above one table; yields after so many rows."""
        table = Table(name=name)
        for style in widths:
            table.addElement(TableColumn(stylename=style))
        for place, line in enumerate(head):
            table.addElement(_row([line], self.bold if place == 0 else None))
        if names:
            header = TableHeaderRows()
            header.addElement(_row(names, self.bold))
            table.addElement(header)
            self.frozen[name] = len(head) + 1
            # A named range marks the table for a screen reader, as a table object does in XLSX.
            first, last = len(head) + 1, len(head) + 1 + len(rows)
            area = f"'{name}'.A{first}:'{name}'.{_letters(len(names))}{last}"
            self.ranges.addElement(
                DatabaseRange(
                    name=name.lower().replace(" ", "_"),
                    targetrangeaddress=area,
                    containsheader="true",
                )
            )
        for first in range(0, len(rows), AT_ONCE):
            table.appendChild(_Rows(rows[first : first + AT_ONCE]))
            yield first
        self.document.spreadsheet.addElement(table)

    def finished(self) -> OpenDocumentSpreadsheet:
        """The document with its named ranges, and with headers that stay in sight."""
        self.document.spreadsheet.addElement(self.ranges)
        self.document.settings.addElement(_view(self.frozen))
        return self.document


class _Rows(Text):
    """Rows of a table as they are written: as elements of odfpy a cell costs ten times as much."""

    def __init__(self, rows) -> None:
        super().__init__("")
        self.rows = rows

    def toXml(self, level, f) -> None:
        for row in self.rows:
            f.write(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>")


def _cell(value) -> str:
    if isinstance(value, str | bool):
        kind, text = 'office:value-type="string"', escape(str(value))
    else:
        text = str(value)
        kind = f'office:value-type="float" office:value="{text}"'
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"


def _row(cells, style=None) -> TableRow:
    row = TableRow()
    given = {"stylename": style} if style else {}
    for value in cells:
        if isinstance(value, str | bool):
            cell = TableCell(valuetype="string", **given)
        else:
            cell = TableCell(valuetype="float", value=str(value), **given)
        cell.addElement(P(text=str(value)))
        row.addElement(cell)
    return row


def _view(frozen: dict[str, int]) -> ConfigItemSet:
    """Settings that freeze the rows down to the header of each sheet."""
    tables = ConfigItemMapNamed(name="Tables")
    for name, rows in frozen.items():
        entry = ConfigItemMapEntry(name=name)
        for item, kind, value in (
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", rows),
            ("PositionBottom", "int", rows),
            ("ActiveSplitRange", "short", 2),
        ):
            entry.addElement(ConfigItem(name=item, type=kind, text=str(value)))
        tables.addElement(entry)
    view = ConfigItemMapEntry()
    view.addElement(ConfigItem(name="ViewId", type="string", text="view1"))
    view.addElement(tables)
    views = ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    return settings


def _letters(place: int) -> str:
    """The name of a column by its place from 1: A, Z, AA."""
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
