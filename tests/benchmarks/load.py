"""How the dashboard bears many readers: each changes the year every few seconds, over websockets.

    python tests/benchmarks/load.py --page council --readers 1 10 50 100
    python tests/benchmarks/load.py --readers 40 40 40 40 40 40 --every 1 --seconds 30   # a soak

The fact a newcomer gets wrong: the load comes from this same machine, so it takes processor from
the server. The load of the machine stands beside each row; compare rows of one run only.
"""

import argparse
import asyncio
import contextlib
import math
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

import serving  # noqa: E402
from benchmarks.reader import Failed, Reader  # noqa: E402
from years import PLAN_YEARS  # noqa: E402

# Readers of the council page are spread over these; all are asked for before the first row.
COUNCILS = (
    "slough",
    "bedford",
    "leeds",
    "york",
    "somerset",
    "kent",
    "bradford",
    "haringey",
    "cornwall",
    "devon",
)
# Pages whose year the server changes; the explorer changes it in the browser.
QUERIES = {"council": [f"council={name}" for name in COUNCILS], "compare": [""]}
MOST_READERS = 1000
LONGEST = 600  # seconds a row


class Row(NamedTuple):
    """One number of readers: seconds of a change, and what the servers used meanwhile."""

    readers: int
    changes: int
    failures: int
    seconds: float
    times: list[float]
    cpu: float | None  # seconds of processor, all servers together
    memory_before: float | None  # MB
    memory_after: float | None
    kilobytes: float  # a change
    load: float
    own_cpu: float  # seconds of processor that making the load took

    @property
    def p50(self) -> float:
        return statistics.median(self.times) if self.times else math.nan

    @property
    def p95(self) -> float:
        if not self.times:
            return math.nan
        return sorted(self.times)[int(0.95 * (len(self.times) - 1) + 0.5)]


async def read(reader: Reader, chance: random.Random, every: float, until: float, times, failures):
    """Change the year at random moments, `every` seconds apart on average, until the time."""
    await asyncio.sleep(chance.uniform(0, every))
    year = int(reader.year_shown or PLAN_YEARS[-1])  # to choose what is shown changes nothing
    while time.perf_counter() < until:
        year = chance.choice([other for other in PLAN_YEARS if other != year])
        try:
            times.append(await reader.change_year(year))
        except (Failed, OSError, TimeoutError) as problem:
            failures.append(problem)
            return
        await asyncio.sleep(chance.uniform(0.5, 1.5) * every)


async def opened(readers: list[Reader], at_once: int = 8) -> None:
    """Open every reader's page, a few at a time."""
    gate = asyncio.Semaphore(at_once)

    async def one(reader):
        async with gate:
            await reader.open()

    await asyncio.gather(*(one(reader) for reader in readers))


async def measure(
    address: str, page: str, readers: int, every: float, seconds: float, pids=(), seed: int = 1
) -> Row:
    """One row of the table."""
    chance = random.Random(seed)
    used = [serving.memory_mb(pid) for pid in pids]
    queries = QUERIES[page]
    people = [Reader(address, page, queries[n % len(queries)]) for n in range(readers)]
    times, failures = [], []
    try:
        await opened(people)
        before = [serving.cpu_seconds(pid) for pid in pids]
        received = sum(person.received for person in people)
        start, own = time.perf_counter(), time.process_time()
        await asyncio.gather(
            *(
                read(one, random.Random(chance.random()), every, start + seconds, times, failures)
                for one in people
            )
        )
        taken, own = time.perf_counter() - start, time.process_time() - own
        after = [serving.cpu_seconds(pid) for pid in pids]
        memory = [serving.memory_mb(pid) for pid in pids]
    finally:
        await asyncio.gather(*(person.close() for person in people), return_exceptions=True)
    for problem in failures[:3]:
        print(f"  failed: {type(problem).__name__}: {problem}", file=sys.stderr)
    received = sum(person.received for person in people) - received
    return Row(
        readers,
        len(times),
        len(failures),
        taken,
        times,
        sum(after) - sum(before) if pids else None,
        sum(used) if pids else None,
        sum(memory) if pids else None,
        received / 1024 / max(1, len(times)),
        os.getloadavg()[0],
        own,
    )


HEADINGS = (
    "readers",
    "changes a second",
    "p50 ms",
    "p95 ms",
    "failed",
    "server CPU",
    "CPU ms a change",
    "MB",
    "MB a session",
    "KB a change",
    "load's own CPU",
    "load average",
)


def cells(row: Row) -> tuple[str, ...]:
    """The row as it is printed. A session's memory is what opening and using them all added."""
    known = row.cpu is not None
    return (
        f"{row.readers}",
        f"{row.changes / row.seconds:.1f}",
        f"{1000 * row.p50:.0f}",
        f"{1000 * row.p95:.0f}",
        f"{row.failures}",
        f"{row.cpu / row.seconds:.0%}" if known else "not known",
        f"{1000 * row.cpu / max(1, row.changes):.1f}" if known else "not known",
        f"{row.memory_after:.0f}" if known else "not known",
        f"{(row.memory_after - row.memory_before) / row.readers:.2f}" if known else "not known",
        f"{row.kilobytes:.1f}",
        f"{row.own_cpu / row.seconds:.0%}",
        f"{row.load:.1f}",
    )


def printed(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cells) + " |"


@contextlib.contextmanager
def servers(replicas: int, pin: bool = False):
    """The dashboard in that many processes, behind nginx if there are more than one.

    With `pin` each process has a core of its own, and this one what is left, if anything is.
    """
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ports = [serving.free_port() for _ in range(replicas)]
        running = [
            stack.enter_context(serving.replica(port, folder / f"{port}.log")) for port in ports
        ]
        if pin:
            cores = sorted(os.sched_getaffinity(0))
            for number, server in enumerate(running):
                serving.pin(server.pid, {cores[number % len(cores)]})
            os.sched_setaffinity(0, set(cores[replicas:]) or set(cores))
        port = ports[0]
        if replicas > 1:
            port = serving.free_port()
            stack.enter_context(serving.nginx(folder, port, ports))
        yield f"http://127.0.0.1:{port}", [server.pid for server in running]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--address", help="a dashboard that runs already; one is started otherwise")
    asked.add_argument("--page", default="council", choices=list(QUERIES))
    asked.add_argument("--readers", type=int, nargs="+", default=[1, 10, 50, 100, 200, 300, 500])
    asked.add_argument("--every", type=float, default=3, help="seconds between a reader's changes")
    asked.add_argument("--seconds", type=float, default=12, help="length of each row")
    asked.add_argument("--replicas", type=int, default=1, help="more than one: behind nginx")
    asked.add_argument("--pin", action="store_true", help="each process on a core of its own")
    given = asked.parse_args()
    if max(given.readers) > MOST_READERS or given.seconds > LONGEST:
        asked.error(f"at most {MOST_READERS} readers and {LONGEST} seconds a row")
    running = contextlib.nullcontext((given.address, []))
    there = running if given.address else servers(given.replicas, given.pin)
    with there as (address, pids):
        # Every year once: a first answer is computed, and kept.
        many = len(QUERIES[given.page])
        asyncio.run(measure(address, given.page, 2 * many * given.replicas, 0.2, 4 + many, pids))
        print(
            f"Page {given.page}, {given.replicas} process(es), a change every "
            f"{given.every:g} s a reader, {given.seconds:g} s a row{', pinned' * given.pin}\n"
        )
        print(printed(HEADINGS))
        print("|" + "---|" * len(HEADINGS))
        for readers in given.readers:
            row = asyncio.run(
                measure(address, given.page, readers, given.every, given.seconds, pids)
            )
            print(printed(cells(row)), flush=True)


if __name__ == "__main__":
    main()
