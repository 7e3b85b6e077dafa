"""England's child protection plans from 1994 on: DfE's file of its release on sexual abuse.

Nobody here has seen the file's columns, so they are found by one rule, `columns_of`. Beside the
service's own (year, level, country) a file is read in one of two shapes: **wide**, a row a year
with one column of all plans that started and one of those for sexual abuse as the initial category;
or **long**, a column of categories, "Total" and "Sexual abuse" among them, and one column of
counts. Percentages are never counts. What fits neither, or fits twice, is refused.

The fact a newcomer gets wrong: the file does not say what England is rounded to. It was 100 and is
10, so a row says the coarsest that both its numbers allow.
"""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from etl.errors import Refusal, brief
from etl.read.files.plans import TOTAL_COLUMN
from etl.read.published import FETCH_AGAIN, counts, header, parsed, read_csv, years

FIXED = ["time_period", "time_identifier", "geographic_level", "country_code", "country_name"]
# A publication's other files have columns of areas that stay empty for England.
AREAS = {"region_code", "region_name", "old_la_code", "new_la_code", "la_name"}
ENGLAND = "E92000001"
KEY = ["year_ending", "measure"]
MEASURES = ("all_plans", "sexual_plans")
FIRST_YEAR = 1994
ROUNDED_TO = (100, 10, 1)

# A column's or category's name is compared in small letters, its words set apart by one space.
ALL = re.compile(
    rf"{TOTAL_COLUMN['started'].lower().replace('_', ' ')}(s|ed|ing)?( total)?"
    r"|(all |total |number of )?(cpps?|child protection plans|plans)( start(s|ed|ing)?)?( total)?"
    r"|total|all|all categories( of abuse)?|all plans"
)
SEXUAL = re.compile(
    r"(cpps? )?(start(s|ed|ing)? )?(initial )?(category )?sexual( abuse)?( initial)?"
    r"( category)?( (number|count|total))?"
)
NO_COUNT = re.compile(r"\b(per ?cent(age)?|pct|pc|perc|proportion|share|rate)\b|%")


class Shape(NamedTuple):
    """Which columns of a file are read: `counts` is measure → column, or, with a `category`, the
    one column of counts under both measures.
    """

    counts: dict[str, str]
    category: str = ""


def extract(path: Path, release: str) -> pd.DataFrame:
    """One row per year and measure (all_plans, sexual_plans): value, status, symbol, rounded_to.

    Raises Refusal for columns that the rule does not know, a year that stands there twice, and a
    cell that is neither a count nor one of DfE's symbols.
    """
    names = header(path)
    table = read_csv(path, names)
    shape = columns_of(table)
    if shape is None:
        raise NotTheColumns(path.name, names)
    small = {name.lower(): name for name in names}
    table = table.rename(columns={small[name]: name for name in FIXED})
    table = table[(table["geographic_level"] == "National") & (table["country_code"] == ENGLAND)]
    if table.empty:
        raise Refusal(
            "no row of England",
            file=path.name,
            expected=f"geographic_level National and country_code {ENGLAND}",
            remedy=FETCH_AGAIN,
        )
    table = table.assign(area_level="england", area_name="England")
    table["year"] = years(table, path.name)
    if shape.category:
        table = _wide(table, shape, path.name)
        shape = Shape({name: name for name in MEASURES})
    repeated = table[table.duplicated("year")]
    if len(repeated):
        raise _twice(path.name, int(repeated["year"].iloc[0]))
    read = parsed(table, shape.counts.values(), path.name)
    found = counts(
        read, {column: (name,) for name, column in shape.counts.items()}, ["measure"], ("year",)
    )
    found["rounded_to"] = found.groupby("year_ending")["value"].transform(_rounded_to)
    return found.assign(rounded_to=found["rounded_to"].astype("Int64"), release=release)


def fits(opening: bytes, first_year: int) -> bool:
    """Whether a file that opens so, its last line perhaps cut, is of the series from that year."""
    lines = opening.decode("utf-8-sig", errors="replace").splitlines(True)
    whole = [line for line in lines if line.endswith(("\n", "\r"))]
    rows = [row for row in csv.reader(io.StringIO("".join(whole), newline="")) if row]
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return False
    table = pd.DataFrame(rows[1:], columns=[name.strip() for name in rows[0]], dtype=str)
    if table.columns.duplicated().any() or columns_of(table) is None:
        return False
    printed = table[{c.lower(): c for c in table}["time_period"]]
    return printed.isin([str(first_year), f"{first_year - 1}{first_year % 100:02}"]).any()


def columns_of(table: pd.DataFrame) -> Shape | None:
    """The columns that hold the series, by the rule at the head; None where it does not hold."""
    names = {name.lower(): name for name in table}
    if not set(FIXED) <= set(names):
        return None
    rest = [
        name
        for name in table
        if name.lower() not in {*FIXED, *AREAS} and not NO_COUNT.search(_words(name))
    ]
    everything, sexual = ([n for n in rest if form.fullmatch(_words(n))] for form in (ALL, SEXUAL))
    if len(everything) == 1 and len(sexual) == 1:
        return Shape(dict(zip(MEASURES, (everything[0], sexual[0]), strict=True)))
    categories = [n for n in rest if _names_both(table[n])]
    if sexual or len(categories) != 1:
        return None
    others = [n for n in rest if n != categories[0] and not _is_one_word(table[n])]
    if len(others) != 1:
        return None
    return Shape(dict.fromkeys(MEASURES, others[0]), categories[0])


class NotTheColumns(Refusal):
    """A file that is called the long series and has columns the rule does not know."""

    def __init__(self, file: str, names: Iterable[str]):
        others = [name for name in names if name.lower() not in {*FIXED, *AREAS}]
        super().__init__(
            f"the columns {brief(', '.join(others), 60) or 'of counts are not there'}",
            file=brief(file, 60),
            expected=f"{TOTAL_COLUMN['started']} and Sexual_Abuse_Initial, or a category with "
            "Total and Sexual abuse beside one count",
            remedy="see etl/read/files/long_series.py",
        )


def _words(name: str) -> str:
    """A column's or category's name in small letters: CPP_start and CPPStart are "cpp start"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})", " ", name)
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", apart.lower()).split())


def _names_both(column: pd.Series) -> bool:
    named = [_words(cell) for cell in column.unique()]
    return all(any(form.fullmatch(name) for name in named) for form in (ALL, SEXUAL))


def _is_one_word(column: pd.Series) -> bool:
    """Whether it says the same words in each row, as a title of the table does."""
    return column.nunique() == 1 and not re.fullmatch(r"[\d.,]+|[a-z]|low|:", column.iloc[0])


def _wide(table: pd.DataFrame, shape: Shape, file: str) -> pd.DataFrame:
    """A row a year of a long table, with a column for each measure."""
    named = table[shape.category].map(_words)
    parts = []
    for measure, form in zip(MEASURES, (ALL, SEXUAL), strict=True):
        rows = table[named.map(lambda name, form=form: bool(form.fullmatch(name)))]
        repeated = rows[rows.duplicated("year")]
        if len(repeated):
            raise _twice(file, int(repeated["year"].iloc[0]))
        parts.append(rows.set_index("year")[shape.counts[measure]].rename(measure))
    both = pd.concat(parts, axis=1)
    lacking = both[both.isna().any(axis=1)]
    if len(lacking):
        raise Refusal(
            "a category is not there",
            file=file,
            year=int(lacking.index[0]),
            expected="Total and Sexual abuse in every year",
            remedy=FETCH_AGAIN,
        )
    return both.reset_index().assign(area_level="england", area_name="England")


def _twice(file: str, year: int) -> Refusal:
    return Refusal(
        "this year stands in the file twice",
        file=file,
        country="England",
        year=year,
        expected="one number a year of each count",
        remedy=FETCH_AGAIN,
    )


def _rounded_to(values: pd.Series) -> int | None:
    """The coarsest rounding that all numbers of a year allow; None where there is none."""
    numbers = values.dropna()
    return next((n for n in ROUNDED_TO if len(numbers) and (numbers % n == 0).all()), None)
