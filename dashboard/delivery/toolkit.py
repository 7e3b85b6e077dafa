"""Every place where we lean on how Streamlit or uvicorn is made inside, each with a switch.

The fact a newcomer gets wrong: none of these is promised by anyone, so each may break with a new
version. A test for each says which one has. Until it is mended, name it in CSA_WITHOUT (several
with commas between) and the dashboard does without: slower or less guarded, but whole.
"""

import os
from functools import cache
from pathlib import Path

from streamlit import config, file_util

TOUCHES = {
    "first-paint": "our own index.html, with the files of the page in its head",
    "told-server": "window.__streamlit: where the server is, so that a page need not ask",
    "map-first": "index.html's scripts and styles: where they stand, and that they may come later",
    "says-lost": "Streamlit's page: whether it is connected, and waits for an answer",
    "whole-requests": "uvicorn's HTTP protocol: bytes and seconds that a request's head may take",
    "small-frames": "uvicorn's websocket protocol: size of a frame, and who reads no answers",
    "wire": "Streamlit's messages: what a reader may ask, when, and when that is drawn",
    "warm": "Streamlit's messages: a reader of our own who opens every page before anyone else",
    "one-trace": "Streamlit's log of a page's error, which ours repeats with a reference",
}
FOLDER = Path(file_util.get_static_dir())


def does(touch: str) -> bool:
    """Whether this touch is on. Raises KeyError for one that is not listed."""
    TOUCHES[touch]
    return touch not in os.environ.get("CSA_WITHOUT", "").replace(",", " ").split()


@cache
def files() -> dict[str, Path]:
    """Streamlit's own files by address, its page apart."""
    return {
        f"/{file.relative_to(FOLDER).as_posix()}": file
        for file in FOLDER.rglob("*")
        if file.is_file() and file.name != "index.html"
    }


def allowed_origins() -> tuple[str, ...]:
    """Origins besides the site's own: Streamlit's option `server.corsAllowedOrigins`."""
    return tuple(config.get_option("server.corsAllowedOrigins"))
