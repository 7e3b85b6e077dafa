"""How the map's measures are said: in its list, its key, its labels and in a sentence.

The fact a newcomer gets wrong: a rate that is hidden is not a low rate. Where a count is
suppressed the words give the range of the count, never a rate worked out from it.
"""

from typing import Any

from dashboard import words
from dashboard.queries import LINES
from dashboard.queries.measures import MEASURES, Measure
from dashboard.words.country import prevalence as prevalence_words

__all__ = ["MEASURES", "Measure"]


CLASS = "class"
OF_RATES = 2  # decimals of the measures that are said as words.rate says them
CLASS_LABEL = "Class: none, suppressed, very low, or at the threshold and above"


def value(measure: Measure, number: float, below: Any = None) -> str:
    """A value of the measure, without its unit: 0.12.

    With as many decimals as it takes to print neither zero nor `below`, the end of its band.
    """
    ends: tuple[float, ...] = () if words.is_missing(below) else (below,)
    if measure.decimals == OF_RATES:
        ends += LINES
    return words.short_of(number, measure.decimals, ends)


def band(measure: Measure, from_value: float, below_value: Any) -> str:
    """A band of the key, with its unit: "0.1 to under 0.2 per 1,000", "10 to 19 plans"."""
    low, unit = f"{from_value:g}", measure.unit
    if words.is_missing(below_value):
        return f"{low}{unit} or more"
    # Counts are whole, so their bands end one below the next.
    high = f"under {below_value:g}" if measure.base else f"{below_value - 1:g}"
    if from_value == 0:
        return f"Above 0, {'' if measure.base else 'up to '}{high}{unit}"
    return f"{low} to {high}{unit}"


def counted(measure: Measure, number: int) -> str:
    """1 plan, 12 assessments."""
    return f"{words.count(number)} {measure.counted[0 if number == 1 else 1]}"


def base_number(measure: Measure, number: float) -> str:
    """A number that the measure divides by: 45,545; of an estimate two figures, "about 1,800"."""
    if measure.is_of_estimate:
        return prevalence_words.estimated(number)
    return words.count(number)


def against(measure: Measure, row) -> str:
    """What the measure is set against, as a table prints it; the symbol alone for a mere count."""
    number = words.cell(row.base, row.base_status, lambda n: base_number(measure, n))
    return f"{number} {measure.base_words}".strip()


def hidden(measure: Measure, row) -> str:
    """What is known of a figure that is hidden; never a value."""
    if row.counted_status in words.HIDDEN:
        known = known_range(measure, row)
        return (
            f"{known} {measure.counted[1]}, number hidden"
            if known
            else f"number of {measure.counted[1]} hidden"
        )
    return f"{counted(measure, row.counted)}; what it is divided by is hidden"


def why_missing(row) -> str:
    """Why there is no value, where the key says only that there is none; "" where that is all."""
    if row.status == "low":
        return words.SYMBOL_MEANINGS["[low]"]
    if row.status == "low_reliability":
        return "the return was not reliable"
    if row.base_status == "published" and row.base == 0:
        text = "a published 0 to divide by, so no ratio"
        return text + (", and a 0 that is unlikely to be true" if is_doubtful(row) else "")
    return "not applicable" if row.status == "not_applicable" else ""


def is_doubtful(row) -> bool:
    """Whether a zero among the row's figures is unlikely to be a true one."""
    return not words.is_missing(row.zero_note)


def figure(measure: Measure, row) -> str:
    """What a council recorded in a year, short enough for a map's label."""
    if row.status in words.HIDDEN:
        return hidden(measure, row)
    if row.status != "published":
        return why_missing(row)
    if row.value == 0:
        doubt = "; unlikely to be a true zero" if is_doubtful(row) else ""
        return counted(measure, 0) + doubt
    text = value(measure, row.value, row.below_value)
    if not measure.base:
        return counted(measure, row.counted)
    return f"{text}{measure.unit} ({counted(measure, row.counted)})"


def printed(measure: Measure, row) -> str:
    """The value as a table prints it: a number, or the symbol of its status."""
    return words.cell(row.value, row.status, lambda v: value(measure, v, row.below_value))


def known_range(measure: Measure, row) -> str:
    """What a count that is not printed can be: "0 to 9", "at least 40"; "" where nothing is known.

    The most of assessments is all that recorded any factor: it bounds a sum of councils, but of
    one council it says nothing that a reader would not know.
    """
    most = None if measure.count.startswith("assessments") else row.counted_max
    return words.value_range(row.counted_min, most)


def can_be(measure: Measure, row) -> str:
    """The range of the count as a table prints it; its symbol where no range can be given."""
    if row.counted_status == "published":
        return words.count(row.counted)
    known = known_range(measure, row) if row.counted_status in words.HIDDEN else ""
    return known or words.SYMBOL_OF_STATUS[row.counted_status]


def england(measure: Measure, row) -> str:
    """England's value in a year, with its base, for beside the key."""
    year = int(row.year_ending)
    if row.status != "published":
        return f"There is no figure for England for the {words.year_ending(year)}."
    rounded = "the Department for Education's (DfE's) own total, rounded to 10: "
    rounded += counted(measure, row.counted)
    if not measure.base:
        return f"England, {words.year_ending(year)}: {rounded}."
    base = f"{base_number(measure, row.base)} {measure.base[:1].lower()}{measure.base[1:]}"
    return (
        f"England, {words.year_ending(year)}: {value(measure, row.value)}{measure.unit} "
        f"({rounded}, against {base})."
    )


EXPECTED = ("sexual_plan_rate", "sexual_plans")  # measures of plans that began


def clause(measure: Measure, row) -> str:
    """How many there were of what the measure counts; `row.counted` must be a number."""
    many = int(row.counted) != 1
    return measure.clause.format(
        n="No" if row.counted == 0 else words.count(row.counted),
        counted=measure.counted[many],
        council=row.label,
        year=words.year_ending(int(row.year_ending)),
        y=int(row.year_ending),
        were="were" if many else "was",
    )


def sentence(measure: Measure, row, england_row) -> str:
    """A council's figure in a sentence or two fit to print, with its base and England's value."""
    if row.counted_status in words.HIDDEN:
        return withheld(measure, row)
    if row.counted_status != "published":
        return (
            f"For {row.label} in the {words.year_ending(int(row.year_ending))} there is "
            f"{words.STATUS_WORDS[row.counted_status].replace('not applicable', 'no figure')}: "
            f"{in_words(measure)}."
        )
    parts = [clause(measure, row) + base_clause(measure, row)]
    if england_row.status == "published":
        parts.append(f"England's figure was {value(measure, england_row.value)}{measure.unit}")
    if measure.id in EXPECTED and row.counted == 0:
        # A zero means one thing where 8 plans would be expected, another where none would.
        parts.append(
            "At England's rate an area with this many children would expect "
            f"{row.expected_plans:.1f}"
        )
    if is_doubtful(row):
        parts.append("The zero is unlikely to be a true one")
    if "steps_of_one_year" in measure.warnings:
        parts.append("Plans and assessments are steps of one year, not the same children")
    return ". ".join(parts) + "."


def in_words(measure: Measure) -> str:
    """The measure's label inside a sentence."""
    return measure.label[:1].lower() + measure.label[1:]


def withheld(measure: Measure, row) -> str:
    """A sentence on a count that is hidden: what it can be, and no more."""
    place = f"{row.label} in the {words.year_ending(int(row.year_ending))} ({in_words(measure)})"
    text = (
        f"DfE does not print the number for {place}. It is 1 to 5, or another number hidden to "
        "protect one"
        if row.counted_status == "suppressed"
        else f"The number for {place} is not shown here, to protect another number"
    )
    known = known_range(measure, row)
    return f"{text}: {known} {measure.counted[1]}." if known else f"{text}."


def base_clause(measure: Measure, row) -> str:
    """The value and what it is divided by, after the count; "" for a mere count."""
    if not measure.base:
        return ""
    base = measure.base[:1].lower() + measure.base[1:]
    if row.status == "published":
        number = value(measure, row.value, row.below_value)
        return f", against {base_number(measure, row.base)} {base}: {number}{measure.unit}"
    if row.base_status == "published":
        return f". DfE prints 0 {base} there, so there is no ratio"
    return f". The number of {base} is {words.STATUS_WORDS[row.base_status]}, so there is no ratio"
