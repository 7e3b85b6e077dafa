"""Prevalence: an estimate of children abused in a year beside what councils record."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import queries, words
from dashboard.charts import picture as picture_charts
from dashboard.charts import prevalence as prevalence_charts
from dashboard.page import markup, parts
from dashboard.page.choices import announcer, controls, pickers
from dashboard.page.markup import Column
from dashboard.queries import explorer as explorer_queries
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.queries.versions import sources_beside
from dashboard.words import explorer as explorer_words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import prevalence_steps, recording

PICTURES = {"10000": "10,000 children", "1000": "1,000 children"}


def assumptions(annual) -> tuple[str, str, int, int]:
    """The reader's assumptions: estimate, ages for Wales, year, and children in the picture."""
    estimate, ages = pickers.assumptions(annual)
    first, second = st.columns(2)
    with first:
        year = controls.year(queries.plan_years(), label="Recorded in the year ending 31 March")
    with second:
        of = controls.choice("Picture of", PICTURES, key="picture", widget=st.segmented_control)
    return estimate, ages, year, int(of)


def picture(row, measures, of: int) -> None:
    short = england_queries.under_recorded("sexual_abuse")
    doubt = recording.said(short[short["year_ending"] == row.year_ending])
    parts.heading("What is estimated, and what is recorded")
    parts.sentence(prevalence_words.proportion(row))
    drawn = [
        (
            name,
            None if words.is_missing(value) else value,
            words.cell(value, status, partial(prevalence_words.said, name)),
        )
        for name, value, status in zip(
            prevalence_words.MEASURES, measures[f"per_{of}"], measures["status"], strict=True
        )
    ]
    st.html(
        picture_charts.taken(
            prevalence_charts.picture(drawn, of, parts.scheme()),
            prevalence_words.gap_title(row),
            f"Of every {of:,} children, England, {words.year_ending(int(row.year_ending))}",
            sources_beside(row.estimate),
            "estimated-and-recorded",
            f"of-{of}",
            caution=explorer_words.ESTIMATE
            if row.estimate == explorer_queries.ESTIMATE
            else prevalence_words.ROUNDED,
        )
    )
    parts.sentence(f"{prevalence_words.gap_title(row)}. {prevalence_words.NOT_THE_SAME} {doubt}")
    st.caption(prevalence_words.HOW_IT_IS_DRAWN.format(of=f"{of:,}"))


def table_of(row, measures) -> None:
    """The three measures as a table, with their counts in England, and a download."""
    figures = measures.assign(
        year_ending=int(row.year_ending), measure=list(prevalence_words.MEASURES)
    )
    said = prevalence_words.said
    parts.table(
        figures.itertuples(),
        [
            Column("Measure", lambda r: r.measure, False),
            Column(
                "In England",
                lambda r: words.cell(
                    r.in_england, r.status, partial(said, r.measure, recorded=words.count)
                ),
            ),
            Column(
                "Per 1,000", lambda r: words.cell(r.per_1000, r.status, partial(said, r.measure))
            ),
            Column(
                "Per 10,000", lambda r: words.cell(r.per_10000, r.status, partial(said, r.measure))
            ),
        ],
        caption=f"Estimated in a year, and recorded in the {words.year_ending(row.year_ending)}",
    )
    parts.download(
        lambda: figures[["year_ending", "measure", "in_england", "per_1000", "status"]].rename(
            columns={"in_england": "value"}
        ),
        "prevalence",
        row.estimate,
        row.year_ending,
    )


def arithmetic(row, annual) -> None:
    parts.heading("The arithmetic, step by step")
    parts.sentence(prevalence_words.about_the_estimate(row, annual))
    steps = pd.DataFrame(prevalence_steps.steps(row), columns=["step", "working", "result"])
    parts.table(
        steps.itertuples(),
        [
            Column("Step", lambda r: r.step, False),
            Column("Working", lambda r: r.working, False),
            Column("Gives", lambda r: r.result),
        ],
        caption="What is estimated, worked out unrounded and shown rounded",
    )
    parts.download(lambda: steps, "prevalence-steps", row.estimate, row.year_ending)


def other_assumptions(year: int, annual) -> None:
    labels = {row.estimate: prevalence_words.estimate_label(row) for row in annual.itertuples()}
    rows = prevalence_queries.alternatives(year)
    parts.heading("How much the assumptions matter", 3)
    per_1000 = rows["estimated_per_1000"]
    spread = words.value_range(per_1000.min(), per_1000.max(), prevalence_words.about)
    parts.sentence(prevalence_words.under_each(spread))
    parts.table(
        rows.itertuples(),
        [
            Column("Estimate", lambda r: labels[r.estimate], False),
            Column(
                "Children in Wales",
                lambda r: prevalence_words.WALES_AGES.get(r.wales_ages, "not needed"),
                False,
            ),
            Column(
                "Estimated in England", lambda r: prevalence_words.estimated(r.estimated_children)
            ),
            Column("Per 1,000", lambda r: prevalence_words.estimated(r.estimated_per_1000)),
            Column("For each plan", lambda r: prevalence_words.estimated(r.estimated_per_plan)),
        ],
        caption=f"The same year under each assumption, {words.year_ending(year)}",
    )
    parts.download(lambda: rows, "prevalence-assumptions", year)


def area(row, ages: str) -> None:
    parts.heading("An area of this size")
    council = pickers.council("Council (optional)")
    parts.sentence(f"**{prevalence_words.NOT_MEASURED}**")
    if not council:
        parts.sentence(prevalence_words.CHOOSE)
        return
    chosen = queries.of_slug(queries.councils(), council)
    year = int(row.year_ending)
    found = prevalence_queries.area(chosen.series_code, year, row.estimate, ages)
    if found.empty:
        parts.sentence(prevalence_words.no_figures(chosen, year))
        return
    here = found.iloc[0]
    parts.sentence(prevalence_words.area(chosen.label, here))
    plans = words.cell_or_range(
        here.sexual_plans, here.sexual_plans_min, here.sexual_plans_max, here.sexual_plans_status
    )
    parts.table(
        [
            ("Children aged 0 to 17", words.count(row.children), words.count(here.children)),
            (
                "If abused at the average rate (not measured)",
                prevalence_words.estimated(row.estimated_children),
                prevalence_words.estimated(here.children_at_average),
            ),
            (
                "Assessments that recorded sexual abuse",
                words.cell(row.csa_assessments, row.csa_assessments_status),
                words.cell(here.csa_assessments, here.csa_assessments_status),
            ),
            (
                "Plans begun for sexual abuse",
                words.cell(row.sexual_plans, row.sexual_plans_status),
                plans,
            ),
        ],
        [
            Column("Figure", lambda fact: fact[0], False),
            Column("England", lambda fact: fact[1]),
            Column(chosen.label, lambda fact: fact[2]),
        ],
        caption=f"England and {chosen.label}, {words.year_ending(year)}",
    )
    parts.source_line(sources_beside(row.estimate))
    parts.download(lambda: found, "area-of-this-size", council, year)
    st.html(markup.link(f"Everything on {chosen.label}", "council", council=council))


def lifetime() -> None:
    rows = prevalence_queries.estimates("lifetime")
    parts.heading("Lifetime estimates, which are another thing")
    parts.sentence(prevalence_words.LIFETIME)
    parts.table(
        rows.itertuples(),
        [
            Column("Of whom", lambda r: r.base, False),
            Column("Share", lambda r: f"{r.value:g} {r.unit}"),
            Column("What is counted", lambda r: r.measures, False),
            Column("Published", lambda r: r.published, False),
            Column("Source", lambda r: r.source, False),
        ],
        caption="Estimates over a lifetime or a childhood",
    )
    parts.download(lambda: rows, "lifetime-estimates")


@announcer.fragment
def beside_the_estimates() -> None:
    """What follows from the reader's assumptions: a fragment, so that head and foot stay."""
    annual = prevalence_queries.estimates("annual")
    first, choices = st.container(), st.container()
    with choices:
        parts.heading("What it rests on, to be changed", 3)
        estimate, ages, year, of = assumptions(annual)
    parts.shows("Prevalence", year)
    row = prevalence_queries.national(year, estimate, ages)
    measures = prevalence_queries.measures(year, estimate, ages)
    with first:
        picture(row, measures, of)
    parts.source_line(sources_beside(row.estimate))
    table_of(row, measures)
    quotation = parts.quotation(
        prevalence_words.quote(row),
        prevalence_words.quoted_caveat(row, annual.set_index("estimate").loc[estimate]),
        sources_beside(estimate),
    )
    parts.html(quotation)
    for claim in queries.claims_of(year, ("plans", "assessments_csa")):
        parts.check_claim(claim)
    arithmetic(row, annual)
    other_assumptions(year, annual)
    area(row, ages)


# Of whatever estimate a reader chooses.
SOURCES = sources_beside(*prevalence_queries.estimates("annual")["estimate"])
with parts.page("Prevalence", prevalence_words.LEAD, SOURCES, ("picture",)):
    beside_the_estimates()
    lifetime()
