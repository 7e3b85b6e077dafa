"""Rows of a CSV into a table, or a Refusal that names the file, the row and the council.

The fact a newcomer gets wrong: the database says which rule was broken and not by which row. So of
rows that are refused the first is looked for, by halves.
"""

import re
from bisect import bisect_left
from pathlib import Path

import duckdb
import pandas as pd

from etl import kept
from etl.errors import OF_THE_DISK, brief

# What the database says of a broken rule, as it is said here.
IN_WORDS = (
    ('^CHECK constraint failed on table "[a-z_]+" with expression CHECK', "it breaks the rule "),
    ("^PRIMARY KEY or UNIQUE constraint violation: duplicate key", "it is there twice:"),
    ("^Duplicate key (.*) violates .*", r"it is there twice: \1"),
    ("^NOT NULL constraint failed: [a-z_]+[.]", "there is no "),
    (
        "^Could not convert string ('.*?') to ENUM.*",
        r"\1 is none of the words that may stand there",
    ),
    ("^Violates foreign key constraint because key (.*) does not.*", r"nobody knows the \1"),
)


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: pd.DataFrame, path: Path
) -> None:
    """Put rows that were read from `path` into a table. Raises Refusal for the first it refuses."""
    connection.register("arriving", rows)
    try:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM arriving")
    except OF_THE_DISK:
        raise
    except duckdb.Error as error:
        some = range(1, len(rows))
        place = bisect_left(some, True, key=lambda n: bool(_fault(connection, table, n)))
        said = _fault(connection, table, place + 1) or str(error)
        expected = f"what {table} in etl/schema.sql allows"
        raise kept.refused(path, rows.iloc[place], brief(said, 100), expected) from error
    finally:
        connection.unregister("arriving")


def _fault(connection: duckdb.DuckDBPyConnection, table: str, rows: int) -> str:
    """Why a table refuses the first so many rows; empty where it takes them. It stays as it was."""
    connection.execute("BEGIN")
    try:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM arriving LIMIT {rows}")
    except duckdb.Error as error:
        said = str(error).splitlines()[0].partition(": ")[2]
        for pattern, words in IN_WORDS:
            said = re.sub(pattern, words, said)
        return said
    finally:
        connection.execute("ROLLBACK")
    return ""
