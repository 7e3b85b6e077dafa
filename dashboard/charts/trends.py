"""Charts of the Trends page: panels over one axis of years, with a lane of events beneath.

The fact a newcomer gets wrong: a year of figures ends on 31 March and is drawn at its own number,
so an event of autumn 2020 stands beside 2021. `axis_position` of event_on_axis has done that.
"""

import textwrap

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import theme, words
from dashboard.charts import kept

# 31 March 2020 ended the last year before the sexual abuse factor was divided.
BREAK_AT = 2020.5
LANE = 150  # pixels
EVENT_SYMBOLS = {
    "policy": "square",
    "inquiry": "diamond",
    "inspection": "triangle-up",
    "evidence": "circle",
    "data": "x",
}
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square-open", "diamond", "triangle-up-open", "x", "star-open", "cross")


@kept
def national(
    series: pd.DataFrame, gaps: dict[str, list[tuple[int, int]]], events: pd.DataFrame, scheme: str
) -> go.Figure:
    """All plans, plans for sexual abuse and their share, a panel each; `series` is national_year.

    `gaps` is column → runs of years for which nothing is published, shaded and never bridged.
    """
    panels = {
        "all_plans": ("All plans that began", ",d"),
        "sexual_plans": ("Plans for sexual abuse", ",d"),
        "sexual_share": ("Share of plans naming sexual abuse", ".0%"),
    }
    span = (int(series["year_ending"].min()), int(series["year_ending"].max()))
    figure = _panels([title for title, _ in panels.values()], [220] * 3, events, span, scheme)
    ink = theme.CATEGORICAL[scheme]
    for row, (column, (title, form)) in enumerate(panels.items(), 1):
        shown = series[series["origin"] == "file"]
        figure.add_scatter(
            x=shown["year_ending"].tolist(),
            y=_with_gaps(shown[column]),
            row=row,
            col=1,
            mode="lines+markers",
            name="DfE's figures files",
            legendgroup="file",
            showlegend=row == 1,
            line={"color": ink[0], "width": 3},
            marker={
                "size": 8,
                "color": ink[0],
                # An open point is a number rounded to 100.
                "symbol": ["circle-open" if r == 100 else "circle" for r in shown["rounded_to"]],
                "line": {"width": 2},
            },
            hovertemplate="%{x}: %{y:"
            + form.replace(".0%", ".1%")
            + "}<extra>"
            + title
            + "</extra>",
        )
        other = series[(series["origin"] == "other") & series[column].notna()]
        figure.add_scatter(
            x=other["year_ending"].tolist(),
            y=other[column].tolist(),
            row=row,
            col=1,
            mode="markers",
            name="Another publication",
            legendgroup="other",
            showlegend=row == 1,
            marker={"symbol": "diamond-open", "size": 11, "color": ink[3], "line": {"width": 2}},
            hovertemplate="%{x}: %{y:"
            + form.replace(".0%", ".1%")
            + "}<extra>"
            + title
            + "</extra>",
        )
        for first, last in gaps[column]:
            figure.add_vrect(
                x0=first - 0.5,
                x1=last + 0.5,
                row=row,
                col=1,
                layer="below",
                line_width=0,
                fillcolor=theme.RULE[scheme],
                opacity=0.45,
                annotation_text="nothing in print" if last - first >= 7 else "",
                annotation_position="inside",
            )
        figure.update_yaxes(row=row, col=1, tickformat=form, rangemode="tozero")
    figure.update_xaxes(dtick=5, tick0=1995)
    return figure


@kept
def category_shares(rows: pd.DataFrame, labels: dict, events: pd.DataFrame, scheme: str):
    """Columns of 100%, sexual abuse at the foot; `rows` is england_category_year of one kind."""
    span = (int(rows["year_ending"].min()), int(rows["year_ending"].max()))
    figure = _panels([""], [340], events, span, scheme)
    styles = dict(zip(labels, _stack_styles(scheme), strict=True))
    for name, label in labels.items():
        part = rows[rows["category"] == name]
        color, hatch = styles[name]
        figure.add_bar(
            x=part["year_ending"].tolist(),
            y=_with_gaps(part["share"]),
            name=label,
            row=1,
            col=1,
            marker={
                "color": color,
                "line": {"color": theme.PAGE[scheme], "width": 1},
                "pattern": {
                    "shape": hatch,
                    "size": 7,
                    "fgcolor": theme.TEXT[scheme],
                    "fgopacity": 0.45,
                    "fillmode": "overlay",
                },
            },
            hovertemplate="%{x}: %{y:.1%}<extra>" + label + "</extra>",
        )
    figure.update_layout(barmode="stack", bargap=0.15)
    figure.update_yaxes(
        row=1, col=1, tickformat=".0%", range=[0, 1.005], title_text="Share of plans"
    )
    return figure


def _stack_styles(scheme: str) -> list[tuple[str, str]]:
    ink = theme.CATEGORICAL[scheme]
    pale, middle = (
        (theme.SEQUENTIAL[0].light.fill, theme.SKY)
        if scheme == "light"
        else (theme.SEQUENTIAL[0].dark.fill, theme.BLUE)
    )
    return [(ink[0], ""), (pale, ""), (middle, "/"), (ink[1], "."), (ink[2], "x")]


@kept
def lines(
    rows: pd.DataFrame,
    labels: dict[str, str],
    events: pd.DataFrame,
    scheme: str,
    *,
    by: str,
    value: str,
    axis: str,
    form: str = ",d",
) -> go.Figure:
    """A line for each of `labels` found in column `by`; the break of 2021 where one was divided."""
    span = (int(rows["year_ending"].min()), int(rows["year_ending"].max()))
    figure = _panels([""], [340], events, span, scheme)
    shown = [name for name in labels if name in set(rows[by])]
    ink = theme.CATEGORICAL[scheme]
    for place, name in enumerate(shown):
        part = rows[rows[by] == name]
        figure.add_scatter(
            x=part["year_ending"].tolist(),
            y=_with_gaps(part[value]),
            name=labels[name],
            row=1,
            col=1,
            mode="lines+markers",
            connectgaps=False,
            line={"color": ink[place % 4], "width": 3, "dash": DASHES[place // 4 % 4]},
            marker={"symbol": SYMBOLS[place % 7], "size": 9, "line": {"width": 2}},
            hovertemplate="%{x}: %{y:" + form + "}<extra>" + labels[name] + "</extra>",
        )
    if {"sexual_abuse", "physical_abuse"} & set(shown):
        figure.add_vline(
            x=BREAK_AT,
            row=1,
            col=1,
            line={"color": theme.TEXT[scheme], "width": 1.5, "dash": "dash"},
            annotation={"text": "three columns from here", "font": {"size": 12}, "xanchor": "left"},
            annotation_position="bottom right",
        )
    figure.update_yaxes(
        row=1, col=1, title_text=axis, tickformat=form.replace(".1f", "d"), rangemode="tozero"
    )
    return figure


@kept
def parts(rows: pd.DataFrame, labels: dict[str, str], scheme: str) -> go.Figure:
    """The parts of sexual abuse among assessments, stacked, from the year they were divided."""
    figure = go.Figure()
    ink = theme.CATEGORICAL[scheme]
    for (name, label), color, hatch in zip(labels.items(), ink, ("", "/", "."), strict=False):
        part = rows[rows["factor"] == name]
        figure.add_bar(
            x=part["year_ending"].tolist(),
            y=_with_gaps(part["value"]),
            name=label,
            marker={
                "color": color,
                "line": {"color": theme.PAGE[scheme], "width": 1},
                "pattern": {
                    "shape": hatch,
                    "size": 7,
                    "fgcolor": theme.PAGE[scheme],
                    "fgopacity": 0.6,
                    "fillmode": "overlay",
                },
            },
            hovertemplate="%{x}: %{y:,d}<extra>" + label + "</extra>",
        )
    figure.update_layout(
        barmode="stack",
        height=380,
        bargap=0.3,
        yaxis={"title": "Assessments", "tickformat": ",d"},
        xaxis={"title": "Year ending 31 March", "dtick": 1},
        **_legend_below(),
    )
    return figure


@kept
def regions(rows: pd.DataFrame, form: str, scheme: str) -> go.Figure:
    """A panel for each region with England behind it, all to one scale; gaps where hidden."""
    names = list(dict.fromkeys(rows["region_name"]))
    depth = -(-len(names) // 2)
    figure = make_subplots(
        rows=depth,
        cols=2,
        shared_xaxes=True,
        shared_yaxes=True,
        subplot_titles=names,
        vertical_spacing=0.045,
        horizontal_spacing=0.04,
    )
    ink = theme.CATEGORICAL[scheme]
    for place, name in enumerate(names):
        row, col = place // 2 + 1, place % 2 + 1
        part = rows[rows["region_name"] == name]
        years = part["year_ending"].tolist()
        figure.add_scatter(
            x=years,
            y=_with_gaps(part["england"]),
            row=row,
            col=col,
            mode="lines",
            name="England",
            legendgroup="england",
            showlegend=place == 0,
            line={"color": theme.QUIET_TEXT[scheme], "width": 1.5, "dash": "dot"},
            hovertemplate="%{x}: %{y:" + form + "}<extra>England</extra>",
        )
        figure.add_scatter(
            x=years,
            y=_with_gaps(part["value"]),
            row=row,
            col=col,
            mode="lines+markers",
            name="The region",
            legendgroup="region",
            showlegend=place == 0,
            connectgaps=False,
            line={"color": ink[0], "width": 2.5},
            marker={"size": 5},
            hovertemplate="%{x}: %{y:" + form + "}<extra>" + name + "</extra>",
        )
    figure.update_yaxes(rangemode="tozero", matches="y", nticks=4, tickformat=form)
    figure.update_xaxes(dtick=4, tick0=2012)
    if len(names) % 2:  # the last place on the right is empty, so the years stand one above it
        figure.update_xaxes(row=depth - 1, col=2, showticklabels=True)
    figure.update_annotations(font={"size": 14, "color": theme.TEXT[scheme]})
    figure.update_layout(height=depth * 145 + 60, legend={"y": 1.03})
    return figure


@kept
def characteristic(rows: pd.DataFrame, scheme: str) -> go.Figure:
    """Shares of each group among children on plans for sexual abuse and on any plan, as bars.

    A number that is not published has its symbol in place of its bar.
    """
    figure = go.Figure()
    ink = theme.CATEGORICAL[scheme]
    groups = ["<br>".join(textwrap.wrap(name, 16)) for name in rows["group_name"]]
    for column, status, name, color, hatch in (
        ("all_share", "all_value_status", "Any plan", theme.RULE[scheme], "/"),
        ("share", "status", "Plan for sexual abuse", ink[0], ""),
    ):
        figure.add_bar(
            y=groups,
            x=_with_gaps(rows[column]),
            orientation="h",
            name=name,
            text=[
                "" if pd.isna(share) else f"{share:.0%}" if share >= 0.005 else f"{share:.1%}"
                for share in rows[column]
            ],
            textposition="outside",
            cliponaxis=False,
            marker={
                "color": color,
                "line": {"color": theme.QUIET_TEXT[scheme], "width": 1},
                "pattern": {
                    "shape": hatch,
                    "size": 7,
                    "fgcolor": theme.QUIET_TEXT[scheme],
                    "fillmode": "overlay",
                },
            },
            hovertemplate="%{y}: %{x:.1%}<extra>" + name + "</extra>",
        )
        for place, hidden in enumerate(rows[status]):
            if hidden != "published":
                figure.add_annotation(
                    x=0,
                    y=place,
                    text=words.SYMBOL_OF_STATUS[hidden],
                    showarrow=False,
                    xanchor="left",
                    xshift=4,
                    yshift=11 if column == "all_share" else -11,
                )
    figure.update_layout(
        barmode="group",
        height=110 + 62 * len(groups),
        bargap=0.25,
        xaxis={
            "tickformat": ".0%",
            "title": "Share of children on a plan",
            "rangemode": "tozero",
            "nticks": 6,
        },
        yaxis={"autorange": "reversed", "ticklabelposition": "outside"},
        legend={"traceorder": "reversed"},
        margin={"r": 48},
    )
    return figure


def _panels(titles, heights, events: pd.DataFrame, span: tuple[int, int], scheme: str) -> go.Figure:
    """Empty panels over one axis of years; with `events`, a lane beneath and lines through all."""
    titles, heights = list(titles), list(heights)
    seen = events[events["axis_position"] >= span[0] - 0.5]
    if len(seen):
        titles.append("What happened")
        heights.append(LANE)
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
        _lane(figure, seen, len(titles), scheme)
    last = max(span[1] + 0.5, seen["axis_position"].max() + 0.3 if len(seen) else 0)
    figure.update_xaxes(range=[span[0] - 0.6, last], dtick=1, showticklabels=False)
    figure.update_xaxes(
        row=len(titles), col=1, title_text="Year ending 31 March", showticklabels=True
    )
    figure.update_layout(height=sum(heights) + 40 * len(titles) + 110, **_legend_below())
    return figure


def _lane(figure: go.Figure, events: pd.DataFrame, row: int, scheme: str) -> None:
    for kind, symbol in EVENT_SYMBOLS.items():
        part = events[events["kind"] == kind]
        figure.add_scatter(
            x=part["axis_position"].tolist(),
            y=[kind.capitalize()] * len(part),
            row=row,
            col=1,
            mode="markers",
            showlegend=False,
            marker={"symbol": symbol, "size": 11, "color": theme.CATEGORICAL[scheme][2]},
            text=[
                "<br>".join(textwrap.wrap(f"{e.event_date}: {e.event}", 48))
                for e in part.itertuples()
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    figure.update_yaxes(
        row=row,
        col=1,
        type="category",
        categoryorder="array",
        showgrid=True,
        categoryarray=[kind.capitalize() for kind in reversed(EVENT_SYMBOLS)],
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
            opacity=0.55,
        )


def _legend_below() -> dict:
    return {
        "legend": {"yref": "container", "y": 0.005, "yanchor": "bottom", "traceorder": "normal"},
        "margin": {"b": 90, "t": 30},
    }


def _with_gaps(values: pd.Series) -> list:
    """Numbers as a trace holds them, None where there is none."""
    return [None if pd.isna(value) else value for value in values]
