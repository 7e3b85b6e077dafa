"""Whole journeys by keyboard alone, what a listener is told on the way, and a slow network.

The fact a newcomer gets wrong: setting the focus from the test would skip the question. A reader
starts at the top of the page and has Tab, letters, arrows and Enter; so do these tests.
"""

import csv
import re

import pytest

from browser.everyone import focused, settled, tab_to
from browser.explorer import spoken


def said(page, words: str) -> None:
    """Wait until a live region of the page, outside the map, says it."""
    live = page.locator("[class*=st-key-live-] [role=status]")
    live.filter(has_text=words).wait_for(state="attached")


def rows_of(download, path) -> list[dict[str, str]]:
    download.save_as(path)
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def test_find_a_council_move_the_year_read_its_class_and_download_its_table(reader, tmp_path):
    page = reader("council")
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

    tab_to(page, "summary", "Every chart and table over time")
    page.keyboard.press("Enter")
    table = page.locator("table", has=page.locator("caption", has_text="started in Slough"))
    table.wait_for()
    shown = table.locator("tbody tr", has=page.locator("th", has_text="2023")).inner_text()
    assert "[c]" in shown and read in shown
    tab_to(page, "button", "Download these figures")
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert "all-years" in started.value.suggested_filename
    rows = rows_of(started.value, tmp_path / "slough.csv")
    assert len(rows) == table.locator("tbody tr").count()
    assert [r["sexual_plans"] for r in rows if r["year_ending"] == "2023"] == ["[c]"]

    tab_to(page, "button", "Download the chart of the gap")  # drawn before the year was moved
    with page.expect_download() as started:
        page.keyboard.press("Enter")
    assert len(rows_of(started.value, tmp_path / "gap.csv")) == len(rows)


def test_the_map_is_reached_walked_and_left_and_the_listener_hears_each_step(reader):
    page = reader("")
    tab_to(page, "option", "^Barking and Dagenham: very low")
    page.keyboard.press("End")
    assert focused(page)[1].startswith("York")
    page.keyboard.type("slough")
    assert focused(page)[1].startswith("Slough: none recorded")
    page.keyboard.press("Enter")
    spoken(page, "Chosen: Slough")
    tab_to(page, "input", "^Year$", key="Shift+Tab")
    page.keyboard.press("ArrowLeft")
    spoken(page, "Map of the year ending March 2023")
    tab_to(page, "summary", "^Filters", key="Tab")
    page.keyboard.press("Enter")
    tab_to(page, "select", "", most=1)
    page.keyboard.type("London")
    spoken(page, "33 of 152 councils pass your filters.")
    page.keyboard.press("Escape")
    assert focused(page)[1].startswith("Filters")


def test_on_a_phone_the_menu_opens_by_keyboard_and_leads_on(reader):
    page = reader("trends", viewport={"width": 390, "height": 844})
    tab_to(page, "summary", "Menu", most=4)  # the skip link and the name come first
    page.keyboard.press("Enter")
    tab_to(page, "a", "^Prevalence$", most=20)
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Prevalence')")


@pytest.mark.parametrize(
    ("path", "role", "name", "key", "words"),
    [
        ("trends", "radio", "^For each 1,000 children", "ArrowRight Space", "Scale: First year"),
        ("prevalence", "input", "^Recorded in the year", "ArrowLeft", "Recorded in the year"),
        ("trends", "switch", "^Show what happened", "Space", "beneath the chart: off."),
    ],
)
def test_each_kind_of_control_says_what_it_changed_and_keeps_the_focus(
    reader, path, role, name, key, words
):
    page = reader(path)
    tab_to(page, role, name, most=500)
    for pressed in key.split():
        page.keyboard.press(pressed)
    said(page, words)
    settled(page)
    assert focused(page)[0] == role
    live = page.locator("[class*=st-key-live-] [role=status]")
    spoken = [text for text in live.all_text_contents() if text]
    assert len(spoken) == 1, "said once"


def test_a_reload_in_the_middle_of_an_answer_comes_back_to_the_same_view(reader):
    page = reader("council?council=slough")
    tab_to(page, "input", "Year ending 31 March")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.wait_for_function("/year=20(2[1-3])/.test(location.search)")
    page.reload()  # while the last step may still be under way
    settled(page)
    year = re.search(r"year=(\d+)", page.url)[1]
    assert f"year ending 31 March {year}" in page.inner_text(".class-line")
