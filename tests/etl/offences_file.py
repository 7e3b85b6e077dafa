"""Files of police-recorded offences in both layouts, for the tests of what takes them."""

import csv
import io
import zipfile
from html import escape
from pathlib import Path

COPY = [
    "financial_year",
    "quarters_in_year",
    "police_force",
    "police_force_code",
    "offence_code",
    "offence",
    "offences",
]
PUBLISHERS = [
    "Financial Year",
    "Financial Quarter",
    "Force Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Number of Offences",
]
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def copy(path: Path, rows: list[list]) -> Path:
    """A CSV of the rows, under the header of the republished copy."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([COPY, *rows])
    return path


def workbook(sheets: dict[str, list[list]]) -> bytes:
    """An OpenDocument spreadsheet; whole numbers are numbers in it, all else is text."""

    def cell(value) -> str:
        kind = f'float" office:value="{value}' if isinstance(value, int) else "string"
        return (
            f'<table:table-cell office:value-type="{kind}">'
            f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
        )

    body = "".join(
        f'<table:table table:name="{name}">'
        + "".join(
            "<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", _MIMETYPE, zipfile.ZIP_STORED)
        packed.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{_MIMETYPE}"/></m:manifest>',
        )
        packed.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:spreadsheet>{body}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def as_published(rows: list[dict], other: tuple = ()) -> bytes:
    """Rows of the copy laid out as the publisher does: a sheet a year, each number in quarters.

    All of a year's number stands in its first quarter but for 2 that the second takes off again,
    as cancelled records do. `other` are further lines, put on the first sheet.
    """
    years: dict[str, list[list]] = {}
    for row in rows:
        n = int(row["offences"])
        for quarter, part in enumerate((n + 2, -2, 0, 0), start=1):
            name = row["police_force"].replace(" and ", " & ")
            line = [row["financial_year"], quarter, name, row["offence"], "Sexual offences", ""]
            years.setdefault(row["financial_year"], []).append([*line, row["offence_code"], part])
    sheets = {y.replace("/", "-"): [["A title"], PUBLISHERS, *lines] for y, lines in years.items()}
    next(iter(sheets.values()), []).extend(other)
    return workbook({"Cover": [["Police recorded crime"]], **sheets})
