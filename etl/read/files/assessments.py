"""Factors that social workers recorded at the end of an assessment (DfE file C3, from 2018).

One assessment can record many factors, so factors never add up to assessments. Until 2020 the
whole of sexual (and physical) abuse stands in the column `_unknown`; from 2021 it is split into
child-on-child and adult-on-child, and by 2025 nothing is left in `_unknown`. Only the sum of the
three columns can be followed across 2021. Not every council changed at once.
"""

from pathlib import Path

import pandas as pd

from etl.read.councils import Councils
from etl.read.published import counts, parsed, read_areas
from etl.read.symbols import NOT_APPLICABLE, NOT_AVAILABLE, Count, sum_of_parts

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

KEY = ["area_code", "area_level", "year_ending", "factor"]


def extract(path: Path, release: str, councils: Councils) -> pd.DataFrame:
    """One row per area, year ending 31 March and factor; unit: assessments completed in the year.

    The factor `sexual_abuse` is the sum of the three parts, which are kept beside it; so is
    `physical_abuse`.
    """
    parts = {
        f"{printed}_{part}": f"{factor}_{part}"
        for printed, factor in SUMMED_FACTORS.items()
        for part in PARTS
    }
    table = read_areas(path, [*FACTORS, *parts])
    table["area_code"] = councils.area_codes(table, path.name)
    table = parsed(table, [*FACTORS, *parts], path.name)
    for printed in SUMMED_FACTORS:
        table[printed] = [
            sum_of_parts(
                _collected({part: row[f"{printed}_{part}"] for part in PARTS}, row["year"])
            )
            for row in table.to_dict("records")
        ]
    columns = {column: (factor,) for column, factor in (FACTORS | parts | SUMMED_FACTORS).items()}
    return counts(table, columns, ["factor"]).assign(release=release)


def _collected(parts: dict[str, Count], year_ending: int) -> list[Count]:
    """The parts that were collected that year: only the undivided one before the split."""
    if year_ending >= FIRST_SPLIT_YEAR:
        return list(parts.values())
    return [parts["unknown"]] + [
        parts[name]
        for name in PARTS[1:]
        if parts[name].status not in (NOT_AVAILABLE, NOT_APPLICABLE)
    ]
