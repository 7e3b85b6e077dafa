"""The funnel of the Compare page: which rates lie further from England's than usual."""

import pandas as pd
import streamlit as st

from dashboard import words
from dashboard.charts import funnel as funnel_charts
from dashboard.page import markup, parts
from dashboard.page.markup import Column
from dashboard.queries import compare as compare_queries
from dashboard.queries.versions import sources_of
from dashboard.words import funnel as funnel_words


def funnel(everyone: pd.DataFrame, rows: pd.DataFrame, year: int) -> None:
    """The funnel of plans per 1,000 around every council of the year, the set's own named.

    `rows`, those of the set, may be none: then it is the funnel of all councils.
    """
    year_row = compare_queries.funnel_of(year)
    names = len(rows) <= funnel_charts.NAMES_AT_MOST
    marks = {row.council_code: row.label if names else str(row.number) for row in rows.itertuples()}
    everyone = everyone.assign(
        mark=everyone["council_code"].map(lambda code: marks.get(code, "")),
        in_set=everyone["council_code"].map(lambda code: "yes" if code in marks else "no"),
    )
    says = (
        funnel_words.says(rows, year_row) if marks else funnel_words.says_of_all(everyone, year_row)
    )
    if not names:
        key = "; ".join(f"{row.number} {row.label}" for row in rows.itertuples())
        says += funnel_words.NUMBERS.format(key=key)
    parts.chart(
        funnel_charts.funnel(
            everyone,
            set(marks),
            compare_queries.funnel_curve(year),
            float(year_row.target_per_1000),
            parts.scheme(),
        ),
        title=funnel_words.TITLE,
        says=says,
        alt=funnel_words.alt(year),
        data=everyone[
            [
                "label",
                "in_set",
                "children",
                "sexual_plans",
                "sexual_plans_status",
                "sexual_plans_min",
                "sexual_plans_max",
                "sexual_rate_per_1000",
                "lower_998",
                "lower_95",
                "upper_95",
                "upper_998",
                "place",
            ]
        ],
        columns=[
            Column("Council", lambda r: r.label, False),
            Column("In this set", lambda r: r.in_set, False),
            Column(
                "Per 1,000",
                lambda r: words.cell(r.sexual_rate_per_1000, r.sexual_plans_status, words.rate),
            ),
            Column(
                "Plans can be",
                lambda r: (
                    words.SYMBOL_OF_STATUS[r.sexual_plans_status]
                    if words.is_missing(r.sexual_plans_min)
                    else words.value_range(r.sexual_plans_min, r.sexual_plans_max)
                ),
            ),
            Column("95% limits", lambda r: words.value_range(r.lower_95, r.upper_95, words.rate)),
            Column(
                "99.8% limits", lambda r: words.value_range(r.lower_998, r.upper_998, words.rate)
            ),
            Column("Place", lambda r: funnel_words.PLACE[r.place], False),
        ],
        sources=sources_of("sexual_plan_rate"),
        unit=f"Plans started for sexual abuse per 1,000 children, {words.year_ending(year)}",
        name=f"funnel {year}",
    )
    st.caption(funnel_words.HOW_DRAWN + (funnel_words.OF_A_SET if marks else ""))
    meant = "\n".join(f"- {line}" for line in funnel_words.what_it_means(year_row))
    parts.html(markup.folded("What the funnel, φ and the limits mean", markup.prose(meant)))
