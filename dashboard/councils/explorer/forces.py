"""A measure of police forces on the map: each council in its force's figure, under force borders.

The fact a newcomer gets wrong: nothing here is a council's. Two councils of a force have one entry
and one figure because the force has, and every label says whose it is.
"""

from dashboard import words
from dashboard.councils.explorer import measures
from dashboard.councils.explorer.tables import REGION, packed
from dashboard.page.markup import Column
from dashboard.queries import map as map_queries
from dashboard.queries import police
from dashboard.queries.measures import by_force
from dashboard.words import map as map_words
from dashboard.words import police as police_words
from dashboard.words.area import quotes

FILE = "forces.json"  # the borders


def pack(name: str) -> dict:
    """The measure's file, as measures.band_pack has it, with `byForce`."""
    measure = by_force()[name]

    def said(england, finding: str) -> dict[str, str]:
        rate = f"{map_words.value(measure, england.value)}{measure.unit}"
        return {
            "england": police_words.england(england, rate),
            "quote": quotes.measure_of_england(finding, measure, england),
            "caveat": police_words.NOT_SAME,
        }

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
        f"{whose}: {map_words.value(measure, row.value, row.below_value)}{measure.unit}{few}, "
        f"{map_words.counted(measure, row.counted)}"
    )


def sentences(codes: list[str]) -> dict[str, dict[int, str]]:
    """Measure → year → what the force of the council of these codes recorded, as a sentence."""
    said: dict[str, dict[int, str]] = {}
    for name, measure in by_force().items():
        rows = police.of_councils(measure.id)
        for row in rows[rows["council_code"].isin(codes)].itertuples():
            england = map_queries.england(measure.id, row.year_ending)
            said.setdefault(name, {})[row.year_ending] = quotes.of_force(measure, row, england)
    return said


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
        Column("Per 1,000, of the force", lambda r: map_words.printed(measure, r)),
    ]
    rows = police.of_councils(measure.id)
    years = {int(year): of.itertuples() for year, of in rows.groupby("year_ending")}
    return packed(years, columns, f"{measure.label}, {words.year_ending('{year}')}")
