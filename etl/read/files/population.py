"""Residents aged 0 to 17, ONS mid-year estimates as DfE publishes them with its figures.

The newest release marks a council that was cut apart `x` for all its years (Bournemouth, Poole,
the old Dorset). Such a cell takes the last release that prints it, and the row says which: the
two are on different census bases, by a per cent or so.
"""

from pathlib import Path

import pandas as pd

from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.published import parsed, place_of, read_areas
from etl.read.symbols import PUBLISHED

AGE_GROUP = "Children aged 0 to 17 years"
COLUMNS = ["area_code", "area_level", "mid_year", "children", "release"]
KEY = COLUMNS[:3]


def extract(newest_first: list[tuple[Path, str]], councils: Councils) -> pd.DataFrame:
    """One row per area and mid-year, in children; `newest_first` pairs each file with its release.

    Raises Refusal when no release prints a council of the newest file's years.
    """
    releases = [_one_release(path, release, councils) for path, release in newest_first]
    newest, older = releases[0], pd.concat(releases[1:]) if releases[1:] else None
    held = newest[newest["status"] == PUBLISHED]
    wanted = newest[newest["status"] != PUBLISHED]
    if len(wanted):
        filled = wanted[KEY].merge(
            older[older["status"] == PUBLISHED].drop_duplicates(KEY)
            if older is not None
            else newest.iloc[:0],
            on=KEY,
            how="left",
        )
        lacking = filled[filled["children"].isna()]
        if len(lacking):
            first = lacking.iloc[0]
            raise Refusal(
                "no release gives its population",
                file=newest_first[0][0].name,
                **councils.place(first["area_code"]),
                year=int(first["mid_year"]),
                expected="a number in the newest release or in an older one",
                remedy="add an older population file to etl/sources.yml that has the council",
            )
        held = pd.concat([held, filled])
    return held[COLUMNS].astype({"children": int})


def _one_release(path: Path, release: str, councils: Councils) -> pd.DataFrame:
    table = read_areas(path, ["age_group", "population_estimate"])
    other = table[table["age_group"] != AGE_GROUP]
    if len(other):
        raise Refusal(
            f"age group '{other['age_group'].iloc[0]}'",
            file=path.name,
            **place_of(other.iloc[0]),
            year=int(other["year"].iloc[0]),
            expected=AGE_GROUP,
            remedy="if the publisher now prints several age groups, keep only this one in "
            "etl/read/files/population.py",
        )
    children = parsed(table, ["population_estimate"], path.name)["population_estimate"]
    return pd.DataFrame(
        {
            "area_code": councils.area_codes(table, path.name, years_ahead=1),
            "area_level": table["area_level"],
            "mid_year": table["year"],
            "children": [c.value for c in children],
            "status": [c.status for c in children],
            "release": release,
        }
    )
