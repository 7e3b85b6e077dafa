"""What tests of whole releases share: work that was done before, on the same files."""

from pathlib import Path

import pytest

import again
from together import made_once


@pytest.fixture(scope="session")
def built(real_database, tmp_path_factory) -> Path:
    """The folder of databases that were built before, by any worker; at first that of today."""
    with made_once(tmp_path_factory, "built") as folder:
        if not folder.exists():
            folder.mkdir()
            again.keep(real_database, folder)
    return folder


@pytest.fixture
def once(built):
    """No file is read twice, and no database built twice, from the same bytes."""
    with again.not_read(), again.not_built(built):
        yield
