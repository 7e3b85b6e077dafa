"""A journalist's way through the Map page, in a real browser on the real figures."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe


def opened(browser, address: str, **how):
    page = browser.new_context(
        viewport=how.pop("viewport", {"width": 1280, "height": 1000}), **how
    ).new_page()
    page.goto(address)
    page.locator(".page-foot").wait_for()
    return page


def link_of(page) -> str:
    """The address that the page offers to copy."""
    links = page.locator(".to-copy p", has_text="map?measure=")
    return links.first.inner_text()  # the pinned one is beneath the page


def test_choose_on_the_map_move_the_year_and_send_the_link(browser, dashboard):
    page = opened(browser, f"{dashboard}/map?measure=plans")
    page.locator('svg.main [data-code="E06000039"]').click()
    page.get_by_role("heading", name="Slough").wait_for()
    slider = page.locator(".years input")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.get_by_text("councils that existed on 31 March 2021").wait_for()
    assert page.locator(".years output").inner_text() == "2021"
    assert "year=2021" in page.url and "council=slough" in page.url
    link = link_of(page)
    assert link.startswith(f"{dashboard}/map?measure=plans&year=2021&council=slough")

    elsewhere = opened(browser, link)
    elsewhere.get_by_role("heading", name="Slough").wait_for()
    elsewhere.locator("svg.main [data-code]").first.wait_for()
    assert elsewhere.locator(".years output").inner_text() == "2021"
    chosen = elsewhere.locator('svg.main [aria-selected="true"]').get_attribute("data-code")
    assert chosen == "E06000039"
    quote = page.locator(".to-copy p", has_text="Low identification").first.inner_text()
    assert quote in elsewhere.locator(".to-copy").first.inner_text()
    page.context.close()
    elsewhere.context.close()


def test_another_measure_recolours_the_map_that_is_there_and_follows_its_years(browser, dashboard):
    page = opened(browser, f"{dashboard}/map?measure=assessments&year=2025&council=barnsley")
    page.locator('svg.main [aria-selected="true"]').wait_for()
    page.evaluate("document.querySelector('[data-testid=stBidiComponentIsolated]').same = true")
    assert "1 to under 2 per 1,000" in page.locator(".legend").inner_text()
    page.get_by_role("combobox", name="Measure").click()
    page.get_by_role("option", name="Share of all plans started").click()
    page.get_by_text("You see 2024 instead").wait_for()
    page.locator(".legend", has_text="2 to under 4%").wait_for()
    assert page.locator(".years output").inner_text() == "2024"
    assert page.evaluate("document.querySelector('[data-testid=stBidiComponentIsolated]').same"), (
        "the map was mounted anew, so zoom and place were lost"
    )
    page.context.close()


def test_the_picture_has_title_year_source_licence_and_caveat_in_it(browser, dashboard, tmp_path):
    page = opened(browser, f"{dashboard}/map?measure=share&year=2016")
    page.locator("svg.main [data-code]").first.wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download the map as an SVG drawing").click()
    assert waiting.value.suggested_filename == "map-share-2016.svg"
    file = tmp_path / "map.svg"
    waiting.value.save_as(file)
    drawn = " ".join(file.read_text(encoding="utf-8").split())
    for words in (
        "Share of all plans started",
        "2016",
        "Department for Education",
        "Open Government Licence",
        "Crown copyright",
        "Low identification",
    ):
        assert words in drawn.replace("</text>", " "), words
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", ["map?council=slough&inspected=yes", "about"])
def test_axe_finds_nothing_and_nothing_overflows(browser, dashboard, view, width, scheme):
    page = opened(
        browser,
        f"{dashboard}/{view}",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    if view.startswith("map"):
        page.locator("svg.main [data-code]").first.wait_for()
    page.wait_for_timeout(500)  # the page settles: axe measures what is drawn
    found = Axe().run(page).response
    assert [(v["id"], v["nodes"][0]["target"]) for v in found["violations"]] == []
    assert "page-foot" in json.dumps(found["passes"])
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    page.context.close()


def test_links_of_the_contents_lead_to_their_sections(browser, dashboard):
    page = opened(browser, f"{dashboard}/about")
    names = page.locator(".contents a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert len(names) > 10
    assert page.evaluate("names => names.every(name => document.getElementById(name))", names)
    page.locator(".contents a", has_text="Accessibility statement").click()
    page.wait_for_timeout(300)
    top = page.locator("#accessibility").bounding_box()["y"]
    assert 0 <= top < 500
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
    page.context.close()
