"""What the explorer says: the finding of each view, the estimate beside it, and its fixed words.

The fact a newcomer gets wrong: {few}, {all}, {low} and {high} are filled in by the browser, which
counts the councils that pass the reader's filters. Every other number is put in here.
"""

from typing import Any

from dashboard import words
from dashboard.words import chance
from dashboard.words import map as map_words
from dashboard.words.area import council
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording

CLASS_FINDING = (
    "{few} of {all} councils{where} put no child, a hidden number or very few on a plan for "
    "sexual abuse"
)
# Where the reader moved the line, what "very few" is now.
MOVED_LINE = "very few (below {line:g} per 1,000)"
CLASS_RANGE = "{low} to {high} allowing for hidden numbers"
# The same where both ends are one number.
CLASS_CERTAIN = "{low}, whatever the hidden numbers are"


def class_finding(line: float, usual: float) -> str:
    """CLASS_FINDING, which says the line of "very low" where the reader has moved it."""
    if line == usual:
        return CLASS_FINDING
    return CLASS_FINDING.replace("very few", MOVED_LINE.format(line=line))


def class_numbers(headline) -> dict:
    """What CLASS_FINDING and CLASS_RANGE are filled with; `headline` is of queries.headline."""
    return {
        "few": headline.none_or_few_published,
        "all": headline.councils_with_a_figure,
        "low": headline.certainly_below,
        "high": headline.possibly_below,
        "where": "",
    }


CLASS_KEY = "Councils by plans begun for sexual abuse"
DESCRIPTION = (
    "A map of what each council in England records about child sexual abuse, year by year, beside "
    "an estimate of how many children are abused. Low identification is not low prevalence."
)
INDEPENDENT = "independent analysis"
# On the first screen once the newest plans are old; the reader's own day decides.
AGE = "newest plans for sexual abuse {months} months old"
REACH = "Councils' plans by category reach {plans} ({why}); all plans reach {all}."
PICTURE_SOURCE = (
    "Source: Department for Education, Children in need, and ONS populations published with it "
    "(Open Government Licence v3.0)."
)
PICTURE_OF = "Child protection plans begun for sexual abuse, {year}"
PICTURE_ALT = (
    "A map of England’s councils by what they record of child sexual abuse, with its key, source "
    "and caveat"
)
COUNCIL_PICTURE_ALT = (
    "{council}: its class in each year, and the estimate beside what it recorded of each 1,000 "
    "children, with source and caveat"
)
CHANGE_LABEL = "Change between two years"
CHANGE_FINDING = (
    "Between {from} and {year}, {entered} councils entered “none, suppressed or very low”, {left} "
    "left and {stayed} stayed"
)
CHANGE_IS_OF_CLASS = (
    "to enter is not always to fall, nor to leave to rise: a hidden number may be large"
)
CHANGE = {
    "range": CHANGE_IS_OF_CLASS,
    "certain": CHANGE_IS_OF_CLASS,
    "finding": CHANGE_FINDING,
    "quote": "Between the years ending March {from} and {year}, {entered} councils entered “none, "
    "suppressed or very low (below {line} per 1,000 children)”, {left} left and {stayed} stayed, "
    "by child protection plans begun for sexual abuse. A council at or above the line whose number "
    "became hidden counts as having entered, though the number may be larger than before.",
    "keyTitle": "None, suppressed or very low",
    "yearWords": "year ending March {year} beside {from}",
    "entries": [
        ("entered", "Entered: is now none, suppressed or very low", "Entered"),
        ("left", "Left: was none, suppressed or very low", "Left"),
        ("stayed", "Stayed none, suppressed or very low", "Stayed"),
        ("neither", "At or above the line in both years", "In neither year"),
        ("not_comparable", "No figure in one of the years", "Cannot be compared"),
    ],
}
# What a measure's value is of, above its key.
KEY_TITLES = {
    "plan-rate": "Plans begun per 1,000 children",
    "plans": "Plans begun",
    "assessments": "Assessments per 1,000 children",
    "exploitation": "Assessments per 1,000 children",
    "plans-per-100-assessments": "Plans per 100 assessments",
    "plans-at-31-march": "Plans at 31 March",
    "plans-at-31-march-rate": "Plans at 31 March per 1,000 children",
    "share": "Share of all plans begun",
    "police-recorded": "Offences per 1,000, by force",
    "plans-beside-estimate": "Plans begun per 1,000 children estimated to be abused in a year",
    "assessments-beside-estimate": "Assessments per 1,000 children estimated to be abused in a "
    "year",
}
FINDINGS = {
    "police-recorded": "In England the police recorded {v} sexual offences with a child named in "
    "law for every 1,000 children",
    "plan-rate": "In England {v} child protection plans began for sexual abuse for every 1,000 "
    "children",
    "plans": "{v} child protection plans began for sexual abuse in England",
    "assessments": "In England {v} assessments recorded sexual abuse for every 1,000 children",
    "exploitation": "In England {v} assessments recorded child sexual exploitation for every 1,000 "
    "children",
    "plans-per-100-assessments": "In England {v} plans began for sexual abuse for every 100 "
    "assessments that recorded it",
    "plans-at-31-march": "{v} child protection plans for sexual abuse were in force in England on "
    "31 March {year}",
    "plans-at-31-march-rate": "In England {v} plans for sexual abuse were in force for every 1,000 "
    "children on 31 March {year}",
    "share": "{v}% of the child protection plans that began in England were for sexual abuse",
    "plans-beside-estimate": "For every 1,000 children estimated to be sexually abused in a year, "
    "{v} child protection plans for it began in England",
    "assessments-beside-estimate": "For every 1,000 children estimated to be sexually abused in a "
    "year, {v} assessments in England recorded it",
}
CAVEAT_OF_AREA = (
    "Nobody has measured an area. The estimate is one average for England and Wales (CSA Centre), "
    f"{prevalence_words.RESTS_ON} {prevalence_words.ROUNDED}"
)
ESTIMATE = (
    "The estimate is one number for England and Wales (CSA Centre), the same beside every year; "
    f"per 1,000 it moves with the population. It is {prevalence_words.RESTS_ON} "
    f"{prevalence_words.ROUNDED}"
)
HINT = (
    "Choose a council: on the map, with the arrow keys and Enter, or by name. Press a class in the "
    "key to see only its councils."
)
# Of a council with figures of several years, and of one year.
ELSEWHERE = [
    "{council} is not among the councils of {year}. Its figures of plans are for "
    f"{words.years_held('{first}', last)}."
    for last in ("{last}", "{first}")
]
PINNED = (
    "Opened after the figures have changed, it says so and lists what moved for its council on the "
    "council's own page."
)
OTHER_VERSION = (
    "This link was made with another version of the figures: what you see may differ from what it "
    "showed."
)
PER_1000 = "Of each 1,000 children, year ending March {year}"
YEARS_SHORT = "Councils in each class, year by year"
STRIP = "Plans begun for sexual abuse, class by year"
YEARS_ALT = "A column a year of the councils in each class; the table below has the numbers."


def finding(name: str, measure: map_words.Measure, row) -> str:
    """What the map of a measure shows of England in a year; `row` is of queries.map.england."""
    year = int(row.year_ending)
    if row.status != "published":
        return f"There is no figure of this measure for England in {year}"
    form = words.count if not measure.base else lambda v: map_words.value(measure, v)
    usual = f"{measure.label}: {{v}}{measure.unit} in England"
    return FINDINGS.get(name, usual).format(v=form(row.value), year=year)


def reach(facts: dict[str, str]) -> str:
    """Which year plans by category reach, and why all plans reach another; empty where both do."""
    plans, of_all = facts["newest_plan_year"], facts["newest_all_plans_year"]
    if plans >= of_all:
        return ""
    return REACH.format(plans=plans, all=of_all, why=council.NOT_HELD)


def england_is_very_low(threshold: float) -> str:
    """What England's own rate is, where it is below the line."""
    return f"That is below {threshold:g}: by this measure England taken as a whole is “very low”."


def range_words(row) -> str:
    """The councils certainly and possibly below the line, in figures; `row` is of headline_at."""
    return words.value_range(row.certainly_below, row.possibly_below)


def modelled(row, threshold: float) -> str:
    """The model's number inside the range; `row` is of queries.headline. Empty where none is."""
    said = chance.modelled(row)
    if not said:
        return ""
    return f"Below {threshold:g} are {range_words(row)} councils, as far as printed rows go. {said}"


def years_title() -> str:
    return "How many councils record none, few, or a number that is hidden?"


def years_say(headlines) -> str:
    """Of headline_at(the usual line): its first and last year beside each other."""
    first, last = headlines.iloc[0], headlines.iloc[-1]
    return (
        f"In {last.year_ending}, {last.none_or_few_published} of {last.councils_with_a_figure} "
        "councils recorded none, a suppressed number or a very low one; in "
        f"{first.year_ending} it was {first.none_or_few_published} of "
        f"{first.councils_with_a_figure}."
    )


def beside(row) -> str:
    """An area's estimate beside what it recorded, in a sentence; `row` is of beside_estimate."""
    many = prevalence_words.about(row.children_at_average)
    return (
        f"If this area is like England and Wales as a whole, about {many} of its "
        f"{words.count(row.children)} children in {int(row.year_ending)} are estimated to be "
        "sexually abused in a year. "
        f"{recorded(row, _plans(row), _assessments(row))}"
    )


def recorded(row, plans: str, assessments: str) -> str:
    """What was recorded in the row's year, which the map beside it may not show."""
    return f"In the {words.year_ending(int(row.year_ending))}, {plans}; {assessments}."


def _assessments(row) -> str:
    if row.csa_assessments_status == "published":
        if row.csa_assessments == 0:
            return "no assessment recorded it"
        return f"assessments recorded it {words.how_often(row.csa_assessments)}"
    if row.csa_assessments_status in words.HIDDEN:
        return "how often assessments recorded it is hidden"
    if recording.is_before(row.year_ending):
        return recording.not_published()
    return f"there is {_none(row.csa_assessments_status)} of assessments that recorded it"


def _none(status: str) -> str:
    """ "no figure" or "no reliable figure"."""
    return words.STATUS_WORDS[status].replace("not applicable", "no figure")


def _plans(row) -> str:
    if row.sexual_plans_status == "published":
        return (
            "no plan began for it"
            if row.sexual_plans == 0
            else f"{words.plans(row.sexual_plans)} began for it"
        )
    if row.sexual_plans_status in words.HIDDEN:
        between = words.value_range(row.sexual_plans_min, row.sexual_plans_max)
        return f"the number of plans is hidden, anything from {between}"
    return f"there is {_none(row.sexual_plans_status)} of plans"


class Row(dict):
    """A row read as words read one: by attribute or by name. Quicker than a Series."""

    def __getattr__(self, name: str) -> Any:
        return self[name]
