"""What is made once and kept for every reader: bounded in bytes, and made by one while others wait.

The fact a newcomer gets wrong: a cache bounded by the number of its entries is not bounded. A name
made of a reader's own words lets one reader fill it, and no number of entries says how much memory
that is. So a name holds only what we offer to choose from, and each cache has a size in bytes.
"""

import pickle
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

from cachetools import LRUCache

OVERHEAD = 1_000  # bytes of an entry besides its content, at a guess
MB = 1_000_000


def weight(answer: object) -> int:
    """Bytes of an answer, as it would be written out."""
    if isinstance(answer, str | bytes):
        return len(answer)
    return len(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


class Kept:
    """Answers by name, the least lately asked for let go when they are more than `most` bytes.

    `named` is for the operators' metrics. An answer is shared: make it of a kind that nobody
    changes. One that is larger than the whole is given and not kept.
    """

    every: dict[str, "Kept"] = {}

    def __init__(self, named: str, most: int, weigh: Callable[[Any], int] = weight) -> None:
        self.most, self._weigh = most, weigh
        self._answers: LRUCache = LRUCache(most, getsizeof=lambda pair: pair[1])
        self._coming: dict[Hashable, Future] = {}
        self._lock = threading.Lock()
        Kept.every[named] = self

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return int(self._answers.currsize)

    def get(self, name: Hashable, work_out: Callable):
        """The answer under `name`. Who asks while it is worked out waits for it; errors are shared
        with them and not kept."""
        with self._lock:
            found = self._answers.get(name)
            if found is not None:
                return found[0]
            coming = self._coming.get(name)
            if is_first := coming is None:
                coming = self._coming[name] = Future()
        if not is_first:
            return coming.result()
        try:
            answer = work_out()
            self.put(name, answer)
            coming.set_result(answer)
            return answer
        except BaseException as error:
            coming.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._coming[name]

    def put(self, name: Hashable, answer: object) -> None:
        """Keep an answer that is there already."""
        # A name may be the larger part: all the councils of a filter, for a count of rows.
        size = self._weigh(answer) + len(repr(name)) + OVERHEAD
        if size <= self.most:
            with self._lock:
                self._answers[name] = (answer, size)

    def look(self, name: Hashable) -> Any:
        """The answer if it is kept."""
        with self._lock:
            found = self._answers.get(name)
        return found and found[0]

    def forget(self, name: Hashable) -> None:
        with self._lock:
            self._answers.pop(name, None)

    def names(self) -> list[Hashable]:
        """What is kept now."""
        with self._lock:
            return list(self._answers)
