"""What a page shows before Streamlit has started: its head, and on the first page the explorer.

The fact a newcomer gets wrong: the explorer here is not a picture of the page but the page. It
answers from its files, and Streamlit's page then takes the same node in (page/explorer.py).
"""

from html import escape

from dashboard import contents
from dashboard.councils import explorer
from dashboard.delivery import explorer_files as files
from dashboard.delivery.door import refusals
from dashboard.page import explorer as explorer_face
from dashboard.page.around import help_and_caveat, site_head
from dashboard.words.itself import pages as said

# The toolkit's own head gives way to ours, which stays where it is.
STYLE = (
    site_head.FIXED
    + """
[data-testid="stSkipToContent"] { display: none !important; }
body > #first-look {
  position: fixed; inset: 52px 0 0 0; z-index: 999980; overflow-y: auto;
  background: light-dark(#FFFFFF, #10151D); color: light-dark(#0B0C0C, #F3F5F7);
}
.stMain > #first-look { padding-top: 52px; }
@media print { body > #first-look { position: static; overflow: visible; } }
"""
)
# Without JavaScript nothing takes the explorer's place: what comes after it stands below it.
FLOWING = "body > #first-look { position: static; padding-top: 52px; }"


def explorer_files() -> list[str]:
    """Addresses of the files that the explorer begins with, its script first."""
    base = f"./{explorer.FOLDER}/{explorer.version()}/"
    return [base + name for name in files.first()]


def style(with_explorer: bool) -> str:
    """What goes into the head of a page."""
    more = explorer.RESERVE + explorer_face.STYLE if with_explorer else ""
    return f"<style>{STYLE}{more}</style>"


def body(title: str, pages: dict[str, str], with_explorer: bool) -> str:
    """What goes before the root of a page; `title` is the page's own in `pages`."""
    head = site_head.html(pages, title, home=".", main="stMain")
    return head + (f'<div id="first-look">{explorer_face.html()}</div>' if with_explorer else "")


def without(page: contents.Page) -> str:
    """What stands in the page's place without JavaScript, and where the server is out of reach."""
    if page == contents.PAGES[0]:  # the explorer says the rest itself
        return f"<style>{FLOWING}</style>" + f'<div class="without">{help_and_caveat.html()}</div>'
    top = refusals.static_edition("/").rstrip("/")
    links = "".join(
        f'<li><a href="{escape(top)}/{path}">{text}</a></li>'
        for path, text in said.NEED_LESS.items()
    )
    return (
        f'<div class="without"><h1>{escape(page.title)}</h1><p>{escape(page.description)}</p>'
        f'<p class="why">{said.NEEDS}</p>'
        f"<ul>{links}</ul>{help_and_caveat.html()}</div>"
    )
