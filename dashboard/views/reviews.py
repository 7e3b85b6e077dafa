"""Reviews and inspections: what others found, counted and asked for, each with source and date."""

from functools import partial
from html import escape
from itertools import groupby

from dashboard import queries, words
from dashboard.charts import hundred, picture, tracks
from dashboard.page import markup, parts, sections
from dashboard.page.markup import Column
from dashboard.queries import reviews as review_queries
from dashboard.words import reviews as said
from dashboard.words.area.questions import THEMES

CARDS = ("national_review", "iicsa", "jay", "casey")
OF_CARDS = ("asked", "asked_of_government", "found")
# Findings of a round → the round in the table of inspections.
ROUNDS = {"jtai_2025": "2025-26", "jtai_2018": "2018-19", "jtai_2016": "2016"}


heading = partial(sections.heading, said.SECTIONS)


def cited(finding) -> str:
    """A link to its publication by the number in the page's list."""
    number = finding.source_number
    return (
        f'<a href="#review-source-{number}" aria-label="Source {number}: {escape(finding.source)}">'
        f"[{number}]</a>"
    )


def listed(rows, is_named: bool = True) -> str:
    """Findings as lists, one for each publication and base: whose, of what, when, and where.

    A heading above may say whose they are; then `is_named` is false.
    """
    html = "" if len(rows) else markup.prose(said.NOTHING)
    told = [(said.about(r, is_named), cited(r), r) for r in rows.itertuples()]
    for (about, link), group in groupby(told, key=lambda each: each[:2]):
        lines = "".join(f"<li>{escape(said.item(r))}</li>" for *_, r in group)
        html += f'<p class="whose">{escape(about)} {link}</p><ul class="findings">{lines}</ul>'
    return html


def bars(rows, name: str, level: int) -> str:
    """Shares as bars on lines from 0 to all, under a heading that says what most are of."""
    base = rows["base"].mode()[0]
    title = said.GROUPS[name].format(base=base)
    drawn = tracks.html(
        [
            tracks.Row(r.finding, tracks.mark("bar", 0, r.value), said.share_in(r, base), top=100.0)
            for r in rows.itertuples()
        ],
        [("bar", "Share")],
        "Lines run from 0 to 100%",
        title,
    )
    whose = "; ".join(dict.fromkeys(rows["source"]))
    return markup.heading(title, level) + picture.taken(drawn, title, said.OF_SHARES, whose)


def first_screen(found) -> str:
    """The finding, what it rests on, and what else the same reviews show."""
    told = found[found["part"] == "told"].iloc[0]
    size = found[found["part"] == "size"]
    beside = found[found["part"].isin(["known_risk", "other_harm"])]
    return (
        f'<div class="first reviews"><figure><h2>{escape(said.told_title(told))}</h2>'
        + picture.taken(
            hundred.html(told.value, said.told_alt(told)),
            said.told_title(told),
            said.OF_DOTS,
            told.source,
        )
        + f"<figcaption>{said.OF_DOTS} {cited(told)}.</figcaption>"
        + markup.prose(said.what_it_read(size))
        + "</figure><div>"
        + bars(beside, "other_harm", 2)
        + "</div></div>"
    )


def who(found) -> str:
    """The children and those who harmed them, each share with what it is of."""
    html = heading("who") + markup.prose(said.ABOUT_SHARES)
    html += '<div class="reviews first">'
    for part in ("children", "harmed_by"):
        html += f"<div>{bars(found[found['part'] == part], part, 3)}</div>"
    size = found[found["part"] == "size"]
    return f"{html}</div>" + markup.folded(
        "What the national review read and whom it heard", markup.prose(said.heard(size))
    )


def theme(found, name: str) -> str:
    """A theme: what was found beside what inspectors look for and what was asked for."""
    of_theme = found[found["theme"] == name]
    columns = "".join(
        f"<div>{markup.heading(title, 3)}"
        f"{listed(of_theme[of_theme['part'].isin(said.OF_COLUMN[column])])}</div>"
        for column, title in said.COLUMNS.items()
    )
    return (
        heading(said.THEME_ID.format(name))
        + markup.prose(said.OF_THEME[name])
        + f'<div class="three">{columns}</div>'
    )


def inspections(found) -> str:
    """How joint inspections are done, what each round said, and the areas inspected."""
    areas = review_queries.areas()
    rounds = ""
    for name, years in ROUNDS.items():
        rows = found[(found["review"] == name) & found["theme"].isna()]
        links = ", ".join(
            markup.link(r.label, "council", council=r.slug)
            for r in areas[areas["round"] == years].itertuples()
        )
        rounds += f"<li><strong>{escape(said.REVIEWS[name])}</strong><p>{links}.</p>"
        rounds += f"{listed(rows, False)}</li>"
    table = markup.table(
        areas.itertuples(),
        [
            Column("Area", lambda r: markup.link(r.label, "council", council=r.slug), False),
            Column("Round", lambda r: f"{r.round}: {r.theme}", False),
            Column("Fieldwork", said.fieldwork, False),
            Column("Letter published", said.letter, False),
            Column("Source", lambda r: r.source, False),
        ],
        caption="Areas inspected jointly on sexual abuse or exploitation, newest round first",
    )
    return (
        heading("inspections")
        + markup.prose(said.AREAS)
        + f'<ul class="rounds told">{rounds}</ul>'
        + markup.folded(said.areas_title(len(areas)), table)
        + f"<p>{markup.link('These areas on the map', '.', inspected='yes')}</p>"
    )


def inquiries(found) -> str:
    """What is under no theme: what inquiries found and asked for, and what government changes."""
    rest = found[found["theme"].isna()]
    cards = ""
    for name, title in ((name, said.REVIEWS[name]) for name in CARDS):
        rows = rest[(rest["review"] == name) & rest["part"].isin(OF_CARDS)]
        cards += f"<li><strong>{escape(title)}</strong>{listed(rows, False)}</li>"
    reforms = listed(rest[rest["review"] == "reform"], False)
    return (
        heading("inquiries")
        + f'<ul class="rounds told">{cards}</ul>'
        + markup.folded(said.REFORMS, markup.prose(said.ABOUT_REFORMS) + reforms)
    )


def timeline() -> str:
    """Every event in order, each a line that an address can name."""
    lines, met = "", set()
    for event in queries.events().itertuples():
        name = f"event-{event.event_date}"
        while name in met:
            name += "-b"
        met.add(name)
        lines += (
            f'<li id="{name}" class="section {event.kind}"><a href="#{name}">'
            f"{words.dated(event.event_date)}</a><strong>{said.kind(event)}</strong>"
            f"<p>{escape(event.event)} <span>{escape(event.source)}</span></p></li>"
        )
    return (
        heading("what-happened")
        + markup.prose(said.ABOUT_EVENTS)
        + f'<ol class="events">{lines}</ol>'
    )


def publications() -> str:
    """The publications by number, with their dates as far as these are known."""
    lines = "".join(
        f'<li id="review-source-{r.number}" class="section">{escape(said.publication(r))}</li>'
        for r in review_queries.sources().itertuples()
    )
    return heading("review-sources") + f'<ol class="small">{lines}</ol>'


with parts.page(said.TITLE, said.LEAD):
    found = review_queries.findings()
    sections.contents(said.SECTIONS)
    parts.block(("reviews", "first"), lambda: first_screen(found))
    parts.block(("reviews", "who"), lambda: who(found))
    parts.block(
        ("reviews", "themes"),
        lambda: (
            "".join(theme(found, name) for name in THEMES)
            + f'<p class="small">{escape(said.PLACED)}</p>'
            + f"<p>{markup.link(said.TO_QUESTIONS, 'council')}</p>"
        ),
    )
    parts.block(("reviews", "inspections"), lambda: inspections(found))
    parts.block(("reviews", "inquiries"), lambda: inquiries(found))
    parts.block(("reviews", "timeline"), timeline)
    parts.block(("reviews", "publications"), publications)
