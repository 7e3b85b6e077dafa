"""What tests of whole releases share: work that was done before, on the same files."""

from pathlib import Path

import pytest

import again


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """The folder of databases that were built before: of most figures here there is one already."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture
def once(built):
    """No file is read twice, and no database built twice, from the same bytes."""
    with again.not_read(), again.not_built(built):
        yield
