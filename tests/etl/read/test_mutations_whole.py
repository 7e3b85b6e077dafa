"""One of each kind of spoilt file through the whole of `extract`, as a person runs it.

test_mutations.py asks the readers and checks alone. Here it is `extract` that is asked, and nothing
but a file of the same bytes is remembered: what they take must be taken and written, and what they
refuse be refused, with nothing written.
"""

import shutil
from pathlib import Path
from random import Random

import pandas as pd
import pytest

import again
from etl import sources
from etl.errors import Refusal
from etl.read import revisions
from etl.read.extract import FIGURES, extract
from read.test_mutations import ROLES, assert_is_brief_and_says_where, remembered, spoilt_files

OF_A_ROLE = 3  # spoilt files looked at
WHOLE = 25  # of them run whole


def looked_at(files) -> dict[tuple[str, bool], list]:
    """(kind, refused) → the spoilt files of it: role, bytes, and the tables that are otherwise."""
    found: dict[tuple[str, bool], list] = {}
    for role in ROLES:
        older = (each for each in spoilt_files(files, role) if not each[2])
        for (how, spoilt, _), _ in zip(older, range(OF_A_ROLE), strict=False):
            try:
                outcome = files.taken(role, spoilt, FIGURES)
            except Refusal:
                outcome = None
            found.setdefault((how, outcome is None), []).append((role, spoilt, outcome))
    return found


@pytest.fixture(scope="module")
def chosen(official, tmp_path_factory):
    """One of each kind and outcome, by chance, and with them the files' own places."""
    with remembered(official, tmp_path_factory.mktemp("remembered")) as files:
        found = looked_at(files)
    chance = Random("whole")
    kinds = sorted(found)
    chance.shuffle(kinds)
    return [(kind, *chance.choice(found[kind])) for kind in kinds[:WHOLE]], files


def test_extract_takes_and_refuses_what_its_readers_do(chosen, official, tmp_path):
    outcomes = set()
    for number, ((how, refused), role, spoilt, otherwise) in enumerate(chosen[0]):
        folder, declared = tmp_path / str(number), sources.load()
        for source in declared.values():
            (folder / "raw" / source.file).parent.mkdir(parents=True, exist_ok=True)
            (folder / "raw" / source.file).symlink_to(official / source.file)
        (folder / "raw" / declared[role].file).unlink()
        (folder / "raw" / declared[role].file).write_bytes(spoilt)
        shutil.copytree(FIGURES, folder / "figures")
        shutil.copy(sources.SOURCES_FILE, folder / "sources.yml")
        said = run(folder)
        assert bool(said) == refused, (role, how, said)
        outcomes.add(refused)
        if refused:
            assert_is_brief_and_says_where(said, chosen[1], how)
            assert as_bytes(folder / "figures") == as_bytes(FIGURES), (role, how)
        else:
            for name in sorted(file.stem for file in FIGURES.glob("*.csv")):
                now = revisions.read(folder / "figures", name)
                expected = otherwise.get(name, revisions.read(FIGURES, name))
                assert meaning(now) == meaning(expected), (role, how, name)
    assert outcomes == {True, False} and len(chosen[0]) >= 15


def run(folder: Path) -> str:
    """What `extract` refuses the folder with; empty where it takes it."""
    places = folder / "raw", folder / "figures", folder / "sources.yml"
    try:
        with again.not_read():
            extract(*places, accept_new=True, tell=lambda _: None)
    except Refusal as refusal:
        return str(refusal)
    return ""


def as_bytes(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def meaning(table: pd.DataFrame) -> str:
    """All but the very letter that was printed, as it is written."""
    return table.drop(columns="symbol", errors="ignore").to_csv(index=False)
