"""The page answers before Streamlit has started, and Streamlit takes the same page in."""

import pytest

from browser import explorer as at
from browser.explorer import counts, hover, opened, spoken

HELD = "**/static/js/index.*.js"


@pytest.fixture
def held(browser, dashboard):
    """held(path, ...) → a page whose Streamlit waits, and a function that lets it start."""
    pages = []

    def begun(path: str = "", **how):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | how))
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(60_000)
        page.add_init_script(at.SHIFTS)
        waiting, started = [], []
        page.route(HELD, lambda route: route.continue_() if started else waiting.append(route))
        page.goto(f"{dashboard}/{path}", wait_until="commit")
        at.answering(page)

        def go() -> None:
            started.append(True)
            for route in waiting:
                route.continue_()
            page.locator(".explorer-place council-explorer").wait_for()
            page.locator(".page-foot").wait_for(state="attached")

        return page, go

    yield begun
    for page in pages:
        page.context.close()


def test_a_figure_is_there_on_hover_before_the_websocket_is_open(browser, dashboard):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    sockets = []
    page.route_web_socket("**/_stcore/stream*", lambda socket: sockets.append(socket))  # and silent
    page.goto(dashboard + "/", wait_until="commit")
    at.answering(page)
    assert "plans)" in hover(page, "E06000052")
    page.get_by_role("button", name="Year before").click()
    spoken(page, "March 2023")
    page.get_by_role("combobox", name="Show").select_option("assessments")
    page.locator("council-explorer h1", has_text="assessments recorded").wait_for()
    page.get_by_role("combobox", name="Find a council").fill("leeds")
    page.keyboard.press("Enter")
    page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()
    context.close()


@pytest.mark.parametrize("is_put_away", [False, True])
def test_the_hand_over_keeps_the_focus_and_the_label_as_they_were(held, is_put_away):
    page, go = held()
    at.area(page, "E08000035").focus()
    page.keyboard.press("ArrowRight")
    page.locator(at.TIP).wait_for()
    if is_put_away:
        page.keyboard.press("Escape")
    name = at.active(page)
    go()
    assert at.active(page) == name
    assert page.locator(at.TIP).is_hidden() == is_put_away


def test_the_hand_over_keeps_the_node_its_zoom_year_council_and_place(held):
    page, go = held("?council=slough")
    page.evaluate("document.querySelector('council-explorer').same = true")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Year before").click()
    moved = page.locator("svg.main > g").get_attribute("transform")
    box = page.locator("svg.main").bounding_box()
    assert moved.endswith("scale(1.6)")
    go()
    assert (
        page.locator("council-explorer").count() == 1 and page.locator("#first-look").count() == 0
    )
    assert page.evaluate("document.querySelector('council-explorer').same")
    assert page.locator("svg.main > g").get_attribute("transform") == moved
    assert page.locator("svg.main").bounding_box() == box
    assert page.locator(".years output").inner_text() == "2023"
    assert page.locator(at.PANEL).get_by_role("heading", name="Slough").is_visible()
    page.wait_for_url(lambda url: "year=2023" in url and "council=slough" in url)
    assert page.evaluate("shifted") < 0.05


def test_the_hand_over_while_the_reader_types_keeps_the_words_and_the_focus(held):
    page, go = held()
    page.get_by_role("combobox", name="Find a council").focus()
    page.keyboard.type("lee")
    go()
    page.keyboard.type("ds")
    page.keyboard.press("Enter")
    page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()


def test_the_hand_over_while_it_plays_plays_on(held):
    page, go = held("?year=2014")
    page.get_by_role("button", name="Play the years").click()
    go()
    page.wait_for_function(
        "document.querySelector('council-explorer').shadowRoot.querySelector('output').value > 2017"
    )


def test_who_has_read_on_stays_where_they_are(held):
    page, go = held()
    page.locator(".below tbody tr[data-code]").first.wait_for()
    page.locator("#first-look").evaluate("look => look.scrollTo(0, 700)")
    go()
    page.wait_for_function("Math.abs(document.querySelector('.stMain').scrollTop - 700) < 3")


def test_a_panel_on_its_way_into_view_arrives_in_spite_of_the_hand_over(held):
    page, go = held(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.evaluate("""() => {
      const scroll = Element.prototype.scrollIntoView;
      Element.prototype.scrollIntoView = () => { Element.prototype.scrollIntoView = scroll; };
    }""")  # the first journey has not begun when the page is taken in
    at.area(page, "E08000035").tap(force=True)
    page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()
    go()
    page.wait_for_function(at.PANEL_IN_VIEW)


NOT_TAKEN_IN = """
const append = Element.prototype.append;
Element.prototype.append = function (...nodes) {
  if (this.className === "explorer-place") throw new Error("provoked by a test");
  append.apply(this, nodes);
};"""


def test_the_first_look_does_not_cover_for_ever_a_page_that_does_not_take_it_in(browser, dashboard):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(NOT_TAKEN_IN)
    page.clock.install()
    page.goto(dashboard + "/", wait_until="commit")
    foot, limit = page.locator(".page-foot"), 20_000
    foot.wait_for(state="attached", timeout=30_000)
    assert page.locator("body > #first-look").count() == 1 and not foot.is_visible()
    page.clock.fast_forward(limit)
    foot.wait_for(state="visible")
    at.answering(page)
    top, bottom = page.locator("council-explorer").bounding_box(), foot.bounding_box()
    assert top["y"] >= 52 and top["y"] + top["height"] <= bottom["y"] + 1
    page.get_by_role("button", name="Year before").click()
    spoken(page, "March 2023")
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_moves_as_the_page_loads(browser, dashboard, width):
    page = opened(browser, dashboard + "/", viewport={"width": width, "height": 844})
    page.locator(".page-foot").wait_for(state="attached")
    page.wait_for_timeout(1500)
    assert page.evaluate("shifted") < 0.05
    page.context.close()


@pytest.mark.parametrize(
    ("old", "measure", "year"),
    [
        ("map", "plan-rate", "2024"),
        ("map?measure=assessments&year=2020&council=leeds", "assessments", "2020"),
        ("map?measure=class&threshold=0.1", "class", "2024"),
        ("?year=2019&region=london&police=metropolitan-police", "class", "2019"),
        ("?council=slough&show=hexes&class=very-low&threshold=0.15", "class", "2024"),
        ("?council=E08000035&show=hexagons&measure=plan_rate", "plan-rate", "2024"),
    ],
)
def test_old_addresses_open_the_same_view(browser, dashboard, old, measure, year):
    page = opened(browser, f"{dashboard}/{old}")
    assert page.get_by_role("combobox", name="Show").input_value() == measure
    assert page.locator(".years output").inner_text() == year
    assert page.locator("council-explorer .problem[role=alert]").is_hidden()
    if "council=leeds" in old or "E08000035" in old:
        page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()
    if "class=very-low" in old:
        assert page.locator(f"{at.KEY} [aria-pressed=true]").count() == 1
    if "region=london" in old:
        assert sum(counts(page)) == 32, "the City has a police force of its own"
    page.context.close()


def test_to_whoever_has_to_leave_the_way_is_open_at_once(held):
    page, _go = held()
    page.keyboard.press("Tab")
    links = page.locator(".site-head a")
    assert links.first.is_visible() and page.locator(".site-head .leave").is_visible()
    assert page.locator(".site-head .leave").get_attribute("href").startswith("https://www.bbc")


def test_a_year_tells_the_server_nothing(browser, dashboard):
    page = opened(browser, dashboard + "/")
    page.locator(".page-foot").wait_for(state="attached")
    page.wait_for_timeout(1000)
    sent = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.webSocketFrameSent", lambda event: sent.append(event))
    page.get_by_role("button", name="Year before").click()
    spoken(page, "March 2023")
    page.wait_for_timeout(1000)
    assert sent == []
    page.context.close()
