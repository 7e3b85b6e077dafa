"""Which councils existed when, read from the project's own list of councils.

A council's code can change while its borders stand still: Gateshead was E08000020 until March
2013 and E08000037 after. So shapes are found through the chain of codes, while a map of a year
carries the codes that were in force on 31 March of that year, as the figures do.
"""

import datetime
from pathlib import Path
from typing import NamedTuple

from etl import kept
from etl.tables import types

COUNCILS_CSV = Path(__file__).parents[1] / "data" / "figures" / "councils.csv"

# The year ending 31 March 2024 is the first that councils as they now are have reported on.
CURRENT_FROM = 2024
EARLIER_YEARS = range(2013, CURRENT_FROM)


class Council(NamedTuple):
    """One code of one council. Label points are None for councils abolished before 2023."""

    code: str
    name: str
    region_code: str
    region_name: str
    police_force_code: str
    code_from: datetime.date
    code_to: datetime.date | None  # the last day in force; None while it stands
    successors: tuple[str, ...]
    change_kind: str  # "recode": the same borders under the successor's code
    label_e: float | None  # metres east, British National Grid
    label_n: float | None

    def in_force(self, year_ending: int) -> bool:
        """Whether this code was in force on 31 March of the year."""
        day = datetime.date(year_ending, 3, 31)
        return self.code_from <= day and (self.code_to is None or day <= self.code_to)


def read_councils(path: Path = COUNCILS_CSV) -> dict[str, Council]:
    """Every code that councils have had since 2009, by code. Raises Refusal."""
    rows = kept.table(path, types()["council"], filled=("council_code", "code_from"))
    councils: dict[str, Council] = {}
    for _, row in rows.iterrows():
        council = _council(row)
        if council.code in councils:
            raise kept.refused(path, row, "this code is there twice", "each code once")
        councils[council.code] = council
    for _, row in rows.iterrows():
        if unknown := set(row["successors"].split()) - set(councils):
            found = f"its successor {', '.join(sorted(unknown))} is no other row's code"
            raise kept.refused(path, row, found, "codes of this file, parted by spaces")
    return dict(sorted(councils.items()))


def codes_in_force(councils: dict[str, Council], year_ending: int) -> list[str]:
    """Codes in force on 31 March of the year, in order."""
    return [code for code, council in councils.items() if council.in_force(year_ending)]


def codes_with_the_same_borders(councils: dict[str, Council], code: str) -> list[str]:
    """The code itself, then the codes it was given later, then those it had before."""
    later = [code]
    while councils[later[-1]].change_kind == "recode":
        later.append(councils[later[-1]].successors[0])
    earlier = [code]
    while before := [
        c.code
        for c in councils.values()
        if c.change_kind == "recode" and c.successors == (earlier[-1],)
    ]:
        earlier.append(before[0])
    return later + earlier[1:]


def _council(row) -> Council:
    return Council(
        code=row["council_code"],
        name=row["council_name"],
        region_code=row["region_code"],
        region_name=row["region_name"],
        police_force_code=row["police_force_code"],
        code_from=datetime.date.fromisoformat(row["code_from"]),
        code_to=datetime.date.fromisoformat(row["code_to"]) if row["code_to"] else None,
        successors=tuple(row["successors"].split()),
        change_kind=row["change_kind"],
        label_e=float(row["bng_e"]) if row["bng_e"] else None,
        label_n=float(row["bng_n"]) if row["bng_n"] else None,
    )
