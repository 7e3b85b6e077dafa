"""One file on its way: its bytes, counted, timed and written under a temporary name.

A body can be small on the wire and unpack to gigabytes, or come a byte a minute without ever
tripping a time-out. So both limits are held here, on what has been unpacked and since the start.
"""

import gzip
import io
import time
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
import urllib3

from etl.errors import Refusal, unwritable
from etl.progress import bar

PART = ".part"  # the temporary name of a file on its way
CHUNK = 64 * 1024
# Faults of the network, which may pass.
DROPPED = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,
    urllib3.exceptions.HTTPError,
    EOFError,  # a compressed body that ends before its end
    zlib.error,
    gzip.BadGzipFile,
)


@dataclass(frozen=True)
class Limits:
    """How long we wait and how much we take. Seconds and bytes."""

    connect: float = 15
    silence: float = 60  # between two pieces of an answer
    whole: float = 900  # one file, all attempts together
    attempts: int = 5
    first_wait: float = 1
    longest_wait: float = 120
    # The largest file we know has 3.4 million bytes.
    most_bytes: int = 100_000_000


class AsItComes(io.RawIOBase):
    """A response's bytes as sent, each time what has arrived: a slow one must meet its limit."""

    def __init__(self, raw: urllib3.HTTPResponse):
        self._raw = raw

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        piece = self._raw.read1(len(buffer), decode_content=False)
        buffer[: len(piece)] = piece
        return len(piece)


@dataclass
class Answer:
    """A file about to be read: what the publisher calls it, and its bytes, decompressed."""

    url: str
    name: str  # from Content-Disposition; empty without one
    etag: str
    unchanged: bool  # the server says we have it already
    _body: io.BufferedIOBase
    _deadline: float
    _limits: Limits
    _begun: bytes = b""
    taken: int = 0

    def opening(self, rows: bool = False) -> bytes:
        """The first bytes, which `save` will write too: a line at least, or with `rows` as many
        as are looked at of any file. Raises Refusal for a web page.
        """
        while (rows or not self._begun.count(b"\n")) and len(self._begun) < CHUNK:
            piece = self._next()
            if not piece:
                break
            self._begun += piece
        if self._begun.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
            raise web_page(self.url)
        return self._begun

    def save(self, path: Path) -> Path:
        """Write the whole body to the temporary name of `path`, and return that name."""
        part = path.with_name(path.name + PART)
        piece = self.opening()
        with (
            _refusing_a_full_disk(path),
            part.open("wb") as out,
            bar(unit="B", unit_scale=True, desc=path.name[:40]) as progress,
        ):
            while piece:
                out.write(piece)
                progress.update(len(piece))
                piece = self._next()
        return part

    def text(self) -> str:
        pieces = [self.opening()]
        while pieces[-1]:
            pieces.append(self._next())
        return b"".join(pieces).decode("utf-8-sig", errors="replace")

    def _next(self) -> bytes:
        if time.monotonic() > self._deadline:
            raise Refusal(
                f"not finished after {self._limits.whole:,.0f} seconds",
                file=self.url,
                remedy="try again when the network or the publisher's service is faster",
            )
        piece = self._body.read1(CHUNK)
        self.taken += len(piece)
        if self.taken > self._limits.most_bytes:
            raise too_large(self.url, self.taken, self._limits)
        return piece


@contextmanager
def _refusing_a_full_disk(path: Path):
    try:
        yield
    except DROPPED:  # a fault of the network is an OSError too
        raise
    except OSError as error:
        raise unwritable(error, path) from error


def web_page(url: str) -> Refusal:
    return Refusal(
        "the answer is a web page, not a file",
        file=url,
        remedy="open the address in a browser: the service may be down, or a sign-in page of your "
        "network may stand in the way",
    )


def too_large(url: str, size: int, limits: Limits) -> Refusal:
    return Refusal(
        f"{size:,} bytes are offered, too many to be the file we know",
        file=url,
        expected=f"at most {limits.most_bytes:,} bytes",
        remedy="look at the publisher's page; if the file has really grown so, raise most_bytes in "
        "etl/take/answer.py",
    )
