"""The path from referral to plan: counts of a year's activity at each step (DfE B1, C1, C4, D1).

These are steps of one year, not one group of children followed: a child referred in March may
have a conference in April. Referrals, enquiries and conferences count events; the rows that end
in `_children` count children.
"""

from pathlib import Path

import pandas as pd

from etl.read.councils import Councils
from etl.read.published import read_areas
from etl.read.symbols import parse_count

MEASURES = {
    "b1": {"Anypoint_child": "children_in_need"},
    "c1": {"referral_count": "referrals", "referral_child_count": "referred_children"},
    "c4": {
        "Section47": "section_47_enquiries",
        "Section47_child": "section_47_children",
        "ICPC": "initial_conferences",
        "ICPC_child": "initial_conference_children",
    },
    "d1": {"CPP_start": "plans_started", "CPP_child_start": "plan_children"},
}

COLUMNS = [
    "area_code",
    "area_level",
    "year_ending",
    "measure",
    "value",
    "status",
    "symbol",
    "release",
]
KEY = COLUMNS[:4]


def extract(path: Path, stem: str, release: str, councils: Councils) -> pd.DataFrame:
    """One row per area, year ending 31 March and measure of the file with that stem."""
    measures = MEASURES[stem]
    table = read_areas(path, list(measures))
    table["area_code"] = councils.area_codes(table, path.name)
    rows = [
        (
            row["area_code"],
            row["area_level"],
            row["year"],
            measure,
            *parse_count(
                row[column],
                file=path.name,
                council=row["area_name"],
                year=row["year"],
                column=column,
            ),
            release,
        )
        for row in table.to_dict("records")
        for column, measure in measures.items()
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
