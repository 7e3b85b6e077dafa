"""Plotly figures, one module a view: they draw what a query answered and work out nothing.

A gap is drawn where a figure is missing: traces hold None there and never join across it. Drawing
takes Plotly tens of milliseconds, so a figure is drawn once and kept; nobody may change it after.
"""

import json
import pickle
from collections.abc import Callable
from functools import lru_cache, wraps
from hashlib import sha256
from inspect import signature

import plotly.graph_objects as go

from dashboard import theme
from dashboard.keeping import MB, Kept

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
            figure.layout.template = look(form.bind(*given, **named).arguments["scheme"])
            _freeze(figure)
            return figure

        return _figures.get(place, dressed)

    return drawn


def _freeze(figure: go.Figure) -> None:
    """Let the figure answer for itself with what it is now: Plotly copies it all, each time."""
    content = json.loads(figure.to_json())
    figure.to_dict = lambda: content


@lru_cache
def look(scheme: str) -> go.layout.Template:
    """theme.plotly_template laid over Plotly's own: doing that takes 35 ms, so it is done once."""
    return go.Figure().update_layout(template=theme.plotly_template(scheme)).layout.template
