"""The dashboard as an ASGI application: `uvicorn dashboard.asgi:app`.

The fact a newcomer gets wrong: this is not only another way to say `streamlit run`. It gives the
map's files a route with a long cache life, and uvicorn's socket answers without the 40 ms delay
that Streamlit's own listening socket adds to each rerun. One process a core, never `--workers`:
a reader's session lives in one process.
"""

import asyncio
import gc
from collections.abc import Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import streamlit as st
from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config

from dashboard import contents, database, served
from dashboard.councils import explorer
from dashboard.delivery import (
    explorer_files,
    faults,
    health,
    live_tables,
    metrics,
    site_files,
    warm,
)
from dashboard.delivery.door import connections, cross_origin, limits, paths, refusals
from dashboard.delivery.door.guard import Guard
from dashboard.delivery.opening import first_paint
from dashboard.page.choices import pickers
from dashboard.words.itself import refusals as refusal_words

HERE = Path(__file__).parent
BETWEEN_COLLECTIONS = 30  # seconds
ONE_AT_A_TIME = CapacityLimiter(1)  # of what takes seconds to make
FOR_PROBES = CapacityLimiter(2)


async def explorer_route(request: Request) -> Response:
    """A file of the explorer. A page from before a change gets the new one and may not keep it."""
    name = request.path_params["name"]
    file = explorer_files.if_made(name) or await to_thread.run_sync(
        explorer_files.file, name, limiter=ONE_AT_A_TIME
    )
    if file is None:
        return PlainTextResponse(refusal_words.NO_SUCH_FILE, status_code=404)
    same = request.path_params["version"] == explorer.version()
    return first_paint.answer(request, file, first_paint.FOR_EVER if same else "no-store")


def map_route(request: Request) -> Response:
    """The map's script, style or figures, by the name that the page was given."""
    name = request.path_params["name"]
    file = served.published(name)
    if file is None:
        return PlainTextResponse(refusal_words.NO_SUCH_FILE, status_code=404)
    return first_paint.answer(request, file)


def council_route(request: Request) -> Response:
    """/council/doncaster, as people guess it, leads to that council's page; by name or code."""
    asked = request.path_params["name"]
    try:
        slug = pickers.council_named(asked)
    except database.NoDatabase:
        slug = ""
    if not slug:
        return refusals.refusal(404, request.url.path)
    there = paths.to_top(paths.path_of(request.scope) or "/") + f"council?council={slug}"
    return RedirectResponse(there, 302, {"Cache-Control": "no-store"})


def api_route(request: Request) -> Response:
    """The rest of the API is files, and stands where they do."""
    there = f"site/api/{quote(request.path_params['name'])}"
    to = paths.to_top(paths.path_of(request.scope) or "/") + there
    return RedirectResponse(to, 307, {**cross_origin.HEADERS, "Cache-Control": "no-cache"})


def robots_route(_request: Request) -> Response:
    """Ours, not the toolkit's page: the published folder's, which names its site map."""
    file = site_files.folder() / "robots.txt"
    text = file.read_text() if file.is_file() else "User-agent: *\nAllow: /\n"
    return PlainTextResponse(text, headers={"Cache-Control": "public, max-age=3600"})


async def health_route(_request: Request) -> Response:
    """Whether the data can be read: 200 with versions of file and figures and a hash, or 503."""
    try:
        # Not among the threads that readers keep busy: who gets no answer here ends the process.
        served_now = await to_thread.run_sync(_served_now, limiter=FOR_PROBES)
        return JSONResponse({"status": "ok", **served_now})
    except Exception as error:
        # Any failure to read the data is what this route exists to report.
        return JSONResponse({"status": type(error).__name__}, status_code=503)


def _served_now() -> dict[str, str]:
    return {"data_version": database.version(), **health.of_data()}


async def _ready(app: st.App, pages: Mapping[str, contents.Page]):
    faults.format_logs()
    await run_in_threadpool(first_paint.prepare, pages)
    await run_in_threadpool(explorer_files.prepare)
    await warm.open_pages(app, pages)
    faults.format_logs()  # those of who has begun to log meanwhile
    # What is loaded by now lives as long as the process: no later collection need look at it.
    gc.collect()
    gc.freeze()
    collecting = asyncio.create_task(_collect())
    with metrics.served():
        yield
    collecting.cancel()


async def _collect() -> None:
    """Collect garbage at set times: a reader who has left is a ring of objects.

    Among three hundred readers a whole collection takes a third of a second. By Python's own
    thresholds there were several a minute, and one change in twenty waited for them.
    """
    gc.set_threshold(10_000, 20, 1_000_000)  # young objects often, all of them only here
    while True:
        await asyncio.sleep(BETWEEN_COLLECTIONS)
        gc.collect()


def build(script: Path, pages: Mapping[str, contents.Page] = first_paint.PLAIN) -> st.App:
    """The application that shows `script`, with the map's files on routes of our own."""
    served.own_routes = True
    faults.prepare_logs()
    # Looking for files that changed took four fifths of the server's time for a reader's first
    # page; looking for bare expressions to show, of which there are none, a third of the rest.
    config.set_option("server.fileWatcherType", "none")
    config.set_option("runner.magicEnabled", False)
    allowed = limits.Limits.of_environment()
    connections.prepare(allowed.message)
    faults.format_logs()
    under = paths.base()
    routes = [
        Route(f"{under}/map/{{name}}", map_route),
        Route(f"{under}/explorer/{{version}}/{{name:path}}", explorer_route),
        Route(f"{under}/council/{{name:path}}", council_route),
        Route(f"{under}/api/v1/table.csv", live_tables.route),
        Route(f"{under}/api/{{name:path}}", api_route),
        Route(f"{under}/robots.txt", robots_route),
        Route(f"{under}/healthz", health_route),
        *site_files.routes(under),
    ]
    if under:
        routes.append(Route("/healthz", health_route))  # a probe does not know of the path
    return st.App(
        script,
        routes=routes,
        middleware=[
            Middleware(Guard, pages={*pages, *first_paint.MOVED}, allowed=allowed),
            Middleware(first_paint.FirstPaint, pages=pages),
        ],
        lifespan=asynccontextmanager(partial(_ready, pages=pages)),
        on_script_error=faults.apologise,
    )


app = build(HERE / "app.py", first_paint.PAGES)
