"""The table of every council, packed once and kept: what choropleth.py is for the map.

The columns of a measure are what is counted, the range it can be in, what it is divided by, and
the measure itself; those of the classes have the class and what would be expected as well.
"""

import choropleth
import council_table
import database
import queries
import queries.map
import theme
import words
import words.council
import words.map
from markup import Column

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
        Column("Can be", lambda r: words.council.can_be(
            r.sexual_plans_min, r.sexual_plans_max, r.sexual_plans_status)),
        Column("Per 1,000", lambda r: words.cell(
            r.sexual_rate_per_1000, r.sexual_plans_status,
            lambda v: words.rate_beside_threshold(v, threshold))),
        Column("Expected", lambda r: f"{r.expected_plans_at_england_rate:.1f}"),
        Column("Children", lambda r: words.count(r.children)),
    ]  # fmt: skip
    return council_table.pack(
        {year: rows.itertuples() for year, rows in years.items()}, columns,
        f"Child protection plans started for sexual abuse, {words.year_ending('{year}')}",
    )  # fmt: skip


def measure_cells(measure: words.map.Measure) -> council_table.Cells:
    """All years of a measure in bands."""
    return database.kept(("measure cells", measure.id), lambda: _measure_cells(measure))


def _measure_cells(measure: words.map.Measure) -> council_table.Cells:
    years = {
        year: queries.map.figures_in(measure.id, year).itertuples()
        for year in queries.map.years(measure.id)
    }
    caption = f"{measure.label}, {words.year_ending('{year}')}"
    return council_table.pack(years, [REGION, *_measure_columns(measure)], caption)


def _measure_columns(measure: words.map.Measure) -> list[Column]:
    """Columns of a measure in bands: value, what is counted, its range, what it is divided by."""
    labels = {entry.id: entry.label for entry in choropleth.measure_legend(measure)}
    counted = measure.counted[1].capitalize()
    columns = [
        Column("In the key", lambda r: labels[choropleth.entry_of(r)], False),
        Column(counted, lambda r: words.cell(r.counted, r.counted_status)),
    ]
    if measure.counted is words.map.PLANS:
        columns.append(Column("Can be", lambda r: words.map.can_be(measure, r)))
    if measure.base:
        columns += [
            Column(measure.base, lambda r: words.cell(r.base, r.base_status)),
            Column(measure.unit.strip().capitalize(), lambda r: words.map.printed(measure, r)),
        ]
    return columns
