"""The pages: title, address, file and what each is for. Menu, head and previews read it here.

The fact a newcomer gets wrong: the page of an address is found in two places, by Streamlit and by
our own first answer (delivery/opening/first_paint.py); both go by this list.
"""

from typing import NamedTuple

from dashboard.words.itself import pages as said


class Page(NamedTuple):
    """A page of the dashboard. `path` is its address below the dashboard's, "" for the first.

    `elements` are Streamlit's that its first run shows: their scripts are fetched with it.
    """

    title: str
    path: str
    file: str
    description: str
    elements: tuple[str, ...] = ()


PLAIN = ("Html", "BidiComponent")
CONTROLS = (*PLAIN, "Selectbox", "DownloadButton")
CHOICES = (*CONTROLS, "Slider", "PlotlyChart")
TRENDS = (*CONTROLS, "ButtonGroup", "Checkbox", "PlotlyChart")
PAGES = (
    Page("Map", "", "explorer.py", said.MAP, PLAIN),
    Page("Council", "council", "council.py", said.COUNCIL, CHOICES),
    Page("Compare", "compare", "compare.py", said.COMPARE, CHOICES),
    Page("Trends", "trends", "trends.py", said.TRENDS, TRENDS),
    Page(
        "Prevalence",
        "prevalence",
        "prevalence.py",
        said.PREVALENCE,
        (*CONTROLS, "Slider", "ButtonGroup"),
    ),
    Page("Reviews", "reviews", "reviews.py", said.REVIEWS, PLAIN),
    Page("Data", "data", "data.py", said.DATA, (*CONTROLS, "Radio", "Multiselect")),
    Page("About", "about", "about.py", said.ABOUT, PLAIN),
)


def addresses(home: str = ".") -> dict[str, str]:
    """Title → address, for the head of a page."""
    return {page.title: page.path or home for page in PAGES}
