"""How fast the map is, beside the same map served in other ways, in one run: `make bench`.

    python tests/benchmarks/map_speed.py [--quick] [--only NAME ...]

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
if str(HERE.parent) not in sys.path:
    sys.path.insert(0, str(HERE.parent))

import serving  # noqa: E402
from benchmarks import rivals  # noqa: E402
from benchmarks.measures import Page, Way, chromium  # noqa: E402
from benchmarks.rivals import still  # noqa: E402
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
def alone(folder: Path, **grown: str) -> Iterator[tuple[str, int]]:
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    with running(python(RIVALS / "ours.py", port), f"{address}/healthz", folder, **grown) as pid:
        yield address, pid


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
def files(folder: Path) -> Iterator[tuple[str, int]]:
    still.write(folder)
    address = f"http://127.0.0.1:{(port := serving.free_port())}"
    command = python("-m", "http.server", port, "--bind", "127.0.0.1", "--directory", folder)
    with running(command, address, folder) as pid:
        yield address, pid


STREAMLIT, OWN, PLAIN_INPUT, RADIX = (
    "[data-testid=stSlider] input[type=range]",
    ".years input",
    "input[type=range]",
    "[role=slider]",
)
WAYS = {
    "(a) this map page": Way(dashboard, "/map", OWN, "ours"),
    "    this England page": Way(dashboard, "/", STREAMLIT, "ours"),
    "    our map alone, year on it": Way(alone, "/?own", OWN, "ours"),
    "    our map alone, year by server": Way(alone, "/", STREAMLIT, "ours"),
    "(b) plain: Plotly inline": Way(plain, "/", STREAMLIT, "plotly"),
    "(c) static Plotly page": Way(files, "/plotly.html", PLAIN_INPUT, "plotly"),
    "    static SVG page": Way(files, "/svg.html", PLAIN_INPUT, "svg"),
    "(d) Dash, whole figure": Way(dash, "/", RADIX, "plotly"),
    "    Dash, patch": Way(partial(dash, how="patch"), "/", RADIX, "plotly"),
}
SIZES = {
    (years, shapes): partial(alone, GROW_YEARS=str(years), GROW_SHAPES=str(shapes))
    for years, shapes in ((1, 1), (10, 1), (1, 2), (10, 2))
}
GROWN = {
    f"{years} x years, {shapes} x shapes, {where}": Way(serve, path, control, "ours")
    for where, path, control in (("year on it", "/?own", OWN), ("year by server", "/", STREAMLIT))
    for (years, shapes), serve in SIZES.items()
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
                page.close()
                found[name].append((*cold, *warm, change, kb_change, cpu, os.getloadavg()[0]))
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
    "a session",
    "load",
)
UNITS = ("", "ms", "ms", "KB", "ms", "ms", "KB", "ms", "KB", "ms", "MB", "")


def show(rows: dict[str, Row]) -> None:
    widest = max(map(len, rows))
    for words in (HEAD, UNITS):
        print(words[0].ljust(widest), *(f"{w:>15}" for w in words[1:]))
    for name, row in rows.items():
        places = (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1)
        cells = (f"{v:15,.{p}f}" for v, p in zip(row, places, strict=True))
        print(name.ljust(widest), *cells)


def goals(rows: dict[str, Row]) -> None:
    """Each goal of the run, its figure, and whether it is met."""
    ours, still_, svg = (
        rows[n] for n in ("(a) this map page", "(c) static Plotly page", "    static SVG page")
    )
    rival, patch = rows["(d) Dash, whole figure"], rows["    Dash, patch"]
    checked = [
        ("first map / Dash", ours.first_cold / rival.first_cold, 0.6),
        ("first map / static Plotly", ours.first_cold / still_.first_cold, 1.0),
        ("first map that answers / Dash", ours.answers_cold / rival.first_cold, 0.6),
        ("first map that answers / Plotly", ours.answers_cold / still_.first_cold, 1.0),
        ("change / Dash, whole figure", ours.change / rival.change, 0.7),
        ("change / Dash, patch", ours.change / patch.change, 0.7),
        ("change / static Plotly", ours.change / still_.change, 1.2),
        ("change / static SVG", ours.change / svg.change, 2.2),
        ("KB a change", ours.kb_change, 6.0),
        ("server CPU ms a change", ours.cpu, 6.0),
    ]
    print("\nGoals of (a)")
    for words, value, most in checked:
        print(f"  {words:<34}{value:8.2f}  at most {most:<5}{'met' if value <= most else 'MISSED'}")


# The heaviest thing a reader does on each view: address, control, key.
HEAVIEST = {
    "map": ("/map", OWN, "ArrowLeft"),
    "England": ("/", STREAMLIT, "ArrowLeft"),
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
    print("\nCost of growth (our map alone; 2 x shapes is 306)")
    rows = measured(browser, GROWN, rounds, changes, 0)
    show(rows)
    for where in ("year on it", "year by server"):
        base = rows[f"1 x years, 1 x shapes, {where}"].change
        for name, row in rows.items():
            if name.endswith(where) and row.change != base:
                print(f"  {name:<38}{row.change / base:6.2f} x the interaction, at most 1.3")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--quick", action="store_true", help="one round")
    asked.add_argument("--part", choices=("ways", "views", "growth"), nargs="*")
    chosen = asked.parse_args()
    parts = chosen.part or ["ways", "views", "growth"]
    rounds, changes = (1, 4) if chosen.quick else (3, 5)
    print(f"Load of the machine at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with sync_playwright() as playwright, chromium(playwright) as browser:
        steps: dict[str, Callable[[], None]] = {
            "ways": lambda: _ways(browser, rounds, changes),
            "views": lambda: views(browser, rounds),
            "growth": lambda: growth(browser, rounds, changes),
        }
        for part in parts:
            steps[part]()
    print(f"\nLoad of the machine at the end: {os.getloadavg()[0]:.1f}")


def _ways(browser, rounds: int, changes: int) -> None:
    rows = measured(browser, WAYS, rounds, changes, sessions=3)
    show(rows)
    goals(rows)


if __name__ == "__main__":
    main()
