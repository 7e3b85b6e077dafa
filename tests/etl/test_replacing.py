"""Several files replaced as one: killed anywhere, on a full or read-only disk, one at a time."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from disks import disk, read_only
from etl import build, update
from etl.errors import Refusal
from etl.put import replacing

ROOT = Path(__file__).parents[2]
NAMES = [f"{letter}.csv" for letter in "abcd"]


def drafted(folder: Path) -> dict[Path, Path]:
    """Four files that say old, and their drafts, which say new."""
    (folder / "drafts").mkdir(exist_ok=True)
    for name in NAMES:
        (folder / name).write_text("old")
        (folder / "drafts" / name).write_text("new")
    return {folder / name: folder / "drafts" / name for name in NAMES}


def said(folder: Path) -> list[str]:
    return [(folder / name).read_text() for name in NAMES]


# Kills its own process at the step numbered by the last argument: each call that changes the disk.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from etl.put.replacing import replace_all

folder, at, done = Path(sys.argv[1]), int(sys.argv[2]), []

def counted(step):
    def counting(*given, **more):
        done.append(step)
        if len(done) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*given, **more)
    return counting

shutil.copyfile, os.fsync = counted(shutil.copyfile), counted(os.fsync)
Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
Path.unlink = counted(Path.unlink)
replace_all({folder / name: folder / "drafts" / name for name in sys.argv[3:]})
"""


def test_wherever_it_is_killed_all_files_are_old_or_all_are_new(tmp_path):
    seen = []
    for at in range(1, 60):
        places = drafted(tmp_path)
        command = [sys.executable, "-c", KILLED, str(tmp_path), str(at), *NAMES]
        ended = subprocess.run(command, cwd=ROOT).returncode
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        halfway = said(tmp_path)
        with replacing.alone(tmp_path):
            now = said(tmp_path)
        assert now in (["old"] * 4, ["new"] * 4), f"killed at step {at}"
        # What is old is old because nothing had been touched.
        assert now == ["new"] * 4 or halfway == ["old"] * 4
        seen.append((halfway, now))
        replacing.replace_all(places)  # what was left behind is in nobody's way
        assert said(tmp_path) == ["new"] * 4
        assert not list(tmp_path.glob("*.draft*"))
    assert ended == 0, "it was never let finish"
    assert any(len(set(halfway)) == 2 for halfway, _ in seen), "never killed between two files"
    assert {now[0] for _, now in seen} == {"old", "new"}


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
def test_a_failure_between_two_files_puts_back_those_before(tmp_path, monkeypatch, error):
    places = drafted(tmp_path)
    ordinary, done = Path.replace, []

    def breaks(self, target):
        done.append(target)
        if len(done) == 3:
            raise error
        return ordinary(self, target)

    monkeypatch.setattr(Path, "replace", breaks)
    with pytest.raises(type(error)):
        replacing.replace_all(places)
    assert said(tmp_path) == ["old"] * 4
    assert not list(tmp_path.glob("*.draft*"))


def test_two_updates_do_not_meet_and_one_that_was_killed_is_in_nobodys_way(tmp_path):
    holding = (
        "import sys, time; from pathlib import Path; from etl.put.replacing import alone\n"
        "with alone(Path(sys.argv[1])): print('in', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", holding, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as first:
        assert first.stdout.readline() == b"in\n"
        with pytest.raises(Refusal, match="another update is at work"), replacing.alone(tmp_path):
            pytest.fail("two at once")
        (tmp_path / replacing.NOTE).write_text("[]")
        replacing.finish(tmp_path)
        assert (tmp_path / replacing.NOTE).exists(), "its work is its own to finish"
        first.kill()
    with replacing.alone(tmp_path):
        assert not (tmp_path / replacing.NOTE).exists()


def test_a_disk_that_is_full_is_told_and_nothing_is_replaced(tmp_path):
    with disk(tmp_path / "small", "size=64k"):
        places = drafted(tmp_path / "small")
        for draft in places.values():
            draft.write_bytes(b"n" * 8_000)
        with pytest.raises(OSError, match="No space left"):
            replacing.replace_all(places)
        assert said(tmp_path / "small") == ["old"] * 4
        assert not list((tmp_path / "small").glob("*.draft*"))


@pytest.mark.parametrize(
    ("options", "words"),
    [("size=8m", "free some disk space"), ("size=200m", "read-only")],
    ids=["full", "read-only"],
)
def test_a_disk_that_is_full_or_read_only_is_told_plainly_by_each_step(
    tmp_path, monkeypatch, options, words
):
    """The build and the update alike, in what they say as in what they leave."""

    def extract_the_same(_raw, figures, *_, committed, **__):
        shutil.copytree(committed, figures)

    monkeypatch.setattr(update, "fetch", lambda *_: "The same files.")
    monkeypatch.setattr(update, "extract", extract_the_same)
    small = tmp_path / "small"
    with disk(small, options):
        shutil.copytree(ROOT / "data" / "figures", small / "data" / "figures")
        for name in ("reference", "CHANGES.md"):
            place = ROOT / "data" / name
            copy = shutil.copytree if place.is_dir() else shutil.copy
            copy(place, small / "data" / name)
        if words == "read-only":
            read_only(small)
        else:
            free = os.statvfs(small)
            (small / "filler").write_bytes(b"f" * (free.f_bavail * free.f_frsize - 300_000))
        before = {file: file.read_bytes() for file in small.rglob("*") if file.is_file()}
        told = []
        with pytest.raises(Refusal) as refused:
            build.build(small / "csa.duckdb", small / "data")
        told.append(str(refused.value))
        with pytest.raises(Refusal) as refused:
            update.update(places=update.Places(small / "data"))
        told.append(str(refused.value))
        for each in told:
            assert "cannot be written" in each and words in each, each
        assert {f: f.read_bytes() for f in small.rglob("*") if f.is_file()} == before
