"""The explorer's face in Streamlit: the place that the page's own <council-explorer> moves into.

The fact a newcomer gets wrong: nothing is drawn here and nothing is told to the server. The element
stands in the page's HTML and answers before Streamlit has started (in delivery/opening); this only
takes the same node in, with its zoom, year and council, where the page will keep it. Under plain
`streamlit run`, which knows nothing of that, the element is made here instead.
"""

from pathlib import Path
from typing import Any, cast

import streamlit as st

from dashboard import queries, served
from dashboard.councils import explorer
from dashboard.councils.explorer import measures
from dashboard.words.itself import pages as page_words

SCRIPT = Path(__file__).with_name("explorer.js").read_text()
_mount = st.components.v2.component(
    "explorer", html='<div class="explorer-place"></div>', js=SCRIPT, isolate_styles=False
)
# Streamlit's frame, out of the way of a page that fills the screen, and unseen until that page has
# the explorer in it.
STYLE = """
[data-testid=stMainBlockContainer] { padding: 52px 0 0 !important; max-width: none !important; }
.explorer-place { min-height: calc(100dvh - 52px); }
.page-foot { max-width: 84rem; margin-inline: auto !important; padding-inline: 1rem; }
body:has(> #first-look) .stApp { visibility: hidden; }
@media print { body:has(> #first-look) .stApp { display: none; } }
"""
LINKS = {
    "everything": "council?council={slug}&year={year}",
    "briefing": "site/councils/{slug}.html",
    "compare": "compare?group=neighbours&council={slug}&year={year}",
    "briefings": "site/councils/index.html",
    "package": "data",
    "reviews": "reviews#inspections",
    "embed": "site/embed/",
    "here": ".",
}


def html() -> str:
    """The element as this server serves it."""
    base = f"./{explorer.FOLDER}/{explorer.version()}/"
    return explorer.element(base, LINKS, instead=page_words.INSTEAD)


def show() -> None:
    """Put the explorer here."""
    data: dict[str, Any] = {"element": html(), "script": "", "addresses": {}}
    if served.own_routes:
        data["script"] = f"./{explorer.FOLDER}/{explorer.version()}/{explorer.SCRIPT}"
    else:
        usual = measures.class_name(queries.default_threshold())
        names = {
            name: served.File.of(cast(bytes, explorer.file(name)), name.rpartition(".")[2])
            for name in explorer.names()
            # All are made before the page is shown, so other lines of "very low" are left out.
            if "/class-" not in name or name.endswith(f"/{usual}.json")
        }
        data["addresses"] = {name: served.address(file) for name, file in names.items()}
        data["script"] = data["addresses"][explorer.SCRIPT]
        st.html(f"<style>{STYLE}</style>")
    _mount(key="explorer", data=data)
