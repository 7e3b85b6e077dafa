"""The dot plot of one measure, on the Compare page.

A suppressed council is a bar over all that its number can be, never a dot. A council without a
figure keeps its line, with a word in place of a mark.
"""

import textwrap
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme, words
from dashboard.charts import kept

LINE_HEIGHT = 40  # pixels a council, enough for a name on two lines
NAME_WIDTH = 22  # letters, so that names leave room for marks on a phone


@kept
def dot_plot(
    rows: pd.DataFrame,
    reference: pd.DataFrame,
    together,
    axis: str,
    form: Callable[[float], str],
    unit: str,
    scheme: str,
) -> go.Figure:
    """One line a council, by name from the top; `rows` are of queries.compare.measured.

    `reference` has area_name and value of England and perhaps a region, drawn as upright lines.
    `together` is the set's row of together(); `axis` is the axis's title, `form` says a value, and
    `unit` follows a tick. A mark that would squeeze all others, as the limits of a very small
    council, is cut at the edge and says where it ends.
    """
    figure = go.Figure()
    lines = list(dict.fromkeys(rows["label"].map(_wrapped)))
    published = rows[rows["status"] == "published"]
    ranged = rows[(rows["status"] != "published") & rows["value_min"].notna()]
    edge = _edge(published, ranged, reference)
    if len(published):
        _add_published(figure, published, form, scheme)
    if len(ranged):
        _add_ranged(figure, ranged, form, scheme)
    _add_unknown(figure, rows[rows["value_min"].isna()], scheme)
    if together.councils_counted > 0 and len(rows) > 1:
        lines.append("<b>Together</b>")
        _add_together(figure, together, theme.CATEGORICAL[scheme][3], form)
    # A bar is 20 pixels high and a line 2: the words stand above either.
    _say_where_cut(figure, published, "adjusted_high", edge, form, 3)
    _say_where_cut(figure, ranged, "value_max", edge, form, 11)
    _add_reference(figure, reference, scheme)
    height = 150 + LINE_HEIGHT * len(lines)
    figure.update_layout(
        height=height,
        xaxis={
            "title": axis,
            "range": [0, edge],
            "showgrid": True,
            "side": "top",
            "ticksuffix": unit,
        },
        yaxis={
            "categoryorder": "array",
            "categoryarray": lines,
            "range": [len(lines) - 0.5, -0.5],
            "showgrid": False,
            "ticks": "",
            "tickfont": {"size": 13},
            "ticklabelstandoff": 6,
        },
        legend={"y": -30 / height, "yanchor": "top"},
    )
    return figure


def _add_published(figure: go.Figure, rows: pd.DataFrame, form, scheme: str) -> None:
    """A dot for each printed figure, with its adjusted limits."""
    ink = theme.CATEGORICAL[scheme][0]
    figure.add_scatter(
        x=rows["value"].tolist(),
        y=rows["label"].map(_wrapped).tolist(),
        mode="markers",
        name="Published, with 95% limits adjusted for clustering",
        marker={"size": 10, "color": ink},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (rows["adjusted_high"] - rows["value"]).tolist(),
            "arrayminus": (rows["value"] - rows["adjusted_low"]).tolist(),
            "color": ink,
            "thickness": 1.5,
            "width": 5,
        },
        customdata=_said(rows, form, "value", "adjusted_low", "adjusted_high"),
        hovertemplate="%{y}: %{customdata[0]} (adjusted 95% limits %{customdata[1]} to "
        "%{customdata[2]})<extra></extra>",
    )


def _add_ranged(figure: go.Figure, rows: pd.DataFrame, form, scheme: str) -> None:
    """A bar over all that each suppressed figure can be."""
    figure.add_bar(
        x=(rows["value_max"] - rows["value_min"]).tolist(),
        base=rows["value_min"].tolist(),
        y=rows["label"].map(_wrapped).tolist(),
        orientation="h",
        width=0.5,
        name="Suppressed: anywhere along the bar",
        marker=theme.hidden_bar(scheme),
        customdata=_said(rows, form, "value_min", "value_max"),
        hovertemplate="%{y}: suppressed, %{customdata[0]} to %{customdata[1]}<extra></extra>",
    )


def _said(rows: pd.DataFrame, form, *columns: str) -> list[list[str]]:
    """The values of the columns as words, row by row."""
    return [[words.derived(value, form) for value in row] for row in rows[[*columns]].to_numpy()]


def _add_unknown(figure: go.Figure, rows: pd.DataFrame, scheme: str) -> None:
    """A word in place of a mark. An axis of names has only those that some mark stands on."""
    figure.add_scatter(
        x=[0] * len(rows),
        y=rows["label"].map(_wrapped).tolist(),
        mode="markers",
        marker={"opacity": 0},
        showlegend=False,
        hoverinfo="skip",
    )
    for row in rows.itertuples():
        figure.add_annotation(
            x=0,
            y=_wrapped(row.label),
            xanchor="left",
            xshift=6,
            showarrow=False,
            text="number hidden, no range" if row.status in words.HIDDEN else "no figure",
            font={"color": theme.QUIET_TEXT[scheme]},
            bgcolor=theme.PAGE[scheme],
        )


def _say_where_cut(
    figure: go.Figure, rows: pd.DataFrame, column: str, edge: float, form, above: int
) -> None:
    """Where each mark ends that goes on beyond the edge, so many pixels above it."""
    for row in rows[rows[column] > edge].itertuples():
        figure.add_annotation(
            x=edge,
            y=_wrapped(row.label),
            text=f"to {form(getattr(row, column))} ▸",
            showarrow=False,
            xanchor="right",
            yanchor="bottom",
            yshift=above,
            font={"size": 12},
        )


def _add_reference(figure: go.Figure, reference: pd.DataFrame, scheme: str) -> None:
    """England and perhaps a region as upright lines, named in the legend: they are often close."""
    looks = (
        {"color": theme.TEXT[scheme], "width": 2, "dash": "solid"},
        {"color": theme.CATEGORICAL[scheme][1], "width": 2, "dash": "dash"},
    )
    for line, look in zip(reference.itertuples(), looks, strict=False):
        figure.add_vline(x=line.value, line=look, layer="below")
        figure.add_scatter(x=[None], y=[None], mode="lines", name=line.area_name, line=look)


def _edge(published: pd.DataFrame, ranged: pd.DataFrame, reference: pd.DataFrame) -> float:
    """Where the axis ends: room for every printed value, and for what is not far beyond them."""
    values = [*published["value"], *reference["value"]]
    ends = [*published["adjusted_high"], *ranged["value_max"]]
    near = [end for end in ends if not values or end <= 2 * max(values)]
    return 1.05 * max([*values, *near], default=1) or 1


def _wrapped(label: str) -> str:
    return "<br>".join(textwrap.wrap(label, NAME_WIDTH, break_long_words=False))


def _add_together(figure: go.Figure, together, colour: str, form) -> None:
    low, high = together.value_min, together.value_max
    if low == high:
        figure.add_scatter(
            x=[high],
            y=["<b>Together</b>"],
            mode="markers",
            name="The set together",
            marker={"symbol": "diamond", "size": 13, "color": colour},
            hovertemplate=f"Together: {form(high)}<extra></extra>",
        )
        return
    figure.add_bar(
        x=[high - low],
        base=[low],
        y=["<b>Together</b>"],
        orientation="h",
        width=0.5,
        name="The set together: anywhere along the bar",
        marker={"color": colour},
        hovertemplate=f"Together: {form(low)} to {form(high)}<extra></extra>",
    )
