"""What stands in sight on the Council page: its sections, and the sentence and figures of each.

The fact a newcomer gets wrong: these are the short forms. All that is known of a figure (its rule,
its range, its base) is in council_sections and council, which the folds and the briefing print.
"""

from dashboard import words
from dashboard.words import chance, police
from dashboard.words.area import newer
from dashboard.words.area.council_sections import MEASURE_WORDS, ratio_or_range
from dashboard.words.area.neighbours import neighbours_phrase
from dashboard.words.country.prevalence import about, estimated, few

# Name in the address → title, in reading order.
SECTIONS = {
    "over-time": "Over time",
    "concern-to-plan": "From concern to plan",
    "neighbours": "Beside neighbours",
    "categories": "Every category",
    "know-before-use": "Know before use",
    "questions": "Questions to ask",
    "reviews": "Reviews and inspections",
}
# What the list of the page names, in its order: the sections, and two folds that stand alone.
CONTENTS = {
    "over-time": SECTIONS["over-time"],
    "newer-numbers": newer.TITLE.partition(",")[0],
    "police": police.TITLE,
} | SECTIONS


STEPS = {
    "section_47_enquiries": "Section 47 enquiries per 100 referrals",
    "initial_conferences": "Conferences per 100 enquiries",
    "all_plans": "Plans of any kind per 100 conferences",
    "csa_assessments": "Recorded sexual abuse, per 100 assessments",
    "sexual_plans": "Plans for it per 100 such assessments",
}


def neighbours_line(row) -> str:
    """What the neighbours record, for a first screen; `row` is of queries.area.council.rates."""
    return f"Plans per 1,000 children in {int(row.year_ending)}: {neighbours_phrase(row)}."


def gap(row) -> str:
    """What an average would give for each record of a year; `row` is of prevalence.area_by_year."""
    found = [
        f"about {about(ratio)} for each {name}"
        for ratio, name in (
            (row.estimated_per_assessment, "assessment that recorded it"),
            (row.estimated_per_plan, "plan that began"),
        )
        if not words.is_missing(ratio)
    ]
    if not found:
        return (
            f"In {row.year_ending} no printed number above 0 can be set against the estimate, "
            "which is one average for England and Wales."
        )
    return (
        "If the average for England and Wales held here, the children estimated to be abused in "
        f"{row.year_ending} would be {words.listing(found)}."
    )


GAP_TITLE = "estimated, assessed and planned, of each 1,000 children"
# What a download holds, by its name.
DRAWN = {"gap": "the gap", "plans": "plans and their rate", "assessments": "assessments"}
GAP_NOTE = (
    "On this axis equal distances are equal ratios. A printed 0 has no place on it and is written "
    "at its foot; a hidden number is the stretch up to the most it can be. Nobody has measured an "
    "area: the estimate is one average, of the same number of children beside every year."
)


def gap_alt(label: str, rows) -> str:
    """The gap chart of an area for who does not see it."""
    first, last = int(rows.iloc[0].year_ending), rows.iloc[-1]
    assessed = words.cell(last.csa_assessments_per_1000, last.csa_assessments_status, few)
    planned = words.cell_or_range(
        last.sexual_rate_per_1000, 0, last.sexual_max_per_1000, last.sexual_plans_status, words.rate
    )
    return (
        f"Lines on a logarithmic axis from {first} to {last.year_ending}: children estimated to be "
        f"abused, at an average, beside what {label} recorded. In {last.year_ending}, of each "
        f"1,000 children: {estimated(last.estimated_per_1000)} estimated, {assessed} assessments, "
        f"{planned} plans. The table below has the numbers."
    )


def path_finding(label: str, rows) -> str:
    """Plans for each 100 assessments that recorded sexual abuse, in a sentence."""
    row = rows[rows["step"] == "sexual_plans"].iloc[0]
    year = int(row.year_ending)
    if row.per_100_status not in ("published", *words.HIDDEN) or words.is_missing(row.per_100_max):
        return f"The figures of {label} for {year} do not say how many assessments led to a plan."
    own = ratio_or_range(row).removesuffix(" [c]")
    return (
        f"For each 100 assessments that recorded sexual abuse in {year}, {own} plans for it began; "
        f"in England {words.tenths(row.england_per_100)}."
    )


def share(row) -> str:
    """A category's share at the end of its line: "2.1% (England 4.0%)"."""
    own = words.cell_or_range(
        row.started_share,
        row.started_share_min,
        row.started_share_max,
        row.started_share_status,
        words.per_cent,
    )
    return f"{own} (England {words.per_cent(row.england_share)})"


def rate_with_limits(row) -> str:
    """A year's rate with its limits, marked where it rests on few plans."""
    own = words.cell_or_range(
        row.sexual_rate_per_1000, 0, row.sexual_max_per_1000, row.sexual_plans_status, words.rate
    )
    limits = chance.limits(row.sexual_rate_adjusted_low, row.sexual_rate_adjusted_high)
    doubt = chance.FEW if row.sexual_plans_status == "published" and row.is_on_few_plans else ""
    return "; ".join(filter(None, [own, limits, doubt]))


def pooled(row) -> str:
    """Three years' rate with its limits; `row` is of pooled_3_year."""
    if words.is_missing(row.rate_max):
        return "cannot tell: a year has no figure"
    limits = chance.limits(row.rate_adjusted_low, row.rate_adjusted_high)
    return "; ".join(
        filter(None, [words.value_range(row.rate_min, row.rate_max, words.rate), limits])
    )


def know(row, notes: int) -> str:
    """How firm the class is, and whether the year's figures have notes."""
    firm = chance.firmness(row)
    if notes:
        many = f"{notes} note{'s' if notes > 1 else ''}"
        return f"{firm} The figures of {row.year_ending} have {many}:".strip()
    return (
        f"{firm} None of our checks for faults of recording was set off in {row.year_ending}, "
        "which says nothing of what the figures mean."
    ).strip()


def reviews(label: str, found: int) -> str:
    """How many rounds of joint inspections came to the area."""
    if not found:
        return (
            f"We know of no joint inspection of {label} on sexual abuse or exploitation. Joint "
            "targeted area inspections look at one theme in a few areas at a time; these rounds "
            "were elsewhere."
        )
    return (
        f"{label} was chosen {words.how_often(found)} for a joint targeted area inspection on this "
        "theme. Being chosen says nothing about how well an area does."
    )


RATES_QUESTION = {
    "sexual_plans": "How does the rate of plans stand beside England, the region and neighbours?",
    "csa_assessments": "How often do assessments record sexual abuse?",
}


def rate_title(label: str, row, measure: str) -> str:
    """One year's rate beside England's as a title; else the question, as where a number is hidden.

    Nor does a title say of a council that it recorded nothing.
    """
    if row.status != "published" or not row.value or words.is_missing(row.england_rate):
        return RATES_QUESTION[measure]
    return (
        f"{label}, {int(row.year_ending)}: {words.rate(row.rate_per_1000)} "
        f"{MEASURE_WORDS[measure]} per 1,000 children, England {words.rate(row.england_rate)}"
    )


def counts_title(label: str, row) -> str:
    """The newest year's plans as a title; the question where they are hidden, missing or none."""
    if row.status != "published" or not row.value:
        return f"How many plans began for sexual abuse in {label}?"
    return f"{words.plans(row.value)} began for sexual abuse in {label} in {int(row.year_ending)}"


# The page before a council is chosen.
TITLE = "One council"
LEAD = (
    "Everything these figures say about one area, written for the people who lead its safeguarding."
)
HOW_TO_USE = f"""
Choose a council above: type the first letters of its name, then Enter. Councils that no longer \
exist are in the list, with their last year.

You will find, in this order:

- what the council recorded in a year, beside how many children are estimated to be abused;
- how that has been in every year since {{first}};
- the steps from referral to plan, and its statistical neighbours;
- what to know before using the figures, and questions to ask.

The address of the page holds your choices, so it can be sent or kept. {words.COMPARISON_CAVEAT}
""".strip()
LINE_MOVED = "The line is {line:g} because you moved it; the CSA Centre's is {usual:g}."
FOR_WHOM = "each area that followed {label}"
TO_ASK = (
    "For {whom} to ask itself about {year}, under the themes of the joint inspections on sexual "
    "abuse in the family. None is a finding."
)
WHY_ASKED = (
    "Some are asked because of a figure of {year}, which is then given; the others are asked of "
    "every area. None can be answered from these figures, and none is a finding: an area's own "
    "audits can answer them."
)
PATH_NOTE = (
    "These are steps of one year, not the same children followed. The first four count every "
    "concern; the last two only sexual abuse, and the fifth is set against all assessments. "
    "Neighbours: lowest to highest of those with a ratio, how many those are, and how many are "
    "hidden."
)
WHAT_IF = "What if plans under “multiple” concerned sexual abuse?"
EVERY_MEASURE = (
    "A hidden number is given as what it can be. England is DfE's own total, rounded. "
    f"{words.COMPARISON_CAVEAT}"
)
# The charts of every year.
CHARTS_SPEAK = "These charts show every year; the sentence with each speaks of its newest."
COUNTS_ALT = (
    "Columns of plans started for sexual abuse in {label}, one a year, with hidden years as bars "
    "from 0; the table below has the numbers."
)
RATES_ALT = (
    "Line of {measure} per 1,000 children in {label} with lines of England and the region and bars "
    "of the neighbours' range; the table below has the numbers."
)
NOT_ASSESSED = "Assessments by what they record are published from {first}, after {label} ended."
