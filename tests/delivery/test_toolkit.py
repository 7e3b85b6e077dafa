"""Each lean on the toolkit's insides holds; without any of them the dashboard is still whole."""

import inspect
import re

import pytest
import streamlit.error_util
import websockets
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import attacks
from benchmarks.reader import run_apart
from dashboard.delivery import toolkit
from dashboard.delivery.door import wire
from dashboard.delivery.opening import first_paint


def first_paint_holds(place):
    page = run_apart(attacks.sent(place, attacks.GET % b"/council")).decode()
    assert re.search(r'<script defer src="\./map/\w+\.js">', page)
    assert 'fetchpriority="low"' in page, "no script of the page is named"
    assert "<title>Streamlit<" not in page


def told_server_holds(_place):
    scripts = (first_paint.FOLDER / "static" / "js").glob("index.*.js")
    assert any("BACKEND_BASE_URL" in script.read_text() for script in scripts)


def map_first_holds(place):
    page = run_apart(attacks.sent(place, attacks.GET % b"/")).decode()
    before, kept, after = re.split(r'<template id="after-the-map">|</template>', page)
    assert 'type="module"' in kept and 'rel="stylesheet"' in kept and "modulepreload" in kept
    assert "/static/js/" not in before + after, "a script of Streamlit's comes before the map"


def says_lost_holds(_place):
    script = "".join(
        file.read_text() for file in (first_paint.FOLDER / "static" / "js").glob("*.js")
    )
    for name in ("data-test-connection-state", "data-test-script-state", "initial"):
        assert name in script
    assert "CONNECTED`" in script or '"CONNECTED"' in script


def whole_requests_holds(place):
    head = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "
    for _ in range(10):  # each time: closed too early, some would be reset
        answer = run_apart(attacks.sent(place, head, b"x" * 10_000, times=5))
        assert b" 431 " in answer.splitlines()[0]


def small_frames_holds(place):
    async def attack():
        async with place.socket() as socket:
            with pytest.raises(websockets.ConnectionClosed):
                await socket.send(iter([bytes(40_000), bytes(40_000)]))
                while True:
                    await socket.recv()
            return socket.close_code

    assert run_apart(attack()) == 1009


def wire_holds(place):
    assert wire.kind(wire.request("council")) == "rerun_script"
    assert wire.kind(b"\xff\xff") is None
    early = ForwardMsg(script_finished=ForwardMsg.FINISHED_EARLY_FOR_RERUN)
    assert not wire.has_finished(early.SerializeToString())

    async def drawn():
        async with place.socket() as socket:
            await socket.send(wire.request("council"))
            return [wire.has_finished(await socket.recv()) for _ in range(3)]

    assert run_apart(drawn()) == [False] * 3


def warm_holds(place):
    assert re.search(r"Every page was opened in \d", place.said())


def one_trace_holds(_place):
    assert "Uncaught app execution" in inspect.getsource(streamlit.error_util)


@pytest.mark.parametrize("touch", toolkit.TOUCHES)
def test_this_lean_on_the_toolkit_holds(place, touch):
    globals()[touch.replace("-", "_") + "_holds"](place)


def test_a_touch_that_nobody_listed_is_an_error():
    with pytest.raises(KeyError):
        toolkit.does("no such touch")


def test_without_any_of_them_a_page_still_opens(real_database, tmp_path):
    without = {"CSA_WITHOUT": ",".join(toolkit.TOUCHES)}
    with attacks.dashboard(real_database, tmp_path, **without) as place:
        assert run_apart(attacks.comes(place)) == "Slough"
        assert "Every page was opened" not in place.said()
        page = run_apart(attacks.sent(place, attacks.GET % b"/council")).decode()
        assert 'fetchpriority="low"' not in page
