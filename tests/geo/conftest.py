"""The map that the hexagons are laid out from, and the layout: worked out once for all tests."""

import pytest

from geo import hexes


@pytest.fixture(scope="session")
def country():
    return hexes.england()


@pytest.fixture(scope="session")
def layout():
    return hexes.read_layout()
