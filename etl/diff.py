"""Which published numbers, statuses and classes move between two built databases.

Written for the person who decides whether to publish: every difference names its council and
year, and a difference in status is as much a difference as one in a number.

What the new release withholds, under whatever symbol, is not repeated here: neither the number nor
the class, for "none" is a number. What is worked out from numbers would tell them too, so that in
those tables rows are counted and not written out.
"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from etl.errors import Refusal

# Table → what identifies a row, and what of it is compared.
COMPARED = {
    "plan": ("area_code, year_ending, flow, basis, category", ("value", "status")),
    "assessment_factor": ("area_code, year_ending, factor", ("value", "status")),
    "activity": ("area_code, year_ending, measure", ("value", "status")),
    "characteristic": ("year_ending, characteristic, group_name, category", ("value", "status")),
    "population": ("area_code, mid_year", ("children",)),
    "council_year": ("council_code, year_ending", ("class", "sexual_plans_status")),
    "headline": (
        "year_ending",
        ("none_or_few_published", "certainly_below", "possibly_below", "councils_with_a_figure"),
    ),
}
SHOWN = 200  # changed rows of a table that are written out; the rest are counted
LISTED = 20  # new or gone rows that are written out one by one; more are counted by year
WITHHELD = "was printed, now withheld"  # whatever the new symbol: a class tells a number too
# Rows that are no figures: the time of building, addresses of files, and the log of changes itself.
NEVER_THE_SAME = ("meta_build", "meta_source", "meta_change")

HEADLINE = """
    SELECT
        'plans started, all categories' AS measure, year_ending, all_plans::VARCHAR AS figure
    FROM {0}.england_year
    UNION ALL
    SELECT 'plans started for sexual abuse', year_ending, sexual_plans::VARCHAR
    FROM {0}.england_year
    UNION ALL
    SELECT
        'plans for sexual abuse per 1,000 children', year_ending,
        ROUND(sexual_rate_per_1000, 3)::VARCHAR
    FROM {0}.england_year
    UNION ALL
    SELECT 'assessments that recorded sexual abuse', year_ending, csa_assessments::VARCHAR
    FROM {0}.england_year
    UNION ALL
    SELECT
        'councils below 0.2 per 1,000, as published', year_ending,
        none_or_few_published::VARCHAR || ' of ' || councils_with_a_figure
    FROM {0}.headline
    UNION ALL
    SELECT
        'councils below 0.2 per 1,000, as a range', year_ending,
        certainly_below::VARCHAR || ' to ' || possibly_below
    FROM {0}.headline
"""


@dataclass
class Moves:
    """What moves: in words, and as counts (one row a table, in rows of that table)."""

    markdown: str
    counts: pd.DataFrame = field(repr=False)

    def __bool__(self) -> bool:
        return bool(self.counts.drop(columns="table").to_numpy().any())


def diff(old: Path, new: Path) -> str:
    """Markdown: England's headline, councils, and per table the rows that appear, go or change."""
    return moves(old, new).markdown


def moves(old: Path, new: Path) -> Moves:
    """As `diff`, with the counts. Raises Refusal when one of the databases is not there."""
    for path in (old, new):
        if not path.exists():
            raise Refusal("there is no database", file=str(path), remedy="run `make build`")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_quoted(old)} AS old (READ_ONLY)")
        connection.execute(f"ATTACH {_quoted(new)} AS new (READ_ONLY)")
        names = dict(
            connection.execute(
                "SELECT council_code, council_name FROM old.council "
                "UNION SELECT council_code, council_name FROM new.council"
            ).fetchall()
        )
        held = {side: _tables(connection, side) for side in ("old", "new")}
        parts, counts, years = [], [], set()
        for table, (key, values) in COMPARED.items():
            if not all(table in tables for tables in held.values()):
                continue
            keys = [k.strip() for k in key.split(",")]
            rows = _moved_rows(connection, table, keys, values)
            counts.append(_counted(table, rows, keys, values))
            if table == "council_year":
                years = {row[1] for row in rows if _is_withheld(row, len(keys), values)}
            if table == "headline":  # a count of classes tells the class of the one that is gone
                rows = [row for row in rows if row[0] not in years]
            if rows:
                parts.append(_in_markdown(table, rows, keys, values, names))
        parts += _other_tables(connection, held)
        councils = _councils(connection)
        headline = _headline(connection, years) if parts else []
    head = f"# What moves from {old.name} to {new.name}\n"
    return Moves(
        "\n".join([head, *headline, *councils, *(parts or ["Nothing moves."])]),
        pd.DataFrame(counts),
    )


def _moved_rows(connection, table: str, keys: list[str], values: tuple[str, ...]) -> list[tuple]:
    """Key, then old and new of each value as text, then whether the row appears and goes."""
    wanted = ", ".join(
        [f"COALESCE(new.{k}, old.{k}) AS {k}" for k in keys]
        + [f"old.{v}::VARCHAR, new.{v}::VARCHAR" for v in values]
    )
    changed = " OR ".join(f"old.{v} IS DISTINCT FROM new.{v}" for v in values)
    return connection.execute(
        f"""
        SELECT {wanted}, old.{keys[0]} IS NULL AS appears, new.{keys[0]} IS NULL AS goes
        FROM old.{table} AS old
        FULL JOIN new.{table} AS new USING ({", ".join(keys)})
        WHERE old.{keys[0]} IS NULL OR new.{keys[0]} IS NULL OR {changed}
        ORDER BY {", ".join(str(n + 1) for n in range(len(keys)))}
        """
    ).fetchall()


def _counted(table: str, rows: list[tuple], keys: list[str], values: tuple[str, ...]) -> dict:
    """A row can change in its number and its status at once, and is then counted under both."""
    kept = [row for row in rows if not (row[-2] or row[-1])]

    def changed(*names: str) -> int:
        places = [len(keys) + 2 * n for n, v in enumerate(values) if v in names]
        return sum(any(row[p] != row[p + 1] for p in places) for row in kept)

    return {
        "table": table,
        "other number": changed(*(v for v in values if v not in ("status", "class"))),
        "other status": changed("status"),
        "other class": changed("class"),
        "new": sum(row[-2] for row in rows),
        "gone": sum(row[-1] for row in rows),
    }


def _in_markdown(table, rows, keys, values, names) -> str:
    changed = [row for row in rows if not (row[-2] or row[-1])]
    listed, counted = changed[:SHOWN], []
    for word, place in (("new", -2), ("gone", -1)):
        one_sided = [row for row in rows if row[place]]
        if len(one_sided) <= LISTED:
            listed += one_sided
        else:
            counted.append(f"* {word}: {_by_year(one_sided, keys)}")
    lines = [f"## {table}: {len(rows):,} rows\n", *counted]
    if listed:
        lines += [""] if counted else []
        lines += [f"| {' | '.join(keys)} | what moves |", "|" + "---|" * (len(keys) + 1)]
    for row in listed:
        cells = [names.get(str(cell), str(cell)) for cell in row[: len(keys)]]
        lines.append(f"| {' | '.join(cells)} | {_in_words(row, len(keys), values)} |")
    if len(changed) > SHOWN:
        lines.append(f"\nand {len(changed) - SHOWN:,} more that change.")
    return "\n".join(lines) + "\n"


def _by_year(rows: list[tuple], keys: list[str]) -> str:
    place = next(n for n, key in enumerate(keys) if "year" in key)
    years = pd.Series([row[place] for row in rows]).value_counts().sort_index()
    return ", ".join(f"{year} ({n:,} rows)" for year, n in years.items())


def _in_words(row, first: int, values: tuple[str, ...]) -> str:
    appears, goes = row[-2:]
    pairs = _pairs(row, first, values)
    if appears:
        return "new: " + ", ".join(f"{name} {_cell(after)}" for name, _, after in pairs)
    if goes:
        return "gone: " + ", ".join(
            f"{name} {_cell(before)}"
            for name, before, _ in pairs
            if name not in ("value", "class")  # a release that drops a row withholds it too
        )
    if _is_withheld(row, first, values):
        return WITHHELD
    return ", ".join(
        f"{name} {_cell(before)} → {_cell(now)}" for name, before, now in pairs if before != now
    )


def _pairs(row, first: int, values: tuple[str, ...]) -> list[tuple]:
    """Name, old and new of each value of a row, as text."""
    return [(name, row[first + 2 * n], row[first + 2 * n + 1]) for n, name in enumerate(values)]


def _is_withheld(row, first: int, values: tuple[str, ...]) -> bool:
    """Whether a number that was printed is not printed any more, whatever stands in its place."""
    return any(
        before == "published" and now not in (None, "published")
        for name, before, now in _pairs(row, first, values)
        if name.endswith("status")
    )


def _cell(text: str | None) -> str:
    return "not published" if text is None else text


def _headline(connection, withheld_years: set[int]) -> list[str]:
    """England's newest year of each measure, before and after.

    A count of councils is not set beside the one before in a year in which a number was withheld.
    """
    newest = "QUALIFY ROW_NUMBER() OVER (PARTITION BY measure ORDER BY year_ending DESC) = 1"
    rows = connection.execute(
        f"""
        WITH before AS (SELECT * FROM ({HEADLINE.format("old")}) WHERE figure IS NOT NULL {newest}),
        after AS (SELECT * FROM ({HEADLINE.format("new")}) WHERE figure IS NOT NULL {newest})
        SELECT measure, before.year_ending, before.figure, after.year_ending, after.figure
        FROM before FULL JOIN after USING (measure)
        ORDER BY measure
        """
    ).fetchall()
    lines = ["## England's headline\n", "| | before | after |", "|---|---|---|"]
    for measure, year_before, before, year_after, after in rows:
        if measure.startswith("councils") and year_before in withheld_years:
            before = WITHHELD
        lines.append(f"| {measure} | {before} ({year_before}) | {after} ({year_after}) |")
    return [*lines, ""]


def _tables(connection, side: str) -> dict[str, list[str]]:
    """Table → its columns, in name order, of the database attached as `side`."""
    return dict(
        connection.execute(
            "SELECT table_name, LIST(column_name ORDER BY column_name) FROM duckdb_columns() "
            "WHERE database_name = ? AND NOT internal GROUP BY table_name ORDER BY table_name",
            [side],
        ).fetchall()
    )


def _other_tables(connection, held: dict[str, dict[str, list[str]]]) -> list[str]:
    """Tables that one database lacks, columns that came or went, and rows of any that differ."""
    lines = []
    for table in sorted(held["old"].keys() | held["new"].keys()):
        there = [side for side in ("old", "new") if table in held[side]]
        if len(there) == 1:
            lines.append(f"| {table} | the table is only in the {there[0]} database |")
            continue
        old, new = (set(held[side][table]) for side in ("old", "new"))
        said = [f"column {c} is new" for c in sorted(new - old)]
        said += [f"column {c} is gone" for c in sorted(old - new)]
        if table not in COMPARED and table not in NEVER_THE_SAME:
            columns = ", ".join(f'"{c}"' for c in sorted(old & new))
            differ = connection.execute(
                f"SELECT COUNT(*) FROM (SELECT {columns} FROM new.{table} "
                f"EXCEPT ALL SELECT {columns} FROM old.{table}) UNION ALL "
                f"SELECT COUNT(*) FROM (SELECT {columns} FROM old.{table} "
                f"EXCEPT ALL SELECT {columns} FROM new.{table})"
            ).fetchall()
            if any(n for (n,) in differ):
                said.append(f"{max(differ)[0]:,} rows differ")
        if said:
            lines.append(f"| {table} | {'; '.join(said)} |")
    if not lines:
        return []
    return [
        "\n".join(["## All other tables\n", "| table | what moves |", "|---|---|", *lines]) + "\n"
    ]


def _councils(connection) -> list[str]:
    """A line for each council that is new, or whose code has ended, since the old database."""
    rows = connection.execute(
        """
        SELECT 'new council', council_name, council_code
        FROM new.council ANTI JOIN old.council USING (council_code)
        UNION ALL
        SELECT 'no longer there', council_name, council_code
        FROM old.council ANTI JOIN new.council USING (council_code)
        UNION ALL
        SELECT 'ended', new.council_name, council_code
        FROM new.council AS new INNER JOIN old.council AS old USING (council_code)
        WHERE new.code_to IS NOT NULL AND old.code_to IS NULL
        UNION ALL
        SELECT 'first year under a new code', council.council_name, council_code
        FROM (SELECT DISTINCT council_code FROM new.council_year) AS now
        ANTI JOIN old.council_year USING (council_code)
        INNER JOIN new.council AS council USING (council_code)
        INNER JOIN old.council AS known USING (council_code)
        ORDER BY ALL
        """
    ).fetchall()
    return [f"* {what}: {name} ({code})" for what, name, code in rows] + ([""] if rows else [])


def _quoted(path: Path) -> str:
    """A path as an SQL string: ATTACH takes no bound value."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"
