"""A reader's council, year, line and estimate go with them from page to page, and name the tab."""

from urllib.parse import parse_qs, urlsplit

import pytest

from browser.everyone import settled

CHOSEN = {"council": "leeds", "year": "2019", "threshold": "0.3"}


def follow(page, name: str) -> dict:
    page.locator(".site-head > nav").get_by_role("link", name=name, exact=True).click()
    settled(page)
    return {key: value[0] for key, value in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize("first", ["", "council"])
def test_choices_travel_from_page_to_page_and_back(reader, first):
    page = reader(f"{first}?council=leeds&year=2019&threshold=0.3")
    asked = follow(page, "Compare")
    assert asked.items() >= CHOSEN.items()
    asked = follow(page, "Trends")
    assert asked.items() >= CHOSEN.items()
    page.wait_for_function("document.title.includes('Leeds')")
    asked = follow(page, "Council")
    assert asked.items() >= CHOSEN.items()
    page.wait_for_function("document.title.startsWith('Leeds, 2019 | ')")


def test_the_map_names_its_choice_in_the_title(reader):
    page = reader("?council=leeds&year=2019")
    page.wait_for_function("document.title.startsWith('Leeds, 2019 | ')", timeout=15_000)
