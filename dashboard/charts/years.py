"""Panels over one axis of years, with a lane of events beneath, for whatever is drawn over time.

The fact a newcomer gets wrong: a year of figures ends on 31 March and is drawn at its own number,
so an event of autumn 2020 stands beside 2021. `axis_position` of event_on_axis has done that.
"""

import textwrap

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import theme, words

ROW = 17  # pixels of the lane for each event: a label takes half of a phone's width, so none share
LOGARITHMIC = {
    "type": "log",
    "tickvals": [digit * 10**power for power in range(-2, 3) for digit in (1, 2, 5)],
    "ticktext": [f"{digit * 10.0**power:g}" for power in range(-2, 3) for digit in (1, 2, 5)],
}
EVENT_SYMBOLS = {
    "policy": "square",
    "inquiry": "diamond",
    "inspection": "triangle-up",
    "evidence": "circle",
    "data": "x",
}


def panels(titles, heights, events: pd.DataFrame, span: tuple[int, int], scheme: str) -> go.Figure:
    """Empty panels over one axis of years; with `events`, a lane beneath and lines through all."""
    titles, heights = list(titles), list(heights)
    seen = events[events["axis_position"] >= span[0] - 0.5]
    last = max(span[1] + 0.5, seen["axis_position"].max() + 0.3 if len(seen) else 0)
    if len(seen):
        titles.append("What happened")
        heights.append(ROW * len(seen) + 12)
    figure = make_subplots(
        rows=len(titles),
        cols=1,
        shared_xaxes=True,
        row_heights=heights,
        vertical_spacing=36 / sum(heights) if len(titles) > 1 else 0,
        subplot_titles=titles if any(titles) else None,
    )
    figure.update_annotations(x=0, xanchor="left", font={"size": 14, "color": theme.TEXT[scheme]})
    if len(seen):
        _lane(figure, seen, len(titles), (span[0] - 0.6, last), scheme)
    figure.update_xaxes(range=[span[0] - 0.6, last], dtick=1, showticklabels=False)
    figure.update_xaxes(
        row=len(titles), col=1, title_text="Year ending 31 March", showticklabels=True
    )
    figure.update_layout(height=sum(heights) + 40 * len(titles) + 110, **legend_below())
    return figure


def _is_left(place: float, first: float, last: float) -> bool:
    """Whether a label stands to the left of its mark: on the side with more room."""
    return place > (first + last) / 2


def _lane(figure: go.Figure, events: pd.DataFrame, row: int, axis, scheme: str) -> None:
    """A mark at each event's true place with its label beside it, in order from the top."""
    events = events.assign(row=range(len(events)))
    for kind, symbol in EVENT_SYMBOLS.items():
        part = events[events["kind"] == kind]
        figure.add_scatter(
            x=part["axis_position"].tolist(),
            y=part["row"].tolist(),
            row=row,
            col=1,
            mode="markers+text",
            showlegend=False,
            cliponaxis=False,
            marker={"symbol": symbol, "size": 9, "color": theme.CATEGORICAL[scheme][2]},
            text=part["label"].tolist(),
            textposition=[
                "middle left" if _is_left(place, *axis) else "middle right"
                for place in part["axis_position"]
            ],
            textfont={"size": 12, "color": theme.TEXT[scheme]},
            customdata=[
                "<br>".join(textwrap.wrap(f"{words.dated(e.event_date)}: {e.event}", 48))
                for e in part.itertuples()
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )
    figure.update_yaxes(
        row=row,
        col=1,
        range=[len(events) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
        showticklabels=False,
        ticks="",
    )
    for place in events["axis_position"]:
        figure.add_shape(
            type="line",
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            xref="x",
            yref="paper",
            layer="below",
            line={"color": theme.QUIET_TEXT[scheme], "width": 1, "dash": "dot"},
            opacity=0.3,
        )


def mark(figure: go.Figure, marked, text: str, scheme: str, panels=()) -> None:
    """A dotted band behind each marked year, with its reason; `panels` are (row, col), if any.

    All at once: Plotly looks at every shape again whenever one is added (`add_vrect`).
    """
    axes = [figure.get_subplot(*panel).yaxis.plotly_name for panel in panels] or ["yaxis"]
    bands, reasons = [], []
    for number in (axis.removeprefix("yaxis") for axis in axes):
        place = {"xref": f"x{number}", "yref": f"y{number} domain"}
        for year in marked:
            bands.append(
                {
                    **place,
                    "type": "rect",
                    "x0": year - 0.35,
                    "x1": year + 0.35,
                    "y0": 0,
                    "y1": 1,
                    "layer": "below",
                    "fillcolor": theme.RULE[scheme],
                    "opacity": 0.5,
                    "line": {"color": theme.QUIET_TEXT[scheme], "width": 1, "dash": "dot"},
                }
            )
            reasons.append(
                {
                    **place,
                    "text": text,
                    "font": {"size": 12, "color": theme.TEXT[scheme]},
                    "x": year,
                    "xanchor": "center",
                    "y": 1,
                    "yanchor": "top",
                    "showarrow": False,
                }
            )
    figure.layout.shapes += tuple(bands)
    if text:
        figure.layout.annotations += tuple(reasons)


def legend_below() -> dict:
    return {
        "legend": {"yref": "container", "y": 0.005, "yanchor": "bottom", "traceorder": "normal"},
        "margin": {"b": 90, "t": 30},
    }


def with_gaps(values: pd.Series) -> list:
    """Numbers as a trace holds them, None where there is none."""
    return [None if pd.isna(value) else value for value in values]
