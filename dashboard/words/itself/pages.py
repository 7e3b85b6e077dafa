"""What each page is for, and what stands in its place where it cannot be shown.

The fact a newcomer gets wrong: the descriptions are read before a page is opened, in previews of
links and in lists of what a search found; so each says what is on the page and not how to use it.
"""

MAP = (
    "A map of what each council in England records about child sexual abuse, year by year, "
    "beside an estimate of how many children are abused."
)
COUNCIL = (
    "Everything these figures say about one council: its plans, assessments, neighbours and "
    "questions to ask."
)
COMPARE = (
    "Councils set beside each other and beside their statistical neighbours, with the limits "
    "of chance."
)
TRENDS = (
    "How often child sexual abuse is recorded in England and its regions, year by year, beside "
    "what is estimated."
)
PREVALENCE = (
    "How many children are estimated to be sexually abused in a year, beside how many are recorded."
)
REVIEWS = (
    "What reviews of cases, joint inspections and inquiries into child sexual abuse found, "
    "counted and asked for, each with its source and date."
)
DATA = "Every figure of this site to filter and download, with its source, status and caveats."
ABOUT = "What these figures are, where they come from, what they cannot say, and how to cite them."

NO_FIGURES = "The figures are not here yet"
BUILD_THEM = (
    "This dashboard reads its figures from one file, which is not there, cannot be read, or "
    "was built by another version of this project. Whoever runs it: run `make build` (or "
    "`python -m etl build`); then reload this page."
)
SORRY = (
    "**Sorry: this part of the page could not be shown.** The fault is here, not in what you "
    "did. Reload the page, or start again from the [map](./). If it happens again, "
    "report it with the reference **{reference}**."
)
# Without JavaScript, or out of reach of the server.
NEEDS = "This page needs JavaScript and a connection to its server. These need less:"
# What of these figures needs neither; the map needs JavaScript.
NEED_LESS = {
    "councils/index.html": "A briefing for each council, as a plain page and a PDF",
    "index.html": "The map and every council on it, without this server",
    "package.html": "Every figure as tables to download",
}
MAP_NEEDS = "The map needs JavaScript. Without it:"
BRIEFINGS = "A briefing for each council"
TABLES = "Every figure as a table to download"
INSTEAD = "The Data page has the same figures."
INSTEAD_OF_FILES = "Every figure is in the data package as well."

CITE = "Cite this page, or keep a link to this version of the figures"
