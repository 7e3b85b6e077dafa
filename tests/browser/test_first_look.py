"""What a page shows until Streamlit has started is what it then shows, in the same place."""

import contextlib

import pytest

# A closed root is closed to these tests as well, unless it is made otherwise.
OPEN = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) {
  return attach.call(this, { ...how, mode: "open" });
};
"""
LOOK = "#first-look"
OF_LOOK = f"{LOOK} svg.main path[data-code]"
OF_PAGE = "[data-testid=stBidiComponentIsolated] svg.main path[data-code]"


@contextlib.contextmanager
def held(browser, address: str, script: str = "**/static/js/index.*.js", **context):
    """A page whose Streamlit waits for `go`, a function."""
    opened = browser.new_context(**context)
    page = opened.new_page()
    page.add_init_script(OPEN)
    waiting, started = [], []
    page.route(script, lambda route: route.continue_() if started else waiting.append(route))
    page.goto(address, wait_until="commit")

    def go() -> None:
        started.append(True)
        for route in waiting:
            route.continue_()

    yield page, go
    opened.close()


def inks(page, areas: str) -> dict[str, str]:
    """Code → fill and words of each council drawn."""
    return page.locator(areas).evaluate_all(
        """all => Object.fromEntries(all.map(path =>
            [path.dataset.code, path.getAttribute("fill") + path.getAttribute("aria-label")]))"""
    )


def key(page, within: str) -> str:
    return page.locator(f"{within} .legend").inner_text()


@pytest.mark.parametrize("path", ["/", "/map"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_look_is_what_the_page_then_shows(browser, dashboard, path, width, scheme):
    size = {"width": width, "height": 900}
    with held(browser, dashboard + path, viewport=size, color_scheme=scheme) as (page, go):
        page.locator(OF_LOOK).first.wait_for(state="attached")
        drawn, legend = inks(page, OF_LOOK), key(page, LOOK)
        title = page.locator(f"{LOOK} .title").inner_text()
        at = page.locator(f"{LOOK} svg.main").bounding_box()
        ground = page.locator(LOOK).evaluate("look => getComputedStyle(look).backgroundColor")
        go()
        page.locator(LOOK).wait_for(state="detached")
        assert inks(page, OF_PAGE) == drawn and len(drawn) == 153
        assert key(page, "[data-testid=stBidiComponentIsolated]") == legend
        assert page.locator("h1").inner_text() == title
        page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")
        there = page.locator("svg.main").bounding_box()
        # Labels of controls may wrap where type is wider than where the room was measured.
        assert at["x"] == there["x"] and abs(at["y"] - there["y"]) < 30
        assert (at["width"], at["height"]) == (there["width"], there["height"])
        app = page.locator(".stApp").evaluate("app => getComputedStyle(app).backgroundColor")
        assert ground == app


def test_who_has_to_leave_need_not_wait(browser, dashboard):
    with held(browser, dashboard + "/map") as (page, _go):
        page.locator(OF_LOOK).first.wait_for(state="attached")
        assert page.title() == "How English councils identify child sexual abuse"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.leave')")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body"), "nothing else answers yet"


def test_who_has_to_wait_can_read_copy_and_print(browser, dashboard):
    with held(browser, dashboard + "/") as (page, _go):
        page.locator(OF_LOOK).first.wait_for(state="attached")
        page.locator(f"{LOOK} .page:not([inert])").wait_for()
        assert page.evaluate("window.find('2,160')")
        assert "2,160" in page.locator("body").aria_snapshot()
        assert page.locator(f"{LOOK} .map[inert]").count() == 1, "the map does not answer yet"
        page.get_by_text("if nothing changes, reload the page").wait_for(timeout=30_000)
        page.emulate_media(media="print")
        assert page.locator(f"{LOOK} .cards").is_visible()


def test_a_page_that_waits_for_its_server_keeps_its_figures(browser, dashboard):
    context = browser.new_context()
    page = context.new_page()
    page.route_web_socket("**/_stcore/stream*", lambda socket: None)  # opened, and silent
    page.goto(dashboard + "/")
    page.locator("[data-testid=stSkeleton], [data-testid=stAppSkeleton]").first.wait_for()
    page.wait_for_timeout(8000)
    assert page.locator(f"{LOOK} .cards").is_visible()
    context.close()


@pytest.mark.parametrize(("path", "said"), [("/", "2,160"), ("/map", "What is counted")])
def test_without_scripts_the_words_stay_and_the_briefings_can_be_reached(
    browser, dashboard, path, said
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(dashboard + path)
    assert said in page.locator(LOOK).inner_text()
    assert not page.locator(f"{LOOK} .room").first.is_visible(), "no controls are coming"
    page.get_by_role("link", name="briefings").click()
    assert page.url == f"{dashboard}/site/councils/index.html"
    context.close()


def test_where_a_reader_has_scrolled_to_they_stay(browser, dashboard):
    with held(browser, dashboard + "/map", viewport={"width": 390, "height": 700}) as (page, go):
        page.locator(OF_LOOK).first.wait_for(state="attached")
        page.mouse.move(200, 400)
        page.mouse.wheel(0, 600)
        page.wait_for_function(f"document.querySelector('{LOOK}').scrollTop > 500")
        go()
        page.locator(LOOK).wait_for(state="detached")
        assert page.locator(".stMain").evaluate("main => main.scrollTop") > 500


def test_a_theme_chosen_here_before_is_that_of_the_first_look(browser, dashboard):
    with held(browser, dashboard + "/about") as (page, _go):
        page.evaluate("localStorage['stActiveTheme-/map-v2'] = JSON.stringify('Dark')")
        page.route("**/static/js/index.*.js", lambda route: None)
        page.goto(dashboard + "/map", wait_until="commit")
        page.locator(f"{LOOK}[data-scheme=dark]").wait_for()


@pytest.mark.parametrize(
    "path", ["/map?year=2020", "/map?measure=class", "/?council=slough", "/council", "/about"]
)
def test_to_who_has_chosen_something_the_usual_view_is_not_shown(browser, dashboard, path):
    with held(browser, dashboard + path) as (page, _go):
        page.wait_for_selector("#root", state="attached")
        assert page.locator(LOOK).count() == 0


@pytest.mark.parametrize("lost", ["**/map/*.js", "**/shapes/*.json"])
def test_the_first_look_goes_away_where_no_map_can_be_drawn(browser, dashboard, lost):
    context = browser.new_context()
    page = context.new_page()
    page.route(lost, lambda route: route.abort())
    page.goto(dashboard + "/map")
    page.locator("h1").wait_for()
    page.locator(LOOK).wait_for(state="hidden", timeout=15_000)
    context.close()
