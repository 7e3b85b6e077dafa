"""How many readers can open a page in a moment: of the static edition, and of the dashboard.

The fact a newcomer gets wrong: to open a page costs a server many times what a change on it does,
and a crowd that follows a headline does little else. A page of the static edition is a few files,
which nginx sends; one of the dashboard is also a session, and Python at work for each.

    python tests/benchmarks/openings.py            (needs nginx, wrk and site/)

To be trusted the machine has to be quiet: the load average is printed beside each row.
"""

import argparse
import asyncio
import contextlib
import gzip
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

import serving
from benchmarks.load import COUNCILS, printed, servers
from benchmarks.reader import Failed, Reader

CROWD, MOMENT = 10_000, 30  # readers, seconds
# Page → what stands in the address; readers of the council page are spread over these.
QUERIES = {"": [""], "council": [f"council={name}" for name in COUNCILS], "trends": [""]}
PACKED = {".js", ".css", ".svg", ".html", ".json", ".csv", ".md", ".xml"}
# wrk asks for the files in turn, so that a whole opening is as many requests as it has files.
ASK_IN_TURN = """
local paths, at = {%s}, 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip"})
end
"""


class Static(NamedTuple):
    """What nginx bore of one page of the static edition."""

    files: int
    kilobytes: float  # an opening, as it travels
    openings: float  # a second
    failed: int
    load: float


class Opened(NamedTuple):
    """What the dashboard bore of openings one after another by so many readers at once."""

    at_once: int
    openings: float  # a second
    p50: float  # seconds, from connecting until the page is drawn
    p95: float
    cpu: float  # seconds of the replicas' processor, an opening
    failed: int
    load: float


class _Files(HTMLParser):
    """Addresses of the files that a browser fetches for a page, as they are written in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = dict(attributes)
        if tag in ("script", "img", "iframe") and given.get("src"):
            self.found.append(given["src"])
        elif tag == "link" and re.search(
            "stylesheet|preload|icon|manifest", given.get("rel") or ""
        ):
            self.found.append(given["href"])


def files_of(address: str) -> list[str]:
    """The page's own path, then that of each file of ours that its HTML names."""
    parser = _Files()
    parser.feed(urllib.request.urlopen(address).read().decode())
    found = [urlsplit(urljoin(address, each)) for each in parser.found]
    ours = [each.path for each in found if each.netloc == urlsplit(address).netloc]
    return list(dict.fromkeys([urlsplit(address).path, *ours]))


@contextlib.contextmanager
def static_edition() -> Iterator[str]:
    """site/ behind nginx, its files packed as the image has them."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(serving.ROOT / "site", folder / "site")
        for file in (folder / "site").rglob("*"):
            if file.suffix in PACKED:
                packed = gzip.compress(file.read_bytes(), 6, mtime=0)
                file.with_name(f"{file.name}.gz").write_bytes(packed)
        port = serving.free_port()
        with serving.nginx(folder, port, [serving.free_port()], folder / "site"):
            yield f"http://127.0.0.1:{port}"


def measure_static(address: str, page: str, seconds: int) -> Static:
    """One row: nginx and wrk share the machine's cores."""
    files = files_of(f"{address}{page}")
    size = 0
    for path in files:
        asked = urllib.request.Request(address + path, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(asked) as answer:
            size += len(answer.read())
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(ASK_IN_TURN % ", ".join(f'"{path}"' for path in files))
        script.flush()
        command = ["wrk", "-t2", "-c100", f"-d{seconds}s", "-s", script.name, address]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    requests = float(re.search(r"Requests/sec: +([\d.]+)", said)[1])
    return Static(
        len(files),
        size / 1024,
        requests / len(files),
        int(failed[1]) if failed else 0,
        os.getloadavg()[0],
    )


async def measure_dashboard(address: str, page: str, at_once: int, seconds: float, pids) -> Opened:
    """One row: readers who open the page, leave, and are followed by others."""
    chance, times, failures = random.Random(1), [], []
    until = time.perf_counter() + seconds
    before = sum(map(serving.cpu_seconds, pids))

    async def keep_opening() -> None:
        while time.perf_counter() < until:
            reader = Reader(address, page, chance.choice(QUERIES[page]))
            start = time.perf_counter()
            try:
                await reader.open()
                times.append(time.perf_counter() - start)
            except (Failed, OSError, TimeoutError) as problem:
                failures.append(problem)
            with contextlib.suppress(Exception):
                await reader.close()

    began = time.perf_counter()
    await asyncio.gather(*(keep_opening() for _ in range(at_once)))
    taken = time.perf_counter() - began
    for problem in failures[:3]:
        print(f"  failed: {type(problem).__name__}: {problem}", file=sys.stderr)
    return Opened(
        at_once,
        len(times) / taken,
        statistics.median(times),
        sorted(times)[int(0.95 * (len(times) - 1))],
        (sum(map(serving.cpu_seconds, pids)) - before) / len(times),
        len(failures),
        os.getloadavg()[0],
    )


STATIC = ("static page", "files", "KB", "openings a second", "failed", "load average")
DASHBOARD = (
    "dashboard",
    "at once",
    "openings a second",
    "p50 s",
    "p95 s",
    "CPU ms",
    f"cores for {CROWD:,} in {MOMENT} s",
    "failed",
    "load average",
)


def head(titles: tuple[str, ...]) -> str:
    return "\n" + printed(titles) + "\n|" + "---|" * len(titles)


def static_cells(page: str, row: Static) -> tuple[str, ...]:
    return (
        page,
        f"{row.files}",
        f"{row.kilobytes:.0f}",
        f"{row.openings:,.0f}",
        f"{row.failed}",
        f"{row.load:.1f}",
    )


def dashboard_cells(page: str, row: Opened) -> tuple[str, ...]:
    return (
        page or "explorer",
        f"{row.at_once}",
        f"{row.openings:.1f}",
        f"{row.p50:.2f}",
        f"{row.p95:.2f}",
        f"{1000 * row.cpu:.0f}",
        f"{CROWD / MOMENT * row.cpu:.0f}",
        f"{row.failed}",
        f"{row.load:.1f}",
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--seconds", type=int, default=10, help="length of each row")
    asked.add_argument("--at-once", type=int, nargs="+", default=[1, 8, 32])
    asked.add_argument(
        "--static",
        nargs="*",
        default=["/site/", "/site/embed/map.html", "/site/councils/slough.html"],
    )
    given = asked.parse_args()
    if given.seconds > 60 or max(given.at_once) > 200:
        asked.error("at most 60 seconds a row and 200 readers at once")
    print(head(STATIC))
    with static_edition() as address:
        for page in given.static:
            row = measure_static(address, page, given.seconds)
            print(printed(static_cells(page, row)), flush=True)
    print(head(DASHBOARD))
    with servers(1, pin=True) as (address, pids):
        for page in QUERIES:
            asyncio.run(measure_dashboard(address, page, 2, 4, pids))  # everything once
            for at_once in given.at_once:
                row = asyncio.run(measure_dashboard(address, page, at_once, given.seconds, pids))
                print(printed(dashboard_cells(page, row)), flush=True)


if __name__ == "__main__":
    main()
