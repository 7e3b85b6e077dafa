"""Tables as typed frames, from a file csa.duckdb, a folder site/ or an address of one.

The fact a newcomer gets wrong: nothing is fetched until a table is asked for, and each table once.
"""

import difflib
import os
import re
from collections.abc import Iterable
from functools import lru_cache
from numbers import Integral
from pathlib import Path

import duckdb
import pandas as pd

STATUSES = (
    "published",
    "suppressed",
    "withheld",
    "low",
    "low_reliability",
    "not_available",
    "not_applicable",
)
SHOWN = [
    "area_code",
    "area_name",
    "area_level",
    "year_ending",
    "measure",
    "group_name",
    "unit",
    "value",
    "value_min",
    "value_max",
    "limit_low",
    "limit_high",
    "adjusted_low",
    "adjusted_high",
    "status",
    "symbol",
    "release",
    "source_ids",
]
NULLABLE = {"INTEGER": "Int64", "BIGINT": "Int64", "DOUBLE": "Float64", "BOOLEAN": "boolean"}
PLACES = ("data/csa.duckdb", "csa.duckdb", "site")  # looked for where a program runs
_source: str | None = None


class NotThere(LookupError):
    """There is no such table, or nothing to read it from."""


class Unknown(ValueError):
    """A name of a measure, a council or a year that there is not."""


def use(source: str | os.PathLike) -> None:
    """Read from here from now on: a file csa.duckdb, a folder site/, or the address of one.

    Without it the environment variable CSA_SOURCE says where, or else data/csa.duckdb, csa.duckdb
    and site/ are looked for in the working directory.
    """
    global _source
    _source = str(source)


def version() -> str:
    """The data version of the figures, as in 2025-1a2b3c4d."""
    facts = load("meta_build").set_index("key")["value"]
    return str(facts["data_version"])


def load(table: str) -> pd.DataFrame:
    """A whole table by its name, as in `council_year`, in any case and however punctuated.

    meta_column says what each column holds. Whole numbers are Int64, others Float64, statuses a
    category; a gap is <NA>. Raises NotThere.
    """
    name = _plain(table).replace("-", "_")
    if not name:
        raise NotThere(f"{table!r} is no name of a table, as council_year is")
    return _load(_where(), name).copy()


def measures() -> pd.DataFrame:
    """The dictionary: one row per measure, with title, unit, years, levels and sources."""
    return load("every_measure")


def measure(
    name: str,
    councils: str | Iterable[str] | None = None,
    years: int | Iterable[int] | None = None,
    levels: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """The figures of a measure: one row per area, year ending 31 March and group of children.

    `councils` are names, ONS codes or names in addresses, in any case; a council's former codes
    come with it. `levels` are council, region, england or police_force: councils alone where
    councils are named, else all. Columns: value, value_min and value_max in `unit`; the exact and
    the adjusted 95% limits; status, symbol, release and source_ids. Raises Unknown for a name that
    there is not, and NotThere.
    """
    figures = load("every_figure")
    rows = figures[figures["measure"] == _measure_named(name)]
    if councils is not None:
        rows = rows[rows["slug"].isin({_council_named(text) for text in _listed(councils)})]
    if years is not None:
        wanted = {int(year) for year in _listed(years)}
        if missing := wanted - set(rows["year_ending"]):
            raise Unknown(f"{name} has no row of these councils in {sorted(missing)}")
        rows = rows[rows["year_ending"].isin(wanted)]
    if levels is not None:
        wanted_levels = set(_listed(levels))
        if wrong := wanted_levels - set(figures["area_level"].unique()):
            raise Unknown(f"there is no level {sorted(wrong)}")
        rows = rows[rows["area_level"].isin(wanted_levels)]
    return rows[SHOWN].reset_index(drop=True)


def _listed(values) -> list:
    return [values] if isinstance(values, str | Integral) else list(values)


def _plain(text: object) -> str:
    return re.sub(r"[^a-z0-9]+", "-", str(text).lower().replace("&", " and ")).strip("-")


def _measure_named(name: str) -> str:
    names: dict[str, str] = {}
    for row in measures().itertuples():
        names |= {_plain(each): row.id for each in (*row.was, row.title, row.id)}
    return _meant(name, names, "measure")


def _council_named(name: str) -> str:
    series, councils = load("council_series"), load("council")
    names = dict(zip(councils["council_code"], councils["council_name"], strict=True))
    known: dict[str, str] = {}
    for row in series.itertuples():
        code = row.council_code
        known |= {_plain(text): row.slug for text in (names[code], row.label, code, row.slug)}
    return _meant(name, known, "council")


def _meant(text: str, known: dict[str, str], what: str) -> str:
    found = known.get(_plain(text))
    if found is None:
        near = difflib.get_close_matches(_plain(text), known, n=3)
        hint = f"; near are {', '.join(near)}" if near else ""
        raise Unknown(f"there is no {what} {text!r}{hint}")
    return found


def _where() -> str:
    named = _source or os.environ.get("CSA_SOURCE")
    if named:
        return named
    for place in PLACES:
        if Path(place).exists():
            return place
    raise NotThere(
        "there is nothing to read: say csa.use(…) with a file csa.duckdb, a folder site/ or the "
        f"address of one (looked for {', '.join(PLACES)} in {Path.cwd()})"
    )


@lru_cache(maxsize=64)
def _load(source: str, table: str) -> pd.DataFrame:
    try:
        if source.startswith(("http://", "https://")):
            return _typed(_of_parquet(f"{source.rstrip('/')}/data/{table}.parquet"))
        if Path(source).is_dir():
            return _typed(_of_parquet(str(Path(source, "data", f"{table}.parquet"))))
        return _typed(_of_database(source, table))
    except (OSError, ValueError) as error:  # pyarrow's own of a file cut short is a ValueError
        raise NotThere(f"{table} cannot be read from {source}: {error}") from error


def _of_parquet(file: str) -> pd.DataFrame:
    return pd.read_parquet(file, dtype_backend="numpy_nullable")


def _of_database(source: str, table: str) -> pd.DataFrame:
    try:
        with duckdb.connect(source, read_only=True) as connection:
            kinds = connection.execute(f"DESCRIBE {table}").fetchall()
            frame = connection.execute(f"SELECT * FROM {table}").df()
    except duckdb.Error as error:
        raise NotThere(f"{table} cannot be read from {source}: {error}") from error
    types = {name: NULLABLE[kind] for name, kind, *_ in kinds if kind in NULLABLE}
    return frame.astype(types)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for name in frame.columns:
        column = frame[name]
        if name.endswith("status") and set(column.dropna()) <= set(STATUSES):
            frame[name] = pd.Categorical(column, STATUSES)
        elif pd.api.types.is_integer_dtype(column):
            frame[name] = column.astype("Int64")
    return frame
