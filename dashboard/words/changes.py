"""How councils' rates moved between three years and the three before, in words.

Rows are of pooled_change. A change is never good or bad, and nobody is ranked: an order is the
reader's choice.
"""

from dashboard import words
from dashboard.words import chance

ORDERS = {
    "largest": "Largest change first",
    "name": "Name",
    "fall": "Largest fall first",
    "rise": "Largest rise first",
}
# How the table opens, said wherever other tables are said to be in order of name.
OPENS = "changes the largest first, up or down alike"
FOLD = "Every council's change, as a table"
OVER_TIME = "{name} over time"
STRIPS = "Class of each council in each year"
BECAUSE = {
    "hidden": "cannot tell: a number is hidden",
    "no_figure": "cannot tell: a year has no figure",
    "unlikely_zero": "cannot tell: a printed 0 is unlikely to be true",
    "from_none": "cannot tell: the change is from none",
    "too_few_to_fit": "cannot tell: too few figures to judge by",
}
VERDICTS = {
    "rise": "a rise larger than usual swings",
    "fall": "a fall larger than usual swings",
    "usual_swings": "no larger than usual swings",
}


def span(year: int) -> str:
    """The three years that end with `year`."""
    return f"{year - 2} to {year}, per 1,000 a year"


def rate(row, which: str = "") -> str:
    """A rate of three years; what it can be, where a number is hidden."""
    suffix = f"_{which}" if which else ""
    value, low, high = (getattr(row, f"rate{suffix}{end}") for end in ("", "_min", "_max"))
    return words.cell_or_range(value, low, high, getattr(row, f"plans{suffix}_status"), words.rate)


def change(row) -> str:
    """The change, or the symbol of why there is none."""
    if words.is_missing(row.rate_change):
        return words.SYMBOL_OF_STATUS[row.change_status]
    return chance.signed(row.rate_change, (row.plans, row.plans_before))


def limits(row) -> str:
    """The interval of the change."""
    if words.is_missing(row.rate_change_low):
        return words.SYMBOL_OF_STATUS[row.change_status]
    counts = (row.plans, row.plans_before)
    low = chance.signed(row.rate_change_low, counts)
    return f"{low} to {chance.signed(row.rate_change_high, counts)}"


def verdict(row) -> str:
    """What can be said of it, or why nothing can."""
    return VERDICTS.get(row.verdict) or BECAUSE[row.cannot_tell_because]


def title(rows, year: int) -> str:
    """How many moved by more than usual, of those that can be told; never of the others."""
    told = rows[rows["verdict"] != "cannot_tell"]
    moved, untold = int((told["verdict"] != "usual_swings").sum()), len(rows) - len(told)
    years = f"from {year - 5}–{year - 3} to {year - 2}–{year}"
    if told.empty:
        return f"Nobody can tell of any of these councils whether it moved {years}"
    who = f"{moved} of {'the ' * (untold > 0)}{len(told)} councils"
    if len(told) == 1:
        who = f"{'No' if not moved else 'The one'} council"
    whose = " whose change can be told" if untold else ""
    rest = f"; of {untold} nobody can tell" if untold else ""
    return f"{who}{whose} moved by more than usual {years}{rest}"


def says(rows, year: int) -> str:
    """How to read the table."""
    hidden = int((rows["cannot_tell_because"] == "hidden").sum())
    return (
        f"Plans started for sexual abuse for each 1,000 children a year, {year - 2} to {year} "
        f"beside {year - 5} to {year - 3}. A change is given only where all six years are printed: "
        f"for {hidden} of these {len(rows)} councils a number is hidden. Limits are 95%, wide "
        "enough for councils' usual swings. A change in what is recorded is not a change in abuse. "
        f"{words.CAVEAT}"
    )


def caption(year: int, order: str) -> str:
    """The table's own name, with its order."""
    return (
        f"Change from {year - 5}–{year - 3} to {year - 2}–{year}, in order: {ORDERS[order].lower()}"
    )


def quote(name: str, years) -> str:
    """One sentence on a region's councils together, newest year beside the first, to copy."""
    shown = years[years["sexual_plans_max"].notna()]
    ends = shown.iloc[[-1, 0][: len(shown)]]
    numbers = [
        f"{words.value_range(row.sexual_plans_min, row.sexual_plans_max)} in {row.year_ending}"
        for row in ends.itertuples()
    ]
    ranged = (ends["sexual_plans_min"] != ends["sexual_plans_max"]).any()
    why = "; a range where DfE hides a number" if ranged else ""
    told = f"{', '.join(numbers)} (years ending 31 March{why})"
    return (
        f"Child protection plans begun for sexual abuse by the councils of {name} together: "
        f"{told if numbers else 'no number is held'}."
    )
