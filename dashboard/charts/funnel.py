"""The funnel of the Compare page: every council's rate against its number of children.

A suppressed council is a bar over all that its number can be, never a dot.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme, words
from dashboard.charts import kept

LEAST_WIDTH = 150_000  # children: most councils have fewer
NAMES_AT_MOST = 3  # more names than this hide one another: numbers stand in for them


@kept
def funnel(
    everyone: pd.DataFrame, chosen: set[str], curve: pd.DataFrame, target: float, scheme: str
) -> go.Figure:
    """Rates against numbers of children, with the limits as curves.

    `everyone` is of queries.compare.councils_of with a column `mark`, the name or number written
    beside a chosen council; `chosen` are council codes; `target` is England's rate. The axis ends a
    little above the highest printed rate: a bar that goes on is cut, and its range stands in the
    table. To the right it ends beyond the largest of the set, so that small areas are not crowded.
    """
    figure = go.Figure()
    ink, own = theme.CATEGORICAL[scheme][0], theme.CATEGORICAL[scheme][3]
    quiet, text = theme.QUIET_TEXT[scheme], theme.TEXT[scheme]
    is_chosen = everyone["council_code"].isin(chosen)
    published = everyone["sexual_plans_status"] == "published"
    hidden = everyone["sexual_plans_status"].isin(words.HIDDEN)
    top = 1.15 * everyone.loc[published, "sexual_rate_per_1000"].max()
    those = is_chosen if is_chosen.any() else True
    placed = everyone.loc[those & (published | hidden), "children"].tolist()
    widest = min(1.02 * float(curve["children"].max()), 1.5 * max([LEAST_WIDTH / 1.5, *placed]))
    others = "Other councils" if is_chosen.any() else "Councils"
    _add_ranges(
        figure,
        everyone[hidden & ~is_chosen],
        f"{others}, suppressed",
        {"color": quiet, "width": 1},
        opacity=0.35,
        legendrank=1001,
    )
    faint = {"size": 6, "color": quiet, "opacity": 0.45}
    _add_dots(figure, everyone[published & ~is_chosen], others, faint)
    _add_limits(figure, curve, target, text)
    mine, dots = everyone[hidden & is_chosen], everyone[published & is_chosen]
    _add_ranges(figure, mine, "This set, suppressed", {"color": own, "width": 4}, legendrank=2)
    if len(dots):
        strong = {"size": 11, "color": ink, "line": {"color": theme.PAGE[scheme], "width": 1}}
        _add_dots(figure, dots, "This set", strong, legendrank=1)
    _name(figure, dots, "sexual_rate_per_1000", top, widest, text)
    _name(figure, mine, "rate_max", top, widest, text)
    figure.update_layout(
        height=620,
        xaxis={
            "title": "Children aged 0 to 17 in the area",
            "rangemode": "tozero",
            "range": [0, widest],
            "tickformat": ",d",
        },
        yaxis={"title": "Plans per 1,000 children", "range": [0, top]},
        legend={"y": -0.14, "yanchor": "top"},
    )
    return figure


def _add_dots(figure: go.Figure, rows: pd.DataFrame, name: str, marker: dict, **look) -> None:
    """Councils whose number is printed, at their rate."""
    figure.add_scatter(
        x=rows["children"].tolist(),
        y=rows["sexual_rate_per_1000"].tolist(),
        mode="markers",
        name=name,
        text=rows["label"].tolist(),
        customdata=[words.rate(value) for value in rows["sexual_rate_per_1000"]],
        marker=marker,
        hovertemplate="%{text}: %{customdata} per 1,000<extra></extra>",
        **look,
    )


def _add_limits(figure: go.Figure, curve: pd.DataFrame, target: float, ink: str) -> None:
    """The limits around England's rate as curves, each pair named once, and the rate itself."""
    for low, high, dash, name in (
        ("lower_95", "upper_95", "dash", "95% limits"),
        ("lower_998", "upper_998", "dot", "99.8% limits"),
    ):
        for column, shown in ((low, False), (high, True)):
            figure.add_scatter(
                x=curve["children"].tolist(),
                y=curve[column].tolist(),
                mode="lines",
                name=name,
                line={"color": ink, "width": 1.5, "dash": dash},
                showlegend=shown,
                hoverinfo="skip",
            )
    figure.add_scatter(
        x=[0, float(curve["children"].max())],
        y=[target, target],
        mode="lines",
        name="England",
        line={"color": ink, "width": 2},
        hoverinfo="skip",
    )


def _add_ranges(figure: go.Figure, rows: pd.DataFrame, name: str, line: dict, **look) -> None:
    """Suppressed councils as upright bars from the least to the most their rate can be."""
    if rows.empty:
        return
    x, y = [], []
    for row in rows.itertuples():
        x += [row.children, row.children, None]
        y += [row.rate_min, row.rate_max, None]
    figure.add_scatter(x=x, y=y, mode="lines", name=name, line=line, hoverinfo="skip", **look)


def _name(
    figure: go.Figure, rows: pd.DataFrame, column: str, top: float, widest: float, colour: str
) -> None:
    """Each council's name beside its mark, or its number where names would hide one another."""
    for row in rows.itertuples():
        figure.add_annotation(
            x=row.children,
            y=min(getattr(row, column), 0.97 * top),
            text=row.mark,
            xanchor="left" if row.children < 0.1 * widest else "center",
            yanchor="bottom",
            yshift=5,
            showarrow=False,
            font={"size": 12, "color": colour},
        )
