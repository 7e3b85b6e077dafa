"""What the image has is what the site offers: started as the image starts, asked as a reader asks.

The fact a newcomer gets wrong: no image is built here. The workflow `image` builds both, and asks
the same of them (offers.py).
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import serving
from deploy import jail, offers

ROOT = serving.ROOT
DOCKERFILE = (ROOT / "deploy" / "Dockerfile").read_text()
HEALTH = ROOT / "deploy" / "health.py"


def stage(name: str) -> str:
    """The lines of the Dockerfile from `AS name` to the next stage."""
    return re.search(rf"^FROM \S+ AS {name}$(.*?)(?=^FROM |\Z)", DOCKERFILE, re.S | re.M)[1]


@pytest.fixture
def root_needed():
    if os.geteuid() != 0:
        message = "only root can change the root of a process"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture
def app(real_database, tmp_path) -> Path:
    """The files that the Dockerfile gives the image in /app, with a static edition of one page."""
    folder = tmp_path / "app"
    copied = re.findall(r"^COPY --from=build /app/(\S+) (\S+)$", stage("dashboard"), re.M)
    assert {"dashboard", "data", "site"} <= {target for _, target in copied}
    for source, target in copied:
        if source != "site":
            left_out = shutil.ignore_patterns("__pycache__", "raw", "*.duckdb*")
            shutil.copytree(ROOT / source, folder / target, ignore=left_out)
    shutil.copy(real_database, folder / "data" / "csa.duckdb")
    (folder / "site").mkdir()
    for name in ("index.html", "404.html"):
        (folder / "site" / name).write_text("<html lang=en><title>Static</title>")
    return folder


def test_the_dashboard_offers_all_it_links_to_as_the_image_runs_it(root_needed, app, tmp_path):
    words = json.loads(re.search(r"^CMD (\[.*\])$", stage("dashboard"), re.M)[1])
    port, root = serving.free_port(), tmp_path / "root"
    root.mkdir()
    words[words.index("8501")] = str(port)
    words[words.index("0.0.0.0")] = "127.0.0.1"
    run = jail.command(root, app, words)
    address = f"http://127.0.0.1:{port}"
    log = tmp_path / "log"
    with serving.started(run, f"{address}/healthz", log, subprocess.Popen.kill):
        offers.check(address)
    # Nothing was complained of: no folder that could not be written, no home that was missing.
    assert not re.search(r"Traceback|Permission|Read-only|home", log.read_text(), re.I)


def test_a_briefing_becomes_a_pdf_as_the_image_runs_it(root_needed, app, tmp_path):
    (tmp_path / "root").mkdir()
    run = jail.command(tmp_path / "root", app, ("python", "-c", offers.PDF))
    page = b"<html lang=en><title>Briefing</title><p>Of one line"
    done = subprocess.run(run, input=page, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.startswith(b"%PDF-")


@pytest.mark.parametrize(
    "words",
    [
        "open('/app/dashboard/x', 'w')",
        "open('/etc/x', 'w')",
        "open('/x', 'w')",
        "import pathlib; pathlib.Path('~').expanduser()",
        "import os; os.setuid(0)",
    ],
)
def test_what_the_image_forbids_is_forbidden_here_too(root_needed, app, tmp_path, words):
    """Otherwise the tests above would prove little."""
    (tmp_path / "root").mkdir()
    done = subprocess.run(jail.command(tmp_path / "root", app, ("python", "-c", words)))
    assert done.returncode == 1


def test_a_server_that_hangs_is_ended_and_one_that_says_what_ails_it_is_not(
    root_needed, app, tmp_path
):
    """In a container of its own, where the drill is the first process, as tini is in the image."""
    shutil.copy(HEALTH, app)
    (app / "drill.py").write_text(DRILL)
    (tmp_path / "root").mkdir()
    words = ("python", "drill.py", serving.free_port(), serving.free_port())
    run = jail.command(tmp_path / "root", app, words)
    done = subprocess.run(run, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines() == [
        "well 0 True",
        "ails 1 True",  # however often
        "starting 1 True",  # twenty times
        "silent 1 True",  # five times
        "well 0 True",  # which wipes out what was before
        "silent 1 True",  # five times again
        "hangs -9",
    ], done.stderr


DRILL = """
import os, signal, subprocess, sys, time

port, nobody = sys.argv[1:]
SERVER = '''
import http.server, sys
class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path != "/silent":
            self.send_response(503 if self.path == "/ails" else 200)
            self.end_headers()
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Answers).serve_forever()
'''
server = subprocess.Popen([sys.executable, "-c", SERVER, port])

def ask(what, address, times=1):
    for _ in range(times):
        said = subprocess.run([sys.executable, "health.py", "http://127.0.0.1:" + address])
    print(what, server.poll() or said.returncode, server.poll() is None)

time.sleep(1)
ask("well", port)
ask("ails", port + "/ails", 7)
ask("starting", nobody, 20)
ask("silent", port + "/silent", 5)
ask("well", port)
ask("silent", port + "/silent", 5)
os.kill(server.pid, signal.SIGSTOP)
subprocess.run([sys.executable, "health.py", "http://127.0.0.1:" + port])
print("hangs", server.wait(20))
"""
