"""Everything worked out again from the committed figures, cell by cell, in plain Python.

A second reckoning, by other code: it reads data/figures with pandas and the database with one
SELECT a table, imports nothing of etl/marts or etl/chance, and uses no macro of theirs. Written out
at length where the marts are brief, so that a reader may follow one number by hand.

The fact a newcomer gets wrong: agreement is not truth. Two programs that read the same wrong rule
agree; what this shows is that no cell was lost, shifted or rounded on its way.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from etl.errors import Refusal
from etl.verify import areas, councils, counts
from etl.verify.figures import Figures, Rows, Within

NEAR = 1e-9  # relative: what two orders of the same division may differ by
SHOWN = 3  # of each table, in the message

AREA, COUNCIL = ("area_code", "year_ending"), ("council_code", "year_ending")
PLAN = ("year_ending", "flow", "basis", "category")
GROUP = ("year_ending", "characteristic", "group_name", "category")

# Table → the columns of its key, and what its cells must be.
TABLES: dict[str, tuple[tuple[str, ...], Callable[[Figures], Rows]]] = {
    "plan": (("area_code", *PLAN), counts.plan),
    "plan_bounds": (("council_code", *PLAN), counts.plan_bounds),
    "assessment_factor": ((*AREA, "factor"), counts.assessment_factor),
    "activity": ((*AREA, "measure"), counts.activity),
    "characteristic": (GROUP, counts.characteristic),
    "characteristic_share": (GROUP, counts.characteristic_share),
    "population": (("area_code", "mid_year"), counts.population),
    "neighbour": (("council_code", "position"), counts.neighbour),
    "council_year": (COUNCIL, councils.council_year),
    "class_count": (("year_ending", "class"), councils.class_count),
    "headline": (("year_ending",), councils.headline),
    "assessment_to_plan": ((*AREA, "category"), councils.assessment_to_plan),
    "pooled_3_year": (COUNCIL, councils.pooled_3_year),
    "area_rate": ((*AREA, "measure"), areas.area_rate),
    "england_year": (("year_ending",), areas.england_year),
    "region_year": (("region_code", "year_ending"), areas.region_year),
    "recording_shortfall": (("factor", "year_ending"), areas.recording_shortfall),
    "police_force_year": (("police_force_code", "year_ending"), areas.police_force_year),
    "partnership_year": (("partnership", "year_ending"), areas.partnership_year),
    "neighbour_year": ((*COUNCIL, "measure"), areas.neighbour_year),
    "change_year": ((*AREA, "span"), areas.change_year),
    "change_between": (("council_code", "from_year", "year_ending"), areas.change_between),
}


def verify(database: Path, figures: Path) -> str:
    """How many cells agree, by table. Raises Refusal with the first that do not."""
    said, wrong, shown, total = [], 0, [], 0
    with duckdb.connect(str(database), read_only=True) as connection:
        held = Figures(figures)
        for table, (keys, reckon) in TABLES.items():
            agree, differ, rows = _compared(connection, table, keys, reckon(held))
            said.append(f"  {table}: {agree:,} cells agree, {rows:,} rows")
            total += agree
            wrong += len(differ)
            shown += sorted(differ)[:SHOWN]
    if wrong:
        raise Refusal(
            f"{wrong:,} cells are not what the figures give, {total:,} are:\n  "
            + "\n  ".join(shown)
            + "\n",
            file=database.name,
            remedy="run `make build`; if it stays, the mart or etl/verify has another rule",
        )
    return "\n".join([*said, f"{database.name}: {total:,} cells agree and none differs."])


def _compared(connection, table: str, keys, expected) -> tuple[int, list[str], int]:
    """Cells that agree, those that do not in words, and rows; a row on one side alone is wrong."""
    columns = sorted({name for row in expected.values() for name in row})
    asked = ", ".join(f'"{name}"' for name in (*keys, *columns))
    found = connection.execute(f"SELECT {asked} FROM {table}").fetchall()
    rows = {tuple(row[: len(keys)]): row[len(keys) :] for row in found}
    wrong = [f"{table} {_key(k)}: the row is missing" for k in expected.keys() - rows.keys()]
    wrong += [f"{table} {_key(k)}: no such row" for k in rows.keys() - expected.keys()]
    agree = 0
    for key, cells in expected.items():
        for column, there in zip(columns, rows.get(key, ()), strict=False):
            if column not in cells:
                continue
            if _same(cells[column], there):
                agree += 1
            else:
                wrong.append(
                    f"{table} {_key(key)}, {column}: {there} where the figures give {cells[column]}"
                )
    return agree, wrong, len(expected)


def _key(key: tuple) -> str:
    return " ".join(map(str, key))


def _same(expected, there) -> bool:
    if expected is None or there is None:
        return expected is there
    if isinstance(expected, Within):
        return abs(expected.value - there) <= expected.by
    if isinstance(expected, float) or isinstance(there, float):
        return abs(expected - there) <= NEAR * max(1.0, abs(expected))
    return expected == there
