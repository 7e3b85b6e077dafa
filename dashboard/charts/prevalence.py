"""The picture of the Prevalence page: the same children drawn three times, as SVG images.

Each square is one child. A part of a child, such as 0.18 of one, is a square of that width: the
picture rounds nothing. Squares stand in reading order and are not particular children.

The toolkit strips SVG out of HTML, so each drawing travels inside the address of an image.
"""

from base64 import b64encode
from html import escape

from dashboard import theme

COLUMNS = {1000: 40, 10000: 100}
SIDE = 0.78  # of a square, the rest is space between
FEW = 12  # squares too few to find without a ring


def field(marked: float | None, of: int, scheme: str, place: int) -> str:
    """SVG of `of` squares with the first `marked` in ink, which `place` picks.

    `marked` None draws an empty frame with the words for no figure.
    """
    columns = COLUMNS[of]
    rows = of // columns
    ink = theme.CATEGORICAL[scheme][place]
    start = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {columns + 2} {rows + 2}" '
        f'width="{8 * (columns + 2)}" height="{8 * (rows + 2)}">'
    )
    if marked is None:
        return (
            f'{start}<rect width="{columns}" height="{rows}" fill="none" stroke-width="0.3" '
            f'stroke="{theme.QUIET_TEXT[scheme]}" stroke-dasharray="1.5 1"/>'
            f'<text x="{columns / 2}" y="{rows / 2}" text-anchor="middle" '
            f'font-family="sans-serif" font-size="{columns / 14}" fill="{theme.TEXT[scheme]}">'
            "No figure [x]</text></svg>"
        )
    whole, part = int(marked), marked - int(marked)
    full_rows, rest = divmod(whole, columns)
    drawn = [_squares("pale", 0, 0, columns, rows, theme.RULE[scheme])]
    inked = [(0, 0, columns, full_rows), (0, full_rows, rest, 1)]
    drawn += [
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{theme.PAGE[scheme]}"/>'
        + _squares(f"ink{n}", x, y, w, h, ink)
        for n, (x, y, w, h) in enumerate(inked)
        if w and h
    ]
    if part:
        drawn.append(
            f'<rect x="{rest}" y="{full_rows}" width="{SIDE * part:.3f}" height="{SIDE}" '
            f'fill="{ink}"/>'
        )
    if marked < FEW:
        drawn.append(
            f'<rect x="-0.7" y="-0.7" width="{whole + (part > 0) + 1.2}" height="2.2" rx="1" '
            f'fill="none" stroke="{theme.TEXT[scheme]}" stroke-width="{columns / 250}"/>'
        )
    return start + "".join(drawn) + "</svg>"


def _squares(name: str, x: int, y: int, width: int, height: int, color: str) -> str:
    """A block of squares as one rectangle filled with a pattern of one square."""
    return (
        f'<pattern id="{name}" width="1" height="1" patternUnits="userSpaceOnUse">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="{color}"/></pattern>'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="url(#{name})"/>'
    )


def picture(measures: list[tuple[str, float | None, str]], of: int, scheme: str) -> str:
    """Three fields beside each other, or beneath each other on a phone, each with its number.

    `measures` are name, number among `of` children or None, and that number in words.
    """
    drawn = []
    for place, (name, marked, said) in enumerate(measures):
        among = f"for every {of:,} children" if marked is not None else "no figure"
        image = b64encode(field(marked, of, scheme, place).encode()).decode()
        drawn.append(
            '<figure class="card" style="margin:0;border-left-width:1px;'
            'display:flex;flex-direction:column;gap:0.5rem">'
            f'<figcaption style="color:inherit"><p class="label">{escape(name)}</p>'
            f'<p class="figure">{escape(said)}</p><p>{among}</p></figcaption>'
            f'<img src="data:image/svg+xml;base64,{image}" style="width:100%;height:auto;'
            'margin-top:auto" '
            f'alt="{escape(f"{name}: {said} {among}")}"></figure>'
        )
    return f'<div class="cards">{"".join(drawn)}</div>'
