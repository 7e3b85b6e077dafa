"""Over time, on the Council page: the gap to the estimate, and each measure over all years.

`area` is a row of queries.councils. Years before 2018 have no assessments.
"""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import queries, words
from dashboard.charts import council as council_charts
from dashboard.charts import gap as gap_charts
from dashboard.page import markup, parts
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.page.taking import copy_as
from dashboard.queries import explorer as explorer_queries
from dashboard.queries.area import council as council_queries
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.queries.data import WIDE
from dashboard.queries.versions import sources_of
from dashboard.views.sections.council import in_sight as sections
from dashboard.views.sections.council import tables
from dashboard.words import explorer as explorer_words
from dashboard.words.area import council as council_words
from dashboard.words.area import council_page as short
from dashboard.words.area import council_sections as said
from dashboard.words.area import neighbours as neighbours_words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording


def over_time(area) -> None:
    """The gap between estimate and records in sight; plans, rates and assessments in the fold."""
    estimate, ages = explorer_queries.ESTIMATE, explorer_queries.WALES_AGES
    gap = prevalence_queries.area_by_year(area.series_code, estimate, ages)
    shortfall = england_queries.under_recorded("sexual_abuse")
    gap_of_year(area.slug, gap)
    folded = []

    def fold():
        folded.append(st.expander("Every chart and table over time"))
        return folded[0]

    parts.chart(
        gap_charts.gap(gap, parts.scheme(), ()),
        title=f"{area.label}: {short.GAP_TITLE}",
        alt=short.gap_alt(area.label, gap),
        data=gap,
        columns=[
            YEAR,
            Column(
                "Estimated at the average, per 1,000",
                lambda r: prevalence_words.estimated(r.estimated_per_1000),
            ),
            Column(
                "Assessments, per 1,000",
                lambda r: words.cell(
                    r.csa_assessments_per_1000, r.csa_assessments_status, words.rate
                ),
            ),
            Column(
                "Plans, per 1,000",
                lambda r: words.cell_or_range(
                    r.sexual_rate_per_1000,
                    0,
                    r.sexual_max_per_1000,
                    r.sexual_plans_status,
                    words.rate,
                ),
            ),
        ],
        sources=sources_of("plans_beside_estimate", "csa_assessments_beside_estimate"),
        name=f"council_{area.slug}_gap",
        caution=explorer_words.CAVEAT_OF_AREA,
        under=fold,
        downloads=False,
    )
    with folded[0]:
        parts.sentence(f"{short.GAP_NOTE} {recording.said(shortfall)}")
        drawn = {"gap": gap} | _plans_and_assessments(area)
        every_year(area, drawn)


@st.fragment(key="gap_of_year")
def gap_of_year(slug: str, gap: pd.DataFrame) -> None:
    """The section's heading, and what the average would give for each record of the year."""
    year = int(st.session_state["year"])
    row = gap[gap["year_ending"] == year].iloc[0]
    parts.block(
        ("council, gap", slug, year),
        lambda: sections.heading("over-time") + markup.prose(short.gap(row)),
    )


def _plans_and_assessments(area) -> dict:
    """The charts of the fold; returns what they show, by name."""
    facts = queries.build_facts()
    years = council_queries.years(area.series_code, queries.default_threshold())
    parts.sentence(short.CHARTS_SPEAK)
    plans = council_queries.rates(area.series_code, "sexual_plans")
    scheme = parts.scheme()
    parts.chart(
        council_charts.counts(plans, years["expected_plans_at_england_rate"].tolist(), scheme),
        title=short.counts_title(area.label, plans.iloc[-1]),
        unit="Plans started, years ending 31 March",
        says=said.counts_sentence(area.label, plans),
        alt=short.COUNTS_ALT.format(label=area.label),
        data=plans,
        columns=[
            YEAR,
            Column("Plans", lambda r: words.cell(r.value, r.status)),
            Column("Can be", lambda r: council_words.can_be(r.value_min, r.value_max, r.status)),
            Column("Children aged 0 to 17", lambda r: words.count(r.children)),
        ],
        sources=sources_of("expected_plans"),
        name=f"council_{area.slug}_plans",
        downloads=False,
    )
    _rate_chart(area, plans, "sexual_plans", "sexual_plan_rate")
    assessed = council_queries.rates(area.series_code, "csa_assessments")
    if assessed.empty:
        first = queries.first_assessment_year()
        parts.sentence(short.NOT_ASSESSED.format(first=first, label=area.label))
        return {"plans": plans}
    ends = said.assessments_end(
        int(facts["newest_plan_year"]), int(facts["newest_assessment_year"])
    )
    if ends:
        parts.sentence(ends)
    _rate_chart(area, assessed, "csa_assessments", "csa_assessment_rate")
    exploited = council_queries.rates(area.series_code, "cse_assessments").iloc[-1]
    parts.sentence(said.exploitation(area.label, area.region_name, exploited))
    return {"plans": plans, "assessments": assessed}


@st.fragment(key="every_year")
def every_year(area, drawn: dict) -> None:
    """Every year as a table, whose classes follow the line of "very low"; all to download.

    `drawn` is what the charts show, by name.
    """
    threshold = st.session_state["threshold"]
    years = council_queries.years(area.series_code, threshold)
    parts.block(
        ("council, years", area.slug, threshold),
        lambda: (
            markup.prose(council_words.history(years)) + tables.every_year(area, years, threshold)
        ),
    )
    copy_as.fold({"councils": [area.slug]}, WIDE)
    parts.download(
        lambda: years.assign(very_low_below=threshold),
        "council",
        area.slug,
        "plans",
        "all-years",
        *parts.moved_line(threshold),
    )
    for name, rows in drawn.items():
        parts.download(
            partial(pd.DataFrame, rows),
            "council",
            area.slug,
            name,
            label=f"Download the chart of {short.DRAWN[name]} (CSV)",
        )


def _rate_chart(area, rows, measure: str, rate: str) -> None:
    doubted = england_queries.under_recorded(said.FACTOR_OF.get(measure, ""))
    doubted = doubted[doubted["year_ending"].isin(rows["year_ending"])]
    marked = recording.years(doubted)
    parts.chart(
        council_charts.rates(rows, area.label, area.region_name, parts.scheme(), marked),
        title=short.rate_title(area.label, rows.iloc[-1], measure),
        says=said.rate_sentence(area.label, area.region_name, rows.iloc[-1], measure)
        + f" {recording.said(doubted)} {words.CAVEAT}".replace("  ", " "),
        alt=short.RATES_ALT.format(measure=said.MEASURE_WORDS[measure], label=area.label),
        data=rows,
        columns=[
            YEAR,
            Column(area.label, lambda r: words.cell(r.rate_per_1000, r.status, words.rate)),
            Column(
                "Can be",
                lambda r: council_words.can_be(r.rate_min, r.rate_max, r.status, words.rate),
            ),
            Column(
                "England",
                lambda r: (
                    words.derived(r.england_rate, words.rate)
                    + (f", {recording.MARK}" if r.year_ending in marked else "")
                ),
            ),
            Column(area.region_name, lambda r: words.derived(r.region_rate, words.rate)),
            Column(
                "Neighbours, lowest",
                lambda r: words.cell(r.neighbours_lowest, r.neighbours_status, words.rate),
            ),
            Column("Middle", neighbours_words.middle),
            Column(
                "Highest",
                lambda r: words.cell(r.neighbours_highest, r.neighbours_status, words.rate),
            ),
            Column("With a figure", neighbours_words.of_ten),
        ],
        sources=tables.with_neighbours(area, rate),
        unit=f"{area.label}: per 1,000 children aged 0 to 17, years ending 31 March",
        name=f"council_{area.slug}_{measure}-rate",
        downloads=False,
    )
