"""A set's page in a browser: what fits, what the title says, what a year changes, what paper shows.

The fact a newcomer gets wrong: a set has as many lines as it has councils, so its first screen is
promised for partnerships, which have few.
"""

import io
import re
from functools import partial

import pypdf
import pytest

from browser.everyone import LONGEST, length_closed, on_the_first_screen, settled
from dashboard.words.area.sets import SECTIONS
from years import PLAN_YEARS

# Printed, hidden, a force of nine councils, and councils of which one has ended.
SETS = ("derby-and-derbyshire", "south-tees", "thames-valley-police", "leeds,bradford,cumbria")


def drawn(open_page, name: str, width: int = 1280):
    page = open_page(f"council?set={name}", viewport={"width": width, "height": 800})
    page.wait_for_selector("#questions")
    return page


@pytest.fixture
def a_set(shown):
    """a_set("south-tees", 1280) → its page, with all that it draws, for who leaves it as it is."""
    return partial(drawn, shown)


@pytest.fixture
def a_set_anew(reader):
    """a_set_anew("south-tees") → the same, for who moves something there."""
    return partial(drawn, reader)


@pytest.mark.parametrize("width", LONGEST)
@pytest.mark.parametrize("name", SETS)
def test_closed_it_is_no_longer_than_a_council_s(a_set, name, width):
    assert 1500 < length_closed(a_set(name, width)) < LONGEST[width]


@pytest.mark.parametrize("name", ["derby-and-derbyshire", "south-tees", "city-and-hackney"])
def test_the_first_screen_holds_total_councils_estimate_and_ways_on(a_set, name):
    page = a_set(name)
    on_the_first_screen(page, ".class-line", ".members", ".three-squares", ".ways")
    assert "Nobody has measured an area" in page.locator(".three-squares").inner_text()


def test_the_title_names_the_set_and_a_year_changes_what_is_shown(a_set_anew):
    page = a_set_anew("derby-and-derbyshire")
    assert page.title().startswith(f"Derby and Derbyshire, {PLAN_YEARS[-1]} |")
    page.get_by_role("slider", name=re.compile("Year ending")).press("ArrowLeft")
    before = PLAN_YEARS[-2]
    page.wait_for_function(f"document.title.startsWith('Derby and Derbyshire, {before}')")
    page.wait_for_selector(f".class-line:has-text('{before}')")
    assert "set=derby-and-derbyshire" in page.url and f"year={before}" in page.url


def test_a_council_of_the_set_is_a_click_away_and_leads_back(a_set_anew):
    page = a_set_anew("south-tees")
    page.locator(".members").get_by_role("link", name="Middlesbrough", exact=True).click()
    page.wait_for_selector("h1:has-text('Middlesbrough')")
    settled(page)
    page.get_by_role("link", name="South Tees partnership").click()
    page.wait_for_selector("h1:has-text('South Tees')")


def test_paper_has_what_is_folded(a_set):
    page = a_set("derby-and-derbyshire")
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    said = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    for title in SECTIONS.values():
        assert title in said
    assert "Derby and Derbyshire together, year by year" in said
