"""A replica that is not one: it answers what a test tells it to, and remembers what it was asked.

The fact a newcomer gets wrong: nginx is real here and runs deploy/nginx.conf; only what it stands
before is not, so that a test can have a slow replica, a full one, or one that redirects elsewhere.
"""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import serving

# What a replica is asked for: files that a browser keeps, and what it asks anew.
FILES = ("/map/figures.abc.json", "/explorer/1/start.json", "/static/none.js", "/site/figures.csv")
PAGES = ("/", "/map", "/council", "/media/1.csv", "/healthz", "/_stcore/host-config")


class Answer(NamedTuple):
    """What is said at an address, after so many seconds."""

    status: int = 200
    headers: dict[str, str] = {}
    body: bytes = b"here"
    after: float = 0


class Asked(NamedTuple):
    """A request as it reached the replica; names of headers in lower case."""

    method: str
    target: str
    headers: dict[str, str]


class StandIn(ThreadingHTTPServer):
    """Listens on this machine; `answers` maps paths to what is said there, 200 elsewhere."""

    daemon_threads = True
    request_queue_size = 1024

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[Asked] = []
        self.taken: list[socket.socket] = []
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]

    def process_request(self, request, client_address) -> None:
        self.taken.append(request)
        super().process_request(request, client_address)

    def die(self) -> None:
        """As a killed process: no new connection is taken, and those that nginx keeps are cut."""
        self.shutdown()
        self.server_close()
        for each in self.taken:
            with contextlib.suppress(OSError):  # closed already
                each.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StandIn

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(self.command, self.path, headers))
        if headers.get("upgrade") == "websocket":
            self.send_response(101)
            self.send_header("Upgrade", "websocket")
            self.send_header("Connection", "Upgrade")
            self.end_headers()
            self.rfile.read(1)  # until the reader leaves
            self.close_connection = True
            return
        answer = self.server.answers.get(self.path.partition("?")[0], Answer())
        time.sleep(answer.after)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_POST = do_PUT = do_DELETE = do_GET

    def log_message(self, *_words: object) -> None:
        """Nothing: what was asked is in `asked`."""


class Edge(NamedTuple):
    """nginx at `port` before its replicas; its logs are in `folder`."""

    port: int
    folder: Path
    replicas: list[StandIn]

    def ask(
        self, target: str, method: str = "GET", own_address: str = "127.0.0.1", body=None, **headers
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        """(status, headers, body) of one request on a connection of its own; no redirect is taken.

        Names of headers are given with `_` for `-`; Host is ours unless given.
        """
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=20, source_address=(own_address, 0)
        )
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, body, {"Connection": "close"} | named)
        response = connection.getresponse()
        said = response.status, response.headers, response.read()
        connection.close()
        return said

    def connect(self, own_address: str = "127.0.0.1") -> socket.socket:
        """A bare connection."""
        return socket.create_connection(("127.0.0.1", self.port), 20, (own_address, 0))

    def socket_opened(self, own_address: str, path: str = "/_stcore/stream") -> bytes:
        """What is said first to who asks for a websocket; the connection is closed again."""
        with self.connect(own_address) as connection:
            connection.sendall(
                f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\n\r\n".encode()
            )
            return connection.recv(200)

    def asked(self) -> list[Asked]:
        """What has reached any replica."""
        return [each for replica in self.replicas for each in replica.asked]

    def log(self) -> str:
        return (self.folder / "nginx.stdout").read_text()


@contextlib.contextmanager
def edge(folder: Path, replicas: int = 2, **local: str) -> Iterator[Edge]:
    """nginx before stand-ins. `local` is what an operator puts in deploy/local: path_conf="…"."""
    (folder / "local").mkdir(parents=True, exist_ok=True)
    for name, text in local.items():
        (folder / "local" / name.replace("_", ".")).write_text(text)
    site = folder / "published"
    for name in (
        "index.html",
        "404.html",
        "figures.csv",
        "api/index.json",
        "embed/map.html",
        "explorer/1/a.js",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(f"the file {name} " * 100)
    stand_ins = [StandIn() for _ in range(replicas)]
    for each in stand_ins:
        threading.Thread(target=each.serve_forever, args=(0.05,), daemon=True).start()
    port = serving.free_port()
    try:
        with serving.nginx(folder, port, [each.port for each in stand_ins], site):
            yield Edge(port, folder, stand_ins)
    finally:
        for each in stand_ins:
            each.die()
