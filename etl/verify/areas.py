"""A row an area of any level: rates and ranges, totals, police forces, neighbours, changes."""

from functools import cache
from statistics import median
from typing import Any

from scipy.stats import f as fisher

from etl.verify.chance import factor_of
from etl.verify.councils import council_year
from etl.verify.figures import ENGLAND, HIDDEN, Figures, Rows, beside, half_unit, per, whole_of

MEASURES = ("sexual_plans", "csa_assessments", "cse_assessments")
TWENTIETH = 0.05  # of England's number, from which a year is called under-recorded
SPANS = (1, 3)
OF_SPANS_ALONE = ("plans_change", "cannot_tell_because")


@cache
def area_rate(held: Figures) -> Rows:
    """Each measure of each area: the number, what it can be, and both per 1,000 children."""
    rows: Rows = {}
    for measure in MEASURES:
        for (area, year), (value, status) in held.counted(measure).items():
            children = held.children.get((area, year - 1))
            if children is None:
                continue
            low, high = held.least_and_most(measure, area, year)
            rows[area, year, measure] = {
                "value": value,
                "status": status,
                "value_min": low,
                "value_max": high,
                "children": children,
                "rate_per_1000": per(value, children),
                "rate_min": per(low, children),
                "rate_max": per(high, children),
            }
    return rows


def england_year(held: Figures) -> Rows:
    """DfE's own totals, and whether the year's assessments were recorded in full."""
    short = recording_shortfall(held)
    rows = {(year,): cells for (area, year), cells in _printed(held, "england").items()}
    for (year,), cells in rows.items():
        for column, factor in (("csa", "sexual_abuse"), ("cse", "child_sexual_exploitation")):
            cells[f"{column}_assessments_under_recorded"] = bool(
                short.get((factor, year), {}).get("is_under_recorded")
            )
    return rows


def region_year(held: Figures) -> Rows:
    """DfE's own totals."""
    return _printed(held, "region")


def _printed(held: Figures, level: str) -> Rows:
    rows: Rows = {}
    for (area, year, flow, basis), cells in held.plans.items():
        if (flow, basis) != ("started", "initial") or held.level[area] != level:
            continue
        children = held.children.get((area, year - 1))
        value, status = cells["sexual_abuse"]
        low, high = held.least_and_most("sexual_plans", area, year)
        csa = held.factors.get((area, year, "sexual_abuse"), (None, ""))[0]
        cse = held.factors.get((area, year, "child_sexual_exploitation"), (None, ""))[0]
        rows[area, year] = {
            "children": children,
            "all_plans": cells["all"][0],
            "sexual_plans": value,
            "sexual_plans_status": status,
            "sexual_plans_min": low,
            "sexual_plans_max": high,
            "sexual_rate_per_1000": per(value, children),
            "sexual_rate_min": per(low, children),
            "sexual_rate_max": per(high, children),
            "sexual_share": per(value, cells["all"][0], 1.0),
            "csa_assessments": csa,
            "cse_assessments": cse,
            "plans_per_100_csa_assessments": per(value, csa, 100.0),
            "csa_assessments_per_1000": per(csa, children),
            "cse_assessments_per_1000": per(cse, children),
        }
    return rows


@cache
def recording_shortfall(held: Figures) -> Rows:
    """Councils far below the years on both sides, and whether England's number lacks by them."""
    found: dict[tuple, list[float]] = {}
    for factor in {whole_of(factor) for _, _, factor in held.factors}:
        counts = {(a, y): count for (a, y, name), count in held.factors.items() if name == factor}
        least = {
            (held.series[area], year): held.assessment_bounds(area, year, factor)[0]
            for area, year in counts
            if area in held.series
        }
        for series, years in held.series_of(counts).items():
            for year in years:
                before, after, _ = beside(years, year)
                number = least[series, year]
                if number is None or before is None or after is None or min(before, after) < 20:
                    continue
                if 3 * number < min(before, after):
                    found.setdefault((factor, year), []).append((before + after) / 2 - number)
    rows: Rows = {}
    for (area, year, factor), (value, status) in held.factors.items():
        if area == ENGLAND and status == "published" and whole_of(factor) == factor:
            lacking = found.get((factor, year), [])
            rows[factor, year] = {
                "councils_short": len(lacking),
                "is_under_recorded": bool(lacking) and sum(lacking) >= TWENTIETH * value,
            }
    return rows


def police_force_year(held: Figures) -> Rows:
    """The councils of each force added up, hidden numbers as ranges, unlikely zeros left out."""
    members: dict[tuple, list[tuple[str, dict]]] = {}
    for (area, year), row in council_year(held).items():
        force = held.councils[area]["police_force_code"]
        members.setdefault((force, year), []).append((area, row))
    return _together(held, members)


def partnership_year(held: Figures) -> Rows:
    """The same of each partnership, whose councils of today are its councils in every year."""
    members: dict[tuple, list[tuple[str, dict]]] = {}
    of_series = {held.series[code]: name for code, name in held.partnerships.items()}
    for (area, year), row in council_year(held).items():
        if name := of_series.get(held.series[area]):
            members.setdefault((name, year), []).append((area, row))
    return _together(held, members)


def _together(held: Figures, members: dict[tuple, list[tuple[str, dict]]]) -> Rows:
    """Sets of councils added up, by their key and year."""
    plan_zeros, csa_zeros = (held.unlikely_zeros(m) for m in ("sexual_plans", "csa_assessments"))
    rates = area_rate(held)
    rows: Rows = {}
    for (force, year), councils in members.items():
        kept = [row for area, row in councils if (held.series[area], year) not in plan_zeros]
        whole = [row for row in kept if row["sexual_plans_min"] is not None]
        children = sum(row["children"] for row in whole) or None
        least = sum(row["sexual_plans_min"] for row in whole) if whole else None
        most = sum(row["sexual_plans_max"] for row in whole) if whole else None
        assessed = [
            rates[area, year, "csa_assessments"]
            for area, _ in councils
            if (area, year, "csa_assessments") in rates
            and (held.series[area], year) not in csa_zeros
        ]
        counted = [row for row in assessed if row["value_max"] is not None]
        rows[force, year] = {
            "councils": len(councils),
            "councils_printed": sum(row["sexual_plans"] is not None for row in kept),
            "councils_hidden": sum(row["sexual_plans"] is None for row in whole),
            "plan_zeros_left_out": len(councils) - len(kept),
            "children": children,
            "sexual_plans_min": least,
            "sexual_plans_max": most,
            "rate_min": per(least, children),
            "rate_max": per(most, children),
            "csa_councils_counted": len(counted),
            "csa_assessments_min": sum(r["value_min"] for r in counted) if counted else None,
            "csa_assessments_max": sum(r["value_max"] for r in counted) if counted else None,
        }
    return rows


def neighbour_year(held: Figures) -> Rows:
    """Range and middle of the neighbours' rates: the middle of the least and of the most.

    A 0 that is unlikely is left out; a hidden number without a range leaves no middle.
    """
    rates, near = area_rate(held), held.neighbours()
    by_series = {
        (held.series[area], year, measure): row
        for (area, year, measure), row in rates.items()
        if area in held.series
    }
    doubtful = {measure: held.unlikely_zeros(measure) for measure in MEASURES}
    rows: Rows = {}
    for area, year, measure in rates:
        names = near.get(held.series.get(area, ""), [])
        if not names:
            continue
        there = [n for n in names if (n, year, measure) in by_series]
        kept = [n for n in there if (n, year) not in doubtful[measure]]
        others = [by_series[n, year, measure] for n in kept]
        hidden = [row for row in others if row["status"] in HIDDEN]
        printed = [r["rate_per_1000"] for r in others if r["rate_per_1000"] is not None]
        bounded = not any(row["rate_max"] is None for row in hidden)
        least = [r["rate_min"] for r in others if r["rate_min"] is not None and bounded]
        most = [r["rate_max"] for r in others if r["rate_max"] is not None and bounded]
        rows[area, year, measure] = {
            "neighbours": len(names),
            "neighbours_with_figure": len(printed),
            "neighbours_suppressed": len(hidden),
            "neighbours_unlikely_zero": len(there) - len(kept),
            "neighbours_lowest": min(printed, default=None),
            "neighbours_highest": max(printed, default=None),
            "middle_min": median(least) if least else None,
            "middle_max": median(most) if most else None,
        }
    return rows


def change_year(held: Figures) -> Rows:
    """Whether a rate moved by more than counts of that size swing, over one year and over three."""
    return {key: row for key, row in _changes(held).items() if key[2] in SPANS}


def change_between(held: Figures) -> Rows:
    """The same of councils between any two years."""
    return {
        (area, year - span, year): {n: v for n, v in row.items() if n not in OF_SPANS_ALONE}
        for (area, year, span), row in _changes(held).items()
        if area in held.series
    }


@cache
def _changes(held: Figures) -> Rows:
    rates, factor = area_rate(held), factor_of(held, "sexual_plans")
    zeros = held.unlikely_zeros("sexual_plans")
    of = {
        (held.series.get(area, area), year): row
        for (area, year, measure), row in rates.items()
        if measure == "sexual_plans"
    }
    first = min(year for _, year in of)
    rows: Rows = {}
    for area, year, measure in rates:
        series = held.series.get(area, area)
        for span in range(1, year - first + 1) if measure == "sexual_plans" else ():
            slack = half_unit(held.level[area], year)
            now, before = of[series, year], of.get((series, year - span))
            doubted = bool({(series, year), (series, year - span)} & zeros)
            rows[area, year, span] = _change(before, now, factor, slack, doubted)
    return rows


def _change(before: Any, now: dict, factor: float, slack: int, doubted: bool) -> dict:
    new, old = now["value"], before and before["value"]
    because = None
    if before is None:
        because = "no_earlier_year"
    elif None in (new, old):
        returned = all(side["value_min"] is not None for side in (before, now))
        because = "hidden" if returned else "no_figure"
    elif doubted:
        because = "unlikely_zero"
    found = {
        "plans_before": old,
        "plans": new,
        "rate_before": before and before["rate_per_1000"],
        "rate": now["rate_per_1000"],
        "verdict": "cannot_tell",
        "cannot_tell_because": because,
    }
    if because:
        return found | dict.fromkeys(("plans_change", "rate_change", "rate_change_high"))
    children = before["children"] / now["children"]
    low = _ratio_low(old + slack, max(0, new - slack), factor) * children
    # Turned about: the most is one over the least of the earlier beside the later.
    turned = _ratio_low(new + slack, max(0, old - slack), factor)
    high = children / turned if turned else None
    beyond = "rise" if low > 1 else "fall" if high is not None and high < 1 else "usual_swings"
    has = old > 0
    return found | {
        "verdict": beyond,
        "plans_change": new / old - 1 if has else None,
        "rate_change": now["rate_per_1000"] / before["rate_per_1000"] - 1 if has else None,
        "rate_change_low": low - 1 if has else None,
        "rate_change_high": high - 1 if has and high is not None else None,
    }


def _ratio_low(before: float, after: float, factor: float) -> float:
    """Lower 95% limit of later over earlier, by Fisher's F (Clopper and Pearson's share)."""
    if after == 0:
        return 0.0
    first, second = before / factor + 1, after / factor
    return float(second / first * fisher.ppf(0.025, 2 * second, 2 * first))
