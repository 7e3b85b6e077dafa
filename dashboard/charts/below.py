"""Councils below the usual line a year: the honest range, and a model's estimate inside it.

The fact a newcomer gets wrong: the bar is no error bar. It is all that the printed rows allow; the
thin line on the point is how sure the model is, and it lies within the bar.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import kept, years


@kept
def below(rows: pd.DataFrame, scheme: str) -> go.Figure:
    """`rows` is of queries.chance.modelled, oldest first."""
    figure = go.Figure()
    ink = theme.CATEGORICAL[scheme]
    at = rows["year_ending"].tolist()
    figure.add_bar(
        x=at,
        base=rows["certainly_below"].tolist(),
        y=(rows["possibly_below"] - rows["certainly_below"]).tolist(),
        width=0.6,
        name="Certainly to possibly below",
        marker={
            "color": theme.RULE[scheme],
            "line": {"color": theme.QUIET_TEXT[scheme], "width": 1},
        },
        customdata=rows[["certainly_below", "possibly_below"]].to_numpy().tolist(),
        hovertemplate="%{x}: %{customdata[0]} to %{customdata[1]}<extra>by printed rows</extra>",
    )
    some = rows[rows["modelled_below"].notna()]
    figure.add_scatter(
        x=at,
        y=years.with_gaps(rows["modelled_below"]),
        mode="markers",
        name="Modelled, with 95% limits",
        marker={"symbol": "diamond", "size": 10, "color": ink[0]},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": (rows["modelled_high"] - rows["modelled_below"]).tolist(),
            "arrayminus": (rows["modelled_below"] - rows["modelled_low"]).tolist(),
            "color": ink[0],
            "thickness": 2,
            "width": 5,
        },
        customdata=rows[["modelled_low", "modelled_high"]].to_numpy().tolist(),
        hovertemplate="%{x}: about %{y} (%{customdata[0]} to %{customdata[1]})"
        "<extra>modelled</extra>",
        visible=bool(len(some)),
    )
    legend = years.legend_below()
    figure.update_layout(
        height=400,
        xaxis={"title": "Year ending 31 March", "dtick": 1, "tickvals": at},
        yaxis={"title": "Councils", "rangemode": "tozero"},
        legend=legend["legend"],
        margin=legend["margin"] | {"b": 110},
    )
    return figure
