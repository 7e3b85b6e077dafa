"""A row a council: rates, limits, classes, three years together, and what is counted of them."""

from functools import cache
from typing import Any

from scipy.stats import chi2, gamma

from etl.verify.chance import factor_of, modelled
from etl.verify.figures import ENGLAND, HIDDEN, LOW, Figures, Rows, per

CATEGORIES = {"sexual_abuse", "neglect", "physical_abuse", "emotional_abuse"}
THRESHOLD = 0.2  # plans per 1,000 children, as the CSA Centre has it


def adjusted(count, factor: float) -> tuple:
    """95% limits of a count that comes in families of `factor` each; None without one."""
    if count is None:
        return None, None
    low = gamma.ppf(0.025, count / factor) if count else 0.0
    return float(factor * low), float(factor * gamma.ppf(0.975, count / factor + 1))


@cache
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
        rate = per(value, children)
        factor = factor_of(held, "sexual_plans")
        adjusted_low, adjusted_high = adjusted(value, factor)
        csa_bounds = (
            held.assessment_bounds(area, year, "sexual_abuse")
            if (area, year, "sexual_abuse") in held.factors
            else (None, None)
        )
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
            else per(chi2.ppf(0.025, 2 * value) / 2 if value else 0.0, children),
            "sexual_rate_high": None
            if value is None
            else per(chi2.ppf(0.975, 2 * value + 2) / 2, children),
            "sexual_rate_adjusted_low": per(adjusted_low, children),
            "sexual_rate_adjusted_high": per(adjusted_high, children),
            "csa_assessments_min": csa_bounds[0],
            "csa_assessments_max": csa_bounds[1],
            "class": _class(value, status, rate, children),
            "expected_plans_at_england_rate": None
            if children is None
            else per(england, held.children[ENGLAND, year - 1], children),
            "csa_assessments": csa,
            "csa_assessments_status": csa_status,
            "cse_assessments": cse,
            "cse_assessments_status": cse_status,
            "plans_per_100_csa_assessments": per(value, csa, 100.0),
            "csa_assessments_per_1000": per(csa, children),
            "cse_assessments_per_1000": per(cse, children),
            "sexual_share": per(value, all_plans, 1.0),
        }
    return rows


def _class(value: int | None, status: str, rate: Any, children: int | None) -> str:
    if status in HIDDEN:
        return "suppressed"
    if status == LOW and children and 1000 * 5 / children < THRESHOLD:
        return "very_low"
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
    """The published counts, the honest range, and what a model puts inside it."""
    councils = council_year(held)
    rows: Rows = {}
    for year in sorted({year for _, year in councils}):
        these = [row for (_, y), row in councils.items() if y == year]
        of = {name: sum(r["class"] == name for r in these) for name in ("none", "very_low")}
        of["suppressed"] = sum(r["class"] == "suppressed" for r in these)

        def below(bound: str, these=these) -> int:
            rates = [per(r[bound], r["children"]) for r in these]
            return sum(rate is not None and rate < THRESHOLD for rate in rates)

        rows[(year,)] = {
            **of,
            "none_or_few_published": sum(of.values()),
            "certainly_below": below("sexual_plans_max"),
            "possibly_below": below("sexual_plans_min"),
            "councils_with_a_figure": sum(r["class"] != "not_available" for r in these),
            **modelled(
                [
                    (r["sexual_plans_min"], r["sexual_plans_max"], r["children"])
                    for r in these
                    if r["sexual_plans_min"] is not None
                ],
                THRESHOLD,
            ),
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
            "plans_per_100_assessments": per(plans, assessments, 100.0),
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
        factor = factor_of(held, "sexual_plans")
        rows[area, year] = {
            "years_with_figure": len(whole),
            "years_printed": printed,
            "child_years": child_years,
            "sexual_plans": low if printed == 3 else None,
            "sexual_plans_min": low,
            "sexual_plans_max": high,
            "rate_min": per(low, child_years),
            "rate_max": per(high, child_years),
            "rate_adjusted_low": per(adjusted(low, factor)[0], child_years),
            "rate_adjusted_high": per(adjusted(high, factor)[1], child_years),
        }
    return rows
