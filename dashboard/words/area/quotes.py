"""Sentences fit to print of one council in one year: few words, few figures, nothing to rewrite.

The fact a newcomer gets wrong: caveat and source are copied apart (page/markup.quotation), so a
sentence here must be true without them. A hidden number is a range, a missing one has its reason.
"""

from dashboard import words
from dashboard.words import map as map_words
from dashboard.words import police
from dashboard.words.area.council import expected, figure
from dashboard.words.country.prevalence import WHOSE
from dashboard.words.map import Measure

THE_ESTIMATE = WHOSE["csa_centre_annual"]  # of every measure that has one
CALLED = {"Isles of Scilly": "the Isles of Scilly"}  # within a sentence
MISSING = {
    "low": "it is above 0 and rounds to 0",
    "low_reliability": "its return was not reliable",
    "not_available": "it was not returned or not collected",
    "not_applicable": "it does not apply",
}
LONGEST = 3  # decimals in a sentence; more are needed where a value is next to the end of its band


def called(label: str) -> str:
    """ "Leeds", "the Isles of Scilly", "the former Cumbria council"."""
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
        return f"{said}, so the rate may or may not be below {threshold:g} per 1,000."
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


# What a measure counts, where more than one kind of plan or assessment could be meant.
COUNTED = {
    "plans_started_sexual_abuse_initial": "plans for sexual abuse",
    "plans_at_31_march_sexual_abuse_initial": "plans for sexual abuse",
    "assessments_sexual_abuse": "assessments that recorded sexual abuse",
    "assessments_child_sexual_exploitation": "assessments that recorded child sexual exploitation",
    "offences_naming_a_child": "such offences",
}


def measure_of_england(finding: str, measure: Measure, row) -> str:
    """What the map of a measure shows of England; `row` is of queries.map.england.

    `finding` is of words.explorer. A rate has the number behind it as its second figure.
    """
    year = words.year_ending(int(row.year_ending))
    said = finding if str(int(row.year_ending)) in finding else f"{finding} in the {year}"
    if measure.is_of_estimate:
        said = f"By the CSA Centre's estimate, {words.small(said)}"
    if not measure.base or row.status != "published":
        return f"{said}."
    if "steps_of_one_year" in measure.warnings:
        said += ", not of the same children"
    what = COUNTED.get(measure.count, measure.counted[1])
    return f"{said}, {words.count(row.counted)} {what} in all."


EXPECTED = ("sexual_plan_rate", "sexual_plans")  # measures of plans that began


def sentence(measure: Measure, row, england_row) -> str:
    """What the map shows of a council in a year, in a sentence or two, with England's figure.

    In any measure; rows are of queries.map. No sentence is too long for a first screen.
    """
    if row.counted_status in words.HIDDEN:
        return _hidden(measure, row)
    if row.counted_status != "published":
        why = words.capital(MISSING[row.counted_status])
        return f"There is no figure of {_what(measure, row)}. {why}."
    zero = int(row.counted) == 0
    said = _what(measure, row, "No" if zero else words.count(row.counted), int(row.counted) != 1)
    # A zero means one thing where 8 plans would be expected, another where none would.
    of_plans = zero and measure.id in EXPECTED
    if measure.base and not of_plans:
        said += f". {_ratio(measure, row)}"
    if england_row.status == "published":
        england = f"{map_words.value(measure, england_row.value)}{measure.unit}"
        said += (
            f". In England it is {england}" if measure.is_of_estimate else f"; in England {england}"
        )
    if of_plans:
        about = _plans(row.expected_plans)
        said += f". England's rate would give about {about}, a yardstick, not a target"
    if measure.is_of_estimate:
        said += f". The estimate is {THE_ESTIMATE}"
    if map_words.is_doubtful(row):
        said += ". The zero is unlikely to be a true one"
    return f"{said}."


def _what(measure: Measure, row, number: str = "how many", many: bool = True) -> str:
    """The measure's clause: "how many child protection plans began … in Eastmere in the year …"."""
    return measure.clause.format(
        n=number,
        counted=measure.counted[many],
        council=called(row.label),
        year=words.year_ending(int(row.year_ending)),
        y=int(row.year_ending),
        were="were" if many else "was",
    )


def _hidden(measure: Measure, row) -> str:
    """What a count that is hidden can be, and no more."""
    what, many = _what(measure, row), measure.counted[1]
    known = map_words.known_range(measure, row)
    if row.counted_status == "withheld":
        said = f"{words.capital(what)} is not shown here, to protect another number"
        return f"{said}. It is anything from {known} {many}." if known else f"{said}."
    if "split_in_2021" in measure.warnings:  # a sum, of which some may be printed
        said = f"DfE hides {what}, or a part of them"
        return f"{said}: {known} {many}." if known else f"{said}."
    said = (
        f"DfE hides {what}. It is between 1 and 5 {many}, or another number hidden to protect one"
    )
    return f"{said}, so anything from {known} {many}." if known else f"{said}."


def _ratio(measure: Measure, row) -> str:
    """The value and what it is divided by, or why there is none."""
    if row.status == "published":
        base = map_words.against(measure, row)
        if "steps_of_one_year" in measure.warnings:
            base += ", not of the same children"
        number = map_words.value(measure, row.value, row.below_value)
        if len(number.partition(".")[2]) > LONGEST:
            above = (end for end in map_words.ends(measure, row.below_value) if end > row.value)
            number = f"just under {min(above):g}"
        return f"That is {number}{measure.unit}, against {base}"
    if row.base_status == "published":
        why = f"DfE prints {map_words.against(measure, row)} there"
    elif row.base_status in words.HIDDEN:
        why = f"The number of {measure.base_words} is {words.STATUS_WORDS[row.base_status]}"
    else:
        none = words.STATUS_WORDS[row.base_status].replace("not applicable", "no figure")
        why = f"There is {none} of {measure.base_words}"
    return f"{why}, so there is no ratio"


def of_force(measure: Measure, row, england_row) -> str:
    """What a council's police force recorded in a year; `row` is of queries.police.of_councils."""
    among = " among others" if row.councils > 1 else ""
    who = f"{police.name(row.force)}, which covers {called(row.label)}{among},"
    year = words.year_ending(int(row.year_ending))
    if row.status != "published":
        return f"There is no figure of how many {police.OFFENCES} {who} recorded in the {year}."
    few = ", so few that a rate says little" if row.base < police.FEW_CHILDREN else ""
    own = map_words.value(measure, row.value, row.below_value)
    usual = map_words.value(measure, england_row.value)
    offences = police.OFFENCES.replace("offences", measure.counted[int(row.counted) != 1])
    return (
        f"{words.capital(who)} recorded {words.count(row.counted)} {offences} in the {year}. That "
        f"is {own}{measure.unit}, against {words.count(row.base)} {measure.base_words} in its "
        f"area{few}; in England {usual}{measure.unit}."
    )


def _plans(number: float) -> str:
    """So many plans, with the digits of every other page: "31.2 plans", "0.06 plans"."""
    return f"{expected(number)} plans"
