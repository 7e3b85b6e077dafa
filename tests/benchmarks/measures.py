"""How a page is measured: when the map is drawn, what crossed the wire, what the server used.

The fact a newcomer gets wrong: "drawn" is asked of the page itself, once each frame, by reading the
inks of the outlines. No message from the server and no event of a library says that it is so.
"""

import contextlib
import itertools
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import serving
from benchmarks.wire import Wire

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    # Nothing but this machine can be reached: a way that asks another host fails here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
INKS = {
    "ours": """[...(document.querySelector('council-explorer')?.shadowRoot
        ?.querySelectorAll('svg.main path[data-code]') ?? [])]
      .map(path => path.getAttribute('fill') + path.getAttribute('class'))""",
    "plotly": """[...document.querySelectorAll('.choroplethlayer path')]
      .map(path => path.getAttribute('fill'))""",
    "svg": "[...document.querySelectorAll('svg path')].map(path => path.getAttribute('fill'))",
    "page": "[]",
}
# Whether the map answers: of ours, that a pointer on a council brings up its figure. The others
# answer as soon as they are drawn.
ANSWERS = {
    "ours": """(() => {
      const root = document.querySelector('council-explorer[answering]')?.shadowRoot;
      const path = root?.querySelector('svg.main path[data-code]');
      if (!path) return false;
      const about = { bubbles: true, composed: true, clientX: 300, clientY: 400 };
      path.dispatchEvent(new PointerEvent('pointermove', about));
      const said = root.querySelector('.tip:not([hidden])')?.textContent ?? '';
      path.ownerSVGElement.dispatchEvent(new PointerEvent('pointerleave', about));
      return /[0-9]/.test(said);
    })()"""
}
# Written into each page before its own scripts. Times are ms since the address was asked for. A way
# may draw twice (an old map anew, then the new one), so the last change of inks counts.
WATCH = """
const attach = Element.prototype.attachShadow;  // a closed root can be looked into as well
Element.prototype.attachShadow = function (how) {
  return attach.call(this, { ...how, mode: "open" });
};
const inks = () => {
  const all = %s;
  return all.length < 140 || all.includes(null) ? "" : all.join();
};
let shown = "";
const look = () => {
  const now = inks();
  if (now && !window.answers && %s)
    requestAnimationFrame(() => { window.answers ??= performance.now(); });
  if (now && now !== shown) {
    shown = now;
    requestAnimationFrame(() => {  // the frame after: it is on the screen
      window.firstMap ??= performance.now();
      window.lastInks = performance.now();
    });
  }
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });
addEventListener("keydown", () => { window.begun ??= performance.now(); }, true);
new MutationObserver(() => { window.lastChange = performance.now(); })
  .observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
"""


class Way(NamedTuple):
    """A way to serve the map: server, path, the year's control, and whose outlines to look at."""

    serve: Callable
    path: str
    control: str
    kind: str


@contextlib.contextmanager
def chromium(playwright) -> Iterator:
    found = filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    browser = playwright.chromium.launch(executable_path=next(found, None), args=ARGUMENTS)
    yield browser
    browser.close()


class Page:
    """One reader with an empty cache, who may come again with a full one."""

    def __init__(self, browser, way: Way, wire: Wire, pid: int):
        self.way, self.wire, self.pid = way, wire, pid
        self.context = browser.new_context(viewport={"width": 1280, "height": 1000})
        self.context.add_init_script(WATCH % (INKS[way.kind], ANSWERS.get(way.kind, "true")))

    def close(self) -> None:
        self.context.close()

    def open(self) -> None:
        """Load the page and wait until nothing of it changes any more."""
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.bring_to_front()
        self.wire.bytes = 0
        self.page.goto(self.wire.address + self.way.path)
        self.page.locator(self.way.control).first.wait_for(state="attached")
        self._rest()

    def _rest(self, quiet: int = 400) -> None:
        self.page.wait_for_function(
            f"performance.now() - (window.lastChange ?? 0) > {quiet}", polling=50
        )

    def first_map(self, again: bool = False) -> tuple[float, float, float]:
        """ms from the address to the drawn map and to one that answers, and KB.

        `again` is with what the browser kept.
        """
        if again:
            self.page.close()
        self.open()
        self.page.wait_for_function("window.firstMap && window.answers", polling=50)
        self._rest()
        drawn, answers = self.page.evaluate("[window.firstMap, window.answers]")
        return drawn, answers, self.wire.bytes / 1024

    def changes(self, times: int) -> tuple[float, float, float]:
        """Medians of a change of year: ms from key to drawn, KB, ms of the server's CPU."""
        control = self.page.locator(self.way.control).first
        control.focus()
        taken, sizes = [], []
        self._change(control)  # the first may fetch code that the others need not
        with self._used() as cpu:
            for _ in range(times):
                taken_ms, size = self._change(control)
                taken.append(taken_ms)
                sizes.append(size)
        return statistics.median(taken), statistics.median(sizes), cpu[0] / times

    @contextlib.contextmanager
    def _used(self) -> Iterator[list[float]]:
        """ms of the server's CPU in the block, without what it uses when nothing is asked of it."""
        used = []
        marks = [(time.perf_counter(), serving.cpu_seconds(self.pid))]
        self.page.wait_for_timeout(2000)
        marks.append((time.perf_counter(), serving.cpu_seconds(self.pid)))
        yield used
        marks.append((time.perf_counter(), serving.cpu_seconds(self.pid)))
        (idle, idle_cpu), (busy, busy_cpu) = (
            (after[0] - before[0], after[1] - before[1])
            for before, after in itertools.pairwise(marks)
        )
        used.append(1000 * (busy_cpu - idle_cpu / idle * busy))

    def _change(self, control) -> tuple[float, float]:
        self.wire.bytes = 0
        self.page.evaluate("window.begun = null")
        control.press("ArrowLeft")
        self.page.wait_for_function("window.lastInks > window.begun", polling=20)
        # Who tells a server of it does so once the control has rested.
        self.page.wait_for_timeout(500)
        self._rest()
        return self.page.evaluate("window.lastInks - window.begun"), self.wire.bytes / 1024

    def settles(self, keys: list[str]) -> tuple[float, float, float]:
        """After these keys: ms to the last change of the page, KB, ms of the server's CPU."""
        self.page.locator(self.way.control).first.focus()
        self._rest()
        with self._used() as cpu:
            self.wire.bytes = 0
            self.page.evaluate("window.begun = null")
            for key in keys:
                self.page.keyboard.press(key)
            # Our own year control tells the server once it has rested.
            self.page.wait_for_timeout(1000)
            self._rest(700)
        taken = self.page.evaluate("window.lastChange - window.begun")
        return taken, self.wire.bytes / 1024, cpu[0]
