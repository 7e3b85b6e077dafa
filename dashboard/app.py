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

from dashboard import contents, database, words  # noqa: E402
from dashboard.delivery import faults  # noqa: E402
from dashboard.words.itself import pages as said  # noqa: E402

PAGES = [
    st.Page(f"views/{page.file}", title=page.title, url_path=page.path, default=not page.path)
    for page in contents.PAGES
]
# The address the map once had; served.own_routes answers it before this is asked.
PAGES.append(st.Page("views/explorer.py", title="Map", url_path="map"))

# The menu is in the head of the page's own HTML (page/around/site_head.py).
chosen = st.navigation(PAGES, position="hidden")
st.set_page_config(
    page_title=f"{chosen.title} | {words.SITE}", layout="wide", initial_sidebar_state="collapsed"
)
try:
    database.cursor()
    chosen.run()
except database.NoDatabase as problem:
    faults.LOG.error("No figures: %s", problem)  # where they should be is for the log
    st.title(said.NO_FIGURES)
    st.error(said.BUILD_THEM)
