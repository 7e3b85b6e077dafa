"""The table of every council, packed once and kept: what choropleth.py is for the map.

The columns of a measure are what is counted, the range it can be in, what it is divided by, and
the measure itself; those of the classes have the class and what would be expected as well.
"""

from dashboard import database, queries, theme, words
from dashboard.councils import choropleth, council_table
from dashboard.page.markup import Column
from dashboard.queries import map as map_queries
from dashboard.words import council as council_words
from dashboard.words import map as map_words

REGION = Column("Region", lambda r: r.region_name, False)


def class_cells(threshold: float) -> council_table.Cells:
    """All years of the classes at `threshold`."""
    return database.kept(("class cells", threshold), lambda: _class_cells(threshold))


def _class_cells(threshold: float) -> council_table.Cells:
    labels = theme.class_labels(threshold)
    years = {
        year: queries.classes_in(year, threshold).rename(columns={"class": "class_name"})
        for year in queries.plan_years()
    }
    columns = [
        REGION,
        Column("Class", lambda r: labels[r.class_name], False),
        Column("Plans", lambda r: words.cell(r.sexual_plans, r.sexual_plans_status)),
        Column(
            "Can be",
            lambda r: council_words.can_be(
                r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status
            ),
        ),
        Column(
            "Per 1,000",
            lambda r: words.cell(
                r.sexual_rate_per_1000,
                r.sexual_plans_status,
                lambda v: words.rate_beside_threshold(v, threshold),
            ),
        ),
        Column("Expected", lambda r: f"{r.expected_plans_at_england_rate:.1f}"),
        Column("Children", lambda r: words.count(r.children)),
    ]
    return council_table.pack(
        {year: rows.itertuples() for year, rows in years.items()},
        columns,
        f"Child protection plans started for sexual abuse, {words.year_ending('{year}')}",
    )


def measure_cells(measure: map_words.Measure) -> council_table.Cells:
    """All years of a measure in bands."""
    return database.kept(("measure cells", measure.id), lambda: _measure_cells(measure))


def _measure_cells(measure: map_words.Measure) -> council_table.Cells:
    years = {
        year: map_queries.figures_in(measure.id, year).itertuples()
        for year in map_queries.years(measure.id)
    }
    caption = f"{measure.label}, {words.year_ending('{year}')}"
    return council_table.pack(years, [REGION, *_measure_columns(measure)], caption)


def _measure_columns(measure: map_words.Measure) -> list[Column]:
    """Columns of a measure in bands: value, what is counted, its range, what it is divided by."""
    labels = {entry.id: entry.label for entry in choropleth.measure_legend(measure)}
    counted = measure.counted[1].capitalize()
    columns = [
        Column("In the key", lambda r: labels[choropleth.entry_of(r)], False),
        Column(counted, lambda r: words.cell(r.counted, r.counted_status)),
    ]
    columns.append(Column("Can be", lambda r: map_words.can_be(measure, r)))
    if measure.base:
        columns += [
            Column(measure.base, lambda r: words.cell(r.base, r.base_status)),
            Column(measure.unit.strip().capitalize(), lambda r: map_words.printed(measure, r)),
        ]
    return columns
