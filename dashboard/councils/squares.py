"""The three squares: of each 1,000 children, how many are estimated to be abused, and recorded.

The fact a newcomer gets wrong: areas are to scale, not sides, and within one picture only. A
suppressed number is dashed, at the largest it can be; a missing one is an empty outline with its
word; a printed 0 is a line. The explorer's panel draws the same parts in the browser
(explorer/page/squares.js), with the sides that are worked out here and nowhere else.
"""

import math
from collections.abc import Callable
from html import escape
from typing import NamedTuple

from dashboard import theme
from dashboard.queries import explorer as explorer_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.words import explorer as explorer_words
from dashboard.words import squares as squares_words
from dashboard.words.area import sets as sets_words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording

LARGEST = 78  # pixels, the side of the largest
OUTLINE = 22  # of a number that has no size
SMALLEST = 1.5  # of what can be seen of a number above nothing


class Beside(NamedTuple):
    """The estimate beside what an area recorded: its parts, and the words that go with them.

    `parts` are name, said, value, status and side, the estimate first; `spoken` says the same to a
    listener; `sentence` is of the area's own children, and `caveat` always stands with it.
    """

    parts: list[dict]
    caption: str
    spoken: str
    sentence: str
    caveat: str


def sized(parts: list[dict]) -> list[dict]:
    """`parts` of words.squares.squares, each with the side of its square; 0 for a printed 0."""
    most = max(part["value"] or 0 for part in parts)
    return [part | {"side": _side(part["value"], most)} for part in parts]


def _side(value: float | None, most: float) -> float:
    if value is None:
        return OUTLINE
    return round(max(LARGEST * math.sqrt(value / most), SMALLEST), 2) if value else 0


def of_council(series_code: str, label: str, year: int) -> Beside | None:
    """A council's squares at the usual assumptions; None where it has no row in the year."""
    row = explorer_queries.beside_estimate(year).get(series_code)
    if not row:
        return None
    row = explorer_words.Row(row)
    return _beside(row, label, explorer_words.beside(row), explorer_words.CAVEAT_OF_AREA)


def of_set(series: tuple[str, ...], label: str, year: int) -> Beside | None:
    """Several councils' squares; a range is dashed, at its most. None for a year without them."""
    rows = sets_queries.years(series)
    rows = rows[rows["year_ending"] == year]
    if rows.empty:
        return None
    row, estimate = rows.iloc[0], sets_queries.estimate(series, year)
    parts = sized(sets_words.squares(row, estimate))
    caption = explorer_words.PER_1000.format(year=year)
    spoken = f"Of each 1,000 children in {label}, {squares_words.spoken(parts)}"
    sentence = sets_words.beside(row, estimate)
    return Beside(parts, caption, spoken, sentence, explorer_words.CAVEAT_OF_AREA)


def of_england(year: int) -> Beside:
    """England's, whose sentence is of how many are estimated for each that is recorded."""
    row = prevalence_queries.national(year, explorer_queries.ESTIMATE, explorer_queries.WALES_AGES)
    short = england_queries.under_recorded("sexual_abuse")
    doubt = recording.said(short[short["year_ending"] == year])
    sentence = f"{prevalence_words.gap(row)} {doubt}".strip()
    return _beside(row, "England", sentence, explorer_words.ESTIMATE)


def _beside(row, label: str, sentence: str, caveat: str) -> Beside:
    parts = sized(squares_words.squares(row))
    caption = explorer_words.PER_1000.format(year=int(row.year_ending))
    spoken = f"Of each 1,000 children in {label}, {squares_words.spoken(parts)}"
    return Beside(parts, caption, spoken, sentence, caveat)


# For a page that shows them: its own style sheet may say other colours of the same classes.
STYLE = (
    ".three-squares{margin:0}.three-squares figcaption{font-weight:600;margin-bottom:.3rem}"
    ".three-squares ul{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;list-style:none;margin:0;"
    "padding:0}.three-squares li{max-width:11rem;margin:0}"
    ".three-squares li :is(svg,strong,span){display:block}"
    ".three-squares strong{font-size:1.25rem}.three-squares span{font-size:.875rem;line-height:1.3}"
    ".three-squares p{margin:.4rem 0 0}.three-squares .spoken{position:absolute;width:1px;"
    "height:1px;overflow:hidden;clip-path:inset(50%)}"
)


def html(beside: Beside, shown: Callable[[str], str] = str, scheme: str = "light") -> str:
    """The squares with their caption, sentence and caveat, as a figure; its numbers are text.

    A listener hears `spoken` in place of the list, where a number and its name stand apart.
    `shown` makes of a drawing what the page can hold, where that is no SVG.
    """
    listed = "".join(
        f"<li>{shown(svg(part, scheme, first=not number))}<strong>{escape(part['said'])}</strong>"
        f"<span>{escape(part['name'])}</span></li>"
        for number, part in enumerate(beside.parts)
    )
    return (
        f'<figure class="three-squares"><figcaption>{escape(beside.caption)}</figcaption>'
        f'<p class="spoken">{escape(beside.spoken)}</p><ul aria-hidden="true">{listed}</ul>'
        f"<p>{escape(beside.sentence)}</p>"
        f'<p class="small">{escape(beside.caveat)}</p></figure>'
    )


def svg(part: dict, scheme: str = "light", first: bool = False) -> str:
    """One square. Decorative: what it stands for is said beside it."""
    side, ink = part["side"], theme.PRIMARY[scheme]
    edge = theme.CLASS_STYLES["not_available"].paint(scheme).line
    height, width = LARGEST + 2, max(side, 14) + 2
    if not side:
        drawn = f'<path class="nought" d="M0 {LARGEST + 1}h14" stroke="{ink}" stroke-width="3"/>'
    else:
        look = {
            "estimate": f'fill="{theme.SEQUENTIAL[0].paint(scheme).fill}" stroke="{ink}"',
            "known": f'fill="{ink}"',
            "hidden": f'fill="none" stroke="{ink}" stroke-width="1.5" stroke-dasharray="3 2"',
            "missing": f'fill="none" stroke="{edge}" stroke-width="1.5"',
        }["estimate" if first else part["status"]]
        drawn = (
            f'<rect class="{part["status"]}" x="1" y="{LARGEST + 1 - side:g}" width="{side:g}" '
            f'height="{side:g}" {look}/>'
        )
    return (
        f'<svg width="{width:g}" height="{height}" aria-hidden="true" focusable="false">'
        f"{drawn}</svg>"
    )
