"""What operators see: numbers for Prometheus, on a port of their own that readers do not reach.

The fact a newcomer gets wrong: a number here may say how many, never who or what. There is no label
that a reader's address, council or words could get into.

CSA_METRICS_PORT opens the port, on this machine only unless CSA_METRICS_ADDRESS says another of its
addresses. Without it nothing listens.
"""

import contextlib
import os
from collections.abc import Iterator

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from dashboard.delivery import health
from dashboard.delivery.door import limits
from dashboard.keeping import Kept
from dashboard.takeaway import worker

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
PAGES = Counter("csa_pages", "Pages of HTML that were asked for")
DRAWN = Histogram(
    "csa_drawn_seconds",
    "From a reader's message to the end of what it asked for: the opening of a page, or a change",
    ["what"],
    buckets=BUCKETS,
)
ERRORS = Counter("csa_errors", "Faults of a page that a reader was told of")
REFUSED = Counter("csa_refused", "Requests and sockets that the door refused", ["status"])
CLOSED = Counter("csa_closed", "Sockets that the door closed", ["code"])
SESSIONS = Gauge("csa_sessions", "Readers' sockets that are open now")


class _Now(Collector):
    """What is looked up when Prometheus asks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        kept = GaugeMetricFamily("csa_cache_bytes", "Bytes kept in each cache", labels=["cache"])
        most = GaugeMetricFamily("csa_cache_most_bytes", "Bytes it may keep", labels=["cache"])
        for name, cache in Kept.every.items():
            kept.add_metric([name], cache.size)
            most.add_metric([name], cache.most)
        yield kept
        yield most
        yield GaugeMetricFamily("csa_memory_bytes", "Resident bytes", limits.memory_used())
        yield GaugeMetricFamily("csa_files_waiting", "Files asked for", worker.waiting())
        data = GaugeMetricFamily("csa_data", "The data being served", labels=["version", "sha256"])
        with contextlib.suppress(Exception):  # without data there is nothing to say of it
            data.add_metric(list(health.of_data().values()), 1)
        yield data


REGISTRY.register(_Now())


@contextlib.contextmanager
def served() -> Iterator[None]:
    """The port, while the block lasts."""
    port = int(os.environ.get("CSA_METRICS_PORT", 0))
    if not port:
        yield
        return
    address = os.environ.get("CSA_METRICS_ADDRESS", "127.0.0.1")
    server, thread = start_http_server(port, address)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
