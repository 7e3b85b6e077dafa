"""A bar is for a terminal: a log that has one is unreadable."""

import subprocess
import sys

from etl.kept import ROOT

LOOP = "from etl import progress; [None for _ in progress.bar(range(3), desc='counting')]"


def test_nothing_is_drawn_in_a_pipe():
    run = subprocess.run([sys.executable, "-c", LOOP], cwd=ROOT, capture_output=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")


def test_every_bar_is_of_the_one_kind():
    using = {
        file.relative_to(ROOT).as_posix()
        for folder in ("etl", "dashboard", "geo")
        for file in (ROOT / folder).rglob("*.py")
        if "tqdm" in file.read_text(encoding="utf-8")
    }
    assert using == {"etl/progress.py"}
