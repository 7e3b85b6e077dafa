"""The one way in to the figures: a read-only file that may be swapped while readers are here.

DuckDB keeps a file it has opened for the life of the process, even after a new one has been
renamed over it. A fresh in-memory connection that attaches the file sees the new one, so each
version of the file gets a connection of its own, and each question a cursor of its own: a
connection is not safe to share among readers, a cursor is.
"""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from dashboard.keeping import MB, Kept

ROOT = Path(__file__).parent.parent
_answers = Kept("answers", 48 * MB)  # frames; of all councils at once, up to a megabyte each
_words = Kept("words", 96 * MB)  # blocks of HTML, some kilobytes each: every council in every year


_instead: ContextVar[Path | None] = ContextVar("another database", default=None)


class NoDatabase(Exception):
    """There is no database to ask: it has not been built, or cannot be read."""


def path() -> Path:
    """Where the database is: CSA_DATABASE, or data/csa.duckdb, or what `at` says."""
    return _instead.get() or _path(os.environ.get("CSA_DATABASE", ""))


@lru_cache(maxsize=8)
def _path(named: str) -> Path:
    return Path(named) if named else ROOT / "data" / "csa.duckdb"


@contextmanager
def at(file: Path) -> Iterator[None]:
    """All questions meanwhile, of this thread alone, are asked of another database."""
    before = _instead.set(file)
    try:
        yield
    finally:
        _instead.reset(before)


def data_version() -> str:
    """The version of the figures. Raises NoDatabase."""
    return row("SELECT value FROM meta_build WHERE key = 'data_version'")["value"]


def versions() -> dict[str, Path]:
    """Data version → the database that has it, newest first: this one and those kept beside it
    (etl/put/versions.py)."""
    kept_ = (path().parent / "versions").glob("*.duckdb")
    older = sorted(kept_, key=lambda file: file.stat().st_mtime, reverse=True)
    named = {f.stem: f for f in older if re.fullmatch(r"\d{4}-[0-9a-f]{8}", f.stem)}
    return {data_version(): path()} | {n: f for n, f in named.items() if n != data_version()}


def version() -> str:
    """A short text that changes whenever another file is put in the database's place.

    Raises NoDatabase when there is none.
    """
    try:
        status = path().stat()
    except OSError as error:
        raise NoDatabase(f"there is no database at {path()}") from error
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


@lru_cache(maxsize=4)  # this one, the one before a swap, and two that were kept
def _connection(file: Path, _version: str) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    quoted = str(file.resolve()).replace("'", "''")
    try:
        connection.execute(f"ATTACH '{quoted}' AS csa (READ_ONLY)")
    except duckdb.Error as error:
        raise NoDatabase(f"{file} cannot be read: {error}") from error
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def cursor() -> duckdb.DuckDBPyConnection:
    """A cursor on the database as it stands now. Raises NoDatabase."""
    asking = _connection(path(), version()).cursor()
    asking.execute("USE csa")
    return asking


def ask(question: str, *values) -> pd.DataFrame:
    """The answer to a question in SQL, its `?` bound to `values`; asked once for each version.

    Each asker has a copy. A shallow one would leave a weak reference in every column of the kept
    answer, hundreds of thousands in all; a whole one takes as long.
    """
    place = (path(), version(), question, values)
    return _answers.get(place, lambda: _answer(*place)).copy()


def ask_of(part: str | int, question: str, *values) -> pd.DataFrame:
    """The rows of one part, an area or a year, of an answer whose first column names the part.

    All parts are asked for at once, and kept as one: a question of one takes as long, as most of
    the time goes on planning it.
    """
    place = (path(), version(), "by part", question, values)
    rows, places = _answers.get(place, lambda: _by_part(_answer(place[0], place[1], *place[3:])))
    return rows.iloc[places.get(part, [])].reset_index(drop=True)


def _by_part(answer: pd.DataFrame) -> tuple[pd.DataFrame, dict]:
    """The answer without its first column, and where in it the rows of each part are."""
    return answer.iloc[:, 1:].copy(), answer.groupby(answer.columns[0], observed=True).indices


def row(question: str, *values) -> pd.Series:
    """The first row of the answer, kept like it. Raises IndexError when there is none."""
    first = kept(("row", question, *values), lambda: ask(question, *values).iloc[0])
    return first.copy()


def _answer(_file: Path, _version: str, question: str, values: tuple) -> pd.DataFrame:
    try:
        return cursor().execute(question, list(values)).df()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise NoDatabase(
            f"{_file} was built by another version of this project, and lacks what this page asks"
        ) from error


def kept(name: tuple, work_out: Callable):
    """What `work_out` answers, kept under `name` until another file is put in place.

    For words and tables that many readers ask for and that take milliseconds to make. `name` must
    hold all that the answer depends on but the data, and nothing that a reader typed. The answer is
    shared: make it of a kind that nobody can change (a text, a tuple).
    """
    return _words.get((path(), version(), *name), work_out)


def if_kept(name: tuple):
    """What `kept` has under `name`, or None: for whoever may not wait until it is worked out."""
    return _words.look((path(), version(), *name))
