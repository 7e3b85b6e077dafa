"""A page with a year and our map, and nothing else. `?own` gives the map its own year control."""

import os

import streamlit as st

from dashboard import queries, theme
from dashboard.councils import council_map

YEARS_TIMES, SHAPES_TIMES = (int(os.environ.get(f"GROW_{x}", 1)) for x in ("YEARS", "SHAPES"))


@st.cache_resource
def figures() -> council_map.Figures:
    """Each year's classes, and before them those of the same years again and again."""
    held, years = queries.plan_years(), {}
    for again in range(YEARS_TIMES):
        for year in held:
            for row in queries.classes_in(year, 0.2).rename(columns={"class": "kind"}).itertuples():
                area = council_map.Area(row.kind, "")
                areas = years.setdefault(year - again * len(held), {})
                areas[row.council_code] = area
                areas |= {f"{row.council_code}-{n}": area for n in range(1, SHAPES_TIMES)}
    legend = [
        council_map.LegendEntry(name, label, theme.CLASS_STYLES[name])
        for name, label in theme.class_labels().items()
    ]
    return council_map.pack(legend, years)


@st.fragment
def page() -> None:
    own = "own" in st.query_params
    years = figures().years
    year = years[-1] if own else st.select_slider("Year", years, value=years[-1])
    council_map.council_map(
        figures(),
        key="map",
        year=year,
        title="Councils by class",
        source="",
        file_name="map",
        year_control=own,
    )


st.set_page_config("Councils by class", layout="wide")
st.title("Councils by class")
page()
