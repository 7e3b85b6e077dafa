"""The door: what a request or a websocket must be like before Streamlit is asked.

The fact a newcomer gets wrong: Streamlit answers any path with its page, takes uploads from anyone,
and looks up this machine's address at a third party when an Origin is not the Host, which stops
every reader for as long as that takes. So only named doors are open, an Origin is settled here, and
Streamlit never sees a foreign one. Over its limit a socket waits; who goes on is let go.
"""

import asyncio
import contextlib
import re
import time
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.websockets import WebSocket

from dashboard.delivery import metrics, toolkit, warm
from dashboard.delivery.door import cross_origin, limits, paths, refusals, wire

STREAM = "/_stcore/stream"
# Besides pages and the toolkit's own files.
DOORS = {"/healthz", "/robots.txt", "/site", "/site/", "/_stcore/health", "/_stcore/host-config"}
FOLDERS = (
    "/site/",
    "/api/",
    "/map/",
    "/explorer/",
    "/council/",
    "/media/",
    "/_stcore/bidi-components/",
)
HOST = re.compile(
    r"([\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE
)
PROBES = {"/healthz", "/_stcore/health"}  # asked for by a machine's address, which is no name
USUAL_PORT = {"http": ":80", "https": ":443"}
MEMORY_READ_EVERY = 0.5  # seconds
_NOT_KEPT = {"Cache-Control": "no-store"}
CLOSING = 1  # seconds
CLOSED = {"type": "websocket.disconnect", "code": 1006}


class Guard:
    """ASGI middleware before all else. `pages` are the paths that are answered with a page."""

    def __init__(self, app, pages: Iterable[str], allowed: limits.Limits | None = None) -> None:
        self.app = app
        self.pages = frozenset(pages)
        self.allowed = allowed or limits.Limits.of_environment()
        self.sockets: Counter[str] = Counter()  # by address, in memory only
        metrics.SESSIONS.set_function(self.sockets.total)
        self._read, self._full = 0.0, False

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            await self.request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.socket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    # Requests

    async def request(self, scope, receive, send) -> None:
        path = paths.path_of(scope)
        headers = Headers(scope=scope)
        fault = self.fault(scope, headers)
        if not fault and (asked := cross_origin.preflight(scope, headers, path)):
            await asked(scope, receive, send)
        elif status := fault or self.fault_of_request(scope, headers, path):
            metrics.REFUSED.labels(status).inc()
            await refusals.refusal(status, scope["path"])(scope, receive, send)
        elif path == "/" and scope["path"][-1] != "/":
            name = scope["path"].rpartition("/")[2]
            query = scope["query_string"].decode("latin-1")
            there = f"{name}/" + (f"?{query}" if query else "")
            await RedirectResponse(there, 308, _NOT_KEPT)(scope, receive, send)
        elif path not in (None, "/") and path[-1] == "/" and path.lower().rstrip("/") in self.pages:
            await self.without_slash(scope, path)(scope, receive, send)
        else:
            if path in self.pages:
                metrics.PAGES.inc()
            # Nobody else's page needs more of us than /site, which is open to all.
            inside = {**scope, "headers": [h for h in scope["headers"] if h[0] != b"origin"]}
            await self.app(inside, receive, _relative_redirects(scope["path"], send))

    def fault(self, scope, headers: Headers) -> int:
        """The status that refuses a request or handshake for its form, or 0."""
        size = sum(len(name) + len(value) for name, value in scope["headers"])
        if size > self.allowed.headers:
            return 431
        if len(scope["path"]) + len(scope["query_string"]) > self.allowed.address:
            return 414
        host = headers.getlist("host")
        named = HOST.fullmatch(host[0]) if len(host) == 1 else None
        if not named:
            return 400
        is_known = not self.allowed.hosts or named[1].lower().rstrip(".") in self.allowed.hosts
        if not is_known and scope["path"] not in PROBES:
            return 421
        return 0

    def fault_of_request(self, scope, headers: Headers, path: str | None) -> int:
        if scope["method"] not in ("GET", "HEAD"):
            return 405
        if headers.get("content-length", "0") != "0" or "transfer-encoding" in headers:
            return 413
        if scope["path"] == "/healthz":
            return 0
        if path is None or not self.is_door(path):
            return 404
        if path in self.pages and self.is_full():
            return 503
        return 0

    def is_door(self, path: str) -> bool:
        """Whether there is anything at this path."""
        return (
            (path.lower().rstrip("/") or "/") in self.pages
            or path in toolkit.files()
            or path in DOORS
            or (path.startswith(FOLDERS) and path not in FOLDERS)
        )

    def without_slash(self, scope, path: str) -> Response:
        """Pages stand beside one another: the relative addresses in them hold at one depth only."""
        query = scope["query_string"].decode("latin-1")
        there = paths.to_top(path) + path.strip("/").lower() + (f"?{query}" if query else "")
        return RedirectResponse(there, 308, _NOT_KEPT)

    def is_full(self) -> bool:
        """Whether there is no room for another reader: too many, or too much memory in use."""
        now = time.monotonic()
        if now - self._read > MEMORY_READ_EVERY:
            self._read = now
            self._full = 0 < self.allowed.memory < limits.memory_used()
        return self._full or self.sockets.total() >= self.allowed.sockets

    # Websockets

    async def socket(self, scope, receive, send) -> None:
        if warm.is_ours(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        address = (scope.get("client") or ("",))[0]
        status = self.fault(scope, headers) or self.fault_of_socket(scope, headers, address)
        if status:
            metrics.REFUSED.labels(status).inc()
            denial = refusals.refusal(status)
            await WebSocket(scope, receive, send).send_denial_response(denial)
            return
        self.sockets[address] += 1
        try:
            line = _Line(self.allowed, receive, send)
            await self.app(_same_origin(scope, headers["host"]), line.receive, line.send)
        finally:
            self.sockets[address] -= 1
            if not self.sockets[address]:
                del self.sockets[address]

    def fault_of_socket(self, scope, headers: Headers, address: str) -> int:
        if paths.path_of(scope) != STREAM:
            return 404
        if not all(is_own(origin, headers["host"]) for origin in headers.getlist("origin")):
            return 403
        if self.is_full():
            return 503
        if self.sockets[address] >= self.allowed.sockets_an_address:
            return 429
        return 0


def is_own(origin: str, host: str) -> bool:
    """Whether an Origin is the site that was asked for, or one of `server.corsAllowedOrigins`."""
    if origin in toolkit.allowed_origins():
        return True
    parts = urlsplit(origin)
    port = USUAL_PORT.get(parts.scheme)
    return port is not None and (
        parts.netloc.lower().removesuffix(port) == host.lower().removesuffix(port)
    )


def _same_origin(scope, host: str):
    """The scope with an Origin that Streamlit sees to be the Host, so that it looks nothing up."""
    own = (b"origin", f"http://{host}".encode())
    return {**scope, "headers": [own if h[0] == b"origin" else h for h in scope["headers"]]}


def _relative_redirects(path: str, send):
    """Send answers on, their redirects made relative: they hold under any path and any host."""

    async def sent(message) -> None:
        if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
            headers = [
                (name, paths.relative(path, value.decode("latin-1")).encode("latin-1"))
                if name == b"location"
                else (name, value)
                for name, value in message["headers"]
            ]
            message = {**message, "headers": headers}
        await send(message)

    return sent


class _Line:
    """One websocket: messages in by size and number, and none taken while answers are not read."""

    def __init__(self, allowed: limits.Limits, receive, send) -> None:
        self.allowed, self._receive, self._send = allowed, receive, send
        self.budget = limits.Budget(allowed.messages_a_second, allowed.messages_at_once)
        self.is_closed = False
        self.is_known = toolkit.does("wire")
        self.asked, self.what = 0.0, "opening"
        self.is_read = asyncio.Event()
        self.is_read.set()

    async def receive(self):
        if self.is_closed:
            return CLOSED
        # Who does not read what was answered is not answered more.
        await self.is_read.wait()
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        content = message.get("bytes")
        if content is None:
            return await self.close(1003)  # text: the toolkit would log a fault of its own
        if len(content) > self.allowed.message:
            return await self.close(1009)
        seconds = self.budget.wait()
        if self.budget.waited > self.allowed.throttled:
            return await self.close(1008)
        if seconds:
            await asyncio.sleep(seconds)
        if not self.is_known:
            return message
        asked = wire.kind(content)
        if asked is None:
            return await self.close(1002)  # no message: the toolkit would log a trace of its own
        if asked not in wire.ASKED:
            return await self.receive()
        if asked == "rerun_script" and not self.asked:
            self.asked = time.monotonic()
        return message

    async def close(self, code: int):
        """Close the socket, and tell Streamlit that it is gone."""
        self.is_closed = True
        metrics.CLOSED.labels(code).inc()
        await self._send({"type": "websocket.close", "code": code})
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                # What was on its way is read and dropped, or the answer to this would not be seen.
                while (await self._receive())["type"] != "websocket.disconnect":
                    pass
        return CLOSED

    async def send(self, message) -> None:
        if self.is_closed:
            return
        self.is_read.clear()
        try:
            await self._send(message)
        finally:
            self.is_read.set()
        if self.asked and wire.has_finished(message.get("bytes") or b""):
            metrics.DRAWN.labels(self.what).observe(time.monotonic() - self.asked)
            self.asked, self.what = 0.0, "change"
