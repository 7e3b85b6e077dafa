"""Names at the ends of lines in place of a legend, where there are up to four lines.

The fact a newcomer gets wrong: the name is in the text's ink, after a stroke in the line's. Inks
that are plain enough as lines are too faint for words, and a dot would read as a year of the line.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from dashboard import theme, words

MOST = 4  # lines; more have a legend
ABOVE, APART = 13, 17  # pixels of a name above its line's end, and of two names from each other


class End(NamedTuple):
    """Where a line ends, the height that its name must clear, its name and its ink."""

    x: float
    y: float
    name: str
    colour: str


def of(years, values, name: str, colour: str) -> End:
    """The end of a line; its name clears what it covers on a phone, the right half of the line."""
    shown = [
        (int(x), float(y)) for x, y in zip(years, values, strict=True) if not words.is_missing(y)
    ]
    half = shown[len(shown) // 2 :]
    return End(shown[-1][0], max(y for _, y in half), name, colour)


def name(
    figure: go.Figure,
    ends: Sequence[End],
    span: tuple[float, float],
    room: int,
    scheme: str,
    *,
    log: bool = False,
    **panel,
) -> None:
    """Write each name above the right half of its line, none over another.

    `span` is what the axis shows, and `room` its height in pixels; `panel` is row and col, if any.
    """
    scale = math.log10 if log else float
    low, high = scale(span[0]), scale(span[1])
    floor = -math.inf
    for end in sorted(ends, key=lambda end: end.y):
        at = room * (scale(end.y) - low) / (high - low)
        floor = max(at + ABOVE, floor + APART)
        figure.add_annotation(
            x=end.x,
            y=scale(end.y),
            text=f'<b style="color:{end.colour}">—</b> {end.name}',
            xanchor="right",
            yanchor="middle",
            xshift=6,
            yshift=floor - at,
            showarrow=False,
            font={"size": 13, "color": theme.TEXT[scheme]},
            **panel,
        )
