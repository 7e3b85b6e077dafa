"""Figures that a new release prints otherwise than the figures already published.

DfE hardly ever changes a number it has printed: of some 40,000 cells that the releases of 2022,
2024 and 2025 share, none has another number, though a hundred are newly hidden or shown. So a
changed number is far more often a damaged or shuffled file than a revision, and a person looks.
"""

from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd

from etl import moves
from etl.errors import Refusal
from etl.moves import COMPARED, PUBLISHED, Move
from etl.sources import Source

# These are worked out afresh for each release, or revised throughout as the Home Office does with
# offences: another release is another set of numbers, and the diff lists what moved.
REBASED = ("population", "neighbours", "offences")
MOST_REVISED = 0.02  # of the cells of a column; more is another file, not a revision
SHOWN = 5


def read(figures: Path, table: str) -> pd.DataFrame:
    """One table of figures as `extract` holds it."""
    frame = pd.read_csv(figures / f"{table}.csv", dtype=str, keep_default_na=False)
    for column in ("year_ending", "mid_year", "children", "position"):
        if column in frame:
            frame[column] = frame[column].astype(int)
    if "value" in frame:
        frame["value"] = pd.to_numeric(frame["value"].replace("", None)).astype("Int64")
    return frame


def hold(
    tables: dict[str, pd.DataFrame],
    committed: Path,
    before: dict[str, Source],
    after: dict[str, Source],
    accept_revised: bool,
) -> None:
    """Raises Refusal for published figures that change, or (when accepted) for far too many."""
    with duckdb.connect() as connection:
        for table, (key, values, name, roles) in COMPARED.items():
            if not name or not (committed / f"{name}.csv").exists():
                continue
            if name in REBASED and any(before[r].release != after[r].release for r in roles):
                continue
            connection.register("held", read(committed, name))
            connection.register("drawn", tables[name])
            moved = [m for m in moves.between(connection, table, "held", "drawn") if m.changes]
            if not moved:
                continue
            share, shared = _most_moved(connection, moved, key)
            if accept_revised and share <= MOST_REVISED:
                continue
            raise Refusal(
                f"{len(moved):,} of {shared:,} figures of the table {name} that are already "
                f"published are printed otherwise: {_quoted(moved, values[0])}",
                file=" and ".join(Path(after[role].file).name for role in roles),
                expected="what earlier releases print, as DfE does not change it as a rule",
                remedy="compare them with the publisher's page. "
                + (
                    f"{share:.0%} of one column is too many for a revision: columns or rows may "
                    "have been exchanged"
                    if accept_revised
                    else "If DfE has revised them, run extract again with --accept-revised, or run "
                    "`python -m etl update`, which lists them"
                ),
            )


def _most_moved(connection, moved: list[Move], key: tuple[str, ...]) -> tuple[float, int]:
    """The largest share of a column of the file that moved, and the rows in both versions."""
    column = [name for name in key[1:] if name != "position"]
    rows = connection.execute(
        f"SELECT {', '.join([*column, 'COUNT(*)'])} FROM held INNER JOIN drawn "
        f"USING ({', '.join(key)}) GROUP BY ALL"
    ).fetchall()
    held = {tuple(map(str, place)): count for *place, count in rows}
    changed = Counter(tuple(row.key[name] for name in column) for row in moved)
    return max(n / held[place] for place, n in changed.items()), sum(held.values())


def _quoted(rows: list[Move], value: str) -> str:
    """The first few; a number that is now withheld is not repeated."""
    told = []
    for row in rows[:SHOWN]:
        name = "status" if row.after.get("status", PUBLISHED) != PUBLISHED else value
        before, after = (side[name] or "no number" for side in (row.before, row.after))
        told.append(f"{' '.join(row.key.values())}: {before} → {after}")
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    return "; ".join(told) + more
