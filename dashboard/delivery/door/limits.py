"""How much one reader, and all of them, may ask: every number of the guard is here.

The fact a newcomer gets wrong: behind a proxy all readers have the proxy's address, and the limits
an address has are then the proxy's to keep. Give CSA_SOCKETS_AN_ADDRESS the value of CSA_SOCKETS
there, or name the proxy in uvicorn's FORWARDED_ALLOW_IPS and have it pass addresses on.
"""

import os
import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

import psutil

MB = 1_000_000


class Limits(NamedTuple):
    """What the guard allows. Sizes are bytes."""

    sockets: int = 600
    sockets_an_address: int = 250
    message: int = 64_000
    messages_a_second: float = 10
    messages_at_once: int = 60
    throttled: float = 5  # seconds of waiting without a pause, then the socket is closed
    headers: int = 16_000
    address: int = 8_000  # path and query
    memory: int = 0  # resident; 0 is no limit
    hosts: tuple[str, ...] = ()  # names we answer to; none is any

    @classmethod
    def of_environment(cls) -> "Limits":
        """CSA_SOCKETS, CSA_SOCKETS_AN_ADDRESS, CSA_MEMORY_MB and CSA_HOSTS over the defaults."""
        usual = cls._field_defaults
        memory = float(os.environ.get("CSA_MEMORY_MB", 0)) * MB or 0.8 * memory_given()
        hosts = os.environ.get("CSA_HOSTS", "").lower().replace(",", " ").split()
        return cls(
            sockets=int(os.environ.get("CSA_SOCKETS") or usual["sockets"]),
            sockets_an_address=int(
                os.environ.get("CSA_SOCKETS_AN_ADDRESS") or usual["sockets_an_address"]
            ),
            memory=int(memory),
            hosts=tuple(hosts),
        )


def memory_given() -> int:
    """Bytes that this process may use: what its container is given, or 2 GB of the machine's."""
    given = min(2_000 * MB, psutil.virtual_memory().total)
    for file in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        try:
            given = min(given, int(Path(file).read_text()))
        except (OSError, ValueError):
            continue  # no such file, or "max"
    return given


@cache
def _process() -> psutil.Process:
    return psutil.Process()


def memory_used() -> int:
    """Resident bytes of this process."""
    return _process().memory_info().rss


class Budget:
    """So many at once, and so many a second after that.

    `waited` is how many seconds its taker was told to wait since it was last full: who goes on
    faster is not forgiven for a moment in which we were slow.
    """

    def __init__(self, a_second: float, at_once: float, clock=time.monotonic) -> None:
        self.a_second, self.at_once, self.clock = a_second, at_once, clock
        self.left, self.asked, self.waited = at_once, clock(), 0.0

    def wait(self) -> float:
        """Take one; how many seconds to wait before using it."""
        now = self.clock()
        self.left = min(self.at_once, self.left + (now - self.asked) * self.a_second)
        if self.left == self.at_once:
            self.waited = 0.0
        self.left -= 1
        self.asked = now
        seconds = max(0.0, -self.left / self.a_second)
        self.waited += seconds
        return seconds
