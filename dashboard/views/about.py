"""About: what the figures are, how they are made, and what must not be made of them.

Definitions, sources and the change log come out of the database, so that this page cannot drift
from the figures; only the explanations between them are written in words/itself/about.py.
"""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from dashboard import queries, words
from dashboard.page import markup, parts
from dashboard.page.markup import Column
from dashboard.queries import about as about_queries
from dashboard.queries import chance
from dashboard.queries import versions as versions_queries
from dashboard.queries.country import england as england_queries
from dashboard.words.country import recording
from dashboard.words.itself import about as about_words
from dashboard.words.itself import accessibility as accessibility_words
from dashboard.words.itself import suppression as suppression_words


def section(name: str) -> None:
    """The heading of a section, with an anchor that a link can name."""
    st.header(about_words.SECTIONS[name], anchor=name)


def contents() -> None:
    """Links to the sections, in order."""
    links = "".join(
        f'<li><a href="#{name}">{escape(title)}</a></li>'
        for name, title in about_words.SECTIONS.items()
    )
    st.html(f'<nav aria-label="On this page"><ul class="contents">{links}</ul></nav>')


def versions_in_use() -> None:
    """Data version, when it was built, and the years held."""
    facts, reach = queries.build_facts(), about_queries.reach()
    built = datetime.fromisoformat(facts["built_at"])
    held = [
        ("Data version", facts["data_version"]),
        ("Database built", f"{words.dated(built)}, {built:%H:%M} UTC"),
        ("Plans, England", f"{reach.plans_from} to {reach.plans_to}"),
        ("Plans and rates, councils", f"{reach.rates_from} to {reach.plans_to}"),
        ("Assessments", f"{reach.assessments_from} to {reach.assessments_to}"),
        ("Fingerprint of the figures (SHA-256)", facts["figures_sha256"][:16] + "…"),
    ]
    parts.table(
        held,
        [
            Column("About these figures", lambda r: r[0], False),
            Column("Value", lambda r: r[1], False),
        ],
        caption="What you are looking at; years end on 31 March",
    )


def methods() -> None:
    """Every method of chance: what it rests on, its source, and the numbers it ran with."""
    rows = chance.methods()
    said = "".join(
        markup.heading(m.name, 3)
        + markup.prose(
            f"* **What it rests on**: {m.assumptions}\n* **Source**: {m.source}\n"
            f"* **The numbers it ran with**: {m.parameters}\n* **In the data**: {m.tables}"
        )
        for m in rows.itertuples()
    )
    parts.html(markup.folded(f"Methods: how chance is reckoned with ({len(rows)})", said))


def definitions() -> None:
    """Every measure in the words of its indicator file."""
    titles = about_queries.sources().set_index("id")["title"]
    st.markdown(about_words.DEFINITIONS)
    for measure in queries.indicators().itertuples():
        with st.expander(measure.title):
            against = (
                ""
                if measure.denominator.startswith("none")
                else f"* **Set against**: {measure.denominator}\n"
            )
            cautions = "".join(f"    * {text}\n" for text in measure.do_not_conclude)
            warnings = "".join(f"    * {about_words.WARNINGS[name]}\n" for name in measure.warnings)
            st.markdown(
                f"* **Counted**: {measure.numerator}\n{against}"
                f"* **Unit**: {measure.unit}\n"
                f"* **Why it is shown**: {measure.why_it_matters}\n"
                f"* **Do not conclude**\n{cautions}"
                f"* **Mind**\n{warnings}"
                f"* **From**: {'; '.join(titles[name] for name in measure.sources)}\n"
                f"* **Review**: {measure.practice_review}"
            )


def suppression() -> None:
    """Suppression, worked through on rows that are said to be invented."""
    reach = about_queries.reach()
    how_many = suppression_words.HOW_MANY.format(
        all=words.count(reach.council_years),
        since=reach.rates_from,
        hidden=words.count(reach.suppressed_council_years),
    )
    st.markdown(f"{suppression_words.WHAT_SUPPRESSION_IS}\n\n{how_many}")
    for example, explanation in (
        (suppression_words.TWO_HIDDEN, suppression_words.two_hidden_words()),
        (suppression_words.ONE_WITHHELD, suppression_words.one_withheld_words()),
    ):
        parts.table(
            suppression_words.example_cells(example),
            [
                Column("Initial category", lambda c: c.category, False),
                Column("As shown", lambda c: c.printed),
                Column("Can be", lambda c: c.can_be),
            ],
            caption=suppression_words.EXAMPLE.format(year=example.year),
        )
        st.markdown(explanation)
    st.markdown(suppression_words.WHAT_FOLLOWS)


def threshold() -> None:
    """Why 0.2, and England's own rate beside it."""
    england = queries.england_in(int(queries.build_facts()["newest_plan_year"]))
    st.markdown(about_words.threshold(england, queries.default_threshold()))


def limits() -> None:
    """Strengths and limits, with the carried figures and faults that the database knows of."""
    carried = about_queries.carried_figures()
    named = [f"{row.label} in {row.year_ending}" for row in carried.itertuples()]
    st.markdown(
        about_words.STRENGTHS.format(
            short=recording.said(england_queries.under_recorded("sexual_abuse")),
            carried=about_words.carried(named),
            faults=" ".join(about_queries.known_faults()),
        )
    )


def sources() -> None:
    """Every file the figures were taken from."""
    st.markdown(about_words.SOURCES)
    parts.table(
        about_queries.sources().itertuples(),
        [
            Column(
                "File",
                lambda s: markup.Markup(
                    f'<a href="{escape(s.landing_page)}" rel="noreferrer">{escape(s.title)}</a>'
                ),
                False,
            ),
            Column("Publisher", lambda s: s.publisher, False),
            Column("Release", lambda s: s.release, False),
            Column(
                "Published",
                lambda s: "not known" if words.is_missing(s.published) else s.published,
                False,
            ),
            Column(
                "Years",
                lambda s: (
                    "has no years"
                    if words.is_missing(s.years)
                    else words.value_range(s.years[0], s.years[-1], str)
                ),
                False,
            ),
            Column("SHA-256", lambda s: s.sha256[:12] + "…", False),
            Column("Licence", lambda s: s.licence, False),
        ],
        caption="Sources",
    )
    st.markdown(about_words.SUPPORT_LINES)
    parts.table(
        queries.support_lines().itertuples(),
        [
            Column("Service", lambda s: s.name, False),
            Column("Number", lambda s: s.telephone, False),
            Column("Checked on", lambda s: words.dated(s.checked_on), False),
            Column("Checked against", lambda s: s.checked_against, False),
        ],
        caption="Support lines",
    )


def changes() -> None:
    """The versions of the figures, and each figure that moved."""
    versions = about_queries.versions()
    current = queries.build_facts()["data_version"]
    if current not in set(versions["data_version"]):
        st.markdown(about_words.NO_ENTRY.format(version=current))
    for version in versions.itertuples():
        day = "" if words.is_missing(version.published) else f" ({words.dated(version.published)})"
        moved = (
            about_words.NONE_MOVED
            if version.figures_moved == 0
            else about_words.SOME_MOVED.format(number=words.count(version.figures_moved))
        )
        st.markdown(f"**{version.data_version}**{day}. {version.about} {moved}")
    moves = about_queries.moves()
    if len(moves):
        parts.table(
            moves.itertuples(),
            [
                Column("Area", lambda m: m.area, False),
                Column("Year ending 31 March", lambda m: str(m.year_ending)),
                Column("Figure", lambda m: m.what, False),
                Column("Before", lambda m: "[x]" if words.is_missing(m.before) else m.before),
                Column("After", lambda m: "[x]" if words.is_missing(m.after) else m.after),
                Column("Version", lambda m: m.data_version, False),
            ],
            caption="Figures that moved",
        )


def cite() -> None:
    """How to cite the dashboard, in plain text and BibTeX."""
    address = (st.context.url or "").removesuffix("about").rstrip("/")
    title = versions_queries.product_title()
    st.markdown("**Plain text**")
    st.code(versions_queries.citation(title, address, ""), language=None, wrap_lines=True)
    st.markdown("**BibTeX**")
    st.code(versions_queries.bibtex(title, address, ""), language=None, wrap_lines=True)
    st.markdown(about_words.TO_CITE)


def accessibility() -> None:
    """The statement: aim, what was tested, what helps, what is known to be wrong."""
    st.markdown(accessibility_words.AIM)
    for heading, text in (
        ("How it is built", accessibility_words.BUILT),
        ("What has been tested", accessibility_words.TESTED),
        ("Known faults", accessibility_words.FAULTS),
        ("Tell us", accessibility_words.TELL_US),
    ):
        parts.heading(heading, 3)
        st.markdown(text)


with parts.page("About these figures", about_words.LEAD):
    contents()
    section("status")
    st.markdown(about_words.STATUS)
    versions_in_use()
    section("audience")
    st.markdown(about_words.AUDIENCE)
    section("method")
    st.markdown(about_words.METHOD)
    methods()
    section("definitions")
    with st.expander(about_words.FOLDS["definitions"]):
        definitions()
    section("suppression")
    with st.expander(about_words.FOLDS["suppression"]):
        suppression()
    section("threshold")
    threshold()
    section("limits")
    limits()
    section("quality")
    st.markdown(about_words.QUALITY)
    section("not-shown")
    st.markdown(about_words.NOT_SHOWN)
    section("sources")
    with st.expander(about_words.FOLDS["sources"]):
        sources()
    section("corrections")
    st.markdown(about_words.CORRECTIONS)
    section("calendar")
    newest = int(queries.build_facts()["newest_plan_year"])
    st.markdown(
        about_words.CALENDAR.format(age=about_words.age_of_plans(newest, datetime.now(UTC).date()))
    )
    section("changes")
    changes()
    section("accessibility")
    with st.expander(about_words.FOLDS["accessibility"]):
        accessibility()
    section("licence")
    parts.html(markup.prose(about_words.LICENCE.format(attribution=words.BOUNDARIES)))
    section("cite")
    cite()
    section("contact")
    st.markdown(about_words.CONTACT)
