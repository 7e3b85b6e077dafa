"""The table of every council, for the browser to write: every cell of every year, in words.

The columns of a measure are what is counted, the range it can be in, what it is divided by, and the
measure itself; those of the classes have the class and what would be expected as well.
"""

from collections.abc import Iterable, Mapping, Sequence

from dashboard import queries, theme, words
from dashboard.councils.explorer import measures
from dashboard.page import columns as columns_of
from dashboard.page.markup import Column
from dashboard.queries import map as map_queries
from dashboard.words import map as map_words
from dashboard.words.area.council import expected

REGION = Column("Region", lambda r: r.region_name, False)


def pack(name: str) -> dict:
    """The table of a measure, by the name of its file."""
    if name in map_words.MEASURES:
        return _of_measure(map_words.MEASURES[name])
    return _of_class({measures.class_name(each): each for each in queries.LINES}[name])


def _of_class(threshold: float) -> dict:
    labels = theme.class_labels(threshold)
    years = {
        year: queries.classes_in(year, threshold).rename(columns={"class": "class_name"})
        for year in queries.plan_years()
    }
    columns = [
        REGION,
        Column("Class", lambda r: labels[r.class_name], False),
        columns_of.plans(),
        columns_of.CAN_BE,
        columns_of.per_1000(),
        Column("Expected", lambda r: expected(r.expected_plans_at_england_rate)),
        Column("Children", lambda r: words.count(r.children)),
    ]
    caption = f"Child protection plans started for sexual abuse, {words.year_ending('{year}')}"
    return packed({year: rows.itertuples() for year, rows in years.items()}, columns, caption)


def _of_measure(measure: map_words.Measure) -> dict:
    labels = {each["id"]: each["label"] for each in measures.key(measure)}
    columns = [
        REGION,
        Column("In the key", lambda r: labels[measures.entry_of(r)], False),
        Column(measure.counted[1].capitalize(), lambda r: words.cell(r.counted, r.counted_status)),
    ]
    columns.append(Column("Can be", lambda r: map_words.can_be(measure, r)))
    if measure.base:
        columns += [
            Column(
                measure.base,
                lambda r: words.cell(
                    r.base, r.base_status, lambda n: map_words.base_number(measure, n)
                ),
            ),
            Column(measure.unit.strip().capitalize(), lambda r: map_words.printed(measure, r)),
        ]
    years = {
        year: map_queries.figures_in(measure.id, year).itertuples()
        for year in map_queries.years(measure.id)
    }
    return packed(years, columns, f"{measure.label}, {words.year_ending('{year}')}")


def packed(years: Mapping[int, Iterable], columns: Sequence[Column], caption: str) -> dict:
    """The words of every cell. `years` holds each year's rows, by name; `{year}` in `caption` is
    the year. A row has council_code, label and slug; its name, a link to its page, comes first.

    Raises ValueError for a blank cell: a reader could not tell it from zero.
    """
    names: dict[str, list[str]] = {}
    rows_of: dict[int, list] = {}
    for year, rows in years.items():
        rows_of[year] = []
        for row in rows:
            names[row.council_code] = [row.label, row.slug]
            cells = [column.text(row) for column in columns]
            if "" in cells:
                raise ValueError(f"blank cell under {columns[cells.index('')].label!r}")
            rows_of[year].append([row.council_code, *cells])
    return {
        "caption": caption,
        "columns": [[column.label, column.is_number] for column in columns],
        "symbols": words.SYMBOL_MEANINGS,
        "names": names,
        "years": rows_of,
    }
