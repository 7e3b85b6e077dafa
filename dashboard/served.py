"""Files named after their content, which a browser fetches once and keeps for ever.

The fact a newcomer gets wrong: a file is served only after some page has named it (`address`), and
old ones may go. Under `streamlit run` there is no route of our own, and the same files go through
Streamlit's media files instead.
"""

import gzip
import hashlib
import threading
from collections import OrderedDict
from typing import NamedTuple

import streamlit as st

MEDIA_TYPES = {"js": "text/javascript", "css": "text/css", "json": "application/json"}

# asgi.py sets this: it has routes of our own, with a long cache life. Under `streamlit run` there
# are none, and the same files go through Streamlit's media files instead.
own_routes = False


class File(NamedTuple):
    """A file named after its content, so that it may be kept for ever. `packed` is gzip."""

    name: str
    content: bytes
    packed: bytes

    @classmethod
    def of(cls, content: bytes, ending: str) -> "File":
        digest = hashlib.sha256(content).hexdigest()[:16]
        return cls(f"{digest}.{ending}", content, gzip.compress(content, 9, mtime=0))


# Files that readers may be about to fetch. Each rerun publishes what it names: old ones may go.
_published: OrderedDict[str, File] = OrderedDict()
_lock = threading.Lock()
MOST_PUBLISHED = 200


def published(name: str) -> File | None:
    """The file of that name, if a map has lately asked for it."""
    return _published.get(name)


def base() -> str:
    """The path that the dashboard is served under: "" or "/somewhere"."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def address(file: File) -> str:
    """Where a browser finds the file from now on; under `streamlit run`, among the media files."""
    if own_routes:
        with _lock:
            _published[file.name] = file
            _published.move_to_end(file.name)
            while len(_published) > MOST_PUBLISHED:
                _published.popitem(last=False)
        return f"{base()}/map/{file.name}"
    media = st.runtime.get_instance().media_file_mgr
    kind = MEDIA_TYPES[file.name.rsplit(".", 1)[1]]
    return base() + media.add(file.content, kind, f"council_map.{file.name}")
