"""The gap chart: estimated, assessed and planned of each 1,000 children, on a logarithmic axis.

The fact a newcomer gets wrong: on this axis equal distances are equal ratios, so the gaps may be
compared by eye and are labelled as ratios; a zero has no place on it, nor has a missing year.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import kept, years
from dashboard.words import prevalence as prevalence_words

SERIES = ("estimated_per_1000", "csa_assessments_per_1000", "sexual_rate_per_1000")
SYMBOLS = ("square-open", "diamond", "circle")
DASHES = ("dash", "solid", "solid")
# Years of the axis beside the last one: on a phone they are as wide as the words "×220".
LABELS_FROM, LABEL_ROOM = 0.6, 2.5


@kept
def gap(rows: pd.DataFrame, scheme: str, marked: tuple[int, ...] = ()) -> go.Figure:
    """`rows` is of queries.prevalence.by_year; the gaps of its last year are labelled.

    `marked` are years whose assessments are under-recorded.
    """
    figure = go.Figure()
    at = rows["year_ending"].astype(int).tolist()
    inks = theme.CATEGORICAL[scheme]
    for column, name, symbol, dash, ink in zip(
        SERIES, prevalence_words.MEASURES, SYMBOLS, DASHES, (inks[3], inks[1], inks[0]), strict=True
    ):
        # A zero or a missing number is a gap: neither has a place on the axis.
        values = [float(v) if v and not pd.isna(v) else None for v in rows[column]]
        figure.add_scatter(
            x=at,
            y=values,
            mode="lines+markers",
            name=name,
            line={"color": ink, "width": 3, "dash": dash},
            marker={"symbol": symbol, "size": 9, "color": ink},
            customdata=[prevalence_words.few(v) if v else "" for v in values],
            hovertemplate="%{x}: %{customdata} per 1,000<extra>" + name + "</extra>",
        )
    last = rows.iloc[-1]
    for place, (column, ratio) in enumerate(
        zip(SERIES[1:], ("estimated_per_assessment", "estimated_per_plan"), strict=True)
    ):
        if pd.isna(last[ratio]):
            continue
        x = at[-1] + LABELS_FROM + LABEL_ROOM * place
        _label(figure, x, last[SERIES[0]], last[column], last[ratio])
    years.mark(figure, marked, "assessments under-recorded", scheme)
    figure.update_layout(height=460, hovermode="x unified", margin={"r": 16})
    last_shown = at[-1] + LABELS_FROM + 2 * LABEL_ROOM
    figure.update_xaxes(dtick=1, range=[at[0] - 0.4, last_shown], tickvals=at)
    figure.update_yaxes(
        type="log",
        title_text="Of each 1,000 children (logarithmic)",
        tickvals=[0.1, 1, 10, 100],
        ticktext=["0.1", "1", "10", "100"],
        rangemode="normal",
    )
    return figure


def _label(figure: go.Figure, x: float, above: float, below: float, ratio: float) -> None:
    """A line across a gap, with how many times the one is the other."""
    figure.add_scatter(
        x=[x, x],
        y=[float(above), float(below)],
        mode="lines+markers",
        line={"width": 1.5, "color": "#7C8792"},
        marker={"symbol": "line-ew-open", "size": 12, "color": "#7C8792"},
        showlegend=False,
        hoverinfo="skip",
    )
    middle = (float(above) * float(below)) ** 0.5
    figure.add_scatter(
        x=[x + 0.08],
        y=[middle],
        mode="text",
        text=[f"<b>{prevalence_words.times(ratio)}</b>"],
        textposition="middle right",
        textfont={"size": 14},
        showlegend=False,
        hoverinfo="skip",
    )
