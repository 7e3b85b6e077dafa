"""Every view for every reader: WCAG 2.2 at level AA, as far as a browser can measure it.

The fact a newcomer gets wrong: axe finds about a third of what can be wrong. What it cannot see
(focus on something folded away, a slider that vanishes in forced colours, a page cut off in print)
is measured here by hand. Tests of one view share one page, so that each view is loaded once.
"""

import contextlib
import io
import re
import unicodedata

import pypdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import TimeoutError

from browser.everyone import FOCUSED, VIEWS, WIDE, found_by_axe, open_folded, paths, settled
from dashboard import contents
from dashboard.words.itself.accessibility import TOOLKIT

# axe cannot decide these by itself; the reason each is not a fault. All others must be decided.
UNDECIDED = {
    "color-contrast"  # single characters, text on a chart: tests/dashboard/test_theme.py measures
}
# What sticks out of a page so wide. Tables, quotations and drawings scroll in frames of their own.
CUT_OFF = """[...document.querySelectorAll('[data-testid=stMain] *')].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width > 2 && box.right > %d + 1 && each.checkVisibility()
    && !each.closest('.table-frame, pre, svg, table, [style*="clip-path"]');
}).map(each => each.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module", params=VIEWS, ids=[v or "map" for v in VIEWS])
def view(request, tabs, dashboard):
    """One view as a reader on a wide, light screen sees it, loaded once for all its tests."""
    page = tabs.take()
    page.goto(f"{dashboard}/{request.param}")
    settled(page)
    yield page
    tabs.leave(page)


@pytest.fixture
def page(view):
    """The view, put back to wide, light and unzoomed when the test is done."""
    yield view
    view.set_viewport_size(WIDE)
    view.emulate_media(
        media="screen", color_scheme="light", reduced_motion="no-preference", forced_colors="none"
    )


def test_every_page_is_among_the_views():
    assert {page.path for page in contents.PAGES} == paths(VIEWS)


def test_headings_follow_in_order_and_the_page_says_where_it_is(page):
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all(
        "all => all.map(each => Number(each.tagName[1]))"
    )
    assert levels[0] == 1 and levels.count(1) == 1 and len(levels) >= 2
    for above, below in zip(levels, levels[1:], strict=False):
        assert below <= above + 1, f"a level is skipped: {levels}"
    assert page.evaluate("document.documentElement.lang").startswith("en")
    assert "How English councils identify child sexual abuse" in page.title()


def test_no_tag_is_read_as_a_word(page):
    said = page.locator(".stMain").evaluate(
        """main => { const copy = main.cloneNode(true);
          copy.querySelectorAll("style, script").forEach(each => each.remove());
          return copy.textContent; }"""
    )
    tags = re.findall(r"</?(?:a|abbr|div|li|p|small|span|strong|table|td|ul)\b[^>]*>", said)
    assert tags == [] and len(said) > 1000


def test_every_chart_has_a_title_a_sentence_alt_text_and_its_figures(page):
    open_folded(page)
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        assert len((chart.get_attribute("aria-label") or "").split()) >= 8
        assert chart.get_attribute("role") in ("figure", "img")
        before = chart.evaluate(
            """chart => {
              const own = chart.closest('[data-testid=stElementContainer]');
              // A section's sentence may stand above its first chart's title.
              const text = ':is([data-testid=stMarkdownContainer], .prose) :is(p, li)';
              let title = '', said = [];
              for (const each of document.querySelectorAll(`h2, h3, ${text}`)) {
                const before = each.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING;
                if (!before || own.contains(each)) continue;
                if (each.tagName === 'H2' || (each.tagName === 'H3' && title)) said = [];
                if (each.tagName === 'H2') title = '';
                else if (each.tagName === 'H3') title = each.innerText;
                else said.push(each.innerText);
              }
              return [title, ...said];
            }"""
        )
        assert before[0].strip() and any(any(map(str.isdigit, said)) for said in before[1:]), before
    folded = page.locator("summary").all_inner_texts()
    tables = sum("as a table" in text for text in folded)
    assert tables >= page.locator("[data-testid=stPlotlyChart]").count()


def test_axe_finds_no_fault_light_and_dark_wide_and_on_a_phone(page):
    open_folded(page)
    faults, undecided, passed = set(), set(), set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(300)
            settled(page)
            found = found_by_axe(page, scheme)
            at = f"{scheme} {width}"
            faults |= {
                (fault["id"], str(node["target"]), at)
                for fault in found["violations"]
                for node in fault["nodes"]
            }
            undecided |= {(each["id"], at) for each in found["incomplete"]}
            passed |= {each["id"] for each in found["passes"]}
    assert faults == set()
    assert {rule for rule, _ in undecided} <= UNDECIDED | set(TOOLKIT), undecided
    assert {"color-contrast", "heading-order", "target-size", "button-name", "region"} <= passed


@pytest.mark.parametrize(("zoom", "width"), [(200, 640), (400, 320)])
def test_zoomed_in_nothing_scrolls_sideways_or_is_cut_off(page, zoom, width):
    page.set_viewport_size({"width": width, "height": 900 * 100 // zoom})
    # A chart takes a moment to fit itself to the new width.
    cut = CUT_OFF % width
    with contextlib.suppress(TimeoutError):
        page.wait_for_function(f"({cut}).length === 0", timeout=10_000)
    assert page.evaluate(cut) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_spaced_out_text_is_not_cut_off(page):
    """WCAG 1.4.12: line height 1.5, letters 0.12 em, words 0.16 em apart."""
    spaced = page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important; }"
    )
    page.set_viewport_size({"width": 640, "height": 900})
    page.wait_for_timeout(300)
    wide = page.evaluate("document.documentElement.scrollWidth")
    clipped = page.locator(
        "[data-testid=stMain] :is(h1, h2, h3, p, li, .card, summary)"
    ).evaluate_all(
        """all => all.filter(each => each.checkVisibility() && each.clientHeight
          && /hidden|clip/.test(getComputedStyle(each).overflow) && !each.closest('.spoken')
          && (each.scrollHeight > each.clientHeight + 2 || each.scrollWidth > each.clientWidth + 2)
        ).map(each => each.outerHTML.slice(0, 120))"""
    )
    spaced.evaluate("style => style.remove()")
    assert wide <= 640 and clipped == []


def test_the_focus_can_be_seen_wherever_tab_leads(page):
    """Pixels beside and on what has the focus change clearly when it comes; 30 stops a view."""
    unseen, looked = [], 0
    page.emulate_media(reduced_motion="reduce")  # so that nothing is half faded in
    page.evaluate("document.activeElement.blur(); document.querySelector('.stMain').scrollTo(0, 0)")
    for _ in range(30):
        page.keyboard.press("Tab")
        at = page.evaluate_handle(FOCUSED).as_element()
        box = at.bounding_box()
        if box is None or at.evaluate("at => at === document.body"):
            break
        # A slider's own input is a pixel wide: the ring stands around its handle.
        left, top = max(0, box["x"] - 12), max(0, box["y"] - 12)
        clip = {
            "x": left,
            "y": top,
            "width": max(1, min(1280 - left, box["width"] + 24)),
            "height": max(1, min(900 - top, box["height"] + 24)),
        }
        for patience in (0, 500):  # what comes into sight with the focus may be drawn a moment late
            page.wait_for_timeout(patience)
            with_focus = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
            at.evaluate("at => at.blur()")
            without = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
            at.evaluate("at => at.focus({ focusVisible: true, preventScroll: true })")
            clear = sum(ImageChops.difference(with_focus, without).histogram()[60:])
            if clear >= 30:
                break
        looked += 1
        if clear < 30:
            unseen.append((at.evaluate("at => at.outerHTML.slice(0, 150)"), box, clear))
    assert looked >= 10 and unseen == []


def test_with_motion_reduced_nothing_moves(page):
    page.emulate_media(reduced_motion="reduce")
    slowest = page.locator("*").evaluate_all(
        """all => Math.max(...all.flatMap(each => {
          const { transitionDuration, animationDuration } = getComputedStyle(each);
          const times = `${transitionDuration},${animationDuration}`;
          return times.split(',').map((time) => parseFloat(time) || 0);
        }))"""
    )
    assert slowest <= 0.001


def test_in_forced_colours_controls_and_charts_are_still_drawn(page):
    page.emulate_media(forced_colors="active")
    drawn_by_ground = page.locator(
        "[data-testid=stSlider], [data-testid=stCheckbox], [data-testid=stButtonGroup],"
        " .js-plotly-plot, .strip-square"
    )
    ground = "each => getComputedStyle(each).backgroundColor"
    for each in drawn_by_ground.all():
        assert each.evaluate("each => getComputedStyle(each).forcedColorAdjust") == "none"
        assert each.evaluate(ground) == "rgb(255, 255, 255)"
    for thumb in page.locator("[data-testid=stSlider] [style*='translate(-50%']").all():
        assert thumb.evaluate(ground) != "rgb(255, 255, 255)"
    now = page.locator(".strip li[aria-current]")
    if now.count():
        others = page.locator(".strip li:not([aria-current])").first
        border = "each => getComputedStyle(each).borderTopColor"
        assert now.evaluate(border) != others.evaluate(border)


def test_on_paper_the_whole_page_comes_out_and_nothing_of_the_screen(page):
    page.emulate_media(media="print")
    sheets = page.pdf(format="A4")
    assert len(sheets) < 8_000_000, "hatches, each drawn anew, once made 300 MB of a page"
    paper = pypdf.PdfReader(io.BytesIO(sheets))
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    text = unicodedata.normalize("NFKC", text)  # a font may draw "fi" as one letter
    assert " ".join(page.locator("h1").inner_text().split()) in text
    assert "Contains OS data" in text, "the foot of the page, so nothing was cut off"
    assert not page.get_by_role("link", name="Leave").first.is_visible()


def test_links_of_the_contents_lead_to_their_sections(reader):
    page = reader("about")
    names = page.locator(".contents a").evaluate_all("all => all.map(a => a.hash.slice(1))")
    assert len(names) > 10
    assert page.evaluate("names => names.every(name => document.getElementById(name))", names)
    page.locator(".contents a", has_text="Accessibility statement").click()
    page.wait_for_function(
        """() => { const { top } = document.querySelector("#accessibility").getBoundingClientRect();
          return 0 <= top && top < 500; }"""
    )
