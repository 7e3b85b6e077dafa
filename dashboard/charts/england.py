"""Charts of the England page."""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import kept


@kept
def class_counts(headlines: pd.DataFrame, counts: dict[str, list[int]], threshold, scheme: str):
    """Councils in each class a year, stacked, with the range that may be below as a bar.

    `headlines` is headline_at(threshold), `counts` class → councils in the order of its years.
    """
    figure = go.Figure()
    years = headlines["year_ending"].tolist()
    for name, label in theme.class_labels(threshold).items():
        style = theme.CLASS_STYLES[name]
        paint = style.paint(scheme)
        figure.add_bar(
            x=years,
            y=counts[name],
            name=label,
            marker={
                "color": paint.fill,
                "line": {"color": theme.QUIET_TEXT[scheme], "width": 1},
                "pattern": {
                    "shape": theme.PLOTLY_HATCHES[style.hatch],
                    "fgcolor": paint.line,
                    "size": 6,
                },
            },
            hovertemplate="%{x}: %{y} councils<extra>" + label + "</extra>",
        )
    middle = (headlines["certainly_below"] + headlines["possibly_below"]) / 2
    half = (headlines["possibly_below"] - headlines["certainly_below"]) / 2
    figure.add_scatter(
        x=years,
        y=middle.tolist(),
        mode="markers",
        marker={"size": 1, "color": theme.TEXT[scheme]},
        error_y={
            "type": "data",
            "array": half.tolist(),
            "thickness": 3,
            "width": 8,
            "color": theme.CATEGORICAL[scheme][3],
        },
        name=f"May be below {threshold:g}: from certainly to possibly",
        hovertemplate="%{customdata[0]} to %{customdata[1]} councils<extra></extra>",
        customdata=headlines[["certainly_below", "possibly_below"]].to_numpy().tolist(),
    )
    figure.update_layout(
        barmode="stack",
        height=480,
        xaxis={"title": "Year ending 31 March", "tickmode": "array", "tickvals": years},
        yaxis={"title": "Councils"},
        legend={"y": -0.25, "yanchor": "top"},
    )
    return figure


@kept
def national_trend(series: pd.DataFrame, scheme: str) -> go.Figure:
    """Plans started for sexual abuse in England; `series` has year_ending, sexual_plans, origin.

    Years of one origin are joined; another origin has a marker of its own and no line to it.
    """
    figure = go.Figure()
    symbols = ("circle", "diamond-open")
    for place, (origin, rows) in enumerate(series.groupby("origin", sort=False)):
        figure.add_scatter(
            x=rows["year_ending"].tolist(),
            y=rows["sexual_plans"].tolist(),
            mode="lines+markers" if place == 0 else "markers",
            name=origin,
            connectgaps=False,
            line={"color": theme.CATEGORICAL[scheme][0], "width": 3},
            marker={
                "symbol": symbols[place],
                "size": 9 if place == 0 else 12,
                "color": theme.CATEGORICAL[scheme][0 if place == 0 else 3],
                "line": {"width": 2},
            },
            hovertemplate="%{x}: %{y:,} plans<extra></extra>",
        )
    figure.update_layout(
        height=380,
        xaxis={"title": "Year ending 31 March", "dtick": 1},
        yaxis={"title": "Plans started for sexual abuse"},
        legend={"y": -0.25, "yanchor": "top"},
    )
    return figure
