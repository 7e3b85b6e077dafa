"""Pages as a reader meets them: short sentences, estimates called so, abbreviations explained.

The fact a newcomer gets wrong: the explorer's words are behind its shadow root, and a fold's words
count as well: they are read when it is opened.
"""

import html
import json
import re

import pytest

from browser.everyone import VIEWS, settled
from dashboard import queries
from dashboard.councils import explorer
from dashboard.words import abbreviations

SEEN = (
    *VIEWS,
    "?council=leicester",  # hidden
    "council?council=leicester",
    "council?council=cumbria",  # is no more
    "council?set=derby-and-derbyshire",
    "council?set=south-tees",  # both hidden
)
LONGEST = 30  # words of a sentence on a first screen
# Pieces of text as they are set, alternative texts among them, with where they stand and what
# explains them. `inside` is the text of the nearest block, `heading` that of the last heading
# before it and of the columns of a table.
PIECES = """() => {
  const BLOCK = "p, li, h1, h2, h3, h4, td, th, figcaption, caption, summary, dt, dd, legend";
  const HEADING = "h1, h2, h3, h4, summary, caption, figcaption";
  const LEFT = "script, style, noscript, option, svg, .to-copy, .js-plotly-plot, pre, code";
  const found = [];
  let heading = "";
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && child.data.trim()) {
        const parent = child.parentElement ?? node.host;
        const block = parent.closest(BLOCK) ?? parent;
        const box = parent.getBoundingClientRect();
        found.push({
          text: child.data,
          inside: block.textContent,
          heading: heading + (block.closest("table")?.tHead?.textContent ?? ""),
          explained: Boolean(parent.closest("abbr[title]")),
          spoken: Boolean(parent.closest(".spoken")),
          first: box.width > 0 && box.top < innerHeight && box.bottom > 0
            && parent.checkVisibility(),
        });
      } else if (child.nodeType === Node.ELEMENT_NODE) {
        if (child.matches(LEFT)) continue;
        if (child.matches(HEADING)) heading = child.textContent;
        const said = child.getAttribute("alt") ?? child.getAttribute("aria-label");
        if (said) found.push({ text: "", inside: said, heading, spoken: true });
        if (child.shadowRoot) walk(child.shadowRoot);
        walk(child);
      }
    }
  };
  walk(document.body);
  return found;
}"""


@pytest.fixture(scope="module")
def pieces(tabs, dashboard):
    """pieces(address) → the page's pieces of text in reading order, read once for all tests."""
    read = {}

    def of(address: str) -> list[dict]:
        if address not in read:
            page = tabs.take(viewport={"width": 1280, "height": 800})
            page.goto(f"{dashboard}/{address}")
            settled(page)
            if not address or address.startswith("?"):
                page.locator("council-explorer .panel h2").wait_for()
                page.locator("council-explorer .below").scroll_into_view_if_needed()
                page.locator("council-explorer .quote").filter(has_text="Source").wait_for()
                page.locator("h1:visible").first.scroll_into_view_if_needed()
            read[address] = page.evaluate(PIECES)
            tabs.leave(page)
        assert len(read[address]) > 40, "the page was read"
        return read[address]

    return of


def sentences(text: str) -> list[str]:
    return [
        s for line in text.split("\n") for s in re.split(r"(?<=[.?!])\s+| · ", line) if s.strip()
    ]


@pytest.mark.parametrize("view", SEEN)
def test_no_sentence_of_a_first_screen_is_longer_than_thirty_words(pieces, view):
    blocks = {
        piece["inside"] for piece in pieces(view) if piece.get("first") and not piece["spoken"]
    }
    read = {" ".join(s.split()) for block in blocks for s in sentences(block)}
    assert len(read) > 10
    assert {s for s in read if len(s.split()) > LONGEST} == set()


@pytest.mark.parametrize("view", SEEN)
def test_each_abbreviation_is_explained_where_it_is_first_used(pieces, view, serving):
    known = abbreviations.meanings()
    find = re.compile(abbreviations.pattern(known))
    first, before = {}, ""
    for piece in pieces(view):
        before += piece["inside"] + " "
        whole = known.get(piece["text"])
        for name in [piece["text"]] if whole else find.findall(piece["text"]):
            said = known[name].partition(",")[0].lower()
            is_explained = piece["explained"] or said in before.lower()
            first.setdefault(name, "" if is_explained else piece["inside"][:80])
    assert first
    assert {name: where for name, where in first.items() if where} == {}


@pytest.mark.parametrize("view", SEEN)
def test_a_true_zero_is_printed_as_0(pieces, view):
    """What is above 0 has as many decimals as show it: noughts alone were a zero all along."""
    zero = re.compile(r"(?<![\d.,])0\.0+(?![\d])")
    assert zero.search("range from 0.00 to 0.32") and not zero.search("0.004, 10.0, 2.0.0")
    assert {p["inside"][:80] for p in pieces(view) if zero.search(p["inside"])} == set()


# A number of children said to be abused: the estimate itself, its rate, and an area's share of it.
PREVALENCE = re.compile(
    r"500,000|(?<![\d.])(?:39|40)(?:\.\d)? (?:(?:of|per|in|for) )?(?:each |every |a )?1,000"
    r"|\babout [\d,]+ of (?:its|their|the) [\d,]+ children|each 1,000 children[^.]*\babout \d",
    re.I,
)


def unsaid(texts) -> tuple[int, set[str]]:
    """How many sentences have such a number, and those that do not call it an estimate.

    `texts` are pairs of a text and its heading.
    """
    found = {
        (s, bool(re.search("estimat", f"{s} {heading}", re.I)))
        for text, heading in texts
        for s in sentences(text)
        if PREVALENCE.search(s)
    }
    return len(found), {s for s, is_said in found if not is_said}


def test_the_look_for_estimates_finds_one_that_is_not_called_so():
    said = "Every year 500,000 children are abused. It is estimated that 500,000 are."
    assert unsaid([(said, "")]) == (2, {"Every year 500,000 children are abused."})
    assert unsaid([("About 1,800 of its 45,545 children are abused.", "")])[1]
    assert not unsaid([("About 39 per 1,000", "Estimated in a year")])[1]


@pytest.mark.parametrize("view", SEEN)
def test_every_figure_of_prevalence_is_called_an_estimate(pieces, view):
    found, without = unsaid((piece["inside"], piece["heading"]) for piece in pieces(view))
    assert without == set()
    if view in ("prevalence", "council?council=slough", "council?council=leicester", "trends"):
        assert found


def strings(held):
    """Every text in what a file of the explorer holds."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict | list):
        for each in held.values() if isinstance(held, dict) else held:
            yield from strings(each)


def test_so_it_is_in_the_explorers_files_and_in_every_briefing(site, serving):
    """As they are published."""
    held = site / "explorer" / explorer.version()
    files = [held / name for name in explorer.names() if re.match("start|council/", name)]
    texts = [(text, "") for file in files for text in strings(json.loads(file.read_bytes()))]
    for slug in queries.councils()["slug"]:
        page = (site / "councils" / f"{slug}.html").read_text()
        page = re.sub(r"</(?:p|li|td|th|h\d|figcaption|title|desc)>|<br>", "\n", page)
        texts.append(
            (html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.S)), "")
        )
    found, without = unsaid(texts)
    assert len(files) > 150 and found > 300 and without == set()
