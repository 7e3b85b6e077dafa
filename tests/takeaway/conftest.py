"""Where the published folder is said to stand, and that one worker runs its tests."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "https://figures.example/site"


def pytest_collection_modifyitems(items):
    """One worker runs these: writing the folder takes as long as all of them together."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("publish"))
