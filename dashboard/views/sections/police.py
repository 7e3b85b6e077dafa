"""What police forces recorded, as folds of the Council page, of a set's page and of Compare.

Nothing here follows the year chosen: offences are held for other years than plans.
"""

from dashboard import words
from dashboard.charts import tracks
from dashboard.page import markup
from dashboard.page.columns import YEAR
from dashboard.page.markup import Column
from dashboard.queries import police
from dashboard.words import police as police_words

KEY = [("dot", "The force, per 1,000 children of its area"), ("tick", "England")]
FORCE = [
    Column(words.capital(police_words.OFFENCES), lambda r: words.cell(r.offences, r.status)),
    Column("Per 1,000 children of its area", lambda r: _rate(r)),
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


def of_council(area) -> str:
    """The fold of one area, a row of queries.councils: sentence, picture, table, what to know."""
    force = police.force_of(area.series_code)
    rows = police.recorded(force.code)
    _, dated = police.release()
    partners = police_words.partners(force, police.board_of(area.series_code), dated)
    return _fold(
        police_words.TITLE,
        markup.prose(
            f"{partners}\n\n{police_words.finding(force, (area.label,), rows)} "
            f"**{police_words.NOT_SAME}**"
        )
        + _picture(force.label, rows)
        + markup.folded(
            "Every year beside the council's plans and assessments, as a table",
            markup.table(
                police.beside_council(area.series_code).itertuples(),
                [YEAR, *FORCE, *OWN],
                caption=f"{words.capital(police_words.name(force.label))} and {area.label}",
            ),
        )
        + know(),
    )


def of_set(series: tuple[str, ...], labels: tuple[str, ...]) -> str:
    """The fold of several councils: what each of their forces recorded, the fewest words first."""
    forces = police.forces_of(series)
    told = ""
    for force in forces[: police_words.MOST_FORCES]:
        rows = police.recorded(force.code)
        whose = words.capital(police_words.name(force.label))
        told += (
            markup.prose(f"{police_words.finding(force, labels, rows)} **{police_words.NOT_SAME}**")
            + _picture(force.label, rows)
            + markup.folded(
                f"{whose}: every year, as a table",
                markup.table(rows.itertuples(), [YEAR, *FORCE], caption=whose),
            )
        )
    if len(forces) > police_words.MOST_FORCES:
        told += markup.prose(police_words.more_forces(len(forces) - police_words.MOST_FORCES))
    return _fold(police_words.TITLE_OF_SET, told + know())


def _fold(title: str, body: str) -> str:
    """A fold that an address, and the list of what is on the page, can name."""
    return f'<div id="police">{markup.folded(title, body)}</div>'


def side_by_side() -> str:
    """Every force of the newest year beside its councils' plans, by name, as a fold."""
    year = police.years()[-1]
    rows = police.forces(year)
    return markup.folded(
        f"{police_words.SIDE_BY_SIDE}, {words.year_ending(year)}",
        markup.prose(f"{police_words.SIDE_BY_SIDE_SAYS} **{police_words.NOT_SAME}**")
        + markup.table(
            rows.itertuples(),
            [
                Column("Police force", lambda r: _linked(r, year), False),
                Column("Councils", lambda r: words.count(r.councils)),
                Column("Offences", lambda r: words.cell(r.offences, r.status)),
                Column("Per 1,000", lambda r: _rate(r)),
                Column("Over three years", lambda r: police_words.VERDICTS[r.verdict], False),
                Column("Plans", lambda r: _plans(r)),
                Column(
                    "Plans per 1,000",
                    lambda r: words.value_range(r.rate_min, r.rate_max, words.rate) or "[x]",
                ),
            ],
            caption=f"{police_words.SIDE_BY_SIDE}, {words.year_ending(year)}",
        )
        + know(),
    )


def _linked(row, year: int):
    """The force, with a link to the page of its councils where there are several."""
    if words.is_missing(row.slug):
        return row.label
    return markup.link(row.label, "council", set=row.slug, year=year)


def _rate(row) -> str:
    if row.children < police_words.FEW_CHILDREN:
        return f"{words.cell(row.per_1000, row.status, words.tenths)} (few children)"
    return words.cell(row.per_1000, row.status, words.tenths)


def _plans(row) -> str:
    return words.value_range(row.sexual_plans_min, row.sexual_plans_max, words.count) or "[x]"


def know() -> str:
    """What a recorded offence is and is not, and where the figures are from."""
    release, _ = police.release()
    listed = "\n".join(f"- {sentence}" for sentence in police_words.know(police.counted()))
    return markup.folded(
        "What a recorded offence is, and is not", markup.prose(listed)
    ) + markup.small(police_words.source(release))


def _picture(label: str, rows) -> str:
    """Each year's rate beside England's; "" where there are too few children for rates."""
    if rows["children"].max() < police_words.FEW_CHILDREN:
        return ""
    lines = [
        tracks.Row(
            str(r.year_ending),
            tracks.mark("tick", r.england_per_1000) + tracks.mark("dot", r.per_1000),
            f"{words.cell(r.offences, r.status)}: "
            f"{words.cell(r.per_1000, r.rate_status, words.tenths)} per 1,000",
        )
        for r in rows.itertuples()
    ]
    return tracks.html(
        lines, KEY, "offences per 1,000 children", f"Recorded by {police_words.name(label)}"
    )
