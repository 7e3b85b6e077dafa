"""What travels to the reader and what they take away: requests, bytes and pictures."""

import json
import re
import struct
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from browser.invented import AREA, CODES, area, move_year, open_map, spoken


def download(page, kind: str, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role(
            "button", name=f"Download the map as a{'n' if kind == 'SVG' else ''} {kind}"
        ).click()
    assert waiting.value.suggested_filename == f"invented-country-2024.{kind.lower()}"
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    return saved.read_bytes()


def test_the_svg_picture_carries_its_title_year_key_source_and_attribution(page, tmp_path):
    drawn = download(page, "SVG", tmp_path).decode()
    words = re.sub(r"</text><text[^>]*>", " ", drawn)
    for expected in (
        "Councils by what they recorded",
        "Year ending March 2024",
        "Suppressed by DfE: ",
        "Source: an invented table, release of no date.",
        "Contains OS data © Crown copyright",
        "London",
        "<pattern",
    ):
        assert expected in words
    assert drawn.count("<path") > 2 * 12
    # Read alone: nothing is fetched and nothing depends on this page's style.
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert "var(" not in drawn


def test_the_svg_picture_is_drawn_by_a_browser_as_a_picture_with_classes(page, browser, tmp_path):
    drawn = download(page, "SVG", tmp_path)
    alone = browser.new_page()
    alone.set_content(drawn.decode())
    assert alone.locator("svg").first.bounding_box()["width"] == 1080
    fills = alone.locator("svg svg path").evaluate_all(
        "all => new Set(all.map(a => a.getAttribute('fill'))).size"
    )
    assert fills > 5
    alone.close()


def test_the_png_picture_is_twice_the_size_and_not_blank(page, tmp_path):
    drawn = download(page, "PNG", tmp_path)
    assert drawn.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", drawn[16:24])
    assert width == 2160 and height > 1000
    assert len(drawn) > 30_000, "an empty canvas of this size is some 10 kB"


def test_every_request_goes_to_our_own_origin(browser, harness):
    context = browser.new_context()
    asked = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url.replace("ws", "http", 1)))
    page.goto(harness)
    page.locator(AREA).first.wait_for()
    page.wait_for_timeout(1000)
    elsewhere = [url for url in asked if not url.startswith((harness, "blob:", "data:"))]
    assert elsewhere == [] and len(asked) > 5
    assert sum("/shapes/" in url for url in asked) == 1
    context.close()


def test_what_lies_below_does_not_jump_while_the_map_loads(browser, harness):
    context = browser.new_context(viewport={"width": 1280, "height": 1100})
    page = context.new_page()
    held = []
    page.route("**/shapes/*", lambda route: held.append(route))
    page.goto(harness)
    below = page.get_by_text("Chosen: None")
    below.wait_for()
    page.get_by_text("Drawing the map").wait_for()
    # The toolkit settles its own elements first; the map cannot come until its shapes are let go.
    before = None
    while before != (before := below.bounding_box()["y"]):
        page.wait_for_timeout(500)
    (shapes,) = held
    shapes.continue_()
    page.locator(AREA).first.wait_for()
    assert abs(below.bounding_box()["y"] - before) <= 1
    context.close()


def test_a_map_that_cannot_be_fetched_says_so_and_comes_with_the_next_change(browser, harness):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/shapes/*", lambda route: route.abort())
    page.goto(harness)
    page.get_by_text("The map could not be drawn. The table has the same figures.").wait_for(
        timeout=30_000
    )
    page.unroute("**/shapes/*")
    move_year(page)
    page.locator(AREA).first.wait_for()
    context.close()


class Wire:
    """Bytes of the websocket's messages, both ways, as the browser's own tools count them."""

    def __init__(self, page):
        self.bytes = 0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        for event in ("Network.webSocketFrameReceived", "Network.webSocketFrameSent"):
            session.on(event, self._count)

    def _count(self, event):
        payload = event["response"]["payloadData"]
        # Binary messages come as base64: four letters for three bytes.
        self.bytes += len(payload) * 3 // 4


def test_a_change_of_year_sends_at_most_6_kb(page):
    move_year(page)
    spoken(page, "Map of the year ending March 2023.")
    page.wait_for_timeout(500)
    wire = Wire(page)
    fetched = []
    page.on("request", lambda request: fetched.append(request.url))
    move_year(page)
    spoken(page, "Map of the year ending March 2022.")
    page.wait_for_timeout(500)
    print(f"{wire.bytes} bytes a change of year")
    assert 500 < wire.bytes <= 6144
    assert fetched == [], "all years came with the first map"


def test_it_works_under_plain_streamlit_run_too(browser, plain_harness):
    page = open_map(browser, plain_harness)
    area(page, "Thornby").click()
    page.get_by_text(f"Chosen: {CODES['Thornby']}").wait_for()
    move_year(page)
    spoken(page, "Map of the year ending March 2023.")
    page.context.close()


def test_shapes_may_be_kept_for_a_year_and_are_not_sent_twice(harness):
    address = f"{harness}/shapes/invented-1.json"
    packed = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(packed) as answer:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        tag = answer.headers["ETag"]
    with urllib.request.urlopen(address) as answer:
        assert "Content-Encoding" not in answer.headers
        assert len(json.load(answer)["layers"]["current"]) == 12
    again = urllib.request.Request(address, headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as unchanged:
        urllib.request.urlopen(again)
    assert unchanged.value.code == 304
    # A page from before the data changed asks for shapes that are gone: it gets today's, unkept.
    with urllib.request.urlopen(f"{harness}/shapes/older.json") as answer:
        assert answer.headers["Cache-Control"] == "no-store"
    with pytest.raises(urllib.error.HTTPError) as missing:
        urllib.request.urlopen(f"{harness}/map/0000000000000000.json")
    assert missing.value.code == 404
