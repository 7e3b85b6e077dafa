"""Words, tables and quotations as HTML: what the blocks of a page are put together from.

The fact a newcomer gets wrong: each element of the toolkit is a message of its own to the reader,
and costs the server more than the words in it. So what changes together is one piece of HTML,
made once for all readers and shown by `parts.block`.
"""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markdown_it import MarkdownIt

from dashboard import words

# As the toolkit reads Markdown, but HTML in it stays text: an address may be quoted in a sentence.
_markdown = MarkdownIt("commonmark", {"html": False})


class Markup(str):
    """Text that is HTML already, made by `link`."""


class Column(NamedTuple):
    """A column of a table: its heading and how a row's cell is worded."""

    label: str
    text: Callable[[Any], str]
    is_number: bool = True


def prose(text: str) -> str:
    """Sentences and lists written in Markdown."""
    return f'<div class="prose">{_markdown.render(text)}</div>'


def small(text: str) -> str:
    """Small print: a source, or a word about what stands above it."""
    return f'<p class="small">{escape(text)}</p>'


def heading(text: str, level: int = 2) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def folded(title: str, body: str) -> str:
    """HTML that is folded away under its title, until a reader opens it."""
    return f"<details><summary>{escape(title)}</summary>{body}</details>"


def to_copy(text: str, what: str, address: str = "", pin: str = "") -> str:
    """A text in a frame with a button that copies it; `what` it is, for who hears the button.

    Where it holds the page's `address`, the browser keeps that as it stands (in taking/copying.py),
    with the version `pin` of the data in it.
    """
    shown = escape(text)
    if address:
        kept = f'<span class="address" data-pin="{escape(pin)}">{escape(address)}</span>'
        shown = shown.replace(escape(address), kept)
    return (
        f'<div class="to-copy"><p>{shown}</p>'
        f'<button type="button" class="copy" aria-label="Copy {escape(what)}">Copy</button></div>'
    )


def quotation(sentence: str, caveat: str, source: str) -> str:
    """A sentence ready to quote; its caveat and its source beneath, each to be copied alone."""
    return (
        "<p><strong>Ready to quote</strong></p>"
        + to_copy(sentence, "the sentence to quote")
        + to_copy(caveat, "its caveat")
        + to_copy(f"Source: {source}", "its source")
    )


def link(text: str, page_path: str, **parameters: object) -> Markup:
    """A link to another page with its choices in the address."""
    query = urlencode({k: str(v) for k, v in parameters.items()})
    return Markup(
        f'<a href="{escape(page_path + ("?" + query if query else ""))}" target="_self">'
        f"{escape(text)}</a>"
    )


def table(
    rows: Iterable,
    columns: Sequence[Column],
    *,
    caption: str,
    explain: bool = True,
    row_heading: bool = True,
) -> str:
    """An HTML table; `rows` are objects that each column's `text` reads (itertuples of a frame).

    The symbols that occur are explained above it. Cells are escaped; a cell may hold a link made
    by `link`. Raises ValueError for a blank cell: a reader could not tell it from zero.
    """
    body, seen = [], set()
    for row in rows:
        cells = []
        for place, column in enumerate(columns):
            text = cell(column, row)
            seen |= {s for s in words.SYMBOL_MEANINGS if s in text}
            shown = text if isinstance(text, Markup) else escape(text)
            kind = ' class="number"' if column.is_number else ""
            if place == 0 and row_heading:
                cells.append(f'<th scope="row">{shown}</th>')
            else:
                cells.append(f"<td{kind}>{shown}</td>")
        body.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(
        f'<th scope="col"{" class=number" if c.is_number else ""}>{escape(c.label)}</th>'
        for c in columns
    )
    key = ""
    if explain and seen:
        meanings = "; ".join(f"{s} {m}" for s, m in words.SYMBOL_MEANINGS.items() if s in seen)
        key = f'<p class="symbols">{escape(meanings)}.</p>'
    return (
        f'{key}<div class="table-frame" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def cell(column: Column, row) -> str:
    """The words of a row in a column. Raises ValueError for a blank one."""
    text = column.text(row)
    if text == "":
        raise ValueError(f"blank cell under {column.label!r}")
    return text
