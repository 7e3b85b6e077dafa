"""What an area may ask itself, and who has looked: the last two sections of the Council page."""

from html import escape

from dashboard.page import markup, review_links
from dashboard.page import sections as page_sections
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import council_life as council_life_queries
from dashboard.words.area import audits
from dashboard.words.area import council_page as short
from dashboard.words.area import council_sections as said
from dashboard.words.area import questions as questions_words

MOST_ASKED = 3  # questions in sight


def questions(area, year: int, _threshold: float) -> str:
    """The first questions, those of the area's own figures before those asked of every area."""
    asked = questions_words.chosen(council_queries.question_facts(area.series_code, year))
    raised = sum(bool(q.because) for q in asked)
    first = sorted(asked, key=lambda q: not q.because)[: min(MOST_ASKED, max(raised, 2))]
    listed = "".join(
        f'<li><p class="theme">{review_links.theme(q.theme)}</p><p>{escape(q.ask)}</p>'
        + (f'<p class="small">Asked because: {escape(q.because)}</p>' if q.because else "")
        + f'<p class="small">{audits.LABEL} {escape(audits.of(q))}</p></li>'
        for q in first
    )
    whom = short.FOR_WHOM.format(label=area.label) if area.is_former else area.label
    return (
        page_sections.heading(short.SECTIONS, "questions")
        + markup.prose(short.TO_ASK.format(whom=whom, year=year))
        + f'<ul class="asked">{listed}</ul>'
    )


def reviews(area) -> str:
    """Joint inspections of the area on sexual abuse or exploitation, round by round."""
    rows = council_life_queries.inspections(area.series_code)
    found = {row.round: said.inspection(row) for row in rows.itertuples()}
    rounds = "".join(
        f"<li{' class=own' if r.round in found else ''}><strong>{escape(r.round)}</strong>"
        f"<span>{escape(found.get(r.round, r.theme))}</span></li>"
        for r in council_life_queries.rounds().itertuples()
    )
    return (
        page_sections.heading(short.SECTIONS, "reviews")
        + markup.prose(short.reviews(area.label, len(found)))
        + f'<ul class="rounds">{rounds}</ul>'
        + f'<p class="small">{review_links.inspections()}</p>'
    )
