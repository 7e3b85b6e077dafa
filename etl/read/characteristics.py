"""Who the children are whose plan at 31 March began under each category (DfE file A5).

England only, rounded to 10, from 2018. There is no such file for councils, and none for the plans
that *started* in a year.
"""

from pathlib import Path

import pandas as pd

from etl.errors import Refusal
from etl.read.published import FETCH_AGAIN, read_csv
from etl.read.symbols import parse_count

CATEGORIES = {
    "CPP_At31": "all",
    "Neglect_Initial": "neglect",
    "Physical_Abuse_Initial": "physical_abuse",
    "Sexual_Abuse_Initial": "sexual_abuse",
    "Emotional_Abuse_Initial": "emotional_abuse",
    "Multiple_Initial": "multiple",
}

COLUMNS = [
    "year_ending",
    "characteristic",
    "group_name",
    "category",
    "value",
    "status",
    "symbol",
    "release",
]
KEY = COLUMNS[:4]


def extract(path: Path, release: str) -> pd.DataFrame:
    """One row per year, characteristic (gender, age, ethnicity), group and initial category."""
    where = ["time_period", "geographic_level", "characteristic", "characteristic_type"]
    table = read_csv(path, [*where, *CATEGORIES])
    repeated = table[table.duplicated(where)]
    if len(repeated):
        raise Refusal(
            f"{repeated['characteristic_type'].iloc[0]} stands in the file twice",
            file=path.name,
            country="England",
            year=repeated["time_period"].iloc[0],
            remedy=FETCH_AGAIN,
        )
    rows = [
        (
            int(row["time_period"]),
            row["characteristic"].lower(),
            row["characteristic_type"],
            category,
            *parse_count(
                row[column],
                file=path.name,
                country="England",
                year=row["time_period"],
                column=column,
            ),
            release,
        )
        for row in table[table["geographic_level"] == "National"].to_dict("records")
        for column, category in CATEGORIES.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
