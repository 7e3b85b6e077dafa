"""What moved between two versions of the figures: the one comparer, for all who must say it.

`etl diff` and `etl update` compare two built databases, the change log writes its rows from them,
and an extraction is held against the figures already published (etl/read/revisions.py). The fact a
newcomer gets wrong: what moved may not always be told. A number that was printed and is withheld
now stands here as it was, and `is_withheld` says that nobody may repeat it: see `told`.
"""

from pathlib import Path
from typing import NamedTuple

import duckdb

from etl.sources import OPTIONAL

WITHHELD = "was printed, now withheld"  # whatever the new symbol: a class tells a number too
PUBLISHED = "published"


class Compared(NamedTuple):
    """A table whose rows are compared one by one.

    `figures` is the name of the committed file it is made from, of the files that play `roles`;
    both are empty where the table is worked out.
    """

    key: tuple[str, ...]  # the area first, where there is one
    values: tuple[str, ...]
    figures: str = ""
    roles: tuple[str, ...] = ()


COUNT = ("value", "status")
COMPARED = {
    "council": Compared(
        ("council_code",),
        ("council_name", "region_code", "region_name", "dfe_region_code", "dfe_region_name"),
        "councils",
        ("d2",),
    ),
    "plan": Compared(
        ("area_code", "year_ending", "flow", "basis", "category"), COUNT, "plans", ("d2", "d4")
    ),
    "assessment_factor": Compared(
        ("area_code", "year_ending", "factor"), COUNT, "assessments", ("c3",)
    ),
    "activity": Compared(
        ("area_code", "year_ending", "measure"),
        COUNT,
        "activity",
        ("b1", "c1", "c4", "d1", "d3", "d5"),
    ),
    "characteristic": Compared(
        ("year_ending", "characteristic", "group_name", "category"),
        COUNT,
        "characteristics",
        ("a5",),
    ),
    "population": Compared(("area_code", "mid_year"), ("children",), "population", ("population",)),
    "neighbour": Compared(
        ("council_code", "position"), ("neighbour_code", "closeness"), "neighbours", ("neighbours",)
    ),
    "offence": Compared(
        ("area_code", "year_ending", "offence_code"), COUNT, "offences", ("offences",)
    ),
    "nhs_board": Compared(
        ("council_code", "board_code"), ("board_name", "share"), "nhs_boards", ("nhs_boards",)
    ),
    "long_series": Compared(("year_ending", "measure"), COUNT, "long_series", ("long_series",)),
    "council_year": Compared(("council_code", "year_ending"), ("class", "sexual_plans_status")),
    "headline": Compared(
        ("year_ending",),
        ("none_or_few_published", "certainly_below", "possibly_below", "councils_with_a_figure"),
    ),
}
FIGURES = [
    each.figures
    for each in COMPARED.values()
    if each.figures and not set(each.roles) & set(OPTIONAL)
]


class Move(NamedTuple):
    """A row that appears, goes or holds something else: text as it is stored, None for NULL."""

    key: dict[str, str]
    before: dict[str, str | None]
    after: dict[str, str | None]
    appears: bool = False
    goes: bool = False

    @property
    def changes(self) -> bool:
        """Whether both versions have the row."""
        return not (self.appears or self.goes)

    @property
    def is_withheld(self) -> bool:
        """Whether a number that was printed is not printed any more, whatever stands there now."""
        return any(
            self.before[name] == PUBLISHED and now not in (None, PUBLISHED)
            for name, now in self.after.items()
            if name.endswith("status")
        )

    def told(self) -> list[tuple[str, str | None, str | None]]:
        """Name, before and after of what changed, as anyone may read it.

        A release that drops a row withholds it too, and "none" is a number as much as 0.
        """
        if self.is_withheld:
            return []
        return [
            (name, before, self.after[name])
            for name, before in self.before.items()
            if before != self.after[name] and not (self.goes and name in ("value", "class"))
        ]


def attach(connection: duckdb.DuckDBPyConnection, old: Path, new: Path) -> None:
    """Two built databases, as `old` and `new`."""
    for side, path in (("old", old), ("new", new)):
        quoted = str(path.resolve()).replace("'", "''")  # ATTACH takes no bound value
        connection.execute(f"ATTACH '{quoted}' AS {side} (READ_ONLY)")


def of_table(connection: duckdb.DuckDBPyConnection, table: str) -> list[Move]:
    """What moved in a table of the databases attached."""
    return between(connection, table, f"old.{table}", f"new.{table}")


def between(connection: duckdb.DuckDBPyConnection, table: str, old: str, new: str) -> list[Move]:
    """The rows of `table` that moved, by key. `old` and `new` are relations of the connection."""
    key, values = COMPARED[table][:2]

    def text(side: str, name: str) -> str:
        return f"NULLIF({side}.{name}::VARCHAR, '')"

    columns = [f"COALESCE(new.{k}, old.{k})" for k in key]
    columns += [text(side, value) for side in ("old", "new") for value in values]
    differ = " OR ".join(f"{text('old', v)} IS DISTINCT FROM {text('new', v)}" for v in values)
    rows = connection.execute(
        f"""
        SELECT {", ".join(columns)}, old.{key[0]} IS NULL, new.{key[0]} IS NULL
        FROM {old} AS old
        FULL JOIN {new} AS new USING ({", ".join(key)})
        WHERE old.{key[0]} IS NULL OR new.{key[0]} IS NULL OR {differ}
        ORDER BY {", ".join(str(n + 1) for n in range(len(key)))}
        """
    ).fetchall()
    first, then = len(key), len(key) + len(values)
    return [
        Move(
            dict(zip(key, map(str, row), strict=False)),
            dict(zip(values, row[first:then], strict=True)),
            dict(zip(values, row[then:-2], strict=True)),
            *row[-2:],
        )
        for row in rows
    ]
