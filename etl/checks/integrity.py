"""Whether figures are the ones that were extracted, and a database holds them cell by cell.

The fact a newcomer gets wrong: that a file adds up does not mean that nobody changed it. A count
that stands in no total, a neighbour put in another's place, a population a little larger pass every
sum there is. So each file's SHA-256 is written down when it is extracted, and a built database is
set against the files themselves.
"""

import hashlib
from pathlib import Path

import duckdb

from etl import kept, tables
from etl.errors import Refusal

SUMS = "SHA256SUMS"
SHOWN = 5  # cells that differ, quoted in the message
# Columns that say something of a row; the others say which row it is.
CELLS = (
    "area_level",
    "value",
    "children",
    "status",
    "symbol",
    "release",
    "neighbour_code",
    "closeness",
)


def write_sums(folder: Path) -> None:
    """One line a CSV of `folder`, in the form that `sha256sum --check` reads."""
    lines = [f"{sum_of(file)}  {file.name}\n" for file in sorted(folder.glob("*.csv"))]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def sum_of(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(kept.content(file)).hexdigest()


def hold_sums(folder: Path) -> None:
    """Raises Refusal naming each CSV of `folder` that is not the one whose sum was written."""
    lines = kept.text(folder / SUMS).splitlines()
    listed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = {file.name: sum_of(file) for file in sorted(folder.glob("*.csv"))}
    wrong = [n for n in sorted(listed | there) if listed.get(n) != there.get(n)]
    if wrong:
        raise Refusal(
            f"not the figures that were extracted: {', '.join(wrong)}",
            file=SUMS,
            expected="the files whose SHA-256 extract wrote",
            remedy=kept.EXTRACT_AGAIN,
        )


def hold_tables(connection: duckdb.DuckDBPyConnection, files: dict[str, Path]) -> None:
    """Raises Refusal naming area, year and cell where a table differs from the CSV behind it.

    `files` is table → CSV. The table `plan` holds the row of a total twice, once a basis.
    """
    faults = []
    for table, file in files.items():
        columns = connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? "
            "AND database_name = CURRENT_DATABASE() ORDER BY column_index",
            [table],
        ).fetchall()
        held = kept.table(file, tables.types()[table])
        connection.register("printed", held.replace("", None))
        names = [c for c, _ in columns if c in held]
        cells = ", ".join(f'"{c}"::VARCHAR AS "{c}"' for c in names)
        read = ", ".join(f'"{c}"::{kind}::VARCHAR AS "{c}"' for c, kind in columns if c in held)
        loaded = f"SELECT {cells} FROM {table}"
        if table == "plan":
            either = "CASE category WHEN 'all' THEN 'either' ELSE basis END AS basis"
            loaded = f"SELECT DISTINCT * REPLACE ({either}) FROM ({loaded})"
        these, those = (
            connection.execute(f"{one} EXCEPT ALL {other} ORDER BY ALL").fetchall()
            for one, other in (
                (loaded, f"SELECT {read} FROM printed"),
                (f"SELECT {read} FROM printed", loaded),
            )
        )
        if these or those:
            faults.append(f"  {file.name}, {max(len(these), len(those)):,} rows differ:")
            named = _names(connection)
            found = _differences(names, these, those, named)
            faults += [f"    {each}" for each in found[:SHOWN]]
    if faults:
        raise Refusal(
            "the database does not hold the figures:\n" + "\n".join(faults) + "\n",
            remedy="run `make build`, and see what changed the one or the other",
        )


def _names(connection) -> dict[str, str]:
    """Code → name of each council; empty in a database without councils."""
    try:
        rows = connection.execute("SELECT council_code, council_name FROM council").fetchall()
    except duckdb.CatalogException:
        return {}
    return dict(rows)


def _differences(names: list[str], these, those, councils: dict[str, str]) -> list[str]:
    """What differs, a line a row: "Slough (E06000039) 2021 referrals, value: 4 in the database …".

    Rows of the two sides belong together where their keys are the same: what is not a number, a
    status, a symbol or a release. A row without its like is on one side alone.
    """
    key = [n for n, name in enumerate(names) if name not in CELLS]
    by_key = {tuple(row[n] for n in key): row for row in those}
    said = []
    for row in these:
        other = by_key.pop(tuple(row[n] for n in key), None)
        where = _where([row[n] for n in key], councils)
        if other is None:
            said.append(f"{where}: only in the database, {_row(names, row)}")
            continue
        cells = [n for n in range(len(names)) if row[n] != other[n]]
        said += [
            f"{where}, {names[n]}: {row[n]} in the database, {other[n]} in the figures"
            for n in cells
        ]
    for at, row in by_key.items():
        said.append(f"{_where(at, councils)}: only in the figures, {_row(names, row)}")
    return said


def _where(key, councils: dict[str, str]) -> str:
    """The key's parts, a council's code after its name."""
    parts = [str(part) for part in key if part is not None]
    return " ".join(f"{councils[p]} ({p})" if p in councils else p for p in parts)


def _row(names: list[str], row) -> str:
    cells = [f"{n} {v}" for n, v in zip(names, row, strict=True) if n in CELLS and v is not None]
    return ", ".join(cells) or "without a number"
