"""The sections of a set's page as HTML: each a sentence and a picture, over the fold of the rest.

`chosen` is a queries.area.sets.CouncilSet throughout. A hidden number is the stretch it can lie
in; the set's own total is drawn as the same stretch.
"""

from functools import partial
from html import escape
from urllib.parse import urlsplit

from dashboard import queries, theme, words
from dashboard.charts import council as council_charts
from dashboard.charts import picture, tracks
from dashboard.councils import squares
from dashboard.delivery import site_files
from dashboard.page import markup, parts, review_links
from dashboard.page import sections as page_sections
from dashboard.page.sections import Section, Table
from dashboard.queries import compare as compare_queries
from dashboard.queries import measures
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.area.sets import CouncilSet
from dashboard.queries.versions import sources_of
from dashboard.views.sections.council.in_sight import class_inks, small_strip
from dashboard.views.sections.council_set import tables
from dashboard.words import compare as compare_words
from dashboard.words.area import audits
from dashboard.words.area import council as council_words
from dashboard.words.area import council_sections as said
from dashboard.words.area import sets as sets_words

RATE = "sexual_plan_rate"
MOST_ASKED = 4  # questions in sight
KEY = {
    "own": ("dot", "A printed number"),
    "hidden": ("hidden", "What it can be, where a number is hidden"),
    "england": ("tick", "England"),
}


heading = partial(page_sections.heading, sets_words.SECTIONS)


def first(
    chosen: CouncilSet, year: int, threshold: float, scheme: str, published: bool, has_pdf: bool
) -> str:
    """The total with its squares, each council's class and years, and the ways on."""
    row = tables.year_row(chosen, year)
    beside = squares.of_set(chosen.series, chosen.label, year)
    rows = tables.members(chosen, year, threshold)
    ever = queries.councils()
    gone = ever[
        ever["series_code"].isin(chosen.series) & ~ever["series_code"].isin(rows["series_code"])
    ]
    absent = compare_words.not_there(gone, year) if len(gone) else ""
    return (
        class_inks()
        + '<div class="first"><div><p class="class-line"><span>'
        + escape(f"Together, {words.year_ending(year)}")
        + "</span></p>"
        + markup.prose(f"{sets_words.finding(row)} **{words.CAVEAT}**")
        + each(chosen, rows, threshold, scheme)
        + (markup.prose(absent) if absent else "")
        + "</div>"
        + (squares.html(beside, council_charts.image, scheme) if beside else "")
        + "</div>"
        + ways(chosen, row, published, has_pdf)
    )


def each(chosen: CouncilSet, rows, threshold: float, scheme: str) -> str:
    """Each council with its class of the year and all its years, linked to its own page."""
    labels = theme.class_labels(threshold)
    strips = {
        code: small_strip(of_code, threshold)
        for code, of_code in sets_queries.classes(chosen.series, threshold).groupby("series_code")
    }
    listed = "".join(
        f"<li>{council_charts.square(theme.CLASS_STYLES[r.class_name], scheme)}"
        f"<span>{markup.link(r.label, 'council', council=r.slug, year=int(r.year_ending))}</span>"
        f"{strips[r.series_code]}"
        f"<span>{escape(labels[r.class_name].partition(' (')[0])}: "
        f"{escape(council_words.small_figure(r))}</span></li>"
        for r in rows.itertuples()
    )
    return (
        f'<ul class="tracks members" aria-label="Class of each council, with its years">{listed}'
        "</ul>"
    )


def ways(chosen: CouncilSet, row, published: bool, has_pdf: bool) -> str:
    """The briefing where it is a file, the comparison, and what can be sent or quoted."""
    year = int(row.year_ending)
    site = site_files.MOUNTED_AT.lstrip("/")
    links = []
    if has_pdf:
        links.append(f'<a href="{site}/sets/{chosen.slug}.pdf" download>Briefing (PDF)</a>')
    if published:
        links.append(f'<a href="{site}/sets/{chosen.slug}.html" target="_self">Briefing (page)</a>')
    links.append(
        markup.link(
            "Compare these councils",
            "compare",
            group="picked",
            councils=",".join(chosen.slugs),
            year=year,
        )
    )
    who = sets_words.who(chosen.level, chosen.label, int(row.councils))
    finding = sets_words.finding(row)
    quoted = parts.quotation(
        f"{words.capital(who)}, {words.year_ending(year)}: {finding}",
        compare_words.quoted_caveat("", "", list(chosen.labels)),
        sources_of(RATE),
    )
    return (
        f'<div class="ways">{"".join(links)}<details><summary>Share or quote</summary>'
        + quoted
        + "<p><strong>A link to what you see</strong></p>"
        + markup.to_copy("council", "the link", "council")
        + "</details></div>"
        + ("" if published else markup.small(sets_words.PRINTS))
    )


def over_time(chosen: CouncilSet, _year: int, _threshold: float) -> str:
    """Every year's total as a dot or as the stretch it can lie in, beside England's rate."""
    rows = sets_queries.years(chosen.series)
    lines = [
        tracks.Row(
            str(r.year_ending),
            tracks.mark("tick", r.england_rate) + tracks.between(r.rate_min, r.rate_max),
            sets_words.year_line(r),
        )
        for r in rows.itertuples()
    ]
    return picture.taken(
        tracks.html(lines, list(KEY.values()), "plans per 1,000 children", "The set, year by year"),
        f"{chosen.label}: year by year",
        "Sexual abuse, plans per 1,000 children",
        sources_of("sexual_plan_rate", "csa_assessment_rate"),
        chosen.slug,
        head=heading("over-time") + markup.prose(sets_words.over_time(rows)),
    )


def path(chosen: CouncilSet, year: int, _threshold: float) -> str:
    """Plans for each 100 assessments that recorded sexual abuse: together, and in each council."""
    of_year = tables.codes(chosen, year)
    found = compare_queries.measured(sets_queries.RATIO, of_year, year)
    if found.empty:
        return heading("concern-to-plan") + markup.prose(said.no_path(year))
    row, england = sets_queries.ratio(of_year, year)
    tick = tracks.mark("tick", england)
    lines = []
    if row is not None and row.councils_counted:
        known = tracks.between(row.value_min, row.value_max)
        together_words = words.value_range(row.value_min, row.value_max, words.tenths)
        lines.append(tracks.Row("Together", tick + known, together_words or "[x]", True))
    measure = measures.named(sets_queries.RATIO)
    for r in found.itertuples():
        lines.append(
            tracks.Row(
                markup.link(r.label, "council", council=r.slug, year=year),
                tick + tracks.figure("dot", r.value, r.value_min, r.value_max, r.status),
                compare_words.can_be(measure, r),
            )
        )
    return picture.taken(
        tracks.html(
            lines, list(KEY.values()), "plans per 100 assessments", "From assessment to plan"
        ),
        f"{chosen.label}: from assessment to plan",
        f"Sexual abuse, plans per 100 assessments, {words.year_ending(year)}",
        sources_of("sexual_plan_rate", "csa_assessment_rate"),
        chosen.slug,
        head=heading("concern-to-plan") + markup.prose(sets_words.path(row, england)),
    )


def beside(chosen: CouncilSet, year: int, _threshold: float) -> str:
    """The set and each of its councils on one scale, by name."""
    row = tables.year_row(chosen, year)
    tick = tracks.mark("tick", row.england_rate)
    lines = [
        tracks.Row(
            "Together",
            tick + tracks.between(row.rate_min, row.rate_max),
            words.value_range(row.rate_min, row.rate_max, words.rate) or "[x]",
            True,
        )
    ]
    for r in compare_queries.measured(RATE, tables.codes(chosen, year), year).itertuples():
        lines.append(
            tracks.Row(
                markup.link(r.label, "council", council=r.slug, year=year),
                tick + tracks.figure("dot", r.value, r.value_min, r.value_max, r.status),
                words.cell_or_range(r.value, r.value_min, r.value_max, r.status, words.rate),
            )
        )
    return picture.taken(
        tracks.html(lines, list(KEY.values()), "plans per 1,000 children", "Each council"),
        f"{chosen.label}: each council",
        f"Sexual abuse, plans per 1,000 children, {words.year_ending(year)}",
        sources_of("sexual_plan_rate", "csa_assessment_rate"),
        chosen.slug,
        head=heading("each-council")
        + markup.prose(f"In order of name, {words.year_ending(year)}. {words.COMPARISON_CAVEAT}"),
    )


def know(chosen: CouncilSet, year: int, _threshold: float) -> str:
    """Why the total is a range, who is left out, where the set is from, and notes on each."""
    rows = tables.council_rows(chosen, year, 0)
    of_year = tuple(rows["council_code"])
    together = compare_queries.together(of_year, year)
    html = heading("know-before-use") + markup.prose(sets_words.why(rows, together))
    if chosen.level == "partnership":
        html += source_of(chosen)
    cautions = compare_queries.cautions(of_year, year)
    if len(cautions):
        listed = "\n".join(f"- **{c.label}**: {c.explanation}" for c in cautions.itertuples())
        html += markup.folded(
            f"Notes on the year's figures of these councils ({len(cautions)})", markup.prose(listed)
        )
    return html


def source_of(chosen: CouncilSet) -> str:
    """How we know of the partnership, with its page."""
    named = sets_queries.named()
    row = named[named["slug"] == chosen.slug].iloc[0]
    host = escape(urlsplit(row.source_url).netloc)
    link = f'<a href="{escape(row.source_url)}" rel="noopener">{host}</a>'
    return (
        f'<div class="prose"><p>{escape(sets_words.source_of(row))} ({link}) '
        f"{escape(sets_words.EARLIER)}</p></div>"
    )


def questions(chosen: CouncilSet, year: int, _threshold: float) -> str:
    """The questions raised by most of the councils' figures."""
    every = tables.asked(chosen, year)
    raised = [q for q in every if q.raised]
    listed = "".join(map(_question, (raised or every)[:MOST_ASKED]))
    return (
        heading("questions")
        + markup.prose(sets_words.questions_lead(len(tables.codes(chosen, year))))
        + f'<ul class="asked">{listed}</ul>'
    )


def _question(q: sets_words.Asked) -> str:
    because = words.listing([label for label, _ in q.raised])
    return (
        f'<li><p class="theme">{review_links.theme(q.theme)}</p><p>{escape(q.ask)}</p>'
        + (f'<p class="small">Raised by figures of {escape(because)}</p>' if because else "")
        + f'<p class="small">{audits.LABEL} {escape(audits.of(q))}</p></li>'
    )


ALL = (
    Section(
        "over-time",
        over_time,
        "Every year, as a table",
        (Table("years", tables.year_table, tables.year_rows),),
    ),
    Section(
        "concern-to-plan",
        path,
        "Every step from referral to plan, as a table",
        (Table("path", tables.step_table, tables.step_rows),),
    ),
    Section(
        "each-council",
        beside,
        "Each council's figures, as a table",
        (Table("councils", tables.council_table, tables.council_rows, tables.council_address),),
    ),
    Section("know-before-use", know, "", ()),
    Section(
        "questions",
        questions,
        "Every question, and whose figures raised it",
        (Table("questions", tables.every_question),),
    ),
)
