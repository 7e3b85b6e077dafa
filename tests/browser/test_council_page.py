"""A council's page for a leader with five minutes: what fits, what is in sight, what paper shows.

The fact a newcomer gets wrong: heights are of the page with its folds closed, as it opens.
"""

import io
import re
from functools import partial

import pypdf
import pytest

from browser.everyone import LONGEST, length_closed, on_the_first_screen
from dashboard import theme
from dashboard.words.area.council_page import CONTENTS, SECTIONS

# A printed number, a hidden one, none at all, and a council that no longer exists.
COUNCILS = ("dorset", "leicester", "hampshire", "cumbria")


def drawn(open_page, slug: str, width: int = 1280, section: str = ""):
    page = open_page(f"council?council={slug}{section}", viewport={"width": width, "height": 800})
    page.wait_for_selector(".stPlotlyChart .main-svg")
    return page


@pytest.fixture
def council(shown):
    """council("leicester", 1280) → its page, with all that it draws, for who leaves it as it is."""
    return partial(drawn, shown)


@pytest.fixture
def council_anew(reader):
    """council_anew("leicester", 1280, "#questions") → the same, for who moves something there."""
    return partial(drawn, reader)


@pytest.mark.parametrize("width", LONGEST)
@pytest.mark.parametrize("slug", COUNCILS)
def test_closed_it_is_no_longer_than_five_minutes(council, slug, width):
    assert 2000 < length_closed(council(slug, width)) < LONGEST[width]


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_first_screen_holds_class_years_estimate_neighbours_and_ways_on(council, slug):
    page = council(slug)
    on_the_first_screen(
        page, ".class-line", "ol.strip", ".three-squares", ".first .prose >> nth=-1", ".ways"
    )
    squares = page.locator(".three-squares").inner_text()
    assert "estimated to be sexually abused in a year" in squares
    assert "Nobody has measured an area" in squares


# Fill, line and dashes of each mark, as the browser draws it; of the page's, what its images hold.
INKS = """all => all.map((each) => {
  if (each.localName === "img") {
    const text = atob(each.src.split("base64,")[1]);
    const held = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    document.body.append(held);
    each = held.firstChild;
  }
  const style = getComputedStyle(each);
  const drawn = each.classList.contains("nought") ? [] : [style.fill];
  return [...drawn, style.stroke, style.strokeDasharray].join(" ").replaceAll("px", "");
})"""


@pytest.mark.parametrize("scheme", theme.PAGE)
@pytest.mark.parametrize("of", ["slough&year=2024", "bedford&year=2024", "bedford&year=2015"])
def test_the_squares_have_the_inks_of_the_panels_beside_the_map(reader, scheme, of):
    page = reader(f"?council={of}", color_scheme=scheme)
    page.locator(".panel .squares").wait_for()
    beside_the_map = page.locator(".panel .squares svg > *").evaluate_all(INKS)
    page = reader(f"council?council={of}", color_scheme=scheme)
    assert page.locator(".three-squares img").evaluate_all(INKS) == beside_the_map
    assert len(beside_the_map) == 3


def test_no_sentence_of_the_first_screen_is_longer_than_thirty_words(council):
    for slug in COUNCILS:
        read = council(slug).locator(".first p, h1 + *").all_inner_texts()
        sentences = [s for text in read for s in re.split(r"(?<=[.:;?])\s+", text)]
        assert len(sentences) >= 6
        assert {s for s in sentences if len(s.split()) > 30} == set()


@pytest.mark.parametrize("width", LONGEST)
def test_the_contents_stay_in_sight_and_lead_to_each_section(council_anew, width):
    page = council_anew("leicester", width)
    wide = page.locator(".on-this-page .beside")
    assert list(SECTIONS) == [name for name in CONTENTS if name in SECTIONS]
    for name, title in CONTENTS.items():
        if not wide.is_visible():
            page.locator(".on-this-page summary").click()
        link = page.locator(".on-this-page a:visible", has_text=title)
        assert link.bounding_box()["y"] >= 52
        link.click()
        page.wait_for_function(
            "name => { const { top } = document.getElementById(name).getBoundingClientRect();"
            " return top > 50 && top < innerHeight; }",
            arg=name,
        )
        assert page.url.endswith(f"#{name}")
        if name not in SECTIONS:  # a fold that stands alone opens
            page.locator(f"#{name} details").first.locator("xpath=self::*[@open]").wait_for()


def test_an_address_with_a_section_opens_there(council_anew):
    page = council_anew("leicester", section="#questions")
    page.wait_for_function("document.getElementById('questions').getBoundingClientRect().top < 200")
    assert page.locator("#questions").bounding_box()["y"] > 50


def test_paper_shows_what_is_folded_away(council):
    page = council("leicester")
    hidden = page.get_by_text("The rules that choose these questions")
    assert not hidden.is_visible()
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    for folded in (
        "The rules that choose these questions",
        "each step per 100 of its base",
        "Neighbours of Leicester, year ending 31 March",
        "assessments that recorded sexual abuse per 1,000 children, England",
    ):
        assert folded in text
    assert not hidden.is_visible(), "and closes again afterwards"


def test_each_neighbour_stands_on_one_scale_the_council_first(council):
    page = council("leicester")
    lines = page.locator("ul.tracks[aria-label^='Neighbours of Leicester'] > li")
    names = lines.locator(".who").all_inner_texts()
    assert names[0] == "Leicester" and len(names) == 12
    assert len(lines.locator(".years[role=img]").all()) == 11
    ticks = [box["x"] for box in (t.bounding_box() for t in lines.locator(".tick").all())]
    assert max(ticks) - min(ticks) < 1, "England is at one place, so the scale is one"
    hidden = page.locator("ul.tracks[aria-label^='Neighbours'] > li", has_text="[c]")
    assert hidden.locator(".mark.dot").count() == 0
    assert hidden.locator(".mark.hidden").count() == hidden.count() > 1


def test_the_browsers_title_names_what_is_shown_and_follows_the_year(council_anew):
    page = council_anew("leicester")
    page.wait_for_function("document.title.startsWith('Leicester, 2024 | ')")
    page.get_by_role("slider", name=re.compile("Year ending")).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.title.startsWith('Leicester, 2023 | ')")
    assert page.title().endswith("How English councils identify child sexual abuse")
