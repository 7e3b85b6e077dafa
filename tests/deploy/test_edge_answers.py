"""Attacks on what nginx answers and keeps: hosts, redirects, methods, caches, logs, frames."""

import json
import re
import time

import pytest

from deploy.stand_in import FILES, PAGES, Answer, edge


@pytest.mark.parametrize("path", [*FILES, *PAGES, "/_stcore/stream"])
def test_no_answer_is_made_for_a_host_that_is_not_ours(edge_shared, path):
    before = len(edge_shared.asked())
    assert edge_shared.ask(path, Host="elsewhere.example")[0] == 421
    assert edge_shared.ask(f"http://elsewhere.example{path}", Host="localhost")[0] == 421
    assert len(edge_shared.asked()) == before
    assert edge_shared.ask("/", Host="localhost")[0] == 200


def test_the_replica_is_told_the_name_that_was_checked_not_the_one_slipped_in(edge_shared):
    edge_shared.ask("http://localhost/a-page", Host="elsewhere.example:99")
    (asked,) = [each for each in edge_shared.asked() if each.target == "/a-page"]
    assert "elsewhere" not in str(asked.headers)


def test_a_reader_who_names_a_port_is_known_by_it(edge_shared):
    """Whoever compares a websocket's Origin with its Host needs the port."""
    edge_shared.ask("/with-port", Host="localhost:8080")
    (asked,) = [each for each in edge_shared.asked() if each.target == "/with-port"]
    assert asked.headers["host"] == "localhost:8080"


def test_an_operators_names_are_ours(nginx_needed, tmp_path):
    with edge(tmp_path, site_names="dashboard.example 1;\n") as there:
        assert there.ask("/", Host="dashboard.example")[0] == 200
        assert there.ask("/", Host="other.dashboard.example")[0] == 421


@pytest.mark.parametrize(
    "said",
    [
        "http://elsewhere.example/page",
        "https://elsewhere.example:8443/page",
        "//elsewhere/page",
        "/\\elsewhere/page",
        "\\\\elsewhere\\page",
        "http:\\\\elsewhere/page",
        "https:elsewhere/page",
        "http://elsewhere.example//other/page",
        "http://localhost/page",
        "/page",
    ],
)
@pytest.mark.parametrize("path", ["/map/figures.js", "/page"])
def test_a_redirect_names_no_host_whatever_the_replica_says(edge_own, path, said):
    for each in edge_own.replicas:
        each.answers[path] = Answer(307, {"Location": said, "Cache-Control": "public, max-age=99"})
    status, headers, _ = edge_own.ask(path)
    assert status == 307
    assert re.fullmatch(r"/([^/\\].*)?", headers["Location"]), headers["Location"]
    assert headers["Location"].endswith("page")


@pytest.mark.parametrize("path", ["/site", "/site/api"])
def test_our_own_redirects_name_no_host(edge_shared, path):
    status, headers, _ = edge_shared.ask(path)
    assert status in (301, 308) and headers["Location"] == f"{path}/"


@pytest.mark.parametrize("status", [301, 302, 307, 308, 403, 404, 500])
def test_only_a_good_answer_is_kept(edge_own, status):
    path = "/explorer/1/start.json"
    kept_long = {"Cache-Control": "public, max-age=31536000"}
    for each in edge_own.replicas:
        each.answers[path] = Answer(status, kept_long | {"Location": "/x"})
    assert edge_own.ask(path)[0] == status
    for each in edge_own.replicas:
        each.answers[path] = Answer(200, kept_long, b"figures")
    assert edge_own.ask(path)[2] == b"figures"
    for each in edge_own.replicas:
        each.answers[path] = Answer(500)
    assert edge_own.ask(path)[2] == b"figures", "a good answer is kept"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/_stcore/upload_file/a/b", "/site/figures.csv"])
def test_nobody_sends_anything(edge_shared, method, path):
    before = len(edge_shared.asked())
    assert edge_shared.ask(path, method, body=b"x" if method != "TRACE" else None)[0] == 405
    assert len(edge_shared.asked()) == before
    assert edge_shared.ask("/", "HEAD")[0] == 200


def test_a_browser_may_ask_whether_another_site_s_page_may_read_the_figures(edge_shared):
    asks = {"Origin": "https://else.where", "Access-Control-Request-Method": "GET"}
    status, headers, _ = edge_shared.ask("/site/figures.csv", "OPTIONS", **asks)
    assert status == 204 and headers["Access-Control-Allow-Origin"] == "*"
    assert "If-None-Match" in headers["Access-Control-Allow-Headers"]
    assert edge_shared.ask("/", "OPTIONS", **asks)[0] == 405
    status, headers, _ = edge_shared.ask(
        "/site/no-such-file.csv", **{"Origin": "https://else.where"}
    )
    assert status == 404 and headers["Cache-Control"] == "public, max-age=60"
    assert "Access-Control-Allow-Headers" not in headers


def test_a_large_body_or_header_is_refused_and_an_ordinary_one_is_not(edge_shared):
    assert edge_shared.ask("/", body=b"x" * 2000)[0] == 413
    assert edge_shared.ask("/", Cookie="a=" + "x" * 20_000)[0] == 400
    assert edge_shared.ask("/?" + "x" * 10_000)[0] == 414
    assert edge_shared.ask("/?council=" + "x" * 3000, Cookie="a=" + "x" * 3000)[0] == 200


def test_a_query_makes_no_second_copy_of_a_file_and_does_not_reach_the_replica(edge_own):
    kept_long = {"Cache-Control": "public, max-age=31536000", "Vary": "Accept-Encoding, Cookie"}
    path = "/map/figures.abc.json"
    for each in edge_own.replicas:
        each.answers[path] = Answer(200, kept_long)
    for number in range(20):
        said = edge_own.ask(
            f"{path}?{number}",
            Accept_Encoding=f"gzip;q=0.{number}1, x-{number}",
            Cookie=f"a={number}",
        )
        assert said[0] == 200
    assert [each.target for each in edge_own.asked()] == [path]
    assert edge_own.asked()[0].headers["accept-encoding"] == "gzip"
    assert edge_own.ask(path)[0] == 200 and len(edge_own.asked()) == 2, (
        "plain is another copy than packed"
    )


def test_a_file_says_nothing_of_a_reader(edge_own):
    for path in FILES:
        for each in edge_own.replicas:
            each.answers[path] = Answer(200, {"Set-Cookie": "a=b", "Cache-Control": "max-age=99"})
        status, headers, _ = edge_own.ask(path)
        if path != "/static/none.js":
            assert headers["Set-Cookie"] is None, path
    assert edge_own.ask("/")[1]["Set-Cookie"].startswith("csa_replica=")


def test_the_static_edition_and_the_kept_files_stand_without_any_replica(nginx_needed, tmp_path):
    with edge(tmp_path) as there:
        for each in there.replicas:
            each.answers["/explorer/1/start.json"] = Answer(
                200, {"Cache-Control": "max-age=1"}, b"figures"
            )
        assert there.ask("/explorer/1/start.json")[2] == b"figures"
        for each in there.replicas:
            each.die()
        time.sleep(1.5)  # what was kept is now past its time
        assert there.ask("/explorer/1/start.json")[2] == b"figures"
        assert there.ask("/site/")[2].startswith(b"the file index.html")
        status, headers, page = there.ask("/")
        assert status == 502 and int(headers["Retry-After"]) > 0
        assert b'href="/site/"' in page and b"<!--#" not in page


def test_files_of_the_static_edition_named_after_their_content_are_kept_for_ever(edge_shared):
    assert "immutable" in edge_shared.ask("/site/explorer/1/a.js")[1]["Cache-Control"]
    assert "immutable" not in edge_shared.ask("/site/explorer/none.js")[1]["Cache-Control"]
    assert "immutable" not in edge_shared.ask("/site/")[1]["Cache-Control"]


def test_what_the_static_edition_does_not_have_is_said_in_its_own_words(edge_shared):
    status, headers, page = edge_shared.ask("/site/none.html")
    assert (status, page[:17]) == (404, b"the file 404.html") and headers["Retry-After"] is None
    status, headers, page = edge_shared.ask("/site/api/none.json")
    assert status == 404 and headers["Content-Type"] == "application/json" and json.loads(page)
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert (
        edge_shared.ask("/site/figures.csv", Accept_Encoding="gzip")[1]["Content-Encoding"]
        == "gzip"
    )
    assert edge_shared.ask("/site/../nginx.conf")[0] in (200, 404)
    assert b"worker_processes" not in edge_shared.ask("/site/../nginx.conf")[2]
    assert edge_shared.ask("/site/%2e%2e/%2e%2e/local/x")[0] == 400


def test_what_a_reader_writes_is_cut_and_escaped_in_the_log(edge_own):
    marks = (
        "%0a{%22status%22:200}",
        "%1b[31mred",
        "%ff%fe",
        "é".encode().hex(),
        "x" * 900,
        '"quoted"',
    )
    for mark in marks:
        edge_own.ask(
            f"/begin/{mark}?secret=1",
            own_address="127.0.0.9",
            User_Agent="secret",
            Referer="secret",
        )
    edge_own.ask("/begin", "A" * 500, own_address="127.0.0.9")
    edge_own.ask("/begin", Host="secret")
    time.sleep(0.2)
    lines = edge_own.log().splitlines()
    assert len(lines) == len(marks) + 2
    for line in lines:
        told = json.loads(line)
        assert set(told) >= {"time", "method", "path", "status", "bytes", "seconds", "replica"}
        assert told["path"].startswith("/begin") and len(told["path"]) <= 200
        assert told["path"].isascii() and told["path"].isprintable()
        assert told["method"] in ("GET", "other")
        assert "secret" not in line and "127.0.0.9" not in line and len(line) < 600


def test_others_may_show_an_embed_in_their_page_and_nothing_else(edge_shared):
    for path, framed in (("/site/embed/map.html", True), ("/site/", False), ("/", False)):
        headers = edge_shared.ask(path)[1]
        assert ("frame-ancestors *" in headers["Content-Security-Policy"]) == framed
        assert (headers["X-Frame-Options"] is None) == framed
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_what_a_replica_says_of_the_policy_is_not_said_twice(edge_own):
    for each in edge_own.replicas:
        each.answers["/"] = Answer(200, {"Content-Security-Policy": "x", "X-Frame-Options": "x"})
    headers = edge_own.ask("/")[1]
    assert len(headers.get_all("Content-Security-Policy")) == 1
    assert headers.get_all("X-Frame-Options") == ["DENY"]
