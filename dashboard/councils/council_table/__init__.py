"""Every council of a year as a table that a browser writes, from a file that it fetches once.

The fact a newcomer gets wrong: as HTML from the server this table was nine tenths of what a change
of year sent. The file holds every cell of every year, in words made here; the browser only chooses
the year's rows and leaves out those that the reader's filters hide.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from dashboard import served, words
from dashboard.page.markup import Column, cell

SCRIPT = served.File.of(Path(__file__).with_name("table.js").read_bytes(), "js")
LOADER = """
const kept = {};
export default async ({ parentElement: place, data }) => {
  place.newest = data;
  try {
    const [script, cells] = await Promise.all([
      import(new URL(data.files[0], location)),
      kept[data.files[1]] ??= fetch(data.files[1]).then((answer) => {
        if (!answer.ok) throw Error(answer.status);
        return answer.json();
      }),
    ]);
    // The map comes first: this is long, and stands below it.
    if (!place.querySelector("table"))
      await new Promise((done) => {
        if (window.requestIdleCallback) requestIdleCallback(done, { timeout: 2000 });
        else setTimeout(done);
      });
    if (place.newest === data) script.draw(place.querySelector(".council-table"), cells, data);
  } catch (error) {
    delete kept[data.files[1]];
    console.error(error);
    place.querySelector(".council-table").textContent =
      "The table could not be fetched. The download below has the same figures.";
  }
};
"""
# The space the table will fill, so that nothing below it jumps.
SKELETON = '<div class="council-table"><p role="status">Fetching the table…</p></div>'
_mount = st.components.v2.component("council_table", html=SKELETON, js=LOADER, isolate_styles=False)


class Cells(NamedTuple):
    """All years of one table, ready to send. Build it with `pack` and keep it."""

    file: served.File


def pack(years: Mapping[int, Iterable], columns: Sequence[Column], caption: str) -> Cells:
    """The words of every cell. `years` holds each year's rows, by name; `{year}` in `caption` is
    the year. A row has council_code, label and slug; its name, a link to its page, comes first.

    Raises ValueError for a blank cell: a reader could not tell it from zero.
    """
    names, rows_of = {}, {}
    for year, rows in years.items():
        rows_of[year] = []
        for row in rows:
            names[row.council_code] = [row.label, row.slug]
            rows_of[year].append([row.council_code, *(cell(column, row) for column in columns)])
    content = {
        "caption": caption,
        "columns": [[column.label, column.is_number] for column in columns],
        "symbols": words.SYMBOL_MEANINGS,
        "names": names,
        "years": rows_of,
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Cells(served.File.of(text.encode(), "json"))


def council_table(cells: Cells, *, key: str, year: int, hidden: Iterable[str] = ()) -> None:
    """Show the rows of `year`, without the councils whose codes are `hidden`."""
    files = [served.address(SCRIPT), served.address(cells.file)]
    _mount(key=key, data={"files": files, "year": year, "hidden": sorted(hidden)})
