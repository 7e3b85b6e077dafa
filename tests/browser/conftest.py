"""Servers for tests that look at the page as a reader does."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest

import serving
from browser.everyone import WIDE, settled
from browser.explorer import DESK, SHIFTS, answering, opened
from browser.tabs import Tabs
from together import made_once

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def plain(real_database, tmp_path_factory):
    """The address of the dashboard under plain `streamlit run`, which has no routes of ours."""
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")]
    command += [f"--server.port={port}", "--server.headless=true"]
    with serving.started(
        command,
        f"{address}/_stcore/health",
        tmp_path_factory.mktemp("plain") / "log",
        subprocess.Popen.terminate,
        cwd=ROOT,
        env=os.environ | {"CSA_DATABASE": str(real_database)},
    ):
        yield address


@pytest.fixture
def dashboard_without_figures(tmp_path):
    """The same before any database is built."""
    port, absent = serving.free_port(), str(tmp_path / "absent.duckdb")
    with serving.replica(port, tmp_path / "log", "/_stcore/health", CSA_DATABASE=absent):
        yield f"http://127.0.0.1:{port}"


# What the tests of the files alone open: a measure's file is a second's work, and there are forty.
OF_FILES = {"class-0.1", "class-0.2", "assessments", "share", "police-recorded", "plan-rate"} | {
    "2015-2024",
    "2023-2024",
}
COUNCILS = {"slough", "leeds", "bedford"}


@pytest.fixture(scope="session")
def static_edition(real_database, tmp_path_factory):
    """The address of the explorer as files alone, below a path, served by Python's own server."""
    from dashboard.councils import explorer
    from dashboard.takeaway.published import chart_pages, explorer_pages

    def wanted(name: str) -> bool:
        folder, _, file = name.rpartition("/")
        return folder in ("", "shapes") or Path(file).stem in OF_FILES | COUNCILS

    with made_once(tmp_path_factory, "files") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(real_database))
        if not folder.exists():
            names = list(filter(wanted, explorer.names()))
            patch.setattr(explorer, "names", lambda: names)
            (folder / "below").mkdir(parents=True)
            explorer_pages.write(folder / "below", "https://figures.example/below")
            chart_pages.write(folder / "below", "https://figures.example/below")

    # What nginx says of an embed. Other pages go without: where a policy forbids eval, Playwright
    # cannot wait for anything but an element.
    policy = re.search(
        r'Content-Security-Policy "([^"]+)"', (ROOT / "deploy/headers.conf").read_text()
    )

    class Files(serving.Files):
        def end_headers(self):
            if "/embed/" in self.path:
                self.send_header("Content-Security-Policy", policy[1].replace("$framed_by", "*"))
            super().end_headers()

    with serving.folder_at(folder, Files) as there:
        yield f"{there}/below"


@pytest.fixture(params=["dashboard", "files"])
def edition(request):
    """The address of an edition of the explorer, without a slash at its end."""
    name = {"dashboard": "dashboard", "files": "static_edition"}[request.param]
    return request.getfixturevalue(name)


@pytest.fixture(scope="session")
def tabs(browser):
    """Tabs for whoever reads a page."""
    tabs = Tabs(browser)
    yield tabs
    tabs.close()


@pytest.fixture(scope="session")
def explorers(browser):
    """Tabs for whoever goes through the explorer: each counts what shifts in its page."""
    tabs = Tabs(browser, lambda page: page.add_init_script(SHIFTS))
    yield tabs
    tabs.close()


@pytest.fixture
def visit(explorers, edition):
    """visit("?year=2020") → a page of the explorer, of a reader of its own, which answers."""
    pages = []

    def visited(address: str = "", *, viewport: dict = DESK, **how):
        pages.append(page := explorers.take(viewport=viewport, **how))
        page.goto(f"{edition}/{address}", wait_until="commit")
        answering(page)
        return page

    yield visited
    for page in pages:
        explorers.leave(page)


@pytest.fixture(scope="module")
def left_open(explorers):
    """Address → a page of the explorer, for all tests of a file that leave it as it was."""
    pages = {}
    yield pages
    for page in pages.values():
        explorers.leave(page)


@pytest.fixture
def seen(left_open, explorers, edition):
    """seen("?year=2020") → what `visit` gives, opened once for all tests of a file that look at it.

    A test that changes the address, and with it what is chosen, fails; one that types or points
    takes it back.
    """
    given = []

    def shown(address: str = ""):
        wanted = f"{edition}/{address}"
        if wanted not in left_open:
            left_open[wanted] = page = explorers.take(viewport=DESK)
            page.goto(wanted, wait_until="commit")
            answering(page)
        given.append((left_open[wanted], left_open[wanted].url))
        return left_open[wanted]

    yield shown
    for page, address in given:
        page.mouse.move(0, 0)
        assert page.url == address, "another test would see what this one chose"


@pytest.fixture
def visit_first(browser, edition):
    """The same in a window that never had a page of ours, and of which anything may be changed."""
    pages = []

    def visited(address: str = "", **how):
        pages.append(opened(browser, f"{edition}/{address}", **how))
        return pages[-1]

    yield visited
    for page in pages:
        page.context.close()


@pytest.fixture
def reader(tabs, dashboard):
    """reader(path or address, ...) → a reader's page that has all it has to say.

    Each call opens a page anew.
    """
    pages = []

    def opened(path: str, **how):
        pages.append(page := tabs.take(**how))
        page.goto(urljoin(f"{dashboard}/", path))
        settled(page)
        return page

    yield opened
    for page in pages:
        tabs.leave(page)


@pytest.fixture(scope="module")
def shown(tabs, dashboard):
    """shown(path, ...) → the same, one page for all tests of a file that leave it as it was.

    It is handed out from its top, in a window of the size that is asked for.
    """
    pages = {}

    def opened(path: str, *, viewport: dict = WIDE, **how):
        key = (path, repr(how))
        if key not in pages:
            pages[key] = page = tabs.take(viewport=viewport, **how)
            page.goto(urljoin(f"{dashboard}/", path))
            settled(page)
        pages[key].set_viewport_size(viewport)
        pages[key].evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
        return pages[key]

    yield opened
    for page in pages.values():
        tabs.leave(page)
