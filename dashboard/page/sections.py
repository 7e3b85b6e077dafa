"""A page's sections: their contents list, always in sight, and folds that open for paper and links.

The fact a newcomer gets wrong: a link to a section is followed by the browser before the section is
there, because the toolkit brings it later. So the script goes there once it has come.
"""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape
from typing import NamedTuple

import streamlit as st

from dashboard.page import parts
from dashboard.page.taking import copy_as

SCRIPT = """
export default () => {
  const links = () => [...document.querySelectorAll(".on-this-page a")];
  // A fold that stands alone as a section opens when it is gone to.
  const show = (there) => {
    const fold = there.matches("h2") ? null : there.querySelector("details");
    if (fold) fold.open = true;
    there.scrollIntoView();
  };
  // Open what a fold hides, and go to the section that the address names, once it is there.
  let waiting = location.hash.length > 1 ? 100 : 0;
  const arrive = setInterval(() => {
    const name = decodeURIComponent(location.hash.slice(1));
    const there = waiting-- > 0 && document.getElementById(name);
    if (there) show(there);
    if (there || waiting <= 0) clearInterval(arrive);
  }, 100);
  // Which section is being read.
  const mark = () => {
    const above = links().filter(({ hash }) =>
      document.getElementById(hash.slice(1))?.getBoundingClientRect().top < 160);
    const now = above.at(-1)?.hash;
    for (const link of links()) {
      if (link.hash === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  const closeMenu = ({ target }) => {
    const link = target.closest?.(".on-this-page a");
    if (!link) return;
    target.closest("details")?.removeAttribute("open");
    const there = document.getElementById(link.hash.slice(1));
    if (there) show(there);
  };
  const main = document.querySelector(".stMain");
  main?.addEventListener("scroll", mark, { passive: true });
  document.addEventListener("click", closeMenu);
  let opened = [];
  const open = () => {
    opened = [...document.querySelectorAll(".stMain details:not([open])")];
    for (const each of opened) each.open = true;
  };
  const close = () => { for (const each of opened) each.open = false; opened = []; };
  addEventListener("beforeprint", open);
  addEventListener("afterprint", close);
  return () => {
    clearInterval(arrive);
    main?.removeEventListener("scroll", mark);
    document.removeEventListener("click", closeMenu);
    removeEventListener("beforeprint", open);
    removeEventListener("afterprint", close);
  };
};
"""
_mount = st.components.v2.component("sections", html="", js=SCRIPT, isolate_styles=False)


def heading(titles: Mapping[str, str], name: str) -> str:
    """A section's heading, which an address can name; `titles` as of `contents`."""
    return f'<h2 class="section" id="{name}">{escape(titles[name])}</h2>'


def contents(titles: Mapping[str, str]) -> None:
    """The list of a page's sections, by the name in the address: beside the text, or a menu."""
    links = "".join(
        f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title in titles.items()
    )
    st.html(
        '<nav class="on-this-page" aria-label="On this page">'
        f'<div class="beside"><p>On this page</p><ol>{links}</ol></div>'
        f"<details><summary>On this page</summary><ol>{links}</ol></details></nav>"
    )
    with st.container(key="live-sections"):
        _mount(key="sections")


class Table(NamedTuple):
    """A part of a fold: `html` and, where there are rows to download, `rows` (or None).

    `address` is what copy_as.fold takes, of the same area and year, where an address has the rows.
    """

    name: str
    html: Callable
    rows: Callable | None = None
    address: Callable | None = None


class Section(NamedTuple):
    """What is in sight of a section, the words of its fold, and what that holds."""

    name: str
    shown: Callable
    fold: str
    folded: tuple[Table, ...]


def show(section: Section, area, year: int, threshold: float, key: tuple, file: tuple) -> None:
    """A section of `area`, which its own functions take: a council, or a set of councils.

    `key` names in the cache what is the same for all readers, and `file` begins a download's name.
    """
    parts.block(
        (*key, section.name, year, threshold), partial(section.shown, area, year, threshold)
    )
    if not section.fold:
        return
    with st.expander(section.fold):
        for table in section.folded:
            parts.block(
                (*key, "fold", table.name, year, threshold),
                partial(table.html, area, year, threshold),
            )
            if table.address:
                copy_as.fold(*table.address(area, year))
            if table.rows and len(table.rows(area, year, threshold)):
                parts.download(
                    partial(table.rows, area, year, threshold),
                    *file,
                    table.name,
                    year,
                    *(parts.moved_line(threshold) if table.name == "neighbours" else []),
                )
