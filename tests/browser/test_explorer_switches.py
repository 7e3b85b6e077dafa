"""However a view is come to, it is drawn as its address is when opened anew, on both editions.

The fact a newcomer gets wrong: what is left behind need not be seen at once. It lies under areas
until a class is pressed, or goes into a picture; so all that is drawn is compared, seen or not.
"""

from pathlib import Path

from browser.explorer import answering, area

LEEDS = "E08000035"
# All that is drawn of the first screen, once it has stayed the same for longer than an address
# waits to be written: elements with their attributes, and words. Without what says how the view was
# come to (the live region, where the keyboard last was) and what is hidden.
DRAWN = """async () => {
  const explorer = document.querySelector("council-explorer");
  const drawn = () => {
    const said = [location.search];
    const walk = (each) => {
      if (each.nodeType === Node.TEXT_NODE) said.push(each.data);
      if (each.nodeType !== Node.ELEMENT_NODE) return;
      if (each.matches("[hidden], [role=status], .sheet, .tip")) return;
      const kept = [...each.attributes].filter(({ name }) => !["tabindex", "open"].includes(name));
      const value = each.matches("input, select") ? each.value : "";
      const all = kept.map(({ name, value }) => `${name}=${value}`).sort();
      said.push([each.localName, ...all, value].join(" "));
      each.childNodes.forEach(walk);
    };
    walk(explorer.shadowRoot.querySelector(".hero"));
    return said;
  };
  for (let before = []; ; ) {
    const now = drawn();
    const coming = explorer.waiting || explorer.shadowRoot.querySelector(".more:empty");
    if (!coming && now.join() === before.join()) return now;
    before = now;
    await new Promise((done) => setTimeout(done, 300));
  }
}"""


def switches(page):
    """Each way to another view, one after the other, in words as the reader does it."""

    def press(name: str, times: int = 1):
        for _ in range(times):
            page.get_by_role("button", name=name, exact=True).click()

    def year(place: int):
        page.get_by_role("slider", name="Year", exact=True).fill(str(place))

    def measure(name: str):
        page.get_by_role("combobox", name="Show").select_option(name)

    def line(below: str):
        page.locator(".filters summary").click()
        page.get_by_label("“Very low” is below").select_option(below)
        page.keyboard.press("Escape")

    def hexagons_and_back():
        press("Hexagons")
        press("Map")

    def zoomed_to_hexagons():
        press("Zoom in", 2)
        press("Hexagons")

    yield "a class of the key", page.locator(".key button").first.click
    yield "the year before, of other councils", lambda: press("Year before")
    yield "hexagons, and the map at once", hexagons_and_back
    yield "hexagons", lambda: press("Hexagons")
    yield "the first year", lambda: year(0)
    yield "the map", lambda: press("Map")
    yield "the newest year", lambda: year(11)
    yield "the class again, for all", page.locator(".key button").first.click
    yield "another line", lambda: line("0.1")
    yield "zoomed to, and hexagons", zoomed_to_hexagons
    yield "two years beside each other", lambda: measure("change")
    yield "the way back", page.go_back
    yield "a council", lambda: area(page, LEEDS).dispatch_event("click")
    yield "its usual line", lambda: line("0.2")
    yield "its map", lambda: press("Map")
    yield "its assessments", lambda: measure("assessments")


def test_every_way_to_a_view_draws_what_its_address_draws_anew(visit, edition):
    page, other = visit(), visit()
    seen = []
    for way, go in switches(page):
        go()
        seen.append(switched := page.evaluate(DRAWN))
        assert switched == anew(other, edition, switched), way
    for inks in ({"color_scheme": "dark"}, {"forced_colors": "active"}):
        for each in (page, other):
            each.emulate_media(**inks)
        switched = page.evaluate(DRAWN)
        assert switched == anew(other, edition, switched), inks
    assert len({*map(tuple, seen)}) > 10 and min(map(len, seen)) > 400


def anew(page, edition: str, drawn: list[str]) -> list[str]:
    page.goto(f"{edition}/{drawn[0]}", wait_until="commit")
    answering(page)
    return page.evaluate(DRAWN)


def test_a_picture_after_a_switch_is_that_of_its_address_opened_anew(visit, edition):
    def picture(page) -> str:
        page.get_by_text("Share", exact=True).click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Drawing (SVG)").click()
        page.keyboard.press("Escape")
        return Path(waiting.value.path()).read_text()

    page, other = visit("?year=2015&class=none"), visit()
    drawn = [picture(page)]
    for way in ("Hexagons", "Map", "Year before"):
        page.get_by_role("button", name=way, exact=True).click()
        switched = picture(page)
        anew(other, edition, page.evaluate(DRAWN))
        assert switched == picture(other), way
        drawn.append(switched)
    assert drawn[0] == drawn[2] and len({*drawn}) == 3
