"""What the funnel plot says: where a set of councils lies, and what φ and the limits are.

The fact a newcomer gets wrong: to lie outside a limit is not to be good or bad. It says that
councils seldom go so far from England's rate, and so where to ask first.
"""

from dashboard import words
from dashboard.words.compare import named

HOW_DRAWN = "A bar that runs past the top goes on: its whole range is in the table."
OF_A_SET = (
    " To the right the axis ends beyond the largest council of the set; larger ones are in the "
    "table too. Labels mark the councils of this set; the others are there for scale."
)
PLACE = {
    "inside": "inside the 95% limits",
    "above_95": "above the upper 95% limit",
    "below_95": "below the lower 95% limit",
    "above_998": "above the upper 99.8% limit",
    "below_998": "below the lower 99.8% limit",
    "cannot_be_said": "cannot be said: its range crosses a limit",
    "no_figure": "no figure",
}


def says_of_all(everyone, year_row) -> str:
    """Where all councils lie; `everyone` is of councils_of, `year_row` of funnel_year."""
    places = everyone["place"].value_counts()
    count = lambda *names: int(sum(places.get(name, 0) for name in names))  # noqa: E731
    above, below = count("above_95", "above_998"), count("below_95", "below_998")
    inside, unsure = count("inside"), count("cannot_be_said")
    england = words.rate(year_row.target_per_1000)
    hidden = f"; of {unsure} with a hidden number it cannot be said" if unsure else ""
    return (
        f"In {int(year_row.year_ending)}, {inside} of {inside + above + below} councils that can "
        f"be placed lie inside the 95% limits around England's {england} per 1,000: no further "
        f"from it than councils usually are. Above: {above}, below: {below}{hidden}. To be outside "
        "is a reason to ask, not a finding."
    )


def says(rows, year_row) -> str:
    """Where the set lies in the funnel; `rows` are of councils_of, `year_row` of funnel_year."""
    known = rows[rows["sexual_plans_status"] == "published"]
    hidden = rows[rows["sexual_plans_status"].isin(words.HIDDEN)]
    england = words.rate(year_row.target_per_1000)
    parts = []
    if len(known):
        inside = int((known["place"] == "inside").sum())
        who = f"{inside} of the {len(known)} councils of this set with a published number"
        if inside == len(known):
            who = f"All {inside} councils of this set with a published number"
        if len(known) == 1:
            who = known["label"].iloc[0] if inside else "No council of this set"
        parts.append(
            f"{who} {'lies' if len(known) == 1 or inside == 1 else 'lie'} inside the 95% limits "
            f"around England's {england} per 1,000: no further from it than councils usually are."
        )
        for row in known[known["place"] != "inside"].itertuples():
            parts.append(
                f"{row.label} is {PLACE[row.place]}, with {words.plans(row.sexual_plans)} where "
                f"{row.expected_plans_at_england_rate:.1f} would be expected at England's rate."
            )
    certain = hidden.loc[hidden["place"] == "inside", "label"].tolist()
    unsure = hidden.loc[hidden["place"] != "inside", "label"].tolist()
    if certain:
        parts.append(f"Suppressed, and inside whatever the number is: {named(certain)}.")
    if unsure:
        parts.append(f"Suppressed, so that it cannot be said: {named(unsure)}.")
    if rows["place"].eq("no_figure").all():
        parts.append("No council of this set has a number or a range to be placed by.")
    parts.append("To be outside is a reason to ask, not a finding.")
    return " ".join(parts)


def what_it_means(year_row) -> list[str]:
    """What the limits and phi are, in sentences a reader without statistics can use."""
    if words.is_missing(year_row.above_by_chance):
        return ["Too few councils have a printed number in this year to draw limits."]
    return [
        f"**The middle line** is England's published rate in {int(year_row.year_ending)}, "
        f"{words.rate(year_row.target_per_1000)} plans per 1,000 children. It is not a target to "
        "be met: nobody knows what the right rate is.",
        "**The limits** say how far from it councils of each size usually lie: further on the "
        "left, where a plan more or less moves the rate of a small area a great deal. On the right "
        "they come no closer than rates are spread around England's, with a standard deviation of "
        f"{words.per_cent(year_row.spread_of_rates, 0)} of it in this year. Where they are wider "
        "than chance alone, councils differ: in need, in practice or in recording.",
        _hidden(year_row),
        _by_chance(year_row),
        f"**Phi (φ) is {year_row.dispersion:.1f} in this year.** It is another measure of the "
        "same: how many times wider than by chance alone councils' counts are spread, estimated "
        f"from the {words.count(year_row.councils_in_estimate)} councils whose number DfE printed, "
        "the tenth of them furthest away on each side drawn in. With the hidden ones it is "
        f"{year_row.dispersion_with_hidden:.1f}. Both forms were fitted; the {year_row.form} one "
        "fits better over all years together, and draws these limits.",
        "**Method:** D. J. Spiegelhalter, Funnel plots for comparing institutional performance, "
        "Statistics in Medicine 24 (2005), 1185–1202; a negative binomial law fitted around "
        "England's rate, with hidden numbers as ranges. More in the table `meta_method`.",
    ]


def _hidden(year_row) -> str:
    """How many numbers are hidden, and what it would do to leave them out."""
    if not year_row.councils_suppressed:
        return "**No number is hidden in this year**: each council takes part as printed."
    return (
        f"**Hidden numbers ({words.count(year_row.councils_suppressed)}) take part as the range "
        "each can lie in.** Left out, they would make the spread seem smaller than it is wherever "
        "they are low."
    )


def _by_chance(year_row) -> str:
    """How many would lie outside by chance, and how many cannot lie below."""
    above, below = year_row.above_by_chance, year_row.below_by_chance
    small = int(year_row.cannot_fall_below)
    return (
        f"**To be expected outside the 95% limits for no reason at all: {above + below:.0f}**, "
        f"{above:.1f} above and {below:.1f} below. A council so small that its lower limit is 0 "
        f"cannot lie below it, whatever it records: {words.count(small)} in this year."
    )


def alt(year: int) -> str:
    """What the funnel plot shows, for those who do not see it."""
    return (
        f"Funnel plot of plans for sexual abuse per 1,000 children against children in the area, "
        f"{year}, with 95% and 99.8% limits around England's rate. The councils of the set are "
        "marked and the others are small dots; upright bars are suppressed councils."
    )


TITLE = "Which rates lie further from England's than councils usually do?"
NUMBERS = "\n\n**The numbers on the chart:** {key}."
