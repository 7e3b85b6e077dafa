"""Figures that a new release prints otherwise than the figures already published.

DfE hardly ever changes a number it has printed: of some 40,000 cells that the releases of 2022,
2024 and 2025 share, none has another number, though a hundred are newly hidden or shown. So a
changed number is far more often a damaged or shuffled file than a revision, and a person looks.

What a person has looked at and given a reason for is taken. But numbers that have only changed
places are refused whatever is said for them: no revision does that.
"""

from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import duckdb
import pandas as pd

from etl.compare import moves
from etl.compare.moves import COMPARED, PUBLISHED, Move
from etl.errors import Refusal
from etl.read.letters import file_of
from etl.sources import Source
from etl.tables import read as read_table

# These are worked out afresh for each release, or revised throughout as the Home Office does with
# offences: another release is another set of numbers, and the diff lists what moved.
REBASED = ("population", "neighbours", "offences")
MOST_REVISED = 0.02  # of the rows of a table, where nobody has given a reason
MOST_RENUMBERED = 0.1  # of them with another number, whatever the reason: that is another file
LINE = 5  # cells of a row or column that hold what another held; fewer may do so by chance
SHOWN = 1


def read(figures: Path, table: str) -> pd.DataFrame:
    """One table of figures as `extract` holds it."""
    frame = read_table(figures, table)
    for column in ("year_ending", "mid_year", "children", "position"):
        if column in frame:
            frame[column] = frame[column].astype(int)
    if "value" in frame:
        frame["value"] = pd.to_numeric(frame["value"].replace("", None)).astype("Int64")
    return frame


Read = Callable[[Path, str], pd.DataFrame]  # or one that remembers what it has read


def is_reason(accepted: str | bool) -> bool:
    """Whether someone has said why; True alone takes the few that an ordinary revision changes."""
    return isinstance(accepted, str) and accepted.strip() != ""


def hold(
    tables: dict[str, pd.DataFrame],
    committed: Path,
    before: dict[str, Source],
    after: dict[str, Source],
    accept_revised: str | bool,
    read: Read = read,
) -> list[str]:
    """What published figures change, a line each, as anyone may read it.

    Raises Refusal for any unless they are accepted: where a reason is given for them (a text), or
    for few where it is merely True. Raises it always for numbers that have changed places.
    """
    told: list[str] = []
    with duckdb.connect() as connection:
        for table, (_, values, name, roles) in COMPARED.items():
            if name not in tables or not (committed / f"{name}.csv").exists():
                continue
            if name in REBASED and any(before[r].release != after[r].release for r in roles):
                continue
            connection.register("held", read(committed, name))
            connection.register("drawn", tables[name])
            moved = [m for m in moves.between(connection, table, "held", "drawn") if m.changes]
            if moved:
                _hold_table(connection, table, moved, accept_revised)
                told += [f"{name}: {_line(row, values[0])}" for row in moved]
    return told


def _hold_table(connection, table: str, moved: list[Move], accepted) -> None:
    key, values, name, _ = COMPARED[table]
    ((shared,),) = connection.execute(
        f"SELECT COUNT(*) FROM held INNER JOIN drawn USING ({', '.join(key)})"
    ).fetchall()
    renumbered = sum(None not in (row.before[values[0]], row.after[values[0]]) for row in moved)
    if renumbered > MOST_RENUMBERED * shared or (
        len(moved) > MOST_REVISED * shared and not is_reason(accepted)
    ):
        why = f"{len(moved) / shared:.0%} of the table is too many for a revision"
        if renumbered <= MOST_RENUMBERED * shared:
            why += ": if DfE has revised them all, say so with --accept-revised REASON"
    elif places := _exchanged(connection, key, values[0]):
        why = f"{places}, too many for a revision"
    elif accepted:
        return
    else:
        why = "if DfE has revised them, --accept-revised REASON takes them"
    letters = sorted({file_of(name, row.key.values()) for row in moved})
    raise Refusal(
        f"{len(moved):,} of {shared:,} published figures of the table {name} are printed "
        f"otherwise: {_quoted(moved, values[0])}",
        file=" and ".join(letters),
        remedy=f"compare them with the publisher's page; {why}",
    )


def _exchanged(connection, key: tuple[str, ...], value: str) -> str:
    """Which line of a table now holds what another line held; empty where none does.

    A line is all changed cells alike in two parts of the key: a council's of a year, a category's
    of a year, a year's of a council. All but one in five must be found in one other line.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE renumbered AS
        SELECT {", ".join(f"held.{k}" for k in key)}, drawn.{value} AS now
        FROM held INNER JOIN drawn USING ({", ".join(key)})
        WHERE held.{value} <> drawn.{value} AND held.{value}::VARCHAR <> ''
        """
    )
    for one, beside in permutations(key, 2):
        others = " AND ".join(f"held.{k} = renumbered.{k}" for k in key if k != one)
        found = connection.execute(
            f"""
            WITH line AS (
                SELECT {one} AS place, {beside} AS beside, COUNT(*) AS cells
                FROM renumbered
                GROUP BY ALL
                HAVING cells >= {LINE}
            ),
            alike AS (
                SELECT renumbered.{one} AS place, renumbered.{beside} AS beside,
                    held.{one} AS other, COUNT(*) AS cells
                FROM renumbered
                INNER JOIN held ON {others} AND held.{value} = renumbered.now
                WHERE held.{one} <> renumbered.{one}
                GROUP BY ALL
            )
            SELECT place, beside, other
            FROM line INNER JOIN alike USING (place, beside)
            WHERE alike.cells >= 0.8 * line.cells
            ORDER BY ALL LIMIT 1
            """
        ).fetchall()
        for place, beside_it, other in found:
            return f"{place} {beside_it} now has the numbers of {other}"
    return ""


def _line(row: Move, value: str) -> str:
    """One change; a number that is now withheld is not repeated."""
    names = [n for n in row.before if row.before[n] != row.after[n]]
    if "status" in row.before:
        names = ["status" if row.after["status"] != PUBLISHED else value]
    sides = [[side[n] or "no number" for n in names] for side in (row.before, row.after)]
    columns = [f"{n} " if len(row.before) > 2 else "" for n in names]
    changes = [f"{c}{b} → {a}" for c, b, a in zip(columns, *sides, strict=True)]
    return f"{' '.join(row.key.values())}: {', '.join(changes)}"


def _quoted(rows: list[Move], value: str) -> str:
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    return "; ".join(_line(row, value) for row in rows[:SHOWN]) + more
