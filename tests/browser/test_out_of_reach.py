"""Without a connection, or without JavaScript, a page says so, says nothing false, and helps."""

import re

import pytest

from browser.explorer import answering
from dashboard import contents, queries, words

NOTICE = "#out-of-reach"
SOON = 5000  # ms


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    yield made
    made.close()


OUTLINES_HERE = """performance.getEntriesByType("resource")
  .filter(({ name, responseEnd }) => name.includes("/shapes/") && responseEnd).length === 2"""


def test_offline_the_councils_page_takes_no_choice_that_it_cannot_show(context, dashboard):
    page = context.new_page()
    page.goto(f"{dashboard}/council?council=slough&year=2022")
    slider = page.get_by_role("slider", name=re.compile("Year ending"))
    slider.wait_for(timeout=60_000)
    page.locator(".page-foot").wait_for(state="attached")
    context.set_offline(True)
    page.locator(NOTICE).wait_for(timeout=SOON)
    assert "No answer from the server" in page.locator(NOTICE).inner_text()
    assert page.locator(".stSlider", has=slider).evaluate("each => each.inert")
    slider.evaluate("each => each.focus()")
    page.keyboard.press("ArrowLeft")
    assert "year=2022" in page.url and page.locator("text=31 March 2022").count()
    context.set_offline(False)
    page.locator(NOTICE).wait_for(state="hidden", timeout=SOON)
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_selector(".class-line:has-text('31 March 2021')")


def test_a_server_that_goes_is_said_to_have_gone_within_five_seconds(context, dashboard):
    page = context.new_page()
    sockets = []

    def through(socket):
        socket.connect_to_server()
        sockets.append(socket)

    page.route_web_socket("**/_stcore/stream*", through)
    page.goto(f"{dashboard}/council?council=slough&year=2022")
    page.locator(".page-foot").wait_for(state="attached", timeout=60_000)
    for asked in ("health", "host-config"):
        page.route(f"**/_stcore/{asked}", lambda route: route.abort())
    sockets[0].close()
    page.locator(NOTICE).wait_for(timeout=SOON + 500)
    for asked in ("health", "host-config"):
        page.unroute(f"**/_stcore/{asked}")
    page.locator(NOTICE).wait_for(state="hidden", timeout=60_000)


def test_offline_the_map_goes_on_and_its_controls_say_what_is_drawn(context, dashboard):
    page = context.new_page()
    page.goto(dashboard + "/")
    answering(page)
    page.wait_for_function(OUTLINES_HERE)
    context.set_offline(True)
    page.locator(NOTICE).wait_for(timeout=SOON)
    assert "The map goes on" in page.locator(NOTICE).inner_text()
    before = page.locator("council-explorer h1").inner_text()
    page.get_by_role("combobox", name="Show").select_option("share")
    # The table under the map may say the same of its own file.
    told = page.locator("council-explorer .head .problem", has_text="is there a connection?")
    told.wait_for()
    assert page.get_by_role("combobox", name="Show").input_value() == "class"
    assert page.locator("council-explorer h1").inner_text() == before
    assert "measure=" not in page.url
    page.get_by_role("button", name="Year before").click()
    page.wait_for_url(re.compile("year=2023"))


def test_a_page_whose_server_never_answers_leads_to_what_needs_none(context, dashboard):
    page = context.new_page()
    page.route_web_socket("**/_stcore/stream*", lambda socket: None)  # silent
    page.goto(f"{dashboard}/council?council=slough")
    notice = page.locator(NOTICE)
    notice.wait_for(timeout=30_000)
    links = notice.locator("ul >> nth=0 >> a").evaluate_all("all => all.map(a => a.href)")
    assert links[:2] == [
        f"{dashboard}/site/councils/slough.html",
        f"{dashboard}/site/councils/index.html",
    ]
    assert words.CAVEAT in notice.inner_text()


@pytest.mark.parametrize("path", [page.path for page in contents.PAGES])
def test_without_javascript_a_page_helps_and_says_what_the_figures_are_not(
    browser, dashboard, path
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{dashboard}/{path}")
    said = page.inner_text("body")
    for line in queries.support_lines().itertuples():
        assert line.telephone in said
        assert page.locator(f"a[href='tel:{line.telephone.replace(' ', '')}']").is_visible()
    assert words.CAVEAT in said and "Streamlit" not in said
    assert page.locator("h1").count() == 1
    assert page.get_by_role("link", name=re.compile("briefing for each council")).is_visible()
    context.close()


def test_on_a_slow_line_a_page_says_that_it_comes_and_what_comes_sooner(browser, dashboard):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    held, slow = [], [True]
    page.route(
        "**/static/js/**", lambda route: held.append(route) if any(slow) else route.continue_()
    )
    page.goto(f"{dashboard}/council?council=slough", wait_until="commit")
    said = page.locator("#out-of-reach")
    said.get_by_text("This page is on its way.").wait_for()
    assert words.CAVEAT in said.inner_text() and "needs JavaScript" not in said.inner_text()
    assert said.get_by_role("link", name="The briefing of slough").is_visible()
    slow.clear()
    for each in held:
        each.continue_()
    page.locator(".stMain h1", has_text="Slough").wait_for(timeout=60_000)
    said.wait_for(state="hidden")
    context.close()
