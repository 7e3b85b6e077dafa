"""All councils over all years on the Trends page, small, to one scale, each with its own page.

The bars are made once for each version of the figures; only which council is chosen differs
between readers.
"""

import streamlit as st

from dashboard import database, queries, theme
from dashboard.charts import council as council_charts
from dashboard.charts import multiples, picture
from dashboard.page import markup, parts
from dashboard.page.choices import pickers
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.versions import council_label, sources_of
from dashboard.words.country import trends as trends_words


def every_council() -> None:
    """Small multiples of all councils; the one chosen stands first, and is marked among them."""
    rows = trends_queries.council_multiples()
    years = sorted(rows["year_ending"].unique().tolist())
    line, scheme = queries.default_threshold(), parts.scheme()
    chosen = pickers.council()
    if chosen:
        parts.shows(f"Trends, with {council_label(chosen)}")
    parts.sentence(trends_words.HOW_TO_READ.format(line=line, top=multiples.TOP))
    st.html(f"<style>{multiples.style(scheme, line)}</style>")
    items = database.kept(("multiples",), lambda: multiple_items(rows, years))
    key = "".join(
        f"<li>{council_charts.square(theme.CLASS_STYLES[name], scheme)}<span>{label}</span></li>"
        for name, label in theme.class_labels(line).items()
    )
    own = [item for _, slug, item in items if slug == chosen]
    st.html(
        f'<ul class="strip-key" aria-label="Key">{key}</ul>'
        + (_taken(own[0].replace(" id=", " data-of="), chosen, years) if own else "")
        + markup.folded(
            f"All {len(items)} councils by region, {years[0]} to {years[-1]}",
            by_region(items, chosen, years),
        )
        + parts.source(sources_of("sexual_plan_rate"))
    )
    parts.download(lambda: rows, "councils-by-year")


def multiple_items(rows, years) -> tuple[tuple[str, str, str], ...]:
    """Region, name in addresses and HTML of each council, by region and name."""
    return tuple(
        (
            region,
            slug,
            multiples.multiple(label, slug, {r.year_ending: r for r in own.itertuples()}, years),
        )
        for (region, label, slug), own in rows.groupby(["region_name", "label", "slug"])
    )


def by_region(items, chosen: str, years: list[int]) -> str:
    """The items under their regions' names, that of the `chosen` council marked."""
    said = ""
    for region in dict.fromkeys(region for region, _, _ in items):
        listed = "".join(
            item.replace('class="multiple"', 'class="multiple chosen"', 1)
            if slug == chosen
            else item
            for of, slug, item in items
            if of == region
        )
        said += markup.heading(region, 3) + _taken(listed, region, years)
    return said


def _taken(items: str, where: str, years: list[int]) -> str:
    name = council_label(where) or where
    return picture.taken(
        f'<ul class="multiples">{items}</ul>',
        f"{name}: each council's rate, {years[0]} to {years[-1]}",
        "Plans started for sexual abuse per 1,000 children, years ending 31 March",
        sources_of("sexual_plan_rate"),
        where,
        caution=f"{trends_words.HIDDEN_AND_CUT.format(top=multiples.TOP)}.",
    )
