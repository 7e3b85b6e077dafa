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
    """95% limits wide enough for usual swings: "95% limits 0.06 to 0.41"; empty without them."""
    if words.is_missing(low):
        return ""
    return f"95% limits {form(low) if low else '0'} to {form(high)}"


def change(row) -> str:
    """Whether a rate moved, in a sentence's end; `row` is of change_year.

    "fell by 6.9% (95% limits −16.3% to +3.5%), no larger than its usual swings".
    """
    if words.is_missing(row.rate_change):
        return row.verdict_words
    moved = words.change(1 + row.rate_change, 1)
    if words.is_missing(row.rate_change_high):
        return f"{moved}, {row.verdict_words}"
    low, high = (
        f"{100 * v:+.1f}%".replace("-", "−") for v in (row.rate_change_low, row.rate_change_high)
    )
    return f"{moved} (95% limits {low} to {high}), {row.verdict_words}"


def modelled(row) -> str:
    """The model's number of councils below the line, in a sentence; `row` is of headline."""
    if words.is_missing(row.modelled_below):
        return ""
    return (
        f"A model of all councils together puts it at about {row.modelled_below:.0f} "
        f"({row.modelled_low:.0f} to {row.modelled_high:.0f}); it is an estimate, and says nothing "
        "of any one council."
    )
