"""Whether figures are the ones that were extracted, and a database holds them cell by cell.

The fact a newcomer gets wrong: that a file adds up does not mean that nobody changed it. A count
that stands in no total, a neighbour put in another's place, a population a little larger pass every
sum there is. So each file's SHA-256 is written down when it is extracted, and a built database is
set against the files themselves.
"""

import hashlib
from pathlib import Path

import duckdb

from etl.errors import Refusal

SUMS = "SHA256SUMS"
SHOWN = 5  # cells that differ, quoted in the message
EXTRACT_AGAIN = "figures are never edited by hand: restore the file, or run extract again"


def write_sums(folder: Path) -> None:
    """One line a CSV of `folder`, in the form that `sha256sum --check` reads."""
    lines = [f"{sum_of(file)}  {file.name}\n" for file in sorted(folder.glob("*.csv"))]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def sum_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def hold_sums(folder: Path) -> None:
    """Raises Refusal naming each CSV of `folder` that is not the one whose sum was written."""
    if not (folder / SUMS).exists():
        raise Refusal("the sums of the figures are not there", file=SUMS, remedy=EXTRACT_AGAIN)
    lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {file.name: sum_of(file) for file in sorted(folder.glob("*.csv"))}
    wrong = [n for n in sorted(listed | there) if listed.get(n) != there.get(n)]
    if wrong:
        raise Refusal(
            f"not the figures that were extracted: {', '.join(wrong)}",
            file=SUMS,
            expected="the files whose SHA-256 extract wrote",
            remedy=EXTRACT_AGAIN,
        )


def hold_tables(connection: duckdb.DuckDBPyConnection, files: dict[str, Path]) -> None:
    """Raises Refusal naming the first cells in which a table differs from the CSV it was loaded of.

    `files` is table → CSV. The table `plan` holds the row of a total twice, once a basis.
    """
    faults = []
    for table, file in files.items():
        columns = connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? "
            "AND database_name = CURRENT_DATABASE() ORDER BY column_index",
            [table],
        ).fetchall()
        printed = f"read_csv('{str(file).replace(chr(39), chr(39) * 2)}', header = true, "
        printed += "all_varchar = true, nullstr = '')"
        held = {name for name, *_ in connection.execute(f"DESCRIBE FROM {printed}").fetchall()}
        cells = ", ".join(f'"{c}"::VARCHAR AS "{c}"' for c, _ in columns if c in held)
        read = ", ".join(f'"{c}"::{kind}::VARCHAR AS "{c}"' for c, kind in columns if c in held)
        loaded = f"SELECT {cells} FROM {table}"
        if table == "plan":
            either = "CASE category WHEN 'all' THEN 'either' ELSE basis END AS basis"
            loaded = f"SELECT DISTINCT * REPLACE ({either}) FROM ({loaded})"
        for side, these, those in (
            ("the database", loaded, f"SELECT {read} FROM {printed}"),
            ("the figures", f"SELECT {read} FROM {printed}", loaded),
        ):
            rows = connection.execute(f"{these} EXCEPT ALL {those} ORDER BY ALL").fetchall()
            if rows:
                faults += [f"  {file.name}, {len(rows):,} rows only in {side}:"]
                faults += [
                    "    " + " ".join(str(c) for c in r if c is not None) for r in rows[:SHOWN]
                ]
    if faults:
        raise Refusal(
            "the database does not hold the figures:\n" + "\n".join(faults) + "\n",
            remedy="run `make build`, and see what changed the one or the other",
        )
