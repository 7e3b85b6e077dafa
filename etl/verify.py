"""Everything worked out again from the committed figures, cell by cell, in plain Python.

A second reckoning, by other code: it reads data/figures with pandas and the database with one
SELECT a table, imports nothing of etl/marts, and uses no macro of theirs. Written out at length
where the marts are brief, so that a reader may follow one number by hand.

The fact a newcomer gets wrong: agreement is not truth. Two programs that read the same wrong rule
agree; what this shows is that no cell was lost, shifted or rounded on its way.
"""

from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
from scipy.stats import chi2

from etl.errors import Refusal

HIDDEN = ("suppressed", "withheld")
CATEGORIES = {"sexual_abuse", "neglect", "physical_abuse", "emotional_abuse"}
THRESHOLD = 0.2  # plans per 1,000 children, as the CSA Centre has it
ENGLAND = "E92000001"
NEAR = 1e-9  # relative: what two orders of the same division may differ by
SHOWN = 10

# A cell of a table: its key, and column → what it must hold. NULL is None.
Rows = dict[tuple, dict[str, object]]


class Figures:
    """The committed figures as plain dictionaries. Unit of every count: plans or assessments."""

    def __init__(self, folder: Path):
        def read(name: str) -> list[dict]:
            return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False).to_dict(
                "records"
            )

        def count(row: dict) -> tuple[int | None, str]:
            return int(row["value"]) if row["value"] else None, row["status"]

        self.plans, self.level = {}, {}
        for row in read("plans"):
            both = ("initial", "latest") if row["basis"] == "either" else (row["basis"],)
            self.level[row["area_code"]] = row["area_level"]
            for basis in both:
                key = (row["area_code"], int(row["year_ending"]), row["flow"], basis)
                self.plans.setdefault(key, {})[row["category"]] = count(row)
        self.factors = {
            (row["area_code"], int(row["year_ending"]), row["factor"]): count(row)
            for row in read("assessments")
        }
        self.children = {
            (row["area_code"], int(row["mid_year"])): int(row["children"])
            for row in read("population")
        }
        self.neighbours: dict[str, list[str]] = {}
        for row in read("neighbours"):
            self.neighbours.setdefault(row["council_code"], []).append(row["neighbour_code"])
        self.councils = {row["council_code"]: row for row in read("councils")}
        self.series = {code: self._series(code) for code in self.councils}

    def _series(self, code: str) -> str:
        """The newest code of the same ground: a mere recode is followed, nothing else."""
        while self.councils[code]["change_kind"] == "recode":
            code = self.councils[code]["successors"]
        return code

    def bounds(self, row: tuple, category: str) -> tuple[int | None, int | None]:
        """The least and the most a council's cell can be, from its own row alone."""
        cells = self.plans[row]
        value, status = cells[category]
        if status == "published":
            return value, value
        if status not in HIDDEN:
            return None, None
        total = cells["all"][0]
        parts = [cell for name, cell in cells.items() if name != "all"]
        if total is None or sum(status in HIDDEN for _, status in parts) == 1:
            return 0, 5
        return 0, max(5, total - sum(number or 0 for number, _ in parts))


def verify(database: Path, figures: Path) -> str:
    """How many cells agree, by table. Raises Refusal with the first that do not."""
    held = Figures(figures)
    said, wrong = [], []
    with duckdb.connect(str(database), read_only=True) as connection:
        for table, (keys, reckon) in TABLES.items():
            expected = reckon(held)
            columns = sorted({name for row in expected.values() for name in row})
            found = connection.execute(
                f"SELECT {', '.join(keys)}, {', '.join(chr(34) + c + chr(34) for c in columns)} "
                f"FROM {table}"
            ).fetchall()
            rows = {tuple(row[: len(keys)]): row[len(keys) :] for row in found}
            wrong += [f"{table} {k}: the row is missing" for k in expected.keys() - rows.keys()]
            agree = 0
            for key, cells in expected.items():
                for column, there in zip(columns, rows.get(key, ()), strict=False):
                    if column in cells:
                        if _same(cells[column], there):
                            agree += 1
                        else:
                            wrong.append(
                                f"{table} {' '.join(map(str, key))}, {column}: {there} where the "
                                f"figures give {cells[column]}"
                            )
            said.append(f"  {table}: {agree:,} cells agree, {len(expected):,} rows")
    total = sum(int(line.split(": ")[1].split(" ")[0].replace(",", "")) for line in said)
    if wrong:
        raise Refusal(
            f"{len(wrong):,} cells are not what the figures give, {total:,} are:\n  "
            + "\n  ".join(sorted(wrong)[:SHOWN])
            + "\n",
            file=database.name,
            remedy="run `make build`; if it stays, the mart or etl/verify.py has another rule",
        )
    return "\n".join([*said, f"{database.name}: {total:,} cells agree and none differs."])


def _same(expected, there) -> bool:
    if expected is None or there is None:
        return expected is there
    if isinstance(expected, float) or isinstance(there, float):
        return abs(expected - there) <= NEAR * max(1.0, abs(expected))
    return expected == there


def _per(number, base, by: float = 1000.0) -> float | None:
    return None if number is None or not base else by * number / base


def plan(held: Figures) -> Rows:
    """Every cell as it stands in the figures."""
    return {
        (*row, category): {"value": value, "status": status}
        for row, cells in held.plans.items()
        for category, (value, status) in cells.items()
    }


def plan_bounds(held: Figures) -> Rows:
    return {
        (*row, category): dict(
            zip(("plans_min", "plans_max"), held.bounds(row, category), strict=True)
        )
        for row, cells in held.plans.items()
        if held.level[row[0]] == "council"
        for category in cells
        if category != "all"
    }


def assessment_factor(held: Figures) -> Rows:
    return {key: {"value": v, "status": status} for key, (v, status) in held.factors.items()}


def population(held: Figures) -> Rows:
    return {key: {"children": children} for key, children in held.children.items()}


def council_year(held: Figures) -> Rows:
    """Counts, bounds, rates, exact limits, class and what would be expected at England's rate."""
    rows: Rows = {}
    for row, cells in held.plans.items():
        area, year, flow, basis = row
        children = held.children.get((area, year - 1))
        if (flow, basis) != ("started", "initial") or held.level[area] != "council" or year < 2013:
            continue
        value, status = cells["sexual_abuse"]
        low, high = held.bounds(row, "sexual_abuse")
        all_plans = cells["all"][0]
        csa, csa_status = held.factors.get((area, year, "sexual_abuse"), (None, "not_available"))
        cse, cse_status = held.factors.get(
            (area, year, "child_sexual_exploitation"), (None, "not_available")
        )
        england = held.plans[ENGLAND, year, flow, basis]["sexual_abuse"][0]
        rate = _per(value, children)
        rows[area, year] = {
            "children": children,
            "all_plans": all_plans,
            "sexual_plans": value,
            "sexual_plans_status": status,
            "sexual_plans_min": low,
            "sexual_plans_max": high,
            "sexual_rate_per_1000": rate,
            "sexual_rate_low": None
            if value is None
            else _per(chi2.ppf(0.025, 2 * value) / 2 if value else 0.0, children),
            "sexual_rate_high": None
            if value is None
            else _per(chi2.ppf(0.975, 2 * value + 2) / 2, children),
            "class": _class(value, status, rate),
            "expected_plans_at_england_rate": _per(
                england, held.children[ENGLAND, year - 1], float(children)
            ),
            "csa_assessments": csa,
            "csa_assessments_status": csa_status,
            "cse_assessments": cse,
            "cse_assessments_status": cse_status,
            "plans_per_100_csa_assessments": _per(value, csa, 100.0),
            "csa_assessments_per_1000": _per(csa, children),
            "cse_assessments_per_1000": _per(cse, children),
            "sexual_share": _per(value, all_plans, 1.0),
        }
    return rows


def _class(value: int | None, status: str, rate: float | None) -> str:
    if status in HIDDEN:
        return "suppressed"
    if value is None:
        return "not_available"
    if value == 0:
        return "none"
    return "very_low" if rate < THRESHOLD else "at_or_above"


def class_count(held: Figures) -> Rows:
    classes = ("none", "suppressed", "very_low", "at_or_above", "not_available")
    councils = council_year(held)
    years = sorted({year for _, year in councils})
    return {
        (year, name): {
            "councils": sum(r["class"] == name for (_, y), r in councils.items() if y == year)
        }
        for year in years
        for name in classes
    }


def headline(held: Figures) -> Rows:
    """The published counts and the honest range; the modelled estimate has its own tests."""
    councils = council_year(held)
    rows: Rows = {}
    for year in sorted({year for _, year in councils}):
        these = [row for (_, y), row in councils.items() if y == year]
        of = {name: sum(r["class"] == name for r in these) for name in ("none", "very_low")}
        of["suppressed"] = sum(r["class"] == "suppressed" for r in these)

        def below(bound: str, these=these) -> int:
            rates = [_per(r[bound], r["children"]) for r in these]
            return sum(rate is not None and rate < THRESHOLD for rate in rates)

        rows[(year,)] = {
            **of,
            "none_or_few_published": sum(of.values()),
            "certainly_below": below("sexual_plans_max"),
            "possibly_below": below("sexual_plans_min"),
            "councils_with_a_figure": sum(r["class"] != "not_available" for r in these),
        }
    return rows


def england_year(held: Figures) -> Rows:
    return {(year,): cells for (area, year), cells in _printed(held, "england").items()}


def region_year(held: Figures) -> Rows:
    return _printed(held, "region")


def _printed(held: Figures, level: str) -> Rows:
    """DfE's own totals and what follows from them."""
    rows: Rows = {}
    for (area, year, flow, basis), cells in held.plans.items():
        if (flow, basis) != ("started", "initial") or held.level[area] != level:
            continue
        children = held.children.get((area, year - 1))
        value, status = cells["sexual_abuse"]
        csa = held.factors.get((area, year, "sexual_abuse"), (None, ""))[0]
        cse = held.factors.get((area, year, "child_sexual_exploitation"), (None, ""))[0]
        rows[area, year] = {
            "children": children,
            "all_plans": cells["all"][0],
            "sexual_plans": value,
            "sexual_plans_status": status,
            "sexual_rate_per_1000": _per(value, children),
            "sexual_share": _per(value, cells["all"][0], 1.0),
            "csa_assessments": csa,
            "cse_assessments": cse,
            "plans_per_100_csa_assessments": _per(value, csa, 100.0),
            "csa_assessments_per_1000": _per(csa, children),
            "cse_assessments_per_1000": _per(cse, children),
        }
    return rows


def assessment_to_plan(held: Figures) -> Rows:
    rows: Rows = {}
    for (area, year, factor), (assessments, status) in held.factors.items():
        cells = held.plans.get((area, year, "started", "initial"))
        if cells is None or factor not in CATEGORIES:
            continue
        plans, plans_status = cells[factor]
        rows[area, year, factor] = {
            "assessments": assessments,
            "assessments_status": status,
            "plans": plans,
            "plans_status": plans_status,
            "plans_per_100_assessments": _per(plans, assessments, 100.0),
        }
    return rows


def pooled_3_year(held: Figures) -> Rows:
    """Three years of one area together: sums of the least and of the most, and rates."""
    councils = council_year(held)
    years_of: dict[str, dict[int, dict]] = {}
    for (area, year), row in councils.items():
        years_of.setdefault(held.series[area], {})[year] = row
    first = min(year for _, year in councils)
    rows: Rows = {}
    for area, year in councils:
        if year - 2 < first:
            continue
        one = years_of[held.series[area]]
        three = [one[y] for y in range(year - 2, year + 1) if y in one]
        whole = [r for r in three if r["sexual_plans_min"] is not None]
        printed = sum(r["sexual_plans"] is not None for r in whole)
        child_years = sum(r["children"] for r in whole) if len(whole) == 3 else None
        low = sum(r["sexual_plans_min"] for r in whole) if len(whole) == 3 else None
        high = sum(r["sexual_plans_max"] for r in whole) if len(whole) == 3 else None
        rows[area, year] = {
            "years_with_figure": len(whole),
            "years_printed": printed,
            "child_years": child_years,
            "sexual_plans": low if printed == 3 else None,
            "sexual_plans_min": low,
            "sexual_plans_max": high,
            "rate_min": _per(low, child_years),
            "rate_max": _per(high, child_years),
        }
    return rows


def neighbour_year(held: Figures) -> Rows:
    """Range and middle of the neighbours' rates of plans: the middle of the least and of the most.

    An unlikely zero of plans (one between years of 20 and more) is left out.
    """
    councils = council_year(held)
    by_series = {(held.series[area], year): (area, row) for (area, year), row in councils.items()}
    near = {held.series[c]: [held.series[n] for n in names] for c, names in held.neighbours.items()}
    doubtful = {key for key in by_series if _is_unlikely_zero(by_series, *key)}
    rows: Rows = {}
    for (area, year), _ in councils.items():
        names = near.get(held.series[area], [])
        if not names:
            continue
        there = [(n, year) for n in names if (n, year) in by_series and (n, year) not in doubtful]
        others = [by_series[key][1] for key in there]
        rates = [r["sexual_rate_per_1000"] for r in others if r["sexual_rate_per_1000"] is not None]
        least = [_per(r["sexual_plans_min"], r["children"]) for r in others]
        most = [_per(r["sexual_plans_max"], r["children"]) for r in others]
        least, most = ([v for v in side if v is not None] for side in (least, most))
        rows[area, year, "sexual_plans"] = {
            "neighbours": len(names),
            "neighbours_with_figure": len(rates),
            "neighbours_suppressed": sum(r["sexual_plans_status"] in HIDDEN for r in others),
            "neighbours_lowest": min(rates, default=None),
            "neighbours_highest": max(rates, default=None),
            "middle_min": median(least) if least else None,
            "middle_max": median(most) if most else None,
        }
    return rows


def _is_unlikely_zero(by_series: dict, series: str, year: int) -> bool:
    if by_series[series, year][1]["sexual_plans"] != 0:
        return False
    others = {
        y: row["sexual_plans"]
        for (s, y), (_, row) in by_series.items()
        if s == series and row["sexual_plans"]
    }
    before = [others[y] for y in sorted(others) if y < year][-1:]
    after = [others[y] for y in sorted(others) if y > year][:1]
    both = bool(before and after and before[0] >= 20 and after[0] >= 20)
    return both or bool(others) and median(others.values()) >= 20


# Table → the columns of its key, and what its cells must be.
TABLES = {
    "plan": (("area_code", "year_ending", "flow", "basis", "category"), plan),
    "plan_bounds": (("council_code", "year_ending", "flow", "basis", "category"), plan_bounds),
    "assessment_factor": (("area_code", "year_ending", "factor"), assessment_factor),
    "population": (("area_code", "mid_year"), population),
    "council_year": (("council_code", "year_ending"), council_year),
    "class_count": (("year_ending", "class"), class_count),
    "headline": (("year_ending",), headline),
    "england_year": (("year_ending",), england_year),
    "region_year": (("region_code", "year_ending"), region_year),
    "assessment_to_plan": (("area_code", "year_ending", "category"), assessment_to_plan),
    "pooled_3_year": (("council_code", "year_ending"), pooled_3_year),
    "neighbour_year": (("council_code", "year_ending", "measure"), neighbour_year),
}
