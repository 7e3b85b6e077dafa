"""Questions of the Data page: the rows a reader's filters leave, in one of two forms.

The fact a newcomer gets wrong: the reader's words never become SQL. A filter chooses among columns
named here, and its values are bound. Whole answers are not kept in memory as others are: there are
as many of them as there are filters, and the longest has 130,000 rows.
"""

from textwrap import dedent, indent
from typing import NamedTuple

import pandas as pd

from dashboard import database
from dashboard.database import ask
from dashboard.queries.data_forms import (
    CONDITIONS,
    KEYS,
    LONG,
    MEASURES_OF,
    ORDERS,
    RELATIONS,
    USUAL_COLUMNS,
    WIDE,
)
from dashboard.queries.measures import other_names
from dashboard.takeaway import downloads


class Selection(NamedTuple):
    """What a reader asks for. A filter without values lets everything through."""

    form: str
    filters: tuple[tuple[str, tuple[str, ...]], ...]
    columns: tuple[str, ...]

    def without(self, name: str) -> "Selection":
        """The same without one filter."""
        return self._replace(filters=tuple(f for f in self.filters if f[0] != name))


def sql(selection: Selection, columns: str) -> tuple[str, list[str]]:
    """The question and its bound values. `columns` is SQL of ours, never a reader's words."""
    conditions: list[str] = []
    values: list[str] = []
    for name, chosen in selection.filters:
        condition = CONDITIONS[selection.form].get(name)
        if condition and chosen:
            conditions.append("(" + " OR ".join(f"({condition})" for _ in chosen) + ")")
            values += map(_current, chosen) if name == "measures" else chosen
    where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    relation = dedent(RELATIONS[selection.form]).strip()
    return f"SELECT {columns}\nFROM (\n{indent(relation, '    ')}\n){where}", values


def _current(name: str) -> str:
    """The name of today of a measure, whichever name it had when the link was made."""
    return other_names("id").get(name.replace("_", "-"), name)


def columns_of(form: str) -> pd.DataFrame:
    """The columns a form can show: column_name, data_type, unit, description; in the table's order.

    Names and slugs of areas come last.
    """
    table = "council_every_year" if form == WIDE else "every_figure"
    named = ("dfe_region_name", "police_force_name", "label", "slug") if form == WIDE else ()
    return ask(
        """
        SELECT column_name, data_type, unit, description
        FROM meta_column
        WHERE table_name = ?
            OR (table_name = 'every_figure' AND LIST_CONTAINS(STRING_SPLIT(?, ' '), column_name))
        ORDER BY table_name, position
        """,
        table,
        " ".join(named),
    )


def shown_columns(selection: Selection) -> list[str]:
    """The chosen columns with the row's keys, each figure followed by the status that says why it
    may be missing."""
    of_form = columns_of(selection.form)
    known = of_form["column_name"].tolist()
    figures = set(of_form.loc[of_form["data_type"].isin(("INTEGER", "DOUBLE")), "column_name"])
    wanted = [c for c in selection.columns if c in known] or list(USUAL_COLUMNS[selection.form])
    keys = [name for name in KEYS[selection.form] if name not in wanted]
    shown: list[str] = []
    for name in (*keys, *wanted):
        shown.append(name)
        status, _ = downloads.reason(name, known)
        if status and name in figures and name not in KEYS[selection.form]:
            shown.append(status)
    return list(dict.fromkeys(shown))


def count(selection: Selection) -> int:
    """How many rows the filters leave."""
    question, values = sql(selection, "COUNT(*) AS rows")
    return int(ask(question, *values)["rows"].iloc[0])


def part(selection: Selection, first: int, rows: int) -> pd.DataFrame:
    """Some of the rows, from `first` (0 is the first), in the columns shown."""
    question, values = _ordered(selection)
    return ask(f"{question}\nLIMIT ? OFFSET ?", *values, rows, first)


def whole(selection: Selection) -> pd.DataFrame:
    """All the rows, in the columns shown. Figures that were not published are NaN; see status."""
    question, values = _ordered(selection)
    return database.cursor().execute(question, values).df()


def _ordered(selection: Selection) -> tuple[str, list[str]]:
    listed = ",".join(f'\n    "{name}"' for name in shown_columns(selection))
    question, values = sql(selection, listed)
    return f"{question}\nORDER BY {ORDERS[selection.form]}", values


def as_text(selection: Selection) -> str:
    """The question in SQL as a reader could ask it of the DuckDB file, values in place."""
    question, values = _ordered(selection)
    for value in values:
        question = question.replace("?", "'" + str(value).replace("'", "''") + "'", 1)
    return question + ";"


def sources(selection: Selection) -> list[str]:
    """Where the figures shown are from, by the rows: ids of meta_source, and national_series."""
    if selection.form == LONG:
        question, values = sql(selection, "DISTINCT UNNEST(STRING_SPLIT(source_ids, '; ')) AS id")
        return sorted(ask(question, *values)["id"])
    question, values = sql(selection, "council_code, year_ending")
    rows = ask(
        f"""
        SELECT DISTINCT UNNEST(figure.source_ids) AS id
        FROM every_figure AS figure
        INNER JOIN ({question}) AS shown
            ON shown.council_code = figure.area_code AND shown.year_ending = figure.year_ending
        WHERE LIST_CONTAINS(STRING_SPLIT(?, ' '), figure.measure)
        """,
        *values,
        " ".join(measures_shown(selection)),
    )
    return sorted(rows["id"])


def every_source(measure: str = "%") -> list[str]:
    """Every publisher's file that any figure is from, or any of one measure."""
    rows = ask(
        """
        SELECT DISTINCT meta_source.id
        FROM (SELECT UNNEST(source_ids) AS id FROM every_measure WHERE id LIKE ?) AS named
        INNER JOIN meta_source USING (id)
        ORDER BY meta_source.id
        """,
        measure,
    )
    return list(rows["id"])


def measures_shown(selection: Selection) -> list[str]:
    """The measures of the rows: of the wide form those of its columns."""
    if selection.form == LONG:
        question, values = sql(selection, "DISTINCT measure")
        return sorted(ask(question, *values)["measure"])
    shown = shown_columns(selection)
    return sorted({m for b, m in MEASURES_OF.items() for name in shown if name.startswith(b)})


def newest_year(selection: Selection) -> int | None:
    """The newest year the filters leave; None where they leave nothing."""
    question, values = sql(selection, "MAX(year_ending) AS newest")
    newest = ask(question, *values)["newest"].iloc[0]
    return None if pd.isna(newest) else int(newest)


def outlines(year_ending: int) -> dict[str, str]:
    """Council code → outline of that year as a GeoJSON geometry."""
    rows = ask(
        """
        SELECT council_code, geometry
        FROM outline
        WHERE first_year <= ? AND COALESCE(last_year, 9999) >= ?
        """,
        year_ending,
        year_ending,
    )
    return dict(rows.itertuples(index=False, name=None))


def measures() -> dict[str, str]:
    """Measure → its title, by title."""
    rows = ask("SELECT id, title FROM every_measure ORDER BY title")
    return dict(rows.itertuples(index=False, name=None))


def years(form: str) -> list[str]:
    """The years ending 31 March that a form has rows of, oldest first."""
    table = "council_every_year" if form == WIDE else "every_figure"
    rows = ask(f"SELECT DISTINCT year_ending FROM {table} ORDER BY year_ending")
    return [str(year) for year in rows["year_ending"]]
