"""Servers for tests that look at the page as a reader does."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from browser.invented import open_map

ROOT = Path(__file__).resolve().parents[2]
HARNESS = Path(__file__).parent / "harness"


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


# The harness brings a database module of its own, so it comes before the dashboard's.
HARNESS_FIRST = os.pathsep.join((str(HARNESS), str(ROOT / "dashboard")))


def _serve(command: list[str], health: str, log: Path, search: str | Path = HARNESS_FIRST):
    """Run a server until the test is done; fails with its log if it does not answer in a minute."""
    environment = os.environ | {"PYTHONPATH": str(search)}
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(health, timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.25)
            else:
                pytest.fail(f"{command} did not answer at {health}:\n{log.read_text()}")
            yield
        finally:
            server.terminate()
            server.wait(10)


@pytest.fixture(scope="session")
def harness(tmp_path_factory):
    """The address of the map's test page, served as the dashboard is, by uvicorn."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    command = [sys.executable, str(HARNESS / "serve.py"), str(port)]
    log = tmp_path_factory.mktemp("harness") / "log"
    for _ in _serve(command, f"{address}/healthz", log):
        yield address


@pytest.fixture(scope="session")
def plain_harness(tmp_path_factory):
    """The same page under plain `streamlit run`, which has no routes of ours."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    command = [
        sys.executable, "-m", "streamlit", "run", str(HARNESS / "app.py"), f"--server.port={port}",
    ]  # fmt: skip
    log = tmp_path_factory.mktemp("plain") / "log"
    for _ in _serve(command, f"{address}/_stcore/health", log):
        yield address


@pytest.fixture
def page(browser, harness):
    """The invented country on a wide screen, drawn."""
    opened = open_map(browser, harness)
    yield opened
    opened.context.close()


@pytest.fixture
def controlled(browser, harness):
    """The same with the map's own year control."""
    opened = open_map(browser, f"{harness}/?control=1")
    yield opened
    opened.context.close()


def _dashboard(database: Path, log: Path, health: str):
    """The dashboard as `make run` serves it, on that database."""
    address = f"http://127.0.0.1:{(port := _free_port())}"
    command = [
        sys.executable, "-m", "uvicorn", "dashboard.asgi:app", f"--port={port}",
        "--log-level=warning",
    ]  # fmt: skip
    before = os.environ.get("CSA_DATABASE")
    os.environ["CSA_DATABASE"] = str(database)
    try:
        for _ in _serve(command, f"{address}{health}", log, search=ROOT):
            yield address
    finally:
        os.environ.pop("CSA_DATABASE")
        if before:
            os.environ["CSA_DATABASE"] = before


@pytest.fixture(scope="session")
def dashboard(real_database, tmp_path_factory):
    """The address of the whole dashboard, on the real figures."""
    yield from _dashboard(real_database, tmp_path_factory.mktemp("dashboard") / "log", "/healthz")


@pytest.fixture
def dashboard_without_figures(tmp_path):
    """The same before any database is built."""
    yield from _dashboard(tmp_path / "absent.duckdb", tmp_path / "log", "/_stcore/health")
