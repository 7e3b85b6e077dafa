"""How far figures move without anything having changed, said for readers.

The fact a newcomer gets wrong: no chance is worked out for one council. Beside a council stands
what was counted among all councils of its size, and the funnel's verdict; `etl/chance` says how.
"""

from dashboard import words

FEW = "fewer than 20 plans, so read with care"
BESIDE = {
    "above_95": "above England's rate of {} by more than councils usually differ",
    "above_998": "above England's rate of {} by far more than councils usually differ",
    "below_95": "below England's rate of {} by more than councils usually differ",
    "below_998": "below England's rate of {} by far more than councils usually differ",
    "inside": "no further from England's rate of {} than councils usually are",
}

SHORT_BESIDE = {
    "above_95": "above, by more than usual",
    "above_998": "above, by far more",
    "below_95": "below, by more than usual",
    "below_998": "below, by far more",
    "inside": "no further than usual",
    "cannot_be_said": "cannot be said",
    "no_figure": "no figure",
}


def beside_england(place: str, england_rate: float) -> str:
    """The funnel's verdict on a printed rate, as a sentence; empty where there is none."""
    if place not in BESIDE:
        return ""
    return f"That is {BESIDE[place].format(words.rate(england_rate))}."


def band(row) -> str:
    """A band of expected plans: "under 1 plan", "7 to 10 plans", "30 plans or more"."""
    if words.is_missing(row.below_expected):
        return f"{row.from_expected} plans or more"
    if row.from_expected == 0:
        return f"under {words.plans(row.below_expected)}"
    return f"{row.from_expected} to {row.below_expected} plans"


def base_rate(row) -> str:
    """How common none is at this size, in a sentence; `row` has the columns of beside_england.

    Empty where no base rate is held.
    """
    if words.is_missing(row.base_council_years):
        return ""
    hidden = (
        f", and in {words.count(row.base_hidden)} the number is hidden" if row.base_hidden else ""
    )
    return (
        f"Since {row.base_first_year} there were {words.count(row.base_council_years)} years of "
        f"councils with {band(row)} expected; in {words.count(row.base_none_recorded)} of them "
        f"none was recorded{hidden}."
    )


def limits(low, high, form=words.rate) -> str:
    """Limits as a reader sees them: "adjusted 95% limits 0.06 to 0.41"; empty without them."""
    if words.is_missing(low):
        return ""
    return f"adjusted 95% limits {form(low) if low else '0'} to {form(high)}"


def signed(share: float, counts: tuple[float, float]) -> str:
    """A change as a table prints it: +4.0%, −16.3%, −16% of few plans; "none" for all of them.

    `counts` are the later and the earlier number behind it.
    """
    if share == -1:
        return "none"
    return words.with_minus(f"{100 * share:+.{words.change_decimals(*counts)}f}%")


def change(row) -> str:
    """Whether a rate moved, in a sentence's end; `row` is of change_year.

    "fell by 6.9% (95% limits −16.3% to +3.5%), no larger than councils' figures usually swing".
    """
    if words.is_missing(row.rate_change):
        return row.verdict_words
    counts = (row.plans, row.plans_before)
    moved = words.change(1 + row.rate_change, 1, counts)
    if words.is_missing(row.rate_change_high):
        return f"{moved}, {row.verdict_words}"
    low, high = (signed(v, counts) for v in (row.rate_change_low, row.rate_change_high))
    return f"{moved} (95% limits {low} to {high}), {row.verdict_words}"


def between(row) -> str:
    """What a map says of a rate between two years, both printed: "rate fell by 6.9% (…)".

    `row` is of change_between; empty where a year is not printed.
    """
    if row.plans_before_status != "published" or row.plans_status != "published":
        return ""
    return f"rate {change(row)}" if not words.is_missing(row.rate_change) else change(row)


def modelled(row) -> str:
    """The model's number of councils below the line, in a sentence; `row` is of headline."""
    if words.is_missing(row.modelled_below):
        return ""
    return (
        f"A model of all councils together puts it at about {row.modelled_below:.0f} "
        f"({row.modelled_low:.0f} to {row.modelled_high:.0f}); it is an estimate, and says nothing "
        "of any one council."
    )


def firmness(row) -> str:
    """How few plans more or fewer would put a printed number into another class.

    `row` is of council_year. Empty for a hidden number, for none (which any plan would change),
    and where no number is printed.
    """
    if words.is_missing(row.class_margin_plans):
        return ""
    margin = int(row.class_margin_plans)
    said = f"A difference of {words.plans(margin)} would put it into another class"
    if margin <= 3:
        return f"{said}. One family can bring as many, so the class is not firm."
    return f"{said}."


WHAT_SWINGS_ARE = (
    "The limits allow for how widely the figures of all councils swing from year to year. Brothers "
    "and sisters are planned for together, so a small number can move a great deal by itself."
)
SPANS = {1: "Over one year", 3: "Over three years"}


def moved(row) -> str:
    """A council's change as a sentence; `row` is of change_year."""
    span = f"{SPANS[row.span]} to {row.year_ending}"
    if words.is_missing(row.rate_change):
        return f"{span}: {row.verdict_words}."
    return (
        f"{span}, from {words.count(row.plans_before)} to {words.plans(row.plans)}, "
        f"the rate {change(row)}."
    )


BESIDE_THRESHOLD = {
    "certainly_below": "below {:g}",
    "certainly_not_below": "not below {:g}",
    "undecided": "below {:g} or not: the hidden numbers leave it undecided",
}


def three_years(row, threshold: float) -> str:
    """What three years together say, as a sentence; `row` is of pooled_3_year."""
    years = f"{row.year_ending - 2} to {row.year_ending}"
    if row.beside_threshold not in BESIDE_THRESHOLD:
        return f"{years} together: cannot tell, because a year has no figure of this area."
    rates = words.value_range(row.rate_min, row.rate_max, words.rate)
    limited = limits(row.rate_adjusted_low, row.rate_adjusted_high)
    side = BESIDE_THRESHOLD[row.beside_threshold].format(threshold)
    is_hidden = row.sexual_plans_min != row.sexual_plans_max
    if is_hidden and row.beside_threshold != "undecided":
        side += " whatever the hidden numbers are"
    if limited and row.rate_adjusted_low < threshold <= row.rate_adjusted_high:
        limited += ", on both sides of it: chance alone could put it there"
    return (
        f"{years} together: {words.value_range(row.sexual_plans_min, row.sexual_plans_max)} plans, "
        f"{rates} per 1,000 children a year, "
        f"{side}{f' ({limited})' if limited else ''}."
    )
