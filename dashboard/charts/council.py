"""Charts of the Council page: one area over time, hidden years as bars, missing ones as gaps.

A bar of a hidden year runs from 0 to the most it can be. It has no middle: no point in it is
likelier than another.
"""

import base64
import re
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme, words
from dashboard.charts import ends, kept, years

HOVER = "%{x}: %{customdata}<extra>"
ROOM = 250  # pixels of the axis of rates, which is 400 high with its key and its years


def square(style: theme.Style, scheme: str, size: int = 18) -> str:
    """The class's square."""
    return image(theme.swatch(style, scheme, size))


def image(drawing: str) -> str:
    """An SVG as an image: st.html takes an inline one for unsafe and drops it."""
    width, height = re.findall(r'(?:width|height)="([\d.]+)"', drawing)[:2]
    packed = base64.b64encode(
        drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
    ).decode()
    return (
        f'<img src="data:image/svg+xml;base64,{packed}" alt="" width="{width}" height="{height}">'
    )


def strip(years: list[tuple[int, str, str, str]], current: int, labels, scheme: str) -> str:
    """Classes over the years as an HTML list: square with letter, year, figure.

    `years` are year, class, figure and what a listener hears of it; `labels` class → its words.
    """
    items = []
    for year, name, figure, spoken in years:
        style = theme.CLASS_STYLES[name]
        paint = style.paint(scheme)
        items.append(
            f"<li{' aria-current=true' if year == current else ''}>"
            f'<span class="strip-square" aria-hidden="true">{square(style, scheme, 36)}'
            f'<span class="strip-letter" style="background:{paint.fill};color:{paint.text}">'
            f"{escape(style.letter)}</span></span>"
            f'<span class="strip-year">{year}</span>'
            f'<span class="strip-figure" aria-hidden="true">{escape(figure)}</span>'
            f'<span class="spoken">: {escape(labels[name])}, {escape(spoken)}</span></li>'
        )
    key = "".join(
        f"<li>{square(theme.CLASS_STYLES[name], scheme)}"
        f"<span>{escape(theme.CLASS_STYLES[name].letter)}: {escape(label)}</span></li>"
        for name, label in labels.items()
        if name in {row[1] for row in years}
    )
    return (
        f'<ol class="strip" aria-label="Class in each year ending 31 March">{"".join(items)}</ol>'
        f'<ul class="strip-key" aria-label="Key">{key}</ul>'
    )


@kept
def counts(rows: pd.DataFrame, expected: list[float], scheme: str) -> go.Figure:
    """Plans a year as columns; a printed 0 as a mark on the axis; hidden years as hatched bars.

    `rows` is of queries.area.council.rates, `expected` the plans at England's rate, in its order.
    """
    figure = go.Figure()
    printed = rows[(rows["status"] == "published") & (rows["value"] > 0)]
    figure.add_bar(
        x=printed["year_ending"].tolist(),
        y=printed["value"].tolist(),
        width=0.6,
        name="Plans for sexual abuse, as printed",
        marker={"color": theme.CATEGORICAL[scheme][0]},
        hovertemplate="%{x}: %{y:,} plans<extra></extra>",
    )
    figure.add_trace(_hidden(rows, "value_max", words.count, " plans", 0.6, scheme))
    figure.add_trace(_zeros(rows, scheme))
    figure.add_scatter(
        x=rows["year_ending"].tolist(),
        y=expected,
        mode="lines+markers",
        name="Expected at England's rate",
        line={"color": theme.CATEGORICAL[scheme][3], "width": 2, "dash": "dash"},
        marker={"symbol": "diamond", "size": 7},
        hovertemplate="%{x}: about %{y:.1f} expected<extra></extra>",
    )
    _lay_out(figure, rows, "Plans started")
    return figure


@kept
def rates(
    rows: pd.DataFrame, label: str, region: str, scheme: str, marked: tuple[int, ...] = ()
) -> go.Figure:
    """A rate a year beside England's, the region's and the neighbours'; the lines are named.

    `rows` is of queries.area.council.rates; `marked` are years in which England is under-recorded.
    """
    figure = go.Figure()
    _add_neighbours(figure, rows, scheme)
    figure.add_trace(_hidden(rows, "rate_max", words.rate, "", 0.35, scheme))
    colours = theme.CATEGORICAL[scheme]
    for name, column, colour, dash in (
        ("England", "england_rate", colours[3], "dash"),
        (region, "region_rate", colours[1], "dot"),
    ):
        figure.add_scatter(
            x=rows["year_ending"].tolist(),
            y=years.with_gaps(rows[column]),
            mode="lines",
            name=name,
            showlegend=False,
            line={"color": colour, "width": 2.5, "dash": dash},
            customdata=_said(rows[column]),
            hovertemplate=HOVER + name + "</extra>",
        )
    figure.add_scatter(
        x=rows["year_ending"].tolist(),
        y=years.with_gaps(rows["rate_per_1000"]),
        mode="lines+markers",
        name=label,
        showlegend=False,
        connectgaps=False,
        line={"color": colours[0], "width": 3},
        marker={"size": 9},
        customdata=_said(rows["rate_per_1000"]),
        hovertemplate=HOVER + label + "</extra>",
    )
    _lay_out(figure, rows, "Per 1,000 children")
    drawn = ["neighbours_highest", "middle_max", "rate_max", "england_rate", "region_rate"]
    top = 1.15 * float(rows[[*drawn, "rate_per_1000"]].max().max())
    figure.update_yaxes(range=[0, top])
    lines = (
        (label, "rate_per_1000", colours[0]),
        ("England", "england_rate", colours[3]),
        (region, "region_rate", colours[1]),
    )
    ended = [
        ends.of(rows["year_ending"], rows[column], name, colour)
        for name, column, colour in lines
        if rows[column].notna().any()
    ]
    ends.name(figure, ended, (0, top), ROOM, scheme)
    years.mark(figure, marked, "under-recorded in England", scheme)
    return figure


def _add_neighbours(figure: go.Figure, rows: pd.DataFrame, scheme: str) -> None:
    """The range of the neighbours that print a figure, and over it where their middle can be."""
    around = rows[rows["neighbours_with_figure"] > 0]
    figure.add_bar(
        x=around["year_ending"].tolist(),
        base=around["neighbours_lowest"].tolist(),
        y=(around["neighbours_highest"] - around["neighbours_lowest"]).tolist(),
        width=0.8,
        name="Range of the neighbours that print a figure",
        marker={"color": theme.RULE[scheme], "line": {"width": 0}},
        customdata=[
            f"{r.neighbours_with_figure} neighbours, "
            + words.value_range(r.neighbours_lowest, r.neighbours_highest, words.rate)
            for r in around.itertuples()
        ],
        hovertemplate=HOVER + "</extra>",
    )
    # Hidden neighbours leave the middle a range; with none hidden the bar is a line.
    middle = around[around["middle_max"].notna()]
    figure.add_bar(
        x=middle["year_ending"].tolist(),
        base=middle["middle_min"].tolist(),
        y=(middle["middle_max"] - middle["middle_min"]).tolist(),
        width=0.5,
        name="Middle of the neighbours, hidden ones at all they can be",
        marker={
            "color": theme.RULE[scheme],
            "line": {"width": 2, "color": theme.QUIET_TEXT[scheme]},
        },
        customdata=[
            words.value_range(r.middle_min, r.middle_max, words.rate) for r in middle.itertuples()
        ],
        hovertemplate="%{x}: middle %{customdata}<extra></extra>",
    )


def _said(rates: pd.Series) -> list[str]:
    return [words.derived(value, words.rate) for value in rates]


def _hidden(rows: pd.DataFrame, most: str, form, unit: str, width: float, scheme: str) -> go.Bar:
    """Hidden years as bars from 0 to the most they can be."""
    hidden = rows[(rows["status"].isin(words.HIDDEN)) & rows[most].notna()]
    return go.Bar(
        x=hidden["year_ending"].tolist(),
        y=hidden[most].tolist(),
        width=width,
        name="Hidden: 0 to the most it can be",
        showlegend=len(hidden) > 0,
        marker=theme.hidden_bar(scheme),
        customdata=[form(value) for value in hidden[most]],
        hovertemplate="%{x}: 0 to %{customdata}" + unit + ", hidden<extra></extra>",
    )


def _zeros(rows: pd.DataFrame, scheme: str) -> go.Scatter:
    """Printed zeros as marks on the axis: a column of no height would look like a gap."""
    zeros = rows[(rows["status"] == "published") & (rows["value"] == 0)]
    return go.Scatter(
        x=zeros["year_ending"].tolist(),
        y=[0] * len(zeros),
        mode="markers+text",
        text=["0"] * len(zeros),
        textposition="top center",
        name="None: DfE prints 0",
        showlegend=len(zeros) > 0,
        cliponaxis=False,
        marker={"symbol": "circle", "size": 10, "color": theme.CATEGORICAL[scheme][2]},
        hovertemplate="%{x}: 0 plans<extra></extra>",
    )


def _lay_out(figure: go.Figure, rows: pd.DataFrame, unit: str) -> None:
    years = rows["year_ending"].tolist()
    figure.update_layout(
        barmode="overlay",
        height=400,
        xaxis={
            "title": "Year ending 31 March",
            "tickmode": "array",
            "tickvals": years,
            "range": [years[0] - 0.6, years[-1] + 0.6],
        },
        yaxis={"title": unit},
    )
    for row in rows.itertuples():
        said = ""
        if row.status in words.HIDDEN:
            said = "hidden" if pd.isna(row.value_max) else ""
        elif row.status != "published":
            said = "no figure"
        if said:
            figure.add_annotation(
                x=row.year_ending,
                y=0,
                yref="paper",
                yanchor="bottom",
                text=said,
                textangle=-90,
                showarrow=False,
                font={"size": 12},
            )
