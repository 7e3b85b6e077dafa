"""Charts of the Trends page that set groups beside each other: regions, and children on plans.

The fact a newcomer gets wrong: a group whose number is hidden has its symbol or a gap, never a bar
of no height.
"""

import textwrap

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import theme, words
from dashboard.charts import kept, years


@kept
def regions(rows: pd.DataFrame, form: str, scheme: str, marked: tuple[int, ...] = ()) -> go.Figure:
    """A panel for each region with England behind it, all to one scale; gaps where hidden.

    `marked` are years in which England is under-recorded.
    """
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
    panels = [(place // 2 + 1, place % 2 + 1) for place in range(len(names))]
    for place, ((row, col), name) in enumerate(zip(panels, names, strict=True)):
        part = rows[rows["region_name"] == name]
        at = part["year_ending"].tolist()
        figure.add_scatter(
            x=at,
            y=years.with_gaps(part["england"]),
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
            x=at,
            y=years.with_gaps(part["value"]),
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
    years.mark(figure, marked, "", scheme, panels)
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
            x=years.with_gaps(rows[column]),
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
