"""How figures are said. Every number a reader meets is worded here or in a module of this room.

Beside this one stands what several pages say; `area/` speaks of one council or several, `country/`
of England, `itself/` of the dashboard.

The one rule: a figure that was not published is never said as a number, and never left blank.
"""

import math
import re
from collections.abc import Iterable
from datetime import date

import pandas as pd

from dashboard.queries import LINES

CAVEAT = "Low identification is not low prevalence."
COMPARISON_CAVEAT = (
    "A figure alone is not a measure of good or bad practice: it is a place to begin asking."
)
WHAT_THEY_SAY = "These figures say what councils record, not what children suffer."
TO_TALK = "If you need to talk to someone"
PINNED = ": opened after the figures have changed, it says so and lists what moved for its council."
SITE = "How English councils identify child sexual abuse"
# Asked of whoever shows ONS boundaries; it is drawn into every picture a reader downloads.
BOUNDARIES = (
    "Boundaries: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right 2026."
)
ONLY_YEAR = "**{label}**  \n{year}: the only year with figures."
STATUS_LABEL = "Independent analysis of official statistics. Not itself an official statistic."

SYMBOL_OF_STATUS = {
    "suppressed": "[c]",
    "withheld": "[withheld]",
    "low": "[low]",
    "low_reliability": "[u]",
    "not_available": "[x]",
    "not_applicable": "[z]",
}
SYMBOL_MEANINGS = {
    "[c]": "suppressed by DfE: 1 to 5, or another number hidden to protect one",
    "[withheld]": "printed by DfE, not shown here, to protect another number",
    "[low]": "above 0 and rounds to 0, or has a part that does",
    "[u]": "the return was not reliable",
    "[x]": "not available: not returned, or not collected",
    "[z]": "not applicable",
}
HIDDEN = ("suppressed", "withheld")  # a number is known, and is not to be had here
STATUS_WORDS = {
    "suppressed": "suppressed by DfE",
    "withheld": "not shown here, to protect another number",
    "low": "no exact figure",
    "low_reliability": "no reliable figure",
    "not_available": "no figure",
    "not_applicable": "not applicable",
}


def is_missing(value) -> bool:
    """Whether a cell of a query's answer holds no number."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def capital(text: str) -> str:
    """With a capital at the beginning, and nothing else changed."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """With a small letter at the beginning, and nothing else changed."""
    return text[:1].lower() + text[1:]


IN_LETTERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def in_letters(number: int) -> str:
    """A whole number before a noun: "no", "six", "eleven"; in figures above twelve."""
    return IN_LETTERS[number] if number < len(IN_LETTERS) else count(number)


def how_often(number: int) -> str:
    """Once, twice, 3 times."""
    return {1: "once", 2: "twice"}.get(int(number), f"{count(number)} times")


def dated(when: str | date) -> str:
    """A day, or a date in ISO's form as exactly as it is known.

    2018-09-24 → 24 September 2018; 2014-08 → August 2014; 2016 → 2016.
    """
    text = when if isinstance(when, str) else f"{when:%Y-%m-%d}"
    year, month, day = (*[int(part) for part in text.split("-")], 0, 0)[:3]
    if not month:
        return text
    named = f"{date(year, month, 1):%B %Y}"
    return f"{day} {named}" if day else named


def with_minus(text: str) -> str:
    """A number, or a text with numbers, below 0 with a minus sign and not a hyphen: −5.8."""
    return re.sub(r"(?<!\w)-(?=[\d.])", "−", text)


def count(value) -> str:
    """A whole number with its thousands: 2,160."""
    return f"{int(value):,}"


def cell(value, status: str, form=count) -> str:
    """A figure as a table prints it: the number or a symbol, [c] or [u]. Never blank.

    Raises ValueError for a number without the status "published", or the other way about.
    """
    if (status == "published") is is_missing(value):
        raise ValueError(f"value {value} does not go with status {status}")
    return form(value) if status == "published" else SYMBOL_OF_STATUS[status]


def cell_or_range(value, low, high, status: str, form=count) -> str:
    """As `cell`, one that has a range with it: "0.18", "0 to 0.39 [c]", "1 to 5 [low]", "[x]"."""
    text = cell(value, status, form)
    return text if status == "published" else f"{value_range(low, high, form)} {text}".strip()


def derived(value, form) -> str:
    """A figure worked out from others as a table prints it; [x] where it could not be."""
    return "[x]" if is_missing(value) else form(value)


def short_of(value: float, decimals: int, ends: Iterable[float] = ()) -> str:
    """A number in as many decimals as it takes to print neither 0 nor an end above it.

    `decimals` are the fewest. A true zero is "0", as in `tenths` and `per_cent`: decimals would say
    that it was rounded.
    """
    if value == 0:
        return "0"
    above = min((end for end in ends if end > value), default=math.inf)
    for more in range(decimals, 7):
        text = f"{value:,.{more}f}"
        printed = float(text.replace(",", ""))
        if printed and printed < above:
            return text
    return text


def rate(value) -> str:
    """A rate per 1,000 with two decimals: 0.18; with more just below a line of "very low": 0.196.

    So it prints alike everywhere, and never as equal to a line that its class says it is below.
    """
    return short_of(value, 2, LINES)


def apart(one: float, other: float, decimals: int = 2) -> tuple[str, str]:
    """Two figures of which a sentence says that one is more: printed alike only where they are.

    `decimals` are the fewest, of both.
    """
    for more in range(decimals, 7):
        said = short_of(one, more, LINES), short_of(other, more, LINES)
        if said[0] != said[1] or one == other:
            return said
    return said


def tenths(value) -> str:
    """A ratio per 100, or a number to be expected, with one decimal: 36.7; "0" for a true zero."""
    return "0" if value == 0 else f"{value:.1f}"


def per_cent(share: float, decimals: int = 1) -> str:
    """A share of 0 to 1 as per cent: 3.5%; 0% for a true zero."""
    if share == 0:
        return "0%"
    return f"{100 * share:.{decimals}f}%"


# One more or less moves a count below this by over 1%, so tenths of a per cent say nothing of it.
TENTHS_FROM = 100


def change_decimals(*counts: float) -> int:
    """Decimals of a per cent of change between these counts: the one rule of rounding it."""
    return 0 if min(counts) < TENTHS_FROM else 1


def change(new: float, old: float, counts: tuple[float, float] | None = None) -> str:
    """ "fell by 5.7%", "rose by 12%", "fell to none", "rose from none" or "did not change".

    Of two counts, or of two rates with the `counts` behind them, later and earlier.
    """
    later, earlier = counts or (new, old)
    if not later or not earlier:
        return (
            "did not change"
            if later == earlier
            else "fell to none"
            if earlier
            else "rose from none"
        )
    decimals = change_decimals(later, earlier)
    by = 100 * (new / old - 1)
    if round(by, decimals) == 0:
        return "did not change"
    return f"{'rose' if by > 0 else 'fell'} by {abs(by):.{decimals}f}%"


def plans(n) -> str:
    """1 plan, 2 plans."""
    return f"{count(n)} plan{'' if n == 1 else 's'}"


def year_ending(year: int | str) -> str:
    """year ending 31 March 2024."""
    return f"year ending 31 March {year}"


def years_held(first: int | str, last: int | str) -> str:
    """ "2013 to 2024", "2024 only"."""
    return f"{first} only" if first == last else f"{first} to {last}"


def as_typed(text: str, most: int = 60) -> str:
    """Text from an address, fit to stand in a sentence: whatever reads it, it stays plain words.

    Letters, digits, spaces, hyphens, and a point between digits are kept. To escape the rest is not
    enough: the toolkit makes links of "www.", icons of ":name:" and pictures of other forms in text
    that was escaped.
    """
    shown = re.sub(r"(?<![0-9])\.|\.(?![0-9])|[^\w\s.-]|_", " ", text[:most])
    return " ".join(shown.split()) or "…"


def listing(items: list[str]) -> str:
    """One, two and three."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def value_range(low, high, form=count) -> str:
    """What a figure can be: "0 to 9", "4" where both print the same, "at least 40" without a most.

    "" where nothing is known: without a least, or with a least of 0 and no most.
    """
    if is_missing(low) or (is_missing(high) and not low):
        return ""
    least = form(low) if low else "0"
    if is_missing(high):
        return f"at least {least}"
    most = form(high) if high else "0"
    return least if least == most else f"{least} to {most}"


def council_figure(row) -> str:
    """What a council recorded in a year, short enough for a map's label.

    `row` is of queries.classes_in: "0.12 per 1,000 (9 plans)", "0 plans", "0 to 8 plans, number
    hidden", "no figure".
    """
    if row.sexual_plans_status in HIDDEN:
        return f"{value_range(row.sexual_plans_min, row.sexual_plans_max)} plans, number hidden"
    if row.sexual_plans_status != "published":
        return STATUS_WORDS[row.sexual_plans_status]
    if row.sexual_plans == 0:
        return "0 plans"
    return f"{rate(row.sexual_rate_per_1000)} per 1,000 ({plans(row.sexual_plans)})"
