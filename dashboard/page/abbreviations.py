"""Abbreviations explained where HTML first uses them, by the browser's own `abbr`.

The fact a newcomer gets wrong: a page is made of blocks that are kept and come and go, so no block
knows what stands above it. Each explains its own first use.
"""

import re
from html import escape

from dashboard import database
from dashboard.words import abbreviations

# Left as they are: tags and what they hold besides words, and what a reader copies.
_KEPT = re.compile(
    r'(<(?:style|script|abbr|svg)\b.*?</(?:style|script|abbr|svg)>|<div class="to-copy">.*?</div>'
    r"|<[^>]*>)",
    re.S,
)


def explained(html: str) -> str:
    """The HTML with words for the first use of each abbreviation that its text does not explain.

    "Department for Education (DfE)" explains itself. An unbuilt database explains nothing.
    """
    known, pattern = database.kept(("abbreviations",), _known)
    seen: set[str] = set()

    def explain(found: re.Match) -> str:
        name = found[0]
        if name in seen:
            return name
        seen.add(name)
        alone = found.string[found.start() - 1 : found.end() + 1] == f"({name})"
        if alone and known[name].lower() in html.lower():
            return name
        return f'<abbr title="{escape(known[name])}">{name}</abbr>'

    parts = _KEPT.split(html)
    parts[::2] = [pattern.sub(explain, text) for text in parts[::2]]
    return "".join(parts)


def _known() -> tuple[dict[str, str], re.Pattern]:
    known = abbreviations.meanings()
    return known, re.compile(abbreviations.pattern(known))
