"""The dashboard under a path: of the toolkit's own, or one that a proxy strips."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

import attacks
import serving
from benchmarks.reader import Reader, run_apart

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r'<(?:link|script)[^>]*(?:href|src)="([^"]+)"')


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.read().decode("utf-8", "replace")


@pytest.fixture(scope="module")
def under(real_database, tmp_path_factory):
    """A dashboard with server.baseUrlPath "csa/here"."""
    folder = tmp_path_factory.mktemp("under")
    options = (ROOT / ".streamlit" / "config.toml").read_text()
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(
        options.replace("[server]\n", '[server]\nbaseUrlPath = "csa/here"\n')
    )
    port = serving.free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "uvicorn", "dashboard.asgi:app", f"--port={port}"]
    environment = {"PYTHONPATH": str(ROOT), "CSA_DATABASE": str(real_database)}
    with serving.started(
        command,
        f"{address}/healthz",
        folder / "log",
        subprocess.Popen.kill,
        cwd=folder,
        env=os.environ | environment,
    ):
        yield f"{address}/csa/here"


@pytest.mark.parametrize("page", ["/", "/map", "/council"])
def test_under_the_toolkits_path_a_page_finds_its_files(under, page):
    text = fetched(under + page)
    named = NAMED.findall(text)
    assert len(named) > 5
    for address in named:
        assert "enable JavaScript" not in fetched(urljoin(under + page, address)), address


def test_under_the_toolkits_path_the_first_page_ends_in_a_slash(under):
    with urllib.request.urlopen(under, timeout=20) as answer:
        assert answer.url == under + "/"


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/_stcore/health"])
def test_under_the_toolkits_path_our_own_files_are_there(under, path):
    assert "<html" not in fetched(under + path)


def test_under_the_toolkits_path_a_reader_comes_in(under):
    async def come():
        reader = Reader(under, "council", "council=slough")
        reader.cookies = {"any": "one"}
        await reader.connect()
        await reader.close()
        return reader.title

    assert run_apart(come()) == "Slough"


@pytest.mark.parametrize("path", ["/council", "/none", "/csa/herewith"])
def test_outside_the_path_there_is_nothing(under, path):
    root = "http://" + urlsplit(under).netloc
    with pytest.raises(urllib.error.HTTPError, match="404"):
        fetched(root + path)


def test_under_the_toolkits_path_a_browser_shows_the_page(under, browser):
    context = browser.new_context()
    page, failed = context.new_page(), []
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    page.goto(f"{under}/council?council=slough")
    page.locator(".page-foot").wait_for(state="attached", timeout=60_000)
    context.close()
    assert failed == []


@pytest.mark.parametrize("page", ["/", "/map", "/council", "/none/of/these"])
def test_behind_a_proxy_that_strips_a_path_no_address_leaves_it(place, page):
    answer = run_apart(attacks.sent(place, attacks.GET % page.encode())).decode()
    for address in re.findall(r'(?:href|src)="([^"#]+)"', answer):
        seen = urlsplit(urljoin(f"http://reader/csa/here{page}", address))
        assert seen.netloc != "reader" or seen.path.startswith("/csa/here/"), address
