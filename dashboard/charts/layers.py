"""England in layers: estimated, recorded by the police, assessed and planned, over the years.

The fact a newcomer gets wrong: no layer is a part of the one above it. On the logarithmic axis
equal distances are equal ratios; the index sets each first year to 100 and shows change alone.
"""

import math

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import kept, years
from dashboard.words import police as police_words

SYMBOLS = {
    "estimated": "square-open",
    "police_recorded": "triangle-up",
    "assessments": "diamond",
    "plans": "circle",
}
# Scale → how far above its line's first point a layer's name stands, in pixels, and above its last
# in LAST. All lines of the index begin at 100, so their names stand at their ends.
SHIFTS = {
    "per-1000": {"estimated": 15, "police_recorded": 22, "assessments": 15, "plans": -16},
    "indexed": {"police_recorded": 34, "assessments": 28, "plans": -16},
}
LAST = {"per-1000": {"police_recorded"}, "indexed": {"police_recorded", "assessments", "plans"}}
INKS = {"estimated": 3, "police_recorded": 2, "assessments": 1, "plans": 0}  # of theme.CATEGORICAL
HEIGHT = 380


@kept
def layers(rows, scale: str, events, scheme: str) -> go.Figure:
    """`rows` is layer_year; `scale` of words.police.SCALES; the estimate has no index."""
    column = "per_1000" if scale == "per-1000" else "indexed"
    span = int(rows["year_ending"].min()), int(rows["year_ending"].max())
    figure = years.panels([""], [HEIGHT], events, span, scheme)
    for layer, label in police_words.LAYERS.items():
        of = rows[(rows["layer"] == layer) & (rows["status"] == "published")]
        if not of[column].notna().any():
            continue
        ink = theme.CATEGORICAL[scheme][INKS[layer]]
        base = "" if column == "per_1000" else f" ({int(of['base_year'].iloc[0])} = 100)"
        by_year = dict(zip(of["year_ending"], of[column], strict=True))
        at = list(range(span[0], span[1] + 1))
        values = [by_year.get(year) for year in at]  # a missing year is a gap
        figure.add_scatter(
            x=at,
            y=values,
            mode="lines+markers",
            name=f"{label}{base}",
            showlegend=False,
            line={"color": ink, "width": 3, "dash": "dash" if layer == "estimated" else "solid"},
            marker={"symbol": SYMBOLS[layer], "size": 9, "color": ink},
            customdata=[
                "" if v is None else police_words.of_layer(layer, v, scale) for v in values
            ],
            hovertemplate="%{x}: %{customdata}<extra>" + label + "</extra>",
            row=1,
            col=1,
        )
        drawn = [n for n, value in enumerate(values) if value is not None]
        is_last = layer in LAST[scale]
        place = drawn[-1 if is_last else 0]
        figure.add_annotation(
            x=at[place],
            y=math.log10(by_year[at[place]]) if column == "per_1000" else values[place],
            text=f"<b>{police_words.SHORT_LAYERS[layer]}</b>",
            font={"color": ink, "size": 14},
            showarrow=False,
            xanchor="right" if is_last else "left",
            yshift=SHIFTS[scale][layer],
            row=1,
            col=1,
        )
    figure.update_yaxes(
        title_text=police_words.SCALES[scale],
        **(years.LOGARITHMIC if column == "per_1000" else {"rangemode": "tozero"}),
        row=1,
        col=1,
    )
    return figure
