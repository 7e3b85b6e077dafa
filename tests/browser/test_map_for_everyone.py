"""The map for readers who do not see, point or print as most do: WCAG 2.2 at level AA."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from browser.invented import area, open_map


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_and_nothing_overflows(browser, harness, scheme, width):
    page = open_map(
        browser,
        f"{harness}/?control=1",
        color_scheme=scheme,
        viewport={"width": width, "height": 900},
    )
    shown = page.locator(".council-map").get_attribute("data-scheme")
    assert shown == scheme
    area(page, "Thornby").click()
    page.keyboard.press("ArrowLeft")
    found = Axe().run(page)
    # Streamlit's slider and header are the toolkit's; what is inside the map is ours.
    problems = [
        (violation["id"], node["target"])
        for violation in found.response["violations"]
        for node in violation["nodes"]
        if "council-map" in json.dumps(node) or "stBidiComponent" in json.dumps(node["target"])
    ]
    assert problems == []
    assert any("stBidiComponent" in json.dumps(p["nodes"]) for p in found.response["passes"]), (
        "axe looked inside the map"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    frame = page.locator(".council-map").bounding_box()
    for part in (".bar", ".legend", ".london", "svg.main"):
        box = page.locator(part).bounding_box()
        assert (
            box["x"] >= frame["x"] - 1
            and box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        ), part
    page.context.close()


def test_buttons_are_at_least_24_pixels_and_44_for_a_finger(browser, harness, page):
    for button in page.locator(".council-map button:visible").all():
        box = button.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
    phone = open_map(
        browser, harness, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    for button in phone.locator(".council-map button:visible").all():
        assert button.bounding_box()["height"] >= 44
    phone.context.close()


def test_a_finger_scrolls_the_page_until_the_map_is_zoomed(page):
    touch = "svg => getComputedStyle(svg).touchAction"
    assert page.locator("svg.main").evaluate(touch) == "pan-x pan-y"
    page.get_by_role("button", name="Zoom in").click()
    assert page.locator("svg.main").evaluate(touch) == "none"


def test_with_forced_colours_only_the_systems_inks_and_hatches_are_used(browser, harness):
    page = open_map(browser, harness, forced_colors="active")
    inks = page.locator("svg.main pattern > *").evaluate_all(
        "all => all.flatMap(a => [a.getAttribute('fill'), a.getAttribute('stroke')])"
    )
    assert set(inks) == {"Canvas", "CanvasText", "none", None}
    drawn = page.locator("svg.main pattern").evaluate_all(
        "all => all.map(a => a.innerHTML.replace(/id=.*?>/, ''))"
    )
    assert len(set(drawn)) == 5
    page.context.close()


def test_on_paper_the_map_is_dark_on_white_without_its_buttons(browser, harness):
    page = open_map(browser, harness, color_scheme="dark")
    assert page.locator(".council-map").get_attribute("data-scheme") == "dark"
    page.emulate_media(media="print", color_scheme="dark")
    page.locator('.council-map[data-scheme="light"]').wait_for()
    assert page.locator(".bar").is_hidden()
    assert page.locator(".legend").is_visible()
    page.context.close()


def test_nothing_in_the_map_moves_by_itself(page):
    moving = page.evaluate(
        "document.querySelector('[data-testid=stBidiComponentIsolated]').shadowRoot.getAnimations().length"
    )
    durations = page.locator(".council-map *").evaluate_all(
        "all => all.map(a => getComputedStyle(a).transitionDuration)"
    )
    assert moving == 0 and set(durations) <= {"0s"}
