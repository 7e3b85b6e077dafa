"""Attacks by single requests: methods, bodies, heads, hosts and paths that no browser of a reader's
sends."""

import asyncio
import contextlib
import time

import pytest

import attacks
from benchmarks.reader import run_apart
from dashboard.councils import explorer
from dashboard.delivery.door import connections


def asked(place, path="/", more="", method="GET", host="127.0.0.1", body=b"") -> bytes:
    """What the dashboard answers to a request written out by hand."""
    head = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{more}\r\n"
    return run_apart(attacks.sent(place, head.encode("latin-1") + body))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/site/", "/healthz", "/_stcore/upload_file/a/b"])
def test_nothing_can_be_sent(place, method, path):
    answer = asked(place, path, method=method)
    assert status(answer) == 405 and b"allow: GET, HEAD" in answer


def test_an_upload_is_refused_before_it_is_read(place):
    async def attack(place):
        head = (
            "PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            "Content-Length: 150000000\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n"
        )
        for _ in range(4):
            answer = await attacks.sent(place, head.encode(), b"x" * 65_536, times=2_300)
            assert b" 405 " in answer.splitlines()[0] if answer else True

    attacks.bears(place, attack)


@pytest.mark.parametrize(
    "more", ["Content-Length: 10\r\n", "Transfer-Encoding: chunked\r\n"], ids=["sized", "chunked"]
)
def test_a_body_is_refused_whatever_the_method(place, more):
    body = b"0123456789" if "Length" in more else b"a\r\n0123456789\r\n0\r\n\r\n"
    assert status(asked(place, more=more, body=body)) == 413


def test_a_large_head_is_refused(place):
    assert status(asked(place, more=f"X-Large: {'x' * 20_000}\r\n")) == 431
    assert status(asked(place, path="/?" + "x" * 9_000)) == 414
    assert status(asked(place, more="".join(f"X-{n}: y\r\n" for n in range(3_000)))) == 431


def test_a_head_without_an_end_is_cut_off_and_holds_nobody_up(place):
    async def attack(place):
        for _ in range(5):
            head = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Large: "
            answer = await attacks.sent(place, head, b"x" * 65_536, times=500)
            assert not answer or b" 431 " in answer.splitlines()[0]

    attacks.bears(place, attack)


def test_many_slow_heads_are_let_go(place):
    """Two hundred connections that send a letter now and then, and then nothing."""
    told = {}

    async def attack(place):
        opened = [await asyncio.open_connection("127.0.0.1", place.port) for _ in range(200)]
        began = time.monotonic()
        for _, out in opened:
            out.write(b"GET / HTTP/1.1\r\nX")
        with contextlib.suppress(OSError):
            told["answers"] = await asyncio.gather(*(come.read() for come, _ in opened))
        told["seconds"] = time.monotonic() - began
        for _, out in opened:
            out.close()

    attacks.bears(place, attack)
    assert told["seconds"] < connections.HEAD_SECONDS + 5
    assert all(answer == b"" or b" 408 " in answer for answer in told["answers"])


def test_a_dozen_large_files_that_nobody_has_asked_for_hold_nobody_up(place, serving):
    """The explorer's files take seconds to make where they are not published."""
    names = [name for name in explorer.names() if name.startswith(("measure/", "table/"))][-12:]
    waited = []

    async def attack(place):
        asked = [
            asyncio.create_task(attacks.sent(place, attacks.GET % f"/explorer/x/{name}".encode()))
            for name in names
        ]
        while not all(each.done() for each in asked):
            began = time.monotonic()
            assert (
                b" 200 " in (await attacks.sent(place, attacks.GET % b"/healthz")).splitlines()[0]
            )
            waited.append(time.monotonic() - began)
            await asyncio.sleep(0.05)
        # On a slow machine the last may not come within the patience of `sent`.
        answers = {each.result().partition(b"\r\n")[0] for each in asked}
        assert answers <= {b"HTTP/1.1 200 OK", b""} and len(names) == 12

    attacks.bears(place, attack)
    assert waited and max(waited) < 4, "whoever asks whether it is well gives up after that"


@pytest.mark.parametrize("host", ["a/b", "a b", "a@b", "", "a:b", "a\r\nHost: b", "a:99999999"])
def test_a_host_that_is_no_name_is_refused(place, host):
    assert status(asked(place, host=host)) == 400


@pytest.mark.parametrize(
    "path",
    [
        "/none",
        "/map/",
        "/site/../none",
        "/static/js/Gone.abc.js",
        "/static/js/",
        "/index.html",
        "/map/none.js",
        "/explorer/",
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/council/none",
        "/council/_stcore/health",
        "/auth/login",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc",
        "/component/none",
    ],
)
def test_what_is_not_there_is_said_with_a_way_back(place, path):
    answer = asked(place, path)
    if path == "/map/":
        assert status(answer) == 308 and b"location: ../map" in answer
        return
    assert status(answer) in (400, 404), path
    assert b"You need to enable JavaScript" not in answer, "a page of the toolkit"


def test_a_page_that_is_not_there_leads_back_from_any_depth(place):
    assert b'href="./"' in asked(place, "/none")
    assert b'href="../../"' in asked(place, "/none/of/these")


@pytest.mark.parametrize("path", ["/site", "/map/", "/site/councils"])
def test_a_redirect_names_no_host(place, path):
    answer = asked(place, path, host="elsewhere.example")
    for line in answer.splitlines():
        if line.lower().startswith(b"location:"):
            assert b"//" not in line and b"elsewhere" not in line


def test_robots_are_told_by_us(place):
    answer = asked(place, "/robots.txt")
    assert status(answer) == 200 and b"User-agent: *" in answer


def test_names_that_are_not_ours_are_refused_where_ours_are_said(real_database, tmp_path):
    names = {"CSA_HOSTS": "ours.example, other.example"}
    with attacks.dashboard(real_database, tmp_path, **names) as place:
        assert status(asked(place, host="ours.example")) == 200
        assert status(asked(place, host="OTHER.example:8501")) == 200
        assert status(asked(place, host="evil.example")) == 421
        for probe in ("/healthz", "/_stcore/health"):
            assert status(asked(place, probe, host="10.0.0.7:8501")) == 200
        assert "Every page was opened" in place.said(), "our own first reader was refused"


def test_above_the_memory_mark_new_readers_are_told_calmly(real_database, tmp_path):
    with attacks.dashboard(real_database, tmp_path, CSA_MEMORY_MB="50") as place:
        answer = asked(place, "/map")
        assert status(answer) == 503 and b"retry-after: 30" in answer.lower()
        assert b'href="./site/"' in answer
        assert status(asked(place, "/healthz")) == 200
        assert status(asked(place, "/robots.txt")) == 200
        assert "Every page was opened" in place.said(), "our own first reader was refused"
