"""Charts of England over time on the Trends page: plans, categories, assessments and their parts.

The fact a newcomer gets wrong: a year of figures ends on 31 March and is drawn at its own number,
so an event of autumn 2020 stands beside 2021. `axis_position` of event_on_axis has done that.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import ends, kept, years
from dashboard.words.country.trends import DIVIDED

# 31 March 2020 ended the last year before the sexual abuse factor was divided.
BREAK_AT = 2020.5
DASHES = ("solid", "dash", "dot", "dashdot")
SYMBOLS = ("circle", "square-open", "diamond", "triangle-up-open", "x", "star-open", "cross")


@kept
def national(
    series: pd.DataFrame, gaps: dict[str, list[tuple[int, int]]], events: pd.DataFrame, scheme: str
) -> go.Figure:
    """All plans, plans for sexual abuse and their share, a panel each; `series` is national_year.

    `gaps` is column → runs of years for which we hold none, shaded and never bridged.
    """
    panels = {
        "all_plans": ("All plans that began", ",d"),
        "sexual_plans": ("Plans for sexual abuse", ",d"),
        "sexual_share": ("Share of plans naming sexual abuse", ".0%"),
    }
    span = (int(series["year_ending"].min()), int(series["year_ending"].max()))
    figure = years.panels([title for title, _ in panels.values()], [150] * 3, events, span, scheme)
    ink = theme.CATEGORICAL[scheme]
    for row, (column, (title, form)) in enumerate(panels.items(), 1):
        hover = "%{x}: %{y:" + form.replace(".0%", ".1%") + "}<extra>" + title + "</extra>"
        shown = series[series["origin"] == "file"]
        figure.add_scatter(
            x=shown["year_ending"].tolist(),
            y=years.with_gaps(shown[column]),
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
            hovertemplate=hover,
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
            hovertemplate=hover,
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
                annotation_text="we hold none" if last - first >= 7 else "",
                annotation_position="inside",
            )
        figure.update_yaxes(row=row, col=1, tickformat=form, rangemode="tozero")
    figure.update_xaxes(dtick=5, tick0=1995)
    return figure


@kept
def category_shares(rows: pd.DataFrame, labels: dict, events: pd.DataFrame, scheme: str):
    """Columns of 100%, sexual abuse at the foot; `rows` is england_category_year of one kind."""
    span = (int(rows["year_ending"].min()), int(rows["year_ending"].max()))
    figure = years.panels([""], [340], events, span, scheme)
    styles = dict(zip(labels, _stack_styles(scheme), strict=True))
    for name, label in labels.items():
        part = rows[rows["category"] == name]
        color, hatch = styles[name]
        figure.add_bar(
            x=part["year_ending"].tolist(),
            y=years.with_gaps(part["share"]),
            name=label,
            row=1,
            col=1,
            marker=_hatched(color, hatch, theme.PAGE[scheme], theme.TEXT[scheme], 0.45),
            hovertemplate="%{x}: %{y:.1%}<extra>" + label + "</extra>",
        )
    figure.update_layout(barmode="stack", bargap=0.15)
    figure.update_yaxes(
        row=1, col=1, tickformat=".0%", range=[0, 1.005], title_text="Share of plans"
    )
    return figure


def _hatched(color: str, hatch: str, border: str, ink: str, opacity: float) -> dict:
    """Plotly's marker of a bar in `color` that is told from others by the hatch laid over it."""
    return {
        "color": color,
        "line": {"color": border, "width": 1},
        "pattern": {
            "shape": hatch,
            "size": 7,
            "fgcolor": ink,
            "fgopacity": opacity,
            "fillmode": "overlay",
        },
    }


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
    marked: tuple[int, ...] = (),
) -> go.Figure:
    """A line for each of `labels` found in column `by`; the break of 2021 where one was divided.

    `marked` are years that are under-recorded.
    """
    span = (int(rows["year_ending"].min()), int(rows["year_ending"].max()))
    figure = years.panels([""], [340], events, span, scheme)
    shown = [name for name in labels if name in set(rows[by])]
    ink = theme.CATEGORICAL[scheme]
    for place, name in enumerate(shown):
        part = rows[rows[by] == name]
        figure.add_scatter(
            x=part["year_ending"].tolist(),
            y=years.with_gaps(part[value]),
            name=labels[name],
            row=1,
            col=1,
            mode="lines+markers",
            connectgaps=False,
            line={"color": ink[place % 4], "width": 3, "dash": DASHES[place // 4 % 4]},
            marker={"symbol": SYMBOLS[place % 7], "size": 9, "line": {"width": 2}},
            hovertemplate="%{x}: %{y:" + form + "}<extra>" + labels[name] + "</extra>",
        )
    if DIVIDED & set(shown):
        figure.add_vline(
            x=BREAK_AT,
            row=1,
            col=1,
            line={"color": theme.TEXT[scheme], "width": 1.5, "dash": "dash"},
            annotation={"text": "three columns from here", "font": {"size": 12}, "xanchor": "left"},
            annotation_position="bottom right",
        )
    years.mark(figure, marked, "under-recorded", scheme)
    top = 1.12 * float(rows.loc[rows[by].isin(shown), value].max())
    figure.update_yaxes(
        row=1, col=1, title_text=axis, tickformat=form.replace(".1f", "d"), range=[0, top]
    )
    if len(shown) <= ends.MOST:
        lines_of = [rows[rows[by] == name] for name in shown]
        named = [
            ends.of(part["year_ending"], part[value], labels[name], ink[place % 4])
            for place, (name, part) in enumerate(zip(shown, lines_of, strict=True))
        ]
        ends.name(figure, named, (0, top), 330, scheme, row=1, col=1)
        figure.update_layout(showlegend=False, margin={"b": 50})
    return figure


@kept
def parts(
    rows: pd.DataFrame, labels: dict[str, str], scheme: str, marked: tuple[int, ...] = ()
) -> go.Figure:
    """The parts of sexual abuse among assessments, stacked, from the year they were divided."""
    figure = go.Figure()
    ink = theme.CATEGORICAL[scheme]
    for (name, label), color, hatch in zip(labels.items(), ink, ("", "/", "."), strict=False):
        part = rows[rows["factor"] == name]
        figure.add_bar(
            x=part["year_ending"].tolist(),
            y=years.with_gaps(part["value"]),
            name=label,
            marker=_hatched(color, hatch, theme.PAGE[scheme], theme.PAGE[scheme], 0.6),
            hovertemplate="%{x}: %{y:,d}<extra>" + label + "</extra>",
        )
    figure.update_layout(
        barmode="stack",
        height=380,
        bargap=0.3,
        yaxis={"title": "Assessments", "tickformat": ",d"},
        xaxis={"title": "Year ending 31 March", "dtick": 1},
        **years.legend_below(),
    )
    years.mark(figure, marked, "under-recorded", scheme)
    return figure


def factors(rows: pd.DataFrame, labels: dict, events: pd.DataFrame, scheme: str, marked):
    """Assessments that recorded each factor; `rows` is of queries.country.trends.factor_years."""
    return lines(
        rows, labels, events, scheme, by="factor", value="value", axis="Assessments", marked=marked
    )


def conversion(rows: pd.DataFrame, labels: dict, events: pd.DataFrame, scheme: str, marked):
    """Plans per 100 assessments of a kind; `rows` is of queries.country.trends.conversion_years."""
    return lines(
        rows,
        labels,
        events,
        scheme,
        by="category",
        value="plans_per_100_assessments",
        axis="Plans per 100 assessments",
        form=".1f",
        marked=marked,
    )
