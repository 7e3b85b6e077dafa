"""An embed is a guest in a page of another origin: it fits, says whose it is, breaks nothing."""

import http.server
from html import escape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

import serving
from browser.everyone import BRIEF
from dashboard import queries, words
from dashboard.words import explorer as explorer_words

SLOUGH = "E06000039"
WIDTHS = [320, 640, 980]


@pytest.fixture(scope="module")
def newspaper(static_edition):
    """newspaper(source, height) → the address of an article on another port that embeds it."""

    class Article(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/favicon.ico":
                return self.send_error(204)
            asked = {name: value[0] for name, value in parse_qs(urlsplit(self.path).query).items()}
            frame = (
                f'<iframe src="{escape(asked["source"])}" title="An embed" width="100%" '
                f'height="{int(asked["height"])}" style="border:0"></iframe>'
            )
            text = f"<!DOCTYPE html><html lang=en><title>News</title><body style=margin:0>{frame}"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    with serving.answering(Article) as there:
        yield (
            lambda source, height: (
                f"{there}/?" + urlencode({"source": f"{static_edition}/{source}", "height": height})
            )
        )


@pytest.fixture
def embedded(browser, newspaper):
    """embedded("embed/map.html") → the page of the article and the frame, which answers."""
    opened = []

    def shown(source: str, width: int = 640, height: int = 640, **how):
        context = browser.new_context(viewport={"width": width, "height": 900}, **how)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.problems = []
        page.on("console", lambda said: said.type == "error" and page.problems.append(said.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        opened.append(page)
        page.goto(newspaper(source, height))
        frame = page.frame_locator("iframe")
        frame.locator("council-explorer[answering]").wait_for()
        return page, frame

    yield shown
    for page in opened:
        assert page.problems == []
        page.context.close()


def inside(page):
    return page.frames[1]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_fits_its_frame_with_title_source_and_link_back(
    embedded, width, scheme, static_edition
):
    page, frame = embedded("embed/map.html?year=2020", width, color_scheme=scheme)
    found = queries.headline(2020, queries.default_threshold())
    title = frame.locator("h1").inner_text()
    assert f"{found.none_or_few_published} of {found.councils_with_a_figure} councils" in title
    size = inside(page).evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert size[0] <= width and size[1] <= 640, "nothing to scroll"
    for part in (".sea", ".key", ".embed-foot", ".years"):
        box = frame.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width, part
        assert box["y"] >= 0 and box["y"] + box["height"] <= 641, part
    assert frame.locator(".sea").bounding_box()["height"] >= 200
    for absent in (".site-head", ".search", ".panel", ".below", ".share"):
        assert frame.locator(absent).count() == 0
    foot = frame.locator(".embed-foot")
    assert (
        words.CAVEAT.rstrip(".") in foot.inner_text() and "Source: Department" in foot.inner_text()
    )
    back = foot.locator("a")
    assert back.get_attribute("target") == "_blank"
    address = back.evaluate("a => a.href")
    assert address == f"{static_edition}/index.html?year=2020"
    dark = inside(page).evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == ("rgb(16, 21, 29)" if scheme == "dark" else "rgb(255, 255, 255)")


@pytest.mark.parametrize("measure", ["class", "plan-rate"])
def test_a_narrow_embed_has_its_whole_key_below_the_map(embedded, measure):
    _, frame = embedded(f"embed/map.html?measure={measure}&council=leeds", 320)
    inside = frame.locator(".sea .both").first.bounding_box()
    sea, last = (frame.locator(part).last.bounding_box() for part in (".sea", ".key button"))
    assert inside["y"] + inside["height"] <= frame.locator(".key").bounding_box()["y"]
    assert last["y"] + last["height"] <= sea["y"] + sea["height"] and inside["height"] > 100


def test_a_chosen_council_is_said_and_the_page_around_keeps_its_way_back(embedded):
    page, frame = embedded("embed/map.html")
    before = page.evaluate("history.length")
    path = frame.locator(f'svg.main path[data-code="{SLOUGH}"]')
    path.dispatch_event("click")
    foot = frame.locator(".embed-foot .chosen")
    foot.get_by_text("Slough: ").wait_for()
    figure = queries.classes_in(2024, 0.2).set_index("council_code").loc[SLOUGH]
    assert words.council_figure(figure) in foot.inner_text()
    slider = frame.locator(".years input:not([hidden])")
    slider.focus()
    slider.press("ArrowLeft")
    frame.get_by_text("Year ending March 2023", exact=False).first.wait_for()
    assert "2023" in foot.inner_text()
    assert page.evaluate("history.length") == before


@pytest.mark.parametrize("width", WIDTHS)
def test_a_council_s_embed_has_its_class_squares_sentence_and_caveat(
    embedded, width, static_edition
):
    page, frame = embedded("embed/council.html?council=slough", width, 600)
    assert frame.locator("h1").inner_text() == "Slough"
    assert inside(page).title() == "Slough"
    frame.get_by_text(explorer_words.CAVEAT_OF_AREA).wait_for()
    said = frame.locator(".squares strong").all_inner_texts()
    assert said[0].startswith("about ") and len(said) == 3
    assert "no plan began for it" in frame.locator(".panel").inner_text()
    assert frame.locator(".strip.wide").count() == 1
    for absent in (".sea", ".controls", ".neighbours", ".ways-on", ".panel-head"):
        assert frame.locator(absent).count() == 0
    wide, high = inside(page).evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert wide <= width
    assert width < 640 or high <= 600
    back = frame.locator(".embed-foot a")
    assert back.inner_text().startswith("Slough on the map")
    assert back.evaluate("a => a.href") == f"{static_edition}/index.html?council=slough"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("source", ["embed/map.html", "embed/council.html?council=slough"])
def test_axe_finds_no_fault_in_an_embed(browser, static_edition, source, scheme):
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{static_edition}/{source}")
    page.locator("council-explorer[answering]").wait_for()
    page.locator(".embed-foot .small").get_by_text("Source").wait_for()
    found = Axe().run(page, options=BRIEF).response["violations"]
    assert [(v["id"], n["target"]) for v in found for n in v["nodes"]] == []
    context.close()


def test_an_unknown_council_says_so_in_the_embed_and_shows_england(embedded):
    _, frame = embedded("embed/council.html?council=atlantis")
    said = frame.locator(".problem").inner_text()
    assert "There is no council “atlantis”" in said and "\n" not in said
    frame.locator(".panel h2").get_by_text("England").wait_for()


def test_opened_from_a_disk_the_page_says_why_it_is_empty(browser, tmp_path):
    """The page alone is enough: a browser reads nothing beside it."""
    from dashboard.councils import explorer

    (tmp_path / "explorer.js").write_bytes(explorer.script())
    element = explorer.element("./", {}, instead="Every figure is in the data package as well.")
    page_file = tmp_path / "index.html"
    page_file.write_text(f"<!DOCTYPE html><script defer src=explorer.js></script>{element}")
    page = browser.new_page()
    page.goto(page_file.as_uri())
    said = page.locator("council-explorer .problem")
    said.get_by_text("opened from a disk").wait_for()
    assert "http.server" in said.inner_text() and "data package" in said.inner_text()
    page.close()
