"""Map: any measure, any year, every council that existed then, to look at and to take away.

The fact a newcomer gets wrong: the year is chosen on the map itself, which plays through the years
without asking Python and says where it came to rest. What then follows is in two fragments; the
controls and the map, which shows the year already, are not run again.
"""

import streamlit as st

from dashboard.councils import council_cells, council_map, council_table
from dashboard.page import announcer, controls, markup, parts, pickers
from dashboard.queries import map as map_queries
from dashboard.queries import measures
from dashboard.views import map_blocks as blocks
from dashboard.words import map as map_words

LABELS = {map_words.CLASS: map_words.CLASS_LABEL} | {
    name: measure.label for name, measure in map_words.MEASURES.items()
}
# Fragments that follow the year, and those that follow any other choice.
OF_YEAR = ("of_council", "figures")
OF_ALL = ("find", "line", "meaning", "the_map", *OF_YEAR)


@st.fragment(key="find")
def find() -> None:
    """A council by name; a click on the map chooses one as well."""
    pickers.council(redraws=OF_ALL)


@st.fragment(key="line")
def line() -> None:
    """The line of the class "very low", where there is one."""
    if st.session_state["measure"] == map_words.CLASS:
        pickers.threshold(OF_ALL)


def choices() -> None:
    """The controls."""
    first, second = st.columns([3, 2])
    with first:
        controls.choice(
            "Measure",
            LABELS,
            key="measure",
            default="plan-rate",
            redraws=OF_ALL,
            also=measures.other_names("address"),
        )
    with second:
        find()
    first, second, third = st.columns([1, 2, 2])
    with first:
        pickers.layer(OF_ALL)
    with second:
        controls.switch("Mark inspected areas with a diamond", key="inspected", redraws=OF_ALL)
    with third:
        line()


@st.fragment(key="meaning")
def meaning() -> None:
    """What the measure counts and what it must not be taken for."""
    name = st.session_state["measure"]
    parts.block(("map, meaning", name), lambda: blocks.meaning_html(name))


@st.fragment(key="the_map")
def the_map() -> None:
    """The map, with England's own value beneath it and in the picture."""
    now = blocks.view()
    slugs = map_queries.slugs()

    def choose(code: str | None) -> None:
        slug = slugs.get(code, "")
        controls.choose("council", slug, slug)
        controls.redraw(OF_ALL)

    def move(year: int) -> None:
        controls.choose("year", str(year), str(year))
        controls.redraw(OF_YEAR)

    council_map.council_map(**blocks.drawn(now), key="map page", on_choose=choose, on_year=move)
    inspected = "Being chosen for an inspection says nothing about how well an area does."
    st.html(parts.source(now.sources) + (markup.small(inspected) if now.inspected else ""))


@announcer.fragment
def of_council() -> None:
    """The year shown, and the chosen council in words, with what to know first."""
    now = blocks.view()
    parts.block(("map, council", now), lambda: blocks.of_council_html(now))


@st.fragment(key="figures")
def figures() -> None:
    """What to take from the view: a sentence, its link, its doubts, its table and its rows."""
    now = blocks.view()
    parts.block(("map, words", now), lambda: blocks.figures_html(now))
    st.html(blocks.link_html(now, st.context.url or ""))
    cells = (
        council_cells.class_cells(now.threshold)
        if now.is_class
        else council_cells.measure_cells(now.measure)
    )
    council_table.council_table(cells, key="map table", year=now.year)
    parts.download(
        lambda: blocks.take_away(now),
        now.name,
        "councils",
        now.year,
        *(parts.moved_line(now.threshold) if now.is_class else []),
    )


with parts.page(
    blocks.TITLE,
    blocks.LEAD,
    [
        "dfe_cin_d2",
        "dfe_cin_d4",
        "dfe_cin_c3",
        "dfe_cin_population",
        "ons_boundaries",
    ],
):
    choices()
    meaning()
    left, right = st.columns([3, 1])
    with left:
        the_map()
    with right:
        of_council()
    figures()
