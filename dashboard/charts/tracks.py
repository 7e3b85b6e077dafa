"""Numbers as marks on lines from 0, a line a row, in HTML: neighbours, ratios, shares, limits.

The fact a newcomer gets wrong: a hidden number has no mark of its own, only the dashed stretch that
it can lie in, and no point of it is likelier than another. The figures stand in words at the end of
each line, so the drawing itself is decoration to a listener.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dashboard import words
from dashboard.page import markup


class Mark(NamedTuple):
    """A mark of `kind`: dot, tick, edge, hidden, limits, band or middle; from `low` to `high`."""

    kind: str
    low: float
    high: float | None = None


class Row(NamedTuple):
    """A line: `name` (text, or a link made by markup.link), its marks, and its figure in words.

    `before` is HTML between name and line; `top` is the line's end where it has one of its own.
    """

    name: str
    marks: Sequence[Mark]
    said: str
    is_own: bool = False
    before: str = ""
    top: float | None = None


def mark(kind: str, low, high=None) -> list[Mark]:
    """One mark in a list; none where a number is missing, which is never drawn as 0."""
    if words.is_missing(low) or (high is not None and words.is_missing(high)):
        return []
    return [Mark(kind, float(low), None if high is None else float(high))]


def figure(kind: str, value, low, high, status: str) -> list[Mark]:
    """A printed number as a mark of `kind`; a hidden one as what it can be; else nothing."""
    if status == "published":
        return mark(kind, value)
    return mark("hidden", low, high) if status in words.HIDDEN else []


def between(low, high) -> list[Mark]:
    """A total as a dot where it is one number, or else as the stretch that it can lie in."""
    return mark("dot", low) if low == high else mark("hidden", low, high)


def html(rows: Sequence[Row], key: Sequence[tuple[str, str]], unit: str, name: str) -> str:
    """The lines as a list called `name`, under a key of (kind of mark, words).

    `unit` says what the lines measure; it is put after the largest value where all share one.
    """
    top = max((end(row.marks) for row in rows if row.top is None), default=0) or 1
    shown = "".join(
        f'<li><i class="mark {kind}"></i><span>{escape(said)}</span></li>' for kind, said in key
    )
    scale = f"Lines run from 0 to {words.rate(top)} {unit}" if _is_shared(rows) else unit
    return (
        f'<ul class="tracks" aria-label="{escape(name)}">'
        f"{''.join(_row(row, row.top or top) for row in rows)}</ul>"
        f'<ul class="tracks-key" aria-label="Key">{shown}<li>{escape(scale)}.</li></ul>'
    )


def end(marks: Sequence[Mark]) -> float:
    """The largest number marked; 0 for none."""
    return max((m.low if m.high is None else m.high for m in marks), default=0.0)


def _is_shared(rows: Sequence[Row]) -> bool:
    return any(row.top is None for row in rows)


def _row(row: Row, top: float) -> str:
    name = row.name if isinstance(row.name, markup.Markup) else escape(row.name)
    drawn = "".join(_mark(m, top) for m in row.marks)
    own = ' class="own"' if row.is_own else ""
    return (
        f'<li{own}><span class="who">{name}</span>{row.before}'
        f'<span class="line" aria-hidden="true">{drawn}</span>'
        f'<span class="said">{escape(row.said)}</span></li>'
    )


def _mark(m: Mark, top: float) -> str:
    place = f"left:{min(100.0, 100 * m.low / top):.2f}%"
    if m.high is not None:
        place += f";width:{max(0.0, min(100.0, 100 * (m.high - m.low) / top)):.2f}%"
    return f'<i class="mark {m.kind}" style="{place}"></i>'
