"""Every check of figures and of a built database, in SQL: a check returns the rows that fail.

Each file holds two statements: how many rows it examines, and the failing rows. A check that
examined nothing has not passed. Those of `figures/` are asked before anything is written (see
agreement.py), those of `database/` of what was built.
"""

from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import progress
from etl.errors import Refusal

FOLDER = Path(__file__).parent
DATABASE = FOLDER / "database"
SHOWN = 5  # failing rows quoted in the message


class Looked(NamedTuple):
    """What a check found: how many rows it examined, and those that fail."""

    examined: int
    names: list[str]
    rows: list[tuple]


def look(connection: duckdb.DuckDBPyConnection, file: Path) -> Looked:
    """Ask one check of a connection."""
    examines, finds = connection.extract_statements(file.read_text(encoding="utf-8"))
    ((examined,),) = connection.execute(examines).fetchall()
    cursor = connection.execute(finds)
    return Looked(examined, [column[0] for column in cursor.description], cursor.fetchall())


def run_checks(connection: duckdb.DuckDBPyConnection, folder: Path = DATABASE) -> int:
    """Run every check; returns how many passed. Raises Refusal naming each that did not."""
    faults = []
    files = sorted(folder.glob("*.sql"))
    for file in progress.bar(files, desc="checking", unit="check"):
        fault = failing(connection, file)
        if fault:
            faults.append(fault)
    if faults:
        raise Refusal(
            "the database failed its checks:\n" + "\n".join(faults) + "\n",
            remedy="find the named rows in data/figures; a fault of the publisher's that we pass "
            "on belongs in etl/corrections.yml, with its reason",
        )
    return len(files)


def failing(connection: duckdb.DuckDBPyConnection, file: Path) -> str:
    """What is wrong by this check, in a line or a few; empty when it passes."""
    examined, names, rows = look(connection, file)
    if not examined:
        return f"  {file.stem}: it had nothing to examine"
    if not rows:
        return ""
    quoted = [
        "    " + ", ".join(f"{n} {v}" for n, v in zip(names, row, strict=True))
        for row in rows[:SHOWN]
    ]
    more = [f"    and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []
    return "\n".join([f"  {file.stem}: {len(rows)} of {examined:,} rows fail", *quoted, *more])


def check_file(path: Path, data: Path | None = None) -> str:
    """Run every check on a built file, opened read-only, and on the figures below `data`."""
    from etl.build import DATA, check_figures  # build runs these checks too
    from etl.checks import integrity
    from etl.load import files_below

    if not path.exists():
        raise Refusal("there is no database", file=str(path), remedy="run `make build`")
    with duckdb.connect(str(path), read_only=True) as connection:
        # First, because it names the cell; the sums only name the file.
        integrity.hold_tables(connection, files_below(data or DATA))
        check_figures(data or DATA)
        passed = run_checks(connection)
    return f"{path.name}: all {passed} checks passed, and every cell is that of the figures."
