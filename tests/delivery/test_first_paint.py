"""What a page's head names exists, is asked for once, and is what the page goes on to need."""

import gzip
import re
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from dashboard import contents
from dashboard.delivery.opening import first_paint

ROOT = Path(__file__).resolve().parents[2]
INDEX = (first_paint.FOLDER / "index.html").read_text()
SCRIPTS = first_paint.FOLDER / "static" / "js"


def fetched(address: str, **headers: str):
    request = urllib.request.Request(address, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.headers, answer.read()


def named(page: str) -> list[str]:
    """Addresses in the head that Streamlit's own index.html does not have."""
    there = re.findall(r'<(?:link|script)[^>]*(?:href|src)="([^"]+)"', page)
    return [address.removeprefix(".") for address in there if address not in INDEX]


def test_every_page_of_the_list_has_its_file_and_says_what_it_shows():
    for page in contents.PAGES:
        assert (ROOT / "dashboard" / "views" / page.file).is_file()
        assert 40 < len(page.description) < 160 and page.elements, page.title


@pytest.mark.parametrize("page", contents.PAGES, ids=lambda page: page.title)
def test_every_element_named_is_one_that_streamlit_loads_late(page):
    for element in page.elements:
        (file,) = SCRIPTS.glob(f"{element}.*.js")
        assert file.name not in INDEX
        assert file.name in first_paint.scripts_of(page.elements)


@pytest.mark.parametrize("path", first_paint.PAGES)
def test_every_file_that_a_page_names_exists(dashboard, path):
    _, page = fetched(dashboard + path)
    files = named(page.decode())
    assert sum("/static/js/" in file for file in files) > 3
    assert len(files) == len(set(files))
    for file in files:
        headers, content = fetched(dashboard + file)
        assert content and "text/html" not in headers["Content-Type"], file
    assert sum("/explorer/" in file for file in files) == (4 if path == "/" else 0)
    assert '<meta name="description"' in page.decode() and 'property="og:title"' in page.decode()


def test_the_old_address_of_the_map_leads_to_the_view_it_showed(dashboard):
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    opener = urllib.request.build_opener(Stay)
    for old, new in (
        ("/map", "./?measure=plan-rate"),
        ("/map?year=2020&measure=share", "./?measure=share&year=2020"),
    ):
        with pytest.raises(urllib.error.HTTPError) as moved:
            opener.open(dashboard + old)
        assert moved.value.code == 301 and moved.value.headers["Location"] == new


def test_a_file_of_the_explorer_is_kept_for_ever_under_its_own_version_alone(dashboard):
    _, page = fetched(dashboard + "/")
    (script,) = [file for file in named(page.decode()) if file.endswith("explorer.js")]
    headers, content = fetched(dashboard + script, **{"Accept-Encoding": "gzip"})
    assert headers["Cache-Control"] == first_paint.FOR_EVER and content[:2] == b"\x1f\x8b"
    other = re.sub(r"/explorer/\w+/", "/explorer/0123456789ab/", script)
    headers, again = fetched(dashboard + other)
    assert headers["Cache-Control"] == "no-store" and again == gzip.decompress(content)
    for missing in ("council/atlantis.json", "measure/x.json", "x"):
        with pytest.raises(urllib.error.HTTPError) as none:
            fetched(f"{dashboard}/explorer/0/{missing}")
        assert none.value.code == 404


def test_the_page_is_asked_for_anew_and_its_files_are_kept(dashboard):
    headers, packed = fetched(f"{dashboard}/about", **{"Accept-Encoding": "gzip"})
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Content-Type"].startswith("text/html")
    _, plain = fetched(f"{dashboard}/about")
    assert gzip.decompress(packed) == plain
    with pytest.raises(urllib.error.HTTPError) as unchanged:
        fetched(f"{dashboard}/about", **{"If-None-Match": headers["ETag"]})
    assert unchanged.value.code == 304
    script = re.search(r'src="\.(/static/js/index\.[^"]+)"', plain.decode())[1]
    headers, packed = fetched(dashboard + script, **{"Accept-Encoding": "gzip"})
    assert headers["Cache-Control"] == first_paint.FOR_EVER
    assert gzip.decompress(packed) == (first_paint.FOLDER / script[1:]).read_bytes()


def test_no_script_is_written_into_the_page_but_streamlits_own(dashboard):
    # nginx's Content-Security-Policy lets in only that one, by its hash.
    _, page = fetched(f"{dashboard}/about")
    inline = re.compile(r"<script>.*?</script>", re.DOTALL)
    assert inline.findall(page.decode()) == inline.findall(INDEX) != []


def test_what_is_named_is_fetched_once_and_is_what_the_map_is_drawn_from(dashboard, browser):
    path = "/"
    context = browser.new_context()
    page = context.new_page()
    asked, at = [], {}
    page.on("request", lambda request: asked.append(request.url.removeprefix(dashboard)))
    page.goto(dashboard + path, wait_until="commit")
    page.locator(".explorer-place svg.main path[data-code]").first.wait_for(timeout=60_000)
    times = Counter(asked)
    at = page.evaluate("""Object.fromEntries(performance.getEntriesByType("resource")
        .map(entry => [new URL(entry.name).pathname,
          [entry.initiatorType, entry.startTime, entry.responseEnd]]))""")
    context.close()
    # The socket was not sought at /map before it was found at the root.
    assert [url for url in asked if "_stcore/health" in url] in ([], ["/_stcore/health"])
    head = fetched(dashboard + path)[1].decode()
    of_the_map = [url for url in asked if url.startswith(("/map/", "/explorer/")) and url in head]
    assert len(of_the_map) == 5, "Streamlit's start; the script, first file, shapes and figures"
    for url in of_the_map:
        # By the head alone: the map's own fetch() would show as "fetch".
        assert times[url] == 1 and at[url][0] in ("link", "other", "script"), (url, at[url])
    start = re.search(r'src="\.(/static/js/index\.[^"]+)"', head)[1]
    for element in contents.PAGES[0].elements:
        (url,) = (url for url in times if url.startswith(f"/static/js/{element}."))
        assert times[url] == 1 and at[url][1] < at[start][2], "asked for before Streamlit asks"


@pytest.mark.parametrize("name", ["doncaster", "E08000017", "Doncaster"])
def test_the_address_that_people_guess_leads_to_the_councils_page(dashboard, name):
    with urllib.request.urlopen(f"{dashboard}/council/{name}", timeout=20) as answer:
        assert answer.url == f"{dashboard}/council?council=doncaster"


@pytest.mark.parametrize("path", ["Council", "COUNCIL/", "TRENDS", "About"])
def test_a_page_is_found_however_its_address_is_written(dashboard, path):
    with urllib.request.urlopen(f"{dashboard}/{path}?council=leeds&x=A", timeout=20) as answer:
        assert answer.url == f"{dashboard}/{path.strip('/').lower()}?council=leeds&x=A"
        assert b"<title>" in answer.read()


@pytest.mark.parametrize("name", ["atlantis", "%3Cscript%3E", "doncaster/x", ""])
def test_the_address_of_no_council_is_no_page_or_the_page_of_all(dashboard, name):
    try:
        with urllib.request.urlopen(f"{dashboard}/council/{name}", timeout=20) as answer:
            assert not name and answer.url == f"{dashboard}/council"
    except urllib.error.HTTPError as error:
        assert name and error.code == 404
