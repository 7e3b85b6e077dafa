"""What a name in an address stands for: a reader's text, in any case and however punctuated.

The fact a newcomer gets wrong: it is a stranger's text, and may be of any kind and length. It is
looked up among what there is, never used.
"""

import re
from collections.abc import Callable, Collection, Mapping

# What the head's links take along to every page (delivery/opening/travel.js), read there or not.
TRAVEL = ("council", "year", "threshold", "estimate", "wales")
# What those who send a link add to it for themselves, and the version it was pinned to.
OF_THE_SENDER = r"data|ref|utm_\w+|mc_\w+|\w*clid"


def meant(text: str, options: Collection[str], also: Mapping[str, str] | None = None) -> str | None:
    """The option that a name in an address stands for, in any case and however punctuated."""
    return meanings(options, also)(text)


def meanings(options: Collection[str], also: Mapping[str, str] | None) -> Callable:
    """`meant`, for many texts: an address may name thirty thousand of one control."""
    names = {plain(name): option for name, option in (also or {}).items()}
    names |= {plain(name): name for name in options if name}

    def of(text: str) -> str | None:
        if not text.strip():
            return "" if "" in options else None
        found = names.get(plain(text))
        return found if found in options else None

    return of


def not_read(given: Collection[str], read: Collection[str]) -> list[str]:
    """The names in an address that a page which reads these makes nothing of."""
    passed_over = {*read, *TRAVEL}
    return [
        name for name in given if name not in passed_over and not re.fullmatch(OF_THE_SENDER, name)
    ]


def plain(text: str) -> str:
    """A name without capitals and punctuation: "London,-City_of" is london-city-of."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("&", " and ")).strip("-")
