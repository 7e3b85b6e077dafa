"""Council: everything on one area in reading order, for whoever has five minutes before a meeting.

The first screen (sections/council/first.py) answers which class, why, since when, and beside which
estimate; seven sections (in_sight.py beside it) each have a sentence, a picture and a fold with the
rest. What follows the year stands in fragments; the charts over all years stand outside and are not
drawn again.
"""

from datetime import UTC, datetime

import streamlit as st

from dashboard import queries, served
from dashboard.delivery import site_files
from dashboard.page import newer, parts
from dashboard.page import sections as page_sections
from dashboard.page.choices import announcer, controls, pickers, set_addresses
from dashboard.page.taking import prepared
from dashboard.queries.area import council as council_queries
from dashboard.queries.versions import sources_of
from dashboard.takeaway import downloads
from dashboard.takeaway.paper import briefing, pdf
from dashboard.views import council_set
from dashboard.views.sections import police
from dashboard.views.sections.council import asked, over_time, tables
from dashboard.views.sections.council import first as council_first
from dashboard.views.sections.council import in_sight as sections
from dashboard.words.area import council as council_words
from dashboard.words.area import council_page as short
from dashboard.words.itself import links as link_words


def how_to_use() -> None:
    """The page without a council."""
    # In the place it has beside the other controls: elsewhere it would lose the reader's focus.
    with st.container(key="controls"), st.columns(3)[0]:
        pickers.council("Council")
    st.markdown(short.HOW_TO_USE.format(first=queries.plan_years()[0]))
    council_set.offered()


# What an address of the page may name besides what travels.
READS = ("set", "councils")
# What follows the year and the line of "very low".
OF_YEAR = ("first_screen", "gap_of_year", "every_year", "of_year")


def whole_area(area) -> None:
    """The page of one area."""
    with st.container(key="controls"):
        first, second, third = st.columns(3)
    with first:
        pickers.council("Council")
    with third:
        pickers.threshold(OF_YEAR)
    years = council_queries.years(area.series_code, queries.default_threshold())
    years = years["year_ending"].tolist()
    with second:
        controls.year(years, redraws=OF_YEAR)
    page_sections.contents(short.CONTENTS)
    first_screen(area)
    over_time.over_time(area)
    newer.show(area)
    parts.block(("council, police", area.slug), lambda: police.of_council(area))
    of_year(area)
    parts.block(("council, reviews", area.slug), lambda: asked.reviews(area))


def choices() -> tuple[int, float]:
    """The year and the threshold chosen."""
    return int(st.session_state["year"]), st.session_state["threshold"]


@announcer.fragment
def first_screen(area) -> None:
    """What a leader reads first, and the briefing to take along."""
    year, threshold = choices()
    parts.shows(area.label, year)
    scheme = parts.scheme()
    years = council_queries.years(area.series_code, threshold)
    published = served.own_routes and site_files.is_published()
    has_pdf = published and council_first.pdf(area)
    parts.block(
        ("council", area.slug, year, threshold, scheme, published, has_pdf),
        lambda: council_first.html(area, years, year, threshold, scheme, published, has_pdf),
    )
    if not has_pdf:
        prepared.offer(
            "the briefing (PDF)",
            ("briefing", area.slug),
            lambda: pdf.build(briefing.printable(area)),
            downloads.file_name(
                "briefing", area.slug, queries.build_facts()["data_version"], ending="pdf"
            ),
            "application/pdf",
        )


@st.fragment(key="of_year")
def of_year(area) -> None:
    """The sections of the year: each with its picture, and a fold of its tables to download."""
    year, threshold = choices()
    named = ("council", area.slug)
    for section in sections.OF_YEAR:
        page_sections.show(section, area, year, threshold, key=named, file=named)


def show() -> None:
    """The page of a council, of a set of them, or how to find one."""
    area = queries.of_slug(queries.councils(), pickers.council_named(controls.peek("council")))
    asked, told = str(st.query_params.get("set", "")).strip(), ""
    if area is None and asked:
        chosen, told = set_addresses.meant(asked)
        if chosen is not None:
            council_set.page(chosen, told)
            return
    if area is None:
        title, lead = short.TITLE, short.LEAD
    else:
        today = datetime.now(UTC).date()
        title, lead = area.label, council_words.lead(area, queries.build_facts(), today)
    sources = tables.every_source() if area is not None else sources_of("sexual_plan_rate")
    with parts.page(title, lead, sources, READS):
        if area is None:
            controls.of_the_link("set", link_words.SET, told)
            how_to_use()
        else:
            whole_area(area)


show()
