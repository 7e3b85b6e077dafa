"""Files named after their content, which a browser fetches once and keeps for ever.

The fact a newcomer gets wrong: a file is served only after some page has named it (`address`), and
old ones may go. Under `streamlit run` there is no route of our own, and the same files go through
Streamlit's media files instead.
"""

import gzip
import hashlib
from typing import NamedTuple

import streamlit as st

from dashboard.keeping import MB, Kept

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
_published = Kept("files", 48 * MB, lambda file: len(file.content) + len(file.packed))


def published(name: str) -> File | None:
    """The file of that name, if a map has lately asked for it."""
    return _published.look(name)


def address(file: File) -> str:
    """Where a browser finds the file from now on; under `streamlit run`, among the media files.

    As seen from a page, all of which stand at the top: a path before it is nobody's business here.
    """
    if own_routes:
        if _published.look(file.name) is None:
            _published.put(file.name, file)
        return f"./map/{file.name}"
    media = st.runtime.get_instance().media_file_mgr
    kind = MEDIA_TYPES[file.name.rsplit(".", 1)[1]]
    return "." + media.add(file.content, kind, f"explorer.{file.name}")
