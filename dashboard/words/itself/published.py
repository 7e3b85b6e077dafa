"""What stands in the published folder: its list, its way to the dashboard, its briefings."""

from datetime import date

from dashboard import words
from dashboard.words.itself.about import months_old

# What the folder holds, as a reader would look for it.
CONTENTS = [
    ("index.html", "The map on its own: it needs no server"),
    ("package.html", "The data package: every table as CSV and Parquet, with its dictionary"),
    ("data/csa.duckdb", "The database itself, for DuckDB"),
    ("SQL.md", "Questions asked in SQL"),
    ("PYTHON.md", "Read it in Python: the reader, csa, and worked examples"),
    ("R.md", "The same examples in R"),
    ("api/v1/index.json", "The JSON API"),
    ("councils/index.html", "A briefing of two pages to print for each council"),
    ("sets/index.html", "The same for partnerships and police force areas of several councils"),
]
NO_SERVER = "This page is made of files and needs no server."
MORE_THERE = "The dashboard has more: {more}."
# What needs a server, and where on the dashboard it is.
ON_THE_DASHBOARD = {
    "councils side by side": "compare",
    "whether one stands out beside chance": "compare",
    "tables filtered as you choose": "data",
}
FORMER = "Councils that no longer exist"

BRIEFING = "{council}: briefing on the identification of child sexual abuse"
ON_THE_MAP = "{label} on the map"
EVERYTHING = "Everything on {label}, on the dashboard"
MORE_FLAGS = "{more} more on the dashboard's page."
SOURCE = "{publisher}: {titles}"
TABLES = "Children in need tables {letters}"
COUNTS = "Plans started for sexual abuse in {label}, by year ending 31 March"
CLASSES = "Class in each year ending 31 March"


def as_at(facts: dict[str, str]) -> str:
    """What the figures reach to and how old they were on the day this was put together."""
    built = date.fromisoformat(facts["built_at"][:10])
    newest = int(facts["newest_plan_year"])
    return (
        f"As at {words.dated(built)}: plans to 31 March {newest}, "
        f"{months_old(newest, built)} months old; assessments to "
        f"{facts['newest_assessment_year']}; data version {facts['data_version']}"
    )
