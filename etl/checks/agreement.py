"""Whether what was extracted agrees with itself, before any of it is written.

DfE prints most facts twice: a total and its parts, England and its regions, a region and its
councils, the plans of D2 again in D1. A file that was shuffled, shifted or cut on its way here
contradicts itself somewhere in that. What no file prints twice cannot be caught here: two
categories exchanged in one council's row, where its region hides enough councils' figures to allow
it; or two councils of one region exchanged in a file whose figures no other file repeats.

Rounded figures are only ever used to refuse a file, never to work out a hidden one.
"""

import duckdb
import pandas as pd

from etl import corrections
from etl.checks import FOLDER, look
from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.files import neighbours
from etl.read.letters import file_of
from etl.read.published import FETCH_AGAIN
from etl.read.withholding import NO_MORE_THAN

CHECKS = FOLDER / "figures"
ENGLAND = "E92000001"


def hold(tables: dict[str, pd.DataFrame], known: Councils) -> None:
    """Raises Refusal, naming file, area and year, for the first contradiction in the tables.

    A check says table, area, year and what it found; where that tells the file, what is counted.
    """
    with asked_of(tables) as connection:
        for file in sorted(CHECKS.glob("*.sql")):
            examined, _, rows = look(connection, file)
            if not examined:
                raise Refusal(f"{file.stem}: it had nothing to examine", remedy=FETCH_AGAIN)
            for table, area, year, found, *counted in rows:
                raise Refusal(
                    found,
                    file=file_of(table, ", ".join(counted).split(", ")),
                    **({"country": "England"} if area == ENGLAND else known.place(area)),
                    year=year,
                    remedy=f"{FETCH_AGAIN}; a fault that DfE confirms goes into "
                    "etl/corrections.yml",
                )


def asked_of(tables: dict[str, pd.DataFrame]) -> duckdb.DuckDBPyConnection:
    """A connection of its own to the tables, by their names, and to what the checks ask beside."""
    connection = duckdb.connect()
    beside = {
        "known_fault": corrections.known_faults(),
        "no_more_than": pd.DataFrame(NO_MORE_THAN.items(), columns=["children", "events"]),
    }
    for name, table in {**tables, **beside}.items():
        connection.register(name, table)
    connection.execute("SET VARIABLE model_year = ?", [neighbours.model_year()])
    connection.execute((FOLDER / "area_figure.sql").read_text(encoding="utf-8"))
    return connection
