"""The layers on the Trends page: what is estimated, what the police recorded, what councils did."""

from functools import partial

import streamlit as st

from dashboard import queries, words
from dashboard.charts import layers as layer_charts
from dashboard.page import markup, parts
from dashboard.page.choices import announcer, controls
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.queries import police
from dashboard.queries.versions import sources_of
from dashboard.words import explorer as explorer_words
from dashboard.words import police as police_words
from dashboard.words.country import prevalence as prevalence_words

MEASURES = (police.RATE, "csa_assessment_rate", "sexual_plan_rate")


@announcer.fragment
def layers(events) -> None:
    """England's layers on one scale, with `events` beneath, and what a recorded offence is."""
    scale = controls.choice("Scale", police_words.SCALES, key="layers", widget=st.segmented_control)
    rows = police.layers()
    parts.chart(
        layer_charts.layers(rows, scale, events, parts.scheme()),
        title=police_words.layers_title(rows),
        unit=police_words.layers_unit(rows, scale),
        says=police_words.layers(rows),
        alt=police_words.layers_alt(rows, scale),
        data=rows,
        columns=[
            Column("Layer", lambda r: police_words.LAYERS[r.layer], False),
            YEAR,
            Column("Number", partial(_said, "number", words.count)),
            Column("Per 1,000 children", partial(_said, "per_1000", words.rate)),
            Column("First year = 100", lambda r: _index(r)),
        ],
        sources=sources_of(*MEASURES),
        name=f"layers-{scale}",
        caution=f"{police_words.NOT_SAME} {explorer_words.ESTIMATE}",
    )
    listed = "\n".join(f"- {sentence}" for sentence in police_words.know(police.counted()))
    both = police_words.both_countries(police.england_and_wales())
    release, _ = police.release()
    parts.html(
        markup.folded(
            "What a recorded offence is, and is not",
            markup.prose(f"{both}\n\n{listed}\n\n{police_words.source(release)}"),
        )
    )
    parts.claims(queries.claims_about(("police_recorded",)))


def _said(column: str, recorded, row) -> str:
    """A layer's number as a table prints it: an estimate, or as `recorded` says it."""
    form = partial(prevalence_words.said, row.layer, recorded=recorded)
    return words.cell(getattr(row, column), row.status, form)


def _index(row) -> str:
    """The index as a table prints it; the estimate, one average in every year, has none."""
    return "[z]" if row.layer == "estimated" else words.derived(row.indexed, words.tenths)
