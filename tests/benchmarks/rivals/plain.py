"""The plain way: every rerun sends a Plotly figure with the shapes in it. `streamlit run` this."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import plotly.graph_objects as go  # noqa: E402
import streamlit as st  # noqa: E402

from benchmarks import rivals  # noqa: E402

st.set_page_config(layout="wide")
st.title("Councils by class")
years = list(rivals.classes())
year = st.select_slider("Year", years, value=years[-1])
st.plotly_chart(
    go.Figure([rivals.trace(year, rivals.shapes())], rivals.LAYOUT),
    config={"topojsonURL": "/app/static/"},
)
