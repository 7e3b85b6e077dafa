"""The Reviews page in a browser: how long it is, what keys reach, and a phone.

The fact a newcomer gets wrong: heights are of the page with its folds closed, as it opens.
"""

import re

import pytest

from browser.everyone import focused, tab_to
from dashboard.words.reviews import SECTIONS

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


def test_closed_it_is_short_and_its_menu_stays_in_one_row(shown):
    page = shown("reviews", viewport=DESK)
    height = page.locator("[data-testid=stMainBlockContainer]").bounding_box()["height"]
    assert 2000 < height < 6600
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    head = page.locator(".site-head").bounding_box()
    assert head["height"] <= 56
    links = [link.bounding_box() for link in page.locator(".site-head > nav a").all()]
    assert len(links) == 8 and len({box["y"] for box in links}) == 1
    leave = page.locator(".site-head .leave").bounding_box()
    assert max(box["x"] + box["width"] for box in links) < leave["x"]


def test_the_first_screen_is_one_picture_that_says_its_finding(shown):
    page = shown("reviews", viewport=DESK)
    for seen in (".hundred", ".reviews figcaption", ".reviews .tracks >> nth=0"):
        box = page.locator(seen).first.bounding_box()
        assert box["y"] >= 52 and box["y"] + box["height"] <= 800, (seen, box)
    picture = page.get_by_role("img", name=re.compile("72 of them filled"))
    assert picture.locator("i").count() == 100
    lead = page.locator("[data-testid=stMarkdown]").first.inner_text()
    read = [lead, page.locator(".first.reviews").first.inner_text()]
    assert "not every child" in lead
    sentences = [s for text in read for s in re.split(r"(?<=[.:?])\s+|\n+", text)]
    assert len(sentences) > 8
    assert [s for s in sentences if len(s.split()) > 30] == []


def test_each_event_is_reached_by_keys_and_has_an_address(reader):
    page = reader("reviews", viewport=DESK)
    page.locator("#what-happened").scroll_into_view_if_needed()
    first = page.locator(".events a").first
    first.focus()
    names = [first.inner_text()]
    for _ in range(page.locator(".events a").count() - 1):
        page.keyboard.press("Tab")
        role, name = focused(page)
        assert role == "a"
        names.append(name)
    assert names == page.locator(".events li > a").all_inner_texts()
    assert "24 September 2018" in names
    tab_to(page, "a", "^24 September 2018$", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#event-2018-09-24'")
    line = page.locator("#event-2018-09-24").bounding_box()
    assert 50 < line["y"] < 800


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_an_address_with_a_theme_opens_there(reader, size):
    page = reader("reviews#theme-protect", viewport=size)
    page.wait_for_function(
        "() => { const { top } = document.getElementById('theme-protect').getBoundingClientRect();"
        " return top > 50 && top < 250; }"
    )
    links = page.locator(".on-this-page .beside a").evaluate_all(
        "all => all.map(a => a.hash.slice(1))"
    )
    assert links == list(SECTIONS)
    for name in links:  # a name that the document itself has would have been taken away
        assert page.locator(f"h2#{name}").count() == 1, name


def test_on_a_phone_all_of_it_is_readable_without_moving_sideways(reader):
    page = reader("reviews", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    beyond = page.evaluate(
        """() => [...document.querySelectorAll('.events *, .findings li, .hundred, .tracks *')]
        .filter(each => each.getBoundingClientRect().right > 390).map(each => each.outerHTML)"""
    )
    assert beyond == []
    for date in page.locator(".events li > a").all():
        assert date.bounding_box()["height"] >= 18
    page.locator("summary", has_text="areas inspected").click()
    table = page.locator(".table-frame", has_text="Areas inspected jointly")
    assert table.bounding_box()["width"] <= 390
    assert table.get_by_role("link", name="York", exact=True).is_visible()


def test_the_maps_inspected_areas_lead_to_what_was_found(reader):
    page = reader("?inspected=yes", viewport=DESK)
    page.locator("summary", has_text=re.compile("^Filters")).click()
    page.get_by_role("link", name="What those inspections found").click()
    page.wait_for_url("**/reviews#inspections")
    page.wait_for_function(
        "() => document.getElementById('inspections')?.getBoundingClientRect().top < 250"
    )
