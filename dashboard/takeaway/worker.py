"""Long or large work, one piece at a time, in a process of its own that readers do not wait for.

The fact a newcomer gets wrong: it is not enough that another process does it. Ten readers who each
ask for a spreadsheet would have ten of them, and the machine's memory with them. So one works while
the others queue and are told their place; it may use only so much memory; and it ends when whoever
asked stops listening, when this process ends, or when this process is killed, leaving no file.
"""

import contextlib
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

import psutil

from dashboard.keeping import MB, Kept

MOST_WAITING = 20
MOST_MEMORY = int(float(os.environ.get("CSA_WORKER_MB", 450)) * 1e6)  # bytes, resident
SECONDS = 120  # that one piece may take
TICK = 0.25  # seconds between two looks at whether somebody still listens
made = Kept("files made", 32 * MB)  # for whoever asks for the same
_queue: list[object] = []  # the first is at work
_lock = threading.Lock()


class Failed(Exception):
    """The work was not done; the message is for the log."""


class Busy(Exception):
    """Too many are waiting already."""


class Waiting(NamedTuple):
    """Somebody else's work comes first; `place` is 1 for the next."""

    place: int


def waiting() -> int:
    """How many pieces of work there are, the one at hand among them."""
    return len(_queue)


def work(
    kind: str, lay_out: Callable[[Path], object], most_memory: int | None = None
) -> Iterator[Waiting | float | bytes]:
    """Where in the queue, then how far the work has come, from 0 to 1; last of all the file.

    `lay_out` writes what the work needs into a folder, when its turn has come. Each is said again
    every TICK or so. Whoever stops listening stops the work. Raises Busy and Failed.
    """
    ticket = object()
    with _lock:
        if len(_queue) > MOST_WAITING:
            raise Busy
        _queue.append(ticket)
    try:
        pause = threading.Event()
        while _queue[0] is not ticket:
            with contextlib.suppress(ValueError):
                yield Waiting(_queue.index(ticket))
            pause.wait(TICK)
        yield from _apart(kind, lay_out, most_memory or MOST_MEMORY)
    finally:
        with _lock:
            _queue.remove(ticket)


def _apart(kind: str, lay_out: Callable[[Path], object], most: int) -> Iterator[float | bytes]:
    with tempfile.TemporaryDirectory(prefix="csa-work-", ignore_cleanup_errors=True) as folder:
        lay_out(Path(folder))
        errors = Path(folder, "errors")
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.takeaway.worker", kind, folder],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,  # its end tells the other that we are gone
            stdout=subprocess.PIPE,
            stderr=errors.open("wb"),
        )
        try:
            yield from _progress(process, most)
            if process.wait() != 0:
                said = errors.read_text(errors="replace").strip()
                raise Failed(said.splitlines()[-1] if said else f"it ended with {process.wait()}")
            yield Path(folder, "out").read_bytes()
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    pipe.close()


def _progress(process: subprocess.Popen, most: int) -> Iterator[float]:
    """What the process says, the last again at each TICK. Raises Failed for one that must end."""
    seen, says = psutil.Process(process.pid), cast(IO[bytes], process.stdout).fileno()
    done, ticks, begun = 0.0, 0, b""
    with selectors.DefaultSelector() as ready:
        ready.register(says, selectors.EVENT_READ)
        while True:
            if ready.select(TICK):
                said = os.read(says, 65_536)
                if not said:
                    return
                *lines, begun = (begun + said).split(b"\n")
                done = float(lines[-1]) if lines else done
            ticks += 1
            with contextlib.suppress(psutil.Error):
                if seen.memory_info().rss > most:
                    raise Failed(f"it took over {most / 1e6:.0f} MB")
                if sum(seen.cpu_times()[:2]) > SECONDS:
                    raise Failed(f"it took over {SECONDS} seconds")
            yield done


# In the other process


def _end_with_parent(folder: str) -> None:
    while os.read(0, 1):  # not sys.stdin, which the end of this process would wait for
        pass
    _leave_nothing(folder)


def _leave_nothing(folder: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def main(kind: str, folder: str) -> None:
    """Do the work of `work`, printing how far it has come."""
    from dashboard.takeaway import downloads, spreadsheets
    from dashboard.takeaway.paper import pdf

    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    os.nice(10)
    with contextlib.suppress(OSError):  # where memory runs out, this process is the one to end
        Path("/proc/self/oom_score_adj").write_text("1000")
    writers = {
        "xlsx": spreadsheets.write_file,
        "ods": spreadsheets.write_file,
        "csv": downloads.write_file,
        "pdf": pdf.write_file,
    }
    for done in writers[kind](kind, Path(folder)):
        try:
            print(f"{done:.3f}", flush=True)
        except BrokenPipeError:
            _leave_nothing(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
