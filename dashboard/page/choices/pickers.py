"""Controls that several pages have, the same on each: a council, the line of "very low", the map.

What each is called in the address, and what it offers, is said here and nowhere else.
"""

from collections.abc import Collection, Sequence

import streamlit as st

from dashboard import queries
from dashboard.page.choices import controls, names_in_addresses
from dashboard.words.country import prevalence as prevalence_words


def council(
    label: str = "Find a council", *, key: str = "council", redraws: Sequence[str] = ()
) -> str:
    """A council, former ones among them, by its name in addresses; "" where none is chosen."""
    names = {"": "Type or choose a name"} | queries.council_names()
    also = queries.council_other_names()
    return controls.choice(label, names, key=key, default="", redraws=redraws, also=also)


def council_named(text: str | None) -> str:
    """The council that a name or a code in an address stands for, as `council` reads it; or ""."""
    return (
        names_in_addresses.meant(text or "", queries.council_names(), queries.council_other_names())
        or ""
    )


def area_options(
    level: str, named: Collection[str] | None = None
) -> tuple[dict[str, str], dict[str, str]]:
    """Regions or police forces: name in addresses → label; and what else an address may say → name.

    With `named`, only the areas so printed.
    """
    rows = queries.areas(level)
    if named is not None:
        rows = rows[rows["area_name"].isin(set(named))]
    labels = dict(zip(rows["slug"], rows["label"], strict=True))
    also = {other: row.slug for row in rows.itertuples() for other in row.other_slugs}
    return labels, also


def area(
    label: str, level: str, named: Collection[str], *, key: str, every: str = "", redraws=()
) -> str:
    """One region or police force of those `named`, as its publisher prints it.

    "" for all of them, which is offered where `every` says it in words, and for none, where the
    address names an area that there is not: the first of a list is no answer to that.
    """
    labels, also = area_options(level, named)
    offered = ({"all": every} if every else {}) | labels
    also = {other: slug for other, slug in also.items() if other not in offered}
    asked = controls.asked(key)
    if not every and asked and not names_in_addresses.meant(asked, offered, also):
        offered = {"": "Choose one"} | offered
    return queries.area_name(
        level, controls.choice(label, offered, key=key, also=also, redraws=redraws)
    )


def assumptions(annual) -> tuple[str, str]:
    """Which annual estimate stands beside what is recorded, and the ages for Wales.

    `annual` is of queries.country.prevalence.estimates.
    """
    names = {
        row.estimate.replace("_", "-"): prevalence_words.estimate_label(row)
        for row in annual.itertuples()
    }
    wales = {name.replace("_", "-"): label for name, label in prevalence_words.WALES_AGES.items()}
    first, second = st.columns(2)
    with first:
        estimate = controls.choice("Estimate (annual ones only)", names, key="estimate")
    with second:
        ages = controls.choice(
            "Children in Wales, to find England's share",
            wales,
            key="wales",
            disabled=estimate != "csa-centre-annual",
        )
    return estimate.replace("-", "_"), ages.replace("-", "_")


def threshold(redraws: Sequence[str]) -> float:
    """The line of the class "very low", in plans per 1,000 children."""
    return controls.number(
        "Very low is below (per 1,000 children)",
        key="threshold",
        default=queries.default_threshold(),
        low=queries.LINES[0],
        high=queries.LINES[-1],
        step=queries.LINES[1] - queries.LINES[0],
        redraws=redraws,
    )
