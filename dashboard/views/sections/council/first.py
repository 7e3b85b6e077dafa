"""The first screen of the Council page: class with its reason, years, the estimate, and ways on.

`area` is a row of queries.councils, `row` one of queries.area.council.years. All return HTML.
"""

from html import escape

from dashboard import queries, theme, words
from dashboard.charts import council as council_charts
from dashboard.charts import picture
from dashboard.councils import squares
from dashboard.delivery import site_files
from dashboard.page import markup, parts
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import council_life as council_life_queries
from dashboard.queries.area import sets as sets_queries
from dashboard.queries.versions import sources_of
from dashboard.words import explorer as explorer_words
from dashboard.words.area import council as council_words
from dashboard.words.area import council_page as short
from dashboard.words.area import quotes


def html(
    area, years, year: int, threshold: float, scheme: str, published: bool, has_pdf: bool
) -> str:
    """Notice; class, reason and strip beside the three squares; the neighbours; the ways on."""
    row = years[years["year_ending"] == year].iloc[0]
    beside = squares.of_council(area.series_code, area.label, year)
    return (
        f'<div class="first"><div>{notice(area)}{finding(row, threshold, scheme)}'
        + strip(years, year, threshold, scheme)
        + neighbours_line(area, year)
        + together_line(area, year)
        + "</div>"
        + (squares.html(beside, council_charts.image, scheme) if beside else "")
        + "</div>"
        + ways(area, row, published, has_pdf)
    )


def notice(area) -> str:
    """How the area began or ended, with links to the pages of the others."""
    relatives = council_life_queries.relatives(area.series_code)
    if relatives.empty:
        return ""
    links = "".join(
        f"<span>{markup.link(r.label, 'council', council=r.slug)}</span>"
        for r in relatives.itertuples()
    )
    told = escape(council_words.notice(area.label, relatives))
    return f'<div class="notice" role="note"><p>{told}</p><p class="links">{links}</p></div>'


def finding(row, threshold: float, scheme: str) -> str:
    """The year's class with its reason in one sentence."""
    style = theme.CLASS_STYLES[row["class"]]
    label = theme.class_labels(threshold)[row["class"]]
    england = queries.england_in(int(row.year_ending))
    usual = queries.default_threshold()
    moved = "" if threshold == usual else f" {short.LINE_MOVED.format(line=threshold, usual=usual)}"
    reason = council_words.short_reason(row, england.sexual_rate_per_1000, threshold)
    return (
        f'<p class="class-line">{council_charts.square(style, scheme, 26)}'
        f"<span>{escape(label)}, {words.year_ending(int(row.year_ending))}</span></p>"
        + markup.prose(f"{reason}{moved} **{words.CAVEAT}**")
    )


def strip(years, year: int, threshold: float, scheme: str) -> str:
    """Every year's class as a list of squares: letter, year and figure."""
    squares_of_years = [
        (r.year_ending, r.class_name, council_words.small_figure(r), council_words.spoken_figure(r))
        for r in years.rename(columns={"class": "class_name"}).itertuples()
    ]
    return council_charts.strip(squares_of_years, year, theme.class_labels(threshold), scheme)


def neighbours_line(area, year: int) -> str:
    """What the area's statistical neighbours record, in one line."""
    plans = council_queries.rates(area.series_code, "sexual_plans")
    of_year = plans[plans["year_ending"] == year].iloc[0]
    return markup.prose(f"**Neighbours:** {short.neighbours_line(of_year)}")


def together_line(area, year: int) -> str:
    """The sets of councils that the area is one of: its partnership, where found, and its force."""
    found = sets_queries.of_council(area.series_code)
    if found.empty:
        return ""
    links = "".join(
        "<span>"
        + markup.link(
            f"{r.label} partnership" if r.set_level == "partnership" else r.label,
            "council",
            set=r.slug,
            year=year,
        )
        + "</span>"
        for r in found.itertuples()
    )
    return f'<p class="links small">Part of {links}</p>'


def ways(area, row, published: bool, has_pdf: bool) -> str:
    """The briefing, the comparison with neighbours, and what can be sent or quoted."""
    year = int(row.year_ending)
    links = []
    if has_pdf:
        links.append(_way("Briefing (PDF)", f"{_site()}/councils/{area.slug}.pdf", "download"))
    if published:
        links.append(_way("Briefing (page)", f"{_site()}/councils/{area.slug}.html"))
    if not area.is_former:
        links.append(
            markup.link(
                "Compare with neighbours",
                "compare",
                group="neighbours",
                council=area.slug,
                year=year,
            )
        )
    return (
        '<div class="ways">'
        + "".join(links)
        + "<details><summary>Share or quote</summary>"
        + parts.quotation(
            quotes.council(area.label, row, queries.default_threshold()),
            f"{words.CAVEAT} {words.COMPARISON_CAVEAT}",
            sources_of("sexual_plan_rate"),
        )
        + "<p><strong>A link to what you see</strong></p>"
        + markup.to_copy("council", "the link", "council")
        + _taken(area, year)
        + "</details></div>"
    )


def _taken(area, year: int) -> str:
    """The fold that offers the first screen as a picture."""
    about = picture.about(
        f"{area.label}: what it recorded beside what is estimated",
        words.year_ending(year),
        sources_of("plans_beside_estimate", "csa_assessments_beside_estimate"),
        [area.slug, str(year)],
        explorer_words.CAVEAT_OF_AREA,
    )
    return picture.menu(about, of=".first")


def pdf(area) -> bool:
    """Whether the briefing is there as a file, so that one click has it."""
    return site_files.has(f"councils/{area.slug}.pdf", queries.build_facts()["data_version"])


def _site() -> str:
    return site_files.MOUNTED_AT.lstrip("/")


def _way(text: str, address: str, more: str = "") -> str:
    return f'<a href="{escape(address)}" target="_self" {more}>{escape(text)}</a>'
