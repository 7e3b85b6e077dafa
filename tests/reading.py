"""What a page says, as tests read it: words without markup, and what a browser would fetch."""

import html
import re

# What stands for each status in a file, told again here.
SYMBOLS = {
    "suppressed": "[c]",
    "withheld": "[withheld]",
    "low": "[low]",
    "low_reliability": "[u]",
    "not_available": "[x]",
    "not_applicable": "[z]",
}
KINDS = ("title", "header", "subheader", "markdown", "code", "caption", "info", "warning")


def words_of(page) -> str:
    """All the words of a page opened by `open_page`, as a reader meets them."""
    return " ".join([*_pieces(page), *map(without_tags, bodies(page))])


def source_of(page) -> str:
    """The same as Markdown and HTML hold it, so with its links."""
    return " ".join([*_pieces(page), html_of(page)])


def html_of(page) -> str:
    """What a page holds as HTML: its tables, tracks and menus."""
    return " ".join(bodies(page))


def text_of(markup: str) -> str:
    """The words of HTML, in one line."""
    return " ".join(without_tags(markup).split())


def _pieces(page) -> list[str]:
    return [element.value for kind in KINDS for element in getattr(page, kind)]


def bodies(page) -> list[str]:
    """The HTML of each block, without what explains abbreviations within words and sentences."""
    return [re.sub(r"</?abbr[^>]*>", "", element.proto.body) for element in page.get("html")]


def without_tags(body: str) -> str:
    return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", body, flags=re.S))


def to_copy(page) -> list[str]:
    """The texts that stand beside a Copy button."""
    found = re.findall(r'<div class="to-copy"><p>(.*?)</p>', html_of(page), re.S)
    return [html.unescape(text) for text in found]
