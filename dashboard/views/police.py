"""What a council's police force recorded, as a fold of the Council page and of a set's.

Nothing here follows the year chosen: offences are held for other years than plans.
"""

from dashboard import words
from dashboard.charts import tracks
from dashboard.page import markup
from dashboard.page.markup import Column
from dashboard.queries import police
from dashboard.words import police as police_words

KEY = [("dot", "The force, per 1,000 children of its area"), ("tick", "England")]
FORCE = [
    Column(police_words.capital(police_words.OFFENCES), lambda r: words.cell(r.offences, r.status)),
    Column(
        "Per 1,000 children of its area",
        lambda r: words.cell(r.per_1000, r.rate_status, words.tenths),
    ),
    Column("England, per 1,000", lambda r: words.derived(r.england_per_1000, words.tenths)),
    Column("Obscene publications", lambda r: words.cell(r.images, r.images_status)),
]
OWN = [
    Column(
        "Plans for sexual abuse here", lambda r: words.cell(r.sexual_plans, r.sexual_plans_status)
    ),
    Column(
        "Assessments that recorded it here",
        lambda r: words.cell(r.csa_assessments, r.csa_assessments_status),
    ),
]
YEAR = Column("Year ending 31 March", lambda r: str(r.year_ending), False)


def of_council(area) -> str:
    """The fold of one area, a row of queries.councils: sentence, picture, table, what to know."""
    force = police.force_of(area.series_code)
    rows = police.recorded(force.code)
    _, dated = police.release()
    partners = police_words.partners(
        area.label, force, police.board_of(area.series_code), dated
    )
    return markup.folded(
        police_words.TITLE,
        markup.prose(
            f"{partners}\n\n{police_words.finding(force, area.label, rows)} "
            f"**{police_words.NOT_SAME}**"
        )
        + _picture(force.label, rows)
        + markup.folded(
            "Every year beside the council's plans and assessments, as a table",
            markup.table(
                police.beside_council(area.series_code).itertuples(),
                [YEAR, *FORCE, *OWN],
                caption=f"{police_words.capital(police_words.name(force.label))} and {area.label}",
            ),
        )
        + know(),
    )


def know() -> str:
    """What a recorded offence is and is not, and where the figures are from."""
    release, _ = police.release()
    listed = "\n".join(f"- {sentence}" for sentence in police_words.KNOW)
    return markup.folded(
        "What a recorded offence is, and is not", markup.prose(listed)
    ) + markup.small(police_words.source(release))


def _picture(label: str, rows) -> str:
    lines = [
        tracks.Row(
            str(r.year_ending),
            tracks.mark("tick", r.england_per_1000) + tracks.mark("dot", r.per_1000),
            f"{words.count(r.offences)}: {words.tenths(r.per_1000)} per 1,000",
        )
        for r in rows.itertuples()
    ]
    return tracks.html(
        lines, KEY, "offences per 1,000 children", f"Recorded by {police_words.name(label)}"
    )
