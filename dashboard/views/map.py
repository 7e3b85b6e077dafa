"""Map: any measure, any year, every council that existed then, to look at and to take away.

The fact a newcomer gets wrong: the year is chosen on the map itself, which plays through the years
without asking Python and says where it came to rest.
"""

from urllib.parse import urlencode

import streamlit as st

import announcer
import choropleth
import controls
import council_map
import parts
import queries
import queries.map
import theme
import words
import words.england
import words.map
from parts import Column

MEASURES = words.map.MEASURES
LABELS = {words.map.CLASS: words.map.CLASS_LABEL} | {
    name: measure.label for name, measure in MEASURES.items()
}
SHOWN_AS = {"map": "Map", "hexes": "Hexagons"}
INSPECTED = "Inspected jointly on sexual abuse or exploitation"


def measure_of(name: str) -> words.map.Measure:
    """The measure of that name; the class is made from the rate."""
    return MEASURES["plan-rate" if name == words.map.CLASS else name]


def year_shown(measure: words.map.Measure) -> int:
    """The year of the address, or the nearest that the measure has, with a word about it."""
    held = queries.map.years(measure.id)
    possible = range(queries.plan_years()[0], int(queries.build_facts()["newest_assessment_year"]))
    wanted = int(
        controls.kept(
            "Year ending 31 March",
            [str(year) for year in (*possible, possible.stop)],
            key="year",
            default=str(queries.plan_years()[-1]),
        )
    )
    year = min(held, key=lambda there: abs(there - wanted))
    # A place that is always there: what comes and goes above the map would mount it anew.
    place = st.container()
    if year != wanted:
        place.info(
            f"There are no figures of this measure for {wanted}: they are held for {held[0]} to "
            f"{held[-1]}. You see {year} instead."
        )
    return year


def rows_of(name: str, year: int, threshold: float):
    """One row a council of the year, by name: of classes_in, or of the measure."""
    if name == words.map.CLASS:
        return queries.classes_in(year, threshold)
    return queries.map.figures_in(measure_of(name).id, year)


@announcer.fragment
def map_and_council() -> None:
    """The controls, the map and what follows from them; a fragment, so that only this reruns."""
    first, second = st.columns([3, 2])
    with first:
        name = controls.choice("Measure", LABELS, key="measure", default="plan-rate")
    with second:
        everyone = queries.councils()
        names = dict(zip(everyone["slug"], everyone["label"], strict=True))
        council = controls.choice(
            "Find a council", {"": "Type or choose a name"} | names, key="council", default=""
        )
    measure = measure_of(name)
    first, second, third = st.columns([1, 2, 2])
    with first:
        layer = controls.choice(
            "Shown as", SHOWN_AS, key="show", widget=st.segmented_control
        )  # fmt: skip
    with second:
        inspected = controls.switch("Mark inspected areas with a diamond", key="inspected")
    threshold = float(queries.build_facts()["default_threshold"])
    if name == words.map.CLASS:
        with third:
            threshold = controls.number(
                "Very low is below (per 1,000 children)", key="threshold",
                default=threshold, low=0.05, high=1.0, step=0.05,
            )  # fmt: skip
    year = year_shown(measure)
    rows = rows_of(name, year, threshold)
    sources = list(queries.indicator(measure.id)["sources"])
    explain(name, measure, year, len(rows))

    left, right = st.columns([3, 1])
    with left:
        draw(name, rows, year, threshold, council, layer, inspected, sources)
    with right:
        said = panel(name, rows, year, threshold, council, everyone)
    left, right = st.columns([3, 1])
    with left:
        if said:
            parts.quote(f"{said} {words.CAVEAT} {words.COMPARISON_CAVEAT} "
                        f"(Source: {parts.source_words(sources)})")  # fmt: skip
    with right:
        link(measure=name, year=year, council=council, show=layer,
             inspected="yes" if inspected else "", **(
                 {"threshold": f"{threshold:g}"} if name == words.map.CLASS else {}))  # fmt: skip
    notes(measure, year)
    table(name, rows, year, threshold, sources)


def explain(name: str, measure: words.map.Measure, year: int, councils: int) -> None:
    """What the measure counts and what it must not be taken for."""
    indicator = queries.indicator("sexual_class" if name == words.map.CLASS else measure.id)
    what = indicator.numerator
    if not indicator.denominator.startswith("none"):
        what += f", set against: {indicator.denominator[:1].lower()}{indicator.denominator[1:]}"
    st.markdown(f"**What is counted.** {what}. {words.CAVEAT}")
    with st.expander("What not to conclude, and how the key is made"):
        cautions = "\n".join(f"* {text}" for text in indicator.do_not_conclude)
        st.markdown(f"Do not conclude:\n\n{cautions}\n\n{words.map.KEY_EXPLAINED}")
    st.caption(f"The map shows the {councils} councils that existed on 31 March {year}.")


def draw(name, rows, year, threshold, council, layer, inspected, sources) -> None:
    """The map, with England's own value beneath it and in the picture."""
    measure = measure_of(name)
    slugs = queries.map.slugs()
    chosen = rows[rows["slug"] == council]["council_code"].tolist()
    areas = queries.inspected_series() if inspected else {}
    is_class = name == words.map.CLASS
    england_row = queries.map.england(measure.id, year)
    england = words.map.england(measure, england_row)
    if is_class and england_row.value < threshold:
        england += (
            f" That is below {threshold:g}: England taken as a whole, the average council so to "
            "speak, is “very low” by this measure."
        )
    council_map.council_map(
        choropleth.class_figures(threshold) if is_class else choropleth.measure_figures(measure),
        key="map page",
        year=year,
        layer=layer,
        selected=chosen[0] if chosen else None,
        marked=rows[rows["series_code"].isin(areas)]["council_code"].tolist(),
        marked_label=f"{INSPECTED}, {words.map.span(areas.values())}" if areas else "",
        title="Child protection plans started for sexual abuse: class" if is_class
        else measure.label,
        source=f"{england} {words.CAVEAT} Source: {parts.source_words(sources)}",
        file_name=f"map-{name}",
        year_control=True,
        on_choose=lambda code: controls.choose("council", slug := slugs.get(code, ""), slug),
        on_year=lambda moved: controls.choose("year", str(moved), str(moved)),
    )  # fmt: skip
    st.markdown(f"**{england}**")
    parts.source_line(sources)
    if inspected:
        st.caption("Being chosen for an inspection says nothing about how well an area does.")


def panel(name, rows, year, threshold, council, everyone) -> str:
    """The chosen council in words, with what to know first; returns what may be quoted, or ""."""
    if not council:
        st.markdown(
            "**Choose a council** on the map, with the arrow keys and Enter, or by name above. "
            "Its figure appears here in a sentence."
        )
        return ""
    label = everyone.set_index("slug").loc[council]
    parts.heading(label.label)
    chosen = rows[rows["slug"] == council]
    if chosen.empty:
        elsewhere(label, council, name, year)
        return ""
    row = chosen.iloc[0]
    measure = measure_of(name)
    england = queries.map.england(measure.id, year)
    if name == words.map.CLASS:
        shown = theme.class_labels(threshold)[row["class"]]
        figure = queries.map.figures_in(measure.id, year).set_index("slug").loc[council]
        why = words.england.class_reason(row, threshold)
        said = words.map.sentence(measure, figure, england)
    else:
        shown = {e.id: e.label for e in choropleth.measure_legend(measure)}[
            choropleth.entry_of(row)
        ]
        figure = row
        why = said = words.map.sentence(measure, row, england)
    st.markdown(f"**{shown}**, {words.year_ending(year)}.\n\n{why}")
    for note in queries.map.notes(measure.id, year).itertuples():
        if note.series_code == figure.series_code:
            st.warning(note.explanation)
    st.html(parts.link(f"Everything on {row.label}", "council", council=council))
    return said


def elsewhere(council, slug: str, name: str, year: int) -> None:
    """What to say of a council that has no row in the year: when it existed, what follows it."""
    st.markdown(
        f"{council.label} is not among the councils of {year}. Its figures of plans are for "
        f"{council.first_year} to {council.last_year}."
    )
    nearest = council.last_year if year > council.last_year else council.first_year
    links = [parts.link(f"{council.label} in {nearest}", "map", measure=name, year=nearest,
                        council=slug)]  # fmt: skip
    links += [
        parts.link(f"{label} in {year}", "map", measure=name, year=year, council=after)
        for label, after in queries.map.successors(council.series_code)
        if year > council.last_year
    ]
    st.html("<ul>" + "".join(f"<li>{each}</li>" for each in links) + "</ul>")


def link(**view: object) -> None:
    """The address of this view in words, with a button that copies it."""
    st.markdown("**Link to this view**")
    given = {key: value for key, value in view.items() if value != ""}
    st.code(f"{st.context.url or ''}?{urlencode(given)}", language=None, wrap_lines=True)


def notes(measure: words.map.Measure, year: int) -> None:
    """What to know before the year's figures are used, council by council."""
    rows = queries.map.notes(measure.id, year)
    if rows.empty:
        return
    parts.heading("Know this before you use these figures")
    parts.table(
        rows.itertuples(),
        [Column("Council", lambda r: r.label, False),
         Column("What to know", lambda r: r.explanation, False)],
        caption=f"Notes on the figures of the {words.year_ending(year)}",
    )  # fmt: skip


def table(name, rows, year, threshold, sources) -> None:
    """Every council of the year by name, with the measure and what it is made from."""
    parts.heading("Every council, by name")
    parts.sentence(f"{len(rows)} councils, {words.year_ending(year)}. {words.COMPARISON_CAVEAT}")
    parts.kept_table(
        ("map", name, year, threshold), lambda: councils_table(name, rows, year, threshold)
    )
    is_class = name == words.map.CLASS
    frame = rows if is_class else queries.map.take_away(measure_of(name).id, year)
    parts.source_line(sources)
    parts.download(frame, name, "councils", year)


def councils_table(name, rows, year, threshold) -> str:
    """The table of the councils, as HTML."""
    if name == words.map.CLASS:
        labels = theme.class_labels(threshold)
        columns = [
            Column("Class", lambda r: labels[r.class_name], False),
            Column("Plans", lambda r: words.cell(r.sexual_plans, r.sexual_plans_status)),
            Column("Can be", lambda r: "[x]" if words.is_missing(r.sexual_plans_min)
                   else words.count_range(r.sexual_plans_min, r.sexual_plans_max)),
            Column("Per 1,000", lambda r: words.cell(
                r.sexual_rate_per_1000, r.sexual_plans_status,
                lambda v: words.rate_beside_threshold(v, threshold))),
            Column("Children", lambda r: words.count(r.children)),
        ]  # fmt: skip
        rows = rows.rename(columns={"class": "class_name"})
    else:
        columns = measure_columns(measure_of(name))
    return parts.table_html(
        rows.itertuples(),
        [Column("Council", lambda r: r.label, False),
         Column("Region", lambda r: r.region_name, False), *columns],
        caption=f"{LABELS[name]}, {words.year_ending(year)}",
    )  # fmt: skip


def measure_columns(measure: words.map.Measure) -> list[Column]:
    """Columns of a measure in bands: value, what is counted, its range, what it is divided by."""
    labels = {entry.id: entry.label for entry in choropleth.measure_legend(measure)}
    counted = measure.counted[1].capitalize()
    columns = [
        Column("In the key", lambda r: labels[choropleth.entry_of(r)], False),
        Column(counted, lambda r: words.cell(r.counted, r.counted_status)),
    ]
    if measure.counted is words.map.PLANS:
        columns.append(Column("Can be", lambda r: words.map.can_be(measure, r)))
    if measure.base:
        columns += [
            Column(measure.base, lambda r: words.cell(r.base, r.base_status)),
            Column(measure.unit.strip().capitalize(), lambda r: words.map.printed(measure, r)),
        ]
    return columns


with parts.page(
    "Map of English councils",
    "What each council records about child sexual abuse, by measure and year. Choose a measure, "
    "move or play the years, find a council, and take the picture or the figures with you.",
    ["dfe_cin_d2_2024", "dfe_cin_d4_2024", "dfe_cin_c3_2025", "dfe_cin_population_2025",
     "ons_boundaries_2023"],
):  # fmt: skip
    map_and_council()
