"""Which tests go to one worker, and in what order: what shares a server or a folder, longest first.

The fact a newcomer gets wrong: pytest-xdist's own mark for this, `xdist_group`, does nothing under
pytest 9.2, without a word: it renames a test in a way that pytest no longer reads. So it is said
here, once, by the names of tests, and tests/test_together.py sees that it is so.
"""

import fcntl
import os
import re
from contextlib import contextmanager

import pytest
from xdist.scheduler import LoadScopeScheduling

# A file is one piece of work, except for these, each of which says what makes a piece. The order is
# that in which pieces are begun: a long one begun last would leave the other workers idle.
PIECES = [
    re.compile(pattern)
    for pattern in (
        r"tests/(?:takeaway/|test_disclosure)",  # one published folder
        r"tests/(abuse)/",  # one dashboard, whose quiet is the quiet of all
        r"tests/(browser/test_everyone.py)::.*\[(.*?)(?:-\d+-\d+)?\]$",  # a view, loaded once
        r"tests/(browser/test_explorer\w*.py)::.*\[(dashboard|files)",  # an edition
        r"tests/(browser)/test_safety|tests/deploy/test_replicas",  # two replicas and nginx
        r"tests/(browser/\w+)",
        r"tests/(deploy)/test_edge",  # nginx before stand-ins
        r"tests/(deploy/\w+)",
        r"tests/(delivery/\w+)",
        r"tests/(etl/read/test_mutations.*)",  # a test
        r"tests/(test_next_year)",
        r"tests/(etl/\w+/\w+)",
        r"(.*?)::",
    )
]


def piece(nodeid: str) -> tuple:
    """The piece of work that the test belongs to; pieces are begun in the order of these."""
    for place, pattern in enumerate(PIECES):
        if found := pattern.match(nodeid):
            return (place, *found.groups(""))
    return (len(PIECES), nodeid)


class Together(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> tuple:
        return piece(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: piece(item.nodeid)[0])


@contextmanager
def made_once(tmp_path_factory, name: str):
    """A path of that name for all workers: the first makes what is there while the others wait."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield shared / name
