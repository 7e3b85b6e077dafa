"""A measure of police forces on the map: each council in its force's figure, under force borders.

The fact a newcomer gets wrong: nothing here is a council's. Two councils of a force have one entry
and one figure because the force has, and every label says whose it is.
"""

from dashboard import words
from dashboard.councils.explorer import measures
from dashboard.councils.explorer.tables import REGION, packed
from dashboard.page.markup import Column
from dashboard.queries import police
from dashboard.queries.measures import by_force
from dashboard.words import map as map_words
from dashboard.words import police as police_words

FILE = "forces.json"  # the borders


def pack(name: str) -> dict:
    """The measure's file, as measures.band_pack has it, with `byForce`."""
    measure = by_force()[name]

    def said(england, _finding: str) -> dict[str, str]:
        rate = f"{map_words.value(measure, england.value)}{measure.unit}"
        return dict.fromkeys(("england", "quote"), police_words.england(england, rate))

    # Nothing of it is hidden, so its key has no entry for that.
    entries = [each for each in measures.key(measure) if each["id"] != "suppressed"]
    rows = police.of_councils(measure.id)
    caveat = police_words.NOT_DIVIDED
    return {
        **measures.in_bands(name, measure, entries, rows, _figure, said, caveat),
        "byForce": True,
    }


def _figure(measure: map_words.Measure, row) -> str:
    """What the council's force recorded, and that it is the force's."""
    whose = police_words.name(row.force)
    if row.status != "published":
        return f"{whose}: no figure"
    few = " (few children)" if row.base < police_words.FEW_CHILDREN else ""
    return (
        f"{whose}: {map_words.value(measure, row.value)}{measure.unit}{few}, "
        f"{map_words.counted(measure, row.counted)}"
    )


def table(name: str) -> dict:
    """The table of every council: its force, and what that recorded."""
    measure = by_force()[name]
    labels = {each["id"]: each["label"] for each in measures.key(measure)}
    columns = [
        REGION,
        Column("Police force", lambda r: r.force, False),
        Column("In the key", lambda r: labels[measures.entry_of(r)], False),
        Column("Offences, of the force", lambda r: words.cell(r.counted, r.counted_status)),
        Column("Children, of the force's area", lambda r: words.cell(r.base, r.base_status)),
        Column(
            "Per 1,000, of the force",
            lambda r: words.cell(r.value, r.status, lambda v: map_words.value(measure, v)),
        ),
    ]
    rows = police.of_councils(measure.id)
    years = {int(year): of.itertuples() for year, of in rows.groupby("year_ending")}
    return packed(years, columns, f"{measure.label}, {words.year_ending('{year}')}")
