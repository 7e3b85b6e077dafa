"""Every colour, hatch, letter and word that stands for a class, and the look of the charts.

The fact a newcomer gets wrong: the colours are not a scale from good to bad. The figures say what
a council records, not what children suffer, so there is no red, no green and no "worst" shade.
Colour is never alone either: each class has a hatch, a letter and words of its own, because a
reader may not see the colour, may print in grey, or may use forced colours.

Colours come from the Government Analysis Function's palette; the tints for the dark page are the
same hues lightened until they stand 3:1 from it. `tests/dashboard/test_theme.py` measures them.
"""

import zlib
from typing import NamedTuple

NAVY, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
BLUE, SKY = "#2073BC", "#6BACE6"
# The same values stand in .streamlit/config.toml, which cannot read Python.
PAGE = {"light": "#FFFFFF", "dark": "#10151D"}
TEXT = {"light": "#0B0C0C", "dark": "#F3F5F7"}
QUIET_TEXT = {"light": "#454E58", "dark": "#C3CAD2"}
RULE = {"light": "#D5DADF", "dark": "#39434F"}
PRIMARY = {"light": NAVY, "dark": SKY}  # of controls, and of what is neither a class nor a series
CATEGORICAL = {
    "light": (NAVY, TEAL, PLUM, ORANGE),
    "dark": ("#A9CDEF", "#5CC4BB", "#E3A8C9", "#F79364"),
}
# The system's own: a request for a web font would be a request to somebody else's computer.
FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

# What is drawn over the fill, on a tile of 8 by 8 CSS pixels, with a line 1.5 wide.
HATCHES = {
    "plain": "",
    "dots": "M2 2h.01M6 6h.01",
    "diagonal": "M-2 6L6 -2M0 8L8 0M2 10L10 2",
    "horizontal": "M0 2H8M0 6H8",
    "vertical": "M2 0V8M6 0V8",
    "cross": "M0 0L8 8M8 0L0 8",
}
PLOTLY_HATCHES = {
    "plain": "",
    "dots": ".",
    "diagonal": "/",
    "horizontal": "-",
    "vertical": "|",
    "cross": "x",
}


class Paint(NamedTuple):
    """How a class is drawn in one scheme: `text` is for a letter written on the fill."""

    fill: str
    line: str
    text: str


class Style(NamedTuple):
    """How a class is told from its neighbours, with colour and without.

    `forced_hatch` is used with forced colours, where only the system's two inks exist; "solid"
    there means filled with the text's ink.
    """

    hatch: str
    forced_hatch: str
    letter: str
    light: Paint
    dark: Paint

    def paint(self, scheme: str) -> Paint:
        return self.dark if scheme == "dark" else self.light


# The strongest inks are those of none, suppressed and very low, which this product is about: in the
# dark scheme that is the lightest. "0.2 or more" is the quietest that still stands from the page.
CLASSES = ("none", "suppressed", "very_low", "at_or_above", "not_available")

CLASS_STYLES = {
    "none": Style(
        "dots",
        "dots",
        "0",
        Paint(PLUM, "#FFFFFF", "#FFFFFF"),
        Paint("#E3A8C9", "#5A0E39", "#10151D"),
    ),
    "suppressed": Style(
        "diagonal",
        "diagonal",
        "c",
        Paint("#454E58", "#8793A0", "#FFFFFF"),
        Paint("#C3CAD2", "#56616D", "#10151D"),
    ),
    "very_low": Style(
        "horizontal",
        "horizontal",
        "<",
        Paint(NAVY, "#8CBCEB", "#FFFFFF"),
        Paint("#A9CDEF", "#2F70AD", "#10151D"),
    ),
    "at_or_above": Style(
        "plain",
        "solid",
        "≥",
        Paint("#7592B0", "#7592B0", "#0B0C0C"),
        Paint("#5A6C7E", "#5A6C7E", "#FFFFFF"),
    ),
    "not_available": Style(
        "cross",
        "cross",
        "x",
        Paint("#FFFFFF", "#7C8792", "#0B0C0C"),
        Paint("#10151D", "#8B95A1", "#FFFFFF"),
    ),
}


# Of two years beside each other: who entered and left "none, suppressed or very low", who stayed.
# Nobody is better or worse for it, so the hues are none of the classes' own.
CHANGE_STYLES = {
    "entered": Style(
        "diagonal",
        "diagonal",
        "+",
        Paint(ORANGE, "#8A3208", "#0B0C0C"),
        Paint("#F79364", "#7A2E0A", "#10151D"),
    ),
    "left": Style(
        "vertical",
        "vertical",
        "-",
        Paint(TEAL, "#0C5C56", "#0B0C0C"),
        Paint("#5CC4BB", "#0C5C56", "#10151D"),
    ),
    "stayed": Style(
        "plain", "plain", "=", Paint(NAVY, NAVY, "#FFFFFF"), Paint("#A9CDEF", "#A9CDEF", "#10151D")
    ),
    "neither": CLASS_STYLES["at_or_above"]._replace(letter="0"),
    "not_comparable": CLASS_STYLES["not_available"],
}


def class_labels(threshold: float) -> dict[str, str]:
    """The words of each class, in legend order. `threshold` is per 1,000 children aged 0 to 17."""
    return {
        "none": "None recorded",
        "suppressed": "Suppressed by DfE",
        "very_low": f"Very low (above 0, below {threshold:g} per 1,000)",
        "at_or_above": f"{threshold:g} per 1,000 or more",
        "not_available": "No figure",
    }


# From little to much, each further from the page than the last, with its hatch counted in.
# Neighbours are not 3:1 apart in colour (three blues cannot be, between the page and navy), so
# neighbours never share a hatch.
SEQUENTIAL = (
    Style(
        "plain",
        "plain",
        "1",
        Paint("#D6E8F8", "#D6E8F8", "#0B0C0C"),
        Paint("#173A5C", "#173A5C", "#FFFFFF"),
    ),
    Style(
        "vertical",
        "vertical",
        "2",
        Paint(SKY, "#2F70AD", "#0B0C0C"),
        Paint("#1D5C96", "#6BACE6", "#FFFFFF"),
    ),
    Style(
        "plain", "dots", "3", Paint(BLUE, BLUE, "#FFFFFF"), Paint("#4F94D4", "#4F94D4", "#10151D")
    ),
    Style(
        "horizontal",
        "horizontal",
        "4",
        Paint("#1A5A93", "#0B2B47", "#FFFFFF"),
        Paint("#8CBCEB", "#1D5C96", "#10151D"),
    ),
    Style(
        "plain",
        "solid",
        "5",
        Paint("#0B2B47", "#0B2B47", "#FFFFFF"),
        Paint("#D6E8F8", "#D6E8F8", "#10151D"),
    ),
)


def sequential(bins: int) -> tuple[Style, ...]:
    """Styles for 1 to 5 bins of a rate, little to much. Raises ValueError for any other number."""
    chosen = {1: (2,), 2: (1, 4), 3: (1, 2, 3), 4: (1, 2, 3, 4), 5: (0, 1, 2, 3, 4)}
    if bins not in chosen:
        raise ValueError(f"{bins} bins: a reader tells apart at most five shades, choose 1 to 5")
    return tuple(SEQUENTIAL[place] for place in chosen[bins])


def swatch(style: Style, scheme: str, size: int = 18) -> str:
    """A square of the class as inline SVG, for keys and history strips. Decorative: no name."""
    paint = style.paint(scheme)
    # A page finds a pattern by its id, so the id must differ between styles and never between runs.
    name = f"hatch-{zlib.crc32(repr((style, scheme)).encode()):x}"
    return (
        f'<svg width="{size}" height="{size}" aria-hidden="true" focusable="false">'
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{paint.fill}"/>'
        f'<path d="{HATCHES[style.hatch]}" stroke="{paint.line}" stroke-width="1.5"'
        f' stroke-linecap="round"/></pattern>'
        f'<rect x=".5" y=".5" width="{size - 1}" height="{size - 1}" fill="url(#{name})"'
        f' stroke="{QUIET_TEXT[scheme]}"/></svg>'
    )


def plotly_look(scheme: str) -> dict:
    """The look of every Plotly chart: what its layout has where it says nothing else.

    The background is transparent so that the page's own shows, and a legend stands above the plot,
    in reading order. The zero line is drawn: a chart of counts starts there. What has a colour is
    drawn unless it is said not to be.
    """
    axis = {
        "gridcolor": RULE[scheme],
        "linecolor": QUIET_TEXT[scheme],
        "showline": False,
        "tickcolor": QUIET_TEXT[scheme],
        "zerolinecolor": QUIET_TEXT[scheme],
        "zerolinewidth": 1,
        "automargin": True,
        "title": {"standoff": 8, "font": {"size": 14}},
    }
    return {
        "font": {"family": FONT, "size": 14, "color": TEXT[scheme]},
        "title": {"font": {"size": 18}, "x": 0, "xanchor": "left", "automargin": True},
        "colorway": list(CATEGORICAL[scheme]),
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "xaxis": {**axis, "showgrid": False, "ticks": "outside"},
        "yaxis": {**axis, "rangemode": "tozero", "ticks": ""},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hoverlabel": {
            "font": {"family": FONT, "size": 14, "color": TEXT[scheme]},
            "bgcolor": PAGE[scheme],
            "bordercolor": QUIET_TEXT[scheme],
        },
        "margin": {"l": 8, "r": 8, "t": 48, "b": 8},
        "dragmode": False,
    }


def on_paper() -> dict[str, str]:
    """Each colour of a chart on the dark page → the same thing's on a light one.

    A picture is always light. No dark colour stands for two light ones, or this raises ValueError.
    """
    pairs = [(each["dark"], each["light"]) for each in (PAGE, TEXT, QUIET_TEXT, RULE, PRIMARY)]
    pairs += zip(CATEGORICAL["dark"], CATEGORICAL["light"], strict=True)
    for style in CLASS_STYLES.values():
        pairs += zip(style.dark, style.light, strict=True)
    pairs += [(SEQUENTIAL[0].dark.fill, SEQUENTIAL[0].light.fill), (BLUE, SKY)]
    found: dict[str, str] = {}
    for dark, light in pairs:
        if found.setdefault(dark.upper(), light.upper()) != light.upper():
            raise ValueError(f"{dark} stands for {light} and for {found[dark.upper()]}")
    return found


# No mode bar: its buttons are small, unnamed to a screen reader, and one uploads the chart.
PLOTLY_CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}


def hidden_bar(scheme: str) -> dict:
    """Plotly's marker of a bar that shows what a hidden number can be: the class's hatch."""
    style = CLASS_STYLES["suppressed"]
    paint = style.paint(scheme)
    return {
        "color": paint.fill,
        "line": {"color": QUIET_TEXT[scheme], "width": 1},
        "pattern": {
            "shape": PLOTLY_HATCHES[style.hatch],
            "bgcolor": paint.fill,
            "fgcolor": paint.line,
            "size": 6,
        },
    }
