"""The dashboard: `uvicorn dashboard.asgi:app`, or `streamlit run dashboard/app.py`.

Each page is a file in views/. If there is no database a page would have nothing true to say, so
the reader is told what to do instead of being shown an error.
"""

import sys
from pathlib import Path

import streamlit as st

# Streamlit puts this file's folder on the path, not the project's. No other file touches the path.
ROOT = str(Path(__file__).parent.parent)
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from dashboard import database, words  # noqa: E402

PAGES = [
    st.Page("views/england.py", title="England", default=True),
    st.Page("views/map.py", title="Map", url_path="map"),
    st.Page("views/council.py", title="Council", url_path="council"),
    st.Page("views/compare.py", title="Compare", url_path="compare"),
    st.Page("views/trends.py", title="Trends", url_path="trends"),
    st.Page("views/prevalence.py", title="Prevalence", url_path="prevalence"),
    st.Page("views/data.py", title="Data", url_path="data"),
    st.Page("views/about.py", title="About", url_path="about"),
]

chosen = st.navigation(PAGES, position="top")
st.set_page_config(
    page_title=f"{chosen.title} | {words.SITE}",
    layout="wide",
    initial_sidebar_state="collapsed",
)
try:
    database.cursor()
    chosen.run()
except database.NoDatabase as problem:
    st.title("The figures are not here yet")
    st.error(
        f"This dashboard reads its figures from one file, and {problem}. "
        "Run `make build` (or `python -m etl build`) and reload this page."
    )
