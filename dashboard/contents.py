"""The pages: title, address, file and what each is for. Menu, head and previews read it here.

The fact a newcomer gets wrong: the page of an address is found in two places, by Streamlit and by
our own first answer (delivery/first_paint.py); both go by this list.
"""

from typing import NamedTuple


class Page(NamedTuple):
    """A page of the dashboard. `path` is its address below the dashboard's, "" for the first."""

    title: str
    path: str
    file: str
    description: str


PAGES = (
    Page(
        "Map",
        "",
        "explorer.py",
        "A map of what each council in England records about child sexual abuse, year by year, "
        "beside an estimate of how many children are abused.",
    ),
    Page(
        "Council",
        "council",
        "council.py",
        "Everything these figures say about one council: its plans, assessments, neighbours and "
        "questions to ask.",
    ),
    Page(
        "Compare",
        "compare",
        "compare.py",
        "Councils set beside each other and beside their statistical neighbours, with the limits "
        "of chance.",
    ),
    Page(
        "Trends",
        "trends",
        "trends.py",
        "How often child sexual abuse has been recorded in England and its regions since 2010.",
    ),
    Page(
        "Prevalence",
        "prevalence",
        "prevalence.py",
        "How many children are estimated to be sexually abused in a year, beside how many are "
        "recorded.",
    ),
    Page(
        "Reviews",
        "reviews",
        "reviews.py",
        "What reviews of cases, joint inspections and inquiries into child sexual abuse found, "
        "counted and asked for, each with its source and date.",
    ),
    Page(
        "Data",
        "data",
        "data.py",
        "Every figure of this site to filter and download, with its source, status and caveats.",
    ),
    Page(
        "About",
        "about",
        "about.py",
        "What these figures are, where they come from, what they cannot say, and how to cite them.",
    ),
)


def addresses(home: str = ".") -> dict[str, str]:
    """Title → address, for the head of a page."""
    return {page.title: page.path or home for page in PAGES}
