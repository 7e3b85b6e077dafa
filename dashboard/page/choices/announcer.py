"""What a choice changed, said aloud: a live region for readers who do not see the page alter.

The fact a newcomer gets wrong: a screen reader reads a region that changes, and passes over one
that arrives with its words in it. So the region stands on the page, empty, from the first run, in
a component that is never mounted anew; `st.html` would replace it each time.
"""

from collections.abc import Callable
from functools import wraps

import streamlit as st

from dashboard.page.choices import controls

SCRIPT = """
export default ({ parentElement, data }) => {
  parentElement.querySelector("[role=status]").textContent = data;
};
"""
_mount = st.components.v2.component(
    "announcer", html='<p class="spoken" role="status"></p>', js=SCRIPT, isolate_styles=False
)


def place(key: str) -> st.delta_generator.DeltaGenerator:
    """Where the region stands. Make it before the parts of a page that come and go."""
    return st.container(key=f"live-{key}")


def say(where: st.delta_generator.DeltaGenerator, key: str, result: str | None = None) -> None:
    """Say what the reader just chose and `result`, what came of it; else nothing."""
    chosen = controls.just_chosen()
    with where:
        _mount(key=f"said-{key}", data=f"{chosen}. {result or ''}".strip() if chosen else "")


def fragment(part: Callable[..., str | None]) -> Callable[..., None]:
    """st.fragment under the function's name, with a region of its own to speak from.

    `part` may return a sentence, what came of the choice. Of the fragments that one control
    redraws, one is of this kind.
    """

    @st.fragment(key=part.__name__)
    @wraps(part)
    def told(*given, **named) -> None:
        key = part.__name__.replace("_", "-")
        live = place(key)
        say(live, key, part(*given, **named))

    return told
