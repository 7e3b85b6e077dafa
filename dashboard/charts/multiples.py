"""Every council's years as small bars of HTML, all on one scale: change seen everywhere at once.

The fact a newcomer gets wrong: the bar of a hidden year has no middle. It reaches the most the
number can be, with the class's hatch, and nothing in it is likelier than the rest.
"""

import base64
from html import escape
from urllib.parse import quote

from dashboard import theme, words
from dashboard.page import markup

TOP = 0.6  # plans per 1,000 children: nine in ten council-years are below; higher bars are cut
NO_BAR = "12%"  # of a year without a figure, and the least a bar is drawn with is 4%


def style(scheme: str, line: float) -> str:
    """Where `line`, that of "very low", lies, and the hatch of each class as on the map.

    On paper a class has its colour alone: two thousand hatched bars would make 300 MB of a PDF,
    each tile of each bar drawn anew.
    """
    hatched = "".join(
        f".multiple .{name}{{background:{_tile(found, scheme)} {found.paint(scheme).fill};"
        f"border-color:{found.paint(scheme).line}}}"
        for name, found in theme.CLASS_STYLES.items()
    )
    across = f".multiple{{--line-at:{100 * line / TOP:.1f}%}}"
    return f"{across}{hatched}@media print{{.multiple i{{background-image:none!important}}}}"


def _tile(found: theme.Style, scheme: str) -> str:
    paint = found.paint(scheme)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">'
        f'<rect width="8" height="8" fill="{paint.fill}"/><path d="{theme.HATCHES[found.hatch]}" '
        f'stroke="{paint.line}" stroke-width="1.5" stroke-linecap="round"/></svg>'
    )
    return f"url(data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode()})"


def multiple(label: str, slug: str, rows: dict, years: list[int]) -> str:
    """One council as an item of a list: its name, a bar a year, and all of it for a listener.

    `rows` holds a row of trends.council_multiples by year; a year without one is a gap.
    """
    bars = "".join(_bar(rows[y]) if y in rows else "<i></i>" for y in years)
    spoken = "; ".join(f"{y} {words.council_figure(rows[y])}" for y in years if y in rows)
    return (
        f'<li class="multiple" id="years-of-{quote(slug)}">'
        f"{markup.link(label, 'council', council=slug)}"
        f'<span role="img" aria-label="{escape(spoken)}" title="{escape(spoken)}">{bars}</span>'
        "</li>"
    )


def _bar(row) -> str:
    if words.is_missing(row.rate_max):
        return f'<i class="{row.class_name}" style="height:{NO_BAR}"></i>'
    cut = " cut" if row.rate_max > TOP else ""
    height = max(4, min(100, 100 * row.rate_max / TOP))
    return f'<i class="{row.class_name}{cut}" style="height:{height:.0f}%"></i>'
