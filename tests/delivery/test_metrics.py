"""What operators see: every number that is promised, on a port that no reader reaches; and a log
of one JSON object a line that says of nobody who they are.
"""

import asyncio
import contextlib
import json
import logging
import re
import urllib.request

import psutil
import pytest
import websockets
from prometheus_client.parser import text_string_to_metric_families as families

import attacks
import serving
from benchmarks.reader import Reader, run_apart
from dashboard.delivery import faults, toolkit
from dashboard.delivery.opening import first_paint
from dashboard.keeping import Kept

MARK = "zqx"
# What each number is of, by its name: labels that it has.
PROMISED = {
    "csa_pages": set(),
    "csa_drawn_seconds": {"what", "le"},
    "csa_errors": set(),
    "csa_refused": {"status"},
    "csa_closed": {"code"},
    "csa_sessions": set(),
    "csa_cache_bytes": {"cache"},
    "csa_cache_most_bytes": {"cache"},
    "csa_memory_bytes": set(),
    "csa_files_waiting": set(),
    "csa_data": {"version", "sha256"},
}


@pytest.fixture(scope="module")
def watched(real_database, tmp_path_factory):
    """A dashboard with its port for Prometheus, and what both gave while readers came and went."""
    port = str(serving.free_port())
    with attacks.dashboard(
        real_database, tmp_path_factory.mktemp("metrics"), CSA_METRICS_PORT=port
    ) as place:
        yield place, port, run_apart(_visited(place, port))


async def _visited(place, port: str) -> dict[str, dict]:
    """Numbers before, while and after a reader opens a page, changes it and leaves, as others are
    refused: metric → label values → number."""
    seen = {"before": numbers(port)}
    reader = Reader(place.address, "council", "council=slough")
    await reader.open()
    await reader.change_year(2020)
    seen["while"] = numbers(port)
    await reader.close()
    for path in (f"/{MARK}?{MARK}=%0a%1b[31m", f"/?x={MARK * 3_000}", f"/site/{MARK}"):
        await attacks.sent(place, attacks.GET % path.encode())
    async with place.socket() as socket:
        await socket.send(f"{MARK} as text")
        with contextlib.suppress(websockets.ConnectionClosed):
            while True:
                await socket.recv()
    for _ in range(200):  # the server hears of who has left when it comes to it
        seen["after"] = numbers(port)
        if seen["after"]["csa_sessions"][("",)] == 0:
            break
        await asyncio.sleep(0.05)
    return seen


def numbers(port: str) -> dict:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=20) as answer:
        text = answer.read().decode()
    return {
        family.name: {
            (sample.name.removeprefix(family.name), *sorted(sample.labels.items())): sample.value
            for sample in family.samples
        }
        for family in families(text)
        if family.name.startswith("csa_")
    }


def test_every_number_that_is_promised_is_there_and_no_other_label(watched):
    _place, _port, seen = watched
    for name, labels in PROMISED.items():
        told = {label for key in seen["after"][name] for label, _ in key[1:]}
        assert told == labels, name
    others = {name for name in seen["after"] if not name.endswith("_created")}
    assert others == set(PROMISED), "promised to nobody, and asked for by no test"
    assert MARK not in repr(seen) and "slough" not in repr(seen)


def test_the_numbers_are_of_what_readers_did(watched):
    _place, _port, seen = watched
    before, during, after = seen["before"], seen["while"], seen["after"]
    assert during["csa_pages"][("_total",)] == before["csa_pages"][("_total",)] + 1
    assert during["csa_sessions"][("",)] == 1 and after["csa_sessions"][("",)] == 0
    assert before["csa_drawn_seconds"] == {}, "our own reader, who opens the pages, is counted"
    for what in ("opening", "change"):
        assert during["csa_drawn_seconds"][("_count", ("what", what))] == 1
        assert 0 < during["csa_drawn_seconds"][("_sum", ("what", what))] < 60
    assert after["csa_refused"][("_total", ("status", "404"))] == 1
    assert after["csa_refused"][("_total", ("status", "414"))] == 1
    assert after["csa_closed"][("_total", ("code", "1003"))] == 1
    for (_, (_, cache)), most in after["csa_cache_most_bytes"].items():
        assert 0 <= after["csa_cache_bytes"][("", ("cache", cache))] <= most, cache
    assert {"answers", "words", "pages", "toolkit", "files made"} <= {
        dict(key[1:])["cache"] for key in after["csa_cache_bytes"]
    }
    assert 50e6 < after["csa_memory_bytes"][("",)] < 4e9
    ((data, there),) = after["csa_data"].items()
    assert re.fullmatch("[0-9a-f]{64}", dict(data[1:])["sha256"]) and there == 1


def test_they_are_on_no_port_that_readers_reach(watched):
    place, port, _ = watched
    for path in (b"/metrics", b"/_stcore/metrics", b"/site/metrics", b"/metrics/"):
        answer = run_apart(attacks.sent(place, attacks.GET % path))
        assert b" 404 " in answer.splitlines()[0] and b"csa_" not in answer, path
    listening = {
        (each.laddr.ip, each.laddr.port)
        for each in psutil.Process(place.pid).net_connections("inet")
        if each.status == psutil.CONN_LISTEN
    }
    assert listening == {("127.0.0.1", place.port), ("127.0.0.1", int(port))}


def test_every_line_of_the_log_is_json_and_names_no_reader(watched):
    place, _, _ = watched
    lines = place.said().splitlines()
    assert len(lines) > 5
    for line in lines:
        said = json.loads(line)
        assert {"time", "level", "logger", "message"} <= set(said) <= {*said, "trace"}
        assert MARK not in line and "slough" not in line and line.isascii()
        if "running on" not in said["message"]:
            assert not re.search(r"127\.0\.0\.\d", line)


def test_what_a_reader_gets_into_a_line_is_cut_and_ends_no_line():
    def line(message: str, error: Exception | None = None) -> str:
        about = (type(error), error, None) if error else None
        record = logging.LogRecord("a", logging.ERROR, "", 0, "%s", (message,), about)
        return faults.AsJson().format(record)

    sent = 'a"}\n{"level": "fine"}\r\x1b[31m\x85\u2028\u202e\x9b' + "x" * 100_000
    for made in (line(sent), line("A fault", ValueError(sent))):
        assert len(made) < 30_000 and made.isascii() and made.isprintable()
        assert json.loads(made)["level"] == "error"
    assert "moved" in line("A fault", ValueError("x" * 100_000 + "moved"))


# Caches say what they hold.


def test_a_long_name_counts_as_much_as_a_large_answer():
    """Filters of many councils are long names of small answers."""
    kept = Kept("of a test", 100_000)
    try:
        for n in range(1_000):
            kept.get((n, "x" * 9_000), lambda: "small")
        assert 5 < len(kept.names()) <= 100_000 / 9_000
        assert sum(map(len, map(repr, kept.names()))) < 100_000
    finally:
        del Kept.every["of a test"]


def test_all_of_the_toolkits_files_have_room_at_once():
    """If one had to go for another, who asks for all in turn would have each packed anew."""
    names = filter(first_paint.is_named_by_hash, toolkit.files())
    packed = {path: first_paint._packed(path) for path in names}
    assert len(packed) > 100
    needed = sum(len(file.content) + len(file.packed) + 2_000 for file in packed.values())
    assert needed < 0.9 * Kept.every["toolkit"].most
