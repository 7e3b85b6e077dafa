"""The fold of a leader's own newer numbers, on the dashboard.

The fact a newcomer gets wrong: the toolkit is told nothing of what is typed, and a run of the page
for another year must leave the fold as it is. So it is a component that only takes the element in,
once for each council.
"""

import streamlit as st

from dashboard import served
from dashboard.councils import newer

SCRIPT = """
export default ({ parentElement, data }) => {
  const place = parentElement.querySelector(".newer-place");
  if (place.dataset.of === data.of) return;
  place.dataset.of = data.of;
  place.innerHTML = data.element;
  if (!customElements.get("own-numbers"))
    document.head.append(Object.assign(document.createElement("script"), { src: data.script }));
};
"""
_mount = st.components.v2.component(
    "newer", html='<div class="newer-place"></div>', js=SCRIPT, isolate_styles=False
)


def show(area) -> None:
    """Put the fold here; nothing for an area that no longer exists. `area`: of queries.councils."""
    facts = served.address(newer.facts())
    element = newer.element(area, facts)
    if element:
        script = served.address(newer.script())
        _mount(key="newer", data={"element": element, "script": script, "of": area.slug})
