"""What the sections of the Council page fold away: their tables, notes and rules, as HTML.

`area` is a row of queries.councils throughout. Years before 2018 have no assessments and so no
path: the fold then says so in place of an empty table.
"""

from dashboard import queries, theme, words
from dashboard.page import columns as columns_of
from dashboard.page import markup, parts, review_links
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.page.taking import copy_as
from dashboard.queries import chance, measures
from dashboard.queries import data as data_queries
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import council_life as council_life_queries
from dashboard.queries.area import neighbours as neighbour_queries
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.data import LONG, WIDE
from dashboard.queries.versions import sources_of
from dashboard.words import chance as chance_words
from dashboard.words import map as map_words
from dashboard.words.area import audits
from dashboard.words.area import categories as category_words
from dashboard.words.area import council as council_words
from dashboard.words.area import council_page as short
from dashboard.words.area import council_sections as said
from dashboard.words.area import neighbours as neighbours_words
from dashboard.words.area import questions as questions_words
from dashboard.words.country import long_series


def every_source() -> list[str]:
    """Every source of the page: of every measure, of the path, and of the neighbours."""
    measures_shown = [*queries.indicators()["id"], *council_queries.PATH]
    return [*sources_of(*measures_shown), neighbour_queries.SOURCE]


def with_neighbours(area, *measures: str) -> list[str]:
    """The sources of measures, and that of the area's neighbours; a former council has none."""
    return sources_of(*measures) + ([] if area.is_former else [neighbour_queries.SOURCE])


def how_sure(area, year: int, threshold: float) -> str:
    """Why the area is in its class, whether its rate moved, what three years together say; notes.

    Movement and three years are of the CSA Centre's line, wherever the reader has moved it.
    """
    years = council_queries.years(area.series_code, threshold)
    row = years[years["year_ending"] == year].iloc[0]
    england = queries.england_in(year)
    changes, pooled = chance.changes(area.series_code), chance.three_years(area.series_code)
    told = [
        chance_words.firmness(row),
        *(chance_words.moved(r) for r in changes[changes["year_ending"] == year].itertuples()),
        *(
            chance_words.three_years(r, queries.default_threshold())
            for r in pooled[pooled["year_ending"] == year].itertuples()
        ),
    ]
    listed = "\n".join(f"- {sentence}" for sentence in told if sentence)
    notes = council_life_queries.flags(area.series_code)
    other = notes[notes["year_ending"] != year]["explanation"]
    return (
        markup.prose(
            f"{council_words.reason(row, england.sexual_rate_per_1000, threshold)} "
            f"{council_words.expectation(row)}"
        )
        + (markup.prose(f"{listed}\n\n{chance_words.WHAT_SWINGS_ARE}") if listed else "")
        + (
            markup.heading(f"Notes on other years ({len(other)})", 3)
            + markup.prose("\n".join(f"- {text}" for text in other))
            if len(other)
            else ""
        )
    )


def path_rows(area, year: int, _threshold: float):
    return council_queries.path(area.series_code, year).drop(columns="neighbours_without_figure")


# What an address calls the rows of each table below: filters and form, as copy_as.fold takes them.
STEPS = (
    "referrals",
    "section_47_enquiries",
    "initial_conferences",
    "plans_started_all_categories",
    "assessments_sexual_abuse",
    "sexual_plans",
)


def path_address(area, year: int) -> tuple[dict, str]:
    return copy_as.of_measures(*STEPS, councils=[area.slug], years=[str(year)]), LONG


def neighbour_address(area, year: int) -> tuple[dict, str]:
    rows = neighbour_rows(area, year, queries.default_threshold())
    return {"councils": [area.slug, *rows["slug"]], "years": [str(year)]}, WIDE


def category_address(area, year: int) -> tuple[dict, str]:
    found = [
        id_
        for id_ in data_queries.measures()
        if id_.startswith(("plans_started_", "plans_at_31_march_"))
        and id_.endswith(("_initial", "_all_categories"))
    ]
    own = ("sexual_plans", "sexual_plans_at_31_march")
    return copy_as.of_measures(*own, *found, councils=[area.slug], years=[str(year)]), LONG


def measure_address(area, year: int) -> tuple[dict, str]:
    return {"councils": [area.slug], "years": [str(year)]}, LONG


def path(area, year: int, _threshold: float) -> str:
    """The steps from referral to plan, with the neighbours' ratios."""
    rows = council_queries.path(area.series_code, year)
    if rows.empty:
        return markup.prose(said.no_path(year))
    columns = [
        Column("Step", lambda r: said.STEP_WORDS[r.step], False),
        Column("Number", lambda r: words.cell(r.value, r.status)),
        Column("Set against", said.ratio_words, False),
        Column(
            "England",
            lambda r: (
                "[z]" if words.is_missing(r.england_per_100) else words.tenths(r.england_per_100)
            ),
        ),
        Column("Neighbours", said.neighbours_ratios),
        Column("Middle", lambda r: neighbours_words.middle(r, words.tenths)),
        Column("With a ratio", neighbours_words.of_ten),
    ]
    caption = f"{area.label}, {words.year_ending(year)}: each step per 100 of its base"
    return (
        markup.prose(f"{said.path_sentence(area.label, rows)} {short.PATH_NOTE}")
        + markup.table(rows.itertuples(), columns, caption=caption)
        + parts.source(with_neighbours(area, *council_queries.PATH))
    )


def category_rows(area, year: int, _threshold: float):
    return council_queries.categories(area.series_code, year)


def categories(area, year: int, threshold: float) -> str:
    """Every category of the area's plans."""
    rows = category_rows(area, year, threshold)
    columns = [
        Column("Initial category", lambda r: category_words.NAMES[r.category], False),
        Column("Plans started", lambda r: words.cell(r.started, r.started_status)),
        Column(
            "Can be", lambda r: council_words.can_be(r.started_min, r.started_max, r.started_status)
        ),
        Column(
            "Share of all",
            lambda r: words.cell(r.started_share, r.started_share_status, words.per_cent),
        ),
        Column("England's share", lambda r: words.per_cent(r.england_share)),
        Column("In force on 31 March", lambda r: words.cell(r.at_31_march, r.at_31_march_status)),
    ]
    caption = f"Child protection plans in {area.label} by category, {words.year_ending(year)}"
    sources = sources_of("sexual_plans", "sexual_plans_at_31_march")
    return markup.table(rows.itertuples(), columns, caption=caption) + parts.source(sources)


def what_if(area, year: int, threshold: float) -> str:
    """What plans under "multiple" would make of the area's number."""
    supposed = council_queries.what_if(area.series_code, year)
    return markup.heading(short.WHAT_IF, 3) + markup.prose(said.what_if(supposed, threshold))


def neighbour_rows(area, year: int, threshold: float):
    rows = neighbour_queries.neighbours(area.series_code, year, threshold)
    return rows.assign(very_low_below=threshold)


def neighbours(area, year: int, threshold: float) -> str:
    """The statistical neighbours with how close they are, and their figures of the year."""
    rows = neighbour_rows(area, year, threshold)
    if rows.empty:
        return markup.prose(neighbours_words.no_neighbours(area.label))
    labels = theme.class_labels(threshold)
    columns = [
        Column(
            "Council", lambda r: markup.link(r.label, "council", council=r.slug, year=year), False
        ),
        Column("How close", lambda r: r.closeness, False),
        Column("Class", lambda r: labels[r.class_name].partition(" (")[0], False),
        columns_of.plans(),
        columns_of.CAN_BE,
        columns_of.per_1000(),
        Column(
            "Assessments per 1,000",
            lambda r: words.cell(r.csa_assessments_per_1000, r.csa_assessments_status, words.rate),
        ),
    ]
    plans = council_queries.rates(area.series_code, "sexual_plans")
    of_year = plans[plans["year_ending"] == year].iloc[0]
    return (
        markup.prose(
            f"{neighbours_words.about_neighbours(len(rows), neighbour_queries.release())} "
            f"{words.COMPARISON_CAVEAT}\n\n"
            + said.rate_sentence(area.label, area.region_name, of_year, "sexual_plans")
        )
        + markup.table(
            rows.rename(columns={"class": "class_name"}).itertuples(),
            columns,
            caption=f"Neighbours of {area.label}, {words.year_ending(year)}",
        )
        + parts.source(with_neighbours(area, "sexual_plan_rate", "csa_assessment_rate"))
    )


def measure_rows(area, year: int, _threshold: float):
    return council_queries.measures(area.series_code, year)


def every_measure(area, year: int, threshold: float) -> str:
    """Each measure there is of the area, with England's: what a new measure needs to be here."""
    rows = measure_rows(area, year, threshold)
    held = {measure.id: measure for measure in measures.MEASURES.values()}
    columns = [
        Column(
            "Measure",
            lambda r: markup.link(
                held[r.measure].label, "map", measure=r.address, year=year, council=area.slug
            ),
            False,
        ),
        Column(
            area.label,
            lambda r: words.cell(r.value, r.status, lambda v: map_words.value(held[r.measure], v)),
        ),
        Column("Number", lambda r: map_words.can_be(held[r.measure], r)),
        Column("Of", lambda r: held[r.measure].counted[1], False),
        Column("Against", lambda r: map_words.against(held[r.measure], r), False),
        Column(
            "England",
            lambda r: words.cell(
                r.england_value,
                r.england_value_status,
                lambda v: map_words.value(held[r.measure], v),
            ),
        ),
    ]
    return (
        markup.heading("Every measure", 3)
        + markup.prose(short.EVERY_MEASURE)
        + markup.table(
            rows.itertuples(), columns, caption=f"{area.label}, {words.year_ending(year)}"
        )
        + parts.source(sources_of(*rows["measure"]))
    )


def questions(area, year: int, _threshold: float) -> str:
    """Every question by its theme, and the rules that choose them."""
    asked = questions_words.chosen(council_queries.question_facts(area.series_code, year))
    html = markup.prose(
        f"{short.WHY_ASKED.format(year=year)} {long_series.not_named(trends_queries.in_print())}"
    )
    for name in questions_words.THEMES:
        html += f"<h3>{review_links.theme(name)}</h3>" + markup.prose(
            "\n".join(
                f"- {q.ask}"
                + (f"  \n  *Asked because:* {q.because}" if q.because else "")
                + f"  \n  *{audits.LABEL}* {audits.of(q)}"
                for q in asked
                if q.theme == name
            )
        )
    rules = "\n".join(f"- {words.capital(r.when)}." for r in questions_words.RULES)
    return html + markup.heading("The rules that choose these questions", 3) + markup.prose(rules)


def every_year(area, years, threshold: float) -> str:
    """The area's years with class, number, range, rate and what England's rate would give."""
    labels = theme.class_labels(threshold)
    return markup.table(
        years.rename(columns={"class": "class_name"}).itertuples(),
        [
            YEAR,
            Column("Class", lambda r: labels[r.class_name].partition(" (")[0], False),
            columns_of.plans("Plans for sexual abuse"),
            columns_of.CAN_BE,
            columns_of.per_1000("Per 1,000 children"),
            Column(
                "Expected at England's rate",
                lambda r: council_words.expected(r.expected_plans_at_england_rate),
            ),
            Column("Plans, every category", lambda r: words.cell(r.all_plans, r.all_plans_status)),
            Column("Children aged 0 to 17", lambda r: words.count(r.children)),
        ],
        caption=f"Child protection plans started in {area.label}",
    ) + parts.source(sources_of("expected_plans"))
