"""The sentences of the Council page: one area, read aloud before an inspection.

The fact a newcomer gets wrong: a hidden number is not "few". It is said as the range it can lie
in, and a sentence that depends on it says both ends.
"""

from datetime import date

from dashboard import words
from dashboard.words import chance
from dashboard.words.itself.about import OLD_AFTER, months_old

# Why plans by category end before all plans, where they do; true whatever DfE has published since.
NOT_HELD = "newer ones may be published, we have none"
CHANGE_WORDS = {
    "merge": "became part of",
    "split": "was divided between",
    "split+merge": "was cut anew; its area went to",
}


def figure(row) -> str:
    """A year's plans as large as a card shows them: "9", "0 to 13", "No figure"."""
    if row.sexual_plans_status in ("published", *words.HIDDEN):
        return words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    return "No figure"


def small_figure(row) -> str:
    """As `figure`, short enough to stand under a square: "9", "0–13", "[x]"."""
    if row.sexual_plans_status in words.HIDDEN:
        return f"{row.sexual_plans_min}–{row.sexual_plans_max}"
    return words.cell(row.sexual_plans, row.sexual_plans_status)


def spoken_figure(row) -> str:
    """As `figure`, for a listener: "9 plans", "0 to 13 plans, number hidden", "no figure"."""
    if row.sexual_plans_status in words.HIDDEN:
        return f"{figure(row)} plans, number hidden"
    if row.sexual_plans_status != "published":
        return words.STATUS_WORDS[row.sexual_plans_status]
    return words.plans(row.sexual_plans)


def can_be(low, high, status: str, form=words.count) -> str:
    """The range a figure can lie in as a table prints it: "0 to 13", "4"; [c] where unbounded."""
    return words.value_range(low, high, form) or words.SYMBOL_OF_STATUS[status]


def where(area) -> str:
    """Region and police force, and when a former area ended."""
    ended = f" · existed until {area.last_year}" if area.is_former else ""
    return f"{area.region_name} · police force: {area.police_force}{ended}"


def lead(area, facts: dict[str, str], today: date) -> str:
    """Where the area is and how far its figures reach; `area` is a row of queries.councils.

    Those of a former area end with it.
    """
    newest = int(facts["newest_plan_year"])
    months = months_old(newest, today)
    if area.is_former:
        return where(area)
    old = f", {months} months old" if months > OLD_AFTER else ""
    return " · ".join([where(area), *reach(facts, old)])


def reach(facts: dict[str, str], old: str = "") -> list[str]:
    """How far figures reach, and why plans by category end before others; `old` is their age."""
    plans, assessments = facts["newest_all_plans_year"], facts["newest_assessment_year"]
    why = f" ({NOT_HELD})" if plans > facts["newest_plan_year"] else ""
    by_category = f"plans by category to March {facts['newest_plan_year']}{old}{why}"
    if plans == assessments:
        return [by_category, f"all plans and assessments to {plans}"]
    return [by_category, f"all plans to {plans}", f"assessments to {assessments}"]


def expected(number: float) -> str:
    """An expected number of plans: 8.2, or 0.06 where one decimal would print 0.1 or 0."""
    return f"{number:.1f}" if number >= 0.5 else f"{number:.2f}"


def rate_range(low, high) -> str:
    """0 to 0.28 per 1,000 children."""
    return f"{words.value_range(low, high, words.rate)} per 1,000 children"


def short_reason(row, england_rate: float, threshold: float) -> str:
    """Why the area is in its class in a year, in a sentence; `reason` says all of it."""
    if row.sexual_plans_status in words.HIDDEN:
        side = (
            f"below {threshold:g} whatever it is"
            if row.is_certainly_below
            else f"so below {threshold:g} or not"
        )
        return (
            f"DfE hides the number: it can be anything from {figure(row)} plans, "
            f"{rate_range(0, row.sexual_max_per_1000)}, {side}."
        )
    if row.sexual_plans_status != "published":
        said = words.STATUS_WORDS[row.sexual_plans_status]
        return f"There is {said} for plans in this year, which is not the same as none."
    if row.sexual_plans == 0:
        return (
            "DfE prints 0: no plan began with sexual abuse as its initial category. England's rate "
            f"would give about {expected(row.expected_plans_at_england_rate)}."
        )
    own = words.rate(row.sexual_rate_per_1000)
    beside = chance.beside_england(row.place, england_rate)
    side = "below" if row["class"] == "very_low" else "at or above"
    return (
        f"{words.plans(row.sexual_plans)} began: {own} per 1,000 children, {side} {threshold:g}"
        + (f"; {words.small(beside)}" if beside else ".")
        + above_england(row, england_rate)
    )


def above_england(row, england_rate: float) -> str:
    """Where a very low rate is above England's or is England's: "very low" is a line, not a place.

    It is England's where it prints alike: nothing is said to be above what is printed beside it.
    """
    if row["class"] != "very_low":
        return ""
    own, printed = row.sexual_rate_per_1000, words.rate(england_rate)
    if words.rate(own) == printed:
        said = "It is England's own rate, as near as two decimals tell"
    elif own > england_rate:
        said = f"It is above England's rate, {printed}"
    else:
        return ""
    return (
        f" {said}: "
        f"{words.plans(row.sexual_plans)}, where England's rate would give about "
        f"{expected(row.expected_plans_at_england_rate)}."
    )


def reason(row, england_rate: float, threshold: float) -> str:
    """Why the area is in its class in a year; `row` is of queries.area.council.years."""
    year = words.year_ending(int(row.year_ending))
    if row.sexual_plans_status in words.HIDDEN:
        text = (
            f"DfE hides the number for the {year}: it is 1 to 5, or another number, which may be "
            "0 or large, hidden to protect one beside it. By our rule, which rests on the "
            f"council's own row and never says less than 0 to 5, it is {figure(row)} plans, which "
            f"is {rate_range(0, row.sexual_max_per_1000)}"
        )
        if row.is_certainly_below:
            return f"{text}. Whatever the number, the rate is below {threshold:g}."
        return f"{text}. It may be below {threshold:g} or not."
    if row.sexual_plans_status != "published":
        return (
            f"There is {words.STATUS_WORDS[row.sexual_plans_status]} for plans in the {year}. "
            "That is not the same as none."
        )
    if row.sexual_plans == 0:
        return (
            f"DfE prints 0: no child protection plan began with sexual abuse as its initial "
            f"category in the {year}."
        )
    own = words.rate(row.sexual_rate_per_1000)
    side = "below" if row["class"] == "very_low" else "at or above"
    return (
        f"{words.plans(row.sexual_plans)} began with sexual abuse as the initial category in the "
        f"{year}: {own} per 1,000 children, {side} {threshold:g}. "
        + chance.beside_england(row.place, england_rate)
        + above_england(row, england_rate)
    )


def expectation(row) -> str:
    """What England's rate would give an area of this size, and how common none is there."""
    said = (
        f"At England's rate of {int(row.year_ending)} an area with {words.count(row.children)} "
        "children would have about "
        f"{expected(row.expected_plans_at_england_rate)} plans. This is a yardstick of size, not a "
        "target."
    )
    if row.sexual_plans_status == "published" and row.sexual_plans == 0:
        said += f" {chance.base_rate(row)}"
    return said.strip()


def history(years) -> str:
    """How many of the area's years are of each class, and what that leaves unknown."""
    counts = years["class"].value_counts()
    parts = [
        f"{counts[name]} with {said}"
        for name, said in (
            ("none", "none recorded"),
            ("suppressed", "the number hidden"),
            ("very_low", "a very low rate"),
            ("at_or_above", "a rate at or above the line"),
            ("not_available", "no figure"),
        )
        if counts.get(name, 0)
    ]
    first, last = years["year_ending"].iloc[0], years["year_ending"].iloc[-1]
    span = f"In {first}" if first == last else f"Of the {len(years)} years {first} to {last}"
    if first == last:
        return f"{span}, its only year here: {parts[0].partition(' with ')[2]}."
    return f"{span}: {words.listing(parts)}."


def notice(label: str, relatives) -> str:
    """How an area ended or began, in a sentence without links; empty where nothing happened."""
    older = relatives[relatives["relation"] == "predecessor"]
    newer = relatives[relatives["relation"] == "successor"]
    parts = []
    if len(newer):
        name = label.partition(" (to ")[0]
        row = newer.iloc[0]
        parts.append(
            f"{name} ended on {words.dated(row.ended_on)} and {CHANGE_WORDS[row.change_kind]} "
            f"{words.listing(newer['label'].tolist())}. This page keeps its years."
        )
    if len(older):
        parts.append(
            f"{label} began on {words.dated(older.iloc[0].began_on)}, in place of all or "
            f"part of {words.listing(older['label'].tolist())}. Earlier years are on "
            f"{'their pages' if len(older) > 1 else 'that page'}: they are not the same area."
        )
    return " ".join(parts)
