"""Servers for tests that look at the page as a reader does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import serving
from browser.invented import open_map

ROOT = Path(__file__).resolve().parents[2]
HARNESS = Path(__file__).parent / "harness"


def _served(command: list[str], address: str, log: Path):
    """A server of the harness until the test is done."""
    return serving.started(
        command,
        address,
        log,
        subprocess.Popen.terminate,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.fixture(scope="session")
def harness(tmp_path_factory):
    """The address of the map's test page, served as the dashboard is, by uvicorn."""
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    command = [sys.executable, str(HARNESS / "serve.py"), str(port)]
    log = tmp_path_factory.mktemp("harness") / "log"
    with _served(command, f"{address}/healthz", log):
        yield address


@pytest.fixture(scope="session")
def plain_harness(tmp_path_factory):
    """The same page under plain `streamlit run`, which has no routes of ours."""
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(HARNESS / "app.py"),
        f"--server.port={port}",
    ]
    log = tmp_path_factory.mktemp("plain") / "log"
    with _served(command, f"{address}/_stcore/health", log):
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


@pytest.fixture(scope="session")
def dashboard(real_database, tmp_path_factory):
    """The address of the whole dashboard, on the real figures."""
    port, log = serving.free_port(), tmp_path_factory.mktemp("dashboard") / "log"
    with serving.replica(port, log, CSA_DATABASE=str(real_database)):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def dashboard_without_figures(tmp_path):
    """The same before any database is built."""
    port, absent = serving.free_port(), str(tmp_path / "absent.duckdb")
    with serving.replica(port, tmp_path / "log", "/_stcore/health", CSA_DATABASE=absent):
        yield f"http://127.0.0.1:{port}"


# What the tests of the files alone open: a measure's file is a second's work, and there are forty.
OF_FILES = {"class-0.1", "class-0.2", "assessments", "share"}
COUNCILS = {"slough", "leeds", "bedford"}


@pytest.fixture(scope="session")
def static_edition(real_database, tmp_path_factory):
    """The address of the explorer as files alone, below a path, served by Python's own server."""
    import functools
    import http.server
    import threading

    from dashboard.councils import explorer
    from dashboard.takeaway import explorer_pages

    folder = tmp_path_factory.mktemp("files")
    wanted = lambda name: "/" not in name or Path(name).stem in OF_FILES | COUNCILS  # noqa: E731
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(real_database))
        names = list(filter(wanted, explorer.names()))
        patch.setattr(explorer, "names", lambda: names)
        (folder / "below").mkdir()
        explorer_pages.write(folder / "below", "https://figures.example/below")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/below"
    server.shutdown()
