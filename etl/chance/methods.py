"""The methods in words: one YAML document, loaded into the database as `meta_method`.

Each method says where it comes from, what it takes for granted and with which numbers it ran, so
that a table taken away keeps its footing.
"""

from pathlib import Path

import duckdb
import pandas as pd

from etl import kept
from etl.errors import blaming

FILE = Path(__file__).with_name("methods.yml")
FIELDS = dict.fromkeys(
    ("name", "tables", "source", "assumptions", "parameters"), {"type": "string", "minLength": 1}
)
METHOD = {
    "type": "object",
    "properties": FIELDS,
    "required": list(FIELDS),
    "additionalProperties": False,
}
METHODS = {"type": "object", "minProperties": 1, "additionalProperties": METHOD}


def methods(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a method: id, name, tables, source, assumptions, and parameters as a sentence.

    `parameters` of the document is a query of the finished tables that yields that sentence.
    Raises Refusal for a method that lacks a field or has one more, or whose query fails.
    """
    held = kept.document(FILE)
    kept.hold(held, METHODS, FILE, "the head of the file")
    rows = []
    for name, method in held.items():
        file = f"{kept.name_of(FILE)}, method {name}"
        with blaming(file, "a query of the finished tables in parameters", kept.RESTORE):
            found = connection.execute(method["parameters"]).fetchall()
        said = next((cell for (cell, *_) in found if cell), "none fitted: too few figures")
        rows.append({"id": name, **method, "parameters": said})
    return pd.DataFrame(rows)
