"""The explorer's first file, start.json, and one file for each council.

The fact a newcomer gets wrong: nothing is worked out here. Words come from `words`, numbers from
questions, and squares are of what the questions answer.
"""

from functools import partial
from typing import Any

from dashboard import queries, theme, words
from dashboard.councils import squares
from dashboard.councils.explorer import forces, measures
from dashboard.page.choices import names_in_addresses
from dashboard.queries import compare as compare_queries
from dashboard.queries import explorer as explorer_queries
from dashboard.queries import map as map_queries
from dashboard.queries import versions
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.measures import by_force, other_names
from dashboard.words import abbreviations
from dashboard.words import explorer as explorer_words
from dashboard.words import map as map_words
from dashboard.words.area import quotes
from dashboard.words.country import long_series
from dashboard.words.itself import about as about_words


def start() -> dict:
    """What every view needs: the measures, the councils, England's estimate, and fixed words."""
    threshold = queries.default_threshold()
    facts = queries.build_facts()
    newest = queries.plan_years()[-1]
    last = max(newest, int(facts["newest_assessment_year"]))
    rows = explorer_queries.areas()
    return {
        "version": facts["data_version"],
        "newest": newest,
        "years": list(range(queries.plan_years()[0], last + 1)),
        "threshold": threshold,
        "thresholds": list(queries.LINES),
        "measures": _measures(),
        "councils": _councils(rows),
        "regions": sorted(rows["region_name"].unique()),
        "forces": sorted(rows["police_force"].unique()),
        "otherNames": _other_names(),
        "notOurs": "|".join([*names_in_addresses.TRAVEL, names_in_addresses.OF_THE_SENDER]),
        "inspected": queries.inspected_series(),
        "england": {year: _england(year) for year in queries.plan_years()},
        "words": _words(threshold),
    }


def _other_names() -> dict[str, dict[str, str]]:
    """What else an address may call a measure, council, region or force → what the map calls it."""
    areas = {
        kind: {
            other: row.label
            for row in queries.areas(level).itertuples()
            for other in (row.slug, *row.other_slugs)
        }
        for kind, level in (("region", "region"), ("police", "police_force"))
    }
    return {"measure": other_names("address"), "council": queries.council_other_names(), **areas}


def _measures() -> list[dict]:
    """The list that a reader chooses from, the class first; the rest of each is in its file."""
    change: dict[str, Any] = dict(explorer_words.CHANGE)
    change["entries"] = [
        measures.entry(name, label, short, theme.CHANGE_STYLES[name])
        for name, label, short in change["entries"]
    ]
    return [
        {"name": measures.CLASS, "label": map_words.CLASS_LABEL, "byThreshold": True},
        *(
            {"name": name, "label": each.label}
            for name, each in (*map_words.MEASURES.items(), *by_force().items())
        ),
        {
            "name": "change",
            "label": explorer_words.CHANGE_LABEL,
            "file": measures.CLASS,
            "byThreshold": True,
            "compares": True,
            **change,
        },
    ]


def _councils(rows) -> list[dict]:
    """One a council with its codes, oldest first; `after` are those who took over its ground."""
    slug_of = dict(rows[["council_code", "slug"]].itertuples(index=False, name=None))
    found = []
    for series, codes in rows.groupby("series_code", sort=False):
        row = codes.iloc[0]
        after = dict.fromkeys(slug_of[code] for code in row.successors.split() if code in slug_of)
        found.append(
            {
                "slug": row.slug,
                "label": row.label,
                "series": series,
                "codes": codes["council_code"].tolist(),
                "region": row.region_name,
                "police": row.police_force,
                "first": int(row.first_year),
                "last": int(row.last_year),
                "neighbours": bool(row.has_neighbours),
                "after": [slug for slug in after if slug != row.slug],
            }
        )
    return found


def _england(year: int) -> dict:
    return _beside(squares.of_england(year), year)


def _beside(found: squares.Beside, year: int) -> dict:
    return {"year": year, "squares": found.parts, "words": found.spoken, "sentence": found.sentence}


def _words(threshold: float) -> dict:
    """Words that are the same in every view."""
    # The address and the day are the browser's own.
    cited = partial(versions.citation, ""), partial(versions.bibtex, "")
    citation, bibtex = (made("{address}", "{day}") for made in cited)
    known = abbreviations.meanings()
    return {
        "site": words.SITE,
        "caveatOfAll": f"{words.CAVEAT} {words.COMPARISON_CAVEAT}",
        "caveatShort": words.CAVEAT.rstrip("."),
        "comparison": words.COMPARISON_CAVEAT,
        "status": words.STATUS_LABEL,
        "independent": explorer_words.INDEPENDENT,
        "age": explorer_words.AGE,
        "agedFrom": queries.plan_years()[-1],
        "oldAfter": about_words.OLD_AFTER,
        "sourceShort": explorer_words.PICTURE_SOURCE,
        "estimate": explorer_words.ESTIMATE,
        "notNamed": long_series.not_named(trends_queries.in_print()),
        "caveat": explorer_words.CAVEAT_OF_AREA,
        "per1000": explorer_words.PER_1000,
        "hint": explorer_words.HINT,
        "elsewhere": explorer_words.ELSEWHERE,
        "pinned": explorer_words.PINNED,
        "otherVersion": explorer_words.OTHER_VERSION,
        "yearsTitle": explorer_words.years_title(),
        "yearsShort": explorer_words.YEARS_SHORT,
        "yearsSay": explorer_words.years_say(queries.headlines(threshold)),
        "strip": explorer_words.STRIP,
        "yearsAlt": explorer_words.YEARS_ALT,
        "citation": citation,
        "bibtex": bibtex,
        "attribution": words.BOUNDARIES,
        "abbreviations": {"meanings": known, "pattern": abbreviations.pattern(known)},
    }


def council(slug: str) -> dict:
    """What the panel says of one council. Raises KeyError for a name that is nobody's."""
    rows = explorer_queries.areas()
    of_council = rows[rows["slug"] == slug]
    if of_council.empty:
        raise KeyError(slug)
    series, label = of_council.iloc[0]["series_code"], of_council.iloc[0]["label"]
    name_of = {measure.id: name for name, measure in map_words.MEASURES.items()}
    said: dict[str, dict] = forces.sentences(of_council["council_code"].tolist())
    doubts: dict[str, dict] = {}
    years: dict[int, dict] = {}
    for row in explorer_queries.figures_of(series).itertuples():
        name = name_of[row.measure]
        england = map_queries.england(row.measure, row.year_ending)
        sentence = quotes.sentence(map_words.MEASURES[name], row, england)
        said.setdefault(name, {})[row.year_ending] = sentence
    for note in explorer_queries.notes_of(series).itertuples():
        if note.measure in name_of:
            of_measure = doubts.setdefault(name_of[note.measure], {})
            of_measure.setdefault(note.year_ending, []).append(note.explanation)
    for year in queries.plan_years():
        if found := squares.of_council(series, label, year):
            years[year] = _beside(found, year)
    return {
        "label": label,
        "said": said,
        "doubts": doubts,
        "years": years,
        "neighbours": compare_queries.neighbours(series)["slug"].tolist(),
    }
