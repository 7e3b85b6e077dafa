"""The change log: data/CHANGES.md, read into the database and written when figures move.

The fact a newcomer gets wrong: a number that a new release withholds is not "changed from 7". What
an older release printed stays out of the log once the newest suppresses it, or the log itself would
undo the suppression, whatever the letter in its place. Such a row says "was printed, now withheld".

The file is Markdown for people, in a form a machine can read: a second-level heading for each data
version, newest first, a paragraph about it, and a table of what moved.
"""

import re
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from etl.errors import Refusal

HEADING = re.compile(r"## (\d{4}-[0-9a-f]{8})(?: \((\d{4}-\d{2}-\d{2})\))?")
COLUMNS = ("area", "code", "year ending", "what", "before", "after")
WITHHELD = "was printed, now withheld"

# Table → code of the area, year, words for what is counted, and the columns that hold the figure.
COMPARED = {
    "plan": ("area_code", "year_ending", ("flow", "basis", "category"), "value", "status"),
    "assessment_factor": ("area_code", "year_ending", ("factor",), "value", "status"),
    "activity": ("area_code", "year_ending", ("measure",), "value", "status"),
    "population": ("area_code", "mid_year", (), "children", None),
}


class Change(NamedTuple):
    """One figure of one area that moved when a version came out; or the version itself."""

    data_version: str
    position: int  # 1 is the newest version
    published: str | None  # day, ISO; None where the heading has none
    about: str  # the version's paragraph
    area_code: str | None  # None on the row that only says what the version is
    year_ending: int | None
    what: str | None
    before: str | None
    after: str | None


def read(file: Path) -> list[Change]:
    """Every change, newest version first; each version begins with a row of its own.

    Raises Refusal for a heading, table or row it cannot read: a change log that is read in part
    would tell a reader that nothing moved.
    """
    changes: list[Change] = []
    version: Change | None = None
    about: list[str] = []
    seen: set[str] = set()
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("## "):
            found = HEADING.fullmatch(line.strip())
            if not found or found[1] in seen:
                raise _fault(
                    file,
                    number,
                    f"'{line}' is not the heading of a new version",
                    "## 2025-1a2b3c4d (2026-11-22)",
                )
            seen.add(found[1])
            version = Change(found[1], len(seen), found[2], "", None, None, None, None, None)
            about = []
            changes.append(version)
        elif version is not None and line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
            if len(cells) != len(COLUMNS):
                raise _fault(file, number, f"{len(cells)} cells", "| " + " | ".join(COLUMNS) + " |")
            if cells == COLUMNS or set("".join(cells)) <= set("-: "):
                continue
            if not cells[2].isdigit():
                raise _fault(file, number, f"'{cells[2]}' is not a year", "a year ending 31 March")
            changes.append(
                version._replace(
                    about="",
                    area_code=cells[1],
                    year_ending=int(cells[2]),
                    what=cells[3],
                    before=cells[4],
                    after=cells[5],
                )
            )
        elif version is not None and line.strip():
            about.append(line.strip())
            place = next(n for n, c in enumerate(changes) if c.data_version == version.data_version)
            changes[place] = changes[place]._replace(about=" ".join(about))
    return changes


def table(file: Path) -> pd.DataFrame:
    """The change log as meta_change holds it."""
    frame = pd.DataFrame(read(file), columns=Change._fields)
    return frame.astype({"year_ending": "Int64"})


def entry(version: str, day: str, about: str, old: Path, new: Path) -> str:
    """A version's part of the change log: what moved from one built database to another.

    Rows that only one of the two holds (a new year, a new council) are counted, not listed.
    """
    moved, came, went = [], 0, 0
    with duckdb.connect() as connection:
        for name, path in (("old", old), ("new", new)):
            quoted = str(path.resolve()).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {name} (READ_ONLY)")
        names = dict(
            connection.execute(
                "SELECT area_code, ANY_VALUE(area_name) FROM new.every_figure GROUP BY area_code"
            ).fetchall()
        )
        for table_name, columns in COMPARED.items():
            for code, year, what, before, after in _moves(connection, table_name, columns):
                if before is None:
                    came += 1
                elif after is None:
                    went += 1
                else:
                    moved.append((names.get(code, code), code, year, what, before, after))
    lines = [f"## {version} ({day})", "", about]
    lines.append(
        f"{len(moved):,} figures that were held before moved; {came:,} are new and {went:,} are "
        "no longer held."
    )
    if moved:
        lines += ["", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
        lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in moved]
    return "\n".join(lines) + "\n"


def _moves(connection, table_name: str, columns) -> list[tuple]:
    code, year, names, value, status = columns
    keys = [code, year, *names]
    shown = {
        side: f"COALESCE({side}.{value}::VARCHAR, "
        + (f"{side}.{status}::VARCHAR)" if status else "NULL)")
        for side in ("old", "new")
    }
    hidden = f"new.{status} <> 'published' AND old.{value} IS NOT NULL" if status else "FALSE"
    what = " || ' ' || ".join([f"'{table_name}'", *(f"COALESCE(new.{n}, old.{n})" for n in names)])
    return connection.execute(
        f"""
        SELECT
            COALESCE(new.{code}, old.{code}),
            COALESCE(new.{year}, old.{year}){" + 1" if year == "mid_year" else ""},
            {what},
            CASE WHEN {hidden} THEN '{WITHHELD}' ELSE {shown["old"]} END,
            {shown["new"]}
        FROM old.{table_name} AS old
        FULL JOIN new.{table_name} AS new USING ({", ".join(keys)})
        WHERE {shown["old"]} IS DISTINCT FROM {shown["new"]}
        ORDER BY ALL
        """
    ).fetchall()


def _fault(file: Path, number: int, found: str, expected: str) -> Refusal:
    return Refusal(
        f"line {number}: {found}",
        file=str(file),
        expected=expected,
        remedy="mend the line by hand; the form is described at the head of the file",
    )
