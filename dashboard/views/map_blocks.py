"""What the Map page says: the reader's choices, and the HTML of its blocks, made once for them."""

from typing import NamedTuple
from urllib.parse import urlencode

import streamlit as st

from dashboard import queries, theme, words
from dashboard.councils import choropleth, council_map
from dashboard.delivery import first_look
from dashboard.page import controls, markup, parts
from dashboard.page.markup import Column
from dashboard.queries import map as map_queries
from dashboard.words import england as england_words
from dashboard.words import map as map_words

TITLE = "Map of English councils"
LEAD = (
    "What each council records about child sexual abuse, by measure and year. Choose a measure, "
    "move or play the years, find a council, and take the picture or the figures with you."
)
INSPECTED = "Inspected jointly on sexual abuse or exploitation"
MEASURES = map_words.MEASURES


def measure_of(name: str) -> map_words.Measure:
    """The measure of that name; the class is made from the rate."""
    return MEASURES["plan-rate" if name == map_words.CLASS else name]


class View(NamedTuple):
    """What the reader has chosen; `wanted` is the year of the address, `year` the one shown."""

    name: str
    council: str
    layer: str
    inspected: bool
    threshold: float
    wanted: int
    year: int

    @property
    def measure(self) -> map_words.Measure:
        return measure_of(self.name)

    @property
    def is_class(self) -> bool:
        return self.name == map_words.CLASS

    @property
    def sources(self) -> list[str]:
        return list(queries.indicator(self.measure.id)["sources"])

    def rows(self):
        """One row a council of the year, by name: of classes_in, or of the measure."""
        if self.is_class:
            return queries.classes_in(self.year, self.threshold)
        return map_queries.figures_in(self.measure.id, self.year)

    def row(self):
        """The chosen council's row, or None if it has none in the year."""
        return queries.of_slug(self.rows(), self.council)


def view() -> View:
    """The choices as they stand, for a fragment that does not hold their controls."""
    chosen = st.session_state
    held, wanted = map_queries.years(measure_of(chosen["measure"]).id), wanted_year()
    return View(
        chosen["measure"],
        chosen["council"],
        chosen["show"] or "map",
        chosen["inspected"],
        chosen.get("threshold", queries.default_threshold()),
        wanted,
        min(held, key=lambda there: abs(there - wanted)),
    )


def wanted_year() -> int:
    """The year of the address, be there figures of it or not."""
    newest = int(queries.build_facts()["newest_assessment_year"])
    possible = range(queries.plan_years()[0], newest + 1)
    return int(
        controls.kept(
            "Year ending 31 March",
            [str(year) for year in possible],
            key="year",
            default=str(queries.plan_years()[-1]),
        )
    )


def at_first() -> first_look.Look:
    """The page as it is without a choice."""
    newest = queries.plan_years()[-1]
    now = View("plan-rate", "", "map", False, queries.default_threshold(), newest, newest)
    return first_look.Look(
        TITLE,
        LEAD,
        f"{now.measure.label}, {words.year_ending(newest)}",
        [first_look.Room(144, 292), meaning_html(now.name)],
        council_map.drawing(**drawn(now)),
        3 / 4,
        first_look.GAP + of_council_html(now),
    )


def drawn(now: View) -> dict:
    """What the map shows: arguments of `council_map.drawing`."""
    rows, row = now.rows(), now.row()
    areas = queries.inspected_series() if now.inspected else {}
    return {
        "figures": choropleth.class_figures(now.threshold)
        if now.is_class
        else choropleth.measure_figures(now.measure),
        "year": now.year,
        "layer": now.layer,
        "selected": None if row is None else row.council_code,
        "marked": rows[rows["series_code"].isin(areas)]["council_code"].tolist(),
        "marked_label": f"{INSPECTED}, {map_words.span(areas.values())}" if areas else "",
        "title": "Child protection plans started for sexual abuse: class"
        if now.is_class
        else now.measure.label,
        "source": f"{words.CAVEAT} Source: {parts.source_words(now.sources)}",
        "file_name": f"map-{now.name}",
        "year_control": True,
    }


def meaning_html(name: str) -> str:
    measure = measure_of(name)
    indicator = queries.indicator("sexual_class" if name == map_words.CLASS else measure.id)
    what = indicator.numerator
    if not indicator.denominator.startswith("none"):
        what += f", set against: {indicator.denominator[:1].lower()}{indicator.denominator[1:]}"
    cautions = "\n".join(f"* {text}" for text in indicator.do_not_conclude)
    return markup.prose(f"**What is counted.** {what}. {words.CAVEAT}") + markup.folded(
        "What not to conclude, and how the key is made",
        markup.prose(f"Do not conclude:\n\n{cautions}\n\n{map_words.KEY_EXPLAINED}"),
    )


def of_council_html(now: View) -> str:
    existed = f"The map shows the {len(now.rows())} councils that existed on 31 March {now.year}."
    missing = ""
    if now.year != now.wanted:
        held = map_queries.years(now.measure.id)
        missing = markup.warning(
            f"There are no figures of this measure for {now.wanted}: they are held for {held[0]} "
            f"to {held[-1]}. You see {now.year} instead."
        )
    return missing + markup.small(existed) + council_html(now)


def council_html(now: View) -> str:
    """The chosen council's figure, with the doubts there are of it."""
    if not now.council:
        return markup.prose(
            "**Choose a council** on the map, with the arrow keys and Enter, or by name above. "
            "Its figure appears here in a sentence."
        )
    row = now.row()
    if row is None:
        return elsewhere_html(now, queries.of_slug(queries.councils(), now.council))
    if now.is_class:
        shown = theme.class_labels(now.threshold)[row["class"]]
        why = england_words.class_reason(row, now.threshold)
    else:
        labels = {e.id: e.label for e in choropleth.measure_legend(now.measure)}
        shown, why = labels[choropleth.entry_of(row)], sentence(now)
    doubts = "".join(
        markup.warning(note.explanation)
        for note in map_queries.notes(now.measure.id, now.year).itertuples()
        if note.series_code == row.series_code
    )
    return (
        markup.heading(row.label)
        + markup.prose(f"**{shown}**, {words.year_ending(now.year)}.\n\n{why}")
        + doubts
        + f"<p>{markup.link(f'Everything on {row.label}', 'council', council=now.council)}</p>"
    )


def sentence(now: View) -> str:
    """The chosen council's figure of the measure in a sentence; "" if it has none in the year."""
    if now.row() is None:
        return ""
    figures = map_queries.figures_in(now.measure.id, now.year).set_index("slug", drop=False)
    england = map_queries.england(now.measure.id, now.year)
    return map_words.sentence(now.measure, figures.loc[now.council], england)


def elsewhere_html(now: View, area) -> str:
    """What to say of a council that has no row in the year: when it existed, what follows it."""
    nearest = area.last_year if now.year > area.last_year else area.first_year
    links = [
        markup.link(
            f"{area.label} in {nearest}", "map", measure=now.name, year=nearest, council=now.council
        )
    ]
    links += [
        markup.link(f"{label} in {now.year}", "map", measure=now.name, year=now.year, council=slug)
        for label, slug in map_queries.successors(area.series_code)
        if now.year > area.last_year
    ]
    return (
        markup.heading(area.label)
        + markup.prose(
            f"{area.label} is not among the councils of {now.year}. Its figures of plans are for "
            f"{area.first_year} to {area.last_year}."
        )
        + "<ul>"
        + "".join(f"<li>{each}</li>" for each in links)
        + "</ul>"
    )


def take_away(now: View):
    """The rows of the table, unrounded, with their words."""
    if now.is_class:
        return now.rows().assign(very_low_below=now.threshold)
    return map_queries.take_away(now.measure.id, now.year)


def link_html(now: View, address: str) -> str:
    """The link to this view; made for one reader, since the address is of their own browser."""
    return "<p><strong>Link to this view</strong></p>" + markup.to_copy(
        f"{address}?{urlencode(in_address(now))}", "the link to this view"
    )


def figures_html(now: View) -> str:
    said = sentence(now)
    quoted = (
        markup.quotation(
            f"{said} {words.CAVEAT} {words.COMPARISON_CAVEAT} "
            f"(Source: {parts.source_words(now.sources)})"
        )
        if said
        else ""
    )
    notes = map_queries.notes(now.measure.id, now.year)
    doubts = (
        markup.heading("Know this before you use these figures")
        + markup.table(
            notes.itertuples(),
            [
                Column("Council", lambda r: r.label, False),
                Column("What to know", lambda r: r.explanation, False),
            ],
            caption=f"Notes on the figures of the {words.year_ending(now.year)}",
        )
        if len(notes)
        else ""
    )
    return (
        quoted
        + doubts
        + markup.heading("Every council, by name")
        + markup.prose(
            f"{len(now.rows())} councils, {words.year_ending(now.year)}. {words.COMPARISON_CAVEAT}"
        )
        + parts.source(now.sources)
    )


def in_address(now: View) -> dict[str, str]:
    """The view's choices as they stand in an address."""
    choices = {
        "measure": now.name,
        "year": now.year,
        "council": now.council,
        "show": now.layer,
        "inspected": "yes" if now.inspected else "",
    }
    if now.is_class:
        choices["threshold"] = f"{now.threshold:g}"
    return {key: str(value) for key, value in choices.items() if value != ""}
