"""Change on the Compare page: three years beside the three before, and a set over all its years.

The fact a newcomer gets wrong: a change is said only where all six years are printed. A council
with a hidden year keeps its line, which says that nobody can tell.
"""

from html import escape

import pandas as pd
import streamlit as st

from dashboard import words
from dashboard.charts import picture, tracks
from dashboard.page import markup, parts
from dashboard.page.choices import announcer, controls, pickers
from dashboard.page.choices.council_sets import Chosen
from dashboard.page.markup import Column
from dashboard.queries import chance as chance_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.versions import sources_of
from dashboard.views.sections.council.in_sight import class_inks, small_strip
from dashboard.words import changes as said
from dashboard.words.area import sets as sets_words

KEY = [
    ("dot", "A printed number"),
    ("hidden", "What it can be, where a number is hidden"),
    ("tick", "England"),
]


@announcer.fragment
def changes(year: int, slugs: tuple[str, ...]) -> None:
    """The councils by how their rates moved; `slugs` none for every council there is."""
    rows = chance_queries.pooled_changes(year)
    if slugs:
        rows = rows[rows["slug"].isin(slugs)]
    if rows.empty:
        return
    parts.heading(said.title(rows, year), 3)
    first, second = st.columns(2)
    with first:
        order = controls.choice("In order of", said.ORDERS, key="order")
    if not slugs:
        with second:
            names = rows["region_name"]
            where = pickers.area("Region", "region", names, key="of-region", every="All regions")
        if where:
            rows = rows[rows["region_name"] == where]
    rows = in_order(rows, order)
    table = markup.table(
        rows.itertuples(),
        [
            Column("Council", lambda r: markup.link(r.label, "council", council=r.slug), False),
            Column(said.span(year - 3), lambda r: said.rate(r, "before")),
            Column(said.span(year), lambda r: said.rate(r)),
            Column("Change", said.change),
            Column("Beside usual swings", said.verdict, False),
            Column("95% limits of the change", said.limits),
            Column("Region", lambda r: r.region_name, False),
        ],
        caption=said.caption(year, order),
    )
    body = (
        markup.prose(said.says(rows, year)) + table + parts.source(sources_of("sexual_plan_rate"))
    )
    parts.html(body if slugs else markup.folded(said.FOLD, body))
    parts.download(lambda: rows, "changes", year, order)


def in_order(rows: pd.DataFrame, order: str) -> pd.DataFrame:
    """The rows as asked for; those that nobody can tell come last, by name."""
    if order == "name":
        return rows.sort_values("label")
    key = {
        "largest": lambda change: -change.abs(),
        "fall": lambda change: change,
        "rise": lambda change: -change,
    }[order]
    by = key(rows["rate_change"].astype(float))
    return rows.assign(by=by).sort_values(["by", "label"], na_position="last").drop(columns="by")


def over_time(chosen: Chosen, rows: pd.DataFrame, threshold: float) -> None:
    """A region's councils year by year: together, in assessments, each one's classes; a quote."""
    series = tuple(sorted(rows["series_code"]))
    years = sets_queries.years(series)
    drawn = [
        ("plans", "Plans started for sexual abuse per 1,000 children", _lines(years, "rate", True)),
        (
            "assessments",
            "Assessments that recorded sexual abuse per 1,000 children",
            _lines(years, "csa_rate", False),
        ),
    ]
    html = class_inks() + markup.heading(said.OVER_TIME.format(name=chosen.name), 3)
    html += markup.prose(sets_words.over_time(years))
    for name, unit, lines in drawn:
        html += picture.taken(
            tracks.html(lines, KEY if name == "plans" else KEY[:2], "per 1,000 children", unit),
            f"{chosen.name}: {name}, year by year",
            f"{unit}, years ending 31 March",
            sources_of("sexual_plan_rate" if name == "plans" else "csa_assessment_rate"),
            chosen.name,
            head=markup.heading(unit, 4),
        )
    strips = {
        code: small_strip(of, threshold)
        for code, of in sets_queries.classes(series, threshold).groupby("series_code")
    }
    listed = "".join(
        f"<li><span>{markup.link(r.label, 'council', council=r.slug)}</span>"
        f"{strips[r.series_code]}</li>"
        for r in rows.itertuples()
    )
    html += f'<ul class="tracks members" aria-label="{escape(said.STRIPS)}">{listed}</ul>'
    html += parts.quotation(
        said.quote(chosen.name, years), words.CAVEAT, sources_of("sexual_plan_rate")
    )
    parts.html(markup.folded(said.OVER_TIME.format(name=chosen.name), html))


def _lines(years: pd.DataFrame, column: str, with_england: bool) -> list[tracks.Row]:
    found = []
    for row in years.to_dict("records"):
        low, high = row[f"{column}_min"], row[f"{column}_max"]
        if words.is_missing(high):
            continue
        england = tracks.mark("tick", row["england_rate"]) if with_england else []
        shown = words.value_range(low, high, words.rate)
        marks = england + tracks.between(low, high)
        found.append(tracks.Row(str(row["year_ending"]), marks, shown))
    return found
