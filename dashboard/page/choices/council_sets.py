"""Which councils to compare: the reader's choice, held in the address, as council series.

The fact a newcomer gets wrong: a set is not a list of codes. It is a region, a force, a part of
London, a council's neighbours, or names; which councils that is depends on the year.
"""

from typing import NamedTuple

import pandas as pd

from dashboard import queries
from dashboard.page.choices import controls, pickers
from dashboard.queries import compare as compare_queries

# The page opens with the first, which is empty: a region in which one number of ten is hidden is
# the easiest to subtract, so none is shown that nobody asked for.
GROUPS = {
    "picked": "Councils I pick",
    "neighbours": "A council and its statistical neighbours",
    "region": "A region",
    "police": "A police force area",
    "london": "Inner or Outer London",
}
# Group → the key of its control; a council goes along from page to page and asks for no group.
KEYS = {"picked": "councils", "region": "region", "police": "police", "london": "london"}
LONDON = ("Inner London", "Outer London", "London")


class Chosen(NamedTuple):
    """What the reader chose: slugs of council series, the choice in words, and a region or ""."""

    group: str
    name: str
    slugs: tuple[str, ...]
    region: str


def choose(group: str, everyone: pd.DataFrame) -> Chosen:
    """The control that goes with `group`; `everyone` is of compare_queries.councils_of a year."""
    return {
        "region": by_region,
        "police": by_police_force,
        "neighbours": by_neighbours,
        "london": by_part_of_london,
        "picked": by_name,
    }[group](everyone)


def by_region(everyone: pd.DataFrame) -> Chosen:
    region = pickers.area("Region", "region", everyone["region_name"], key=KEYS["region"])
    slugs = everyone.loc[everyone["region_name"] == region, "slug"]
    return Chosen("region", region, tuple(slugs), region)


def by_police_force(everyone: pd.DataFrame) -> Chosen:
    names = everyone["police_force_name"]
    force = pickers.area("Police force area", "police_force", names, key=KEYS["police"])
    rows = everyone[names == force]
    if not force:
        return Chosen("police", "", (), "")
    return Chosen("police", label_of(force), tuple(rows["slug"]), only_region(rows))


def label_of(force: str) -> str:
    """The police force as readers know it: "City of London"."""
    rows = queries.areas("police_force")
    return rows.loc[rows["area_name"] == force, "label"].item()


def by_part_of_london(everyone: pd.DataFrame) -> Chosen:
    name = pickers.area("Part of London", "region", LONDON, key=KEYS["london"])
    column = "region_name" if name == "London" else "dfe_region_name"
    return Chosen("london", name, tuple(everyone.loc[everyone[column] == name, "slug"]), name)


def by_neighbours(everyone: pd.DataFrame) -> Chosen:
    slug = pickers.council("Council")
    if not slug:
        return Chosen("neighbours", "", (), "")
    area = queries.of_slug(queries.councils(), slug)
    near = compare_queries.neighbours(area.series_code)
    slugs = (slug, *near["slug"])
    return Chosen(
        "neighbours", area.label, slugs, only_region(everyone[everyone["slug"].isin(slugs)])
    )


def by_name(everyone: pd.DataFrame) -> Chosen:
    slugs = controls.choices(
        "Councils",
        queries.council_names(),
        key=KEYS["picked"],
        also=queries.council_other_names(),
        placeholder="Type or choose names",
    )
    return Chosen("picked", "", tuple(slugs), only_region(everyone[everyone["slug"].isin(slugs)]))


def only_region(rows: pd.DataFrame) -> str:
    """The region all of them lie in, or ""."""
    names = rows["region_name"].unique()
    return names[0] if len(names) == 1 else ""
