"""What a browser is told at once, so that a page is drawn sooner: its first look, and its files.

The fact a newcomer gets wrong: Streamlit asks for an element's script only when the element has
arrived, and the map for its shapes only when its script has. Named in the page's head they all come
together, which spares a reader far away some of the journeys. A file named here that a page no
longer needs costs a download; one that is needed and not named comes later, as it always did.
Streamlit's own start takes longest of all; the explorer has answered long before.
"""

import gzip
import html
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboard import contents, database, served, words
from dashboard.delivery import faults, toolkit
from dashboard.delivery.door import paths
from dashboard.delivery.opening import first_look
from dashboard.keeping import MB, Kept
from dashboard.page.around import previews, site_head

FOR_EVER = "public, max-age=31536000, immutable"
MEDIA_TYPES = served.MEDIA_TYPES | {"html": "text/html", "woff2": "font/woff2"}
FOLDER = toolkit.FOLDER
NO_REFERRER = '<meta name="referrer" content="same-origin">'
START, REACH, TRAVEL = (
    Path(__file__).with_name(f"{name}.js").read_text() for name in ("start", "reach", "travel")
)
_pages = Kept("pages", 16 * MB, lambda file: len(file.content) + len(file.packed))
_toolkit = Kept("toolkit", 48 * MB, lambda file: len(file.content) + len(file.packed))
MAP_FILE = re.compile(rb'="\./map/([0-9a-f]+\.\w+)"')
TOOLKIT_FILE = re.compile(
    r'<script type="module"[^>]*></script>|<link rel="stylesheet"[^>]*>'
    r'|<link rel="modulepreload"[^>]*"\./static/[^>]*>'
)
NO_SCRIPT = re.compile("<noscript>.*?</noscript>", re.DOTALL)
IMPORT = re.compile(r'(?:from|import)"\./([\w.~-]+\.js)"')
# The map had a page of its own once, which began with another measure.
MOVED = {"/map": {"measure": "plan-rate"}}
PAGES = {f"/{page.path}": page for page in contents.PAGES}
# For an application with one page of which nothing is known.
PLAIN = {"/": contents.Page("", "", "", "")}


@lru_cache(maxsize=1)
def _index() -> str:
    # The description of a programs' interface that is not open here.
    return re.sub(r"<link[^>]*/agent/[^>]*>", "", (FOLDER / "index.html").read_text())


@lru_cache
def scripts_of(elements: tuple[str, ...]) -> list[str]:
    """Streamlit's scripts for these elements with all they import, but for those of index.html."""
    scripts = FOLDER / "static" / "js"
    found = [file.name for name in elements for file in scripts.glob(f"{name}.*.js")]
    for name in found:  # which grows as it is read
        imported = dict.fromkeys(IMPORT.findall((scripts / name).read_text()))
        found += [each for each in imported if each not in found and each not in _index()]
    return found


def _named(address: str) -> str:
    """A line for a page's head that fetches a file of the map."""
    kind = 'rel="modulepreload"' if address.endswith(".js") else 'rel="preload" as="fetch"'
    return f'<link {kind} crossorigin="anonymous" href="{html.escape(address)}">'


def page_html(page: contents.Page) -> str:
    """Streamlit's index.html for this page, with its head, and the explorer if it is the first."""
    told = START if toolkit.does("told-server") else START.replace("__streamlit", "__nobody")
    told += site_head.LEAVE + TRAVEL + (REACH if toolkit.does("says-lost") else "")
    start = served.File.of(told.encode(), "js")
    first, body, without, is_first = [], "", "<noscript></noscript>", False
    title = f"{page.title} | {words.SITE}" if page.path else words.SITE
    try:
        if page.title:
            is_first = page == contents.PAGES[0]
            files = first_look.explorer_files() if is_first else []
            first = [*map(_named, files[1:]), first_look.style(is_first)]
            first += previews.tags(title, f"{page.description} {words.CAVEAT}", page.path)
            first += [f'<script defer src="{script}"></script>' for script in files[:1]]
            body = first_look.body(page.title, contents.addresses(), is_first)
            without = f"<noscript>{first_look.without(page)}</noscript>"
    except Exception as error:
        # Without data the page itself says what is wrong.
        faults.LOG.warning("No first look: %r", error)
    begin = f'<script defer src="{served.address(start)}"></script>'
    last = [
        f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{name}">'
        for name in scripts_of(page.elements)
    ]
    text = _index().replace("<title>", "\n".join([*first, begin, "<title>"]), 1)
    # Who follows a link away, as in haste, does not say where from.
    text = text.replace("<title>Streamlit<", f"{NO_REFERRER}<title>{title}<", 1)
    text = text.replace("</head>", "\n".join([*last, "</head>"]), 1)
    text = NO_SCRIPT.sub(lambda _: without, text)
    if is_first and toolkit.does("map-first"):
        text = after_the_map(text)
    return text.replace("<body>", f"<body>{body}", 1)


def after_the_map(text: str) -> str:
    """The page with Streamlit's own files in a template, which start.js puts in place once the map
    is drawn: read beside it they made its first reader wait twice as long for it.
    """
    files = TOOLKIT_FILE.findall(text)
    kept = f'<template id="after-the-map">{"".join(files)}</template>'
    return TOOLKIT_FILE.sub("", text).replace("</head>", f"{kept}</head>", 1)


def page_file(page: contents.Page) -> served.File:
    """The same, packed; put together again only when the data is another, or a file has gone."""
    try:
        version = database.version()
    except database.NoDatabase:
        return served.File.of(page_html(page).encode(), "html")
    name = (page, version)
    made = _pages.look(name)
    if made and all(served.published(each) for each in MAP_FILE.findall(made.content)):
        return made
    _pages.forget(name)
    return _pages.get(name, lambda: served.File.of(page_html(page).encode(), "html"))


def _toolkit_file(path: str) -> served.File:
    return _toolkit.get(path, lambda: _packed(path))


def _packed(path: str) -> served.File:
    content = toolkit.files()[path].read_bytes()
    packed = b"" if path.endswith("woff2") else gzip.compress(content, 6, mtime=0)
    return served.File(path.rsplit("/", 1)[1], content, packed)


def answer(request: Request, file: served.File, keep: str = FOR_EVER) -> Response:
    """The file, gzipped for a reader who takes that; 304 if they have it already."""
    headers = {"Cache-Control": keep, "ETag": f'"{file.name}"', "Vary": "Accept-Encoding"}
    if f'"{file.name}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = file.content
    if file.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        content = file.packed
    return Response(content, media_type=MEDIA_TYPES[file.name.rsplit(".", 1)[1]], headers=headers)


def prepare(pages: Mapping[str, contents.Page]) -> None:
    """Put together what every reader is sent first, before the first reader."""
    if not toolkit.does("first-paint"):
        return
    for page in pages.values():
        page_file(page)
    for path in filter(is_named_by_hash, toolkit.files()):
        _toolkit_file(path)


def is_named_by_hash(path: str) -> bool:
    """Whether it is a file of Streamlit's whose name changes with its content."""
    kind = path.rpartition(".")[2]
    return (
        path.startswith("/static/") and kind in ("js", "css", "woff2") and path in toolkit.files()
    )


class FirstPaint:
    """Answers for the pages and for Streamlit's own files; all else is Streamlit's to answer."""

    def __init__(self, app, pages: Mapping[str, contents.Page]) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope, receive, send) -> None:
        respond = self.app
        if scope["type"] == "http" and toolkit.does("first-paint"):
            request = Request(scope)
            path = paths.path_of(scope) or ""
            if path in MOVED and "/council" in self.pages:
                asked = urlencode(MOVED[path] | dict(request.query_params))
                respond = RedirectResponse(f"./?{asked}", 301)
            elif path not in self.pages and path.lower() in self.pages:
                query = request.url.query and f"?{request.url.query}"
                respond = RedirectResponse(f".{path.lower()}{query}", 301)
            elif path in self.pages:
                page = await run_in_threadpool(page_file, self.pages[path])
                respond = answer(request, page, "no-cache")
            elif is_named_by_hash(path) and "range" not in request.headers:
                respond = answer(request, await run_in_threadpool(_toolkit_file, path))
        await respond(scope, receive, send)
