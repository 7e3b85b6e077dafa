"""What the England page says: the reader's choices, and the HTML of its blocks."""

from typing import NamedTuple

import streamlit as st

from dashboard import queries, theme, words
from dashboard.councils import choropleth, council_map
from dashboard.delivery import first_look
from dashboard.page import markup, parts
from dashboard.page.markup import Column
from dashboard.words import england as england_words

TITLE = words.SITE
LEAD = (
    "Every year about 500,000 children in England and Wales are sexually abused (CSA Centre "
    "estimate). This page shows how often councils in England begin a child protection plan for "
    "sexual abuse, and where the number is none, hidden, or very low."
)
SOURCES = ["dfe_cin_d2", "dfe_cin_population"]
CLAIMS = ("plans_2024", "plans_fall_2024", "councils_none_or_few_2024")


class View(NamedTuple):
    """What the reader has chosen; the filters are "" where they are not set."""

    year: int
    threshold: float
    layer: str
    council: str
    region: str
    force: str
    kind: str

    def rows(self):
        """One row a council of the year, by name."""
        return queries.classes_in(self.year, self.threshold)

    def shown(self):
        """The rows that pass every filter."""
        rows = self.rows()
        for column, value in (
            ("region_name", self.region),
            ("police_force_name", self.force),
            ("class", self.kind),
        ):
            if value:
                rows = rows[rows[column] == value]
        return rows

    def row(self):
        """The chosen council's row, or None if it has none in the year."""
        return queries.of_slug(self.rows(), self.council)


def view() -> View:
    """The choices as they stand, for a fragment that does not hold their controls."""
    chosen = st.session_state
    return View(
        int(chosen["year"]),
        chosen["threshold"],
        chosen["show"] or "map",
        chosen["council"],
        queries.area_name("region", chosen["region"]),
        queries.area_name("police_force", chosen["police"]),
        "" if chosen["class"] == "all" else chosen["class"].replace("-", "_"),
    )


def at_first() -> first_look.Look:
    """The page as it is without a choice."""
    threshold = queries.default_threshold()
    now = View(queries.plan_years()[-1], threshold, "map", "", "", "", "")
    shown = drawn(now)
    return first_look.Look(
        TITLE,
        LEAD,
        shown["title"],
        [first_look.Room(68, 228), headline_html(now.year, threshold), first_look.Room(68, 320)],
        council_map.drawing(**shown),
        3 / 5,
        of_council_html(now),
    )


def drawn(now: View) -> dict:
    """What the map shows: arguments of `council_map.drawing`."""
    row = now.row()
    return {
        "figures": choropleth.class_figures(now.threshold),
        "year": now.year,
        "layer": now.layer,
        "selected": None if row is None else row.council_code,
        "dimmed": set(now.rows()["council_code"]) - set(now.shown()["council_code"]),
        "title": f"Child protection plans for sexual abuse, {words.year_ending(now.year)}",
        "source": parts.source_words(SOURCES),
        "file_name": f"csa-plans-map-{now.year}",
    }


def headline_html(year: int, threshold: float) -> str:
    moved = (
        ""
        if threshold == queries.default_threshold()
        else markup.warning(
            f"“Very low” is below {threshold:g} per 1,000 here. The CSA Centre's line, and the "
            f"usual one of this dashboard, is {queries.default_threshold():g}."
        )
    )
    listed = "\n".join(f"1. {sentence}" for sentence in four_sentences(year, threshold))
    return moved + cards_html(year, threshold) + markup.prose(listed)


def four_sentences(year: int, threshold: float) -> list[str]:
    england, found = queries.england_in(year), queries.headline(year, threshold)
    before = queries.england_in(year - 1) if year - 1 in queries.plan_years() else None
    return england_words.four_sentences(england, before, found, threshold)


def cards_html(year: int, threshold: float) -> str:
    """The published claim and the honest range side by side, with England's number and rate."""
    england, found = queries.england_in(year), queries.headline(year, threshold)
    usual = threshold == queries.default_threshold()
    figures = [
        (
            "Plans for sexual abuse",
            words.count(england.sexual_plans),
            f"of {words.count(england.all_plans)} plans that began",
        ),
        (
            "Rate in England",
            words.rate(england.sexual_rate_per_1000),
            "plans per 1,000 children aged 0 to 17",
        ),
        (
            "None, suppressed or very low",
            words.count(found.none_or_few_published),
            f"of {found.councils_with_a_figure} councils, counting every hidden number as few"
            + (", as the CSA Centre does" if usual else f", with the line at {threshold:g}"),
        ),
        (
            "What the printed rows allow",
            words.count_range(found.certainly_below, found.possibly_below),
            f"councils are below {threshold:g} per 1,000: a hidden number may be large",
        ),
    ]
    return (
        '<div class="cards">'
        + "".join(
            f'<div class="card"><p class="label">{label}</p><p class="figure">{figure}</p>'
            f"<p>{base}</p></div>"
            for label, figure, base in figures
        )
        + "</div>"
    )


def of_council_html(now: View) -> str:
    if not now.council:
        return markup.prose(
            "**Choose a council** on the map, with the arrow keys and Enter, or by name above. "
            "Its figures appear here."
        )
    row = now.row()
    if row is None:
        area = queries.of_slug(queries.councils(), now.council)
        said = markup.prose(
            f"There was no such council on 31 March {now.year}: its figures are for "
            f"{area.first_year} to {area.last_year}. Move the year to see it on the map."
        )
        label = area.label
    else:
        said, label = panel_html(row, now), row.label
    everything = markup.link(f"Everything on {label}", "council", council=now.council)
    return markup.heading(label, 3) + said + f"<p>{everything}</p>"


def panel_html(row, now: View) -> str:
    label = theme.class_labels(now.threshold)[row["class"]]
    facts = [
        ("Children aged 0 to 17", words.count(row.children)),
        ("Plans that began, all categories", words.cell(row.all_plans, row.all_plans_status)),
        ("Plans for sexual abuse", words.cell(row.sexual_plans, row.sexual_plans_status)),
        ("Expected at England's rate", f"{row.expected_plans_at_england_rate:.1f}"),
        (
            "Assessments that recorded sexual abuse",
            words.cell(row.csa_assessments, row.csa_assessments_status)
            + (": unlikely to be a true zero" if row.csa_zero_is_unlikely else ""),
        ),
    ]
    outside = "" if now.council in set(now.shown()["slug"]) else " It is outside your filters."
    return (
        markup.prose(
            f"**{label}**, {words.year_ending(now.year)}.{outside} "
            f"{england_words.class_reason(row, now.threshold)}"
        )
        + markup.table(
            facts,
            [Column("Figure", lambda fact: fact[0], False), Column("Number", lambda fact: fact[1])],
            caption=f"{row.label}, {words.year_ending(now.year)}",
        )
        + markup.small(words.COMPARISON_CAVEAT)
    )


def to_use_html(year: int, threshold: float) -> str:
    """The sentences ready to quote, and the published claims they can be checked against."""
    sentences = " ".join(four_sentences(year, threshold))
    claims = CLAIMS if year == 2024 and threshold == queries.default_threshold() else ()
    return (
        parts.source(SOURCES)
        + markup.heading("To quote and to check")
        + markup.quotation(f"{sentences} {words.CAVEAT} (Source: {parts.source_words(SOURCES)})")
        + "".join(parts.claim_html(name) for name in claims)
    )
