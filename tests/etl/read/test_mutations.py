"""Real files, spoilt a thousand times: each is taken with the same meaning, or refused with the
file and the place named, or is of a kind that nobody can tell, of which there is a list.

A figure that is already published is guarded completely: the file must print it again. In the
newest year there is nothing to compare with but the file itself and those that come with it.
Chance is seeded, so that every run spoils the same.
"""

import re
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random

import pandas as pd
import pytest

import again
import spoiling
from etl import sources
from etl.checks import agreement
from etl.errors import Refusal
from etl.read import councils, newest_year, revisions, withholding
from etl.read import extract as extraction
from etl.read.extract import FIGURES

MUTATIONS = 54  # of each file: a thousand and some
REASON = "a look at the page"

# What cannot be told, and why: all that is ever taken otherwise, and only in the newest year.
NOT_DETECTABLE = {
    "hidden": "DfE chooses what it hides; a total with a part hidden vouches for none of them",
    "room": "a region that hides one of its councils says nothing of what the others add up to",
    "rounding": "totals are rounded to 10: within that, numbers may differ or change places",
    "once": "what one police force recorded of one offence is in no total and in no other file",
    "label": "where on the map a council's name is drawn is printed once",
}
# The kinds that the spoilt files below are of: a kind that is not met is not listed.
MET = {
    **dict.fromkeys(["d1", "d2", "d3", "a5", "c4"], "hidden"),
    **dict.fromkeys(["d5", "c3"], "hidden rounding"),
    "d4": "hidden room",
    "offences": "once",
    "boundaries": "label",
}

ROLES = (
    *("d1", "d2", "d3", "d4", "d5", "a5", "b1", "c1", "c3", "c4", "population"),
    *("population_older", "wide_2010", "wide_2011", "wide_2012", "neighbours", "offences"),
    *("nhs_boards", "boundaries"),
)
# Whose rows are read again when a file is another; elsewhere the table has the file's own name.
READ_AGAIN = {
    "d2": [("councils", "d2"), ("plans", "d2"), ("activity", "d3")],
    "d4": [("plans", "d4"), ("activity", "d5")],
    "population_older": [("population", "population")],
    "boundaries": [("councils", "d2")],
}
# Tables that are held against themselves and others a year at a time, and what says the year.
DATED = {"plans", "assessments", "activity"}
YEARS = dict.fromkeys([*DATED, "characteristics"], "year_ending") | {"population": "mid_year"}


class Files:
    """The publishers' files and what is taken from them, with one of them spoilt at a time."""

    def __init__(self, official: Path, root: Path):
        self.declared = sources.load()
        self.root, self.official = root, official
        for source in self.declared.values():
            (root / source.file).parent.mkdir(parents=True, exist_ok=True)
            (root / source.file).symlink_to(official / source.file)
        self.read = cache(revisions.read)
        self.known = councils.Councils.from_file()
        self.readers = extraction.readers(root, self.declared)
        self.parts = {
            (table, role): read()
            for table, of_a_file in self.readers.items()
            for role, read in of_a_file.items()
        }
        self.tables = {name: self._table(name, {}) for name in self.readers}
        self.within = withholding.totals_of(self.tables["councils"])
        self.as_written = {
            name: withholding.withheld(name, table, self.within)
            for name, table in self.tables.items()
        }
        self.region = self.tables["councils"].set_index("council_code")["dfe_region_code"]
        self.before = _before_the_newest_year(root / "before")
        self.told = newest_year.hold(self.tables, self.before, REASON, self.read)

    @cache  # noqa: B019
    def rows(self, role: str) -> spoiling.Rows:
        return spoiling.rows_of((self.official / self.declared[role].file).read_bytes())

    def taken(self, role: str, spoilt: bytes, committed: Path) -> dict[str, pd.DataFrame]:
        """The tables that are otherwise with this file in place of the real one; raises Refusal."""
        file = self.root / self.declared[role].file
        file.unlink()
        file.write_bytes(spoilt)
        try:
            table = next((name for name, roles in self.readers.items() if role in roles), "")
            anew = {key: self._read(*key) for key in READ_AGAIN.get(role, [(table, role)])}
        finally:
            file.unlink()
            file.symlink_to(self.official / self.declared[role].file)
        moved = {k: new for k, new in anew.items() if not _alike(new, self.parts[k])}
        names = {name for name, _ in moved}
        tables = self.tables | {name: self._table(name, moved) for name in names}
        otherwise = {name for name in names if not _alike(tables[name], self.tables[name])}
        if otherwise:
            extraction.hold_the_declared_years(tables, self.declared)
            agreement.hold(self._of_the_years_that_moved(tables, otherwise), self.known)
            for name in otherwise:
                tables[name] = withholding.withheld(name, tables[name], self.within)
            only = {name: tables[name] for name in otherwise}
            revisions.hold(only, committed, self.declared, self.declared, "", self.read)
            if (
                committed == self.before
                and newest_year.hold(tables, committed, REASON, self.read) != self.told
            ):
                raise Refusal("England's larger steps are shown", file=file.name, country="England")
        return {name: tables[name] for name in otherwise}

    def _read(self, table: str, role: str) -> pd.DataFrame:
        return self.readers[table][role]()

    def _table(self, name: str, anew: dict) -> pd.DataFrame:
        parts = [(self.parts | anew)[name, role] for role in self.readers[name]]
        return extraction.in_order(name, pd.concat(parts, ignore_index=True))

    def _of_the_years_that_moved(self, tables, otherwise: set[str]) -> dict[str, pd.DataFrame]:
        """What contradicts itself does so within a year, but for what is kept whole."""
        if "councils" in otherwise:
            return tables
        years = {2024}
        for name in otherwise & DATED:
            both = pd.concat([_meaning(tables[name]), _meaning(self.tables[name])])
            years |= set(both.drop_duplicates(keep=False)["year_ending"])
        return tables | {
            name: tables[name][tables[name][year].isin(years)]
            for name, year in YEARS.items()
            if name not in otherwise - DATED
        }


def _meaning(table: pd.DataFrame) -> pd.DataFrame:
    """All but the very letter that was printed: its status says what it means."""
    return table.drop(columns="symbol", errors="ignore")


def _alike(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    return _meaning(one).equals(_meaning(other))


def _before_the_newest_year(folder: Path) -> Path:
    """The figures as they were published before the last year of each file came."""
    folder.mkdir()
    for file in FIGURES.glob("*.csv"):
        table = pd.read_csv(file, dtype=str, keep_default_na=False)
        year = next((c for c in ("year_ending", "mid_year") if c in table), None)
        if year:
            table = table[~table[year].isin({"2024", table[year].max()})]
        table.to_csv(folder / file.name, index=False)
    return folder


@pytest.fixture(scope="module")
def files(official, tmp_path_factory):
    with remembered(official, tmp_path_factory.mktemp("mutations")) as held:
        yield held


@contextmanager
def remembered(official: Path, root: Path):
    """With readers that remember the files they have read, of which one is another each time."""
    with again.not_read():
        yield Files(official, root)


# What becomes of a spoilt file ------------------------------------------------------------------


def spoilt(rows: spoiling.Rows, chance: Random, role: str) -> tuple[str, bytes, bool]:
    """How it was spoilt, the file, and whether only in its newest year."""
    header, *body = rows
    newest = max(row[0] for row in body)
    dated = len({row[0] for row in body}) in range(3, 20) and newest[:2] == "20"
    kind = chance.choices(["rows", "form", "year"], [6, 1, 5 if dated else 0])[0]
    as_file = spoiling.as_geojson if role == "boundaries" else spoiling.as_csv
    if kind == "form":
        way = chance.choice(spoiling.FORMS)
        return way.__name__, way(rows, chance), False
    if kind == "rows":
        way = chance.choice(spoiling.WAYS)
        return way.__name__, as_file(way(rows, chance)), False
    way = chance.choice(spoiling.WAYS_OF_A_YEAR)
    late = [row for row in body if row[0] == newest]
    early = [row for row in body if row[0] != newest]
    return f"{way.__name__} of {newest}", as_file(way([header, *late], chance) + early), True


@pytest.mark.parametrize("role", ROLES)
def test_a_spoilt_file_is_taken_with_the_same_meaning_or_refused_or_listed(files, role):
    met = set()
    for how, file, of_newest in spoilt_files(files, role):
        try:
            otherwise = files.taken(role, file, files.before if of_newest else FIGURES)
        except Refusal as refusal:
            assert_is_brief_and_says_where(str(refusal), files, how)
            continue
        kinds = {kind for name in otherwise for kind in kinds_of(files, name, otherwise[name])}
        assert kinds <= NOT_DETECTABLE.keys(), (how, kinds - NOT_DETECTABLE.keys())
        assert of_newest or kinds <= {"label"}, f"{how}: what is published is guarded"
        met |= kinds
    assert met == set(MET.get(role, "").split())


def test_what_cannot_be_told_is_listed_where_it_was_met_and_only_so():
    assert {kind for kinds in MET.values() for kind in kinds.split()} == NOT_DETECTABLE.keys()


def spoilt_files(files: Files, role: str):
    chance = Random(role)
    for _ in range(MUTATIONS):
        yield spoilt(files.rows(role), chance, role)


def assert_is_brief_and_says_where(said: str, files: Files, how: str) -> None:
    assert len(said) < 300 and "\n" not in said, (how, said)
    place, _, found = said.partition(": ")
    names = {Path(source.file).name for source in files.declared.values()}
    letters = re.match(
        r"file ([A-D]\d|population|neighbours|offences|councils|of its year)\b", place
    )
    assert letters or any(name in place for name in names), (how, said)
    assert len(found) > 20 and "What to do: " in found, (how, said)


def kinds_of(files: Files, name: str, now: pd.DataFrame) -> set[str]:
    """Why each cell that is taken otherwise could not be told; else what is not listed."""
    key = extraction.SORT_KEYS[name]
    both = files.as_written[name].merge(
        now, on=key, how="outer", suffixes=("", "_now"), indicator=True
    )
    if (both["_merge"] != "both").any():
        return {"a row is there or not"}
    columns = [c for c in now if c not in (*key, "symbol")]
    anew = both[[f"{c}_now" for c in columns]].set_axis(columns, axis=1)
    moved = both[(anew.astype(str) != both[columns].astype(str)).any(axis=1)]
    return {kind_of(row, both, key, files.region) for row in moved.to_dict("records")}


def kind_of(row: dict, both: pd.DataFrame, key: list[str], region: pd.Series) -> str:
    """One cell, held the slow way against the others of its region and column."""
    if "lon" in row:
        same = all(row[c] == row[f"{c}_now"] for c in ("council_name", "region_code", "dfe_number"))
        return "label" if same else "a council is another"
    if "offence_code" in row:
        return "once"
    value = "children" if "children" in row else "value"
    before, after = row[value], row[f"{value}_now"]
    if pd.isna(before) or pd.isna(after):
        return "hidden"
    if row.get("area_level") != "council":
        return "rounding" if abs(before - after) <= 100 else "a total"
    alike = [c for c in key if c != "area_code"]
    column = both[(both[alike] == [row[c] for c in alike]).all(axis=1)]
    beside = column[column["area_code"].map(region) == region[row["area_code"]]]
    sides = beside[value], beside[f"{value}_now"]
    if any(side.isna().any() for side in sides):
        return "room"
    off = abs(sides[0].sum() - sides[1].sum())
    # A factor that is the sum of three parts has three times their rounding.
    return "rounding" if off <= (0 if value == "children" else 30) else "a sum"
