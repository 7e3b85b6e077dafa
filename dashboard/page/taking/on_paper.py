"""Charts on paper: as wide as the sheet, whatever the window was.

The fact a newcomer gets wrong: a chart is laid out for the window in numbers of pixels, and nothing
lays it out again for a sheet; what is wider is cut off, and the newest years with it. So while the
page is printed each drawing has a view box, and the style may make it smaller as a whole.
"""

import streamlit as st

SCRIPT = """
const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
const fit = () => {
  for (const svg of drawings()) {
    const [wide, high] = ["width", "height"].map((side) => svg.getAttribute(side));
    svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
    svg.parentElement.style.setProperty("--wide", `${wide}px`);
    svg.parentElement.style.setProperty("--shape", `${wide} / ${high}`);
  }
};
const leave = () => { for (const svg of drawings()) svg.removeAttribute("viewBox"); };
export default () => {
  addEventListener("beforeprint", fit);
  addEventListener("afterprint", leave);
  return () => {
    removeEventListener("beforeprint", fit);
    removeEventListener("afterprint", leave);
  };
};
"""
_mount = st.components.v2.component("on-paper", html="", js=SCRIPT, isolate_styles=False)


def listen() -> None:
    """Put the listener on the page; each page does so once."""
    with st.container(key="live-on-paper"):
        _mount(key="on-paper")
