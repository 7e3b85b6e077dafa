"""Which published numbers, statuses and classes move between two built databases.

Written for the person who decides whether to publish: every difference names its council and
year, and a difference in status is as much a difference as one in a number.

What the new release withholds, under whatever symbol, is not repeated here: neither the number nor
the class, for "none" is a number. What is worked out from numbers would tell them too, so that in
those tables rows are counted and not written out.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from etl.compare import moves
from etl.compare.moves import COMPARED, WITHHELD, Move
from etl.errors import Refusal

SHOWN = 200  # changed rows of a table that are written out; the rest are counted
LISTED = 20  # new or gone rows that are written out one by one; more are counted by year
# Said in other words: councils that come and go have lines of their own.
NOT_LISTED = ("council", "neighbour")
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
        'councils below the usual line, as published', year_ending,
        none_or_few_published::VARCHAR || ' of ' || councils_with_a_figure
    FROM {0}.headline
    UNION ALL
    SELECT
        'councils below the usual line, as a range', year_ending,
        certainly_below::VARCHAR || ' to ' || possibly_below
    FROM {0}.headline
"""


@dataclass
class Report:
    """What moves: in words, and as counts (one row a table, in rows of that table)."""

    markdown: str
    counts: pd.DataFrame = field(repr=False)

    def __bool__(self) -> bool:
        return bool(self.counts.drop(columns="table").to_numpy().any())


def diff(old: Path, new: Path) -> str:
    """Markdown: England's headline, councils, and per table the rows that appear, go or change."""
    return report(old, new).markdown


def report(old: Path, new: Path) -> Report:
    """As `diff`, with the counts. Raises Refusal when one of the databases is not there."""
    for path in (old, new):
        if not path.exists():
            raise Refusal("there is no database", file=str(path), remedy="run `make build`")
    with duckdb.connect() as connection:
        moves.attach(connection, old, new)
        names = dict(
            connection.execute(
                "SELECT council_code, council_name FROM old.council "
                "UNION SELECT council_code, council_name FROM new.council"
            ).fetchall()
        )
        held = {side: _tables(connection, side) for side in ("old", "new")}
        parts, counts = [], []
        years: set[str] = set()  # in which a number was withheld
        for table in COMPARED:
            if table in NOT_LISTED or not all(table in tables for tables in held.values()):
                continue
            rows = moves.of_table(connection, table)
            counts.append(_counted(table, rows))
            if table == "council_year":
                years = {row.key["year_ending"] for row in rows if row.is_withheld}
            if table == "headline":  # a count of classes tells the class of the one that is gone
                rows = [row for row in rows if row.key["year_ending"] not in years]
            if rows:
                parts.append(_in_markdown(table, rows, names))
        parts += _other_tables(connection, held)
        councils = _councils(connection)
        headline = _headline(connection, years) if parts else []
    head = f"# What moves from {old.name} to {new.name}\n"
    return Report(
        "\n".join([head, *headline, *councils, *(parts or ["Nothing moves."])]),
        pd.DataFrame(counts),
    )


def _counted(table: str, rows: list[Move]) -> dict:
    """A row can change in its number and its status at once, and is then counted under both."""

    def changed(*names: str) -> int:
        return sum(
            row.changes and any(row.before[n] != row.after[n] for n in names) for row in rows
        )

    values = COMPARED[table].values
    return {
        "table": table,
        "other number": changed(*(v for v in values if v not in ("status", "class"))),
        "other status": changed(*(v for v in values if v == "status")),
        "other class": changed(*(v for v in values if v == "class")),
        "new": sum(row.appears for row in rows),
        "gone": sum(row.goes for row in rows),
    }


def _in_markdown(table: str, rows: list[Move], names: dict[str, str]) -> str:
    key = COMPARED[table].key
    changed = [row for row in rows if row.changes]
    listed, counted = changed[:SHOWN], []
    for word, one_sided in (
        ("new", [row for row in rows if row.appears]),
        ("gone", [row for row in rows if row.goes]),
    ):
        if len(one_sided) <= LISTED:
            listed += one_sided
        else:
            counted.append(f"* {word}: {_by_year(one_sided)}")
    lines = [f"## {table}: {len(rows):,} rows\n", *counted]
    if listed:
        lines += [""] if counted else []
        lines += [f"| {' | '.join(key)} | what moves |", "|" + "---|" * (len(key) + 1)]
    for row in listed:
        cells = [names.get(cell, cell) for cell in row.key.values()]
        lines.append(f"| {' | '.join(cells)} | {_in_words(row)} |")
    if len(changed) > SHOWN:
        lines.append(f"\nand {len(changed) - SHOWN:,} more that change.")
    return "\n".join(lines) + "\n"


def _by_year(rows: list[Move]) -> str:
    years = Counter(next(v for k, v in row.key.items() if "year" in k) for row in rows)
    return ", ".join(f"{year} ({n:,} rows)" for year, n in sorted(years.items()))


def _in_words(row: Move) -> str:
    if row.appears:
        return "new: " + ", ".join(f"{name} {_cell(now)}" for name, now in row.after.items())
    if row.goes:
        return "gone: " + ", ".join(f"{name} {_cell(before)}" for name, before, _ in row.told())
    return (
        ", ".join(f"{name} {_cell(before)} → {_cell(now)}" for name, before, now in row.told())
        or WITHHELD
    )


def _cell(text: str | None) -> str:
    return "not published" if text is None else text


def _headline(connection, withheld_years: set[str]) -> list[str]:
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
        if measure.startswith("councils") and str(year_before) in withheld_years:
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
        if table not in NEVER_THE_SAME and (table not in COMPARED or table in NOT_LISTED):
            columns = ", ".join(f'"{c}"' for c in sorted(old & new))
            if differ := _differ(connection, table, columns):
                said.append(f"{differ:,} rows differ")
        if said:
            lines.append(f"| {table} | {'; '.join(said)} |")
    if not lines:
        return []
    return [
        "\n".join(["## All other tables\n", "| table | what moves |", "|---|---|", *lines]) + "\n"
    ]


def _differ(connection, table: str, columns: str) -> int:
    """How many rows of one side the other has not: of the side with more of them.

    Rows are told apart by their hashes, of 64 bits, which takes an eighth of the time.
    """
    ((differ,),) = connection.execute(
        f"""
        WITH row AS (
            SELECT HASH({columns}) AS row, 1 AS side FROM new.{table}
            UNION ALL
            SELECT HASH({columns}), -1 FROM old.{table}
        ),
        more AS (SELECT SUM(side) AS more FROM row GROUP BY row)
        SELECT GREATEST(SUM(more) FILTER (more > 0), -SUM(more) FILTER (more < 0), 0) FROM more
        """
    ).fetchall()
    return int(differ)


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
