"""What is said to a request that is not answered: calmly, with a way back, and never why in code.

The fact a newcomer gets wrong: most who see one of these pages are honest readers with an old link
or a bad moment, not attackers. So a page says what to do next, and where the same figures stand.
"""

import os
from html import escape

from starlette.responses import HTMLResponse, Response

from dashboard import words
from dashboard.delivery.door import paths
from dashboard.words.itself import refusals as said

RETRY_AFTER = 30  # seconds
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{title} | {site}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:12vh auto;padding:0 1rem}}
</style></head><body><main><h1>{title}</h1><p>{text}</p><ul>
<li><a href="{top}">{first_page}</a></li>
<li><a href="{static}">{plain_pages}</a></li>
</ul></main></body></html>
"""


def static_edition(path: str) -> str:
    """Where the same figures stand without a server: CSA_STATIC_EDITION, or site/ beside us."""
    return os.environ.get("CSA_STATIC_EDITION") or paths.to_top(path) + "site/"


def refusal(status: int, path: str = "/") -> Response:
    """The page for a refusal of `status` to a request for `path`."""
    title, text = said.TITLES_AND_WORDS[status]
    headers = {"Cache-Control": "no-store"}
    if status in (429, 503):
        headers["Retry-After"] = str(RETRY_AFTER)
    if status == 405:
        headers["Allow"] = "GET, HEAD"
    if status in (413, 431):
        headers["Connection"] = "close"  # what else was sent is not read
    page = PAGE.format(
        title=title,
        text=text,
        site=words.SITE,
        first_page=said.FIRST_PAGE,
        plain_pages=said.PLAIN_PAGES,
        top=paths.to_top(path),
        static=escape(static_edition(path)),
    )
    return HTMLResponse(page, status, headers)
