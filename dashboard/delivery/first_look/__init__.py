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

from dashboard import served, theme
from dashboard.councils import council_map
from dashboard.page import markup, parts

HERE = Path(__file__).parent
SCRIPT = served.File.of((council_map.FETCHED + (HERE / "look.js").read_text()).encode(), "js")
STYLE = (HERE / "look.css").read_text()
# What does not answer yet is not shown: the map's buttons, its year, and how to use it.
NOT_YET = ".bar,.help{visibility:hidden}"
NO_SCRIPT = (
    "<noscript><style>#first-look { display: block !important; } #first-look .room, "
    "#first-look .columns { display: none !important; }</style><p>The map and the controls need "
    "JavaScript. The figures of each council can be read without: "
    '<a href="site/councils/index.html">briefings</a>.</p></noscript>'
)
# The gap that a live region leaves above the words it speaks from (see announcer.py).
GAP = '<div style="height:1rem"></div>'


class Room(NamedTuple):
    """Heights in pixels that a page's controls take, beside each other and one above the other."""

    wide: int
    narrow: int


class Look(NamedTuple):
    """A page down to its map, as it is for who has chosen nothing.

    `named` says what the map shows, and of which year. `above` is what stands between the lead and
    the map, in order: room for controls first, then HTML or more room. `drawing` is of
    `council_map.drawing`, `share` the map's part of the width, and `beside` the HTML in the rest.
    """

    title: str
    lead: str
    named: str
    above: Sequence[str | Room]
    drawing: dict
    share: float
    beside: str


def head(look: Look) -> str:
    """What goes into the head of index.html."""
    script = f'<script defer fetchpriority="high" src="{served.address(SCRIPT)}"></script>'
    return f"{script}<style>{STYLE}{_colours()}</style>{parts.STYLE}"


def body(look: Look) -> str:
    """What goes before the root of the page."""
    drawing = escape(json.dumps(look.drawing, ensure_ascii=False))
    said = f'<p>{escape(look.named)}. <span class="coming">The controls are loading.</span></p>'
    above = "".join(
        f'<div class="room" style="--wide:{part.wide}px;--narrow:{part.narrow}px">'
        f"{said if part is look.above[0] else ''}</div>"
        if isinstance(part, Room)
        else f"<div>{part}</div>"
        for part in look.above
    )
    return (
        f'<div id="first-look">{parts.page_head()}{NO_SCRIPT}'
        f'<div class="page" inert><p class="title">{escape(look.title)}</p>'
        f'<div class="lead">{markup.prose(look.lead)}</div>{above}'
        f'<div class="columns" style="--share:{100 * look.share:g}%">'
        f'<div><div class="map" inert data-drawing="{drawing}">'
        f"<template><style>{council_map.RESERVE}{NOT_YET}</style>{council_map.SKELETON}</template>"
        f"</div>{markup.small(look.drawing['source'])}</div>"
        f"<div>{look.beside}</div></div></div></div>"
    )


def _colours() -> str:
    """The toolkit's colours of both schemes, by the names that the map knows them by."""
    names = ("backgroundColor", "secondaryBackgroundColor", "textColor", "primaryColor")
    rules = ""
    for scheme, where in (("light", ""), ("dark", "[data-scheme=dark]")):
        rules += f"#first-look{where}{{color-scheme:{scheme};--st-font:{theme.FONT};"
        for name in names:
            spelled = "".join("-" + c.lower() if c.isupper() else c for c in name)
            rules += f"--st-{spelled}:{config.get_option(f'theme.{scheme}.{name}')};"
        rules += "}"
    return rules
