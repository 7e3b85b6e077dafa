"""The sentences of a set's page and briefing: several councils together, as ranges.

The fact a newcomer gets wrong: a total of several councils is a range when one of them is hidden,
and leaves out whoever has no figure. Each sentence says both. Totals of DfE's are never beside it.
"""

from typing import NamedTuple

from dashboard import words
from dashboard.queries import measures
from dashboard.words import compare as compare_words
from dashboard.words import explorer as explorer_words
from dashboard.words import squares as squares_words
from dashboard.words.area import council as council_words
from dashboard.words.area import questions as questions_words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording

SECTIONS = {
    "over-time": "Over time",
    "concern-to-plan": "From concern to plan",
    "each-council": "Each council",
    "know-before-use": "Know before use",
    "questions": "Questions to ask",
}
PARTIAL = (
    "No publisher lists which councils share a safeguarding children partnership. These are the "
    "ones of which a page of the partners themselves was found by 26 November 2026. The list is "
    "partial: a partnership that is not here may well exist."
)
OWN_SET = (
    "Any councils, up to {most}, make a set: choose them here, or write their names in the "
    "address, as in /council?set=slough,reading."
)
PRINTS = "To take it along, print this page: your browser makes paper or a PDF of it."
TOGETHER = (
    "A total runs from the sum of the fewest to the sum of the most that each council's own row "
    "allows. It uses no total of DfE's, for the difference could give a hidden number away."
)
EARLIER = "Earlier years are of the councils it has today."
LISTED = {"partnership": "Safeguarding children partnerships", "police_force": "Police force areas"}
KINDS = {"partnership": "Safeguarding children partnership", "police_force": "Police force area"}


def lead(level: str, labels: tuple[str, ...], facts: dict[str, str]) -> str:
    """What kind of set it is, and how far its figures reach."""
    kind = KINDS.get(level, "Councils chosen for this page")
    return f"{kind} · {len(labels)} councils · {' · '.join(council_words.reach(facts))}"


def who(level: str, label: str, councils: int) -> str:
    """The set in a sentence."""
    if level == "partnership":
        return f"the {councils} councils of the {label} partnership"
    if level == "police_force":
        return f"the {councils} councils of the {label}"
    return f"the {councils} councils chosen"


def finding(row) -> str:
    """The year's total in a sentence; `row` is of queries.area.sets.years."""
    year = words.year_ending(int(row.year_ending))
    if words.is_missing(row.sexual_plans_max):
        return f"None of these councils has a usable figure for the {year}."
    counted = int(row.councils_printed + row.councils_hidden)
    some = f" in {counted} of the {int(row.councils)} councils" if counted < row.councils else ""
    ranged = row.sexual_plans_min < row.sexual_plans_max
    number = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    plans = words.plans(row.sexual_plans_max) if not ranged else f"{number} plans"
    rate = words.value_range(row.rate_min, row.rate_max, words.rate)
    hidden = int(row.councils_hidden)
    whose = "one council's number is" if hidden == 1 else f"{hidden} councils' numbers are"
    why = f"; a range, because {whose} hidden" if hidden else ""
    return (
        f"{words.capital(plans)} began for sexual abuse{some}: {rate} per 1,000 children, "
        f"England {words.rate(row.england_rate)}{why}."
    )


def beside(row, estimate) -> str:
    """The estimate beside what the set recorded; `row` is of years, `estimate` of the same set."""
    many = prevalence_words.about(estimate.children_at_average)
    return (
        f"If these councils were like England and Wales as a whole, about {many} of their "
        f"{words.count(estimate.children)} children in {int(row.year_ending)} would be estimated "
        "to be sexually abused in a year. "
        f"{explorer_words.recorded(row, _planned(row), _assessed(row))}"
    )


def _assessed(row) -> str:
    if recording.is_before(row.year_ending):
        return recording.not_published()
    if not row.csa_councils_counted:
        return "how often assessments recorded it is hidden, or there is no figure"
    some = _of(row.csa_councils_counted, row.councils)
    exactly = _most(row)
    many = (
        f"{assessments(row) or 'a hidden number of'} times"
        if exactly is None
        else words.how_often(exactly)
    )
    return f"assessments recorded it {many}{some}"


def assessments(row) -> str:
    """How many assessments recorded sexual abuse: "917", "at least 40"; "" where none is known."""
    return words.value_range(row.csa_assessments_min, _most(row), words.count)


def _most(row):
    """The most assessments there can be; None where one is hidden.

    All assessments of the council bound a hidden number of them, but tell a reader nothing.
    """
    low, high = row.csa_assessments_min, row.csa_assessments_max
    return None if words.is_missing(high) or low != high else high


def _planned(row) -> str:
    if words.is_missing(row.sexual_plans_max):
        return "there is no figure of plans"
    number = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    some = _of(row.councils_printed + row.councils_hidden, row.councils)
    return f"{number} plan{'' if number == '1' else 's'} began for it{some}"


def _of(counted, councils) -> str:
    """ "(3 of 4 councils)" where not all are counted."""
    return f" ({int(counted)} of {int(councils)} councils)" if counted < councils else ""


def squares(row, estimate) -> list[dict]:
    """The three squares of a set, of 1,000 children, as words.squares.squares has them."""
    names = squares_words.NAMES
    few = prevalence_words.few
    value = float(estimate.estimated_per_1000)
    parts: list[dict] = [
        {
            "name": names[0],
            "said": prevalence_words.estimated(value),
            "value": round(value, 4),
            "status": "known",
        }
    ]
    before = recording.is_before(row.year_ending)
    missing = recording.not_collected() if before else "no figure"
    for name, low, high, none in (
        (names[1], row.csa_rate_min, row.csa_rate_max if _most(row) is not None else None, missing),
        (names[2], row.rate_min, row.rate_max, "no figure"),
    ):
        if words.is_missing(high):
            known: dict = {"said": none, "value": None, "status": "missing"}
            if not words.is_missing(low):
                known = {"said": f"at least {few(low)}", "value": None, "status": "hidden"}
        else:
            known = {
                "said": words.value_range(low, high, few),
                "value": round(float(high or 0), 4),
                "status": "known" if low == high else "hidden",
            }
        parts.append({"name": name, **known})
    return parts


def year_line(row) -> str:
    """A year of the set at the end of its line: "35 to 46 plans, 0.19 to 0.25"."""
    if words.is_missing(row.sexual_plans_max):
        return "[x]"
    number = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
    rate = words.value_range(row.rate_min, row.rate_max, words.rate)
    counted = int(row.councils_printed + row.councils_hidden)
    some = f"; {counted} of {int(row.councils)} councils" if counted < row.councils else ""
    return f"{number} plan{'' if number == '1' else 's'}, {rate}{some}"


def over_time(rows) -> str:
    """How many years are ranges, and how many lack a council."""
    ranges = int((rows["sexual_plans_min"] < rows["sexual_plans_max"]).sum())
    counted = rows["councils_printed"] + rows["councils_hidden"]
    short = int((counted < rows["councils"]).sum())
    said = "No number is hidden in any year, so no total is a range."
    if ranges:
        said = f"In {ranges} of {len(rows)} years the total is a range, because a number is hidden."
    if short:
        said += f" In {short} at least one council has no usable figure and is not in it."
    changed = sorted(set(rows["councils"]))
    if len(changed) > 1:
        said += f" The councils were {changed[0]} to {changed[-1]} in number as areas changed."
    return said


def path(row, england: float | None) -> str:
    """Plans for each 100 assessments in the set; `row` is of together(), or None."""
    if row is None or not row.councils_counted or words.is_missing(row.value_max):
        return "These figures do not say how many assessments led to a plan."
    own = words.value_range(row.value_min, row.value_max, words.tenths)
    beside_it = f"; in England {words.tenths(england)}" if england is not None else ""
    some = _of(row.councils_counted, row.councils)
    return (
        f"For each 100 assessments that recorded sexual abuse, {own} plans for it began{some}"
        f"{beside_it}. Not the same children followed."
    )


def source_of(row) -> str:
    """How a partnership is known; `row` is of queries.area.sets.named."""
    since = ""
    if not words.is_missing(row.since):
        is_day = row.since.count("-") == 2
        since = f"It began {'on' if is_day else 'in'} {words.dated(row.since)}. "
    undated = "The page is undated. " if row.source_status == "undated" else ""
    return f"{row.set_name}. {since}{undated}Source: {row.source}."


def questions_lead(names: int) -> str:
    """Whose figures raised the questions."""
    return (
        f"Raised by the figures of the {names} councils one by one, under the four themes of the "
        "joint inspections on sexual abuse in the family. None is a finding."
    )


def why(rows, together) -> str:
    """Why the total is a range, and who is left out of it; `rows` are of queries.compare."""
    zeros = compare_words.zeros_left_out(
        [(measures.named(r.Index).label, r.unlikely_zeros_left_out) for r in together.itertuples()]
    )
    told = [compare_words.why_a_range(rows), compare_words.left_out(rows), zeros, TOGETHER]
    return " ".join(filter(None, told))


class Asked(NamedTuple):
    """A question, its theme and rule, and whose figures raised it and why: nobody's if for all."""

    theme: str
    rule: str
    ask: str
    raised: list[tuple[str, str]]


def asked(facts) -> list[Asked]:
    """The questions for a set, the most often raised first; `facts` of queries.area.sets."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for _, row in facts.iterrows():
        for q in questions_words.chosen(row):
            raised = found.setdefault((q.theme, q.rule, q.ask), [])
            if q.because:
                raised.append((row.label, q.because))
    every = [Asked(*question, raised) for question, raised in found.items()]
    return sorted(every, key=lambda each: -len(each.raised))


TOO_FEW = "Choose two or more to see them on one page."
