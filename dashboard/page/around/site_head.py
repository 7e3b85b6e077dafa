"""The head of every page of both editions: name, pages and the way to leave, in one row.

The fact a newcomer gets wrong: it stands in the page's HTML, not in the toolkit, so that who has to
leave need not wait for anything. Nothing here needs Streamlit.
"""

from collections.abc import Mapping
from html import escape
from pathlib import Path

NAME = "Councils and child sexual abuse"
SAFE_PLACE = "https://www.bbc.co.uk/weather"
LEAVE = Path(__file__).with_name("leave.js").read_text()  # the script of every page with this head
FIXED_AT = ".site-head { position: fixed; inset: 0 0 auto 0; }"
STYLE = Path(__file__).with_name("head.css").read_text()
FIXED = STYLE + FIXED_AT  # on a page whose own frame scrolls, as the toolkit's does


def html(
    pages: Mapping[str, str], current: str = "", home: str = "index.html", main: str = "main"
) -> str:
    """`pages` maps a title to its address; `current` is the title of the page that is open.

    `main` is the id of the page's content, for who skips this head.
    """
    here = ' aria-current="page"'
    links = "".join(
        f'<a href="{escape(address)}" target="_self"{here if title == current else ""}>'
        f"{escape(title)}</a>"
        for title, address in pages.items()
    )
    return (
        f'<header class="site-head"><a class="skip" href="#{main}">Skip to main content</a>'
        f'<a class="name" href="{escape(home)}" target="_self">{NAME}</a>'
        f'<nav aria-label="Pages">{links}</nav>'
        f'<details><summary>Menu</summary><nav aria-label="Pages">{links}</nav></details>'
        f'<a class="leave" href="{SAFE_PLACE}" target="_self" rel="noreferrer" '
        'aria-label="Leave this site quickly">Leave</a></header>'
    )
