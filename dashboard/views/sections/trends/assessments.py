"""Assessments over time on the Trends page: factors, the parts of sexual abuse, and plans after.

A year that the figures themselves call under-recorded is marked wherever assessments of England
stand over years.
"""

import streamlit as st

from dashboard import queries, words
from dashboard.charts import trends as trends_charts
from dashboard.page import columns, parts
from dashboard.page.choices import announcer, controls
from dashboard.page.markup import Column
from dashboard.page.taking import copy_as
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.versions import sources_of
from dashboard.words.country import recording
from dashboard.words.country import trends as trends_words
from dashboard.words.country import trends_charts as alt_words

USUAL = ("sexual_abuse", "child_sexual_exploitation")
CLAIMS_ON_ASSESSMENTS = (
    "assessments_csa",
    "assessments_csa_fall",
    "assessments_cse",
    "assessments_cse_fall",
    "assessments_any_change",
)
CLAIMS_ON_CONVERSION = (
    "conversion_sexual",
    "conversion_physical",
    "conversion_emotional",
    "conversion_neglect",
)


@announcer.fragment
def factors(events) -> None:
    names = {name.replace("_", "-"): label for name, label in trends_words.FACTORS.items()}
    chosen = controls.choices(
        "Factors recorded",
        names,
        key="factors",
        default=tuple(name.replace("_", "-") for name in USUAL),
    )
    if not chosen:
        st.info(trends_words.NO_FACTOR)
        return
    chosen = [name.replace("-", "_") for name in chosen]
    rows = trends_queries.factor_years(*chosen)
    short = england_queries.under_recorded(*chosen)
    marked = set(zip(short["factor"], short["year_ending"], strict=True))
    parts.chart(
        trends_charts.factors(
            rows, trends_words.FACTORS, events, parts.scheme(), recording.years(short)
        ),
        title=alt_words.factors_title(rows),
        unit=alt_words.UNITS["factors"],
        says=f"{trends_words.factors(rows)} {recording.said(short)} {alt_words.MANY_FACTORS}",
        alt=alt_words.factors(rows),
        data=rows,
        columns=[
            columns.year(recording.years(short), lambda r: (r.factor, r.year_ending) in marked),
            Column("Factor", lambda r: trends_words.FACTORS[r.factor], False),
            Column("Assessments", lambda r: words.cell(r.value, r.status)),
        ],
        sources=sources_of(*(f"assessments_{name}" for name in chosen)),
        name=f"assessments-{'-'.join(chosen)}" if len(chosen) < 3 else "assessments-by-factor",
        embed="assessments-by-factor" if set(chosen) == set(USUAL) else "",
    )


def the_parts() -> None:
    rows = trends_queries.part_years()
    short = england_queries.under_recorded("sexual_abuse")
    held = [f"assessments_{name}" for name in trends_words.PARTS]
    parts.chart(
        trends_charts.parts(rows, trends_words.PARTS, parts.scheme(), recording.years(short)),
        title=alt_words.parts_title(rows),
        unit=alt_words.UNITS["parts"],
        says=f"{trends_words.parts(rows)} {recording.said(short)}",
        alt=alt_words.parts(rows["year_ending"].min()),
        data=rows,
        columns=[
            columns.year(recording.years(short)),
            Column("Part", lambda r: trends_words.PARTS[r.factor], False),
            Column("Assessments", lambda r: words.cell(r.value, r.status)),
        ],
        sources=sources_of(*held),
        name="sexual-abuse-parts",
        embed="sexual-abuse-parts",
    )
    copy_as.fold(copy_as.of_measures(*held, levels=["england"]))
    parts.claims(queries.claims_about(CLAIMS_ON_ASSESSMENTS))


def conversion(events) -> None:
    rows = trends_queries.conversion_years()
    short = england_queries.under_recorded(*trends_words.CATEGORIES)
    marked = set(zip(short["factor"], short["year_ending"], strict=True))
    parts.chart(
        trends_charts.conversion(
            rows, trends_words.CATEGORIES, events, parts.scheme(), recording.years(short)
        ),
        title=alt_words.conversion_title(rows),
        unit=alt_words.UNITS["conversion"],
        says=f"{trends_words.conversion(rows)} {recording.said(short)}",
        alt=alt_words.conversion(rows["year_ending"].min()),
        data=rows,
        columns=[
            columns.year(recording.years(short), lambda r: (r.category, r.year_ending) in marked),
            Column("Kind", lambda r: trends_words.CATEGORIES[r.category], False),
            Column("Plans", lambda r: words.cell(r.plans, r.plans_status)),
            Column("Assessments", lambda r: words.cell(r.assessments, r.assessments_status)),
            Column(
                "Plans per 100", lambda r: words.derived(r.plans_per_100_assessments, words.tenths)
            ),
        ],
        sources=sources_of(*trends_words.KINDS_HELD),
        name="assessment-to-plan",
        embed="assessment-to-plan",
    )
    copy_as.fold(copy_as.of_measures(*trends_words.KINDS_HELD, levels=["england"]))
    parts.claims(queries.claims_about(CLAIMS_ON_CONVERSION))
    quotation = parts.quotation(
        alt_words.conversion_quote(rows),
        f"{alt_words.STEPS} {words.CAVEAT}",
        sources_of(*trends_words.KINDS_HELD),
    )
    parts.html(quotation)
