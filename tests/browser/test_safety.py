"""What a browser is told to refuse and keep, and what a reader sees when something fails.

The fact a newcomer gets wrong: the pages are opened through nginx here, as they are deployed, for
the policy that lets in nothing from elsewhere is nginx's. Each page must still work under it.
"""

import os
import re
import shutil
import time
from urllib.parse import urlparse

import duckdb
import pytest

import serving
from browser.everyone import settled
from dashboard import contents
from dashboard import words as dashboard_words
from dashboard.words.itself import pictures

CHOSEN = {"council": "council?council=slough"}
PAGES = (*(CHOSEN.get(page.path, page.path) for page in contents.PAGES), "map")
TIMEOUT = 60_000
VIOLATIONS = """
  window.refused = [];
  document.addEventListener("securitypolicyviolation",
    (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@pytest.fixture(scope="module")
def site(real_database, tmp_path_factory):
    """The dashboard as it is deployed."""
    if serving.nginx_program() is None:
        message = "nginx is not installed: install Debian's `nginx`"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with serving.deployed(real_database, tmp_path_factory.mktemp("site")) as there:
        yield there


@pytest.fixture
def reader(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.add_init_script(VIOLATIONS)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    yield page
    context.close()


def open_page(page, address: str) -> None:
    page.goto(address)
    settled(page)


def test_every_page_works_under_the_policy_and_asks_nobody_else(reader, site):
    asked, said = [], []
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("console", lambda message: said.append(message.text))
    charts = 0
    for path in PAGES:
        open_page(reader, f"{site.address}/{path}")
        if path in ("", "map"):
            reader.wait_for_selector("svg.main path[data-code]", state="attached")
        if reader.locator("[data-testid=stPlotlyChart]").count():
            reader.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
            charts += 1
        assert reader.evaluate("window.refused") == [], path
    assert charts >= 2
    assert [text for text in said if "Content Security Policy" in text] == []
    own = urlparse(site.address).netloc
    others = {url for url in asked if not url.startswith(("data:", "blob:"))}
    assert len(others) > 20
    assert {urlparse(url).netloc for url in others} == {own}


def test_the_pictures_of_the_map_can_be_taken_away_under_the_policy(reader, site):
    open_page(reader, f"{site.address}/map")
    reader.get_by_text("Share", exact=True).click()
    for kind, name in pictures.KINDS.items():
        with reader.expect_download() as download:
            reader.get_by_role("button", name=name, exact=True).click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        assert os.path.getsize(download.value.path()) > 10_000
    assert reader.evaluate("window.refused") == []


def test_the_policy_refuses_a_script_that_was_slipped_into_the_page(reader, site):
    open_page(reader, site.address)
    reader.evaluate(
        """() => { const slipped = document.createElement("script");
                   slipped.textContent = "window.slippedIn = true";
                   document.body.append(slipped); }"""
    )
    assert reader.evaluate("window.slippedIn") is None
    assert reader.evaluate("window.refused")[0].startswith("script-src")


def test_no_cookie_outlives_the_browser_or_says_anything(reader, site):
    open_page(reader, f"{site.address}/council?council=slough&year=2019")
    cookies = {cookie["name"]: cookie for cookie in reader.context.cookies()}
    assert set(cookies) == {"csa_replica", "_streamlit_xsrf"}
    for cookie in cookies.values():
        assert cookie["expires"] == -1
        assert cookie["sameSite"] == "Lax"
        assert "slough" not in cookie["value"] and "2019" not in cookie["value"]
    # The toolkit remembers which of its themes the reader chose, and nothing else.
    kept = reader.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert [name for name in kept if not name.startswith("stActiveTheme")] == []


@pytest.mark.parametrize(
    ("missing", "page"),
    [("funnel_year", "compare?group=neighbours&council=slough"), ("meta_source", "trends")],
    ids=["in a part of the page", "in the page itself"],
)
def test_a_fault_is_told_calmly_with_the_reference_of_its_trace(
    reader, real_database, tmp_path, missing, page
):
    database = tmp_path / "csa.duckdb"
    shutil.copy(real_database, database)
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"DELETE FROM {missing}")
    port, log = serving.free_port(), tmp_path / "log"
    with serving.replica(port, log, CSA_DATABASE=str(database)):
        # Before it is ready the server opens every page itself, and says there what fails.
        before = len(log.read_text())
        reader.goto(f"http://127.0.0.1:{port}/{page}")
        alert = reader.locator("[data-testid=stAlert]:has-text('Sorry')")
        alert.wait_for()
        words = alert.inner_text()
        foot = reader.locator(".page-foot")
        foot.locator("a[href^='tel:']").first.wait_for(state="attached")
        assert foot.locator("a[href^='tel:']").count() > 3
        assert dashboard_words.CAVEAT in foot.inner_text()
        reference = re.search(r"reference ([0-9A-F]{8})", words)[1]
        for frightening in ("Error", "Traceback", ".py", "Exception", missing):
            assert frightening not in reader.inner_text("body")
        for _ in range(50):
            if reference in log.read_text():
                break
            time.sleep(0.1)
        time.sleep(0.3)
    said = log.read_text()[before:]
    assert said.count(reference) == 1
    after = said.partition(reference)[2]
    assert "Traceback (most recent call last)" in after
    assert said.count("Traceback (most recent call last)") <= 1 + said.count("direct cause")


# As the toolkit keeps its own choices at its beginning, which may be after the reader has left.
KEEP = """
  const keep = (name) => { localStorage[name] = "slough"; sessionStorage[name] = "slough";
    document.cookie = `${name}=slough; path=/`; };
  keep("before");
  addEventListener("beforeunload", () => keep("after"));
"""


@pytest.mark.parametrize("path", ["index.html", "council?council=slough"])
def test_who_leaves_quickly_leaves_nothing_behind(reader, request, path):
    in_files = path == "index.html"
    edition = request.getfixturevalue("static_edition" if in_files else "dashboard")
    reader.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather"))
    reader.goto("about:blank")
    reader.goto(f"{edition}/{path}", wait_until="domcontentloaded")
    reader.evaluate(KEEP)
    reader.locator("a.leave").click()
    reader.wait_for_url("https://www.bbc.co.uk/**")
    reader.go_back()
    assert reader.url == "about:blank", "the way back leads past the page that was left"
    reader.goto(f"{edition}/{'embed/map.html' if in_files else 'robots.txt'}")
    assert reader.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert reader.context.cookies() == []
