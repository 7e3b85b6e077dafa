"""DfE's statistical neighbours: the ten councils whose circumstances are most like one's own.

Chosen by DfE's model, not by distance on a map, and not mutual: a council may be another's
neighbour without having it as its own.
"""

from pathlib import Path

import pandas as pd

from etl import sources
from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.published import FETCH_AGAIN, read_csv

POSITIONS = range(1, 11)
COLUMNS = ["council_code", "position", "neighbour_code", "closeness"]
KEY = COLUMNS[:2]


def model_year() -> int:
    """The year the model was made: its codes are those in force on 31 March of it."""
    return int(sources.load()["neighbours"].label)


def extract(path: Path, councils: Councils) -> pd.DataFrame:
    """One row per council and position, 1 the nearest, with DfE's word for how close it is."""
    columns = [f"SN_{n}{suffix}" for n in POSITIONS for suffix in ("", "P")]
    table = read_csv(path, ["old_la_code", "la_name", *columns])
    year = model_year()
    codes = councils.in_existence(year)

    def code(number: str, name: str) -> str:
        if number not in codes:
            raise Refusal(
                f"nobody knows DfE number {number}",
                file=path.name,
                council=name,
                year=year,
                expected="a council in existence on 31 March of that year",
                remedy=FETCH_AGAIN,
            )
        return codes[number]

    rows = [
        (
            code(row["old_la_code"], row["la_name"]),
            n,
            code(row[f"SN_{n}"], row["la_name"]),
            row[f"SN_{n}P"],
        )
        for row in table.to_dict("records")
        for n in POSITIONS
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
