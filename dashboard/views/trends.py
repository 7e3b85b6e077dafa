"""Trends: England and its regions over time, and what happened meanwhile."""

import streamlit as st

from dashboard import queries, words
from dashboard.charts import groups
from dashboard.charts import trends as trends_charts
from dashboard.page import columns, markup, parts, sections
from dashboard.page.choices import announcer, controls
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.page.taking import copy_as
from dashboard.queries import chance
from dashboard.queries import data as data_queries
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.versions import sources_of
from dashboard.views.sections.trends import assessments, below, gap, layers, multiples
from dashboard.words import reviews, spans
from dashboard.words.country import long_series, recording
from dashboard.words.country import trends as trends_words
from dashboard.words.country import trends_charts as alt_words

ENGLAND = "E92000001"


def events_shown():
    """The events to draw, by the reader's switch: all of them, or an empty frame."""
    on = controls.switch(
        "Show what happened meanwhile beneath the chart", key="events", default=True
    )
    events = trends_queries.events()
    return events if on else events.iloc[0:0]


def national(events) -> None:
    series = trends_queries.national_years()
    said = long_series.national(series)
    said.insert(1, trends_words.swings(chance.changes(ENGLAND)))
    parts.chart(
        trends_charts.national(series, spans.gaps(series), events, parts.scheme()),
        title=alt_words.national_title(series),
        says=said[0],
        alt=alt_words.national(series),
        data=series,
        columns=[
            YEAR,
            Column("All plans", lambda r: words.cell(r.all_plans, r.all_plans_status)),
            Column("For sexual abuse", lambda r: words.cell(r.sexual_plans, r.sexual_plans_status)),
            Column(
                "Share",
                lambda r: words.cell(
                    r.sexual_share,
                    r.sexual_share_status,
                    words.per_cent
                    if r.share_basis == "worked out"
                    else lambda share: f"{100 * share:g}%",
                ),
            ),
            Column(
                "Share is", lambda r: "[x]" if r.share_basis == "none" else r.share_basis, False
            ),
            Column("Rounding, and what is missing", lambda r: r.precision, False),
            Column(
                "Where it is published", lambda r: "[x]" if r.source == "none" else r.source, False
            ),
        ],
        sources=data_queries.every_source("sexual_plans"),
        unit=alt_words.UNITS["national"],
        name="england-since-1994",
        embed="england-since-1994",
    )
    facts = trends_queries.in_print()
    told = [*said[1:], *long_series.not_held(series)]
    told += long_series.in_print(facts, trends_queries.in_words())
    listed = "\n".join(f"- {sentence}" for sentence in told)
    address = copy_as.html(copy_as.of_measures("sexual_plans", levels=["england"]))
    parts.html(
        markup.folded(
            "Change, highest and lowest, gaps and rounding", markup.prose(listed) + address
        )
    )
    parts.sentence(long_series.not_named(facts))
    first, last = long_series.ends(series)
    quotation = markup.quotation(
        long_series.quote(series),
        f"{long_series.quoted_caveat(series)} {long_series.TWICE}",
        f"{first.year_ending}, {first.source}; {last.year_ending}, {last.source}",
    )
    parts.html(quotation)


def which_is_lowest() -> None:
    """Claims about the lowest year, each answered, with a sentence that may be copied."""
    said = trends_queries.said_of_the_lowest()
    answers = long_series.answers(said, trends_queries.national_years(), trends_queries.in_words())
    html = "".join(
        markup.prose(
            f"**“{each.claim}”**: {each.whose}\n\n- **What supports it:** {each.supports}\n"
            f"- **What would contradict it:** {each.against}"
        )
        + markup.to_copy(each.sentence, "a sentence on this claim")
        for each in answers
    )
    numbers = " or ".join(words.count(number) for number in said["sexual_plans"].unique())
    parts.html(markup.folded(f"{numbers}: which year is the lowest?", html))
    parts.claims(queries.claims_about(("plans", "plans_fall", "all_plans_fall")))


def list_of_events() -> None:
    events = trends_queries.events()
    listed = markup.table(
        events.itertuples(),
        [
            Column("When", lambda r: words.dated(r.event_date), False),
            Column("Kind", lambda r: trends_words.EVENT_KINDS[r.kind], False),
            Column("What happened", lambda r: r.event, False),
            Column("Source", lambda r: r.source, False),
        ],
        caption="Events, oldest first",
    )
    parts.html(
        markup.folded(
            "Policy, inquiries, inspections, evidence and breaks in the data",
            markup.prose(trends_words.ABOUT_EVENTS) + listed,
        )
    )
    st.html(markup.link(reviews.EVENTS_THERE, "reviews#what-happened"))
    parts.download(lambda: events, "events")


@announcer.fragment
def categories(events) -> None:
    first, second = st.columns(2)
    with first:
        flow = controls.choice(
            "Plans",
            {"started": "Started in the year", "at-31-march": "In force on 31 March"},
            key="plans",
            widget=st.segmented_control,
        ).replace("-", "_")
    with second:
        basis = controls.choice(
            "Category",
            {"initial": "As first named", "latest": "As last named"},
            key="basis",
            widget=st.segmented_control,
        )
    rows = trends_queries.category_years(flow, basis)
    parts.chart(
        trends_charts.category_shares(rows, trends_words.CATEGORIES, events, parts.scheme()),
        title=alt_words.categories_title(rows, flow, basis),
        unit=alt_words.UNITS["categories"],
        says=trends_words.categories(rows, flow, basis),
        alt=alt_words.CATEGORIES,
        data=rows,
        columns=[
            YEAR,
            Column("Category", lambda r: trends_words.CATEGORIES[r.category], False),
            Column("Plans", lambda r: words.cell(r.plans, r.status)),
            Column("Of all plans", lambda r: words.count(r.all_plans)),
            Column("Share", lambda r: words.cell(r.share, r.status, words.per_cent)),
        ],
        sources=sources_of(trends_words.PLANS_HELD[flow]),
        name=f"categories-{flow}-{basis}",
        embed=f"categories-{flow.replace('_', '-')}-{basis}",
    )


@announcer.fragment
def regions() -> None:
    measure = controls.choice("Regions by", trends_words.REGION_MEASURES, key="regions")
    rows = trends_queries.region_years(measure)
    held, _ = trends_queries.REGION_MEASURES[measure]
    form = trends_words.region_form(measure)
    factor = "sexual_abuse" if measure in ("assessments", "conversion") else ""
    short = england_queries.under_recorded(factor)
    marked = recording.years(short)
    parts.chart(
        groups.regions(
            rows, {"share": ".1%", "conversion": ".1f"}.get(measure, ".2f"), parts.scheme(), marked
        ),
        title=alt_words.regions_title(rows, measure),
        unit=alt_words.regions_unit(measure),
        says=f"{trends_words.regions(rows, measure)} {recording.said(short)}".strip(),
        alt=alt_words.REGIONS,
        data=rows,
        columns=[
            Column("Region", lambda r: r.region_name, False),
            columns.year(marked),
            Column("Region's figure", lambda r: words.cell(r.value, r.status, form)),
            Column("England's", lambda r: form(r.england)),
        ],
        sources=sources_of(held),
        name=f"regions-{measure}",
        embed=f"regions-{measure}",
    )
    copy_as.fold(copy_as.of_measures(held, levels=["region", "england"]))


@announcer.fragment
def who() -> None:
    first, second = st.columns([1, 2])
    with first:
        which = controls.choice(
            "By",
            {"age": "Age", "gender": "Gender", "ethnicity": "Ethnicity"},
            key="who",
            widget=st.segmented_control,
        )
    with second:
        year = controls.year(trends_queries.characteristic_years(), label="On 31 March of the year")
    rows = trends_queries.characteristic(which, year)
    parts.chart(
        groups.characteristic(rows, parts.scheme()),
        title=alt_words.characteristic_title(rows, year),
        unit=alt_words.UNITS["characteristic"],
        says=trends_words.characteristic(rows, which, year),
        alt=alt_words.characteristic(which, year),
        data=rows,
        columns=[
            Column("Group", lambda r: r.group_name, False),
            Column("On a plan for sexual abuse", lambda r: words.cell(r.value, r.status)),
            Column("Share", lambda r: words.cell(r.share, r.status, words.per_cent)),
            Column("Of", lambda r: words.count(r.base_value)),
            Column("On any plan", lambda r: words.cell(r.all_value, r.all_value_status)),
            Column(
                "Share of any",
                lambda r: words.cell(r.all_share, r.all_value_status, words.per_cent),
            ),
            Column("Of any", lambda r: words.count(r.all_base_value)),
        ],
        sources=sources_of(trends_words.WHO_HELD),
        name=f"children-on-plans-{which}-{year}",
        embed=f"children-on-plans-{which}-{year}",
    )


def section(name: str) -> None:
    """A section's heading, which an address can name."""
    st.html(f'<h2 class="section" id="{name}">{trends_words.SECTIONS[name]}</h2>')


SOURCES = [
    *data_queries.every_source("sexual_plans"),
    *sources_of(*queries.indicators()["id"], trends_words.WHO_HELD),
    *prevalence_queries.estimates("annual")["estimate"],
]
READS = ("layers", "factors", "events", "plans", "basis", "regions", "who")
with parts.page("Trends", trends_words.LEAD, SOURCES, READS):
    sections.contents(trends_words.SECTIONS)
    section("the-gap")
    gap.the_gap()
    section("layers")
    layers.layers(trends_queries.events())
    section("below-the-line")
    below.councils_below()
    section("every-council")
    multiples.every_council()
    section("since-1994")
    shown = events_shown()
    national(shown)
    which_is_lowest()
    list_of_events()
    section("regions")
    with st.expander(trends_words.FOLDS["regions"]):
        regions()
    section("categories")
    with st.expander(trends_words.FOLDS["categories"]):
        categories(shown.iloc[0:0])
    section("assessments")
    assessments.factors(shown.iloc[0:0])
    with st.expander(trends_words.FOLDS["assessments"]):
        assessments.the_parts()
        assessments.conversion(shown.iloc[0:0])
    section("children")
    with st.expander(trends_words.FOLDS["children"]):
        who()
