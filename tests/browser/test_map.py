"""The map as a reader uses it: with a mouse, with keys, from year to year.

Drawn by the dashboard's own script, on the invented country of harness/database.py.
"""

import re

import pytest

from browser.invented import AREA, CODES, FOCUSED, LABELS, area, class_of, move_year, spoken


def test_every_council_says_its_class_its_figure_and_its_year(page):
    labels = dict(
        page.locator(AREA).evaluate_all("all => all.map(a => [a.dataset.code, a.ariaLabel])")
    )
    assert len(labels) == 12
    for name, code in CODES.items():
        words, figure = LABELS[class_of(name, 2024)]
        expected = f"{name}: {words}{figure}; year ending March 2024"
        assert labels[code].removesuffix("; Inspected") == expected
        assert labels[code].endswith("; Inspected") == (name in ("Northford", "Inner Marle"))


def test_a_click_gives_python_the_code(page):
    area(page, "Thornby").click()
    page.get_by_text(f"Chosen: {CODES['Thornby']}. Answer: '{CODES['Thornby']}'").wait_for()
    assert area(page, "Thornby").get_attribute("aria-selected") == "true"
    assert page.locator('[role=option][aria-selected="true"]').count() == 1
    spoken(page, re.compile("Chosen: Thornby: "))


def test_a_click_on_the_london_inset_chooses_too(page):
    page.locator(f'svg.inset path[data-code="{CODES["Marle Docks"]}"]').click()
    page.get_by_text(f"Chosen: {CODES['Marle Docks']}").wait_for()


def test_one_tab_stop_then_arrows_walk_and_enter_chooses(page):
    assert page.locator(f'{AREA}[tabindex="0"]').count() == 1
    area(page, "Northford").focus()
    walked = []
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home"):
        page.keyboard.press(key)
        walked.append(page.evaluate(FOCUSED))
    assert walked == [
        CODES[name]
        for name in (
            "Eastmere",
            "Ashdale",
            "Outer Marle",
            "Inner Marle",
            "Millbrook",
            "Westlow",
            "Ashdale",
        )
    ]
    assert page.locator(f'{AREA}[tabindex="0"]').get_attribute("data-code") == CODES["Ashdale"]
    page.keyboard.press("Enter")
    page.get_by_text(f"Chosen: {CODES['Ashdale']}").wait_for()


def test_letters_find_a_council_by_name_and_space_chooses(page):
    area(page, "Northford").focus()
    page.keyboard.type("kel")
    assert page.locator(f'{AREA}[tabindex="0"]').get_attribute("data-code") == CODES["Kelsea"]
    page.wait_for_timeout(1100)
    page.keyboard.press("Space")
    page.get_by_text(f"Chosen: {CODES['Kelsea']}").wait_for()


def test_the_ring_and_the_label_show_where_the_keyboard_is_and_escape_puts_them_away(page):
    area(page, "Northford").click()
    page.get_by_text(f"Chosen: {CODES['Northford']}").wait_for()
    page.keyboard.press("ArrowRight")
    assert page.locator("svg.main .ring.focused").count() == 1
    tip = page.locator(".tip")
    assert tip.is_visible() and tip.inner_text().startswith("Eastmere")
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    assert page.locator("svg.main .ring.selected").count() == 1, "the first Escape keeps the choice"
    page.keyboard.press("Escape")
    page.get_by_text("Chosen: None. Answer: ''").wait_for()
    assert page.locator("svg.main .ring.selected").count() == 0


def test_the_label_follows_the_pointer_can_be_entered_and_goes(page):
    area(page, "Thornby").hover()
    tip = page.locator(".tip")
    assert tip.inner_text().startswith("Thornby")
    box = tip.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 4)
    assert tip.is_visible(), "a reader who magnifies the page must be able to reach it"
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    area(page, "Kelsea").hover()
    assert tip.inner_text().startswith("Kelsea")
    page.mouse.move(2, 2)
    assert tip.is_hidden()


def test_a_change_of_year_alters_the_map_without_mounting_it_anew(page):
    area(page, "Northford").evaluate("path => { path.markedByTest = true; }")
    before = area(page, "Northford").get_attribute("fill")
    move_year(page)
    spoken(page, "Map of the year ending March 2023.")
    assert area(page, "Northford").evaluate("path => path.markedByTest")
    assert area(page, "Northford").get_attribute("fill") != before
    words, figure = LABELS[class_of("Northford", 2023)]
    assert (
        area(page, "Northford")
        .get_attribute("aria-label")
        .startswith(f"Northford: {words}{figure}; year ending March 2023")
    )


def test_the_map_of_an_earlier_year_shows_the_councils_of_that_year(page):
    move_year(page, times=2)
    spoken(page, "Map of the year ending March 2022.")
    names = page.locator(AREA).evaluate_all("all => all.map(a => a.ariaLabel.split(':')[0])")
    assert "Westmarch" in names and "Millbrook" not in names and len(names) == 11
    assert names == sorted(names), "a screen reader goes through the councils by name"


def test_hexagons_say_which_councils_of_the_year_they_cannot_show(page):
    move_year(page, times=2)
    spoken(page, "Map of the year ending March 2022.")
    page.get_by_text("hexes", exact=True).click()
    spoken(page, "Hexagons, one for each council.")
    assert "Westmarch" in page.locator(".note").inner_text()
    assert (
        area(page, "Millbrook").get_attribute("aria-label")
        == "Millbrook: not a council in the year ending March 2022"
    )
    assert area(page, "Millbrook").get_attribute("fill") == "none"
    assert page.locator(".london").is_hidden()


def test_the_zoom_is_kept_when_the_year_changes_and_the_hatch_keeps_its_size(page):
    moved = page.locator("svg.main > g")
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    zoomed = moved.get_attribute("transform")
    assert float(re.search(r"scale\((.*)\)", zoomed)[1]) == pytest.approx(1.6 * 1.6)
    tile = (
        "g => g.getScreenCTM().a"
        " * g.ownerSVGElement.querySelector('pattern').patternTransform.baseVal[0].matrix.a"
    )
    assert moved.evaluate(tile) == pytest.approx(1, rel=0.01)
    move_year(page)
    spoken(page, "Map of the year ending March 2023.")
    assert moved.get_attribute("transform") == zoomed
    page.get_by_role("button", name="Show the whole map").click()
    assert "scale(1)" in moved.get_attribute("transform")


def test_dragging_moves_the_zoomed_map_and_chooses_nothing(page):
    page.get_by_role("button", name="Zoom in").click()
    moved = page.locator("svg.main > g")
    before = moved.get_attribute("transform")
    box = page.locator("svg.main").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 40, steps=4)
    page.mouse.up()
    assert moved.get_attribute("transform") != before
    page.wait_for_timeout(300)
    assert page.get_by_text("Chosen: None").is_visible()


def test_the_wheel_zooms_only_with_ctrl_so_that_the_page_can_be_scrolled(page):
    moved = page.locator("svg.main > g")
    area(page, "Ashdale").hover()
    page.mouse.wheel(0, -200)
    assert "scale(1)" in moved.get_attribute("transform")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(
        "g => !g.getAttribute('transform').includes('scale(1)')", arg=moved.element_handle()
    )


def test_walking_off_a_zoomed_map_brings_the_council_into_view(page):
    area(page, "Northford").focus()
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    area(page, "Ashdale").focus()
    page.keyboard.press("End")
    box, frame = area(page, "Westlow").bounding_box(), page.locator("svg.main").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert frame["x"] <= middle[0] <= frame["x"] + frame["width"]
    assert frame["y"] <= middle[1] <= frame["y"] + frame["height"]


def test_the_key_counts_the_councils_of_each_class(page):
    rows = page.locator(".legend li").all_inner_texts()
    counted = dict(re.split(r"\s*\n\s*", row) for row in rows)
    expected = {}
    for name in CODES:
        expected[class_of(name, 2024)] = expected.get(class_of(name, 2024), 0) + 1
    assert counted["None recorded"] == str(expected["none"])
    assert counted["Suppressed by DfE"] == str(expected["suppressed"])
    assert counted["Inspected"] == "2"


def test_the_maps_own_year_control_changes_the_year_at_once_and_tells_python_when_it_rests(
    controlled,
):
    slider = controlled.locator(".years input")
    slider.focus()
    slider.press("ArrowLeft")
    label = area(controlled, "Northford").get_attribute("aria-label")
    assert "year ending March 2023" in label
    assert slider.get_attribute("aria-valuetext") == "year ending March 2023"
    controlled.get_by_text("Year moved to: 2023.").wait_for()
    assert area(controlled, "Northford").get_attribute("aria-label") == label, (
        "the rerun keeps the year"
    )


def test_play_steps_through_the_years_and_can_be_paused(controlled):
    controlled.get_by_role("button", name="Play").click()
    controlled.locator(".years output").filter(has_text="2015").wait_for(timeout=10_000)
    controlled.get_by_role("button", name="Pause").click()
    spoken(controlled, "Map of the year ending March 2015.")
    controlled.get_by_text("Year moved to: 2015.").wait_for()
