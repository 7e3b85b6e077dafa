"""What England recorded in a year, in sentences fit to print, each with its base."""

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
    least, most = headline.certainly_below, headline.possibly_below
    fourth = (
        "Because a suppressed number is not always a small one, "
        f"{least if least == most else f'between {least} and {most}'} of those "
        f"{headline.councils_with_a_figure} councils were below {threshold:g} per 1,000, going by "
        "each council's own published row and no further, so that no hidden number is worked out"
    )
    said = [sentence + "." for sentence in (first, second, third, fourth)]
    return [*said[:3], f"{said[3]} {chance.modelled(headline)}".strip()]
