"""The map itself, on both editions: labels, zoom, years, hexagons, and where its requests go."""

import re

import pytest

from browser import explorer as at
from browser.explorer import TIP, active, area, hover, spoken
from dashboard import queries, theme, words
from dashboard.queries import map as map_queries
from dashboard.queries import police
from dashboard.words import map as map_words
from dashboard.words.area import quotes

CORNWALL, LEEDS, HACKNEY = "E06000052", "E08000035", "E09000012"
CUMBRIA = "E10000006"
MOVED = "svg.main > g"


def year_before(page, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Year before").click()


def test_every_label_panel_and_table_cell_is_what_the_query_says(visit):
    page = visit("?year=2020")
    rows = queries.classes_in(2020, 0.2)
    labels = theme.class_labels(0.2)
    said = page.locator("svg.main path[data-code]").evaluate_all(
        "all => Object.fromEntries(all.map(each => [each.dataset.code, each.ariaLabel]))"
    )
    assert set(said) == set(rows["council_code"]) and len(said) > 145
    for row in rows.itertuples():
        named = labels[rows.loc[row.Index, "class"]]
        figure = words.council_figure(row)
        wanted = f"{row.label}: {named[:1].lower() + named[1:]}, {figure}; year ending March 2020"
        assert said[row.council_code] == wanted
    page.locator("council-explorer .below").scroll_into_view_if_needed()
    table = page.locator("council-explorer .below .table table")
    table.locator("tbody tr").first.wait_for()
    printed = table.locator("tbody tr").evaluate_all(
        "all => all.map(r => [r.dataset.code, ...[...r.children].map(c => c.textContent)])"
    )
    cells = {code: rest for code, *rest in printed}
    assert set(cells) == set(said)
    for row in rows.itertuples():
        name, region, kind, plans, _, rate, *_ = cells[row.council_code]
        assert (name, region, kind) == (
            row.label,
            row.region_name,
            labels[rows.loc[row.Index, "class"]],
        )
        assert plans == words.cell(row.sexual_plans, row.sexual_plans_status)
        assert rate == words.cell(row.sexual_rate_per_1000, row.sexual_plans_status, words.rate)


def test_key_hover_panel_and_table_of_a_measure_are_what_the_query_says(visit):
    page = visit("?measure=assessments&year=2020&council=leeds")
    measure = map_words.MEASURES["assessments"]
    rows = map_queries.figures_in(measure.id, 2020)
    by_code = {row.council_code: row for row in rows.itertuples()}
    hidden = [row for row in by_code.values() if row.status in words.HIDDEN]
    assert sum(at.counts(page)) == len(by_code) and at.counts(page)[1] == len(hidden) > 0
    england = map_queries.england(measure.id, 2020)
    assert map_words.value(measure, england.value) in page.locator("h1").last.inner_text()
    for code in (LEEDS, CORNWALL, hidden[0].council_code):
        figure = map_words.figure(measure, by_code[code])
        assert figure.lower() in hover(page, code).lower()
    sentence = quotes.sentence(measure, by_code[LEEDS], england)
    page.locator(at.PANEL).get_by_text(sentence).wait_for()


def test_a_press_on_the_map_or_on_the_london_inset_chooses(visit):
    page = visit()
    area(page, LEEDS).click(force=True)
    page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()
    page.locator(f'svg.inset path[data-code="{HACKNEY}"]').dispatch_event("click")
    page.locator(at.PANEL).get_by_role("heading", name="Hackney").wait_for()


# The councils whose own point another thing takes the press of, but of those that are smaller than
# a finger can hit; and what lies over land.
MISTAKEN = """() => {
  const { shadowRoot, drawing: { main } } = document.querySelector("council-explorer");
  const seen = [...main.rows].filter(([code]) => {
    const { width, height } = main.areas.get(code).getBoundingClientRect();
    return Math.min(width, height) > 8;
  });
  return seen.length < 60 ? `${seen.length} are seen` : seen.flatMap(([code, [, , , , x, y]]) => {
    const at = new DOMPoint(x, y).matrixTransform(main.moved.getScreenCTM());
    const hit = shadowRoot.elementFromPoint(at.x, at.y);
    return hit?.dataset.code === code && hit.closest("svg.main") ? [] : [code];
  });
}"""
OVER_LAND = """() => {
  const { shadowRoot, drawing: { main } } = document.querySelector("council-explorer");
  const onMap = main.moved.getScreenCTM().inverse();
  const parts = [...shadowRoot.querySelectorAll(".key, .key button, .london, .zoom")];
  return parts.filter((part) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    const shares = [...Array(31).keys()].map((n) => n / 30);
    return shares.some((across) => shares.some((down) => main.coast.isPointInFill(
      new DOMPoint(left + across * width, top + down * height).matrixTransform(onMap))));
  }).map((part) => part.className || part.ariaLabel);
}"""


@pytest.mark.parametrize(("width", "height"), [(320, 700), (390, 844), (720, 900), (1280, 800)])
def test_a_press_at_each_councils_point_is_the_councils_whatever_the_measure(
    browser, dashboard, width, height
):
    page = at.opened(browser, f"{dashboard}/", viewport={"width": width, "height": height})
    names = page.locator(".measure select option").evaluate_all("all => all.map(e => e.value)")
    assert {"class", "change", *map_words.MEASURES} <= set(names)
    for name in names:
        page.evaluate(
            """async measure => {
              const explorer = document.querySelector("council-explorer");
              await explorer.change({ measure });
              explorer.shadowRoot.querySelector(".sea").scrollIntoView({ block: "end" });
            }""",
            name,
        )
        assert page.evaluate(MISTAKEN) == [], name
        if width < 560:
            assert page.evaluate(OVER_LAND) == [], name
    page.context.close()


def test_a_part_of_england_is_quoted_with_its_range_and_one_number_is_no_range(browser, dashboard):
    page = at.opened(browser, f"{dashboard}/?region=london")
    rows = queries.classes_in(2024, 0.2)
    of = rows[rows["region_name"] == "London"]
    low, high = int(of["is_certainly_below"].sum()), int(of["is_possibly_below"].sum())
    said = f"{low} to {high} allowing for hidden numbers"
    page.locator("council-explorer .below").scroll_into_view_if_needed()
    page.locator(".quoted p", has_text=f" of {len(of)} councils in London").wait_for()
    assert said in page.locator(".line").inner_text() and low < high
    assert f"({said}), year ending March 2024." in page.locator(".quoted p").first.inner_text()
    page.goto(f"{dashboard}/?police=kent")
    at.answering(page)
    of = rows[rows["police_force_name"] == "Kent"]
    low, high = int(of["is_certainly_below"].sum()), int(of["is_possibly_below"].sum())
    assert low == high and len(of) == 2
    assert "of 2 councils in the Kent police area put" in page.locator("h1").last.inner_text()
    assert f" · {low}, whatever the hidden numbers are · " in page.locator(".line").inner_text()
    page.context.close()


def test_a_comparison_with_the_first_year_of_all_moves_on_to_the_first_pair(browser, dashboard):
    page = at.opened(browser, f"{dashboard}/?measure=change&year=2013")
    assert page.locator("h1").last.inner_text().startswith("Between 2013 and 2014, ")
    said = page.locator("council-explorer .problem[role=alert]")
    page.wait_for_function("document.querySelector('council-explorer').view.measure.changes")
    assert "for 2013: they are held for 2014 to 2024. You see 2014." in said.inner_text()
    assert "fetched" not in said.inner_text()
    page.context.close()


def test_the_label_can_be_entered_by_the_pointer_and_goes_with_it(visit):
    page = visit()
    assert hover(page, CORNWALL).startswith("Cornwall")
    box = page.locator(TIP).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 4)
    assert page.locator(TIP).is_visible(), "who magnifies the page must be able to reach it"
    page.keyboard.press("Escape")
    page.locator(TIP).wait_for(state="hidden")
    assert hover(page, LEEDS).startswith("Leeds")
    page.mouse.move(2, 2)
    page.locator(TIP).wait_for(state="hidden")


def test_the_ring_shows_where_the_keyboard_is_and_escape_first_puts_the_label_away(visit):
    page = visit("?council=leeds")
    area(page, LEEDS).focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("svg.main ~ svg .ring.focused, svg.main .ring.focused").count() == 1
    assert page.locator(TIP).is_visible()
    assert page.locator(TIP).inner_text().startswith(active(page).partition(":")[0])
    page.keyboard.press("Escape")
    page.locator(TIP).wait_for(state="hidden")
    assert "council=leeds" in page.url, "the first Escape keeps the choice"
    page.keyboard.press("Escape")
    spoken(page, "Choice cleared")


def test_another_year_changes_the_same_outlines(visit):
    page = visit()
    area(page, LEEDS).evaluate("path => { path.markedByTest = true; }")
    year_before(page)
    spoken(page, "Map of the year ending March 2023.")
    assert area(page, LEEDS).evaluate("path => path.markedByTest")
    row = queries.classes_in(2023, 0.2).set_index("council_code").loc[LEEDS]
    label = area(page, LEEDS).get_attribute("aria-label")
    assert words.council_figure(row) in label and "year ending March 2023" in label


def test_an_earlier_year_shows_the_councils_of_that_year_by_name(visit):
    page = visit("?year=2015")
    rows = queries.classes_in(2015, 0.2)
    names = page.locator("svg.main path[data-code]").evaluate_all(
        "all => all.map(each => each.ariaLabel.split(':')[0])"
    )
    assert "Cumbria (to 2023)" in names or "Cumbria" in names
    assert not {"Cumberland", "Westmorland and Furness"} & set(names)
    assert len(names) == len(rows)
    by_name = page.evaluate("names => [...names].sort((a, b) => a.localeCompare(b))", names)
    assert names == by_name, "a screen reader goes through the councils by name"


def test_hexagons_are_the_councils_of_the_year_too(visit):
    page = visit("?year=2015")
    page.get_by_role("button", name="Hexagons").click()
    spoken(page, "Hexagons, one for each council.")
    codes = page.locator("svg.main path[data-code]").evaluate_all(
        "all => all.map(each => each.dataset.code)"
    )
    assert set(codes) == set(queries.classes_in(2015, 0.2)["council_code"]) and CUMBRIA in codes
    assert page.locator(".note").inner_text() == "" and page.locator(".london").is_hidden()


def test_the_zoom_is_kept_when_the_year_changes_and_the_hatch_keeps_its_size(visit):
    page = visit()
    moved = page.locator(MOVED).first
    tile = (
        "g => g.getScreenCTM().a"
        " * g.ownerSVGElement.querySelector('pattern').patternTransform.baseVal[0].matrix.a"
    )
    # A tile is as large on the screen as it was drawn, once the map has its size.
    as_drawn = f"g => Math.abs(({tile})(g) - 1) < 0.01"
    page.wait_for_function(as_drawn, arg=moved.element_handle())
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
    zoomed = moved.get_attribute("transform")
    assert float(re.search(r"scale\((.*)\)", zoomed)[1]) == pytest.approx(1.6 * 1.6)
    page.wait_for_function(as_drawn, arg=moved.element_handle())
    year_before(page)
    spoken(page, "Map of the year ending March 2023.")
    assert moved.get_attribute("transform") == zoomed
    page.get_by_role("button", name="Show the whole map").click()
    assert "scale(1)" in (moved.get_attribute("transform") or "scale(1)")


def test_dragging_moves_the_zoomed_map_and_chooses_nothing(visit):
    page = visit()
    page.get_by_role("button", name="Zoom in").click()
    moved = page.locator(MOVED).first
    before = moved.get_attribute("transform")
    box = page.locator("svg.main").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 40, steps=4)
    page.mouse.up()
    assert moved.get_attribute("transform") != before
    page.locator(at.PANEL).get_by_role("heading", name="England").wait_for()
    assert "council=" not in page.url


def test_the_wheel_zooms_only_with_ctrl_so_that_the_page_can_be_scrolled(visit):
    page = visit()
    moved = page.locator(MOVED).first
    hover(page, CORNWALL)
    page.mouse.wheel(0, -200)
    assert "scale(1)" in (moved.get_attribute("transform") or "scale(1)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(
        "g => !g.getAttribute('transform').includes('scale(1)')", arg=moved.element_handle()
    )


def test_walking_off_a_zoomed_map_brings_the_council_into_view(visit):
    page = visit()
    area(page, LEEDS).focus()
    for _ in range(4):
        page.get_by_role("button", name="Zoom in").click()
    area(page, LEEDS).focus()
    page.keyboard.press("Home")
    first = page.locator('svg.main path[tabindex="0"]')
    box, frame = first.bounding_box(), page.locator("svg.main").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert frame["x"] <= middle[0] <= frame["x"] + frame["width"]
    assert frame["y"] <= middle[1] <= frame["y"] + frame["height"]


def test_nothing_in_the_map_moves_by_itself(visit):
    page = visit(reduced_motion="reduce")
    assert (
        page.locator("council-explorer").evaluate("e => e.shadowRoot.getAnimations().length") == 0
    )
    durations = page.locator("council-explorer .hero *").evaluate_all(
        "all => all.map(each => getComputedStyle(each).transitionDuration)"
    )
    assert len(durations) > 200 and set(durations) <= {"0s"}


def test_every_request_goes_to_our_own_origin(browser, edition):
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws", "http", 1)))
    page.goto(f"{edition}/?council=leeds")
    at.answering(page)
    page.locator(at.PANEL).get_by_text("Nobody has measured").wait_for()
    own = edition.removesuffix("/below")
    assert [url for url in asked if not url.startswith((own, "blob:", "data:"))] == []
    assert sum(url.endswith("/shapes.json") for url in asked) == 1 and len(asked) > 4
    context.close()


def test_no_address_of_any_kind_gets_by_without_a_word(visit, edition):
    page = visit()

    def go(address: str) -> None:
        page.goto(f"{edition}/{address}", wait_until="commit")
        at.answering(page)

    bad = {
        "?council=atlantis": "council “atlantis”",
        "?year=1066": "year “1066”",
        "?measure=happiness": "measure “happiness”",
        "?threshold=7": "line of “very low” “7”",
        "?region=mercia": "region “mercia”",
        "?police=toytown": "police force “toytown”",
        "?show=globe": "way to show the map: “globe”",
        "?class=worst%3C": "class “worst<”",
        "?class=worst": "class “worst”",
        "?inspected=maybe": "choice of inspected areas “maybe”",
        "?table=nonsense": "choice called “table”",
        "?measure=constructor": "measure “constructor”",
        "?measure=change&from=banana": "year “banana”",
        "?council=%00%ff" + "x" * 200: "There is no council",
    }
    for address, said in bad.items():
        go(address)
        problem = page.locator("council-explorer .problem[role=alert]")
        assert said in problem.inner_text(), address
        assert "\n" not in problem.inner_text() and "usual view" in problem.inner_text()
    for address, written in {
        "?region=E12000009&utm_source=post": "region=south-west",
        "?police=e23000034": "police=city-of-london",
        "?police=City_of_London": "police=city-of-london",
        "?police=DEVON %26 CORNWALL": "police=devon-and-cornwall",
        "?council=E06000039": "council=slough",
        "?council=Bristol,_City_of": "council=bristol",
        "?council=leeds&measure=Sexual_Share": "measure=share",
        "?council=leeds&measure=CSA_assessments_per_1000": "measure=assessments",
    }.items():
        go(address)
        assert page.locator("council-explorer .problem[role=alert]").is_hidden(), address
        page.get_by_role("button", name="Hexagons").click()  # and the address is written anew
        page.wait_for_function(f"location.search.includes('{written}')")
    go("?measure=assessments&year=2014")
    said = page.locator("council-explorer .problem[role=alert]").inner_text()
    years = map_queries.years(map_words.MEASURES["assessments"].id)
    assert f"{years[0]} to {years[-1]}" in said and f"You see {years[0]}" in said
    page.wait_for_function(f"location.search.includes('year={years[0]}')")


def test_it_works_under_plain_streamlit_run_too(browser, plain):
    # Every file is made before the first page is shown.
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(150_000)
    page.goto(plain)
    at.answering(page)
    assert at.counts(page) == [7, 54, 42, 49, 1]
    area(page, LEEDS).click(force=True)
    page.locator(at.PANEL).get_by_role("heading", name="Leeds").wait_for()
    year_before(page)
    spoken(page, "Map of the year ending March 2023.")
    page.close()


def test_what_forces_recorded_is_drawn_by_force_on_map_hexagons_and_inset(visit):
    page = visit("?measure=police-recorded&year=2023&council=leeds")
    lines = page.locator("svg.main path.forces")
    page.locator("svg.main path.forces[d]").wait_for(state="attached")
    fills = page.locator("svg.main path[data-code]").evaluate_all(
        "all => Object.fromEntries(all.map(each => [each.dataset.code, each.getAttribute('fill')]))"
    )
    rows = police.of_councils("police_recorded_offence_rate")
    rows = rows[rows["year_ending"] == 2023]
    assert set(fills) == set(rows["council_code"])
    for force, councils in rows.groupby("force"):
        assert len({fills[code] for code in councils["council_code"]}) == 1, force
    assert "West Yorkshire police" in area(page, LEEDS).get_attribute("aria-label")
    assert area(page, LEEDS).evaluate("each => getComputedStyle(each).stroke") == "none"
    current = lines.get_attribute("d")
    page.get_by_role("button", name="Hexagons").click()
    assert lines.get_attribute("d") not in (current, None)
    page.get_by_role("combobox", name="Show").select_option("plan-rate")
    page.locator("svg.main path.forces:not([d])").wait_for(state="attached")
    assert area(page, LEEDS).evaluate("each => getComputedStyle(each).stroke") != "none"
