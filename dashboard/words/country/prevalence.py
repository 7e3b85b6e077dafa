"""The sentences of the Prevalence page, and its arithmetic written out.

The fact a newcomer gets wrong: an estimate of one year may stand beside what is recorded in a
year; a share of people abused at some time before 16 may not.
"""

import math
from collections.abc import Callable

from dashboard import words

CHOOSE = "Choose a council to see what an average would give in an area of its size."
LIFETIME = (
    "These say how many people are sexually abused at any time before 16, or so far in their "
    "lives. A child abused at 5 is still in them at 15, and an adult of 70 recalls years long "
    "past. They count many years where an annual estimate counts one, and are never set beside "
    "the counts of one year here."
)
NOT_MEASURED = (
    "No one has measured how many children are sexually abused council by council. There are "
    "estimates for whole countries, and nothing here is an estimate for a council."
)
LEAD = (
    "How many children are estimated to be sexually abused in a year, beside how many councils "
    f"record. **{NOT_MEASURED}**"
)
# Said once beside each caveat: a reader who multiplies the rounded rate gets another number.
ROUNDED = "Estimates are rounded to two figures after the sum, not before it."
# Of the CSA Centre's estimate: what is known of its study, and what nobody can check.
RESTS_ON = (
    "from a 2011 study by self-report, partly of abuse without contact; how it was reached is not "
    "published."
)
NOT_THE_SAME = (
    "The three are not the same children. An assessment can record a concern that is not borne "
    "out, a child can be assessed twice, and not every abused child needs a plan."
)
HOW_IT_IS_DRAWN = (
    "The same {of} children three times; each square is one. The marked squares of the three "
    "drawings are not the same children. A part of a child is a narrower square. "
    f"{ROUNDED}"
)
SHORT_SOURCE = {
    "csa_centre_annual": "CSA Centre",
    "radford_2011_past_year": "Radford and others 2011",
}
# Whose an estimate is and of when, wherever it may be copied away from its source.
WHOSE = {
    "csa_centre_annual": "the CSA Centre's for England and Wales, from a 2011 study",
    "radford_2011_past_year": "of a 2011 survey of the United Kingdom (Radford and others)",
}
WALES_AGES = {
    "scaled": "0 to 15 times 18/16, to stand for 0 to 17",
    "as_printed": "0 to 15 as printed, two years of age short",
}
# The same beside their lines.
SHORT_MEASURES = ("Estimated to be abused", "Assessments", "Plans")
MEASURES = (
    "Estimated to be sexually abused in a year",
    "Assessments that recorded sexual abuse",
    "Plans begun for sexual abuse",
)


def few(value: float) -> str:
    """What was recorded per 1,000 or 10,000, as it is felt: 26, 2.6, 0.18."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 1 else words.rate(value)


def about(value: float) -> str:
    """Two significant figures, since an estimate knows no more: 1,797 → 1,800; 14.1 → 14."""
    if value <= 0:
        return "0"
    step = 10 ** (math.floor(math.log10(value)) - 1)
    return f"{round(value / step) * step:,.0f}" if step >= 1 else f"{round(value / step) * step:g}"


def estimated(value: float) -> str:
    """An estimate wherever it stands, but for the arithmetic that is worked out in sight."""
    return f"about {about(value)}"


def said(of: str, value: float, recorded: Callable[[float], str] = few) -> str:
    """A number of one of MEASURES or of a layer: an estimate, or as `recorded` says it."""
    return estimated(value) if of in (MEASURES[0], "estimated") else recorded(value)


def printed(value: float) -> str:
    """An estimate as it is printed: 500,000 or 9.4."""
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"


def estimate_label(estimate) -> str:
    """An annual estimate in a list to choose from; `estimate` is a row of prevalence_estimate."""
    base = f" of {estimate.base}" if estimate.unit == "per cent" else f", {estimate.base}"
    return f"{SHORT_SOURCE[estimate.estimate]}: {printed(estimate.value)} {estimate.unit}{base}"


def proportion(row) -> str:
    """For each 1,000 children: estimated, assessed, on a plan, with the year and the base."""
    plans = (
        f"began {words.rate(row.sexual_rate_per_1000)} child protection plans with sexual abuse as "
        "the initial category"
    )
    if row.csa_assessments_status == "published":
        assessed = few(row.csa_assessments_per_1000)
        recorded = f"councils recorded sexual abuse in {assessed} assessments and {plans}."
    else:
        recorded = f"councils {plans}; the assessments that recorded it are not available [x]."
    return (
        f"For each 1,000 children aged 0 to 17 in England, {estimated(row.estimated_per_1000)} are "
        f"estimated to be sexually abused in a year{_ages(row).rstrip(',')}. In the "
        f"{words.year_ending(int(row.year_ending))}, for each 1,000, {recorded}"
    )


def _ages(row) -> str:
    return "" if row.estimate_unit == "children a year" else ", counting only those aged 11 to 17,"


def gap_title(row) -> str:
    """How many children are estimated for each plan of a year, true without a page.

    `row` is of prevalence_at.
    """
    return (
        f"About {about(row.estimated_per_plan)} children are estimated to be sexually abused in a "
        f"year in England{_ages(row)} for each plan for sexual abuse that began in the "
        f"{words.year_ending(int(row.year_ending))}"
    )


def gap(row) -> str:
    """The same and for each assessment, in short sentences."""
    said = f"{gap_title(row)}."
    if not words.is_missing(row.estimated_per_assessment):
        many = about(row.estimated_per_assessment)
        said += f" For each assessment that recorded it, the estimate is about {many}."
    return f"{said} They are not the same children."


def quote(row) -> str:
    """The same, with whose each number is, to be copied away from the page."""
    return f"{gap(row)} The estimate is {WHOSE[row.estimate]}."


ONE_AVERAGE = (
    "The estimate is one average, so its line only follows the number of children. On this axis "
    f"equal distances are equal ratios. {ROUNDED}"
)


def times(ratio: float) -> str:
    """How many times one is the other, in two figures: ×15, ×220."""
    return f"×{about(ratio)}"


def gap_alt(rows) -> str:
    """The gap chart for who does not see it; `rows` are of prevalence_at, oldest first."""
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"A line for each, on a logarithmic axis, from {first.year_ending} to {last.year_ending}. "
        f"Of each 1,000 children, in {first.year_ending}: {_rates(first)}; in "
        f"{last.year_ending}: {_rates(last)}. The table below has the numbers."
    )


def _rates(row) -> str:
    """What is known of each 1,000 children in a year, in words."""
    rates = row.estimated_per_1000, row.csa_assessments_per_1000, row.sexual_rate_per_1000
    return words.listing(
        [
            f"{said(name, rate)} {words.small(name)}"
            for rate, name in zip(rates, MEASURES, strict=True)
            if not words.is_missing(rate)
        ]
    )


def about_the_estimate(row, estimates) -> str:
    """What the chosen estimate measures, in a paragraph; `estimates` is queries.estimates."""
    chosen = estimates.set_index("estimate").loc[row.estimate]
    said = (
        f"**Estimated: {printed(chosen.value)} {chosen.unit}**: {chosen.measures}; {chosen.base} "
        f"({chosen.source}). {words.capital(chosen.note)}."
    )
    if row.estimate_unit == "per cent":
        said += (
            " It is a survey of the United Kingdom, set here on England's children; it counts "
            "nobody under 11, while the recorded figures count all ages."
        )
    return said + " The same estimate is set beside every year: nobody has measured each year."


def area(label: str, row) -> str:
    """What an average would give in an area of this size, and what was recorded there.

    `row` is of prevalence_area_at.
    """
    return (
        f"**If** children in {label} were abused at the average rate, about "
        f"{about(row.children_at_average)} of its {words.count(row.children)} children would be "
        f"in a year ({words.count(row.children)} × {row.estimated_per_1000:.2f} ÷ 1,000). That is "
        f"the size of the area times an average, **not a figure about {label}**: nobody has "
        "measured it, and the true number may be well above or below. In the "
        f"{words.year_ending(int(row.year_ending))}, {_assessments(row)}, and {area_plans(row)}."
    )


def _assessments(row) -> str:
    if row.csa_assessments_status == "published":
        noun = "assessment" if row.csa_assessments == 1 else "assessments"
        return f"the council recorded sexual abuse in {words.count(row.csa_assessments)} {noun}"
    return (
        f"assessments that recorded sexual abuse: {words.STATUS_WORDS[row.csa_assessments_status]} "
        f"{words.SYMBOL_OF_STATUS[row.csa_assessments_status]}"
    )


def area_plans(row) -> str:
    """The plans of an area in words, a range where DfE suppressed the number."""
    if row.sexual_plans_status == "published":
        return f"{words.plans(row.sexual_plans)} for it began"
    if row.sexual_plans_status in words.HIDDEN:
        between = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
        return f"somewhere from {between} plans for it began (DfE hides the number, [c])"
    return (
        f"for plans there is {words.STATUS_WORDS[row.sexual_plans_status]} "
        f"{words.SYMBOL_OF_STATUS[row.sexual_plans_status]}"
    )


def quoted_caveat(row, estimate) -> str:
    """What goes with the sentence to quote: the estimate's base and age, and the caveat."""
    return (
        f"{printed(estimate.value)} {estimate.unit} ({estimate.measures}; {estimate.base}) is the "
        f"estimate of {estimate.source}. {proportion(row)} {NOT_MEASURED} {words.CAVEAT}"
    )


def under_each(spread: str) -> str:
    """What all the assumptions give, and how little their nearness would say."""
    return (
        f"Under each set of assumptions offered here the estimate is about {spread} for each 1,000 "
        "children aged 0 to 17. How near they are to one another confirms nothing: all rest on one "
        "survey, published in 2011, and none says how far it may be from the truth now."
    )


def no_figures(area, year: int) -> str:
    """Of a council that did not exist in the year."""
    return (
        f"{area.label} has no figures for {year}: its figures here are for "
        f"{words.years_held(area.first_year, area.last_year)}. Choose another year above."
    )
