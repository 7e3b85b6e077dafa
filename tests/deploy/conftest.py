"""Two replicas of the dashboard behind nginx, as deploy/ puts them, on this machine.

The fact a newcomer gets wrong: where nginx is not installed these tests are skipped with a reason,
but on CI (variable CI set) that is a failure, for a skipped test there would never be noticed.
"""

import os

import pytest

import serving
from deploy.stand_in import edge


@pytest.fixture(scope="session")
def nginx_needed():
    if serving.nginx_program() is None:
        message = "nginx is not installed: install Debian's `nginx`"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)


@pytest.fixture(scope="module")
def pair(nginx_needed, real_database, tmp_path_factory):
    """Both replicas, shared by the tests of a module: a test that ends one has its own."""
    with serving.deployed(real_database, tmp_path_factory.mktemp("pair")) as there:
        yield there


@pytest.fixture
def doomed_pair(nginx_needed, real_database, tmp_path):
    """Two replicas of which the test may end one."""
    with serving.deployed(real_database, tmp_path) as there:
        yield there


@pytest.fixture(scope="module")
def edge_shared(nginx_needed, tmp_path_factory):
    """nginx before two stand-ins, for tests that leave them as they were."""
    with edge(tmp_path_factory.mktemp("edge")) as there:
        yield there


@pytest.fixture
def edge_own(nginx_needed, tmp_path):
    """The same, for one test."""
    with edge(tmp_path) as there:
        yield there
