"""The gap chart: estimated, assessed and planned of each 1,000 children, on a logarithmic axis.

The fact a newcomer gets wrong: on this axis equal distances are equal ratios, so the gaps may be
compared by eye and are labelled as ratios; a zero has no place on it, nor has a missing year.
"""

import math

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme, words
from dashboard.charts import kept, years
from dashboard.words import prevalence as prevalence_words

SERIES = ("estimated_per_1000", "csa_assessments_per_1000", "sexual_rate_per_1000")
RATIOS = ("estimated_per_assessment", "estimated_per_plan")
SYMBOLS = ("square-open", "diamond", "circle")
DASHES = ("dash", "solid", "solid")
# Years of the axis beside the last one: on a phone they are as wide as the words "×220".
LABELS_FROM, LABEL_ROOM = 0.6, 2.5
FOOT = 0.01  # per 1,000, where the axis of an area begins


@kept
def gap(rows: pd.DataFrame, scheme: str, marked: tuple[int, ...] = ()) -> go.Figure:
    """`rows` is of queries.prevalence.by_year or area_by_year; its last year's gaps are labelled.

    `marked` are years whose assessments are under-recorded. An area's hidden years are bars from
    the axis to the most they can be, and its zeros are written at the foot.
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
    labelled = [
        (column, ratio)
        for column, ratio in zip(SERIES[1:], RATIOS, strict=True)
        if not pd.isna(last[ratio])
    ]
    for place, (column, ratio) in enumerate(labelled):
        x = at[-1] + LABELS_FROM + LABEL_ROOM * place
        _label(figure, x, last[SERIES[0]], last[column], last[ratio])
    years.mark(figure, marked, "assessments under-recorded", scheme)
    figure.update_layout(height=460, hovermode="x unified", margin={"r": 16})
    last_shown = at[-1] + LABELS_FROM + len(labelled) * LABEL_ROOM
    figure.update_xaxes(dtick=1, range=[at[0] - 0.4, last_shown], tickvals=at)
    figure.update_yaxes(
        type="log",
        title_text="Of each 1,000 children (logarithmic)",
        tickvals=[0.1, 1, 10, 100],
        ticktext=["0.1", "1", "10", "100"],
        rangemode="normal",
    )
    if "sexual_max_per_1000" in rows:
        _add_what_has_no_point(figure, rows, scheme)
    return figure


def _add_what_has_no_point(figure: go.Figure, rows: pd.DataFrame, scheme: str) -> None:
    """An area's hidden plans, and its printed zeros."""
    hidden = rows[rows["sexual_plans_status"].isin(words.HIDDEN)]
    paint = theme.CLASS_STYLES["suppressed"].paint(scheme)
    hatch = theme.PLOTLY_HATCHES[theme.CLASS_STYLES["suppressed"].hatch]
    figure.add_bar(
        x=hidden["year_ending"].tolist(),
        y=(hidden["sexual_max_per_1000"] - FOOT).tolist(),
        base=FOOT,
        width=0.5,
        name="Plans hidden: 0 to the most they can be",
        showlegend=len(hidden) > 0,
        marker={
            "color": paint.fill,
            "line": {"color": theme.QUIET_TEXT[scheme], "width": 1},
            "pattern": {"shape": hatch, "fgcolor": paint.line, "size": 6},
        },
        customdata=[prevalence_words.few(v) for v in hidden["sexual_max_per_1000"]],
        hovertemplate="%{x}: hidden, 0 to %{customdata} plans per 1,000<extra></extra>",
    )
    for row in rows[rows["sexual_plans"] == 0].itertuples():
        figure.add_annotation(
            x=row.year_ending, y=0, yref="paper", yanchor="bottom", text="0", showarrow=False
        )
    top = max(100.0, 1.5 * float(rows["estimated_per_1000"].max()))
    figure.update_layout(height=330)
    figure.update_yaxes(range=[math.log10(FOOT), math.log10(top)])


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
