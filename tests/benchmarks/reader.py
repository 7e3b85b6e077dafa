"""A reader without a browser, who speaks Streamlit's websocket protocol and changes the year.

The fact a newcomer gets wrong: a request is answered by many messages. A change of year is over
when the server says that the script has finished, and it counts only if the address then names
the year asked for: an answer that says nothing of the year would be quick and worthless.
"""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

PATIENCE = 60  # seconds; whoever waits longer has left
FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
# A browser names the large messages of the last runs that it still has, and is not sent them anew.
RUNS_KEPT = 2


class Failed(Exception):
    """The page did not come, or not as asked."""


class Reader:
    """One session on one page. Not for use by two tasks at once.

    `query` is the address as the server last set it, which a browser would show. `cookies` are
    kept as a browser keeps them, so that a proxy may know its reader again. `received` counts
    bytes of messages; `title` and `year_shown` are the last heading and year slider sent.
    """

    def __init__(self, address: str, page: str = "", query: str = ""):
        self.address = address.rstrip("/")
        self.page = page
        self.query = query
        self.cookies: dict[str, str] = {}
        self.received = 0
        self.title = self.year_shown = ""
        self._socket = None
        self._widgets: dict[str, WidgetState] = {}
        self._year_control: tuple[str, str] | None = None  # widget's name, fragment
        self._kept: dict[str, int] = {}
        self._run = 0
        self._script = ""

    async def open(self) -> float:
        """Fetch the page's HTML, connect and see the page drawn; seconds from connecting on."""
        if not self.cookies:
            await self._fetch_html()
        return await self.connect()

    async def connect(self) -> float:
        """Connect with the cookies and address at hand, as a browser does that was cut off."""
        headers = {"Origin": self.address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        start = time.perf_counter()
        self._socket = await websockets.connect(
            "ws" + self.address.removeprefix("http") + "/_stcore/stream",
            subprotocols=["streamlit"],
            additional_headers=headers,
            max_size=None,
            open_timeout=PATIENCE,
        )
        self._kept.clear()
        self.title = self.year_shown = ""
        await self._ask()
        return time.perf_counter() - start

    async def change_year(self, year: int) -> float:
        """Choose a year as the page's own control does; seconds until it is drawn."""
        if self._year_control is None:
            raise Failed(f"the page {self.page!r} has no control of the year")
        name, fragment = self._year_control
        start = time.perf_counter()
        self._widgets[name] = WidgetState(id=name)
        self._widgets[name].string_array_value.data.append(str(year))
        await self._ask(fragment)
        taken = time.perf_counter() - start
        shown = parse_qs(self.query).get("year")
        if shown != [str(year)]:
            raise Failed(f"asked for {year}, the address says {self.query!r}")
        return taken

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()

    async def wait_cut_off(self) -> None:
        """Return when the server is gone."""
        await self._socket.wait_closed()

    async def _fetch_html(self) -> None:
        to = urlsplit(self.address)
        incoming, outgoing = await asyncio.open_connection(to.hostname, to.port)
        outgoing.write(
            f"GET /{self.page} HTTP/1.1\r\nHost: {to.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = (await asyncio.wait_for(incoming.read(), PATIENCE)).decode()
        outgoing.close()
        head, _, body = answer.partition("\r\n\r\n")
        if " 200 " not in head.splitlines()[0] or "<html" not in body:
            raise Failed(head.splitlines()[0])
        for line in head.splitlines():
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                self.cookies |= {k: v.value for k, v in SimpleCookie(value).items()}

    async def _ask(self, fragment: str = "") -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_name = self.page
        asked.page_script_hash = self._script  # without it the page would count as a new one
        asked.fragment_id = fragment
        asked.widget_states.widgets.extend(self._widgets.values())
        asked.cached_message_hashes.extend(self._kept)
        asked.context_info.url = f"{self.address}/{self.page}"
        asked.context_info.color_scheme = "light"
        await self._socket.send(message.SerializeToString())
        self._run += 1
        async with asyncio.timeout(PATIENCE):
            while not self._take(await self._socket.recv()):
                pass
        self._kept = {k: run for k, run in self._kept.items() if self._run - run < RUNS_KEPT}

    def _take(self, packed: bytes) -> bool:
        """Note what the message says; true when the script has finished."""
        self.received += len(packed)
        message = ForwardMsg.FromString(packed)
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self._kept[message.hash] = self._run
        if kind == "ref_hash":
            self._kept[message.ref_hash] = self._run
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note(message.delta.new_element, message.delta.fragment_id)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return False  # a control named the parts to draw: they come now
            if message.script_finished not in FINISHED:
                raise Failed(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
            return True
        return False

    def _note(self, element, fragment: str) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise Failed(f"the page shows an error: {element.exception.message}")
        if kind == "slider" and element.slider.id.endswith("-year"):
            self._year_control = (element.slider.id, fragment)
            if element.slider.raw_value:
                self.year_shown = element.slider.raw_value[0]
        elif kind == "heading" and element.heading.tag == "h1":
            self.title = element.heading.body


def run_apart(work):
    """Run a coroutine to its end in a thread of its own: this one may hold a browser's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
