"""What tests share: the real figures as a database, and pages opened as a reader opens them."""

import functools
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dashboard import served
from together import (
    made_once,
    pytest_collection_modifyitems,  # noqa: F401
    pytest_xdist_make_scheduler,  # noqa: F401
)

ROOT = Path(__file__).parent.parent
APP = str(ROOT / "dashboard" / "app.py")
DATABASE = ROOT / "data" / "csa.duckdb"
# A page takes what it takes, and a fixture that serves one is as good for every example.
settings.register_profile(
    "pages", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("pages")


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of publishers' files: CSA_OFFICIAL, or ../shared/official beside the project."""
    folder = Path(os.environ.get("CSA_OFFICIAL", ROOT.parent / "shared" / "official"))
    if not folder.is_dir():
        reason = f"publishers' files are not at {folder}; set CSA_OFFICIAL to the folder"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def real_database(tmp_path_factory) -> Path:
    """The committed figures, built and checked: what the product serves."""
    from etl.build import build
    from etl.fingerprints import is_out_of_date

    with made_once(tmp_path_factory, "real.duckdb") as file:
        if not file.exists():
            if is_out_of_date():
                build(file)
            else:
                shutil.copy(DATABASE, file)
    return file


@pytest.fixture(scope="session")
def database(real_database):
    """A connection to it, read-only: one for all tests, which leave its settings alone."""
    import duckdb

    with duckdb.connect(str(real_database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def ask(database):
    """ask("SELECT … WHERE x = ?", value) → the rows, as tuples."""
    return lambda question, *values: database.execute(question, list(values)).fetchall()


@pytest.fixture(scope="session")
def site(real_database, tmp_path_factory) -> Path:
    """The folder as `python -m etl publish` writes it, without PDFs."""
    from etl.publish import publish
    from takeaway.conftest import ADDRESS

    with made_once(tmp_path_factory, "site") as folder, pytest.MonkeyPatch.context() as kept:
        kept.setenv("CSA_DATABASE", str(real_database))  # which publish sets, to be put back
        if not folder.exists():
            said = publish(real_database, folder, ADDRESS)
            assert said.startswith(f"Wrote {folder}: ")
    return folder


@pytest.fixture(scope="session")
def place(real_database, tmp_path_factory):
    """The whole dashboard, on the real figures, for all tests that leave it as it was."""
    import attacks

    with attacks.dashboard(real_database, tmp_path_factory.mktemp("dashboard")) as there:
        yield there


@pytest.fixture(scope="session")
def dashboard(place) -> str:
    """Its address."""
    return place.address


@pytest.fixture
def serving(real_database, monkeypatch) -> Path:
    """The dashboard's modules answer from the real figures."""
    monkeypatch.setenv("CSA_DATABASE", str(real_database))
    return real_database


@pytest.fixture
def open_page(serving, opener, monkeypatch):
    """open_page("views/council.py", council="slough") → the page as AppTest sees it, run once.

    The files that a browser would fetch are at served.published.
    """
    monkeypatch.setattr(served, "own_routes", True)
    return opener


@pytest.fixture(scope="session")
def opener():
    """Opens a page of the database that CSA_DATABASE names.

    Fails on an uncaught exception, which a reader would meet as a broken page. Which installed
    packages bring components is looked up once: AppTest would do so for each page, in three times
    as long as the page takes.
    """
    from streamlit.components.v2 import manifest_scanner
    from streamlit.testing.v1 import AppTest

    def opened(view: str = "views/explorer.py", /, **address: object) -> AppTest:
        page = AppTest.from_file(APP, default_timeout=120)
        for name, value in address.items():
            page.query_params[name] = str(value)
        page.switch_page(view)
        page.run()
        assert not page.exception, page.exception[0].stack_trace
        return page

    with pytest.MonkeyPatch.context() as patch:
        scan = functools.cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield opened


@pytest.fixture(scope="session")
def invented(tmp_path_factory):
    """A connection to a database of invented councils: schema, figures and marts, no checks."""
    import duckdb

    import invented
    from etl.load import load

    data = invented.write(tmp_path_factory.mktemp("invented"))
    connection = duckdb.connect()
    load(connection, data)
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def class_undecided(tmp_path_factory) -> dict:
    """The explorer's classes at 0.2 of invented councils, with the headlines of their years.

    In 2022 Eastmere's 1 to 5 plans among 20,000 children leave its class open: it may be below.
    """
    import duckdb

    import invented
    from dashboard import queries
    from dashboard.councils.explorer import measures
    from etl.load import load

    folder = tmp_path_factory.mktemp("undecided")
    data = invented.write(folder / "data")
    invented.print_low(data, [(invented.EASTMERE, 2022, "low")])
    with duckdb.connect(str(folder / "csa.duckdb")) as connection:
        load(connection, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CSA_DATABASE", str(folder / "csa.duckdb"))
        return {
            "pack": measures.class_pack(0.2),
            "headlines": queries.headlines(0.2).set_index("year_ending"),
        }


# The first has no window of its own to draw, and takes a tenth less of a processor.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Chromium's own two pages below the address bar of each window, which no test sees.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,HttpsUpgrades,OptimizationHints",
)


def _no_browser(reason: str):
    message = (
        f"no browser for the browser tests: {reason}. Install Debian's `chromium-headless-shell`."
    )
    pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture(scope="session")
def browser():
    """Chromium, the system's or Playwright's own; without one a skip, on CI a failure.

    One for all tests of a worker: Playwright cannot be started twice in a thread.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        _no_browser("Playwright is not installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        except Error as error:
            _no_browser(str(error).splitlines()[0])
        yield opened
        opened.close()
