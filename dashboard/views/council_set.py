"""Several councils on one page: a partnership, a police force area, or councils a reader names.

The fact a newcomer gets wrong: nothing here is a total of DfE's, and no total stands beside one. A
set can be a region less one council, whose hidden number the difference would give away.
"""

import streamlit as st

from dashboard import queries, served
from dashboard.delivery import site_files
from dashboard.page import parts
from dashboard.page import sections as page_sections
from dashboard.page.choices import announcer, controls, pickers, set_addresses
from dashboard.queries import police as police_queries
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.area.sets import CouncilSet
from dashboard.queries.versions import sources_of
from dashboard.views.sections import police
from dashboard.views.sections.council_set import in_sight as sections
from dashboard.views.sections.council_set import offered as sets_offered
from dashboard.words import police as police_words
from dashboard.words.area import sets as sets_words
from dashboard.words.itself import links as link_words

MEASURES = ("sexual_plan_rate", "csa_assessment_rate", *council_queries.PATH, police_queries.NUMBER)


def page(chosen: CouncilSet, told: str) -> None:
    """The page of a set; `told` is what was wrong with its address, or ""."""
    facts = queries.build_facts()
    lead = sets_words.lead(chosen.level, chosen.labels, facts)
    with parts.page(chosen.label, lead, sources_of(*MEASURES), ("set", "councils")):
        controls.of_the_link("set", link_words.SET, told)
        rows = sets_queries.years(chosen.series)
        years = rows["year_ending"].tolist()
        with st.container(key="controls"):
            first, second, third = st.columns(3)
        with first:
            st.html(sets_offered.another())
        with second:
            controls.year(years, redraws=("set_of_year",))
        with third:
            pickers.threshold(("set_of_year",))
        page_sections.contents(sets_words.SECTIONS | {"police": police_words.TITLE_OF_SET})
        set_of_year(chosen)
        parts.block(
            ("set, police", *chosen.series), lambda: police.of_set(chosen.series, chosen.labels)
        )


@announcer.fragment
def set_of_year(chosen: CouncilSet) -> None:
    """All that follows the year and the line of "very low"."""
    year, threshold = int(st.session_state["year"]), st.session_state["threshold"]
    parts.shows(chosen.label, year)
    scheme, version = parts.scheme(), queries.build_facts()["data_version"]
    published = served.own_routes and site_files.has(f"sets/{chosen.slug}.html", version)
    has_pdf = published and site_files.has(f"sets/{chosen.slug}.pdf", version)
    parts.block(
        ("set", *chosen.series, chosen.slug, year, threshold, scheme, published, has_pdf),
        lambda: sections.first(chosen, year, threshold, scheme, published, has_pdf),
    )
    key = ("set", *chosen.series, chosen.slug)
    file = ("set", chosen.slug if chosen.level != "chosen" else "chosen")
    for section in sections.ALL:
        page_sections.show(section, chosen, year, threshold, key, file)


def offered() -> None:
    """Ways in from the page without a council: partnerships, forces, and a set of one's own."""
    st.html(sets_offered.list_of_sets())
    with st.container(key="own-set"):
        slugs = controls.choices(
            "A set of your own: councils",
            queries.council_names(),
            key="councils",
            also=queries.council_other_names(),
            placeholder="Type or choose names",
            most=set_addresses.MOST,
        )
    st.html(sets_offered.own_set(slugs))
