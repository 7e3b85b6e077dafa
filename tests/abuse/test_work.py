"""Asking for large files: one is written at a time, in its place, within its memory, to its end."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import psutil
import pytest

from dashboard.takeaway import downloads, worker

# So many that no machine has written them before the test has looked.
ROWS = pd.DataFrame({"a": range(1_000_000), "b": ["[c]"] * 1_000_000})


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where the worker puts its files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def workers() -> list[psutil.Process]:
    """The processes at work for this one, and no others."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if is_at_work(child) and is_worker(child)]


def is_worker(process: psutil.Process) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return "dashboard.takeaway.worker" in process.cmdline()
    return False


def is_at_work(process: psutil.Process) -> bool:
    """Whether it is there, and not only waiting for somebody to note that it has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def soon(is_so, seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def test_a_file_comes_whole_and_nothing_is_left(folder):
    rows = ROWS.head(100)
    *progress, content = downloads.build(rows)
    assert content == downloads.csv(rows)
    assert progress == sorted(progress) and all(0 <= done <= 1 for done in progress)
    assert workers() == [] and list(folder.iterdir()) == [] and worker.waiting() == 0


def test_one_is_written_at_a_time_and_the_others_are_told_their_place(folder):
    first, second, third = (downloads.build(ROWS) for _ in range(3))
    assert isinstance(next(first), float)
    assert next(second) == worker.Waiting(1)
    assert next(third) == worker.Waiting(2)
    assert len(workers()) == 1
    first.close()
    assert next(third) == worker.Waiting(1)
    assert isinstance(next(second), float)
    second.close()
    third.close()
    assert workers() == [] and list(folder.iterdir()) == [] and worker.waiting() == 0


def test_a_long_queue_is_closed(monkeypatch):
    monkeypatch.setattr(worker, "MOST_WAITING", 3)
    asked = [downloads.build(ROWS) for _ in range(4)]
    for each in asked:
        next(each)
    with pytest.raises(worker.Busy):
        next(downloads.build(ROWS))
    for each in reversed(asked):
        each.close()
    assert worker.waiting() == 0


def test_who_takes_too_much_memory_is_ended(folder):
    asked = worker.work("csv", lambda at: ROWS.to_parquet(at / "table.parquet"), 20_000_000)
    with pytest.raises(worker.Failed, match="over 20 MB"):
        list(asked)
    assert workers() == [] and list(folder.iterdir()) == [] and worker.waiting() == 0


def test_a_failure_is_told_to_the_log_and_frees_the_place():
    with pytest.raises(worker.Failed, match="table.parquet"):
        list(worker.work("csv", lambda folder: None))
    assert worker.waiting() == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["ended", "killed"])
def test_the_work_ends_with_the_process_and_leaves_nothing(folder, how):
    asking = (
        "import pandas as pd; from dashboard.takeaway import downloads\n"
        "rows = pd.DataFrame({'a': range(3_000_000), 'b': ['[c]'] * 3_000_000})\n"
        "for done in downloads.build(rows): print(done, flush=True)\n"
    )
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", asking],
        cwd=root,
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(folder)},
    )
    process.stdout.readline()
    at_work = psutil.Process(process.pid).children()
    assert len(at_work) == 1 and len(list(folder.iterdir())) == 1
    process.send_signal(how)
    process.wait(10)
    process.stdout.close()
    assert soon(lambda: not any(is_at_work(child) for child in at_work))
    assert soon(lambda: list(folder.iterdir()) == [])
