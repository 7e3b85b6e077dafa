"""What was read or built before, from the same bytes, is not read or built again: tests that take
whole releases differ in a file or two, and otherwise do the same work a hundred times.

A result is remembered by all it is made from: the bytes of its files and what else is given; the
last of them, since a file that a test has spoilt seldom comes again. A refusal is never remembered.
Where the work itself is the test, nothing is (test_extract.py, test_build.py).
"""

import copy
import hashlib
import pickle
import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from cachetools import LRUCache

from etl import build, fingerprints, load, sources, update
from etl.read import councils, withholding
from etl.read.files import (
    activity,
    assessments,
    characteristics,
    neighbours,
    nhs_boards,
    offences,
    plans,
    population,
)

READERS = [
    (councils, "extract"),
    (councils, "_label_points"),
    (activity, "extract"),
    (assessments, "extract"),
    (characteristics, "extract"),
    (neighbours, "extract"),
    (nhs_boards, "extract"),
    (offences, "extract"),
    (plans, "extract"),
    (plans, "extract_wide"),
    (population, "_one_release"),
    (withholding, "withhold"),
    (withholding, "withhold_totals"),
]
# What a row is asked of, whatever release it is from.
ASKED = ["area_code", "area_level", "year_ending", "basis", "category", "status", "value"]
MOST = 120  # a whole release has some twenty-five tables, and as many years to look at twice
_read: LRUCache = LRUCache(MOST)


@contextmanager
def not_read():
    """Files of the same bytes are read once, by whichever reader, for all who say so."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in READERS:
            patch.setattr(module, name, _remembering(getattr(module, name)))
        patch.setattr(withholding, "_told_by_rows", _wherever(withholding._told_by_rows))
        yield


def _remembering(reader):
    def read(*given):
        made_from = hashlib.sha256(pickle.dumps(_bytes(given))).digest()
        key = reader.__module__, reader.__name__, made_from
        if key not in _read:
            _read[key] = reader(*given)
        return copy.copy(_read[key])

    return read


def _wherever(told_by_rows):
    """A year's rows tell the same wherever they stand in the table, and whoever else is within."""
    remembered = _remembering(told_by_rows)

    def told(table, within):
        of = {area: sorted(within[area]) for area in table["area_code"].unique() if area in within}
        rows = table[ASKED].reset_index(drop=True)
        return {table.index[place] for place in remembered(rows, of)}

    return told


def _bytes(given):
    """What is given, with each file as its name and bytes."""
    if isinstance(given, Path):
        return given.name, hashlib.sha256(given.read_bytes()).digest()
    if isinstance(given, list | tuple):
        return [_bytes(each) for each in given]
    return given


@contextmanager
def not_built(kept: Path):
    """Databases of the same figures are built once and then copied from the folder `kept`."""
    ordinary = build.build

    def built(database: Path, data: Path, sources_file: Path) -> str:
        before = kept / f"{_made_from(data, sources_file)}.duckdb"
        if not before.exists():
            ordinary(before, data, sources_file)
        shutil.copyfile(before, database)
        return f"Built {database.name}"

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update, "build", built)
        yield


def keep(database: Path, kept: Path) -> None:
    """Copy the database of the committed figures into the folder `kept`."""
    made_from = _made_from(fingerprints.DATA, sources.SOURCES_FILE)
    shutil.copyfile(database, kept / f"{made_from}.duckdb")


def _made_from(data: Path, sources_file: Path) -> str:
    """Sum of the figures, and of the files listed but for where they come from."""
    listed = [(s.role, s.file, s.sha256, s.years) for s in sources.load(sources_file).values()]
    outlines = load.shape_paths.__module__
    made_from = fingerprints.data_version(data, sources_file), outlines, listed
    return hashlib.sha256(repr(made_from).encode()).hexdigest()
