"""England: what the country's figures say of one year, and where each council stands in it.

The controls stand outside the fragments that follow them: a choice sends only what it changes.
"""

import streamlit as st

from dashboard import queries, theme, words
from dashboard.charts import england as england_charts
from dashboard.councils import council_cells, council_map, council_table
from dashboard.page import announcer, controls, markup, parts, pickers
from dashboard.page.markup import Column
from dashboard.queries import england as england_queries
from dashboard.queries import map as map_queries
from dashboard.views import england_blocks as blocks

# Fragments that follow the year and the council chosen, and those that follow any other choice.
OF_YEAR = ("headline", "the_map", "of_council", "figures")
OF_COUNCIL = ("find", "the_map", "of_council", "figures")
OF_ALL = ("filters", *OF_YEAR, "class_counts")


def choices() -> None:
    """The year, the line of "very low", and how councils are drawn."""
    first, second, third = st.columns([2, 1, 1])
    with first:
        controls.year(queries.plan_years(), redraws=OF_YEAR)
    with second:
        pickers.threshold(OF_ALL)
    with third:
        pickers.layer(("the_map", "figures"))


@st.fragment(key="find")
def find() -> None:
    """A council by name; a click on the map chooses one as well."""
    pickers.council(redraws=OF_COUNCIL)


@st.fragment(key="filters")
def filters() -> None:
    """Filters by region, police force and class; "all" is no filter."""
    chosen = st.session_state
    rows = queries.classes_in(int(chosen["year"]), chosen["threshold"])
    labels = theme.class_labels(chosen["threshold"])
    classes = {"all": "All"} | {name.replace("_", "-"): label for name, label in labels.items()}
    follow = ("the_map", "of_council", "figures")
    first, second, third = st.columns(3)
    with first:
        pickers.area(
            "Region", "region", rows["region_name"], key="region", every="All", redraws=follow
        )
    with second:
        names = rows["police_force_name"]
        pickers.area(
            "Police force area", "police_force", names, key="police", every="All", redraws=follow
        )
    with third:
        controls.choice("Class", classes, key="class", redraws=follow)


@st.fragment(key="headline")
def headline() -> None:
    """Cards and four sentences on the year."""
    year, threshold = int(st.session_state["year"]), st.session_state["threshold"]
    parts.block(
        ("england, headline", year, threshold), lambda: blocks.headline_html(year, threshold)
    )


@st.fragment(key="the_map")
def the_map() -> None:
    """The map, with England's own rate beneath it; a click chooses a council."""
    now = blocks.view()
    slugs = map_queries.slugs()

    def choose(picked: str | None) -> None:
        slug = slugs.get(picked, "")
        controls.choose("council", slug, slug)
        controls.redraw(OF_COUNCIL)

    council_map.council_map(**blocks.drawn(now), key="england map", on_choose=choose)


@st.fragment(key="of_council")
def of_council() -> None:
    """The chosen council's figures in words."""
    now = blocks.view()._replace(layer="")  # it changes nothing here
    parts.block(("england, council", now), lambda: blocks.of_council_html(now))


@announcer.fragment
def figures() -> str:
    """The councils that pass the filters, by name, and what to quote; says how many pass."""
    now = blocks.view()
    rows, shown = now.rows(), now.shown()
    passing = f"{len(shown)} of {len(rows)} councils pass your filters."
    nobody = (
        ""
        if len(shown)
        else markup.prose("No council passes all your filters. Set one of them to All to see more.")
    )
    st.html(
        markup.heading("The councils shown, by name")
        + markup.prose(f"{passing} {words.CAVEAT}")
        + nobody
    )
    if len(shown):
        council_table.council_table(
            council_cells.class_cells(now.threshold),
            key="england table",
            year=now.year,
            hidden=set(rows["council_code"]) - set(shown["council_code"]),
        )
        parts.download(
            lambda: shown.assign(very_low_below=now.threshold),
            "sexual-plans",
            "councils",
            now.year,
            *parts.moved_line(now.threshold),
        )
    parts.block(
        ("england, to use", now.year, now.threshold),
        lambda: blocks.to_use_html(now.year, now.threshold),
    )
    return passing


@st.fragment(key="class_counts")
def class_counts() -> None:
    """How many councils were in each class, all years."""
    threshold = st.session_state["threshold"]
    headlines = queries.headlines(threshold)
    first, last = headlines.iloc[0], headlines.iloc[-1]
    parts.chart(
        england_charts.class_counts(
            headlines, england_queries.class_counts(threshold), threshold, parts.scheme()
        ),
        title="How many councils record none, few, or a number that is hidden?",
        says=(
            f"In {last.year_ending}, {last.none_or_few_published} of "
            f"{last.councils_with_a_figure} councils recorded none, a suppressed number or fewer "
            f"than {threshold:g} per 1,000; in {first.year_ending} it was "
            f"{first.none_or_few_published} of {first.councils_with_a_figure}. The bar on each "
            "column runs from the councils that are certainly below to those that may be."
        ),
        alt="Stacked columns of councils by class, one a year; the table below has the numbers.",
        data=headlines.assign(very_low_below=threshold),
        columns=[
            Column("Year ending 31 March", lambda r: str(r.year_ending), False),
            Column("None", lambda r: words.count(r.none)),
            Column("Suppressed", lambda r: words.count(r.suppressed)),
            Column("Very low", lambda r: words.count(r.very_low)),
            Column("Together, as published", lambda r: words.count(r.none_or_few_published)),
            Column("Certainly below", lambda r: words.count(r.certainly_below)),
            Column("Possibly below", lambda r: words.count(r.possibly_below)),
            Column("Councils with a figure", lambda r: words.count(r.councils_with_a_figure)),
        ],
        sources=blocks.SOURCES,
        name="_".join(["class-counts", *parts.moved_line(threshold)]),
    )


def england_trend() -> None:
    """England's plans, all years."""
    trend = england_queries.trend()
    peak = trend.loc[trend["sexual_plans"].idxmax()]
    newest = trend.iloc[-1]
    parts.chart(
        england_charts.national_trend(trend, parts.scheme()),
        title="Plans for sexual abuse in England since 2010",
        says=(
            f"The number was highest in {peak.year_ending}, at {words.count(peak.sexual_plans)}; "
            f"in {newest.year_ending} it was {words.count(newest.sexual_plans)} "
            f"({newest.origin}). DfE rounds the "
            "totals of 2010 and 2011 to 100 and later ones to 10. "
            f"{words.CAVEAT}"
        ),
        alt="Line of plans started for sexual abuse in England, one point a year.",
        data=trend,
        columns=[
            Column("Year ending 31 March", lambda r: str(r.year_ending), False),
            Column("Plans started for sexual abuse", lambda r: words.count(r.sexual_plans)),
            Column("Where it is published", lambda r: r.origin, False),
        ],
        sources=["dfe_cin_d2", "dfe_cin_wide_2010", "dfe_cin_wide_2011", "dfe_cin_wide_2012"],
        name="england-trend",
    )


with parts.page(blocks.TITLE, blocks.LEAD, blocks.SOURCES):
    choices()
    headline()
    first, second = st.columns([1, 3])
    with first:
        find()
    with second:
        filters()
    left, right = st.columns([3, 2])
    with left:
        the_map()
    with right:
        of_council()
    figures()
    class_counts()
    england_trend()
