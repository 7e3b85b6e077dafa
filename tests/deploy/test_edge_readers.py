"""Attacks of one reader on others: which replica, which connection, time-outs, limits.

The fact a newcomer gets wrong: 127.0.0.1 is nginx's own machine and has no limits; a reader who is
counted comes from another of the addresses 127.x.
"""

import concurrent.futures
import re
import resource
import select
import time

import pytest

from deploy.stand_in import FILES, PAGES, Answer, edge


def test_the_cookie_names_nobody_and_ends_with_the_browser(edge_own):
    drawn = set()
    for _ in range(60):
        cookie = edge_own.ask("/", own_address="127.0.0.7")[1]["Set-Cookie"]
        value = re.fullmatch(r"csa_replica=([0-9a-f]{2}); Path=/; HttpOnly; SameSite=Lax", cookie)
        drawn.add(value[1])
    assert 20 < len(drawn) <= 60, "drawn at random, from few enough that many share one"
    assert {len(each.asked) > 5 for each in edge_own.replicas} == {True}, "both replicas are used"
    assert edge_own.ask("/", Cookie="csa_replica=a7")[1]["Set-Cookie"] is None
    assert edge_own.ask("/", Cookie="csa_replica=own-words")[1]["Set-Cookie"]
    assert "; Secure" in edge_own.ask("/", X_Forwarded_Proto="https")[1]["Set-Cookie"]


def test_a_reader_with_the_cookie_keeps_to_a_replica(edge_own):
    for basket in ("00", "5b", "ff"):
        before = [len(each.asked) for each in edge_own.replicas]
        for _ in range(5):
            edge_own.ask("/page", Cookie=f"csa_replica={basket}")
        more = [len(each.asked) - was for each, was in zip(edge_own.replicas, before, strict=True)]
        assert sorted(more) == [0, 5]


@pytest.mark.parametrize(
    "path", [*PAGES, *FILES[:3], "/_stcore/streams", "/_stcore/stream/x", "/x/_stcore/stream"]
)
def test_a_connection_becomes_a_websocket_in_one_place_only(edge_own, path):
    asks = {"Upgrade": "websocket", "Connection": "Upgrade"}
    edge_own.ask(path, **asks)
    assert not any({"upgrade", "connection"} & set(each.headers) for each in edge_own.asked())


def test_a_stream_is_a_websocket_and_nothing_else(edge_own):
    for asked in ("h2c", "websocket, h2c", "TLS/1.0", ""):
        edge_own.ask("/_stcore/stream", Upgrade=asked, Connection="Upgrade, HTTP2-Settings")
    assert not any("upgrade" in each.headers for each in edge_own.asked())
    assert edge_own.socket_opened("127.0.0.1").startswith(b"HTTP/1.1 101")


def test_a_slow_or_full_replica_is_not_taken_for_a_dead_one(edge_own):
    """As soon as one failure sets a replica aside, one reader takes it from all the others."""
    basket = {"Cookie": "csa_replica=00"}
    edge_own.ask("/", **basket)
    (mine,) = [each for each in edge_own.replicas if each.asked]
    mine.answers["/full"] = Answer(503)
    mine.answers["/broken"] = Answer(500)
    mine.answers["/slow"] = Answer(after=2.5)
    (other,) = [each for each in edge_own.replicas if each is not mine]
    with concurrent.futures.ThreadPoolExecutor(4) as at_once:
        slow = [at_once.submit(edge_own.ask, "/slow", **basket) for _ in range(4)]
        for path, status in (("/full", 200), ("/broken", 500)) * 5:
            assert edge_own.ask(path, **basket)[0] == status
            edge_own.ask("/next", **basket)
        assert [each.result()[0] for each in slow] == [200] * 4
    assert {each.target for each in other.asked} == {"/full"}, "another replica had room"
    assert [each.target for each in mine.asked].count("/next") == 10


def test_a_replica_that_is_gone_costs_its_readers_no_wait(nginx_needed, tmp_path):
    with edge(tmp_path) as there:
        there.replicas[0].die()
        for number in range(20):
            start = time.perf_counter()
            assert there.ask("/", Cookie=f"csa_replica={number * 12:02x}")[0] == 200
            assert time.perf_counter() - start < 1


def test_a_hundred_readers_behind_one_address_open_a_page_at_once(edge_own):
    """A page, eighty files and a websocket each, three times over: as a class does in a lesson."""
    paths = (
        ["/static/none.js"] * 60
        + ["/map/a.js", "/explorer/1/start.json"]
        + ["/site/figures.csv"] * 18
    )
    for each in edge_own.replicas:
        for path in ("/map/a.js", "/explorer/1/start.json", "/static/none.js"):
            each.answers[path] = Answer(200, {"Cache-Control": "max-age=999"})

    def read(_number: int) -> set[int]:
        connection = edge_own.connect("127.0.0.4")
        statuses = set()
        incoming = connection.makefile("rb")
        for path in ["/", *paths[:20]]:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            statuses.add(int(incoming.readline().split()[1]))
            length = 0
            while (line := incoming.readline().strip()) != b"":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split()[1])
            incoming.read(length)
        connection.close()
        statuses.add(200 if b" 101 " in edge_own.socket_opened("127.0.0.4") else 429)
        return statuses

    with concurrent.futures.ThreadPoolExecutor(50) as at_once:
        assert set.union(*at_once.map(read, range(100))) == {200}


def test_who_asks_without_end_is_refused_and_others_are_not(edge_own):
    """850 pages at once: 200 are answered, 600 wait their turn, what is beyond is told so."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    waiting = {edge_own.connect("127.0.0.5") for _ in range(850)}
    try:
        for each in waiting:
            each.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        said = {200: [], 429: []}
        until = time.monotonic() + 3
        while not (len(said[200]) >= 180 and len(said[429]) >= 20) and time.monotonic() < until:
            for each in select.select(waiting, [], [], 0.2)[0]:
                answer = each.makefile("rb").read()
                said[int(answer.split()[1])].append(answer)
                waiting.remove(each)
                each.close()
            assert edge_own.ask("/", own_address="127.0.0.6")[0] == 200
        assert len(said[200]) >= 180 and len(said[429]) >= 20
        assert b"\r\nRetry-After: " in said[429][0] and b'href="/site/"' in said[429][0]
    finally:
        for each in waiting:
            each.close()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_sockets_of_one_address_are_bounded(edge_own):
    """Two hundred at once, as many more as twenty a second bring, and 400 in all."""
    asked = (
        b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
        b"Connection: Upgrade\r\n\r\n"
    )
    open_ones = []
    try:
        for _ in range(410):
            open_ones.append(edge_own.connect("127.0.0.8"))
            open_ones[-1].sendall(asked)
        said = [each.recv(200).split()[1] for each in open_ones]
        assert said.count(b"101") == 400 and said.count(b"429") == 10
        assert edge_own.socket_opened("127.0.0.9").startswith(b"HTTP/1.1 101")
    finally:
        for each in open_ones:
            each.close()


def test_who_sends_a_header_slowly_is_let_go(edge_own):
    with edge_own.connect("127.0.0.5") as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        start = time.monotonic()
        while time.monotonic() - start < 15:
            try:
                slow.sendall(b"X: y\r\n")
                if select.select([slow], [], [], 1)[0]:
                    break
            except OSError:
                break
        assert 8 < time.monotonic() - start < 14
    assert edge_own.asked() == []
