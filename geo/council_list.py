"""Which councils existed when, read from the project's own list of councils.

A council's code can change while its borders stand still: Gateshead was E08000020 until March
2013 and E08000037 after. So shapes are found through the chain of codes, while a map of a year
carries the codes that were in force on 31 March of that year, as the figures do.
"""

import csv
import datetime
from pathlib import Path
from typing import NamedTuple

COUNCILS_CSV = Path(__file__).parents[1] / "data" / "figures" / "councils.csv"

# The year ending 31 March 2024 is the first that councils as they now are have reported on.
CURRENT_FROM = 2024
EARLIER_YEARS = range(2013, CURRENT_FROM)


class CouncilListError(ValueError):
    """The list of councils is missing or cannot be used; the message says what to do."""


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
    """Every code that councils have had since 2009, by code. Raises CouncilListError."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        raise CouncilListError(
            f"{path} is missing: run `python -m etl extract --from DIR`, which writes it"
        ) from None
    if not rows:
        raise CouncilListError(f"{path} is empty: run `python -m etl extract --from DIR` again")
    try:
        councils = [_council(row) for row in rows]
    except KeyError as missing:
        raise CouncilListError(
            f"{path} has no column {missing}: it is not the list that "
            "`python -m etl extract --from DIR` writes; run that again"
        ) from None
    except (TypeError, ValueError) as fault:
        raise CouncilListError(
            f"{path} has a row that cannot be read ({fault}): run "
            "`python -m etl extract --from DIR` again"
        ) from None
    return {council.code: council for council in sorted(councils)}


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


def _council(row: dict[str, str]) -> Council:
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
