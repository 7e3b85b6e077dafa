"""Servers for the load test and its like: replicas of the dashboard, and nginx before them.

The fact a newcomer gets wrong: nginx here runs deploy/nginx.conf itself, with only names of places
changed (addresses, ports, folders), so that what is measured is what is deployed.
"""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import streamlit

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "deploy" / "nginx.conf"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


def cpu_seconds(pid: int) -> float:
    """Seconds of processor that the process has used, to the nanosecond."""
    return time.clock_gettime((~pid << 3) | 2)  # Linux's name for that process's own clock


def pin(pid: int, cores: set[int]) -> None:
    """Keep every thread of the process on these cores; threads that it starts later as well."""
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)


def memory_mb(pid: int) -> float:
    """Resident memory of the process in MB, from /proc."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) / 1024


def wait_until_it_answers(address: str, server: subprocess.Popen, log: Path) -> None:
    """Raises RuntimeError with the server's log if it ends, or does not answer in a minute."""
    for _ in range(240):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"no answer from {address}:\n{log.read_text()}")


class Files(SimpleHTTPRequestHandler):
    """A folder's files, without a line for each request."""

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def answering(handler: Callable) -> Iterator[str]:
    """Where Python's own server answers by `handler`, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


def folder_at(folder: Path, files: type[Files] = Files) -> contextlib.AbstractContextManager[str]:
    """Where the folder's files are, as a plain web server gives them."""
    return answering(partial(files, directory=folder))


@contextlib.contextmanager
def started(
    command: Sequence[str], address: str, log: Path, end: Callable, **how
) -> Iterator[subprocess.Popen]:
    """The server that `command` starts, once it answers at `address`; `end` ends it."""
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, **how)
        try:
            wait_until_it_answers(address, server, log)
            yield server
        finally:
            end(server)
            server.wait(10)


@contextlib.contextmanager
def replica(
    port: int, log: Path, answers: str = "/healthz", **environment: str
) -> Iterator[subprocess.Popen]:
    """One process of the dashboard, as it is deployed, once it `answers` there."""
    command = [sys.executable, "-m", "uvicorn", "dashboard.asgi:app", f"--port={port}"]
    with started(
        command,
        f"http://127.0.0.1:{port}{answers}",
        log,
        subprocess.Popen.kill,
        cwd=ROOT,
        # As the image says: behind nginx all readers have one address.
        env=os.environ | {"CSA_SOCKETS_AN_ADDRESS": "600"} | environment,
    ) as server:
        yield server


def nginx_program() -> str | None:
    """Where nginx is: Debian keeps it out of an ordinary user's path."""
    return shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")


def nginx_files(
    folder: Path, port: int, replicas: Sequence[int], site: Path = ROOT / "site"
) -> Path:
    """deploy/nginx.conf in `folder`, for `replicas` on this machine. Returns the file.

    `site` is the static edition that it serves; without one it has none to serve.
    """
    text = CONFIGURATION.read_text()
    toolkit, edge = Path(streamlit.__file__).parent, folder / "edge"
    # The options of the first stand for all: a test may have more or fewer replicas.
    options = re.search(r"server dashboard-a:8501(.*);", text)[1]
    servers = "\n".join(f"server 127.0.0.1:{there}{options};" for there in replicas)
    for pattern, here in (
        (r"        server dashboard-a:.*\n        server dashboard-b:.*", servers),
        (r"listen 8080\b", f"listen 127.0.0.1:{port}"),
        (r"/srv/streamlit", str(toolkit)),
        (r"/tmp/nginx", str(folder / "nginx")),
        (r"include /etc/nginx/mime.types", f"include {folder}/mime.types"),
        (r"/srv/edge", str(edge)),
        (r"/etc/nginx/local/", f"{folder}/local/"),
        (r"/dev/std(out|err)", str(folder / r"nginx.std\1")),
    ):
        text, changed = re.subn(pattern, here, text)
        if not changed:
            raise RuntimeError(f"deploy/nginx.conf no longer has {pattern!r}")
    shutil.copy(CONFIGURATION.with_name("headers.conf"), folder)
    (folder / "local").mkdir(exist_ok=True)
    edge.mkdir(exist_ok=True)
    shutil.copy(CONFIGURATION.with_name("busy.html"), edge)
    if site.is_dir() and not (edge / "site").exists():
        (edge / "site").symlink_to(site)
    for types in ("/etc/nginx/mime.types", "/opt/homebrew/etc/nginx/mime.types"):
        if Path(types).exists():
            shutil.copy(types, folder / "mime.types")
    file = folder / "nginx.conf"
    file.write_text(text)
    return file


@contextlib.contextmanager
def nginx(
    folder: Path, port: int, replicas: Sequence[int], site: Path = ROOT / "site"
) -> Iterator[subprocess.Popen]:
    """nginx on 127.0.0.1:`port` before replicas at those ports; ended when the block ends.

    What lies in `folder`/local is what an operator would put in deploy/local.
    """
    file = nginx_files(folder, port, replicas, site)
    # Started by root, nginx would change to a user who may not read the folder.
    also = "daemon off;" + (" user root;" if os.geteuid() == 0 else "")
    command = [nginx_program(), "-c", str(file), "-p", str(folder), "-g", also]
    with started(
        command, f"http://127.0.0.1:{port}/_edge", folder / "log", subprocess.Popen.terminate
    ) as server:
        yield server


class Deployed(NamedTuple):
    """`address` is nginx's; `replicas` maps each replica's port to its process."""

    address: str
    folder: Path
    replicas: dict[int, subprocess.Popen]


@contextlib.contextmanager
def deployed(database: Path, folder: Path) -> Iterator[Deployed]:
    """Two replicas behind nginx, as deploy/ puts them, until the block ends. Logs in `folder`."""
    with contextlib.ExitStack() as stack:
        replicas = {}
        for port in (free_port(), free_port()):
            log = folder / f"{port}.log"
            replicas[port] = stack.enter_context(replica(port, log, CSA_DATABASE=str(database)))
        port = free_port()
        stack.enter_context(nginx(folder, port, list(replicas)))
        yield Deployed(f"http://127.0.0.1:{port}", folder, replicas)
