"""Real files, spoiled at random: each is taken with identical meaning or refused, none in silence.

A figure that is already published is guarded completely: the file must print it again. In the
newest year there is nothing to compare with but the file itself, and what no file prints twice can
be exchanged without a trace. The last test says exactly what that is, and that it is no more.
"""

import csv
import functools
import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import sources
from etl.errors import Refusal
from etl.read import (
    activity,
    assessments,
    characteristics,
    councils,
    neighbours,
    plans,
    population,
    revisions,
)
from etl.read.extract import FIGURES, extract
from etl.read.symbols import STATUS_BY_SYMBOL

ROLES = (
    "d1",
    "d2",
    "d4",
    "a5",
    "b1",
    "c1",
    "c3",
    "c4",
    "population",
    "neighbours",
    "wide_2012",
)
AREAS = ("d1", "d2", "d4", "b1", "c1", "c3", "c4")  # files of counts of councils
SETTINGS = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


class Official:
    """The publishers' files in a folder of the test, one of them spoiled at a time."""

    def __init__(self, official: Path, root: Path):
        self.root, self.official = root, official
        self.declared = sources.load()
        for source in self.declared.values():
            (root / "raw" / source.file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(official / source.file, root / "raw" / source.file)

    def rows(self, role: str) -> list[list[str]]:
        raw = (self.official / self.declared[role].file).read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252")
        return [row for row in csv.reader(io.StringIO(text, newline="")) if row]

    def outcome(
        self, role: str, rows: list[list[str]], committed: Path = FIGURES, accepted: str = ""
    ) -> Path | None:
        """The figures taken with that file so spoiled; None when it was refused, with a reason."""
        file = self.root / "raw" / self.declared[role].file
        whole = file.read_bytes()
        shutil.copy(sources.SOURCES_FILE, self.root / "sources.yml")
        shutil.rmtree(self.root / "out", ignore_errors=True)
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        file.write_text(text.getvalue(), encoding="utf-8", newline="")
        try:
            extract(
                self.root / "raw",
                self.root / "out",
                self.root / "sources.yml",
                accept_new=True,
                committed=committed,
                accept_revised=accepted,
                tell=lambda _: None,
            )
            return self.root / "out"
        except Refusal as refusal:
            assert "What to do: " in str(refusal), refusal
            assert not (self.root / "out").exists()
            return None
        finally:
            file.write_bytes(whole)


@pytest.fixture(scope="module")
def files(official, tmp_path_factory):
    """`extract` with its readers remembering files they have read, or this would take an hour."""
    patch = pytest.MonkeyPatch()
    for module, name in (
        (activity, "extract"),
        (assessments, "extract"),
        (characteristics, "extract"),
        (councils, "extract"),
        (neighbours, "extract"),
        (plans, "extract"),
        (plans, "extract_wide"),
        (population, "extract"),
        (revisions, "read"),
    ):
        patch.setattr(module, name, remembering(getattr(module, name)))
    yield Official(official, tmp_path_factory.mktemp("mutations"))
    patch.undo()


def remembering(reader):
    """The same function, which reads no file of the same bytes twice."""
    known: dict = {}

    def content(argument):
        if isinstance(argument, Path):
            return argument.read_bytes() if argument.is_file() else str(argument)
        if isinstance(argument, list):
            return tuple((content(path), label) for path, label in argument)
        return argument if isinstance(argument, str | int) else None

    @functools.wraps(reader)
    def read(*arguments):
        key = tuple(content(a) for a in arguments)
        if key not in known:
            known[key] = reader(*arguments)
        return known[key].copy()

    return read


def identical(out: Path) -> bool:
    return all((out / f.name).read_bytes() == f.read_bytes() for f in sorted(FIGURES.glob("*.csv")))


# Ways to spoil a table: (rows with the header first, draw) → spoiled rows ------------------------


def rows_dropped(rows, draw):
    first = draw(st.integers(1, len(rows) - 1))
    many = draw(st.sampled_from([1, 1, 2, 10, len(rows) // 2]))
    return rows[:first] + rows[first + many :]


def row_repeated(rows, draw):
    n = draw(st.integers(1, len(rows) - 1))
    return [*rows, rows[n]]


def columns_shuffled(rows, draw):
    order = draw(st.permutations(range(len(rows[0]))))
    return [[row[n] for n in order] for row in rows]


def headers_exchanged(rows, draw):
    one, other = draw(two_of(len(rows[0])))
    header = list(rows[0])
    header[one], header[other] = header[other], header[one]
    return [header, *rows[1:]]


def cells_exchanged_in_a_row(rows, draw):
    n = draw(st.integers(1, len(rows) - 1))
    one, other = draw(two_of(len(rows[0])))
    row = list(rows[n])
    row[one], row[other] = row[other], row[one]
    return [*rows[:n], row, *rows[n + 1 :]]


def cells_exchanged_in_a_column(rows, draw):
    one, other = (n + 1 for n in draw(two_of(len(rows) - 1)))
    column = draw(st.integers(0, len(rows[0]) - 1))
    rows = [list(row) for row in rows]
    rows[one][column], rows[other][column] = rows[other][column], rows[one][column]
    return rows


def column_shifted(rows, draw):
    """As a spreadsheet does when one cell is deleted and the ones below move up."""
    column = draw(st.integers(0, len(rows[0]) - 1))
    cells = [row[column] for row in rows[1:]]
    cells = cells[1:] + cells[:1]
    return [rows[0]] + [
        [*row[:column], cell, *row[column + 1 :]] for row, cell in zip(rows[1:], cells, strict=True)
    ]


def cell_replaced(rows, draw):
    n = draw(st.integers(1, len(rows) - 1))
    column = draw(st.integers(0, len(rows[0]) - 1))
    cell = draw(
        st.sampled_from(
            [*STATUS_BY_SYMBOL, "0", "1", "", "q", "-4", "12.5", "1,234", "~", "NaN", "٣", "1e3"]
        )
    )
    return [*rows[:n], [*rows[n][:column], cell, *rows[n][column + 1 :]], *rows[n + 1 :]]


def digits_exchanged(rows, draw):
    numbers = [
        (n, c)
        for n, row in enumerate(rows)
        for c, cell in enumerate(row)
        if n and len(cell) > 1 and cell.isdigit()
    ]
    n, column = draw(st.sampled_from(numbers))
    cell = rows[n][column]
    return [*rows[:n], [*rows[n][:column], cell[::-1], *rows[n][column + 1 :]], *rows[n + 1 :]]


def two_of(count: int):
    return st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )


WAYS = [
    rows_dropped,
    row_repeated,
    columns_shuffled,
    headers_exchanged,
    cells_exchanged_in_a_row,
    cells_exchanged_in_a_column,
    column_shifted,
    cell_replaced,
    digits_exchanged,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@settings(max_examples=6, **SETTINGS)
@given(data=st.data())
def test_a_spoiled_file_is_taken_with_identical_meaning_or_refused(files, way, data):
    role = data.draw(st.sampled_from(ROLES))
    out = files.outcome(role, way(files.rows(role), data.draw))
    assert out is None or identical(out)


@settings(max_examples=6, **SETTINGS)
@given(data=st.data())
def test_columns_in_another_order_mean_the_same(files, data):
    role = data.draw(st.sampled_from(ROLES))
    out = files.outcome(role, columns_shuffled(files.rows(role), data.draw))
    assert out is not None and identical(out)


@settings(max_examples=6, **SETTINGS)
@given(data=st.data())
def test_a_row_less_is_never_taken(files, data):
    role = data.draw(st.sampled_from(ROLES))
    rows = files.rows(role)
    if role == "wide_2012":  # its regions and districts are not read
        rows = [rows[0]] + [r for r in rows[1:] if r[0] in ("LA", "National")]
    n = data.draw(st.integers(1, len(rows) - 1))
    assert files.outcome(role, rows[:n] + rows[n + 1 :]) is None


# The newest year, which no earlier release can vouch for ----------------------------------------


@pytest.fixture(scope="module")
def before_the_newest_year(tmp_path_factory) -> Path:
    """The figures as they were published before the last year of each file came."""
    folder = tmp_path_factory.mktemp("before")
    for file in FIGURES.glob("*.csv"):
        lines = file.read_text().splitlines(keepends=True)
        year = next(
            (n for n, c in enumerate(lines[0].strip().split(",")) if c == "year_ending"), None
        )
        kept = lines
        if year is not None:
            newest = max(line.split(",")[year] for line in lines[1:])
            newest = {"2024", newest}
            kept = [lines[0]] + [r for r in lines[1:] if r.split(",")[year] not in newest]
        (folder / file.name).write_text("".join(kept))
    return folder


def test_the_newest_year_as_printed_is_taken_for_a_reason_and_only_so(
    files, before_the_newest_year
):
    rows = files.rows("c3")
    assert files.outcome("c3", rows, before_the_newest_year) is None
    out = files.outcome("c3", rows, before_the_newest_year, accepted="a look at the page")
    assert out is not None and identical(out)


@settings(max_examples=30, **SETTINGS)
@given(data=st.data())
def test_in_the_newest_year_only_what_no_file_prints_twice_can_be_exchanged(
    files, before_the_newest_year, data
):
    role = data.draw(st.sampled_from(AREAS))
    way = data.draw(
        st.sampled_from([cells_exchanged_in_a_row, cells_exchanged_in_a_column, digits_exchanged])
    )
    header, *rows = files.rows(role)
    newest = max(row[0] for row in rows)
    late = [row for row in rows if row[0] == newest]
    early = [row for row in rows if row[0] != newest]
    # England's larger steps are taken for a reason, or no newest year would be taken at all.
    spoilt = way([header, *late], data.draw) + early
    out = files.outcome(role, spoilt, before_the_newest_year, accepted="a look at the page")
    if out is None or identical(out):
        return
    for file in FIGURES.glob("*.csv"):
        then, now = (
            pd.read_csv(f, dtype=str, keep_default_na=False) for f in (file, out / file.name)
        )
        assert len(then) == len(now), file.name
        changed = then[(then != now).any(axis=1)]
        if changed.empty:
            continue
        assert set(changed["year_ending"]) == {newest}, "an earlier year is never changed"
        assert set(changed["area_level"]) == {"council"}, "nor are England and the regions"
        for _, cells in changed.groupby([c for c in keys_of(then) if c != "area_code"]):
            assert has_no_second_witness(then, now, cells), cells


def keys_of(table: pd.DataFrame) -> list[str]:
    return [
        c for c in table.columns if c not in ("area_level", "value", "status", "symbol", "release")
    ]


def has_no_second_witness(then, now, cells) -> bool:
    """Whether the file itself cannot contradict the change, worked out the slow way.

    A region vouches for the sum of its councils, within its rounding, when all of them print a
    number; two that exchange numbers leave the sum as it was.
    """
    regions = pd.read_csv(FIGURES / "councils.csv", dtype=str).set_index("council_code")
    regions = regions["dfe_region_code"]
    alike = [c for c in keys_of(then) if c != "area_code"]
    for region in set(cells["area_code"].map(regions)):
        sums = []
        for table in (then, now):
            rows = table[table["area_code"].map(regions) == region]
            for column in alike:
                rows = rows[rows[column] == cells[column].iloc[0]]
            if (rows["value"] == "").any():
                break  # a hidden number leaves room
            sums.append(rows["value"].astype(int).sum())
        # 5 either way; a factor that is the sum of three columns has three times that.
        if len(sums) == 2 and abs(sums[0] - sums[1]) > 30:
            return False
    return True
