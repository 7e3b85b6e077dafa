"""The path from referral to plan: counts of a year's activity at each step (DfE B1, C1, C4, D1,
D3, D5).

These are steps of one year, not one group of children followed: a child referred in March may
have a conference in April. Referrals, enquiries and conferences count events; the rows that end
in `_children` count children.
"""

from pathlib import Path

import pandas as pd

from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.published import FETCH_AGAIN, counts, parsed, read_areas

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
    # Second and later plans, and how long plans last: each prints all plans beside them. Taken for
    # the years of which the plans by category are not held.
    "d3": {"CPP_start": "plans_started"},
    "d5": {"CPP_At31": "plans_at_31_march"},
}
# What else tells these two from other files that count the same.
OWN_COLUMNS = {"d3": ["CPP_subsequent"], "d5": ["3_months_or_less", "2_years_or_more"]}

KEY = ["area_code", "area_level", "year_ending", "measure"]


def extract(path: Path, stem: str, release: str, councils: Councils) -> pd.DataFrame:
    """One row per area, year ending 31 March and measure of the file with that stem."""
    measures = MEASURES[stem]
    table = read_areas(path, list(measures))
    table["area_code"] = councils.area_codes(table, path.name)
    table = parsed(table, measures, path.name)
    columns = {column: (measure,) for column, measure in measures.items()}
    return counts(table, columns, ["measure"]).assign(release=release)


def later(first: pd.DataFrame, second: pd.DataFrame, file: str, councils: Councils):
    """The rows of `second` after the last year of `first`, which counts the same in another file.

    Raises Refusal, naming area and year, where both print a number and it is not the same.
    """
    key = ["area_code", "year_ending"]
    again = second.rename(columns={"measure": "measure_again", "value": "value_again"})
    both = first.merge(again[[*key, "measure_again", "value_again"]], on=key)
    both = both.dropna(subset=["value", "value_again"])
    for row in both[both["value"] != both["value_again"]].itertuples():
        raise Refusal(
            f"{row.value_again:,} {row.measure_again.replace('_', ' ')}, where another file of "
            f"DfE's prints {row.value:,}",
            file=file,
            **councils.place(row.area_code),
            year=row.year_ending,
            remedy=f"one of the two is damaged, or older: {FETCH_AGAIN}",
        )
    return second[second["year_ending"] > first["year_ending"].max()]
