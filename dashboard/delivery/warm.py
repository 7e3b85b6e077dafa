"""The first reader is ours: every page is opened once before anybody is let in.

The fact a newcomer gets wrong: a process that answers is not yet ready. The first reader of each
page waits for modules, drawings and answers to be made, and forty first readers wait for forty
times that. So the pages are opened by a socket that goes through no network, and /healthz answers
only when they have been drawn.
"""

import asyncio
import time
from collections.abc import Iterable

from dashboard.delivery import faults, paths, toolkit, wire

SECONDS = 60  # after which readers are let in whatever is not drawn
ADDRESS = "warm"  # of a socket that no network has


async def open_pages(app, pages: Iterable[str]) -> None:
    """Draw each page of `app` once. A page that cannot be drawn is logged, and nothing else."""
    if not toolkit.does("warm"):
        return
    began = time.monotonic()
    try:
        async with asyncio.timeout(SECONDS):
            await _read(app, [page.strip("/") for page in pages])
        faults.LOG.info("Every page was opened in %.1f s", time.monotonic() - began)
    except Exception as error:
        faults.LOG.warning("Not every page was opened beforehand: %r", error)


async def _read(app, pages: list[str]) -> None:
    coming: asyncio.Queue = asyncio.Queue()
    drawn = asyncio.Event()

    async def send(message) -> None:
        if message["type"] == "websocket.send" and wire.has_finished(message.get("bytes") or b""):
            drawn.set()

    path = f"{paths.base()}/_stcore/stream"
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"sec-websocket-protocol", b"streamlit")],
        "subprotocols": ["streamlit"],
        "client": (ADDRESS, 0),
        "server": ("localhost", 80),
        "state": {},
        "extensions": {},
    }
    coming.put_nowait({"type": "websocket.connect"})
    reading = asyncio.create_task(app(scope, coming.get, send))
    try:
        for page in pages:
            drawn.clear()
            coming.put_nowait({"type": "websocket.receive", "bytes": wire.request(page)})
            await drawn.wait()
    finally:
        coming.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await reading
