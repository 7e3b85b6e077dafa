"""Tests that share something run on one worker: seen in a run of their own."""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

NAMES = """import pathlib, os, pytest
@pytest.fixture(scope="module", params=["", "council?council=slough"])
def view(request):
    return request.param
def ran(request):
    with open("ran", "a") as file:
        file.write(f"{request.node.nodeid} {os.environ['PYTEST_XDIST_WORKER']}\\n")
def test_a(view, request): ran(request)
@pytest.mark.parametrize(("zoom", "width"), [(200, 640), (400, 320)])
def test_b(view, zoom, width, request): ran(request)
"""


def test_what_shares_a_server_or_a_page_runs_on_one_worker(tmp_path):
    names = (
        "abuse/test_a",
        "abuse/test_b",
        "browser/test_everyone",
        "words/test_a",
        "words/test_b",
    )
    for name in names:
        file = tmp_path / f"tests/{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(NAMES)
    (tmp_path / "pytest.ini").touch()
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-n2", "-p", "together", "--import-mode=importlib"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parent), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    ran = [line.rsplit(" ", 1) for line in (tmp_path / "ran").read_text().splitlines()]
    assert len(ran) == 6 * len(names)
    workers = defaultdict(set)
    for test, worker in ran:
        file, _, rest = test.partition("::")
        together = "abuse" if "abuse" in file else file
        if "everyone" in file:
            together += "slough" if "slough" in rest else "map"
        workers[together].add(worker)
    assert {name: len(each) for name, each in workers.items()} == dict.fromkeys(workers, 1)
    assert len(workers) == 5 and len(set.union(*workers.values())) == 2
    assert "abuse" in ran[0][0] or "everyone" in ran[0][0], "the longest are begun first"
