"""The map of councils: an SVG drawn in the reader's browser, and the Python that feeds it.

The fact a newcomer gets wrong: Streamlit sends a component's script, style and data again with
every change. So the message holds only addresses and the reader's choices; script, style, shapes
and figures are files, named after their content, that a browser fetches once and keeps.

    legend = [LegendEntry("none", "None recorded", theme.CLASS_STYLES["none"]), ...]
    figures = pack(legend, {2024: {"E99000001": Area("none", "0 plans")}})   # worth caching
    code = council_map(figures, key="map", year=2024, title=..., source=..., file_name=...)
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from dashboard import served, theme
from dashboard.councils import shapes

HERE = Path(__file__).parent
# Asked of whoever shows ONS boundaries; it is drawn into every picture a reader downloads.
ATTRIBUTION = (
    "Boundaries: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right 2026."
)


class LegendEntry(NamedTuple):
    """One class of the map. `spoken` replaces the label in a council's sentence, if given."""

    id: str
    label: str
    style: theme.Style
    spoken: str = ""


class Area(NamedTuple):
    """A council in a year: the class it is drawn in, and its figure in words ("0.34 per 1,000")."""

    entry_id: str
    figure: str = ""


class Figures(NamedTuple):
    """All years of one measure, ready to send. Build it with `pack` and cache it."""

    file: served.File
    years: tuple[int, ...]


@lru_cache(maxsize=2)
def _shapes_file(content: bytes) -> served.File:
    return served.File.of(content, "json")


def shapes_address() -> str:
    """Where a browser finds the outlines of the data as it stands."""
    version, content = shapes.current()
    return (
        f"./shapes/{version}.json" if served.own_routes else served.address(_shapes_file(content))
    )


def pack(
    legend: Sequence[LegendEntry],
    years: Mapping[int, Mapping[str, Area]],
    *,
    said: Mapping[int, str] | None = None,
    year_words: str = "year ending March {year}",
) -> Figures:
    """Figures of one measure for the browser. A council without an Area did not exist that year.

    `said` is a sentence on a year as a whole, for beneath the map and in its picture. A figure
    that exists but was not published has an Area too, in the entry that says why. Raises KeyError
    for an Area whose entry is not in the legend, ValueError when there is no year.
    """
    if not years:
        raise ValueError("no year to map: give at least one")
    place = {entry.id: number for number, entry in enumerate(legend)}
    content = {
        "legend": [
            {
                "id": entry.id,
                "label": entry.label,
                "spoken": entry.spoken or entry.label[:1].lower() + entry.label[1:],
                "hatch": theme.HATCHES[entry.style.hatch],
                "forcedHatch": theme.HATCHES.get(entry.style.forced_hatch, "solid"),
                "light": entry.style.light[:2],
                "dark": entry.style.dark[:2],
            }
            for entry in legend
        ],
        "yearWords": year_words,
        "said": dict(said or {}),
        "years": {
            year: {code: [place[area.entry_id], area.figure] for code, area in areas.items()}
            for year, areas in sorted(years.items())
        },
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return Figures(served.File.of(text.encode(), "json"), tuple(sorted(years)))


SCRIPT = served.File.of((HERE / "map.js").read_bytes(), "js")
STYLE = served.File.of((HERE / "map.css").read_bytes(), "css")
# Files once fetched are kept for the page: what its first look was drawn from is there for its map.
# A file that failed is asked for again.
FETCHED = """
const kept = window.councilMapFiles ??= {};
const fetched = (url, kind) => kept[url] ??= fetch(url)
  .then((answer) => { if (!answer.ok) throw Error(answer.status); return answer[kind](); })
  .catch((error) => { delete kept[url]; throw error; });
const files = ([script, style, shapes, figures]) => Promise.all([
  import(new URL(script, location)), fetched(style, "text"),
  fetched(shapes, "json"), fetched(figures, "json")]);
"""
# Sent with each change, so it only fetches the rest.
LOADER = (
    FETCHED
    + """
export default async (component) => {
  const place = component.parentElement;
  place.newest = component;
  try {
    const [script, style, shapes, figures] = await files(component.data.files);
    if (place.newest === component) script.draw(component, style, shapes, figures);
    return () => script.remove(place);
  } catch (error) {
    console.error(error);
    const words = place.querySelector(".loading");
    if (words) words.textContent = "The map could not be drawn. The table has the same figures.";
  }
};
"""
)
# The space the map will fill, so that nothing below it jumps when it arrives.
SKELETON = '<div class="council-map"><p class="loading" role="status">Drawing the map…</p></div>'
RESERVE = (
    ":host{display:block;container-type:inline-size}p{margin:0}"
    ".council-map{min-height:calc(193cqw + 26rem)}"
    "@container(min-width:560px){.council-map"
    "{min-height:clamp(33rem,calc(112cqw - 13.5rem),42rem)}}"
)
_mount = st.components.v2.component("council_map", html=SKELETON, css=RESERVE, js=LOADER)


def drawing(
    figures: Figures,
    *,
    year: int,
    title: str,
    source: str,
    file_name: str,
    layer: str = "map",
    selected: str | None = None,
    marked: Iterable[str] = (),
    marked_label: str = "",
    dimmed: Iterable[str] = (),
    year_control: bool = False,
) -> dict:
    """What the map is told of what to draw.

    `layer` is "map" or "hexes". `marked` councils carry a diamond, whose meaning is `marked_label`;
    `dimmed` ones are outside the reader's filter. `title`, `source` and `file_name` are for the
    pictures a reader downloads. `year_control` adds a slider with a play button that changes the
    year in the browser alone. Raises ValueError for a year that `figures` does not hold.
    """
    if year not in figures.years:
        raise ValueError(f"no figures of {year} to map: there are {figures.years}")
    return {
        "files": [
            served.address(SCRIPT),
            served.address(STYLE),
            shapes_address(),
            served.address(figures.file),
        ],
        "year": year,
        "layer": layer,
        "selected": selected,
        "marked": sorted(marked),
        "markedLabel": marked_label,
        "dimmed": sorted(dimmed),
        "yearControl": year_control and len(figures.years) > 1,
        "title": title,
        "source": source,
        "attribution": ATTRIBUTION,
        "fileName": file_name,
    }


def council_map(
    figures: Figures,
    *,
    key: str,
    on_choose: Callable[[str | None], None] | None = None,
    on_year: Callable[[int], None] | None = None,
    **shown,
) -> str | None:
    """Draw the map and return the code just chosen, "" if the choice was cleared, else None.

    `shown` is for `drawing`. The map's own year control reports the year, once it rests, to
    `on_year`. The two callbacks run before the script does, so they may set the state of a widget
    (`on_choose(None)` is a cleared choice). Zoom, focus and the reader's place stay: the map is
    never mounted anew while `key` is the same.
    """

    def chosen() -> None:
        if on_choose and (answer := st.session_state[key].get("chosen")) is not None:
            on_choose(answer or None)

    def year_moved() -> None:
        if on_year and (answer := st.session_state[key].get("year")) in figures.years:
            on_year(answer)

    result = _mount(
        key=key,
        data=drawing(figures, **shown),
        on_chosen_change=chosen,
        on_year_change=year_moved,
    )
    return result.chosen
