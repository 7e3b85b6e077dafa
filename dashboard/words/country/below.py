"""How many councils are below the usual line: the range, and what a model puts inside it.

Rows are of queries.chance.modelled. A model's number is always called so, and is of all councils.
"""

from dashboard import words
from dashboard.words import chance


def title(row, line: float) -> str:
    """The finding of the newest year: "In 2024, 64 to 103 of 152 councils …, modelled about 91"."""
    counted = words.value_range(row.certainly_below, row.possibly_below)
    said = (
        f"In {row.year_ending}, {counted} of {row.councils_with_a_figure} councils were below "
        f"{line:g} plans per 1,000 children"
    )
    if words.is_missing(row.modelled_below):
        return said
    return f"{said}, modelled about {words.count(row.modelled_below)} ({limits(row)})"


def limits(row) -> str:
    """The model's 95% limits: "85 to 97"; [x] where nothing is modelled."""
    if words.is_missing(row.modelled_low):
        return "[x]"
    return words.value_range(row.modelled_low, row.modelled_high)


def says(rows, line: float) -> str:
    """How to read range and model, and the first year beside the newest."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"A bar reaches from the councils certainly below {line:g} to those possibly below, going "
        "by each council's printed row and no further: it is as wide as the hidden numbers, which "
        f"may be small or large, leave it. In {first.year_ending} it was "
        f"{words.value_range(first.certainly_below, first.possibly_below)} of "
        f"{first.councils_with_a_figure} councils, in {last.year_ending} "
        f"{words.value_range(last.certainly_below, last.possibly_below)} of "
        f"{last.councils_with_a_figure}. {chance.modelled(last)} {words.CAVEAT}"
    )


def alt(rows, line: float) -> str:
    """What the chart shows, for who does not see it."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"A bar a year from {first.year_ending} to {last.year_ending}, from the councils certainly "
        f"below {line:g} plans per 1,000 children to those possibly below, with the modelled "
        f"number and its limits as a point inside it. {title(last, line)}. The table below has the "
        "numbers."
    )
