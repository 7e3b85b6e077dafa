"""A page as it is shown until Streamlit has started: its first words and its map, not yet of use.

The fact a newcomer gets wrong: this is no second map. The same script draws it from the same files
that the page's own map uses a moment later, in the same place, and then it is taken away. What it
says is the block of HTML that the page itself shows. Only the room for the controls is guessed.
"""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from streamlit import config

import council_map
import markup
import parts
import theme

HERE = Path(__file__).parent
SCRIPT = council_map.File.of(
    (council_map.FETCHED + (HERE / "look.js").read_text()).encode(), "js"
)
STYLE = (HERE / "look.css").read_text()


# The gap that a live region leaves above the words it speaks from (see announcer.py).
GAP = '<div style="height:1rem"></div>'


class Room(NamedTuple):
    """Heights in pixels that a page's controls take, beside each other and one above the other."""

    wide: int
    narrow: int


class Look(NamedTuple):
    """A page down to its map, as it is for who has chosen nothing.

    `above` is what stands between the lead and the map, in order: HTML, or room for controls.
    `drawing` is of `council_map.drawing`; `share` is the map's part of the width, and `beside` the
    HTML in the rest.
    """

    title: str
    lead: str
    above: Sequence[str | Room]
    drawing: dict
    share: float
    beside: str


def head(look: Look) -> str:
    """What goes into the head of index.html."""
    script = f'<script defer fetchpriority="high" src="{council_map.address(SCRIPT)}"></script>'
    return f"{script}<style>{STYLE}{_colours()}</style>{parts.STYLE}"


def body(look: Look) -> str:
    """What goes before the root of the page."""
    drawing = escape(json.dumps(look.drawing, ensure_ascii=False))
    above = "".join(
        f'<div class="room" style="--wide:{part.wide}px;--narrow:{part.narrow}px"><p>'
        f"{escape(look.drawing['title'])}. The controls are loading.</p></div>"
        if isinstance(part, Room) else f"<div>{part}</div>"
        for part in look.above
    )  # fmt: skip
    unfocused = 'tabindex="-1"'
    return (
        f'<div id="first-look" aria-hidden="true" tabindex="-1">{parts.page_head(unfocused)}'
        f'<div inert><p class="title">{escape(look.title)}</p>'
        f'<div class="lead">{markup.prose(look.lead)}</div>{above}'
        f'<div class="columns" style="--share:{100 * look.share:g}%">'
        f'<div class="map" data-drawing="{drawing}">'
        f"<template><style>{council_map.RESERVE}</style>{council_map.SKELETON}</template></div>"
        f"<div>{look.beside}</div></div></div></div>"
    )


def _colours() -> str:
    """The toolkit's colours of both schemes, by the names that the map knows them by."""
    names = ("backgroundColor", "secondaryBackgroundColor", "textColor", "primaryColor")
    return "".join(
        f'#first-look[data-scheme="{scheme}"]{{color-scheme:{scheme};--st-font:{theme.FONT};'
        + "".join(
            f"--st-{''.join('-' + c.lower() if c.isupper() else c for c in name)}:"
            f"{config.get_option(f'theme.{scheme}.{name}')};"
            for name in names
        )
        + "}"
        for scheme in theme.SCHEMES
    )
