"""One dashboard for all attacks, and one worker: its quiet is the quiet of all of them."""

import pytest

import attacks
from benchmarks.reader import run_apart


@pytest.fixture(scope="package")
def place(real_database, tmp_path_factory):
    """A dashboard whose limits are small, so that an attack that passes them is small too."""
    folder = tmp_path_factory.mktemp("abuse")
    with attacks.dashboard(real_database, folder, **attacks.LIMITS) as there:
        run_apart(attacks.beside(there, attacks.nothing))  # so that what is kept is kept
        yield there
