"""The journeys of the three readers, in a real browser, on the real figures."""

import re
from urllib.parse import parse_qs, urlparse

import pytest

from browser.everyone import settled
from dashboard import contents

TIMEOUT = 60_000
PAGES = (*(page.path for page in contents.PAGES), "map")


def address_of(page) -> dict[str, str]:
    return {k: v[0] for k, v in parse_qs(urlparse(page.url).query).items()}


def to_copy(page, what: str):
    """The frame whose button copies it."""
    return page.locator(".to-copy", has=page.get_by_role("button", name=f"Copy {what}", exact=True))


def council_path(page, code: str):
    return page.locator(f"svg.main path[data-code='{code}']")


def test_a_journalist_clicks_a_council_moves_the_year_and_sends_the_link(reader):
    page = reader("")
    council_path(page, "E06000066").click()  # Somerset, large enough to hit
    panel = page.locator(".panel")
    panel.get_by_role("heading", name="Somerset").wait_for()
    page.get_by_role("slider", name="Year").press("ArrowLeft")
    page.wait_for_function("location.search.includes('year=2023')")
    panel.get_by_text("year ending 31 March 2023").first.wait_for()

    elsewhere = reader(page.url)
    assert address_of(elsewhere) == {"council": "somerset", "year": "2023"}
    elsewhere.locator(".panel").get_by_text("year ending 31 March 2023").first.wait_for()
    assert elsewhere.locator(".panel").inner_text() == panel.inner_text()


def test_a_reload_keeps_the_view_and_two_tabs_keep_apart(reader):
    first = reader("?council=slough&year=2020")
    second = reader("?council=bedford&year=2024")
    first.reload()
    settled(first)
    for page, council, year in ((first, "Slough", 2020), (second, "Bedford", 2024)):
        panel = page.locator(".panel")
        panel.get_by_role("heading", name=council).wait_for()
        panel.get_by_text(f"year ending 31 March {year}").first.wait_for()


def test_a_leader_reads_their_council_and_goes_on_to_its_neighbours(reader):
    page = reader("council?council=slough")
    page.wait_for_selector("h1:has-text('Slough')")
    assert "None recorded" in page.inner_text("[data-testid=stMain]")
    page.get_by_role("link", name="Compare with neighbours", exact=True).click()
    settled(page)
    page.wait_for_function("location.pathname.endsWith('/compare')")
    assert "Slough" in page.inner_text("[data-testid=stMain]")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_nothing_of_any_other_origin_and_fits_a_phone(dashboard, browser, path):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    asked, errors = set(), []
    page.on("request", lambda r: asked.add(urlparse(r.url).netloc))
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.goto(f"{dashboard}/{path}")
    settled(page)
    page.wait_for_timeout(500)
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert asked - {""} == {urlparse(dashboard).netloc}
    assert errors == []
    assert width <= 390


@pytest.mark.parametrize("path", PAGES)
def test_a_link_gone_wrong_gives_a_page_and_not_a_traceback(reader, path):
    page = reader(f"{path}?council=atlantis&year=1066&threshold=-3&group=%00&x=1")
    assert page.locator("h1").count() == 1
    assert page.locator("[data-testid=stException]").count() == 0


def test_without_a_database_the_reader_is_told_what_to_do(browser, dashboard_without_figures):
    context = browser.new_context()
    page = context.new_page()
    page.goto(dashboard_without_figures)
    page.wait_for_selector("text=The figures are not here yet", timeout=TIMEOUT)
    page.wait_for_selector("text=make build", timeout=TIMEOUT)
    assert page.locator("[data-testid=stException]").count() == 0
    context.close()


def test_what_is_to_be_copied_is_copied_and_the_citation_follows_the_readers_choices(reader):
    page = reader("council?council=somerset")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    slider = page.get_by_role("slider", name=re.compile("Year ending"))
    slider.focus()
    slider.press("ArrowLeft")
    page.wait_for_selector(".class-line:has-text('31 March 2023')")
    page.get_by_text("Share or quote").click()
    quotation = to_copy(page, "the sentence to quote")
    quotation.get_by_role("button").click()
    quotation.get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == quotation.locator("p").inner_text() and "31 March 2023" in copied
    # The foot was written before the year was moved: the browser keeps its addresses.
    page.get_by_text("Cite this page").click()
    pinned = to_copy(page, "the pinned link").locator(".address")
    page.wait_for_function(
        "place => place.textContent.includes('year=2023')", arg=pinned.element_handle()
    )
    address = parse_qs(urlparse(pinned.inner_text()).query)
    assert address["council"] == ["somerset"] and address["data"][0].startswith("20")
    cited = to_copy(page, "the citation").locator("p").inner_text()
    assert "Independent analysis" in cited and "year=2023" in cited and "data=" not in cited
    slider.press("ArrowLeft")  # and while the citation stands open
    page.wait_for_function(
        "place => place.textContent.includes('year=2022')", arg=pinned.element_handle()
    )
