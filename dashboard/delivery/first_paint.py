"""What a browser is told at once, so that a page is drawn sooner: its first look, and its files.

The fact a newcomer gets wrong: Streamlit asks for an element's script only when the element has
arrived, and the map for its shapes only when its script has. Named in the page's head they all come
together, which spares a reader far away some of the journeys. A file named here that a page no
longer needs costs a download; one that is needed and not named comes later, as it always did.
Streamlit's own start takes longest of all, and until then a page shows its first look.
"""

import gzip
import html
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dashboard import database, served, words
from dashboard.delivery import faults, paths, toolkit
from dashboard.keeping import MB, Kept

FOR_EVER = "public, max-age=31536000, immutable"
MEDIA_TYPES = served.MEDIA_TYPES | {"html": "text/html", "woff2": "font/woff2"}
FOLDER = toolkit.FOLDER
NO_REFERRER = '<meta name="referrer" content="same-origin">'
START = Path(__file__).with_name("start.js").read_text()
_pages = Kept("pages", 16 * MB, lambda file: len(file.content) + len(file.packed))
_toolkit = Kept("toolkit", 32 * MB, lambda file: len(file.content) + len(file.packed))
MAP_FILE = re.compile(rb'="\./map/([0-9a-f]+\.\w+)"')
IMPORT = re.compile(r'(?:from|import)"\./([\w.~-]+\.js)"')


class Page(NamedTuple):
    """The elements that a page begins with, and its first look, if it has one."""

    elements: tuple[str, ...] = ()
    look: Callable | None = None


def england():
    """The first look of the England page."""
    # Imported late, here and below: whoever serves another page may have no such database.
    from dashboard.views import england_blocks

    return england_blocks.at_first()


def councils():
    """The first look of the map page."""
    from dashboard.views import map_blocks

    return map_blocks.at_first()


CONTROLS = ("Html", "Selectbox", "DownloadButton", "BidiComponent")
PAGES = {
    "/": Page((*CONTROLS, "Slider", "ButtonGroup"), england),
    "/map": Page((*CONTROLS, "ButtonGroup", "Checkbox"), councils),
    "/council": Page((*CONTROLS, "Slider", "PlotlyChart")),
    "/compare": Page((*CONTROLS, "Slider", "PlotlyChart")),
    "/trends": Page((*CONTROLS, "ButtonGroup", "Checkbox", "PlotlyChart")),
    "/prevalence": Page((*CONTROLS, "Slider", "ButtonGroup")),
    "/data": Page((*CONTROLS, "Radio", "Multiselect")),
    "/about": Page(("Html", "BidiComponent")),
}
# For an application with one page of which nothing is known.
PLAIN = {"/": Page()}


@lru_cache(maxsize=1)
def _index() -> str:
    return (FOLDER / "index.html").read_text()


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


def page_html(page: Page, query: Mapping[str, str]) -> str:
    """Streamlit's index.html for this page, with its first look if the reader has chosen nothing.

    To who has chosen, only the files that any choice needs are named.
    """
    told = START if toolkit.does("told-server") else START.replace("__streamlit", "__nobody")
    start = served.File.of(told.encode(), "js")
    first, body = [], ""
    try:
        if page.look:
            from dashboard.delivery import first_look

            look = page.look()
            files = look.drawing["files"]
            if not query:
                first, body = [*map(_named, files), first_look.head(look)], first_look.body(look)
            else:
                known = files if not {"measure", "threshold"} & set(query) else files[:-1]
                first = [_named(each) for each in known]
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
    text = text.replace("<title>Streamlit<", f"{NO_REFERRER}<title>{words.SITE}<", 1)
    text = text.replace("</head>", "\n".join([*last, "</head>"]), 1)
    return text.replace("<body>", f"<body>{body}", 1)


def page_file(page: Page, query: Mapping[str, str]) -> served.File:
    """The same, packed; put together again only when the data is another, or a file has gone."""
    chosen = frozenset(query) & {"measure", "threshold"}
    try:
        version = database.version()
    except database.NoDatabase:
        return served.File.of(page_html(page, query).encode(), "html")
    name = (page, bool(query), chosen, version)
    made = _pages.look(name)
    if made and all(served.published(each) for each in MAP_FILE.findall(made.content)):
        return made
    _pages.forget(name)
    return _pages.get(name, lambda: served.File.of(page_html(page, query).encode(), "html"))


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


def is_named_by_hash(path: str) -> bool:
    """Whether it is a file of Streamlit's whose name changes with its content."""
    kind = path.rpartition(".")[2]
    return (
        path.startswith("/static/") and kind in ("js", "css", "woff2") and path in toolkit.files()
    )


class FirstPaint:
    """Answers for the pages and for Streamlit's own files; all else is Streamlit's to answer."""

    def __init__(self, app, pages: Mapping[str, Page]) -> None:
        self.app = app
        self.pages = pages

    async def __call__(self, scope, receive, send) -> None:
        respond = self.app
        if scope["type"] == "http" and toolkit.does("first-paint"):
            request = Request(scope)
            path = paths.path_of(scope)
            if path in self.pages:
                page = await run_in_threadpool(page_file, self.pages[path], request.query_params)
                respond = answer(request, page, "no-cache")
            elif is_named_by_hash(path) and "range" not in request.headers:
                respond = answer(request, await run_in_threadpool(_toolkit_file, path))
        await respond(scope, receive, send)
