"""Tables that hold the figures as they stand, and the ranges of plans."""

from etl.verify.figures import Figures, Rows


def plan(held: Figures) -> Rows:
    """Every cell as it stands in the figures."""
    return {
        (*row, category): {"value": value, "status": status}
        for row, cells in held.plans.items()
        for category, (value, status) in cells.items()
    }


def plan_bounds(held: Figures) -> Rows:
    """The least and the most of every council's plans, in every flow, basis and category."""
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
    """Every factor and part of one, as it stands."""
    return {key: {"value": v, "status": status} for key, (v, status) in held.factors.items()}


def activity(held: Figures) -> Rows:
    """Referrals, assessments, enquiries, conferences and plans, as they stand."""
    return {key: {"value": v, "status": status} for key, (v, status) in held.activity.items()}


def characteristic(held: Figures) -> Rows:
    """Children on plans by gender, age and ethnicity, as they stand."""
    return {
        key: {"value": v, "status": status} for key, (v, status) in held.characteristics.items()
    }


def characteristic_share(held: Figures) -> Rows:
    """Of those with a known ethnicity, or of all: the total printed beside gender is ages' too."""
    rows: Rows = {}
    for (year, kind, group, category), (value, status) in held.characteristics.items():
        if group in ("Total", "Known ethnicity"):
            continue
        of = ("ethnicity", "Known ethnicity") if kind == "ethnicity" else ("gender", "Total")
        base = held.characteristics[year, *of, category][0]
        share = None if value is None or not base else value / base
        rows[year, kind, group, category] = {
            "value": value,
            "status": status,
            "base_value": base,
            "share": share,
        }
    return rows


def population(held: Figures) -> Rows:
    """Residents aged 0 to 17."""
    return {key: {"children": children} for key, children in held.children.items()}


def neighbour(held: Figures) -> Rows:
    """Each place among a council's neighbours."""
    return {
        key: {"neighbour_code": other, "closeness": closeness}
        for key, (other, closeness) in held.places.items()
    }
