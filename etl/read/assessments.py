"""Factors that social workers recorded at the end of an assessment (DfE file C3, from 2018).

One assessment can record many factors, so factors never add up to assessments. Until 2020 the
whole of sexual (and physical) abuse stands in the column `_unknown`; from 2021 it is split into
child-on-child and adult-on-child, and by 2025 nothing is left in `_unknown`. Only the sum of the
three columns can be followed across 2021. Not every council changed at once.
"""

from pathlib import Path

import pandas as pd

from etl.read.councils import Councils
from etl.read.published import place_of, read_areas
from etl.read.symbols import NOT_APPLICABLE, NOT_AVAILABLE, Count, parse_count, sum_of_parts

FIRST_SPLIT_YEAR = 2021

FACTORS = {
    "Episodes_with_assessment_factor": "any_factor",
    "Child_sexual_exploitation": "child_sexual_exploitation",
    "Child_criminal_exploitation": "child_criminal_exploitation",
    "Emotional_Abuse": "emotional_abuse",
    "Neglect": "neglect",
}
SUMMED_FACTORS = {"Sexual_Abuse": "sexual_abuse", "Physical_Abuse": "physical_abuse"}
PARTS = ("unknown", "child_on_child", "adult_on_child")

COLUMNS = [
    "area_code",
    "area_level",
    "year_ending",
    "factor",
    "value",
    "status",
    "symbol",
    "release",
]
KEY = COLUMNS[:4]


def extract(path: Path, release: str, councils: Councils) -> pd.DataFrame:
    """One row per area, year ending 31 March and factor; unit: assessments completed in the year.

    The factor `sexual_abuse` is the sum of the three parts, which are kept beside it; so is
    `physical_abuse`.
    """
    part_columns = [f"{printed}_{part}" for printed in SUMMED_FACTORS for part in PARTS]
    table = read_areas(path, [*FACTORS, *part_columns])
    table["area_code"] = councils.area_codes(table, path.name)

    rows = []
    for row in table.to_dict("records"):

        def count(column: str, row=row) -> Count:
            return parse_count(
                row[column],
                file=path.name,
                **place_of(row),
                year=row["year"],
                column=column,
            )

        counts = {factor: count(column) for column, factor in FACTORS.items()}
        for printed, factor in SUMMED_FACTORS.items():
            parts = {part: count(f"{printed}_{part}") for part in PARTS}
            counts |= {f"{factor}_{part}": parts[part] for part in PARTS}
            counts[factor] = sum_of_parts(_collected(parts, row["year"]))
        rows += [
            (row["area_code"], row["area_level"], row["year"], factor, *c, release)
            for factor, c in counts.items()
        ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _collected(parts: dict[str, Count], year_ending: int) -> list[Count]:
    """The parts that were collected that year: only the undivided one before the split."""
    if year_ending >= FIRST_SPLIT_YEAR:
        return list(parts.values())
    return [parts["unknown"]] + [
        parts[name]
        for name in PARTS[1:]
        if parts[name].status not in (NOT_AVAILABLE, NOT_APPLICABLE)
    ]
