"""Charts taken away: each picture is opened, and its words and sizes are read back."""

import json
import re
import struct
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from PIL import Image

from browser.everyone import paths
from dashboard import contents, queries, theme, words
from dashboard.queries import versions
from dashboard.words.itself import pictures

SIZES = {"article": (1200, 800), "square": (1080, 1080), "slide": (1920, 1080)}
WITH_A_LONG_RANGE = "council=middlesbrough"  # hidden in 2024: from 0 to a number of two digits
PAGES = {
    "trends": "trends",
    "council": "council?council=leeds&year=2020",
    "set": "council?set=west-yorkshire-police&year=2020",
    "compare": "compare?group=neighbours&council=slough",
    "prevalence": "prevalence",
    "reviews": "reviews",
}


def opened(menu) -> None:
    """The menu and every fold around it, opened: not by the pointer, under which the page moves."""
    for fold in menu.locator("xpath=ancestor-or-self::details").all():
        fold.evaluate("fold => fold.open || fold.querySelector('summary').click()")
    menu.locator("select").wait_for()


def taken(page, menu, kind: str, size: str) -> tuple[str, bytes]:
    menu.locator("select").select_option(size)
    with page.expect_download() as waiting:
        # As the folds: charts are drawn above it yet, and the page moves under the pointer.
        menu.locator(f"button[data-kind={kind}]").evaluate("button => button.click()")
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def said(drawing: bytes) -> str:
    """The words of an SVG, in order, as one text."""
    root = ElementTree.fromstring(drawing)
    texts = root.iter("{http://www.w3.org/2000/svg}text")
    return re.sub(r"\s+", " ", " ".join("".join(each.itertext()) for each in texts))


def test_every_page_with_a_chart_is_looked_at():
    assert {page.path for page in contents.PAGES} - paths(PAGES.values()) == {"", "data", "about"}


@pytest.mark.parametrize("name", PAGES)
def test_every_chart_is_taken_with_title_unit_source_licence_and_caveat(reader, name):
    page = reader(PAGES[name])
    menus = page.locator("details.take")
    menus.first.wait_for(state="attached")
    charts = page.locator("[data-testid=stPlotlyChart]").count()
    assert menus.count() >= max(1, charts)
    for place in range(menus.count()):
        menu = menus.nth(place)
        about = json.loads(menu.get_attribute("data-take"))
        opened(menu)
        file, drawing = taken(page, menu, "svg", "square")
        read = said(drawing)
        from_where = f"{words.SITE}, {urlsplit(page.url).netloc}"
        own = (about["title"], about["unit"])
        for expected in (*own, words.CAVEAT, words.STATUS_LABEL, from_where):
            assert re.sub(r"\s+", " ", expected) in read, (about["title"], expected)
        assert "Source:" in read
        assert "var(" not in drawing.decode() and "light-dark" not in drawing.decode()
        check_name(file, "svg", "square")
        assert_no_float(about["title"])


def check_name(file: str, kind: str, size: str) -> None:
    """It says what is shown, once: no number with a tail, and no year twice."""
    assert re.fullmatch(rf"csa-[a-z0-9.-]+-{size}-[0-9a-f]{{8}}\.{kind}", file), file
    assert_no_float(file)
    years = re.findall(r"(?<![0-9a-f])(?:19|20)\d\d(?![0-9a-f])", file)
    assert len(years) == len(set(years)), file


def assert_no_float(text: str) -> None:
    assert not re.search(r"\d\.\d{4,}", text), text


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("size", SIZES)
def test_a_picture_has_its_size_and_is_light_whatever_the_page(shown, scheme, size):
    page = shown("council?council=leeds", color_scheme=scheme)
    menus = page.locator("details.take")
    for menu in (menus.nth(0), menus.nth(1)):  # made of HTML, and drawn by Plotly
        opened(menu)
        file, picture = taken(page, menu, "png", size)
        check_name(file, "png", size)
        assert struct.unpack(">II", picture[16:24]) == SIZES[size]
        image = Image.open(BytesIO(picture)).convert("RGB")
        colours = {colour: count for count, colour in image.getcolors(1 << 24)}
        assert colours[(255, 255, 255)] > 0.5 * image.width * image.height
        dark = tuple(bytes.fromhex(theme.PAGE["dark"][1:]))
        assert colours.get(dark, 0) < 50
        assert image.getpixel((5, 5)) == (255, 255, 255)


# Places of a drawing that lie well within an opaque rectangle, on a grid: where, and its colour.
WITHIN = """() => {
    // All that a pixel and those beside it cover: a hairline lies between whole numbers.
    const found = [], apart = [-2, -1, -0.5, 0, 0.5, 1, 2];
    const around = apart.flatMap((right) => apart.map((down) => [right, down]));
    for (let x = 4; x < innerWidth; x += 12) for (let y = 4; y < innerHeight; y += 12) {
        const at = document.elementFromPoint(x, y), fill = at?.getAttribute("fill") ?? "";
        const solid = (at?.getAttribute("fill-opacity") ?? "1") === "1";
        if (at?.tagName === "rect" && solid && fill.startsWith("#"))
            if (around.every(([a, b]) => document.elementFromPoint(x + a, y + b) === at))
                found.push([x, y, fill]);
    }
    return found;
}"""


def test_a_picture_has_the_colours_of_its_drawing_where_the_drawing_has_them(reader, browser):
    page = reader("council?council=leeds&year=2020")
    menu = page.locator('details.take[data-take*="beside its statistical neighbours"]')
    opened(menu)
    drawing = taken(page, menu, "svg", "square")[1].decode()
    image = Image.open(BytesIO(taken(page, menu, "png", "square")[1])).convert("RGB")
    width, height = SIZES["square"]
    sheet = browser.new_page(viewport={"width": width, "height": height})
    sheet.set_content(f"<style>body{{margin:0}}</style>{drawing[drawing.index('<svg') :]}")
    places = sheet.evaluate(WITHIN)
    sheet.close()
    wrong = [
        (x, y, fill, pixel)
        for x, y, fill in places
        if (pixel := "#{:02X}{:02X}{:02X}".format(*image.getpixel((x, y)))) != fill.upper()
    ]
    assert wrong == []
    inks = {fill.upper() for _, _, fill in places}
    assert {"#FFFFFF", theme.CATEGORICAL["light"][0].upper()} < inks and len(places) > 3_000


def test_words_of_one_line_are_one_text_though_some_are_explained(reader):
    hidden = queries.classes_in(2024, 0.2)
    slug = hidden.loc[hidden["class"] == "suppressed", "slug"].iloc[0]
    page = reader(f"council?council={slug}&year=2024")
    menu = page.locator(".ways details.take")
    assert page.locator(".first abbr", has_text="DfE").count()
    opened(menu)
    root = ElementTree.fromstring(taken(page, menu, "svg", "square")[1])
    lines = ["".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(re.search(r"by DfE\b", line) for line in lines), lines
    assert not [line for line in lines if re.search(r"^\s*[,.;:)]|\s[,.;:)]|\s\s", line)], lines


# Pairs of words of a drawing that run into each other.
CROSSED = """() => {
  const all = [...document.querySelectorAll("svg text")]
    .map((each) => [each.textContent, each.getBoundingClientRect()]);
  const cross = (one, other) => one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 3 && other.top < one.bottom - 3;
  return all.flatMap(([words, box], n) => all.slice(n + 1)
    .filter(([, other]) => cross(box, other)).map(([others]) => [words, others]));
}"""


def drawn_apart(page, menu, browser):
    """The picture as text in each size, and a page with it: no words of it run into each other."""
    for size, (width, height) in SIZES.items():
        drawing = taken(page, menu, "svg", size)[1].decode()
        sheet = browser.new_page(viewport={"width": width, "height": height})
        sheet.set_content(drawing[drawing.index("<svg") :])
        assert sheet.evaluate(CROSSED) == [], size
        yield drawing, sheet
        sheet.close()


@pytest.mark.parametrize("address", ["council=leicester", "council=dorset", WITH_A_LONG_RANGE])
def test_no_words_of_a_picture_run_into_each_other(reader, browser, address):
    page = reader(f"council?{address}&year=2024")
    menu = page.locator(".ways details.take")
    opened(menu)
    for _, sheet in drawn_apart(page, menu, browser):
        assert sheet.locator("svg text").count() > 30


def test_no_name_of_a_picture_of_many_councils_runs_into_the_next(reader, browser):
    page = reader("trends")
    page.locator("ul.multiples").first.wait_for(state="attached")
    menu = page.locator('details.take[data-take*="South West"]').last
    opened(menu)
    for drawing, _ in drawn_apart(page, menu, browser):
        assert "Christchurch and" in drawing
        assert "a hidden number, and reaches the most it can be" in said(drawing.encode())


def test_a_picture_of_the_dark_page_has_the_colours_of_the_light_one(shown):
    drawn = {}
    for scheme in theme.PAGE:
        page = shown("council?council=leeds", color_scheme=scheme)
        for place in (0, 1):
            menu = page.locator("details.take").nth(place)
            opened(menu)
            text = taken(page, menu, "svg", "article")[1].decode()
            held = re.findall(r"base64,([A-Za-z0-9+/=]+)", text)
            text = " ".join([text, *(b64decode(each).decode() for each in held)]).lower()
            drawn[scheme, place] = set(re.findall(r"#[0-9a-f]{6}|rgb\([\d, ]+\)", text))
    for place in (0, 1):
        assert len(drawn["light", place]) > 3
        assert drawn["dark", place] == drawn["light", place]


def test_the_map_is_cropped_to_the_force_chosen_and_names_its_councils(visit):
    page = visit("?police=devon-and-cornwall&council=plymouth")
    page.get_by_text("Share", exact=True).click()
    page.get_by_label("Size of the picture").select_option("slide")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Drawing (SVG)").click()
    check_name(waiting.value.suggested_filename, "svg", "slide")
    assert "devon-and-cornwall-plymouth" in waiting.value.suggested_filename
    drawing = Path(waiting.value.path()).read_bytes()
    read = said(drawing)
    for name in ("Cornwall", "Devon", "Plymouth", "Torbay", "Isles of Scilly", "Devon & Cornwall"):
        assert name in read, name
    assert "London" not in read and "Leeds" not in read
    year = queries.plan_years()[-1]
    assert read.count(f"year ending March {year}") == 1
    boxes = re.findall(r'viewBox="([^"]+)"', drawing.decode())
    assert len(boxes) == 2
    whole = page.evaluate("document.querySelector('council-explorer').drawing.main.box[0]")
    assert float(boxes[1].split()[2]) < 0.6 * whole


def test_what_is_zoomed_to_is_saved_only_if_asked_for(visit):
    page = visit("?council=leeds")
    page.get_by_text("Share", exact=True).click()
    assert page.get_by_label("Only what I have zoomed to").is_hidden()
    page.get_by_text("Share", exact=True).click()
    for _ in range(6):
        page.get_by_role("button", name="Zoom in").click()
    page.get_by_text("Share", exact=True).click()
    widths = []
    for asked in (False, True):
        page.get_by_label("Only what I have zoomed to").set_checked(asked)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Drawing (SVG)").click()
        assert ("-part-" in waiting.value.suggested_filename) is asked
        drawing = Path(waiting.value.path()).read_text()
        widths.append(float(re.findall(r'viewBox="([^"]+)"', drawing)[1].split()[2]))
        assert ("Kirklees" in drawing) is asked and "Leeds" in drawing
    assert widths[1] < widths[0] / 10


@pytest.mark.parametrize("chart", ["gap", "england-since-1994"])
@pytest.mark.parametrize("width", [390, 900])
def test_an_embed_of_a_chart_needs_no_server(browser, static_edition, chart, width):
    page = browser.new_page(viewport={"width": width, "height": 800})
    failed = []
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{static_edition}/embed/chart.html?chart={chart}")
    page.locator(".main-svg").first.wait_for()
    shown = page.locator("body").inner_text()
    for expected in (words.CAVEAT, "Source:", "Open Government Licence", "Data version"):
        assert expected in shown
    assert page.locator("#chart").get_attribute("aria-label")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not failed
    page.close()


def test_an_embed_of_no_chart_says_which_there_are(browser, static_edition):
    page = browser.new_page()
    page.goto(f"{static_edition}/embed/chart.html?chart=%3Cscript%3E")
    page.get_by_text("There is no chart of that name here").wait_for()
    assert page.locator("#others a").count() > 10
    page.locator("#others a[href='chart.html?chart=gap']").click()
    page.locator(".main-svg").first.wait_for()
    page.close()


def test_the_words_of_a_picture_name_each_source_with_its_licence():
    from dashboard.charts import picture

    about = picture.about("A title", "A unit", ["dfe_cin_d2"], ["a"])
    assert about["notes"] == [pictures.SOURCE.format(sources=versions.source_words(["dfe_cin_d2"]))]
    assert "Open Government Licence" in about["notes"][0] and "Data version" in about["notes"][0]
