"""Whole journeys by keyboard alone, what a listener is told on the way, and a slow network.

The fact a newcomer gets wrong: setting the focus from the test would skip the question. A reader
starts at the top of the page and has Tab, letters, arrows and Enter; so do these tests.
"""

import csv
import re
import time

import pytest

from browser.everyone import focused, settled, tab_to


@pytest.fixture
def visit(browser, dashboard):
    """visit(path) → a page of a reader of its own, settled, the focus nowhere yet."""
    contexts = []

    def opened(path: str, **how):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | how))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{dashboard}/{path}")
        settled(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def said(page, words: str) -> None:
    """Wait until a live region of the page, outside the map, says it."""
    live = page.locator("[class*=st-key-live-] [role=status]")
    live.filter(has_text=words).wait_for(state="attached")


def rows_of(download, path) -> list[dict[str, str]]:
    download.save_as(path)
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_find_a_council_move_the_year_read_its_class_and_download_its_table(visit, tmp_path):
    page = visit("council")
    page.keyboard.press("Tab")
    assert focused(page) == ("a", "Skip to main content")
    tab_to(page, "combobox", "^Council")
    page.keyboard.type("slough")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Slough')")
    settled(page)
    assert focused(page)[0] == "combobox", "the focus stays where the reader chose"
    said(page, "Council: Slough")

    tab_to(page, "input", "Year ending 31 March", most=3)
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("location.search.includes('year=2023')")
    settled(page)
    said(page, "Year ending 31 March: 2023")
    assert focused(page)[1].startswith("Year ending 31 March")
    assert "year ending 31 March 2023" in page.inner_text(".class-line")
    read = page.inner_text(".class-line").partition(",")[0]
    assert read == "Suppressed by DfE"

    tab_to(page, "summary", "Every year of Slough as a table")
    page.keyboard.press("Enter")
    table = page.locator("table", has=page.locator("caption", has_text="started in Slough"))
    table.wait_for()
    shown = table.locator("tbody tr", has=page.locator("th", has_text="2023")).inner_text()
    assert "[c]" in shown and read in shown
    tab_to(page, "button", "Download these figures")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    rows = rows_of(started.value, tmp_path / "slough.csv")
    assert len(rows) == table.locator("tbody tr").count()
    assert [r["sexual_plans"] for r in rows if r["year_ending"] == "2023"] == ["[c]"]


def test_the_map_is_reached_walked_and_left_and_the_listener_hears_each_step(visit):
    page = visit("")
    page.locator("svg.main path[data-code]").first.wait_for()
    tab_to(page, "option", "^Barking and Dagenham: very low")
    page.keyboard.press("End")
    assert focused(page)[1].startswith("York")
    page.keyboard.type("slough")
    assert focused(page)[1].startswith("Slough: none recorded")
    page.keyboard.press("Enter")
    page.wait_for_selector("h3:has-text('Slough')")
    page.locator(".council-map .spoken").filter(has_text="Chosen: Slough").wait_for(
        state="attached"
    )
    tab_to(page, "input", "Year ending 31 March", key="Shift+Tab")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("text=Slough, year ending 31 March 2023")
    page.locator(".council-map .spoken").filter(has_text="March 2023").wait_for(state="attached")
    tab_to(page, "combobox", "^Region")
    page.keyboard.type("London")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('region=london')")
    said(page, "Region: London. 33 of 152 councils pass your filters.")


def test_on_a_phone_the_menu_opens_by_keyboard_and_what_is_folded_away_takes_no_focus(visit):
    page = visit("trends", viewport={"width": 390, "height": 844})
    tab_to(page, "button", "sidebar", most=3)  # the skip link, then the menu
    page.keyboard.press("Enter")
    link = page.get_by_test_id("stSidebar").get_by_role("link", name="Prevalence")
    link.wait_for()
    tab_to(page, "a", "^Prevalence$", most=20, key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Prevalence')")


@pytest.mark.parametrize(
    ("path", "role", "name", "key", "words"),
    [
        ("trends", "radio", "^Started in the year", "ArrowRight Space", "Plans: In force on"),
        ("prevalence", "input", "^Recorded in the year", "ArrowLeft", "Recorded in the year"),
        ("trends", "switch", "^Show policy", "Space", "on the charts: off."),
    ],
)
def test_each_kind_of_control_says_what_it_changed_and_keeps_the_focus(
    visit, path, role, name, key, words
):
    page = visit(path)
    tab_to(page, role, name)
    for pressed in key.split():
        page.keyboard.press(pressed)
    said(page, words)
    settled(page)
    assert focused(page)[0] == role
    live = page.locator("[class*=st-key-live-] [role=status]")
    spoken = [text for text in live.all_text_contents() if text]
    assert len(spoken) == 1, "said once"


def test_on_a_slow_network_the_words_come_first_and_the_map_is_announced(browser, dashboard):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    slow = context.new_cdp_session(page)
    slow.send("Network.enable")
    # Slow mobile data: 150 ms each way, 1.6 Mbit/s down, 0.75 Mbit/s up.
    slow.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": 150,
            "downloadThroughput": 200_000,
            "uploadThroughput": 94_000,
        },
    )
    held = []
    page.route("**/shapes/*", lambda route: held.append(route))
    page.goto(f"{dashboard}/map")
    page.wait_for_selector("h1")
    page.get_by_text("Drawing the map").wait_for()
    settled(page)  # the whole page is there to read while the outlines are still on their way
    assert page.locator(".table-frame tbody tr").count() > 100
    combobox = page.get_by_role("combobox", name=re.compile("^Find a council"))
    combobox.fill("slough")
    combobox.press("Enter")
    page.wait_for_selector("h2:has-text('Slough')")
    begun = time.monotonic()
    while not held and time.monotonic() - begun < 30:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    chosen = page.locator("svg.main path[aria-selected=true]")
    chosen.wait_for(state="attached")
    assert chosen.get_attribute("aria-label").startswith("Slough")
    context.close()


def test_a_reload_in_the_middle_of_an_answer_comes_back_to_the_same_view(visit):
    page = visit("council?council=slough")
    tab_to(page, "input", "Year ending 31 March")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("/year=20(2[1-3])/.test(location.search)")
    page.reload()  # while the last step may still be under way
    settled(page)
    year = re.search(r"year=(\d+)", page.url)[1]
    assert f"year ending 31 March {year}" in page.inner_text(".class-line")
