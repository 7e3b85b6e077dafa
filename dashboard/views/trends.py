"""Trends: England and its regions over time, and what happened meanwhile."""

import streamlit as st

from dashboard import words
from dashboard.charts import trends as trends_charts
from dashboard.page import announcer, controls, parts
from dashboard.page.markup import Column
from dashboard.queries import chance
from dashboard.queries import trends as trends_queries
from dashboard.views import trends_multiples
from dashboard.words import trends as trends_words

PLANS = ["dfe_cin_d2"]
LONG = [*PLANS, "dfe_cin_wide_2010", "dfe_cin_wide_2011", "dfe_cin_wide_2012"]
STOCK = ["dfe_cin_d4"]
ASSESSMENTS = ["dfe_cin_c3"]
WHO = ["dfe_cin_a5"]
CHILDREN = ["dfe_cin_population"]

CLAIMS_ON_ASSESSMENTS = (
    "assessments_csa_2024",
    "assessments_csa_2023",
    "assessments_cse_2024",
    "assessments_any_change_2024",
)
CLAIMS_ON_CONVERSION = (
    "conversion_sexual_2024",
    "conversion_physical_2024",
    "conversion_emotional_2024",
    "conversion_neglect_2024",
)

ENGLAND = "E92000001"
YEAR = Column("Year ending 31 March", lambda r: str(r.year_ending), False)


def claims(names) -> None:
    """Published claims, two beside each other."""
    for place, column in enumerate(st.columns(2)):
        with column:
            for name in names[place::2]:
                parts.check_claim(name)


def events_shown():
    """The events to draw, by the reader's switch: all of them, or an empty frame."""
    on = controls.switch(
        "Show policy, inquiries and inspections on the charts", key="events", default=True
    )
    events = trends_queries.events()
    return events if on else events.iloc[0:0]


def national(events) -> None:
    series = trends_queries.national_years()
    gaps = {
        column: trends_words.runs(trends_words.years_without(series, column))
        for column in ("all_plans", "sexual_plans", "sexual_share")
    }
    said = trends_words.national(series)
    said.insert(1, trends_words.swings(chance.changes(ENGLAND)))
    parts.chart(
        trends_charts.national(series, gaps, events, parts.scheme()),
        title="Fewer of the plans that begin name sexual abuse",
        says="\n".join(f"- {sentence}" for sentence in said),
        alt=f"Three panels over the years {series.iloc[0].year_ending} to "
        f"{series.iloc[-1].year_ending}: all plans that began, plans for sexual abuse, and their "
        "share, with shaded gaps where nothing is published. The table below has the numbers.",
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
        sources=LONG,
        name="england-since-1994",
    )
    parts.quote(
        f"{trends_words.quote(series)} (Sources: {series.iloc[0].year_ending}, "
        f"{series.iloc[0].source}; {series.iloc[-1].year_ending}, "
        f"{series.iloc[-1].source}.)"
    )


def which_is_lowest() -> None:
    said = trends_queries.said_of_the_lowest()
    series = trends_queries.national_years()
    numbers = " or ".join(words.count(number) for number in said["sexual_plans"])
    parts.heading(f"{numbers}: which year is the lowest?", 3)
    parts.sentence("\n".join(f"- {sentence}" for sentence in trends_words.lowest(said, series)))
    parts.download(lambda: said, "lowest-year")
    claims(("plans_2024", "plans_fall_2024"))


def list_of_events() -> None:
    parts.heading("Policy, inquiries, inspections, evidence and breaks in the data", 3)
    parts.sentence(
        "An event beside a change is not its cause. A date known only to the month or the year is "
        "drawn in its middle; a year of figures runs from 1 April to 31 March."
    )
    events = trends_queries.events()
    parts.table(
        events.itertuples(),
        [
            Column("When", lambda r: trends_words.event_date(r.event_date), False),
            Column("Kind", lambda r: trends_words.EVENT_KINDS[r.kind], False),
            Column("What happened", lambda r: r.event, False),
            Column("Source", lambda r: r.source, False),
        ],
        caption="Events, oldest first",
    )
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
        title="Which kind of abuse is a plan for?",
        says=trends_words.categories(rows, flow, basis),
        alt="Stacked columns of the share of each category of abuse among child protection plans "
        "in England, one a year, sexual abuse at the foot. The table below has the numbers.",
        data=rows,
        columns=[
            YEAR,
            Column("Category", lambda r: trends_words.CATEGORIES[r.category], False),
            Column("Plans", lambda r: words.cell(r.plans, r.status)),
            Column("Of all plans", lambda r: words.count(r.all_plans)),
            Column("Share", lambda r: words.cell(r.share, r.status, words.per_cent)),
        ],
        sources=PLANS if flow == "started" else STOCK,
        name=f"categories-{flow}-{basis}",
    )


@announcer.fragment
def factors(events) -> None:
    names = {name.replace("_", "-"): label for name, label in trends_words.FACTORS.items()}
    chosen = controls.choices(
        "Factors recorded",
        names,
        key="factors",
        default=("sexual-abuse", "child-sexual-exploitation"),
    )
    if not chosen:
        st.info("Choose at least one factor to see its chart.")
        return
    rows = trends_queries.factor_years(*(name.replace("-", "_") for name in chosen))
    parts.chart(
        trends_charts.lines(
            rows,
            trends_words.FACTORS,
            events,
            parts.scheme(),
            by="factor",
            value="value",
            axis="Assessments",
        ),
        title="Assessments that recorded a concern",
        says=f"{trends_words.factors(rows)} One assessment can record many "
        "factors, and a child can be assessed more than once.",
        alt="Lines of the number of assessments in England that recorded each factor chosen, one "
        "point a year from 2018, with a dashed line where sexual and physical abuse were divided.",
        data=rows,
        columns=[
            YEAR,
            Column("Factor", lambda r: trends_words.FACTORS[r.factor], False),
            Column("Assessments", lambda r: words.cell(r.value, r.status)),
        ],
        sources=ASSESSMENTS,
        name="assessments-by-factor",
    )


def the_parts() -> None:
    rows = trends_queries.part_years()
    parts.chart(
        trends_charts.parts(rows, trends_words.PARTS, parts.scheme()),
        title="Sexual abuse among assessments: by an adult, by another child",
        says=trends_words.parts(rows),
        alt="Stacked columns of assessments that recorded sexual abuse by an adult, by another "
        "child, or without saying which, one a year from 2021.",
        data=rows,
        columns=[
            YEAR,
            Column("Part", lambda r: trends_words.PARTS[r.factor], False),
            Column("Assessments", lambda r: words.cell(r.value, r.status)),
        ],
        sources=ASSESSMENTS,
        name="sexual-abuse-parts",
    )
    claims(CLAIMS_ON_ASSESSMENTS)


def conversion(events) -> None:
    rows = trends_queries.conversion_years()
    parts.chart(
        trends_charts.lines(
            rows,
            trends_words.CATEGORIES,
            events,
            parts.scheme(),
            by="category",
            value="plans_per_100_assessments",
            axis="Plans per 100 assessments",
            form=".1f",
        ),
        title="From assessment to plan, for each kind of abuse",
        says=trends_words.conversion(rows),
        alt="Lines of plans begun per 100 assessments that recorded the concern, for sexual, "
        "physical and emotional abuse and neglect, one point a year from 2018.",
        data=rows,
        columns=[
            YEAR,
            Column("Kind", lambda r: trends_words.CATEGORIES[r.category], False),
            Column("Plans", lambda r: words.cell(r.plans, r.plans_status)),
            Column("Assessments", lambda r: words.cell(r.assessments, r.assessments_status)),
            Column(
                "Plans per 100",
                lambda r: words.derived(r.plans_per_100_assessments, lambda v: f"{v:.1f}"),
            ),
        ],
        sources=[*PLANS, *ASSESSMENTS],
        name="assessment-to-plan",
    )
    claims(CLAIMS_ON_CONVERSION)
    parts.quote(
        f"{trends_words.conversion(rows)} {words.CAVEAT} "
        f"(Source: {parts.source_words([*PLANS, *ASSESSMENTS])})"
    )


@announcer.fragment
def regions() -> None:
    measure = controls.choice("Regions by", trends_words.REGION_MEASURES, key="regions")
    rows = trends_queries.region_years(measure)
    form = trends_words.region_form(measure)
    parts.chart(
        trends_charts.regions(
            rows, {"share": ".1%", "conversion": ".1f"}.get(measure, ".2f"), parts.scheme()
        ),
        title="The regions, by name, each beside England",
        says=trends_words.regions(rows, measure),
        alt="A small chart for each region with England's line behind it, all to one scale. The "
        "table below has the numbers.",
        data=rows,
        columns=[
            Column("Region", lambda r: r.region_name, False),
            YEAR,
            Column("Region's figure", lambda r: words.cell(r.value, r.status, form)),
            Column("England's", lambda r: form(r.england)),
        ],
        sources=[*PLANS, *ASSESSMENTS, *CHILDREN],
        name=f"regions-{measure}",
    )


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
        trends_charts.characteristic(rows, parts.scheme()),
        title="Who are the children on a plan for sexual abuse?",
        says=trends_words.characteristic(rows, which, year),
        alt=f"Bars of the share of each group by {which} among children on a plan for sexual abuse "
        f"and among children on any plan, on 31 March {year}.",
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
        sources=WHO,
        name=f"children-on-plans-{which}-{year}",
    )


with parts.page(
    "Trends",
    "What England's councils have recorded since 1994, as far as it is in print, and what happened "
    "meanwhile. A gap is a year for which we hold no figure, and is never filled. "
    f"**{words.CAVEAT}**",
    [*LONG, *STOCK, *ASSESSMENTS, *WHO, *CHILDREN],
):
    shown = events_shown()
    parts.heading("England since 1994")
    national(shown)
    which_is_lowest()
    list_of_events()
    parts.heading("Categories of plans")
    categories(shown)
    parts.heading("Assessments, and from assessment to plan")
    factors(shown)
    the_parts()
    conversion(shown)
    parts.heading("Regions")
    regions()
    parts.heading("Every council, every year")
    trends_multiples.every_council()
    parts.heading("Children on plans at 31 March")
    who()
