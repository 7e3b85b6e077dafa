"""The pages: title, address, file and what each is for. Menu, head and previews read it here.

The fact a newcomer gets wrong: the page of an address is found in two places, by Streamlit and by
our own first answer (delivery/first_paint.py); both go by this list.
"""

from typing import NamedTuple

from dashboard.words import pages as said


class Page(NamedTuple):
    """A page of the dashboard. `path` is its address below the dashboard's, "" for the first."""

    title: str
    path: str
    file: str
    description: str


PAGES = (
    Page("Map", "", "explorer.py", said.MAP),
    Page("Council", "council", "council.py", said.COUNCIL),
    Page("Compare", "compare", "compare.py", said.COMPARE),
    Page("Trends", "trends", "trends.py", said.TRENDS),
    Page("Prevalence", "prevalence", "prevalence.py", said.PREVALENCE),
    Page("Reviews", "reviews", "reviews.py", said.REVIEWS),
    Page("Data", "data", "data.py", said.DATA),
    Page("About", "about", "about.py", said.ABOUT),
)


def addresses(home: str = ".") -> dict[str, str]:
    """Title → address, for the head of a page."""
    return {page.title: page.path or home for page in PAGES}
