"""How fast the map is, beside the same map served in other ways, in one run: `make bench`.

    python tests/benchmarks/map_speed.py [--quick] [--full] [--part NAME ...]

The fact a newcomer gets wrong: the machine is noisy, so a number means little alone. Every way is
measured in turn in each round, medians are taken over the rounds, and the goals are ratios within
the run. The load of the machine stands beside each row.
"""

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
for folder in (HERE.parent, HERE.parents[1]):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

import serving  # noqa: E402
from benchmarks import rivals  # noqa: E402
from benchmarks.measures import Page, Way, chromium  # noqa: E402
from benchmarks.rivals import grown, still  # noqa: E402
from benchmarks.wire import Wire  # noqa: E402

RIVALS = HERE / "rivals"


@contextlib.contextmanager
def running(command: list[str], address: str, folder: Path, **environment) -> Iterator[int]:
    """A server until the block ends; its process."""
    with serving.started(
        command,
        address,
        folder / "log",
        subprocess.Popen.kill,
        cwd=folder,
        env=os.environ | environment,
    ) as server:
        yield server.pid


def python(*arguments: object) -> list[str]:
    return [sys.executable, *map(str, arguments)]


@contextlib.contextmanager
def dashboard(folder: Path) -> Iterator[tuple[str, int]]:
    port = serving.free_port()
    with serving.replica(port, folder / "log", CSA_DATABASE=str(rivals.database())) as server:
        yield f"http://127.0.0.1:{port}", server.pid


@contextlib.contextmanager
def plain(folder: Path) -> Iterator[tuple[str, int]]:
    (folder / "static").mkdir()
    (folder / "static" / rivals.WORLD_FILE).write_text(rivals.NO_WORLD)
    script = folder / "plain.py"  # static files are looked for beside the script
    script.write_text(f"import runpy\nrunpy.run_path({str(RIVALS / 'plain.py')!r})\n")
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    command = python(
        "-m",
        "streamlit",
        "run",
        script,
        f"--server.port={port}",
        "--server.headless=true",
        "--browser.gatherUsageStats=false",
        "--server.enableStaticServing=true",
    )
    with running(command, f"{address}/_stcore/health", folder) as pid:
        yield address, pid


@contextlib.contextmanager
def dash(folder: Path, how: str = "whole") -> Iterator[tuple[str, int]]:
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    (folder / "assets").mkdir()
    command = python(RIVALS / "dash_map.py", port, folder / "assets", how)
    with running(command, address, folder) as pid:
        yield address, pid


@contextlib.contextmanager
def served(folder: Path, write: Callable[[Path], None]) -> Iterator[tuple[str, int]]:
    """A folder of files that `write` writes, by the plainest server of files there is."""
    write(folder)
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    command = python("-m", "http.server", port, "--bind", "127.0.0.1", "--directory", folder)
    with running(command, address, folder) as pid:
        yield address, pid


STREAMLIT, OWN, PLAIN_INPUT, RADIX = (
    "[data-testid=stSlider] input[type=range]",
    ".years input:not([hidden])",
    "input[type=range]",
    "[role=slider]",
)
files = partial(served, write=still.write)
PAGE, STATIC = "(a) this page", "    its static edition"
PLOTLY, SVG = "(c) static Plotly page", "    static SVG page"
DASH, PATCH = "(d) Dash, whole figure", "    Dash, patch"
WAYS = {
    PAGE: Way(dashboard, "/", OWN, "ours"),
    STATIC: Way(partial(served, write=grown.write), "/index.html", OWN, "ours"),
    PLOTLY: Way(files, "/plotly.html", PLAIN_INPUT, "plotly"),
    SVG: Way(files, "/svg.html", PLAIN_INPUT, "svg"),
    DASH: Way(dash, "/", RADIX, "plotly"),
}
# What only `make bench-full` measures as well.
MORE_WAYS = {
    "(b) plain: Plotly inline": Way(plain, "/", STREAMLIT, "plotly"),
    PATCH: Way(partial(dash, how="patch"), "/", RADIX, "plotly"),
}
TODAY = "today"
GROWN = {
    name: Way(
        partial(served, write=partial(grown.write, years=years, cut=cut)),
        "/index.html",
        OWN,
        "ours",
    )
    for name, years, cut in (
        (TODAY, 1, False),
        ("10 x the years", 10, False),
        ("each council in two", 1, True),
    )
}


class Row(NamedTuple):
    """Medians of one way. Times in ms, sizes in KB, memory in MB."""

    first_cold: float
    answers_cold: float
    kb_cold: float
    first_warm: float
    answers_warm: float
    kb_warm: float
    change: float
    kb_change: float
    cpu: float
    shift: float
    session: float
    load: float


def measured(
    browser, ways: dict[str, Way], rounds: int, changes: int, sessions: int
) -> dict[str, Row]:
    """Each way in turn, as often as there are rounds; servers run all the while, idle."""
    found: dict[str, list[tuple]] = {name: [] for name in ways}
    memory: dict[str, float] = {}
    with contextlib.ExitStack() as stack:
        temporary = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers, shared = {}, {}
        for number, (name, way) in enumerate(ways.items()):
            if way.serve not in shared:  # two ways may be two pages of one server
                (folder := temporary / str(number)).mkdir()
                address, pid = stack.enter_context(way.serve(folder))
                shared[way.serve] = Wire(address), pid
            servers[name] = shared[way.serve]
            # The server warm, each year asked for once: what is measured is what many readers meet.
            page = Page(browser, way, *servers[name])
            page.first_map()
            page.changes(changes)
            page.close()
        for _ in range(rounds):
            for name, way in ways.items():
                page = Page(browser, way, *servers[name])
                cold = page.first_map()
                warm = page.first_map(again=True)
                change, kb_change, cpu = page.changes(changes)
                shift = page.page.evaluate("window.shifted")
                page.close()
                load = os.getloadavg()[0]
                found[name].append((*cold, *warm, change, kb_change, cpu, shift, load))
        for name, way in ways.items():
            memory[name] = sessions_mb(browser, way, *servers[name], sessions) if sessions else 0
    rows = {}
    for name, all_rounds in found.items():
        *middle, load = (statistics.median(column) for column in zip(*all_rounds, strict=True))
        rows[name] = Row(*middle, memory[name], load)
    return rows


def sessions_mb(browser, way: Way, wire: Wire, pid: int, sessions: int) -> float:
    """Memory that one more reader takes, from `sessions` that stay."""
    before = serving.memory_mb(pid)
    pages = [Page(browser, way, wire, pid) for _ in range(sessions)]
    for page in pages:
        page.first_map()
    taken = (serving.memory_mb(pid) - before) / sessions
    for page in pages:
        page.close()
    return taken


HEAD = (
    "",
    "first map: cold",
    "it answers",
    "",
    "warm",
    "it answers",
    "",
    "change of year",
    "",
    "server CPU",
    "shift",
    "a session",
    "load",
)
UNITS = ("", "ms", "ms", "KB", "ms", "ms", "KB", "ms", "KB", "ms", "", "MB", "")


def show(rows: dict[str, Row]) -> None:
    widest = max(map(len, rows))
    for words in (HEAD, UNITS):
        print(words[0].ljust(widest), *(f"{w:>15}" for w in words[1:]))
    for name, row in rows.items():
        places = (0, 0, 0, 0, 0, 0, 1, 1, 1, 3, 1, 1)
        cells = (f"{v:15,.{p}f}" for v, p in zip(row, places, strict=True))
        print(name.ljust(widest), *cells)


def goals(rows: dict[str, Row]) -> None:
    """Each goal of the run, its figure, and whether it is met."""
    ours, static, plotly, svg, rival = (rows[n] for n in (PAGE, STATIC, PLOTLY, SVG, DASH))
    checked = [
        ("first map / Dash", ours.first_cold / rival.first_cold, 0.3),
        ("first map that answers / Dash", ours.answers_cold / rival.first_cold, 0.3),
        ("first map that answers / static Plotly", ours.answers_cold / plotly.first_cold, 1.0),
        ("static edition answers / static SVG", static.answers_cold / svg.first_cold, 2.0),
        ("change / Dash, whole figure", ours.change / rival.change, 0.7),
        ("change / static Plotly", ours.change / plotly.change, 1.2),
        ("change / static SVG", ours.change / svg.change, 1.2),
        ("KB a change", ours.kb_change, 0.5),
        ("server CPU ms a change", ours.cpu, 1.0),
        ("layout shift", ours.shift, 0.05),
        ("layout shift, static edition", static.shift, 0.05),
    ]
    if PATCH in rows:
        checked.append(("change / Dash, patch", ours.change / rows[PATCH].change, 0.7))
    print("\nGoals of (a)")
    for words, value, most in checked:
        print(f"  {words:<40}{value:8.2f}  at most {most:<5}{'met' if value <= most else 'MISSED'}")


# The heaviest thing a reader does on each view: address, control, key.
HEAVIEST = {
    "map": ("/", OWN, "ArrowLeft"),
    "council": ("/council?council=slough", STREAMLIT, "ArrowLeft"),
    "compare": ("/compare?group=neighbours&council=slough", STREAMLIT, "ArrowLeft"),
    "trends": ("/trends", "[role=radiogroup] [aria-checked=true]", "ArrowRight Space"),
    "prevalence": ("/prevalence", STREAMLIT, "ArrowLeft"),
    "data": ("/data", "input[type=radio]:checked", "ArrowDown"),
}


def views(browser, rounds: int) -> None:
    """Every view's heaviest interaction, until the last of the page has changed."""
    print("\nThe heaviest interaction of each view, to the last change of the page")
    found: dict[str, list[tuple]] = {name: [] for name in HEAVIEST}
    with tempfile.TemporaryDirectory() as folder, dashboard(Path(folder)) as (address, pid):
        wire = Wire(address)
        for turn in range(rounds + 1):
            for name, (path, control, keys) in HEAVIEST.items():
                page = Page(browser, Way(dashboard, path, control, "page"), wire, pid)
                page.open()
                result = page.settles(keys.split())
                page.close()
                if turn:  # the first warms the server
                    found[name].append(result)
    base = None
    for name, results in found.items():
        ms, kb, cpu = (statistics.median(column) for column in zip(*results, strict=True))
        base = base or ms
        print(
            f"  {name:<12}{ms:8.0f} ms {ms / base:6.2f} x the map's {kb:8.1f} KB"
            f" {cpu:8.1f} ms of server CPU"
        )


def growth(browser, rounds: int, changes: int) -> None:
    print("\nCost of growth (the static edition; each outline cut in two makes 306)")
    rows = measured(browser, GROWN, rounds, changes, 0)
    show(rows)
    for name, row in rows.items():
        if name != TODAY:
            times = row.change / rows[TODAY].change
            said = "met" if times <= 1.3 else "MISSED"
            print(f"  {name:<38}{times:6.2f} x the change of year, at most 1.3  {said}")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--quick", action="store_true", help="one round")
    asked.add_argument("--full", action="store_true", help="more ways, every view, and memory")
    asked.add_argument("--part", choices=("ways", "views", "growth"), nargs="*")
    chosen = asked.parse_args()
    parts = chosen.part or ["ways", "growth", *(["views"] if chosen.full else [])]
    rounds, changes = (1, 2) if chosen.quick else (3, 5) if chosen.full else (3, 3)
    ways = WAYS | MORE_WAYS if chosen.full else WAYS
    print(f"Load of the machine at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with sync_playwright() as playwright, chromium(playwright) as browser:
        steps: dict[str, Callable[[], None]] = {
            "ways": lambda: _ways(browser, ways, rounds, changes, 3 if chosen.full else 0),
            "views": lambda: views(browser, rounds),
            "growth": lambda: growth(browser, rounds if chosen.full else 1, changes),
        }
        for part in parts:
            steps[part]()
    print(f"\nLoad of the machine at the end: {os.getloadavg()[0]:.1f}")


def _ways(browser, ways: dict[str, Way], rounds: int, changes: int, sessions: int) -> None:
    rows = measured(browser, ways, rounds, changes, sessions)
    show(rows)
    goals(rows)


if __name__ == "__main__":
    main()
