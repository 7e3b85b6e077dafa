"""What the funnel plot says: where a set of councils lies, and what φ and the limits are.

The fact a newcomer gets wrong: to lie outside a limit is not to be good or bad. It says that chance
and the usual spread between councils seldom go so far, and so where to ask first.
"""

from dashboard import words
from dashboard.words.compare import named

SHORT_PLACE = {
    "inside": "inside",
    "above_95": "above 95%",
    "below_95": "below 95%",
    "above_998": "above 99.8%",
    "below_998": "below 99.8%",
    "cannot_be_said": "cannot be said",
    "no_figure": "no figure",
}
PLACE = {
    "inside": "inside the 95% limits",
    "above_95": "above the upper 95% limit",
    "below_95": "below the lower 95% limit",
    "above_998": "above the upper 99.8% limit",
    "below_998": "below the lower 99.8% limit",
    "cannot_be_said": "cannot be said: its range crosses a limit",
    "no_figure": "no figure",
}


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
            f"around England's {england} per 1,000: what chance and the usual spread between "
            "councils allow."
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
    """What phi and the limits are, in sentences a reader without statistics can use."""
    phi = year_row.dispersion
    zero_below = year_row.lower_95_starts_at
    return [
        f"**The middle line** is England's published rate in {int(year_row.year_ending)}, "
        f"{words.rate(year_row.target_per_1000)} plans per 1,000 children. It is not a target to "
        "be met: nobody knows what the right rate is.",
        "**The funnel** is wide on the left because chance moves the rate of a small area a great "
        "deal, and narrow on the right because it hardly moves that of a large one.",
        f"**Phi (φ) is {phi:.1f} in this year.** It says how much more councils differ from one "
        "another than chance alone would make them: were chance all, it would be 1. Need, practice "
        "and recording differ between areas, so the limits are wider than for chance, by the "
        f"square root of φ, which is {year_row.widening:.1f}. Without it many ordinary councils "
        "would seem unusual.",
        f"**φ is estimated from the {words.count(year_row.councils_in_estimate)} councils whose "
        f"number DfE printed.** The {words.count(year_row.councils_suppressed)} suppressed ones "
        "take no part, since a guess at them would be an invented figure. Before it is worked out, "
        "the tenth of councils furthest above England's rate, and the tenth furthest below, are "
        "drawn in to the edge of the other eight tenths, so that a few cannot stretch the funnel "
        f"(φ of all, none drawn in, is {year_row.dispersion_of_all:.1f}).",
        "**The limits:** if councils differed only by chance and this usual spread, about 1 in 20 "
        "would lie outside the inner lines (95%) and about 1 in 500 outside the outer ones "
        "(99.8%). In England that is some eight councils a year outside the inner lines, for no "
        "reason at all.",
        "**The lower limit is zero** wherever it would be below one plan: in this year, for "
        f"every council that would expect fewer than {zero_below:.0f} plans at England's rate. Of "
        "a council that small, a zero says little.",
        "**Method:** D. J. Spiegelhalter, Funnel plots for comparing institutional performance, "
        "Statistics in Medicine 24 (2005), 1185–1202: Poisson counts with a multiplicative "
        "overdispersion factor from z-scores winsorised by 10% on each side; z-scores and limits "
        "are taken on the scale of square roots, which suits counts as small as these.",
    ]
