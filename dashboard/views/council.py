"""Council: everything on one area in reading order, for whoever leads its safeguarding.

The first screen answers four questions (which class, what number, what would be expected, how has
it been); the rest, in council_sections, can be read on, heard or printed.
"""

from html import escape

import streamlit as st

import charts.council
import controls
import parts
import queries
import queries.council
import queries.council_life
import theme
import words
import words.council
from parts import Column
from views import council_sections as sections


def area_named(slug: str | None):
    """The row of queries.councils for a name in the address, or None."""
    rows = queries.councils()
    found = rows[rows["slug"] == (slug or "").strip().lower()]
    return found.iloc[0] if len(found) else None


def council_control() -> str:
    rows = queries.councils()
    return controls.choice(
        "Council",
        {"": "Type or choose a name"} | dict(zip(rows["slug"], rows["label"], strict=True)),
        key="council", default="",
    )  # fmt: skip


def default_threshold() -> float:
    return float(queries.build_facts()["default_threshold"])


def how_to_use() -> None:
    """The page without a council."""
    # In the place it has beside the other controls: elsewhere it would lose the reader's focus.
    with st.columns([3, 3, 2])[0]:
        council_control()
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


def whole_area(area) -> None:
    """The page of one area."""
    first, second, third = st.columns([3, 3, 2])
    with first:
        council_control()
    with third:
        threshold = controls.number(
            "Very low is below (per 1,000 children)", key="threshold",
            default=default_threshold(), low=0.05, high=1.0, step=0.05,
        )  # fmt: skip
    years = queries.council.years(area.series_code, threshold)
    with second:
        if len(years) > 1:
            year = controls.year(years["year_ending"].tolist())
        else:  # a slider needs two ends
            year = int(years["year_ending"].iloc[0])
            st.markdown(f"**Year ending 31 March**  \n{year}: the only year with figures.")
    row = years[years["year_ending"] == year].iloc[0]
    notice(area)
    class_and_number(row, threshold)
    strip(area, years, year, threshold)
    take_away(area, row, years)
    sections.flags(area, year)
    sections.over_time(area, year, years)
    sections.path(area, year)
    sections.categories(area, year, threshold)
    sections.neighbours(area, year, threshold)
    sections.inspections(area)
    sections.questions(area, year)


def notice(area) -> None:
    """How the area began or ended, with links to the pages of the others."""
    relatives = queries.council_life.relatives(area.series_code)
    if relatives.empty:
        return
    links = "".join(
        f"<span>{parts.link(r.label, 'council', council=r.slug)}</span>"
        for r in relatives.itertuples()
    )
    said = escape(words.council.notice(area.label, relatives))
    st.html(
        f'<div class="notice" role="note"><p>{said}</p><p class="links">{links}</p></div>'
    )


def class_and_number(row, threshold: float) -> None:
    """This year's class with its reason, and four cards."""
    england = queries.england_in(int(row.year_ending))
    style = theme.CLASS_STYLES[row["class"]]
    label = theme.class_labels(threshold)[row["class"]]
    st.html(
        f'<p class="class-line">{charts.council.square(style, parts.scheme(), 26)}'
        f"<span>{escape(label)}, {words.year_ending(int(row.year_ending))}</span></p>"
    )
    sentence = words.council.reason(row, england.sexual_rate_per_1000, threshold)
    if threshold != default_threshold():
        sentence += (
            f" (The line is {threshold:g} here because you moved it; the CSA Centre's is "
            f"{default_threshold():g}.)"
        )
    st.markdown(f"{sentence} {words.council.expectation(row)} {words.CAVEAT}")
    st.html(
        '<div class="cards">'
        + "".join(
            f'<div class="card"><p class="label">{escape(name)}</p>'
            f'<p class="figure">{escape(figure)}</p><p>{escape(base)}</p></div>'
            for name, figure, base in words.council.cards(row)
        )
        + "</div>"
    )


def strip(area, years, year: int, threshold: float) -> None:
    """Every year's class as a list of squares: letter, year and figure."""
    squares = [
        (r.year_ending, r.class_name, words.council.small_figure(r), words.council.spoken_figure(r))
        for r in years.rename(columns={"class": "class_name"}).itertuples()
    ]
    parts.heading(f"{area.label} year by year")
    st.html(
        charts.council.strip(squares, year, theme.class_labels(threshold), parts.scheme())
    )
    parts.sentence(
        f"{words.council.history(area.label, years)} Under each year stands the number of plans, "
        "or the range a hidden number can lie in."
    )


def take_away(area, row, years) -> None:
    """A sentence to quote, the way to Compare, and the area's years to download."""
    parts.quote(
        f"{words.council.quotation(area.label, row)} {words.CAVEAT} "
        f"{words.COMPARISON_CAVEAT} (Source: {parts.source_words(sections.PLANS)})"
    )
    if not area.is_former:
        address = {"group": "neighbours", "council": area.slug, "year": row.year_ending}
        st.html(
            '<p class="links">'
            + parts.link(f"Compare {area.label} with its neighbours", "compare", **address)
            + "</p>"
        )
    with st.expander(f"Every year of {area.label} as a table, to read or download"):
        labels = theme.class_labels()
        parts.table(
            years.rename(columns={"class": "class_name"}).itertuples(),
            [
                Column("Year ending 31 March", lambda r: str(r.year_ending), False),
                Column("Class", lambda r: labels[r.class_name].partition(" (")[0], False),
                Column("Plans for sexual abuse",
                       lambda r: words.cell(r.sexual_plans, r.sexual_plans_status)),
                Column("Can be", lambda r: words.council.can_be(
                    r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status)),
                Column("Per 1,000 children", lambda r: words.cell(
                    r.sexual_rate_per_1000, r.sexual_plans_status, words.rate)),
                Column("Expected at England's rate",
                       lambda r: words.council.expected(r.expected_plans_at_england_rate)),
                Column("Plans, every category",
                       lambda r: words.cell(r.all_plans, r.all_plans_status)),
                Column("Children aged 0 to 17", lambda r: words.count(r.children)),
            ],
            caption=f"Child protection plans started in {area.label}",
        )  # fmt: skip
        parts.download(years, "council", area.slug, "plans", "all-years")
    parts.source_line(sections.PLANS)


chosen = area_named(controls.peek("council"))
if chosen is None:
    title, lead = "One council", (
        "Everything these figures say about one area, written for the people who lead its "
        "safeguarding."
    )  # fmt: skip
else:
    title, lead = chosen.label, words.council.lead(chosen, queries.build_facts())
with parts.page(title, lead, sections.SOURCES):
    if chosen is None:
        how_to_use()
    else:
        whole_area(chosen)
