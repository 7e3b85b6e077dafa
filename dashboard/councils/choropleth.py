"""What the map says of a measure: the legend and every council's words, packed once and kept.

Packing the years costs tens of milliseconds, so it is done once for each version of the data and
each threshold or measure, not on every rerun. The fact a newcomer gets wrong: zero, a suppressed
number and a missing one are not the low end of a scale, so each has an entry of its own.
"""

from dashboard import database, queries, theme, words
from dashboard.councils import council_map
from dashboard.queries import map as map_queries
from dashboard.queries import measures
from dashboard.words import map as map_words


def class_figures(threshold: float) -> council_map.Figures:
    """All years of the class map at `threshold`."""
    return database.kept(("class figures", threshold), lambda: _class_figures(threshold))


def _class_figures(threshold: float) -> council_map.Figures:
    legend = [
        council_map.LegendEntry(name, label, theme.CLASS_STYLES[name])
        for name, label in theme.class_labels(threshold).items()
    ]
    years = {
        year: {
            row["council_code"]: council_map.Area(
                row["class"], words.council_figure(row, threshold)
            )
            for _, row in queries.classes_in(year, threshold).iterrows()
        }
        for year in queries.plan_years()
    }
    said = {year: england_words("sexual_plan_rate", year, threshold) for year in years}
    return council_map.pack(legend, years, said=said)


def england_words(measure_id: str, year: int, threshold: float | None = None) -> str:
    """England's own value of the measure, and whether it is below `threshold` itself."""
    measure = measures.named(measure_id)
    row = map_queries.england(measure_id, year)
    said = map_words.england(measure, row)
    if threshold is not None and row.value < threshold:
        said += (
            f" That is below {threshold:g}: England taken as a whole, the average council so to "
            "speak, is “very low” by this measure."
        )
    return said


def measure_figures(measure: map_words.Measure) -> council_map.Figures:
    """All years of the map of a measure in bands."""
    return database.kept(("measure figures", measure.id), lambda: _measure_figures(measure))


def measure_legend(measure: map_words.Measure) -> list[council_map.LegendEntry]:
    """Zero, suppressed, the measure's bands from little to much, and no figure."""
    bands = map_queries.bands(measure.id)
    shades = theme.sequential(len(bands))
    styles = theme.CLASS_STYLES
    # The label of a council says its figure too, so the band alone is spoken before it.
    in_bands = [
        council_map.LegendEntry(
            band_id(row.band),
            map_words.band(measure, row.from_value, row.below_value),
            shade,
            f"in the band {map_words.band(measure, row.from_value, row.below_value).lower()}",
        )
        for row, shade in zip(bands.itertuples(), shades, strict=True)
    ]
    return [
        council_map.LegendEntry("none", "0: none recorded", styles["none"], "none recorded"),
        council_map.LegendEntry(
            "suppressed", "Suppressed, or not shown here", styles["suppressed"]
        ),
        *in_bands,
        council_map.LegendEntry("not_available", "No figure", styles["not_available"]),
    ]


def band_id(band: float) -> str:
    """The legend's name for a band of measure_band."""
    return f"band_{int(band)}"


def entry_of(row) -> str:
    """The legend entry that a row of map_queries.figures is drawn in."""
    if row.status in words.HIDDEN:
        return "suppressed"
    if row.status != "published":
        return "not_available"
    return "none" if row.value == 0 else band_id(row.band)


def _measure_figures(measure: map_words.Measure) -> council_map.Figures:
    years: dict[int, dict[str, council_map.Area]] = {}
    for row in map_queries.figures(measure.id).itertuples():
        years.setdefault(row.year_ending, {})[row.council_code] = council_map.Area(
            entry_of(row), map_words.figure(measure, row)
        )
    said = {year: england_words(measure.id, year) for year in years}
    return council_map.pack(measure_legend(measure), years, said=said)
