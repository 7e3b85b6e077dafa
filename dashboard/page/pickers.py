"""Controls that several pages have, the same on each: a council, the line of "very low", the map.

What each is called in the address, and what it offers, is said here and nowhere else.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard import queries
from dashboard.page import controls


def council(
    label: str = "Find a council", *, key: str = "council", redraws: Sequence[str] = ()
) -> str:
    """A council, former ones among them, by its name in addresses; "" where none is chosen."""
    names = {"": "Type or choose a name"} | queries.council_names()
    return controls.choice(label, names, key=key, default="", redraws=redraws)


def threshold(redraws: Sequence[str]) -> float:
    """The line of the class "very low", in plans per 1,000 children."""
    return controls.number(
        "Very low is below (per 1,000 children)",
        key="threshold",
        default=queries.default_threshold(),
        low=0.05,
        high=1.0,
        step=0.05,
        redraws=redraws,
    )


def layer(redraws: Sequence[str]) -> str:
    """Whether councils are drawn as the map or as hexagons."""
    return controls.choice(
        "Shown as",
        {"map": "Map", "hexes": "Hexagons"},
        key="show",
        widget=st.segmented_control,
        redraws=redraws,
    )
