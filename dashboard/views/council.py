"""Council: everything on one area in reading order, for whoever leads its safeguarding.

The first screen answers four questions (which class, what number, what would be expected, how has
it been); the rest, in council_sections, can be read on, heard or printed. What follows the year
stands in fragments; the charts over all years stand outside and are not drawn again.
"""

from functools import partial
from html import escape

import streamlit as st

from dashboard import queries, theme, words
from dashboard.charts import council as council_charts
from dashboard.page import announcer, controls, markup, parts, pickers
from dashboard.page.markup import Column
from dashboard.queries import chance
from dashboard.queries import council as council_queries
from dashboard.queries import council_life as council_life_queries
from dashboard.views import council_over_time
from dashboard.views import council_sections as sections
from dashboard.words import chance as chance_words
from dashboard.words import council as council_words


def how_to_use() -> None:
    """The page without a council."""
    # In the place it has beside the other controls: elsewhere it would lose the reader's focus.
    with st.columns([3, 3, 2])[0]:
        pickers.council("Council")
    st.markdown(
        "Choose a council above: type the first letters of its name, then Enter. Councils that no "
        "longer exist are in the list, with their last year.\n\n"
        "You will find, in this order:\n\n"
        "- what the council recorded in a year, and what would be expected for its size;\n"
        "- how that has been in every year since 2013;\n"
        "- the same beside England, its region and its statistical neighbours;\n"
        "- the steps from referral to plan;\n"
        "- what to know before using the figures, and questions to ask.\n\n"
        "The address of the page holds your choices, so it can be sent or kept. "
        f"{words.COMPARISON_CAVEAT}"
    )


# What follows the year and the line of "very low".
OF_YEAR = ("first_screen", "of_year", "asked")


def whole_area(area) -> None:
    """The page of one area."""
    first, second, third = st.columns([3, 3, 2])
    with first:
        pickers.council("Council")
    with third:
        pickers.threshold(OF_YEAR)
    years = council_queries.years(area.series_code, queries.default_threshold())
    years = years["year_ending"].tolist()
    with second:
        if len(years) > 1:
            controls.year(years, redraws=OF_YEAR)
        else:  # a slider needs two ends
            st.markdown(f"**Year ending 31 March**  \n{years[0]}: the only year with figures.")
    first_screen(area, years[-1])
    council_over_time.over_time(area)
    of_year(area, years[-1])
    parts.block(("council, inspections", area.slug), lambda: sections.inspections(area))
    asked(area, years[-1])


def choices(only: int) -> tuple[int, float]:
    """The year and the threshold chosen; `only` where there is no choice of year."""
    return int(st.session_state.get("year", only)), st.session_state["threshold"]


@announcer.fragment
def first_screen(area, newest: int) -> None:
    """Class, number, expectation and history, and what to take away of them."""
    year, threshold = choices(newest)
    scheme = parts.scheme()
    years = council_queries.years(area.series_code, threshold)
    parts.block(
        ("council", area.slug, year, threshold, scheme),
        lambda: first_html(area, years, year, threshold, scheme),
    )
    parts.download(
        lambda: years.assign(very_low_below=threshold),
        "council",
        area.slug,
        "plans",
        "all-years",
        *parts.moved_line(threshold),
    )
    parts.block(("council, flags", area.slug, year), lambda: sections.flags(area, year))


@st.fragment(key="of_year")
def of_year(area, newest: int) -> None:
    """The year's path, categories and neighbours, each with its rows to download."""
    year, threshold = choices(newest)
    for name, html, rows in sections.OF_YEAR:
        parts.block(
            ("council", name, area.slug, year, threshold),
            partial(html, area, year, threshold),
        )
        if rows and len(rows(area, year, threshold)):
            parts.download(
                partial(rows, area, year, threshold),
                "council",
                area.slug,
                name,
                year,
                *(parts.moved_line(threshold) if name == "neighbours" else []),
            )


@st.fragment(key="asked")
def asked(area, newest: int) -> None:
    """Questions to ask, chosen by the year's figures."""
    year, _ = choices(newest)
    parts.block(("council, questions", area.slug, year), lambda: sections.questions(area, year))


def first_html(area, years, year: int, threshold: float, scheme: str) -> str:
    """The first screen: notice, class and number, strip, and a sentence to quote."""
    row = years[years["year_ending"] == year].iloc[0]
    return (
        notice(area)
        + class_and_number(row, threshold, scheme)
        + strip(area, years, year, threshold, scheme)
        + how_sure(area, row)
        + take_away(area, row, years)
    )


def notice(area) -> str:
    """How the area began or ended, with links to the pages of the others."""
    relatives = council_life_queries.relatives(area.series_code)
    if relatives.empty:
        return ""
    links = "".join(
        f"<span>{markup.link(r.label, 'council', council=r.slug)}</span>"
        for r in relatives.itertuples()
    )
    said = escape(council_words.notice(area.label, relatives))
    return f'<div class="notice" role="note"><p>{said}</p><p class="links">{links}</p></div>'


def class_and_number(row, threshold: float, scheme: str) -> str:
    """This year's class with its reason, and four cards."""
    england = queries.england_in(int(row.year_ending))
    style = theme.CLASS_STYLES[row["class"]]
    label = theme.class_labels(threshold)[row["class"]]
    sentence = council_words.reason(row, england.sexual_rate_per_1000, threshold)
    if threshold != queries.default_threshold():
        sentence += (
            f" (The line is {threshold:g} here because you moved it; the CSA Centre's is "
            f"{queries.default_threshold():g}.)"
        )
    cards = "".join(
        f'<div class="card"><p class="label">{escape(name)}</p>'
        f'<p class="figure">{escape(figure)}</p><p>{escape(base)}</p></div>'
        for name, figure, base in council_words.cards(row)
    )
    return (
        f'<p class="class-line">{council_charts.square(style, scheme, 26)}'
        f"<span>{escape(label)}, {words.year_ending(int(row.year_ending))}</span></p>"
        + markup.prose(f"{sentence} {council_words.expectation(row)} {words.CAVEAT}")
        + f'<div class="cards">{cards}</div>'
    )


def strip(area, years, year: int, threshold: float, scheme: str) -> str:
    """Every year's class as a list of squares: letter, year and figure."""
    squares = [
        (r.year_ending, r.class_name, council_words.small_figure(r), council_words.spoken_figure(r))
        for r in years.rename(columns={"class": "class_name"}).itertuples()
    ]
    return (
        markup.heading(f"{area.label} year by year")
        + council_charts.strip(squares, year, theme.class_labels(threshold), scheme)
        + markup.prose(
            f"{council_words.history(area.label, years)} Under each year stands the number of "
            "plans, or the range a hidden number can lie in."
        )
    )


def how_sure(area, row) -> str:
    """How firm the class is, whether the rate moved, and what three years together say.

    All of it is of the CSA Centre's line, wherever the reader has moved it.
    """
    year = row.year_ending
    changes, pooled = chance.changes(area.series_code), chance.three_years(area.series_code)
    said = [
        chance_words.firmness(row),
        *(chance_words.moved(r) for r in changes[changes["year_ending"] == year].itertuples()),
        *(
            chance_words.three_years(r, queries.default_threshold())
            for r in pooled[pooled["year_ending"] == year].itertuples()
        ),
    ]
    listed = "\n".join(f"- {sentence}" for sentence in said if sentence)
    if not listed:
        return ""
    return markup.heading("How sure is this?", 3) + markup.prose(
        f"{listed}\n\n{chance_words.WHAT_SWINGS_ARE}"
    )


def take_away(area, row, years) -> str:
    """A sentence to quote, the way to Compare, and the area's years as a table."""
    neighbours = (
        ""
        if area.is_former
        else (
            '<p class="links">'
            + markup.link(
                f"Compare {area.label} with its neighbours",
                "compare",
                group="neighbours",
                council=area.slug,
                year=row.year_ending,
            )
            + "</p>"
        )
    )
    return (
        markup.quotation(
            f"{council_words.quotation(area.label, row)} {words.CAVEAT} "
            f"{words.COMPARISON_CAVEAT} (Source: {parts.source_words(sections.PLANS)})"
        )
        + neighbours
        + markup.folded(f"Every year of {area.label} as a table", years_table(area, years))
        + parts.source(sections.PLANS)
    )


def years_table(area, years) -> str:
    labels = theme.class_labels()
    return markup.table(
        years.rename(columns={"class": "class_name"}).itertuples(),
        [
            Column("Year ending 31 March", lambda r: str(r.year_ending), False),
            Column("Class", lambda r: labels[r.class_name].partition(" (")[0], False),
            Column(
                "Plans for sexual abuse",
                lambda r: words.cell(r.sexual_plans, r.sexual_plans_status),
            ),
            Column(
                "Can be",
                lambda r: council_words.can_be(
                    r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status
                ),
            ),
            Column(
                "Per 1,000 children",
                lambda r: words.cell(r.sexual_rate_per_1000, r.sexual_plans_status, words.rate),
            ),
            Column(
                "Expected at England's rate",
                lambda r: council_words.expected(r.expected_plans_at_england_rate),
            ),
            Column("Plans, every category", lambda r: words.cell(r.all_plans, r.all_plans_status)),
            Column("Children aged 0 to 17", lambda r: words.count(r.children)),
        ],
        caption=f"Child protection plans started in {area.label}",
    )


named = (controls.peek("council") or "").strip().lower()
chosen = queries.of_slug(queries.councils(), named)
if chosen is None:
    title, lead = (
        "One council",
        (
            "Everything these figures say about one area, written for the people who lead its "
            "safeguarding."
        ),
    )
else:
    title, lead = chosen.label, council_words.lead(chosen, queries.build_facts())
with parts.page(title, lead, sections.SOURCES):
    if chosen is None:
        how_to_use()
    else:
        whole_area(chosen)
