"""A local service that answers as DfE's content API and ONS's feature service do, and can fail.

Same paths, fields and headers as the real ones are documented to have. It hands out whatever files
a test gives it. The real services are never called.
"""

import gzip
import json
import re
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SLUG = "children-in-need"
MOST_SHAPES = 100  # in one answer of the feature service


@dataclass
class Request:
    handler: BaseHTTPRequestHandler
    path: str
    query: dict[str, str]

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()
        self.handler.wfile.write(body)

    def cut(self) -> None:
        """Drop the connection as a broken network does."""
        self.handler.wfile.flush()
        self.handler.close_connection = True
        self.handler.connection.shutdown(socket.SHUT_RDWR)


# What stands in for the ordinary answer: it gets the request, the body and the headers.
Fault = Callable[[Request, bytes, dict[str, str]], None]


@dataclass
class Publisher:
    """`releases`: a release's name → its files, newest first. `shapes`: GeoJSON features.

    `publications`: the same releases of others, by the publication's name.
    """

    releases: dict[str, list[Path]]
    publications: dict[str, dict[str, list[Path]]] = field(default_factory=dict)
    titles: Callable[[str], str] = lambda name: name.replace("_", " ")
    shapes: list[dict] = field(default_factory=list)
    others: dict[str, bytes] = field(default_factory=dict)  # path → a file with its own address
    compressed: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)  # path, If-None-Match
    faults: list[tuple[str, int, Fault]] = field(default_factory=list)

    def fail(self, path: str, fault: Fault, times: int = 10**6) -> None:
        """Answer requests whose path matches the pattern with a fault, so many times."""
        self.faults.append((path, times, fault))

    def version_of(self, release: str, slug: str = SLUG) -> str:
        said = release if slug == SLUG else f"{slug} {release}"
        return sha256(said.encode()).hexdigest()[:8] + "-207b-43d3-c0e1-08ddff5126a0"

    def files_of(self, release: str, slug: str = SLUG) -> dict[str, Path]:
        return {
            sha256(f"{release}{f.name}".encode()).hexdigest()[:12]: f
            for f in self.published()[slug][release]
        }

    def published(self) -> dict[str, dict[str, list[Path]]]:
        return {SLUG: self.releases, **self.publications}

    def file_requests(self) -> list[str]:
        return [path for path, _ in self.asked if "/files/" in path]

    # -- answers --

    def answer(self, request: Request) -> None:
        self.asked.append((request.path, request.handler.headers.get("If-None-Match", "")))
        body, headers = self._ordinary(request)
        for n, (pattern, times, fault) in enumerate(self.faults):
            if times and re.search(pattern, request.path):
                self.faults[n] = (pattern, times - 1, fault)
                return fault(request, body, headers)
        if body is None:
            return request.send(404, b'{"status":404}', Content_Type="application/problem+json")
        if headers.get("ETag") and request.handler.headers.get("If-None-Match") == headers["ETag"]:
            return request.send(304, ETag=headers["ETag"])
        request.send(200, body, **headers)

    def _ordinary(self, request: Request) -> tuple[bytes | None, dict[str, str]]:
        path = request.path
        named = re.fullmatch("/api/publications/([^/]+)(/.*)?", path)
        slug = named[1] if named and named[1] in self.published() else ""
        api = f"/api/publications/{slug}"
        if slug and path == api:
            newest = next(iter(self.published()[slug]))
            return _json(
                {
                    "id": "89869bba-0c00-40f7-b7d6-e28cb904ad37",
                    "slug": slug,
                    "title": "Children in need",
                    "nextReleaseDate": {"year": 2027, "month": 10},
                    "latestRelease": {
                        "id": "1",
                        "slug": newest,
                        "title": f"Reporting year {newest}",
                    },
                }
            )
        if found := re.fullmatch(f"{api}/releases/([^/]+)/(version-summary|data-content)", path):
            release, what = found.groups()
            if not slug or release not in self.published()[slug]:
                return None, {}
            of = self._summary if what[0] == "v" else self._content
            return _json(of(release, slug))
        if found := re.fullmatch("/api/releases/([^/]+)/files/([^/]+)", path):
            for slug, releases in self.published().items():
                for release in releases:
                    if found[1] == self.version_of(release, slug):
                        return self._file(self.files_of(release, slug).get(found[2]))
            return None, {}
        if path.endswith("/FeatureServer/0/query"):
            return self._shapes(request.query)
        if path in self.others:
            return self.others[path], {"Content-Type": "text/csv"}
        return None, {}

    def _summary(self, release: str, slug: str) -> dict:
        return {
            "id": self.version_of(release, slug),
            "releaseId": "2",
            "isLatestRelease": True,
            "published": f"{release}-10-30T09:30:00Z",
            "lastUpdated": f"{release}-10-30T09:30:00Z",
            "title": f"Reporting year {release}",
            "yearTitle": release,
            "updateCount": 0,
            "type": "AccreditedOfficialStatistics",
        }

    def _content(self, release: str, slug: str) -> dict:
        return {
            "releaseVersionId": self.version_of(release, slug),
            "dataSets": [
                {
                    "dataSetFileId": file_id[::-1],
                    "fileId": file_id,
                    "subjectId": file_id,
                    "title": self.titles(file.name),
                    "summary": "",
                    "publicApiDataSetId": None,
                    "meta": {
                        "geographicLevels": ["National"],
                        "indicators": [],
                        "filters": [],
                        "numDataFileRows": len(file.read_bytes().splitlines()) - 1,
                        "timePeriodRange": {"start": "2013", "end": release},
                    },
                }
                for file_id, file in self.files_of(release, slug).items()
            ],
        }

    def _file(self, file: Path | None) -> tuple[bytes | None, dict[str, str]]:
        if file is None:
            return None, {}
        body = file.read_bytes()
        headers = {
            "Content-Type": "text/csv",
            "ETag": f'"{sha256(body).hexdigest()[:16]}"',
            "Content-Disposition": f'attachment; filename="{file.name}"',
        }
        if self.compressed:
            body, headers["Content-Encoding"] = gzip.compress(body, mtime=0), "gzip"
        return body, headers

    def _shapes(self, query: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        if query.get("returnCountOnly") == "true":
            return _json({"count": len(self.shapes)})
        start = int(query.get("resultOffset", 0))
        page = self.shapes[start : start + MOST_SHAPES]
        more = start + MOST_SHAPES < len(self.shapes)
        return _json(
            {"type": "FeatureCollection", "features": page}
            | ({"exceededTransferLimit": True} if more else {})
        )


def _json(content: object) -> tuple[bytes, dict[str, str]]:
    return json.dumps(content).encode(), {"Content-Type": "application/json; charset=utf-8"}


class Serving:
    """`with Serving(publisher) as address:` serves it on a free port of this machine."""

    def __init__(self, publisher: Publisher, certificate: Path | None = None):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                parts = urlsplit(self.path)
                query = {k: v[-1] for k, v in parse_qs(parts.query).items()}
                publisher.answer(Request(self, parts.path, query))

            def log_message(self, *_):
                pass

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    self.close_connection = True  # the client has hung up

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None
        self._scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
            self._scheme = "https"

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return f"{self._scheme}://127.0.0.1:{self._server.server_port}"

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
