"""A disk that is full or read-only, and no right to write: each step says so, and leaves all whole.

The disks are real. What build and update leave of them is in test_replacing.
"""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from committed import copied_to
from disks import disk, read_only, without_rights
from etl.publish import OURS

ROOT = Path(__file__).parents[2]
FULL = "free some disk space"
SHUT = "make the folder writable for who runs this"


def run(*words: object, rights: bool = True, out=subprocess.PIPE) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "etl", *map(str, words)],
        cwd=ROOT,
        stdout=out,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if rights else without_rights,
        timeout=300,  # a step that waits for ever is a fault too
    )


def refused(said: subprocess.CompletedProcess, remedy: str) -> None:
    """One sentence of what is wrong and one of what to do; no trace, and no advice of another."""
    assert said.returncode == 1 and not said.stdout, said
    assert said.stderr.startswith("Refused. ") and said.stderr.strip().count("\n") == 0, said.stderr
    assert f"What to do: {remedy}" in said.stderr, said.stderr
    others = {FULL, SHUT, "make build", "give whoever runs this the right"} - {remedy}
    assert not [other for other in others if other in said.stderr], said.stderr


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def fill(folder: Path, but: int) -> None:
    """All of the disk but this many bytes."""
    free = os.statvfs(folder)
    (folder / "filler").write_bytes(b"f" * max(0, free.f_bavail * free.f_frsize - but))


@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_a_folder_on_such_a_disk_is_published_whole_or_not_at_all(kind, tmp_path, real_database):
    small = tmp_path / "small"
    with disk(small, "size=8m"):
        (small / "site").mkdir()
        for name in OURS:
            (small / "site" / name).write_text("what stood there")
        fill(small, 6_000_000) if kind == "full" else read_only(small)
        before = files(small)
        words = ["--database", real_database, "--to", small / "site", "--no-pdf"]
        refused(run("publish", *words), FULL if kind == "full" else SHUT)
        assert files(small) == before and len(list(small.iterdir())) == 1 + (kind == "full")


@pytest.mark.parametrize("kind", ["full", "read-only"])
def test_a_database_on_such_a_disk_goes_on_serving(kind, tmp_path):
    small = tmp_path / "small"
    with disk(small, "size=8m"):
        (small / "csa.duckdb").write_bytes(b"what stood there")
        fill(small, 3_000_000) if kind == "full" else read_only(small)
        before = files(small)
        refused(run("build", "--database", small / "csa.duckdb"), FULL if kind == "full" else SHUT)
        assert files(small) == before


@pytest.mark.parametrize("step", ["check", "diff"])
def test_an_answer_that_finds_no_room_is_not_a_fault_of_the_database(step, real_database):
    named = [real_database] * (2 if step == "diff" else 1)
    with Path("/dev/full").open("w") as out:
        said = run(step, *named, out=out)
    said.stdout = ""
    refused(said, FULL)
    assert "the answer cannot be written" in said.stderr and "duckdb" not in said.stderr


def test_a_report_of_an_update_that_finds_no_room_is_said():
    from etl import errors, update

    with pytest.raises(errors.Refusal, match="No space left") as full:
        update._write(Path("/dev/full"), "what moves")
    assert str(full.value).count("/dev/full") == 1 and FULL in str(full.value)


@pytest.fixture
def shut(tmp_path, real_database) -> Path:
    """A folder that may be read and not written, with a database that may not even be read."""
    folder = tmp_path / "shut"
    folder.mkdir()
    shutil.copy(real_database, folder / "secret.duckdb")
    (folder / "secret.duckdb").chmod(0)
    (folder / "csa.duckdb").write_bytes(b"what stood there")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize("step", ["check", "diff", "verify", "publish"])
def test_a_database_that_may_not_be_read_is_said_to_be_one(step, shut, real_database, tmp_path):
    secret = shut / "secret.duckdb"
    words = {
        "diff": [secret, real_database],
        "publish": ["--database", secret, "--to", tmp_path / "site", "--no-pdf"],
    }.get(step, [secret])
    said = run(step, *words, rights=False)
    refused(said, "give whoever runs this the right")
    assert str(secret) in said.stderr and not (tmp_path / "site").exists()


@pytest.mark.parametrize("step", ["build", "publish", "update"])
def test_a_folder_that_may_not_be_written_is_said_to_be_one(step, shut, real_database, tmp_path):
    if step == "update":
        told = _updated_without_rights(tmp_path)
    else:
        words = {
            "build": ["--database", shut / "csa.duckdb"],
            "publish": ["--database", real_database, "--to", shut / "site", "--no-pdf"],
        }[step]
        told = run(step, *words, rights=False)
    refused(told, SHUT)
    assert (shut / "csa.duckdb").read_bytes() == b"what stood there"
    assert {each.name for each in shut.iterdir()} == {"csa.duckdb", "secret.duckdb"}


def _updated_without_rights(tmp_path: Path) -> subprocess.CompletedProcess:
    """An update of figures in a folder that is shut; its raw files can be kept."""
    data = copied_to(tmp_path / "data")
    (data / "raw").mkdir()
    before = files(data)
    data.chmod(0o555)
    program = (
        "import sys; from pathlib import Path; from etl import __main__, update\n"
        f"places = update.Places(Path({str(data)!r}))\n"
        "update.fetch = lambda *_: 'The same files.'\n"
        "of_places = update.update\n"
        "update.update = lambda *a, **k: of_places(*a, **k | {'places': places})\n"
        "sys.exit(__main__.main(['update', '--offline']))"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=without_rights,
    )
    data.chmod(0o755)
    assert files(data) == before
    return said
