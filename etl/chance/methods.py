"""The methods in words: one YAML document, loaded into the database as `meta_method`.

Each method says where it comes from, what it takes for granted and with which numbers it ran, so
that a table taken away keeps its footing.
"""

from pathlib import Path

import duckdb
import pandas as pd
import yaml

from etl.errors import Refusal

FILE = Path(__file__).with_name("methods.yml")
FIELDS = {"name", "tables", "source", "assumptions", "parameters"}


def methods(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """One row a method: id, name, tables, source, assumptions, and parameters as a sentence.

    `parameters` of the document is a query of the finished tables that yields that sentence.
    Raises Refusal for a method that lacks a field or has one more.
    """
    rows = []
    for name, method in yaml.safe_load(FILE.read_text(encoding="utf-8")).items():
        if set(method) != FIELDS:
            raise Refusal(
                f"fields missing or unknown: {', '.join(sorted(set(method) ^ FIELDS))}",
                file=FILE.name,
                expected=", ".join(sorted(FIELDS)),
            )
        found = connection.execute(method["parameters"]).fetchall()
        said = next((cell for (cell,) in found if cell), "none fitted: too few figures")
        rows.append({"id": name, **method, "parameters": said})
    return pd.DataFrame(rows)
