"""A fresh process and forty readers at once: it is warm before it answers, and works once for all.

The fact a newcomer gets wrong: a second is not the same second on every machine. What forty first
readers wait is a ratio to what the same forty wait when they come again, in the same run.
"""

import asyncio
import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import attacks
from benchmarks.reader import Reader, run_apart
from dashboard.keeping import Kept

READERS = 40
TIMES = 2
TRIES = 2  # each on a process of its own: what else goes on here does not come twice
PAGES = (("", ""), ("council", "council=slough"))


async def wait_of_forty(place, page: str, query: str) -> float:
    """The median of the seconds in which forty who come at once have the page drawn."""

    async def one() -> float:
        reader = Reader(place.address, page, query)
        began = time.perf_counter()
        await reader.open()
        taken = time.perf_counter() - began
        await reader.close()
        return taken

    return statistics.median(await asyncio.gather(*(one() for _ in range(READERS))))


async def waits(place) -> list[tuple[float, float]]:
    """Of each page: what the first forty wait, and what forty wait after them."""
    first = [await wait_of_forty(place, *page) for page in PAGES]
    return [
        (cold, await wait_of_forty(place, *page)) for cold, page in zip(first, PAGES, strict=True)
    ]


def test_forty_readers_of_a_fresh_process_wait_hardly_longer_than_later_ones(
    real_database, tmp_path
):
    for _ in range(TRIES):
        with attacks.dashboard(real_database, tmp_path) as place:
            found = run_apart(waits(place))
        if all(cold < TIMES * max(warm, attacks.LEAST) for cold, warm in found):
            return
    pytest.fail(f"seconds of the first and of later readers: {found}")


class Question:
    """A name that notes which threads have asked by it."""

    def __init__(self) -> None:
        self.asked: set[int] = set()

    def __hash__(self) -> int:
        self.asked.add(threading.get_ident())
        return 1


def test_what_forty_ask_for_at_once_is_worked_out_once():
    kept, question, made = Kept("asked for at once", 100_000), Question(), []

    def work_out() -> str:
        made.append(threading.get_ident())
        until = time.monotonic() + 20
        while len(question.asked) < READERS:  # all of them, before there is an answer
            assert time.monotonic() < until, "who came later did not get as far as asking"
            time.sleep(0.01)
        return "an answer"

    try:
        with ThreadPoolExecutor(READERS) as threads:
            waiting = [threads.submit(kept.get, question, work_out) for _ in range(READERS)]
            answers = [each.result(30) for each in waiting]
    finally:
        del Kept.every["asked for at once"]
    assert answers == ["an answer"] * READERS and len(made) == 1


def test_a_fault_is_shared_by_who_waits_for_it_and_not_kept():
    kept = Kept("failing", 100_000)
    try:
        with pytest.raises(ValueError, match="at first"):
            kept.get("a question", lambda: (_ for _ in ()).throw(ValueError("at first")))
        assert kept.get("a question", lambda: "then well") == "then well"
    finally:
        del Kept.every["failing"]
