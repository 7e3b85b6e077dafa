"""Which published numbers, statuses and classes move between two built databases.

Written for the person who decides whether to publish: every difference names its council and
year, and a difference in status is as much a difference as one in a number.
"""

from pathlib import Path

import duckdb

from etl.errors import Refusal

# Table → what identifies a row, and what of it is compared.
COMPARED = {
    "plan": ("area_code, year_ending, flow, basis, category", ("value", "status")),
    "assessment_factor": ("area_code, year_ending, factor", ("value", "status")),
    "activity": ("area_code, year_ending, measure", ("value", "status")),
    "characteristic": ("year_ending, characteristic, group_name, category", ("value", "status")),
    "population": ("area_code, mid_year", ("children", "release")),
    "council_year": ("council_code, year_ending", ("class",)),
    "headline": (
        "year_ending",
        ("none_or_few_published", "certainly_below", "possibly_below", "councils_with_a_figure"),
    ),
}
SHOWN = 200  # rows of a table that are written out; the rest are counted


def diff(old: Path, new: Path) -> str:
    """Markdown: per table, rows that appear, go, or change; "Nothing moves" when none does."""
    for path in (old, new):
        if not path.exists():
            raise Refusal("there is no database", file=str(path), remedy="run `make build`")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_quoted(old)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {_quoted(new)} AS new (READ_ONLY)")
        parts = [
            text
            for table, (key, values) in COMPARED.items()
            if (text := _table_diff(connection, table, key, values))
        ]
        councils = _councils(connection)
    head = f"# What moves from {old.name} to {new.name}\n"
    return "\n".join([head, *councils, *(parts or ["Nothing moves."])])


def _table_diff(connection, table: str, key: str, values: tuple[str, ...]) -> str:
    keys = [k.strip() for k in key.split(",")]
    changed = " OR ".join(f"old.{v} IS DISTINCT FROM new.{v}" for v in values)
    wanted = ", ".join(
        [f"COALESCE(new.{k}, old.{k}) AS {k}" for k in keys]
        + [f"old.{v}::VARCHAR, new.{v}::VARCHAR" for v in values]
    )
    rows = connection.execute(
        f"""
        SELECT {wanted}, old.{keys[0]} IS NULL AS appears, new.{keys[0]} IS NULL AS goes
        FROM old.{table} AS old
        FULL JOIN new.{table} AS new USING ({key})
        WHERE old.{keys[0]} IS NULL OR new.{keys[0]} IS NULL OR {changed}
        ORDER BY {", ".join(str(n + 1) for n in range(len(keys)))}
        """
    ).fetchall()
    if not rows:
        return ""
    names = dict(
        connection.execute(
            "SELECT council_code, council_name FROM new.council "
            "UNION SELECT council_code, council_name FROM old.council"
        ).fetchall()
    )
    lines = [
        f"## {table}: {len(rows):,} rows\n",
        f"| {' | '.join(keys)} | what moves |",
        "|" + "---|" * (len(keys) + 1),
    ]
    for row in rows[:SHOWN]:
        place = [names.get(str(cell), str(cell)) for cell in row[: len(keys)]]
        lines.append(f"| {' | '.join(place)} | {_in_words(row, len(keys), values)} |")
    if len(rows) > SHOWN:
        lines.append(f"\nand {len(rows) - SHOWN:,} more.")
    return "\n".join(lines) + "\n"


def _in_words(row, first: int, values: tuple[str, ...]) -> str:
    appears, goes = row[-2:]
    pairs = [
        (name, row[first + 2 * n], row[first + 2 * n + 1]) for n, name in enumerate(values)
    ]
    if appears:
        return "new: " + ", ".join(f"{name} {after}" for name, _, after in pairs)
    if goes:
        return "gone: " + ", ".join(f"{name} {before}" for name, before, _ in pairs)
    return ", ".join(
        f"{name} {before} → {after}" for name, before, after in pairs if before != after
    )


def _councils(connection) -> list[str]:
    """A line for each council that is new, or whose code has ended, since the old database."""
    rows = connection.execute(
        """
        SELECT 'new council', council_name, council_code
        FROM new.council ANTI JOIN old.council USING (council_code)
        UNION ALL
        SELECT 'ended', new.council_name, council_code
        FROM new.council AS new INNER JOIN old.council AS old USING (council_code)
        WHERE new.code_to IS NOT NULL AND old.code_to IS NULL
        ORDER BY ALL
        """
    ).fetchall()
    return [f"* {what}: {name} ({code})" for what, name, code in rows] + ([""] if rows else [])


def _quoted(path: Path) -> str:
    """A path as an SQL string: ATTACH takes no bound value."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"
