"""Who the children are whose plan at 31 March began under each category (DfE file A5).

England only, rounded to 10, from 2018. There is no such file for councils, and none for the plans
that *started* in a year.
"""

from pathlib import Path

import pandas as pd

from etl.errors import Refusal
from etl.read.published import FETCH_AGAIN, counts, parsed, read_csv, years

CATEGORIES = {
    "CPP_At31": "all",
    "Neglect_Initial": "neglect",
    "Physical_Abuse_Initial": "physical_abuse",
    "Sexual_Abuse_Initial": "sexual_abuse",
    "Emotional_Abuse_Initial": "emotional_abuse",
    "Multiple_Initial": "multiple",
}

KEY = ["year_ending", "characteristic", "group_name", "category"]


def extract(path: Path, release: str) -> pd.DataFrame:
    """One row per year, characteristic (gender, age, ethnicity), group and initial category."""
    where = ["time_period", "geographic_level", "characteristic", "characteristic_type"]
    table = read_csv(path, [*where, "time_identifier", *CATEGORIES])
    table = table.assign(area_level="england", area_name="England")
    table["year"] = years(table, path.name)
    repeated = table[table.duplicated(where)]
    if len(repeated):
        raise Refusal(
            f"{repeated['characteristic_type'].iloc[0]} stands in the file twice",
            file=path.name,
            country="England",
            year=int(repeated["year"].iloc[0]),
            remedy=FETCH_AGAIN,
        )
    england = table[table["geographic_level"] == "National"].assign(
        characteristic=table["characteristic"].str.lower(), group_name=table["characteristic_type"]
    )
    columns = {column: (category,) for column, category in CATEGORIES.items()}
    keep = ("year", "characteristic", "group_name")
    found = counts(parsed(england, columns, path.name), columns, ["category"], keep)
    return found.assign(release=release)
