"""Two replicas behind nginx: each reader stays with one, and outlives it."""

import asyncio
import http.client
import json
import re
from urllib.parse import urlsplit

import pytest

import serving
from benchmarks.reader import Reader, run_apart

ENOUGH, MOST_READERS = 2, 40  # on each replica, in all


def answer(address: str, path: str, own_address: str = "127.0.0.1", **headers: str):
    """(status, headers, body) of a GET; `own_address` is the one it comes from."""
    to = urlsplit(address)
    connection = http.client.HTTPConnection(
        to.hostname, to.port, timeout=30, source_address=(own_address, 0)
    )
    connection.request("GET", path, headers={"Connection": "close"} | headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers, body


def sockets_ever(there) -> dict[int, int]:
    """How many websockets each replica has said it accepted."""
    return {
        port: (there.folder / f"{port}.log").read_text().count("[accepted]")
        for port in there.replicas
    }


async def opened(there, page: str = "", query: str = "", cookies=None) -> tuple[Reader, int]:
    """A reader of the page, and the port of the replica that took the socket."""
    before = sockets_ever(there)
    reader = Reader(there.address, page, query)
    reader.cookies = dict(cookies or {})
    await reader.open()
    after = sockets_ever(there)
    (port,) = [port for port in after if after[port] > before[port]]
    return reader, port


def test_every_answer_carries_the_security_headers(pair):
    headers = serving.CONFIGURATION.with_name("headers.conf").read_text()
    policy = re.search(r'Content-Security-Policy "(.*?)"', headers)[1].replace(
        "$framed_by", "'none'"
    )
    page = answer(pair.address, "/")[2].decode()
    script = re.search(r'src="\./(static/js/[^"]+\.js)"', page)[1]
    for path in ("/", "/map", "/healthz", f"/{script}", "/map/none.js", "/_stcore/upload_file/x"):
        headers = answer(pair.address, path)[1]
        assert headers.get_all("Content-Security-Policy") == [policy], path
        assert headers.get_all("X-Content-Type-Options") == ["nosniff"], path
        assert headers["Strict-Transport-Security"].startswith("max-age=31536000"), path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert "geolocation=()" in headers["Permissions-Policy"], path
        assert headers["X-Frame-Options"] == "DENY", path
        assert headers["Server"] == "nginx", path


def test_the_toolkits_files_are_kept_for_ever_and_sent_packed(pair):
    page = answer(pair.address, "/")[2].decode()
    script = re.search(r'src="\./(static/js/[^"]+\.js)"', page)[1]
    status, headers, body = answer(pair.address, f"/{script}", **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Encoding"] == "gzip" and body[:2] == b"\x1f\x8b"


def test_the_shapes_come_from_nginx_when_a_replica_has_sent_them_once(pair):
    page = answer(pair.address, "/")[2].decode()
    shapes = re.search(r"/explorer/\w+/shapes\.json", page)[0]
    first = answer(pair.address, shapes)
    log = pair.folder / "nginx.stdout"
    before = len(log.read_text().splitlines())
    second = answer(pair.address, shapes)
    assert second[2] == first[2] and first[0] == second[0] == 200
    lines = log.read_text().splitlines()[before:]
    assert [json.loads(line)["replica"] for line in lines] == [""], lines


def test_no_log_names_an_address_or_what_was_asked_of_the_page(pair):
    assert answer(pair.address, "/council?council=slough", own_address="127.0.0.9")[0] == 200

    async def use():
        reader = Reader(pair.address, "council", "council=slough")
        await reader.open()
        await reader.change_year(2016)
        await reader.close()

    run_apart(use())
    logs = {file.name: file.read_text() for file in pair.folder.glob("*") if file.is_file()}
    said = {name: text for name, text in logs.items() if name.endswith(".log") or "std" in name}
    assert "/council" in said["nginx.stdout"]
    assert any("WebSocket" in text for text in said.values())
    for name, text in said.items():
        assert "slough" not in text, name
        assert "127.0.0.9" not in text, name
        # nginx names the replicas, uvicorn the address it listens at; neither is a reader.
        others = [p for p in re.findall(r"127\.0\.0\.1:(\d+)", text) if int(p) not in pair.replicas]
        assert others == [], name


async def opened_on_both(there, page: str = "", query: str = "") -> dict[Reader, int]:
    """Readers of the page with their replicas, as many as it takes until each has some."""
    readers = {}
    for _ in range(MOST_READERS):
        reader, port = await opened(there, page, query)
        readers[reader] = port
        if min(list(readers.values()).count(each) for each in there.replicas) >= ENOUGH:
            return readers
    pytest.fail(f"{MOST_READERS} readers, and not {ENOUGH} on each replica")


def test_a_reader_keeps_to_one_replica(pair):
    async def come_back() -> None:
        readers = await opened_on_both(pair)
        for reader, port in list(readers.items()):
            for _ in range(2):
                again, same = await opened(pair, cookies=reader.cookies)
                assert same == port
                await again.close()
            await reader.close()

    run_apart(come_back())


def test_when_a_replica_ends_its_readers_come_back_to_their_view_and_others_notice_nothing(
    doomed_pair,
):
    """The view is a year and a council that no page shows by itself."""

    async def live_through_it():
        readers = await opened_on_both(doomed_pair, "council", "council=slough")
        for number, reader in enumerate(readers):
            await reader.change_year(2013 + number % 11)
        cut = {reader: asyncio.ensure_future(reader.wait_cut_off()) for reader in readers}
        gone, ended = next(iter(doomed_pair.replicas.items()))
        ended.kill()
        ended.wait()
        lost = [reader for reader, port in readers.items() if port == gone]
        await asyncio.wait_for(asyncio.gather(*(cut[reader] for reader in lost)), 10)
        for reader in lost:
            await reader.connect()
        for number, reader in enumerate(readers):
            if reader in lost:
                assert reader.title == "Slough"
                assert reader.year_shown == str(2013 + number % 11)
            else:
                assert not cut[reader].done()
                await reader.change_year(2024)
        for reader in readers:
            await reader.close()

    run_apart(live_through_it())
