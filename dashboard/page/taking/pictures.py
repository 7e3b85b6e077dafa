"""What a page needs once so that its charts can be taken: a listener, and where the library is.

The fact a newcomer gets wrong: the library is named here and not fetched. The script asks for it
with the first picture of a Plotly chart.
"""

import json

import streamlit as st

from dashboard import served, theme
from dashboard.charts import picture

SCRIPT = """
export default ({ data }) => {
  if (document.querySelector("script[data-library]")) return;
  const script = document.createElement("script");
  Object.assign(script.dataset, { library: data.library, light: data.light });
  script.src = data.script;
  document.head.append(script);
};
"""
_mount = st.components.v2.component("taking", html="", js=SCRIPT, isolate_styles=False)


def listen() -> None:
    """Put the listener on the page; each page does so once."""
    with st.container(key="live-taking"):
        _mount(
            key="taking",
            data={
                "script": served.address(picture.script()),
                "library": served.address(picture.library()),
                "light": json.dumps(theme.on_paper()),
            },
        )
