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

from etl import kept
from etl.compare import moves
from etl.compare.moves import WITHHELD, Move
from etl.errors import Refusal, brief

HEADING = re.compile(r"## (\d{4}-[0-9a-f]{8})(?: \((\d{4}-\d{2}-\d{2})\))?")
COLUMNS = ("area", "code", "year ending", "what", "before", "after")
LOGGED = ("plan", "assessment_factor", "activity", "population")


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
    for number, line in enumerate(kept.text(file).splitlines(), 1):
        if line.startswith("## "):
            found = HEADING.fullmatch(line.strip())
            if not found or found[1] in seen:
                raise _fault(
                    file,
                    number,
                    f"'{brief(line)}' is not the heading of a new version",
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
                raise _fault(
                    file, number, f"'{brief(cells[2])}' is not a year", "a year ending 31 March"
                )
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
    with duckdb.connect() as connection:
        moves.attach(connection, old, new)
        names = dict(
            connection.execute(
                "SELECT area_code, ANY_VALUE(area_name) FROM new.every_figure GROUP BY area_code"
            ).fetchall()
        )
        found = [(name, row) for name in LOGGED for row in moves.of_table(connection, name)]
    moved = [_cells(name, row, names) for name, row in found if row.changes]
    came = sum(row.appears for _, row in found)
    went = sum(row.goes for _, row in found)
    lines = [f"## {version} ({day})", "", about]
    lines.append(
        f"{len(moved):,} figures that were held before moved; {came:,} are new and {went:,} are "
        "no longer held."
    )
    if moved:
        lines += ["", "| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
        lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in moved]
    return "\n".join(lines) + "\n"


def _cells(table_name: str, row: Move, names: dict[str, str]) -> tuple:
    """A line of the log: `COLUMNS`."""
    code, year, *what = row.key.values()
    ending = int(year) + ("mid_year" in row.key)
    before, after = (
        next(cell for cell in side.values() if cell is not None) for side in (row.before, row.after)
    )
    return (
        names.get(code, code),
        code,
        ending,
        " ".join([table_name, *what]),
        WITHHELD if row.is_withheld else before,
        after,
    )


def _fault(file: Path, number: int, found: str, expected: str) -> Refusal:
    return Refusal(
        f"line {number}: {found}",
        file=kept.name_of(file),
        expected=expected,
        remedy="mend the line by hand; the form is described at the head of the file",
    )
