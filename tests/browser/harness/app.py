"""A page with nothing but the map, on the invented country, for the tests to drive.

`?control=1` gives the map its own year control; `?theme` is Streamlit's business.
"""

import stand_in  # noqa: F401
import streamlit as st

from dashboard import database, theme
from dashboard.councils import council_map
from dashboard.councils.council_map import Area, LegendEntry

st.set_page_config("The invented country", layout="wide")
YEARS = tuple(range(2013, 2025))
CODES = database.CODES | database.OLD


def classes(year: int) -> dict[str, Area]:
    """A class for each council of the year, moving one step each year so that all are seen."""
    areas = {}
    for number, (name, code) in enumerate(CODES.items()):
        gone = name == "Westmarch" and year > 2022
        not_yet = name in ("Millbrook", "Ashdale") and year < 2023
        if gone or not_yet:
            continue
        entry = theme.CLASSES[(number + year) % len(theme.CLASSES)]
        figure = {"none": "0 plans", "very_low": "0.12 per 1,000", "at_or_above": "0.34 per 1,000"}
        areas[code] = Area(entry, figure.get(entry, ""))
    return areas


@st.cache_resource
def figures() -> council_map.Figures:
    labels = theme.class_labels()
    spoken = {"suppressed": "suppressed, 1 to 5 or hidden to protect another figure"}
    legend = [
        LegendEntry(name, labels[name], theme.CLASS_STYLES[name], spoken.get(name, ""))
        for name in theme.CLASSES
    ]
    return council_map.pack(legend, {year: classes(year) for year in YEARS})


@st.fragment
def page() -> None:
    chosen, moved = st.session_state.setdefault("chosen", None), st.session_state.get("moved")
    year = st.select_slider("Year", YEARS, value=2024, key="year")
    layer = st.radio("Shapes", ("map", "hexes"), horizontal=True, key="layer")

    def choose(code: str | None) -> None:
        st.session_state.chosen = code

    def move(to: int) -> None:
        st.session_state.moved = to

    answer = council_map.council_map(
        figures(),
        key="councils",
        year=year,
        layer=layer,
        title="Councils by what they recorded",
        source="Source: an invented table, release of no date.",
        file_name="invented-country",
        selected=chosen,
        marked=[database.CODES["Northford"], database.CODES["Inner Marle"]],
        marked_label="Inspected",
        year_control="control" in st.query_params,
        on_choose=choose,
        on_year=move,
    )
    st.markdown(f"Chosen: {chosen}. Answer: {answer!r}. Year moved to: {moved}.")


st.title("The invented country")
page()
