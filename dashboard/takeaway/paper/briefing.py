"""The briefing of one area: two sheets of paper for whoever walks into a meeting.

The fact a newcomer gets wrong: it is not a print of the Council page but the same words in an order
for paper, text first. It must fit two A4 pages for every area, whatever its figures; a test prints
them all. What does not fit is left to the page on the screen, never cut in the middle.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard import queries, theme, words
from dashboard.councils import newer, squares
from dashboard.page import abbreviations
from dashboard.page.around import previews
from dashboard.queries import police
from dashboard.queries import versions as versions_queries
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import council_life as council_life_queries
from dashboard.queries.area import neighbours as neighbour_queries
from dashboard.takeaway.paper import svg
from dashboard.takeaway.published import addresses
from dashboard.words import explorer as explorer_words
from dashboard.words import police as police_words
from dashboard.words.area import audits
from dashboard.words.area import council as council_words
from dashboard.words.area import council_page as page_words
from dashboard.words.area import council_sections as section_words
from dashboard.words.area import neighbours as neighbours_words
from dashboard.words.area import questions as questions_words
from dashboard.words.itself import published as published_words
from dashboard.words.reviews import THEME_ID

TEMPLATES = Path(__file__).parents[1] / "templates"
MEASURES = (
    "sexual_plan_rate",
    "csa_assessment_rate",
    "section_47_enquiries",
    "referrals",
    police.NUMBER,
    "plans_beside_estimate",
)
MOST_FLAGS = 4  # of the year first, then of the newest years
MOST_ASKED = 2  # questions of a theme: those that a figure asks, then the standing one


@cache
def templates() -> Environment:
    """The templates; a name that nobody gave a value is an error, not a blank on paper."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def printable(area) -> str:
    """The briefing with its style sheet inside, to be printed without the folder around it."""
    style = (TEMPLATES / "site.css").read_text(encoding="utf-8")
    return html(area).replace(
        '<link rel="stylesheet" href="../site.css">', f"<style>{style}</style>"
    )


def html(area, root: str = "..", address: str = "") -> str:
    """The briefing of `area`, a row of queries.councils; `root` leads to the folder's top.

    `address` is where the folder is served; without one no preview names a picture.
    """
    said = content(area, addresses.dashboard(address, root))
    told = previews.lines(
        published_words.BRIEFING.format(council=area.label),
        said["finding"],
        f"{address}/councils/{area.slug}.html" if address else "",
        address,
        (area.slug, explorer_words.COUNCIL_PICTURE_ALT.format(council=area.label)),
    )
    beside = squares.of_council(area.series_code, area.label, said["year"])
    page = (
        templates()
        .get_template("briefing.html")
        .render(
            **said,
            root=root,
            page_title=published_words.BRIEFING.format(council=area.label),
            tags="\n".join(told),
            ways=ways(area, root, address),
            squares=squares.html(beside) if beside else "",
            squares_style=squares.STYLE,
            newer=newer.element(area, f"{root}/{newer.FOLDER}/{newer.facts().name}", "screen"),
            newer_script=f"{root}/{newer.FOLDER}/{newer.script().name}",
        )
    )
    head, body = page.split("</head>")
    return f"{head}</head>{abbreviations.explained(body)}"


def of_force(series_code: str) -> tuple:
    """The area's police force, and what it recorded in each year."""
    force = police.force_of(series_code)
    return force, police.recorded(force.code)


def ways(area, root: str, address: str) -> list[tuple[str, str]]:
    """Where a reader at a screen may go from the page: the map and, where there is one, the
    dashboard."""
    found = [
        (
            published_words.ON_THE_MAP.format(label=area.label),
            f"{root}/index.html?council={area.slug}",
        )
    ]
    if dashboard := addresses.dashboard(address, root):
        told = published_words.EVERYTHING.format(label=area.label)
        found.append((told, f"{dashboard}council?council={area.slug}"))
    return found


def content(area, dashboard: str = "") -> dict:
    """What the page says, worded. Its year is the newest that the area has plans for.

    `dashboard` is the address of the dashboard, where there is one.
    """
    threshold = queries.default_threshold()
    labels = theme.class_labels(threshold)
    years = council_queries.years(area.series_code, threshold)
    row = years.iloc[-1]
    year = int(row.year_ending)
    england = queries.england_in(year)
    rates = council_queries.rates(area.series_code, "sexual_plans")
    count_words = section_words.counts_sentence(area.label, rates)
    path = council_queries.path(area.series_code, year)
    neighbours_of = [] if area.is_former else [neighbour_queries.SOURCE]
    return {
        "area": area,
        "year": year,
        **of_the_figures(),
        "where": council_words.where(area),
        "sections": page_words.SECTIONS,
        "notice": council_words.notice(
            area.label, council_life_queries.relatives(area.series_code)
        ),
        "class_label": labels[row["class"]],
        "finding": council_words.short_reason(row, england.sexual_rate_per_1000, threshold),
        "neighbours_line": page_words.neighbours_line(rates.iloc[-1]),
        "police": police_words.in_briefing((area.label,), *of_force(area.series_code)),
        "reason": council_words.reason(row, england.sexual_rate_per_1000, threshold),
        "expectation": council_words.expectation(row),
        "history": council_words.history(years),
        "strip": svg.strip(years, labels),
        "key": [
            (theme.CLASS_STYLES[name].letter, label)
            for name, label in labels.items()
            if (years["class"] == name).any()
        ],
        "count_words": count_words,
        "counts": svg.counts(years, area.label, count_words),
        "newest_assessments": newest_assessments(area, year),
        "path_words": (
            page_words.path_finding(area.label, path) if len(path) else section_words.no_path(year)
        ),
        "path": [path_row(step) for step in path.itertuples()],
        "no_neighbours": neighbours_words.no_neighbours(area.label),
        "neighbours": [
            neighbour_row(n, labels)
            for n in neighbour_queries.neighbours(area.series_code, year, threshold)
            .rename(columns={"class": "class_name"})
            .itertuples()
        ],
        "flags": flags(area.series_code, year),
        "inspections": [
            f"{r.round}: {section_words.inspection(r)}"
            for r in council_life_queries.inspections(area.series_code).itertuples()
        ],
        "themes": questions(area.series_code, year, dashboard),
        "audit": audits.LABEL,
        "audit_of": audits.of,
        "sources": source_words([*versions_queries.sources_of(*MEASURES), *neighbours_of]),
        "citation": versions_queries.citation(area.label, "", ""),
        "support": list(queries.support_lines().itertuples()),
        "symbols": words.SYMBOL_MEANINGS,
    }


def of_the_figures() -> dict[str, str]:
    """What every briefing says of the figures: how far they reach, their version and caveats."""
    facts = queries.build_facts()
    return {
        "as_at": published_words.as_at(facts),
        "version": facts["data_version"],
        "title": versions_queries.product_title(),
        "status_label": words.STATUS_LABEL,
        "caveat": words.CAVEAT,
        "comparison_caveat": words.COMPARISON_CAVEAT,
    }


def newest_assessments(area, plan_year: int) -> str:
    """The newest year's assessments, where it is newer than the plans'; else nothing to add."""
    rates = council_queries.rates(area.series_code, "csa_assessments")
    if rates.empty or int(rates.iloc[-1].year_ending) <= plan_year:
        return ""
    newest = rates.iloc[-1]
    notes = council_life_queries.flags(area.series_code)
    doubts = notes[
        (notes["year_ending"] == newest.year_ending)
        & (notes["counted"] == questions_words.ASSESSED)
        & notes["flag"].isin(["unlikely_zero", "unlikely_low"])
    ]
    return section_words.newest_assessments(area.label, newest, len(doubts) > 0)


def path_row(step) -> tuple[str, ...]:
    """A step of the path as the table prints it."""
    england = step.england_per_100
    england = "[z]" if words.is_missing(england) else words.tenths(england)
    return (
        section_words.STEP_WORDS[step.step],
        words.cell(step.value, step.status),
        section_words.ratio_words(step),
        england,
        section_words.neighbours_ratios(step),
    )


def neighbour_row(neighbour, labels: dict[str, str]) -> tuple[str, ...]:
    """A neighbour as the table prints it."""
    return (
        neighbour.label,
        neighbour.closeness,
        labels[neighbour.class_name].partition(" (")[0],
        council_words.can_be(
            neighbour.sexual_plans_min, neighbour.sexual_plans_max, neighbour.sexual_plans_status
        ),
        words.cell(neighbour.sexual_rate_per_1000, neighbour.sexual_plans_status, words.rate),
        words.cell(
            neighbour.csa_assessments_per_1000, neighbour.csa_assessments_status, words.rate
        ),
    )


def flags(series_code: str, year: int) -> list[str]:
    """What to know first: the year's flags, then the newest of other years; counted beyond four."""
    rows = council_life_queries.flags(series_code)
    ordered = [
        *rows[rows["year_ending"] == year]["explanation"],
        *rows[rows["year_ending"] != year]["explanation"],
    ]
    said = list(dict.fromkeys(ordered))
    if len(said) > MOST_FLAGS:
        return [*said[:MOST_FLAGS], published_words.MORE_FLAGS.format(more=len(said) - MOST_FLAGS)]
    return said


def questions(series_code: str, year: int, dashboard: str) -> list[tuple[str, str, list]]:
    """Each theme, the way to what was found under it, and its questions.

    Those that the area's figures ask come before the one asked of all. Without an address of the
    dashboard there is no way.
    """
    asked = questions_words.chosen(council_queries.question_facts(series_code, year))
    found = []
    for name, title in questions_words.THEMES.items():
        of_theme = [q for q in asked if q.theme == name]
        way = f"{dashboard}reviews#{THEME_ID.format(name)}" if dashboard else ""
        found.append((title, way, of_theme[:MOST_ASKED]))
    return found


def source_words(ids: list[str]) -> str:
    """Publisher, tables and licence in a sentence short enough for paper."""
    rows = queries.sources(*ids)
    of_estimate = rows["licence"].isna()
    named = []
    for publisher, of_publisher in rows[~of_estimate].groupby("publisher", sort=False):
        lettered = [t.partition(":")[0] for t in of_publisher["title"] if ":" in t[:4]]
        titles = [t for t in of_publisher["title"] if ":" not in t[:4]]
        if lettered:
            titles.insert(0, published_words.TABLES.format(letters=", ".join(lettered)))
        named.append(
            published_words.SOURCE.format(publisher=publisher, titles=words.listing(titles))
        )
    named += versions_queries.sources_in_full(rows.index[of_estimate].to_list())
    return f"{'; '.join(named)}. {versions_queries.licences(ids)}"
