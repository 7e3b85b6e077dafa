"""The gap on the Trends page: what is estimated beside what is recorded, in every year at once.

The assumptions are the Prevalence page's own, by the same names in the address.
"""

import streamlit as st

from dashboard import words
from dashboard.charts import gap as gap_charts
from dashboard.page import columns, markup, parts
from dashboard.page.choices import announcer, pickers
from dashboard.page.markup import Column
from dashboard.queries import explorer as explorer_queries
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.queries.versions import sources_beside
from dashboard.words import explorer as explorer_words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording
from dashboard.words.country import trends_charts as chart_words

USUAL = explorer_queries.ESTIMATE, explorer_queries.WALES_AGES


@announcer.fragment
def the_gap() -> None:
    """The chart, what it assumes beneath it, and its table; nothing of it is about a council."""
    picture, beneath = st.container(), st.container()
    with beneath:
        estimate, ages = pickers.assumptions(prevalence_queries.estimates("annual"))
    with picture:
        chart(estimate, ages)


def chart(estimate: str, ages: str) -> None:
    rows = prevalence_queries.by_year(estimate, ages)
    last = rows.iloc[-1]
    short = england_queries.under_recorded("sexual_abuse")
    marked = recording.years(short)
    estimated, assessments, plans = prevalence_words.MEASURES
    parts.chart(
        gap_charts.gap(rows, parts.scheme(), marked),
        title=prevalence_words.gap_title(last),
        says=f"{prevalence_words.proportion(last)} {prevalence_words.NOT_THE_SAME}",
        alt=prevalence_words.gap_alt(rows),
        data=rows,
        columns=[
            columns.year(marked),
            Column(
                f"{estimated}, per 1,000",
                lambda r: prevalence_words.estimated(r.estimated_per_1000),
            ),
            Column(
                f"{assessments}, per 1,000",
                lambda r: words.cell(
                    r.csa_assessments_per_1000, r.csa_assessments_status, prevalence_words.few
                ),
            ),
            Column(
                f"{plans}, per 1,000",
                lambda r: words.cell(
                    r.sexual_rate_per_1000, r.sexual_plans_status, prevalence_words.few
                ),
            ),
            Column(
                "Estimated for each assessment",
                lambda r: words.derived(r.estimated_per_assessment, prevalence_words.times),
            ),
            Column(
                "Estimated for each plan",
                lambda r: words.derived(r.estimated_per_plan, prevalence_words.times),
            ),
        ],
        sources=sources_beside(estimate),
        unit=chart_words.UNITS["gap"],
        name=f"gap-{estimate}-{ages}",
        caution=explorer_words.ESTIMATE
        if (estimate, ages) == USUAL
        else prevalence_words.ONE_AVERAGE,
        embed="gap" if (estimate, ages) == USUAL else "",
    )
    how = f"{prevalence_words.ONE_AVERAGE} {recording.said(short)}"
    parts.html(markup.folded("How to read this chart", markup.prose(how)))
