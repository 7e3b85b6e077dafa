"""The committed figures as plain dictionaries, and the arithmetic that every reckoning shares.

The fact a newcomer gets wrong: a count is two things, a number and a status, and a hidden number
has a range. Nothing here is taken from the marts.
"""

from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import pandas as pd

HIDDEN = ("suppressed", "withheld")
LOW = "low"  # above 0, and rounds to 0: from 1 to 5
PARTS = ("_unknown", "_child_on_child", "_adult_on_child")
ENGLAND = "E92000001"
UNLIKELY = 20  # a printed 0 between numbers of this size and more is doubted

# A cell of a table: its key, and column → what it must hold. NULL is None.
Rows = dict[tuple, dict[str, Any]]
Count = tuple[Any, str]  # the number, or None where the status says why there is none


class Within(NamedTuple):
    """What a cell must hold to within `by`, where two ways of working out cannot agree wholly."""

    value: float
    by: float


class Figures:
    """The committed figures. Unit of every count: plans, assessments, events or children."""

    def __init__(self, folder: Path):
        def read(name: str) -> list[dict]:
            return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False).to_dict(
                "records"
            )

        def count(row: dict) -> Count:
            return int(row["value"]) if row["value"] else None, row["status"]

        self.plans: dict[tuple, dict[str, Count]] = {}
        self.level: dict[str, str] = {}
        for row in read("plans"):
            both = ("initial", "latest") if row["basis"] == "either" else (row["basis"],)
            self.level[row["area_code"]] = row["area_level"]
            for basis in both:
                key = (row["area_code"], int(row["year_ending"]), row["flow"], basis)
                self.plans.setdefault(key, {})[row["category"]] = count(row)
        self.factors: dict[tuple, Count] = {}
        self.parts: dict[tuple, list[Count]] = {}
        for row in read("assessments"):
            area, year, factor = row["area_code"], int(row["year_ending"]), row["factor"]
            self.level.setdefault(area, row["area_level"])
            self.factors[area, year, factor] = count(row)
            whole = whole_of(factor)
            if whole != factor:
                self.parts.setdefault((area, year, whole), []).append(count(row))
        self.activity = {
            (row["area_code"], int(row["year_ending"]), row["measure"]): count(row)
            for row in read("activity")
        }
        self.characteristics = {
            (
                int(row["year_ending"]),
                *(row[n] for n in ("characteristic", "group_name", "category")),
            ): count(row)
            for row in read("characteristics")
        }
        self.children = {
            (row["area_code"], int(row["mid_year"])): int(row["children"])
            for row in read("population")
        }
        # Kept by hand beside the figures; which council is in which partnership.
        self.partnerships = {
            row["council_code"]: row["partnership"] for row in read("../reference/partnerships")
        }
        self.places = {
            (row["council_code"], int(row["position"])): (row["neighbour_code"], row["closeness"])
            for row in read("neighbours")
        }
        self.councils = {row["council_code"]: row for row in read("councils")}
        self.series = {code: self._series(code) for code in self.councils}

    def _series(self, code: str) -> str:
        """The newest code of the same ground: a mere recode is followed, nothing else."""
        while self.councils[code]["change_kind"] == "recode":
            code = self.councils[code]["successors"]
        return code

    def neighbours(self) -> dict[str, list[str]]:
        """Series → series of its statistical neighbours, the closest first."""
        found: dict[str, list[str]] = {}
        for (council, _), (other, _) in sorted(self.places.items()):
            found.setdefault(self.series[council], []).append(self.series[other])
        return found

    def bounds(self, row: tuple, category: str) -> tuple[int | None, int | None]:
        """The least and the most a council's plans can be, from its own row alone."""
        cells = self.plans[row]
        value, status = cells[category]
        if status == "published":
            return value, value
        if status == LOW:
            return 1, 5
        if status not in HIDDEN:
            return None, None
        total = cells["all"][0]
        parts = [cell for name, cell in cells.items() if name != "all"]
        if total is None or sum(status in HIDDEN for _, status in parts) == 1:
            return 0, 5
        return 0, max(5, total - sum(number or 0 for number, _ in parts))

    def assessment_bounds(self, area: str, year: int, factor: str) -> tuple:
        """The least and the most assessments with a factor there can be, rounding allowed for."""
        value, status = self.factors[area, year, factor]
        parts = self.parts.get((area, year, factor))
        printed = sum(number or 0 for number, _ in parts or ())
        shown = 1 if parts is None else sum(status == "published" for _, status in parts)
        half = half_unit(self.level[area], year)
        if status == "published":
            return max(0, value - shown * half), value + shown * half
        low = (status == LOW) if parts is None else sum(status == LOW for _, status in parts)
        if status == LOW:
            shown = 0 if parts is None else shown
            return max(1, printed + low - shown * half), printed + 5 * low + shown * half
        if status not in HIDDEN:
            return None, None
        hidden = 1 if parts is None else sum(status in HIDDEN for _, status in parts)
        total, total_status = self.factors.get((area, year, "any_factor"), (None, ""))
        most = max(total if total_status == "published" else 0, printed + 5 * (hidden + low))
        return max(0, printed + low - shown * half), most + max(1, shown) * half

    def series_of(self, counts: dict[tuple, Count]) -> dict[str, dict[int, Count]]:
        """(council, year) → count, as series → year → count; other areas are left out."""
        found: dict[str, dict[int, Count]] = {}
        for (area, year), count in counts.items():
            if area in self.series:
                found.setdefault(self.series[area], {})[year] = count
        return found

    def counted(self, measure: str) -> dict[tuple, Count]:
        """(area, year) → count of plans started for sexual abuse, or of assessments."""
        factor = {"csa_assessments": "sexual_abuse", "cse_assessments": "child_sexual_exploitation"}
        if measure == "sexual_plans":
            return {
                (area, year): cells["sexual_abuse"]
                for (area, year, flow, basis), cells in self.plans.items()
                if (flow, basis) == ("started", "initial")
            }
        return {
            (area, year): count
            for (area, year, name), count in self.factors.items()
            if name == factor[measure]
        }

    def least_and_most(self, measure: str, area: str, year: int) -> tuple:
        """Bounds of `counted`, of an area of any level."""
        if measure != "sexual_plans":
            factor = "sexual_abuse" if measure[:3] == "csa" else "child_sexual_exploitation"
            return self.assessment_bounds(area, year, factor)
        row = (area, year, "started", "initial")
        if self.level[area] == "council":
            return self.bounds(row, "sexual_abuse")
        value, status = self.plans[row]["sexual_abuse"]
        half = half_unit(self.level[area], year)
        if status == LOW:
            return 1, max(5, half)
        return (max(0, value - half), value + half) if status == "published" else (None, None)

    def unlikely_zeros(self, measure: str) -> set[tuple[str, int]]:
        """Series and year of each printed 0 among numbers that make it unlikely."""
        found = set()
        for series, years in self.series_of(self.counted(measure)).items():
            for year, (value, _) in years.items():
                before, after, others = beside(years, year)
                both = min(before or 0, after or 0) >= UNLIKELY
                if value == 0 and (both or (others and median(others) >= UNLIKELY)):
                    found.add((series, year))
        return found


def beside(years: dict[int, Count], year: int) -> tuple[int | None, int | None, list[int]]:
    """The nearest printed numbers above 0 before and after a year, and all of the other years'."""
    others = {y: value for y, (value, _) in sorted(years.items()) if value and y != year}
    before = [value for y, value in others.items() if y < year]
    after = [value for y, value in others.items() if y > year]
    return (before[-1] if before else None), (after[0] if after else None), [*others.values()]


def half_unit(level: str, year: int) -> int:
    """Half of what DfE rounds a total to; councils are not rounded."""
    if level == "council":
        return 0
    return 50 if year <= 2011 else 5


def whole_of(factor: str) -> str:
    """The factor that a column is a part of; itself, where it is none."""
    for part in PARTS:
        factor = factor.removesuffix(part)
    return factor


def per(number, base, by: float = 1000.0) -> float | None:
    """A ratio; None without its parts, or over a base of 0."""
    return None if number is None or not base else by * number / base
