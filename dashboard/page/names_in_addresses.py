"""What a name in an address stands for: a reader's text, in any case and however punctuated.

The fact a newcomer gets wrong: it is a stranger's text, and may be of any kind and length. It is
looked up among what there is, never used.
"""

import re
from collections.abc import Callable, Collection, Mapping


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


def plain(text: str) -> str:
    """A name without capitals and punctuation: "London,-City_of" is london-city-of."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("&", " and ")).strip("-")
