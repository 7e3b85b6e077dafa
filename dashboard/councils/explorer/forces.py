"""A measure of police forces on the map: each council in its force's figure, under force borders.

The fact a newcomer gets wrong: nothing here is a council's. Two councils of a force have one entry
and one figure because the force has, and every label says whose it is.
"""

from dashboard import queries, words
from dashboard.councils.explorer import measures
from dashboard.councils.explorer.tables import REGION, packed
from dashboard.page.markup import Column
from dashboard.queries import map as map_queries
from dashboard.queries import police, versions
from dashboard.queries.measures import by_force
from dashboard.words import explorer as explorer_words
from dashboard.words import map as map_words
from dashboard.words import police as police_words

FILE = "forces.json"  # the borders


def pack(name: str) -> dict:
    """The measure's file, as measures.band_pack has it, with `byForce`."""
    measure = by_force()[name]
    # Nothing of it is hidden, so its key has no entry for that.
    entries = [each for each in measures.key(measure) if each["id"] != "suppressed"]
    place = {each["id"]: number for number, each in enumerate(entries)}
    years: dict[int, dict] = {}
    for row in police.of_councils(measure.id).itertuples():
        year = years.setdefault(row.year_ending, {"areas": {}})
        year["areas"][row.council_code] = [place[measures.entry_of(row)], _figure(measure, row)]
    for of, said in years.items():
        england = map_queries.england(measure.id, of)
        rate = f"{map_words.value(measure, england.value)}{measure.unit}"
        said["england"] = said["quote"] = police_words.england(england, rate)
        said["finding"] = explorer_words.finding(name, measure, england)
    source = versions.source_words(list(queries.indicator(measure.id)["sources"]))
    return {
        "name": name,
        "file": name,
        "byForce": True,
        "label": measure.label,
        "keyTitle": explorer_words.KEY_TITLES.get(name, measure.label),
        "yearWords": measures.YEAR_WORDS,
        "source": f"{police_words.NOT_DIVIDED} {source}",
        "entries": entries,
        "years": years,
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
