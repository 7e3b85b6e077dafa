"""Sentences fit to print of one council in one year: one sentence, two figures, nothing to rewrite.

The fact a newcomer gets wrong: caveat and source are copied apart (page/markup.quotation), so a
sentence here must be true without them. A hidden number is a range, a missing one has its reason.
"""

import math

from dashboard import words
from dashboard.words.area.council import expected, figure

# As the council calls itself, where the area's name alone would not read as one that acts.
CALLED = {"Isles of Scilly": "Isles of Scilly Council"}
MISSING = {
    "low_reliability": "its return was not reliable",
    "not_available": "it was not returned or not collected",
    "not_applicable": "it does not apply",
}


def called(label: str) -> str:
    """ "Leeds", "Isles of Scilly Council", "the former Cumbria council"."""
    name, _, ended = label.partition(" (to ")
    if ended:
        return f"the former {name} council"
    return CALLED.get(name, name)


def council(label: str, row, threshold: float) -> str:
    """What a council recorded in a year; `row` is of queries.area.council.years."""
    who, year = called(label), words.year_ending(int(row.year_ending))
    plans = "child protection plan{s} for sexual abuse"
    scale = f"England's rate would give about {_plans(row.expected_plans_at_england_rate)}"
    if row.sexual_plans_status in words.HIDDEN:
        said = (
            f"DfE hides how many {plans.format(s='s')} began in {who} in the {year}: anything from "
            f"{figure(row)} plans"
        )
        if row.is_certainly_below:
            return f"{said}, and whatever the number, the rate is below {threshold:g} per 1,000."
        most = math.ceil(100 * row.sexual_max_per_1000) / 100  # or "at most" would not be true
        return f"{said}, which is at most {most:.2f} per 1,000 children."
    if row.sexual_plans_status != "published":
        return (
            f"There is no figure for {plans.format(s='s')} in {who} in the {year}, because "
            f"{MISSING[row.sexual_plans_status]}."
        )
    if row.sexual_plans == 0:
        return f"No {plans.format(s='')} began in {who} in the {year}; {scale}."
    one = "" if row.sexual_plans == 1 else "s"
    return (
        f"{words.count(row.sexual_plans)} {plans.format(s=one)} began in {who} in the {year}; "
        f"{scale}."
    )


def england(row) -> str:
    """What England's councils recorded in a year; `row` is of england_year."""
    return (
        f"{words.count(row.sexual_plans)} child protection plans for sexual abuse began in England "
        f"in the {words.year_ending(int(row.year_ending))}, "
        f"{words.rate(row.sexual_rate_per_1000)} per 1,000 children."
    )


def measure_of_england(finding: str, row, is_rate: bool) -> str:
    """What the map of a measure shows of England; `row` is of queries.map.england.

    `finding` is of words.explorer. A rate has the number behind it as its second figure.
    """
    year = words.year_ending(int(row.year_ending))
    has_year = str(int(row.year_ending)) in finding
    number = f", {words.count(row.counted)} in all" if is_rate and row.status == "published" else ""
    return f"{finding}{'' if has_year else f' in the {year}'}{number}."


def _plans(number: float) -> str:
    """About so many plans: "31.2 plans", "0.06 plans", "1 plan"."""
    said = expected(number)
    said = said.removesuffix(".0")
    return f"{said} plan{'' if said == '1' else 's'}"
