"""The gap chart: estimated, assessed and planned of each 1,000 children, on a logarithmic axis.

The fact a newcomer gets wrong: on this axis equal distances are equal ratios, so the gaps may be
compared by eye and are labelled as ratios; a zero has no place on it, nor has a missing year.
"""

import math

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme, words
from dashboard.charts import ends, kept, years
from dashboard.words.country import prevalence as prevalence_words

SERIES = ("estimated_per_1000", "csa_assessments_per_1000", "sexual_rate_per_1000")
RATIOS = ("estimated_per_assessment", "estimated_per_plan")
SYMBOLS = ("square-open", "diamond", "circle")
DASHES = ("dash", "solid", "solid")
# Years of the axis beside the last one: on a phone they are as wide as the words "×220".
LABELS_FROM, LABEL_ROOM = 0.6, 2.5
FOOT = 0.01  # per 1,000, where the axis of an area begins


@kept
def gap(rows: pd.DataFrame, scheme: str, marked: tuple[int, ...] = ()) -> go.Figure:
    """The gap over the years, labelled in the last of them.

    `rows` is of queries.country.prevalence.by_year or area_by_year; `marked` are years whose
    assessments are under-recorded. An area's hidden years are bars from the axis to the most they
    can be, and its zeros are written at the foot.
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
            customdata=[prevalence_words.said(name, v) if v else "" for v in values],
            hovertemplate="%{x}: %{customdata} per 1,000<extra>" + name + "</extra>",
        )
    span = _span(rows)
    series_inks = dict(zip(SERIES, (inks[3], inks[1], inks[0]), strict=True))
    _name(figure, rows, series_inks, span, scheme)
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
        **years.LOGARITHMIC,
        title_text="Of each 1,000 children (logarithmic)",
        range=[math.log10(end) for end in span],
    )
    figure.update_layout(showlegend=False)
    if "sexual_max_per_1000" in rows:
        _add_what_has_no_point(figure, rows, scheme)
    return figure


def _name(figure: go.Figure, rows: pd.DataFrame, inks: dict[str, str], span, scheme: str) -> None:
    """The series' names above their lines, in place of a legend."""
    found = []
    for column, name in zip(SERIES, prevalence_words.SHORT_MEASURES, strict=True):
        shown = rows[rows[column].fillna(0) > 0]
        if len(shown):
            found.append(ends.of(shown["year_ending"], shown[column], name, inks[column]))
    ends.name(figure, found, span, 330 if span[0] != FOOT else 150, scheme, log=True)


def _span(rows: pd.DataFrame) -> tuple[float, float]:
    """What the axis shows: of an area, from the foot on which its bars stand."""
    top = float(rows[SERIES[0]].max())
    if "sexual_max_per_1000" in rows:
        return FOOT, max(200.0, 3 * top)
    values = [v for column in SERIES for v in rows[column] if v and not pd.isna(v)]
    return min(map(float, values)) / 1.5, 3 * top


def _add_what_has_no_point(figure: go.Figure, rows: pd.DataFrame, scheme: str) -> None:
    """An area's hidden plans, and its printed zeros in the ink of what they count."""
    hidden = rows[rows["sexual_plans_status"].isin(words.HIDDEN)]
    figure.add_bar(
        x=hidden["year_ending"].tolist(),
        y=(hidden["sexual_max_per_1000"] - FOOT).tolist(),
        base=FOOT,
        width=0.5,
        name="Plans hidden: 0 to the most they can be",
        showlegend=len(hidden) > 0,
        marker=theme.hidden_bar(scheme),
        customdata=[prevalence_words.few(v) for v in hidden["sexual_max_per_1000"]],
        hovertemplate="%{x}: hidden, 0 to %{customdata} plans per 1,000<extra></extra>",
    )
    inks = theme.CATEGORICAL[scheme]
    for column, ink, aside in (("csa_assessments", inks[1], -5), ("sexual_plans", inks[0], 5)):
        for year in rows.loc[rows[column] == 0, "year_ending"]:
            figure.add_annotation(
                x=int(year),
                xshift=aside,
                y=0,
                yref="paper",
                yanchor="bottom",
                text="0",
                font={"color": ink},
                showarrow=False,
            )
    figure.update_layout(height=270, showlegend=len(hidden) > 0)
    figure.update_traces(showlegend=False, selector={"type": "scatter"})


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
