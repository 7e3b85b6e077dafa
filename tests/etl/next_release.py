"""Next year's release, as it may come: made from the official files, never from our own code.

More years in each file, other file names, a new column, Barnsley and Sheffield under the codes of
2025, and two councils that do not exist: Eastmere, new in the release of 2026, and Northford, which
replaced it by the release of 2027.

No figure is made up for a real council: in 2026 and 2027 each prints x. England and the regions
repeat their last row, so that there is a total to work with, and so do all populations. The plans
of 2025 are published by category, but not among the files we hold. What is known of that year is
printed: all plans of each area from D3 and D5, and England's for sexual abuse. The rest repeats
2024, but a council with another total prints c beside its plans for sexual abuse. What is written
stays in a folder of the test and goes with it.
"""

import csv
import json
import re
from pathlib import Path

import pandas as pd

from etl import sources
from geo import paths

POPULATION = "ons_mid-year"
RECODED = {"E08000016": "E08000038", "E08000019": "E08000039"}  # from 1 May 2025
EASTMERE = ("991", "E99000002", "Eastmere")  # year ending 2026 only
NORTHFORD = ("990", "E99000001", "Northford")  # from 1 April 2026
REGION = ("E12000001", "North East")
# The invented councils' children, and what each prints in every column of counts.
CHILDREN = 40_000
PRINTED = {
    "CPP_start": "100",
    "CPP_At31": "100",
    "CPP_child_start": "99",
    "Neglect_Initial": "50",
    "Physical_Initial": "c",
    "Sexual_Initial": "12",
    "Emotional_Initial": "25",
    "Multiple_Initial": "c",
    "Neglect_Latest": "55",
    "Physical_Latest": "c",
    "Sexual_Latest": "10",
    "Emotional_Latest": "26",
    "Multiple_Latest": "c",
    "Episodes_with_assessment_factor": "900",
    "Child_sexual_exploitation": "30",
    "Child_criminal_exploitation": "20",
    "Emotional_Abuse": "100",
    "Neglect": "110",
    "Sexual_Abuse_unknown": "0",
    "Sexual_Abuse_child_on_child": "20",
    "Sexual_Abuse_adult_on_child": "40",
    "Physical_Abuse_unknown": "0",
    "Physical_Abuse_child_on_child": "30",
    "Physical_Abuse_adult_on_child": "50",
    "Anypoint_child": "950",
    "referral_count": "1000",
    "referral_child_count": "900",
    "Section47": "300",
    "Section47_child": "290",
    "ICPC": "110",
    "ICPC_child": "105",
}
NEW_COLUMN = "Online_abuse_noted"
# What a person adds to council_history.csv for each release.
HISTORY = {
    2026: "E99000002,Eastmere,991,E23000013,Cleveland,2025-04-01,,,\n",
    2027: "E99000002,Eastmere,991,E23000013,Cleveland,2025-04-01,2026-03-31,E99000001,merge\n"
    "E99000001,Northford,990,E23000013,Cleveland,2026-04-01,,,\n",
}
# Where the invented councils are drawn: on the ground of a real one, which a test does not look at.
LENT_SHAPE = "E06000001"

FILES = {
    "d1_": "2024",
    "d2_": "2024",
    "d4_": "2024",
    "a5_": "2024",
    "b1_": "2025",
    "c1_": "2025",
    "c3_": "2025",
    "c4_": "2025",
    "d3_": "2025",
    "d5_": "2025",
    POPULATION: "2025",
}
# File of categories → the file that prints its total for 2025, and the column of it.
TOTALS_2025 = {"d1_": ("d3_", "CPP_start"), "d2_": ("d3_", "CPP_start"), "d4_": ("d5_", "CPP_At31")}
ENGLAND_SEXUAL_2025 = "2190"  # data/reference/national_series.csv


def write(official: Path, folder: Path, year: int) -> list[Path]:
    """Write the files of the release of that year to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for stem, release in FILES.items():
        source, held = _official(official, stem)
        if release == "2024":
            held = pd.concat([_plans_of_2025(held, stem, official), held], ignore_index=True)
        last = int(held["time_period"].max())
        population = stem == POPULATION
        wanted = year - 1 if population else year  # mid-year populations are of the June before
        added = [_year(held, last, y, population) for y in range(wanted, last, -1)]
        if population and year > 2026:  # Eastmere is no more, so all its years are withheld
            eastmere = added[-1]["new_la_code"] == EASTMERE[1]
            added[-1].loc[eastmere, "population_estimate"] = "x"
        table = pd.concat([*added, held], ignore_index=True)
        table.insert(len(table.columns), NEW_COLUMN, "z")
        name = re.sub(r"_(\d{4})_to_\d{4}", rf"_\1_to_{wanted}", source.name)
        made.append(folder / name)
        table.to_csv(made[-1], index=False, lineterminator="\r\n", encoding="utf-8-sig")
    return made


def _official(official: Path, stem: str) -> tuple[Path, pd.DataFrame]:
    (role,) = [
        s for s in sources.load().values() if s.stem and s.stem.startswith(stem) and not s.pinned
    ]
    source = official / role.file
    with source.open(encoding="utf-8-sig", newline="") as opened:
        header, *rows = csv.reader(opened)
    return source, pd.DataFrame(rows, columns=header, dtype=str)


def _plans_of_2025(held: pd.DataFrame, stem: str, official: Path) -> pd.DataFrame:
    """The rows of 2024 again, with what is known of 2025 in place of what is not."""
    rows = held[held["time_period"] == "2024"].assign(time_period="2025")
    counts = list(rows.columns)[
        list(rows.columns).index("CPP_At31" if stem == "a5_" else "category") :
    ]
    if stem == "a5_":
        return rows.assign(**dict.fromkeys(counts, "x"))
    other, total = TOTALS_2025[stem]
    _, printed = _official(official, other)
    area = ["geographic_level", "region_code", "old_la_code"]
    printed = printed[printed["time_period"] == "2025"].set_index(area)[total]
    totals = printed.reindex(pd.MultiIndex.from_frame(rows[area])).to_numpy()
    assert pd.notna(totals).all()
    rest = [c for c in counts[1:] if c != total]
    council = rows["geographic_level"] == "Local authority"
    if stem == "d1_":
        rows[rest] = "x"
    else:
        hidden = [c for c in rest if c != "Sexual_Initial"]
        rows.loc[council & (rows[total] != totals), hidden] = "c"
        rows.loc[totals == "0", rest] = "0"
        if stem == "d2_":
            rows.loc[rows["geographic_level"] == "National", "Sexual_Initial"] = ENGLAND_SEXUAL_2025
    return rows.assign(**{total: totals})


def _year(held: pd.DataFrame, last: int, year: int, population: bool) -> pd.DataFrame:
    """One added year: the last one's rows, in which real councils print no count."""
    rows = held[held["time_period"] == str(last)].copy()
    rows["time_period"] = str(year)
    if "new_la_code" not in rows:
        return rows
    year_ending = year + 1 if population else year
    council = rows["geographic_level"] == "Local authority"
    counts = list(rows.columns)[list(rows.columns).index("la_name") + 2 :]  # after one of words
    if year_ending < 2026:
        return rows
    if not population:
        rows.loc[council, counts] = "x"
    rows["new_la_code"] = rows["new_la_code"].replace(RECODED)
    number, code, name = EASTMERE if year_ending == 2026 else NORTHFORD
    new = rows[council].iloc[0].copy()
    new["old_la_code"], new["new_la_code"], new["la_name"] = number, code, name
    new["region_code"], new["region_name"] = REGION
    for column in counts:
        new[column] = str(CHILDREN) if population else PRINTED.get(column, "z")
    if population:
        totals = ~council & ((rows["region_code"] == REGION[0]) | (rows["region_code"] == ""))
        numbers = rows.loc[totals, "population_estimate"].astype(int) + CHILDREN
        rows.loc[totals, "population_estimate"] = numbers.astype(str)
    return pd.concat([rows, new.to_frame().T], ignore_index=True)


def shape_paths() -> pd.DataFrame:
    """The outlines of the map, with the invented councils on ground lent by a real one."""
    rows = paths.shape_paths()
    lent = rows.query("council_code == @LENT_SHAPE and layer == 'current'")
    invented = (EASTMERE[1], NORTHFORD[1])
    return pd.concat([rows, *(lent.assign(council_code=code) for code in invented)])


def boundaries(official: Path) -> list[dict]:
    file = official / sources.load()["boundaries"].file
    return json.loads(file.read_text(encoding="utf-8-sig"))["features"]
