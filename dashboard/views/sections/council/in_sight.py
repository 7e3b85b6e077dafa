"""The sections of the Council page: each a sentence and a picture, above the fold with the rest.

The fact a newcomer gets wrong: a picture draws what a query answered. A hidden number is the
stretch that it can lie in, a missing one is not drawn, and its word stands at the line's end.
`area` is a row of queries.councils throughout.
"""

from functools import partial
from html import escape

from dashboard import theme, words
from dashboard.charts import picture, tracks
from dashboard.page import markup
from dashboard.page import sections as page_sections
from dashboard.page.sections import Section, Table
from dashboard.queries import chance
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import council_life as council_life_queries
from dashboard.queries.area import neighbours as neighbour_queries
from dashboard.queries.versions import sources_of
from dashboard.views.sections.council import asked, tables
from dashboard.words.area import categories as category_words
from dashboard.words.area import council_page as short
from dashboard.words.area import council_sections as said
from dashboard.words.area import neighbours as neighbours_words

KEY = {
    "own": ("dot", "This area"),
    "hidden": ("hidden", "Hidden: what it can be"),
    "band": ("band", "Neighbours with a figure"),
    "middle": ("middle", "Middle of the neighbours: what it can be"),
    "england": ("tick", "England"),
}


heading = partial(page_sections.heading, short.SECTIONS)


def path(area, year: int, _threshold: float) -> str:
    """Each step set against the one before, beside England's and the neighbours' ratios."""
    steps = council_queries.path(area.series_code, year)
    if steps.empty:
        return heading("concern-to-plan") + markup.prose(said.no_path(year))
    rows = []
    for r in steps.itertuples():
        if words.is_missing(r.base):
            continue
        marks = (
            tracks.mark("band", r.neighbours_lowest, r.neighbours_highest)
            + tracks.mark("tick", r.england_per_100)
            + tracks.figure("dot", r.per_100, r.per_100_min, r.per_100_max, r.per_100_status)
        )
        rows.append(
            tracks.Row(
                short.STEPS[r.step],
                marks,
                f"{said.ratio_or_range(r)} (England {words.tenths(r.england_per_100)})",
                top=1.05 * tracks.end(marks) or 1,
            )
        )
    key = [KEY[k] for k in ("own", "hidden", "band", "england")]
    return picture.taken(
        tracks.html(rows, key, "Each line has a scale of its own, from 0", "Steps to a plan"),
        f"{area.label}: from concern to plan",
        f"Each step for 100 of what it is set against, {words.year_ending(year)}",
        sources_of(*council_queries.PATH),
        area.slug,
        head=heading("concern-to-plan") + markup.prose(short.path_finding(area.label, steps)),
    )


def neighbours(area, year: int, threshold: float) -> str:
    """The area and its neighbours, the closest first: each one's years and rate on one scale."""
    own = council_queries.rates(area.series_code, "sexual_plans")
    own = own[own["year_ending"] == year].iloc[0]
    others = neighbour_queries.neighbours(area.series_code, year, threshold)
    if others.empty:
        return heading("neighbours") + markup.prose(neighbours_words.no_neighbours(area.label))
    classes = neighbour_queries.classes(area.series_code, threshold)
    strips = {slug: small_strip(rows, threshold) for slug, rows in classes.groupby("slug")}
    england = tracks.mark("tick", own.england_rate)
    rows = [
        tracks.Row(
            area.label,
            england
            + tracks.figure("dot", own.rate_per_1000, own.rate_min, own.rate_max, own.status),
            words.cell_or_range(
                own.rate_per_1000, own.rate_min, own.rate_max, own.status, words.rate
            ),
            True,
            strips[area.slug],
        ),
        tracks.Row(
            "Middle of its neighbours",
            tracks.mark("band", own.neighbours_lowest, own.neighbours_highest)
            + tracks.mark("middle", own.middle_min, own.middle_max)
            + england,
            neighbours_words.middle(own),
            False,
            '<span class="years"></span>',
        ),
    ]
    for r in others.itertuples():
        status = r.sexual_plans_status
        marks = tracks.figure("dot", r.sexual_rate_per_1000, 0, r.sexual_max_per_1000, status)
        rows.append(
            tracks.Row(
                markup.link(r.label, "council", council=r.slug, year=year),
                england + marks,
                words.cell_or_range(
                    r.sexual_rate_per_1000, 0, r.sexual_max_per_1000, status, words.rate
                ),
                before=strips.get(r.slug, ""),
            )
        )
    key = [("dot", "A printed rate"), *(KEY[k] for k in ("hidden", "band", "middle", "england"))]
    name = f"Neighbours of {area.label}, most alike first"
    return class_inks() + picture.taken(
        tracks.html(rows, key, "plans per 1,000 children", name),
        f"{area.label}: beside its statistical neighbours",
        f"Plans started for sexual abuse per 1,000 children, {words.year_ending(year)}",
        tables.with_neighbours(area, "sexual_plan_rate"),
        area.slug,
        head=heading("neighbours") + markup.prose(short.neighbours_line(own)),
    )


def class_inks() -> str:
    """The colours of the classes in small strips, in both schemes; too small for hatches."""
    inks = "".join(
        f".tracks .years .{name}{{background:light-dark({style.paint('light').fill},"
        f"{style.paint('dark').fill});border-color:light-dark({style.paint('light').line},"
        f"{style.paint('dark').line})}}"
        for name, style in theme.CLASS_STYLES.items()
    )
    return f"<style>{inks}</style>"


def small_strip(rows, threshold: float) -> str:
    """The classes of an area, drawn at `threshold`, over its years: small squares, and in words."""
    labels = theme.class_labels(threshold)
    spoken = "; ".join(
        f"{r.year_ending} {labels[r.class_name].partition(' (')[0]}" for r in rows.itertuples()
    )
    squares = "".join(f'<i class="{r.class_name}"></i>' for r in rows.itertuples())
    return (
        f'<span class="years" role="img" aria-label="{escape(spoken)}" title="{escape(spoken)}">'
        f"{squares}</span>"
    )


def categories(area, year: int, _threshold: float) -> str:
    """Each category's share of the area's plans beside England's."""
    found = council_queries.categories(area.series_code, year)
    rows = [
        tracks.Row(
            category_words.NAMES[r.category],
            tracks.mark("tick", r.england_share)
            + (
                tracks.mark("bar", 0, r.started_share)
                if r.started_share_status == "published"
                else tracks.figure(
                    "dot", None, r.started_share_min, r.started_share_max, r.started_share_status
                )
            ),
            short.share(r),
            r.category == "sexual_abuse",
            top=1.0,
        )
        for r in found.itertuples()
    ]
    key = [("bar", "Share of the area's plans"), KEY["hidden"], KEY["england"]]
    return picture.taken(
        tracks.html(rows, key, "Lines run from 0 to all plans", "Plans by category"),
        f"{area.label}: plans by category",
        f"Share of plans started, by initial category, {words.year_ending(year)}",
        sources_of("sexual_share"),
        area.slug,
        head=heading("categories") + markup.prose(category_words.sentence(area.label, found, year)),
    )


def know(area, year: int, threshold: float) -> str:
    """How far the rate can be relied on: limits of one year and of three, and notes."""
    years = council_queries.years(area.series_code, threshold)
    row = years[years["year_ending"] == year].iloc[0]
    pooled = chance.three_years(area.series_code)
    rows = [
        tracks.Row(
            f"{year} alone",
            tracks.mark("limits", row.sexual_rate_adjusted_low, row.sexual_rate_adjusted_high)
            + tracks.mark("edge", threshold)
            + tracks.figure(
                "dot", row.sexual_rate_per_1000, 0, row.sexual_max_per_1000, row.sexual_plans_status
            ),
            short.rate_with_limits(row),
        ),
        *(
            tracks.Row(
                f"{year - 2} to {year} together",
                tracks.mark("limits", r.rate_adjusted_low, r.rate_adjusted_high)
                + tracks.mark("edge", threshold)
                + (
                    tracks.mark("dot", r.rate_per_1000)
                    or tracks.mark("hidden", r.rate_min, r.rate_max)
                ),
                short.pooled(r),
            )
            for r in pooled[pooled["year_ending"] == year].itertuples()
        ),
    ]
    key = [
        KEY["own"],
        KEY["hidden"],
        ("limits", "Adjusted 95% limits"),
        ("edge", f"The line of {threshold:g}"),
    ]
    notes = council_life_queries.flags(area.series_code)
    now = notes[notes["year_ending"] == year]["explanation"]
    return picture.taken(
        tracks.html(rows, key, "plans per 1,000 children", "How sure the rate is"),
        f"{area.label}: how sure the rate is",
        f"Plans started for sexual abuse per 1,000 children, {words.year_ending(year)}",
        sources_of("sexual_plan_rate"),
        area.slug,
        head=heading("know-before-use") + markup.prose(short.know(row, len(now))),
    ) + (markup.prose("\n".join(f"- {text}" for text in now)) if len(now) else "")


OF_YEAR = (
    Section(
        "concern-to-plan",
        path,
        "Every step from referral to plan, as a table",
        (Table("path", tables.path, tables.path_rows, tables.path_address),),
    ),
    Section(
        "neighbours",
        neighbours,
        "The neighbours' figures, as a table",
        (Table("neighbours", tables.neighbours, tables.neighbour_rows, tables.neighbour_address),),
    ),
    Section(
        "categories",
        categories,
        "Every category and measure, as tables",
        (
            Table("categories", tables.categories, tables.category_rows, tables.category_address),
            Table("what-if", tables.what_if),
            Table("measures", tables.every_measure, tables.measure_rows, tables.measure_address),
        ),
    ),
    Section(
        "know-before-use",
        know,
        "Why this class, how sure it is, and notes on other years",
        (Table("how-sure", tables.how_sure),),
    ),
    Section(
        "questions",
        asked.questions,
        "Every question, and its rule",
        (Table("questions", tables.questions),),
    ),
)
