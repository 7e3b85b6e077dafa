"""The sentences of the England page, each with its base, fit to print."""

from dashboard import words
from dashboard.words import chance


def four_sentences(england, before, headline, threshold: float) -> list[str]:
    """What the country's figures say of a year; `before` is the year before, or None.

    `england` and `before` are rows of england_year, `headline` a row of headline_at(threshold).
    """
    year = int(england.year_ending)
    first = (
        f"In the {words.year_ending(year)}, councils in England began "
        f"{words.count(england.sexual_plans)} child protection plans with sexual abuse as the "
        f"initial category, {words.per_cent(england.sexual_share)} of the "
        f"{words.count(england.all_plans)} plans that began"
    )
    if before is not None:
        first += (
            f"; the number {words.change(england.sexual_plans, before.sexual_plans)} in a year, "
            f"while all plans {words.change(england.all_plans, before.all_plans)}"
        )
    second = (
        f"That is {words.rate(england.sexual_rate_per_1000)} plans for every 1,000 children aged "
        f"0 to 17, of whom there were {words.count(england.children)}"
    )
    if england.sexual_rate_per_1000 < threshold:
        second += f": by the line of {threshold:g}, England taken as a whole is “very low”"
    third = (
        f"Of the {headline.councils_with_a_figure} councils with a figure, "
        f"{words.count(headline['none'])} recorded none, {headline.suppressed} had their number "
        f"suppressed by DfE and {headline.very_low} recorded fewer than {threshold:g} per 1,000: "
        f"{headline.none_or_few_published} together"
    )
    fourth = (
        "Because a suppressed number is not always a small one, between "
        f"{headline.certainly_below} and {headline.possibly_below} of those "
        f"{headline.councils_with_a_figure} councils were below {threshold:g} per 1,000, going by "
        "each council's own published row and no further, so that no hidden number is worked out"
    )
    said = [sentence + "." for sentence in (first, second, third, fourth)]
    return [*said[:3], f"{said[3]} {chance.modelled(headline)}".strip()]


def class_reason(row, threshold: float) -> str:
    """Why a council is in its class in a year, in a sentence; `row` is of classes_in."""
    year = words.year_ending(int(row.year_ending))
    if row.sexual_plans_status in words.HIDDEN:
        return (
            f"DfE does not print the number for the {year}. It is 1 to 5, or another number, which "
            "may be 0 or large, hidden to protect one beside it. By our rule, which never says "
            "less than 0 to 5, it is "
            f"{words.count_range(row.sexual_plans_min, row.sexual_plans_max)} plans."
        )
    if row.sexual_plans_status != "published":
        return f"There is {words.STATUS_WORDS[row.sexual_plans_status]} for the {year}."
    if row.sexual_plans == 0:
        return (
            f"No plan began for sexual abuse in the {year}. At England's rate an area with this "
            f"many children would expect {row.expected_plans_at_england_rate:.1f}. "
            f"{chance.base_rate(row)}"
        ).strip()
    rate = words.rate_beside_threshold(row.sexual_rate_per_1000, threshold)
    side = "below" if row["class"] == "very_low" else "at or above"
    limits = chance.limits(row.sexual_rate_adjusted_low, row.sexual_rate_adjusted_high)
    return (
        f"{words.plans(row.sexual_plans)} began for sexual abuse in the {year}: {rate} per 1,000 "
        f"children{f' ({limits})' if limits else ''}, {side} {threshold:g}."
    )
