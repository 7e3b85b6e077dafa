"""Attacks over the websocket: from another site, too large, too many, too fast, and unread."""

import asyncio
import contextlib
import math
import time
from itertools import cycle
from urllib.parse import parse_qs

import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import attacks
from benchmarks.reader import run_apart
from dashboard.delivery.door import limits, wire

FOREIGN = ("https://elsewhere.example", "http://127.0.0.1:1", "null", "http://", "file:///x", "~")


def message(of_bytes: int = 0, page: str = "council") -> bytes:
    """What a browser asks first, with an address as long as it takes."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    asked.rerun_script.query_string = "council=slough&x=" + "x" * of_bytes
    asked.rerun_script.context_info.url = "http://127.0.0.1/" + page
    return asked.SerializeToString()


async def refused(place, **how) -> int:
    """The status that a websocket is refused with; 101 if it is opened."""
    try:
        async with place.socket(**how):
            return 101
    except websockets.InvalidStatus as answer:
        return answer.response.status_code


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_socket_from_another_site_is_refused_at_once(place, origin):
    began = time.monotonic()
    assert run_apart(refused(place, origin=origin)) == 403
    assert time.monotonic() - began < 2


def test_the_sites_own_socket_and_one_without_an_origin_are_opened(place):
    assert run_apart(refused(place)) == 101
    assert run_apart(refused(place, origin=None)) == 101


def test_sockets_and_requests_from_other_sites_hold_nobody_up(place):
    async def attack(place):
        for _ in range(10):
            await asyncio.gather(*(refused(place, origin=each) for each in FOREIGN))
            for path in ("/_stcore/health", "/_stcore/host-config", "/healthz"):
                asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://a.example\r\n"
                answer = await attacks.sent(place, asked.encode() + b"Connection: close\r\n\r\n")
                assert b" 200 " in answer.splitlines()[0]
                assert b"a.example" not in answer

    attacks.bears(place, attack)


@pytest.mark.parametrize("frames", [1, 20], ids=["whole", "in parts"])
def test_a_large_message_closes_its_socket_and_is_not_kept(place, frames):
    large = message(16_000_000)

    async def attack(place):
        for _ in range(4):
            async with place.socket() as socket:
                size = len(large) // frames + 1
                parts = [large[at : at + size] for at in range(0, len(large), size)]
                with pytest.raises(websockets.ConnectionClosed):
                    await socket.send(parts if frames > 1 else large)
                    while True:
                        await socket.recv()
                assert socket.close_code in (1009, 1006)

    attacks.bears(place, attack)


def test_a_small_message_that_unpacks_to_a_large_one_is_not_unpacked(place):
    async def attack(place):
        for _ in range(5):
            async with place.socket(compression="deflate") as socket:
                assert socket.protocol.extensions, "nothing would be packed"
                with contextlib.suppress(websockets.ConnectionClosed):
                    await socket.send(bytes(12_000_000))
                    while True:
                        await socket.recv()
                assert socket.close_code in (1009, 1006)

    attacks.bears(place, attack)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (message(64_000), 1009),  # just too large
        ("text", 1003),
        *((content, 1002) for content in (b"\xff" * 500, b"\x08", b"[" * 60_000)),
    ],
    ids=["too large", "text", "junk", "cut off", "brackets"],
)
def test_what_is_no_message_of_ours_closes_its_socket_with_why_and_logs_no_fault(
    place, content, code
):
    async def attack():
        async with place.socket() as socket:
            await socket.send(content)
            with contextlib.suppress(websockets.ConnectionClosed):
                while True:
                    await socket.recv()
            return socket.close_code

    assert run_apart(attack()) == code
    assert "Traceback" not in place.said()


def test_what_none_of_our_pages_asks_is_not_answered(place):
    """What git says of the folder, the end of the process, a place for files: by any anonymous."""
    kinds = {each.name for each in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields} - wire.ASKED
    assert {"load_git_info", "clear_cache", "debug_shutdown_runtime", "file_urls_request"} <= kinds

    async def attack(place):
        for kind in kinds:
            asked = BackMsg()
            if asked.DESCRIPTOR.fields_by_name[kind].message_type is None:
                setattr(asked, kind, True)
            else:
                getattr(asked, kind).SetInParent()
            async with place.socket() as socket:
                for _ in range(50):
                    await socket.send(asked.SerializeToString())
                await socket.send(message())
                first = ForwardMsg.FromString(await socket.recv()).WhichOneof("type")
                assert first == "new_session", kind  # the answer to the page alone

    attacks.bears(place, attack)
    assert "debug" not in place.said() and "shut down" not in place.said()


@pytest.mark.parametrize("page", ["data", "compare"])
def test_an_address_that_names_thousands_of_choices_holds_nobody_up(place, page):
    """Each message may name thirty thousand of one control, or a few of ten thousand controls."""
    numbers = [f"{n:x}" for n in range(8_000)]
    queries = [
        "councils=" + ",".join(numbers),
        "columns=" + ",".join(numbers),
        "councils=" + "a," * 28_000,
        "&".join(f"{each}={each}" for each in numbers[:5_000]),
        "threshold=" + "9" * 56_000,
        "councils=" + "-" * 56_000,
        "councils=" + "%E2%80%AE" * 6_000,
        "data=" + "%5B" * 18_000,
    ]

    async def attack(place):
        for query in queries:
            asked = BackMsg()
            asked.rerun_script.page_name = page
            asked.rerun_script.query_string = query
            async with place.socket() as socket:
                await socket.send(asked.SerializeToString())
                async with asyncio.timeout(60):
                    while not wire.has_finished(await socket.recv()):
                        pass

    attacks.bears(place, attack)


BEAT = BackMsg(app_heartbeat=True).SerializeToString()


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        (BEAT, {1008}),
        # Where the answers take longer than the limit, nobody is too fast. The server's question
        # whether one is there then waits behind the flood, and the socket ends with that.
        (message(), {1008, 1011}),
    ],
    ids=["beats", "pages"],
)
def test_a_flood_of_messages_waits_and_is_then_let_go(place, asked, codes):
    """Ten a second and sixty at once are answered; who goes on for five seconds is closed."""
    told = {}

    async def attack(place):
        began = time.monotonic()
        async with place.socket() as socket:

            async def listen():
                with contextlib.suppress(websockets.ConnectionClosed):
                    while True:
                        await socket.recv()

            listening = asyncio.create_task(listen())
            with contextlib.suppress(websockets.ConnectionClosed):
                for _ in range(5_000):
                    await socket.send(asked)
            await listening
            told["code"], told["seconds"] = socket.close_code, time.monotonic() - began

    attacks.bears(place, attack)
    assert told["code"] in codes
    assert told["seconds"] > 3


def test_who_goes_on_too_fast_is_known_for_it_though_we_are_slow_at_times():
    """Ten a second: each of these asks as soon as it may; every other time we take longer."""
    now = 0.0
    budget = limits.Budget(10, 60, lambda: now)
    slow = cycle((0.0, 0.15))
    while budget.waited <= 5:
        now += budget.wait() + next(slow)
        assert now < 60, "a flood is never seen"
    assert now > 5
    now += 6  # a pause as long as it takes to fill
    assert budget.wait() == budget.waited == 0


def test_who_asks_as_often_as_is_allowed_never_waits():
    now = 0.0
    budget = limits.Budget(10, 60, lambda: now)
    for number in range(6_000):
        now += 6.0 if number % 60 == 0 else 0.0
        assert budget.wait() == budget.waited == 0


def test_sockets_beyond_the_limit_are_refused_and_the_reader_stays(place):
    limit = int(attacks.LIMITS["CSA_SOCKETS_AN_ADDRESS"])
    told = {}

    async def attack(place):
        async with contextlib.AsyncExitStack() as stack:
            opened = 0
            with contextlib.suppress(websockets.InvalidStatus):
                for _ in range(limit + 5):
                    await stack.enter_async_context(place.socket())
                    opened += 1
            told["opened"] = opened
            told["then"] = [await refused(place) for _ in range(20)]
            # From another address there is room, until there is none in all.
            told["other"] = await refused(place, local_addr=("127.0.0.2", 0))

    attacks.bears(place, attack)
    assert told["opened"] == limit - 1  # the honest reader is the first
    assert set(told["then"]) == {429}
    assert told["other"] == 101


def test_when_all_places_are_taken_pages_say_so_calmly_and_where_else_to_look(place):
    async def attack():
        async with contextlib.AsyncExitStack() as stack:
            addresses = [f"127.0.0.{n}" for n in (2, 3, 4)]
            with contextlib.suppress(websockets.InvalidStatus):
                for n in range(60):
                    local = (addresses[n % 3], 0)
                    await stack.enter_async_context(place.socket(local_addr=local))
            asked = b"GET /council HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
            return await attacks.sent(place, asked), await attacks.sent(
                place, asked.replace(b"/council", b"/healthz")
            )

    page, health = run_apart(attack())
    head, _, body = page.partition(b"\r\n\r\n")
    assert b" 503 " in head.splitlines()[0] and b"retry-after: 30" in head.lower()
    assert b'href="./site/"' in body and b"Nothing is lost" in body
    assert b" 200 " in health.splitlines()[0], "it is full, not ill"
    run_apart(opens_again(place))


async def opens_again(place):
    async with asyncio.timeout(10):
        while await refused(place) != 101:
            await asyncio.sleep(0.1)


def test_who_does_not_read_the_answers_is_not_answered_more(place):
    async def attack(place):
        async with contextlib.AsyncExitStack() as stack:
            opened = [await stack.enter_async_context(place.socket()) for _ in range(5)]
            for socket in opened:
                socket.transport.pause_reading()
            for _ in range(50):
                for socket in opened:
                    with contextlib.suppress(TimeoutError, websockets.ConnectionClosed):
                        await asyncio.wait_for(socket.send(message()), 0.02)
                await asyncio.sleep(0.02)
            for socket in opened:
                socket.transport.abort()

    attacks.bears(place, attack)


def test_a_number_that_no_slider_sends_is_moved_to_one_of_its_steps(place):
    """By the address and by a message: what is kept for all is named by it."""

    async def answered(socket, asked: BackMsg):
        await socket.send(asked.SerializeToString())
        slider, address = None, ""
        async with asyncio.timeout(60):
            while True:
                said = ForwardMsg.FromString(await socket.recv())
                kind = said.WhichOneof("type")
                if said.delta.new_element.slider.label.startswith("Very low"):
                    slider = said.delta.new_element.slider
                elif kind == "page_info_changed":
                    address = said.page_info_changed.query_string
                elif kind == "script_finished" and said.script_finished != wire.NOT_YET:
                    return slider, address

    async def ask(number: float):
        async with place.socket() as socket:
            asked = BackMsg()
            asked.rerun_script.page_name = "council"
            asked.rerun_script.query_string = "council=slough&threshold=0.1371"
            slider, _ = await answered(socket, asked)
            state = asked.rerun_script.widget_states.widgets.add(id=slider.id)
            state.double_array_value.data.append(number)
            return slider, (await answered(socket, asked))[1]

    steps = [f"{n / 20:g}" for n in range(1, 21)]
    for number in (0.4444, 0.051, 71.3, -1, math.nan):
        slider, address = run_apart(ask(number))
        assert (list(slider.value), slider.set_value) == ([pytest.approx(0.15)], True)
        (chosen,) = parse_qs(address)["threshold"]
        assert chosen in steps and (number != 0.4444 or chosen == "0.45"), number


def test_a_reader_can_still_come_after_all_of_it(place):
    assert run_apart(attacks.comes(place)) == "Slough"
