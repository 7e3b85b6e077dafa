"""What the map says of a measure: its key, and every council's entry and words in every year.

The fact a newcomer gets wrong: zero, a suppressed number and a missing one are not the low end of a
scale, so each has an entry of its own. And the class is a measure like any other, once for each
line of "very low" that a reader may choose, so that the browser never classifies.
"""

from dashboard import queries, theme, words
from dashboard.councils.explorer import claims
from dashboard.queries import map as map_queries
from dashboard.queries import versions
from dashboard.queries.country import england as england_queries
from dashboard.words import explorer as explorer_words
from dashboard.words import map as map_words
from dashboard.words.area import quotes
from dashboard.words.country import england as england_words
from dashboard.words.country import recording

YEAR_WORDS = "year ending March {year}"
CLASS = map_words.CLASS


def class_name(threshold: float) -> str:
    """The file's name of the classes at a line of "very low"."""
    return f"{CLASS}-{threshold:g}"


def names() -> list[str]:
    """Every measure that has a file: the classes at each line, and the measures in bands."""
    return [*map(class_name, queries.LINES), *map_words.MEASURES]


def entry(name: str, label: str, short: str, style: theme.Style, spoken: str = "") -> dict:
    """One entry of a key, as the browser draws and says it."""
    return {
        "id": name,
        "label": label,
        "short": short,
        "spoken": spoken or label[:1].lower() + label[1:],
        "hatch": theme.HATCHES[style.hatch],
        "forcedHatch": theme.HATCHES.get(style.forced_hatch, "solid"),
        "light": style.light[:2],
        "dark": style.dark[:2],
    }


def class_pack(threshold: float) -> dict:
    """The classes of every year at `threshold`.

    Whether a council is below the line is said of its class, and of it where it is otherwise.
    """
    labels = theme.class_labels(threshold)
    short = labels | {
        "suppressed": "Suppressed",
        "very_low": "Very low",
        "at_or_above": f"{threshold:g} or more",
    }
    place = {name: number for number, name in enumerate(labels)}
    classes = queries.classes(threshold).set_index("class").to_dict("index")
    headlines = queries.headlines(threshold).set_index("year_ending")
    years = {}
    for year in queries.plan_years():
        areas = {}
        rows = queries.classes_in(year, threshold).rename(columns={"class": "class_name"})
        for row in rows.itertuples():
            area = [place[row.class_name], words.council_figure(row)]
            below = int(row.is_certainly_below) + int(row.is_possibly_below)
            if below != classes[row.class_name]["mostly_below"]:
                area.append(below)
            areas[row.council_code] = area
        years[year] = {
            "areas": areas,
            "england": " ".join(
                (
                    _england("plan-rate", year, threshold),
                    explorer_words.modelled(queries.headline(year, threshold), threshold),
                )
            ).strip(),
            "range": explorer_words.range_words(headlines.loc[year]),
            "quote": quotes.england(queries.england_in(year)),
        }
    return {
        "name": CLASS,
        "file": class_name(threshold),
        "says": "plan-rate",
        "byThreshold": True,
        "line": threshold,
        "label": "Child protection plans begun for sexual abuse: class",
        "keyTitle": explorer_words.CLASS_KEY,
        "finding": explorer_words.class_finding(threshold, queries.default_threshold()),
        "range": explorer_words.CLASS_RANGE,
        "certain": explorer_words.CLASS_CERTAIN,
        "yearWords": YEAR_WORDS,
        **_sources("sexual_class"),
        "claims": claims.about(CLASS),
        "entries": [
            entry(name, label, short[name], theme.CLASS_STYLES[name])
            | {
                "few": bool(classes[name]["is_none_or_few"]),
                "below": int(classes[name]["mostly_below"]),
            }
            for name, label in labels.items()
        ],
        "years": years,
    }


def sentences(year: int) -> list[str]:
    """The four sentences on England in a year, at the usual line."""
    threshold = queries.default_threshold()
    england, found = queries.england_in(year), queries.headline(year, threshold)
    before = queries.england_in(year - 1) if year - 1 in queries.plan_years() else None
    return england_words.four_sentences(england, before, found, threshold)


def _england(name: str, year: int, threshold: float | None = None) -> str:
    """England's own value, and whether it is below `threshold` itself."""
    measure = map_words.MEASURES[name]
    row = map_queries.england(measure.id, year)
    said = map_words.england(measure, row)
    if threshold is not None and row.value < threshold:
        said += f" {explorer_words.england_is_very_low(threshold)}"
    return said


def key(measure: map_words.Measure) -> list[dict]:
    """Zero, suppressed, the measure's bands from little to much, and no figure."""
    bands = map_queries.bands(measure.id)
    styles = theme.CLASS_STYLES
    # The label of a council says its figure too, so the band alone is spoken before it.
    in_bands = []
    for row, shade in zip(bands.itertuples(), theme.sequential(len(bands)), strict=True):
        label = map_words.band(measure, row.from_value, row.below_value)
        short = label.replace(measure.unit, "") if measure.unit.strip() != "%" else label
        in_bands.append(
            entry(f"band_{int(row.band)}", label, short, shade, f"in the band {label.lower()}")
        )
    return [
        entry("none", "0: none recorded", "None recorded", styles["none"], "none recorded"),
        entry("suppressed", map_words.HIDDEN_KEY, map_words.HIDDEN_KEY, styles["suppressed"]),
        *in_bands,
        entry("not_available", "No figure", "No figure", styles["not_available"]),
    ]


def entry_of(row) -> str:
    """The entry of the key that a row of map_queries.figures is drawn in."""
    if row.status in words.HIDDEN:
        return "suppressed"
    if row.status != "published":
        return "not_available"
    return "none" if row.value == 0 else f"band_{int(row.band)}"


def band_pack(name: str) -> dict:
    """A measure in bands, in every year that has it."""
    measure = map_words.MEASURES[name]
    short = england_queries.under_recorded_by(measure.id)

    def said(england, finding: str) -> dict[str, str]:
        doubt = recording.said(short[short["year_ending"] == england.year_ending])
        return {
            "england": f"{map_words.england(measure, england)} {doubt}".strip(),
            "quote": quotes.measure_of_england(finding, measure, england),
            "caveat": doubt,
        }

    rows = map_queries.figures(measure.id)
    caveat = explorer_words.CAVEAT_OF_AREA if measure.is_of_estimate else ""
    return in_bands(name, measure, key(measure), rows, map_words.figure, said, caveat)


def _sources(measure: str) -> dict[str, str]:
    """In full, and whose they are."""
    ids = versions.sources_of(measure)
    return {"source": versions.source_words(ids), "whose": versions.publishers(ids)}


def in_bands(name: str, measure, entries: list[dict], rows, figure, said, caveat: str) -> dict:
    """A measure's file, by `entries` of its key, with the areas of `rows` in each year's entry.

    `figure` is what is said of a row, `said` of England's row and the finding it has. `caveat` is
    of every year: before the year's own it goes where a quote, a picture or a file of it goes.
    """
    place = {each["id"]: number for number, each in enumerate(entries)}
    years: dict[int, dict] = {}
    for row in rows.itertuples():
        year = years.setdefault(row.year_ending, {"areas": {}})
        year["areas"][row.council_code] = [place[entry_of(row)], figure(measure, row)]
    for of, year in years.items():
        england = map_queries.england(measure.id, of)
        finding = explorer_words.finding(name, measure, england)
        year |= {"finding": finding, **said(england, finding)}
        year["caveat"] = f"{caveat} {year['caveat']}".strip()
    return {
        "name": name,
        "file": name,
        "label": measure.label,
        "keyTitle": explorer_words.KEY_TITLES.get(name, measure.label),
        "yearWords": YEAR_WORDS,
        **_sources(measure.id),
        "claims": claims.about(name),
        "entries": entries,
        "years": dict(sorted(years.items())),
    }


def pack(name: str) -> dict:
    """The measure's file. Raises KeyError for a name that is not of `names`."""
    if name in map_words.MEASURES:
        return band_pack(name)
    return class_pack({class_name(each): each for each in queries.LINES}[name])
