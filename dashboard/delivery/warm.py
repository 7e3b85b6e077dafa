"""The first reader is ours: every page is opened once before anybody is let in.

The fact a newcomer gets wrong: a process that answers is not yet ready. The first reader of each
page waits for modules, drawings and answers to be made, and forty first readers wait for forty
times that. So the pages are opened by a socket that goes through no network, and /healthz answers
only when they have been drawn. The door lets this socket in whatever it asks of others: a limit
that is reached, or a name that is not ours, would keep the first reader out and everybody waiting.
"""

import asyncio
import time
from collections.abc import Iterable

from dashboard.delivery import faults, toolkit
from dashboard.delivery.door import paths, wire

SECONDS = 40  # after which readers are let in whatever is not drawn
OURS = "dashboard.warm"  # in the scope of our own socket: no server puts it there


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


def is_ours(scope) -> bool:
    """Whether a socket is the one that opens the pages here."""
    return OURS in scope


class Refused(Exception):
    """The socket was not opened, or was closed before the pages were drawn."""


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
        "client": ("warm", 0),
        "server": ("localhost", 80),
        "state": {},
        "extensions": {},
        OURS: True,
    }
    coming.put_nowait({"type": "websocket.connect"})
    reading = asyncio.create_task(app(scope, coming.get, send))
    try:
        for page in pages:
            drawn.clear()
            coming.put_nowait({"type": "websocket.receive", "bytes": wire.request(page)})
            waiting = asyncio.create_task(drawn.wait())
            await asyncio.wait({waiting, reading}, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if not drawn.is_set():
                raise Refused(f"the socket was closed before {page or 'the first page'} was drawn")
    finally:
        coming.put_nowait({"type": "websocket.disconnect", "code": 1000})
        await reading
