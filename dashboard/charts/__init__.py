"""Plotly figures, one module a view: they draw what a query answered and work out nothing.

A gap is drawn where a figure is missing: traces hold None there and never join across it. Drawing
takes Plotly tens of milliseconds, so a figure is drawn once and kept; nobody may change it after.

The fact a newcomer gets wrong: a page hands each chart to Plotly twice as it opens, without its
width and with it. Plotly knows a figure again, and draws it once, only if it has no template.
"""

import json
import pickle
import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from inspect import signature

import plotly.graph_objects as go

from dashboard import theme
from dashboard.keeping import MB, Kept

FURTHER_AXIS = re.compile("[xy]axis[0-9]+")
# Some tens of kilobytes each, as they are sent; Plotly's own objects come to about as much again.
_figures = Kept("figures", 32 * MB, lambda figure: 2 * len(figure.to_json()))


def kept(draw: Callable[..., go.Figure]) -> Callable[..., go.Figure]:
    """Draw once for all that is drawn (rows, words, scheme): equal rows give the same figure.

    It is dressed in the look of its `scheme`, which `draw` must take.
    """
    form = signature(draw)

    @wraps(draw)
    def drawn(*given, **named) -> go.Figure:
        content = sha256(pickle.dumps((given, sorted(named.items())))).digest()
        place = (f"{draw.__module__}.{draw.__qualname__}", content)

        def dressed() -> go.Figure:
            figure = draw(*given, **named)
            _freeze(figure, theme.plotly_look(form.bind(*given, **named).arguments["scheme"]))
            return figure

        return _figures.get(place, dressed)

    return drawn


def _freeze(figure: go.Figure, look: dict) -> None:
    """Let the figure answer for itself with what it is now: Plotly copies it all, each time.

    It wears its look, and names its content: so Plotly in the browser knows it again.
    """
    content = json.loads(figure.to_json())
    layout = content["layout"]
    layout.pop("template", None)
    _lay_beneath(layout, look)
    for axis in filter(FURTHER_AXIS.fullmatch, layout):
        _lay_beneath(layout[axis], look[axis[:5]])
    layout["datarevision"] = sha256(json.dumps(content).encode()).hexdigest()
    figure.to_dict = lambda: content


def _lay_beneath(upper: dict, lower: dict) -> None:
    """Give `upper` what it does not say itself."""
    for name, value in lower.items():
        if isinstance(value, dict):
            _lay_beneath(upper.setdefault(name, {}), value)
        else:
            upper.setdefault(name, value)
