"""The explorer's files as they are sent: read from the published folder, or made here.

The fact a newcomer gets wrong: to make one takes seconds of the processor, and there are two
hundred. Forty asked for at once, each in a thread of its own, would leave a fresh process no time
to say that it is well. So `publish` makes them, this takes them from there if they are of this very
version, and what is not there is made one at a time (asgi.py).
"""

from typing import cast

from dashboard import database, queries, served
from dashboard.councils import explorer
from dashboard.councils.explorer import measures
from dashboard.delivery import faults, site_files


def _name(name: str) -> tuple:
    return ("explorer, packed", name, explorer.version())


def if_made(name: str) -> served.File | None:
    """The file, if it is at hand."""
    return database.if_kept(_name(name))


def file(name: str) -> served.File | None:
    """The file, or None for one there is not."""
    if name not in explorer.names():
        return None
    return database.kept(_name(name), lambda: _packed(name))


def _packed(name: str) -> served.File:
    published = site_files.folder() / explorer.FOLDER / explorer.version() / name
    content = published.read_bytes() if published.is_file() else explorer.file(name)
    return served.File.of(cast(bytes, content), name.rpartition(".")[2])


def first() -> list[str]:
    """The files that the explorer begins with, its script first."""
    start = measures.class_name(queries.default_threshold())
    return [explorer.SCRIPT, "start.json", "shapes.json", f"measure/{start}.json"]


def prepare() -> None:
    """Have at hand what every reader of the first page is sent."""
    try:
        for name in first():
            file(name)
    except Exception as error:
        # Without data the pages say what is wrong.
        faults.LOG.warning("No explorer: %r", error)
