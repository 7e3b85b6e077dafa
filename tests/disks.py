"""Disks and rights that a test makes for real: small, read-only, or a folder that is shut.

The fact a newcomer gets wrong: to root a mode of 0555 forbids nothing. `without_rights` takes from
a child process what lets root pass it by.
"""

import contextlib
import ctypes
import os
import shutil
import subprocess
from pathlib import Path

import pytest

DROP_FROM_BOUNDS = 24  # of prctl(2)
PASS_BY_MODES = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


@contextlib.contextmanager
def disk(folder: Path, options: str):
    """A small disk of its own at `folder`; remounted with other options by the test."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        message = "only root can mount a disk"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def read_only(folder: Path) -> None:
    """Nothing more is written on the disk at `folder`."""
    subprocess.run(["mount", "-o", "remount,ro", folder], check=True)


def without_rights() -> None:
    """For a child before it begins: modes hold for it, though it is root's."""
    if os.geteuid() == 0:
        for right in PASS_BY_MODES:
            ctypes.CDLL(None).prctl(DROP_FROM_BOUNDS, right, 0, 0, 0)
