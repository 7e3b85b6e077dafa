"""A dashboard to attack, on this machine only, and an honest reader who is there meanwhile.

The fact a newcomer gets wrong: a second is not the same second on every machine. What an attack
does to the honest reader is a ratio to what they saw in the quiet before it, in the same run.
"""

import asyncio
import contextlib
import itertools
import time
from pathlib import Path
from typing import NamedTuple

import websockets

import serving
from benchmarks.reader import Reader, run_apart

# Small, so that an attack that passes them is small too.
LIMITS = {"CSA_SOCKETS": "40", "CSA_SOCKETS_AN_ADDRESS": "24"}
YEARS = (2019, 2020, 2021, 2022, 2023)
TIMES = 3  # what an honest reader may wait, in terms of the quiet
GET = b"GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
LEAST = 0.06  # seconds under which a difference is this machine's noise
TRIES = 3  # what an attack does it does each time; what else goes on here it does not


class Place(NamedTuple):
    """A dashboard: its address, its port, the process's number and its log."""

    address: str
    port: int
    pid: int
    log: Path

    def said(self) -> str:
        return self.log.read_text()

    @contextlib.asynccontextmanager
    async def socket(self, origin: str | None = "", **how):
        """A websocket as a browser opens one; another `origin` may be given, or None."""
        headers = {} if origin is None else {"Origin": origin or self.address}
        async with websockets.connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers=headers,
            max_size=None,
            open_timeout=20,
            ping_interval=None,  # a browser asks nobody whether they are there
            **how,
        ) as opened:
            yield opened


@contextlib.contextmanager
def dashboard(database: Path, folder: Path, **environment: str):
    port, log = serving.free_port(), folder / "log"
    with serving.replica(port, log, CSA_DATABASE=str(database), **environment) as process:
        yield Place(f"http://127.0.0.1:{port}", port, process.pid, log)


def p95(seconds: list[float]) -> float:
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]


async def changes(reader: Reader, least: int, until: asyncio.Event | None = None) -> list[float]:
    """Seconds of the reader's changes of year: at least so many, and on until it is set."""
    taken = []
    # On and on faster than Limits.messages_a_second, an honest reader too is let go.
    pause = 0.03 if until is None else 0.11
    for year in itertools.cycle(YEARS):
        taken.append(await reader.change_year(year))
        await asyncio.sleep(pause)
        if len(taken) >= least and (until is None or until.is_set()):
            return taken


async def beside(place: Place, attack) -> tuple[float, float]:
    """p95 of an honest reader in the quiet, and while `attack(place)` goes on; none may fail."""
    reader = Reader(place.address, "council", "council=slough")
    await reader.open()
    try:
        await changes(reader, 3)
        quiet = p95(await changes(reader, 20))
        over = asyncio.Event()

        async def attacked():
            try:
                # In a thread of its own, or the honest reader would wait for its preparations.
                await asyncio.to_thread(asyncio.run, attack(place))
            finally:
                over.set()

        attacker = asyncio.create_task(attacked())
        try:
            loud = p95(await changes(reader, 10, over))
        finally:
            await attacker
    finally:
        await reader.close()
    return quiet, loud


async def comes(place: Place) -> str:
    """A reader opens a council's page and goes again. Returns the page's title."""
    reader = Reader(place.address, "council", "council=slough")
    await reader.open()
    await reader.close()
    return reader.title


async def nothing(_place: Place) -> None:
    """The attack that is none."""


def bears(place: Place, attack) -> None:
    """Assert that the honest reader goes on, and that another may come afterwards."""
    memory = settled(place)
    for _ in range(TRIES):
        quiet, loud = run_apart(beside(place, attack))
        if loud <= TIMES * max(quiet, LEAST):
            break
    assert loud <= TIMES * max(quiet, LEAST), f"{loud:.3f} s in the attack, {quiet:.3f} s before"
    assert settled(place) <= 1.2 * memory + 20, "memory in MB after and before"


def settled(place: Place) -> float:
    """MB of the process once it has come to rest: the least of a second."""
    least = serving.memory_mb(place.pid)
    for _ in range(3):
        time.sleep(0.2)
        least = min(least, serving.memory_mb(place.pid))
    return least


async def sent(place: Place, head: bytes, then: bytes = b"", times: int = 0) -> bytes:
    """What is answered to bytes written by hand, `then` so many times after the `head`."""
    come, out = await asyncio.open_connection("127.0.0.1", place.port)
    with contextlib.suppress(OSError):
        out.write(head)
        for _ in range(times):
            out.write(then)
            await out.drain()
            if out.is_closing():
                break
        await out.drain()
    answer = b""
    with contextlib.suppress(OSError, TimeoutError):
        async with asyncio.timeout(30):
            answer = await come.read()
    out.close()
    return answer
