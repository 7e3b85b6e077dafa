"""The sentences of the Reviews page: what each finding is about stands beside it.

The fact a newcomer gets wrong: these are findings of reviews of cases and of inspections. They are
not shares of England's children, and none is about a council unless its base names one. What is
found stands in the table review_finding; here is only how it is said.
"""

import pandas as pd

from dashboard import words
from dashboard.words.area.questions import THEMES
from dashboard.words.country.trends import EVENT_KINDS

TITLE = "Reviews and inspections"
LEAD = (
    "What reviews of cases, joint inspections and inquiries found, counted and asked for. They "
    "describe the cases that they looked at: not every child, and no council unless it is named."
)
THEME_ID = "theme-{}"
# Name in the address → title, in reading order.
SECTIONS = {
    "who": "Who the children were, and who harmed them",
    **{THEME_ID.format(name): title for name, title in THEMES.items()},
    "inspections": "Joint inspections, and the areas inspected",
    "inquiries": "What inquiries asked for, and what changes",
    "what-happened": "What happened when",
    "review-sources": "Where this is published",
}
# What each theme asks, in a sentence.
OF_THEME = {
    "identify": "Is abuse recognised when a child shows it, or only when a child says it?",
    "assess": "Does the concern about sexual abuse last through enquiries, assessment and plan?",
    "protect": "Is help there when abuse is recognised, and are those who give it helped?",
    "prevent": "Are children safe from people who are known to pose a risk?",
}
COLUMNS = {
    "found": "What was found",
    "criterion": "What inspectors look for",
    "asked": "What was asked for",
}
OF_COLUMN = {
    "found": ("told", "known_risk", "practice", "found", "reason"),
    "criterion": ("criterion",),
    "asked": ("asked_of_partnerships", "asked_of_government"),
}
NOTHING = "Nothing that we hold."
PLACED = (
    "The themes are those of the joint inspections. Which finding stands under which theme is our "
    "placing. Of the inspectors' criteria only those quoted in print are here."
)
ABOUT_SHARES = (
    "Shares are of the cases that were reviewed, which were serious. They are not shares of all "
    "children who are abused, nor of a council's children."
)
GROUPS = {
    "children": "Of the {base}",
    "harmed_by": "Of the {base}",
    "other_harm": "What else those {base} show",
}
REVIEWS = {
    "national_review": "National review",
    "jtai_2016": "Joint inspections, 2016",
    "jtai_2018": "Joint inspections, 2018-19",
    "jtai_2025": "Joint inspections, 2025-26",
    "csa_centre": "CSA Centre",
    "iicsa": "Independent Inquiry into Child Sexual Abuse (IICSA)",
    "jay": "Jay report on Rotherham",
    "casey": "Casey audit of group-based exploitation",
    "reform": "Reforms",
}
REFORMS = "Reforms announced since April 2025"
ABOUT_REFORMS = (
    "Bills are described as they stood in April 2025. Which parts are in force now we have not "
    "been able to check with the publisher, so it is not said."
)
ASKED = {"asked_of_partnerships": "of partnerships", "asked_of_government": "of government"}
AREAS = (
    "Joint targeted area inspections look at one theme in a few areas at a time. Being chosen says "
    "nothing about how well an area does. The list is of letters that we found."
)
ABOUT_EVENTS = "Oldest first. Each date is as exact as it is known, and is a link to its line."
FOUND_BY_INSPECTIONS = "What reviews and joint inspections found, by theme"
EVENTS_THERE = "These events beside what reviews and inspections found"
TO_QUESTIONS = "Questions under this theme, for a council: choose one"
# Of pictures: what a dot and a bar are of.
OF_DOTS = "Each dot is 1% of the reviews"
OF_SHARES = "Bars run from 0 to 100%"


def told_title(told) -> str:
    """The first picture's finding; `told` is a row of review_finding."""
    return f"In {told.as_printed} of {told.base}, the child had told someone"


def told_alt(told) -> str:
    """The first picture for who does not see it."""
    return (
        f"A hundred dots, {told.value:.0f} of them filled: in {told.as_printed} of {told.base} the "
        "child had told someone."
    )


def what_it_read(size) -> str:
    """What the national review read; `size` are its rows of that part."""
    row = {r.finding_id: r for r in size.itertuples()}
    reviews = row["nr_reviews"]
    return (
        f"The national review of {published(reviews)} read {reviews.as_printed} serious case "
        f"reviews of sexual abuse in the family. They are about {row['nr_children'].as_printed} "
        f"children and {row['nr_people_who_harmed'].as_printed} people who had harmed them."
    )


def heard(size) -> str:
    """The same with whom it heard besides, as a list."""
    return "\n".join(f"- {item(r)}" for r in size.itertuples())


def share(finding) -> str:
    """A share with what it is of: "72% of 136 reviews"."""
    return f"{finding.as_printed} of {finding.base}"


def share_in(finding, base: str) -> str:
    """The same under a heading that says `base`: "29%", unless it is of something else."""
    said = share(finding) if finding.base != base else finding.as_printed
    return words.capital(said)


def item(finding) -> str:
    """A finding in a line of a list."""
    if words.is_missing(finding.value):
        return f"{finding.finding}."
    if finding.unit == "per cent":
        return f"{finding.finding}: {share(finding)}."
    return f"{words.capital(finding.as_printed)} {finding.finding}."


def about(finding, is_named: bool = True) -> str:
    """Whose finding it is (unless a heading says so), when, and of what."""
    asked = ASKED.get(finding.part)
    what = f"asked {asked}" if asked else finding.base
    return "; ".join([*([REVIEWS[finding.review]] if is_named else []), published(finding), what])


def published(row) -> str:
    """When it was published: "November 2024", or that it is not known."""
    if words.is_missing(row.published):
        return "date of publication not known here"
    return words.dated(row.published)


def publication(row) -> str:
    """A publication in the page's list, with its date where its own words do not say it."""
    when = published(row)
    return row.source if when in row.source else f"{row.source} ({when})"


def areas_title(areas: int) -> str:
    """What the table of areas is folded under."""
    return f"The {areas} areas inspected, with the days of fieldwork and of the letter"


def fieldwork(row) -> str:
    """The days that inspectors spent in an area; [x] where not established."""
    if pd.isna(row.fieldwork_from):
        return words.SYMBOL_OF_STATUS["not_available"]
    return f"{words.dated(row.fieldwork_from)} to {words.dated(row.fieldwork_to)}"


def letter(row) -> str:
    """The day on which the letter was published; [x] where not established."""
    if pd.isna(row.letter_published):
        return words.SYMBOL_OF_STATUS["not_available"]
    return words.dated(row.letter_published)


def kind(event) -> str:
    """What kind of event it is."""
    return EVENT_KINDS[event.kind]
