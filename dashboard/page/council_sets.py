"""Which councils to compare: the reader's choice, held in the address, as council series.

The fact a newcomer gets wrong: a set is not a list of codes. It is a region, a force, a part of
London, a council's neighbours, or names; which councils that is depends on the year.
"""

import re
from typing import NamedTuple

import pandas as pd

from dashboard import queries
from dashboard.page import controls, pickers
from dashboard.queries import compare as compare_queries

GROUPS = {
    "region": "A region",
    "police": "A police force area",
    "neighbours": "A council and its statistical neighbours",
    "london": "Inner or Outer London",
    "picked": "Councils I pick",
}
LONDON = {"inner": "Inner London", "outer": "Outer London", "all": "London"}


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


def address(name: str) -> str:
    """A name as it stands in an address: "Devon & Cornwall" is devon-and-cornwall."""
    return re.sub(r"[^a-z]+", "-", plain(name).lower().replace("&", "and")).strip("-")


def plain(name: str) -> str:
    """ "City of London" for DfE's "London, City of"."""
    first, comma, rest = name.partition(", ")
    return f"{rest} {first}" if comma else first


def by_region(everyone: pd.DataFrame) -> Chosen:
    regions = {address(name): name for name in sorted(everyone["region_name"].unique())}
    region = regions[controls.choice("Region", regions, key="region")]
    slugs = everyone.loc[everyone["region_name"] == region, "slug"]
    return Chosen("region", region, tuple(slugs), region)


def by_police_force(everyone: pd.DataFrame) -> Chosen:
    forces = {address(name): name for name in sorted(everyone["police_force_name"].unique())}
    labels = {slug: plain(name) for slug, name in forces.items()}
    slug = controls.choice("Police force area", labels, key="police")
    rows = everyone[everyone["police_force_name"] == forces[slug]]
    return Chosen("police", labels[slug], tuple(rows["slug"]), only_region(rows))


def by_part_of_london(everyone: pd.DataFrame) -> Chosen:
    name = LONDON[controls.choice("Part of London", LONDON, key="london")]
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
        "Councils", queries.council_names(), key="councils", placeholder="Type or choose names"
    )
    return Chosen("picked", "", tuple(slugs), only_region(everyone[everyone["slug"].isin(slugs)]))


def only_region(rows: pd.DataFrame) -> str:
    """The region all of them lie in, or ""."""
    names = rows["region_name"].unique()
    return names[0] if len(names) == 1 else ""
