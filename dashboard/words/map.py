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
HIDDEN_KEY = "Suppressed or not shown"  # of measures in bands; a number not shown is withheld by us
CLASS_LABEL = "Class: none, suppressed, very low, or at the threshold and above"


def value(measure: Measure, number: float, below: Any = None) -> str:
    """A value of the measure, without its unit: 0.12.

    With as many decimals as it takes to print neither zero nor `below`, the end of its band.
    """
    return words.short_of(number, measure.decimals, ends(measure, below))


def ends(measure: Measure, below: Any = None) -> tuple[float, ...]:
    """What no value below it prints as: the end of its band, and of a rate each line."""
    of_band = () if words.is_missing(below) else (below,)
    return of_band + (LINES if measure.decimals == OF_RATES else ())


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
    """What the measure is set against, "45,545 children …"; the symbol alone for a mere count."""
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
    return (
        f"England, {words.year_ending(year)}: {value(measure, row.value)}{measure.unit} "
        f"({rounded}, against {against(measure, row)})."
    )
