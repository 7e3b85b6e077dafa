"""The charts of England as embeds: site/embed/chart.html?chart=NAME, and a file for each chart.

The fact a newcomer gets wrong: an embed asks no server. Its chart is drawn in the reader's browser
by Plotly's own script from a file that is written here, by the questions, words and charts of the
pages, in both schemes.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard import queries
from dashboard.charts import below, gap, groups, picture, trends
from dashboard.queries import chance, explorer
from dashboard.queries import data as data_queries
from dashboard.queries.country import england as england_queries
from dashboard.queries.country import prevalence
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.versions import sources_of
from dashboard.takeaway.paper.briefing import templates
from dashboard.takeaway.published import addresses
from dashboard.words import explorer as explorer_words
from dashboard.words import spans
from dashboard.words.country import below as below_words
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import recording, trends_charts
from dashboard.words.country import trends as trends_words
from dashboard.words.itself import pictures as picture_words
from etl import progress


class Drawn(NamedTuple):
    """A chart of England: how it is drawn in a scheme, and the words that it carries."""

    draw: Callable[[str], go.Figure]
    title: str
    unit: str
    alt: str
    sources: list[str]
    caution: str = ""


def charts() -> dict[str, Callable[[], Drawn]]:
    """Name in an address → the chart, as Trends first shows it and at each of its choices."""
    found: dict[str, Callable[[], Drawn]] = {
        "gap": _gap,
        "councils-below-the-line": _below,
        "england-since-1994": _national,
        "assessments-by-factor": _factors,
        "sexual-abuse-parts": _parts,
        "assessment-to-plan": _conversion,
    }
    for measure in trends_words.REGION_MEASURES:
        found[f"regions-{measure}"] = partial(_regions, measure)
    for flow in ("started", "at_31_march"):
        for basis in ("initial", "latest"):
            name = f"categories-{flow.replace('_', '-')}-{basis}"
            found[name] = partial(_categories, flow, basis)
    year = trends_queries.characteristic_years()[-1]
    for which in ("age", "gender", "ethnicity"):
        found[f"children-on-plans-{which}-{year}"] = partial(_who, which, year)
    return found


def write(folder: Path, address: str) -> None:
    """Write the embed, its scripts and a file for each chart below `folder`."""
    there = folder / "embed" / "charts"
    there.mkdir(parents=True, exist_ok=True)
    dashboard = addresses.dashboard(address, "..")
    made = charts()
    for name, chart in progress.bar(made.items(), desc="charts", unit="file"):
        content = json.dumps(_content(chart(), dashboard), ensure_ascii=False)
        (there / f"{name}.json").write_text(content, encoding="utf-8")
    scripts = picture.embed_script(), picture.library()
    for script in scripts:
        (folder / "embed" / script.name).write_bytes(script.content)
    page = templates().get_template("chart.html")
    titles = {name: chart().title for name, chart in made.items()}
    text = page.render(
        script=scripts[0].name, library=scripts[1].name, titles=titles, words=picture_words
    )
    (folder / "embed" / "chart.html").write_text(text, encoding="utf-8")


def _content(chart: Drawn, dashboard: str) -> dict:
    return {
        **picture.about(chart.title, chart.unit, chart.sources, [], chart.caution),
        "alt": chart.alt,
        "light": json.loads(chart.draw("light").to_json()),
        "dark": json.loads(chart.draw("dark").to_json()),
        "more": f"{dashboard}trends" if dashboard else "",
    }


def _gap() -> Drawn:
    rows = prevalence.by_year(explorer.ESTIMATE, explorer.WALES_AGES)
    marked = recording.years(england_queries.under_recorded("sexual_abuse"))
    return Drawn(
        lambda scheme: gap.gap(rows, scheme, marked),
        prevalence_words.gap_title(rows.iloc[-1]),
        trends_charts.UNITS["gap"],
        prevalence_words.gap_alt(rows),
        sources_of("plans_beside_estimate", "csa_assessments_beside_estimate"),
        explorer_words.ESTIMATE,
    )


def _below() -> Drawn:
    rows, line = chance.modelled(), queries.default_threshold()
    return Drawn(
        lambda scheme: below.below(rows, scheme),
        below_words.title(rows.iloc[-1], line),
        trends_charts.UNITS["below"],
        below_words.alt(rows, line),
        sources_of("sexual_class"),
    )


def _national() -> Drawn:
    series, events = trends_queries.national_years(), trends_queries.events()
    gaps = spans.gaps(series)
    return Drawn(
        lambda scheme: trends.national(series, gaps, events, scheme),
        trends_charts.national_title(series),
        trends_charts.UNITS["national"],
        trends_charts.national(series),
        data_queries.every_source("sexual_plans"),
    )


def no_events() -> pd.DataFrame:
    """The events of a chart that marks none."""
    return trends_queries.events().iloc[0:0]


def _factors() -> Drawn:
    chosen = ("sexual_abuse", "child_sexual_exploitation")
    rows = trends_queries.factor_years(*chosen)
    marked = recording.years(england_queries.under_recorded(*chosen))
    return Drawn(
        lambda scheme: trends.factors(rows, trends_words.FACTORS, no_events(), scheme, marked),
        trends_charts.factors_title(rows),
        trends_charts.UNITS["factors"],
        trends_charts.factors(rows),
        sources_of(*(f"assessments_{name}" for name in chosen)),
    )


def _parts() -> Drawn:
    rows = trends_queries.part_years()
    marked = recording.years(england_queries.under_recorded("sexual_abuse"))
    return Drawn(
        lambda scheme: trends.parts(rows, trends_words.PARTS, scheme, marked),
        trends_charts.parts_title(rows),
        trends_charts.UNITS["parts"],
        trends_charts.parts(rows["year_ending"].min()),
        sources_of(*(f"assessments_{name}" for name in trends_words.PARTS)),
    )


def _conversion() -> Drawn:
    rows = trends_queries.conversion_years()
    marked = recording.years(england_queries.under_recorded(*trends_words.CATEGORIES))
    return Drawn(
        lambda scheme: trends.conversion(
            rows, trends_words.CATEGORIES, no_events(), scheme, marked
        ),
        trends_charts.conversion_title(rows),
        trends_charts.UNITS["conversion"],
        trends_charts.conversion(rows["year_ending"].min()),
        sources_of(*trends_words.KINDS_HELD),
    )


def _regions(measure: str) -> Drawn:
    rows = trends_queries.region_years(measure)
    factor = "sexual_abuse" if measure in ("assessments", "conversion") else ""
    marked = recording.years(england_queries.under_recorded(factor))
    form = {"share": ".1%", "conversion": ".1f"}.get(measure, ".2f")
    return Drawn(
        lambda scheme: groups.regions(rows, form, scheme, marked),
        trends_charts.regions_title(rows, measure),
        trends_charts.regions_unit(measure),
        trends_charts.REGIONS,
        sources_of(trends_queries.REGION_MEASURES[measure][0]),
    )


def _categories(flow: str, basis: str) -> Drawn:
    rows, events = trends_queries.category_years(flow, basis), no_events()
    return Drawn(
        lambda scheme: trends.category_shares(rows, trends_words.CATEGORIES, events, scheme),
        trends_charts.categories_title(rows, flow, basis),
        trends_charts.UNITS["categories"],
        trends_charts.CATEGORIES,
        sources_of(trends_words.PLANS_HELD[flow]),
    )


def _who(which: str, year: int) -> Drawn:
    rows = trends_queries.characteristic(which, year)
    return Drawn(
        lambda scheme: groups.characteristic(rows, scheme),
        trends_charts.characteristic_title(rows, year),
        trends_charts.UNITS["characteristic"],
        trends_charts.characteristic(which, year),
        sources_of(trends_words.WHO_HELD),
    )
