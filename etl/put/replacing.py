"""Several files put in their places as one: all of them or none, though the machine stops between.

The fact a newcomer gets wrong: a rename is all or nothing for one file only. So which files are
about to be replaced is written down first, and whoever comes next finishes what was begun. Until
that note is written, whatever happens, nothing has changed.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from etl.errors import Refusal, unwritable

NOTE = "replacing.draft"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Until the block ends nobody else writes what is below `folder`; begun work is finished first.

    Raises Refusal when another does. The lock ends with the process, however that ends.
    """
    with _lock(folder) as taken:
        if not taken:
            raise Refusal(
                "another update is at work here",
                file=str(folder),
                remedy="wait until it has ended, and run this again",
            )
        _finish(folder)
        yield


def finish(folder: Path) -> None:
    """Put in place what a process that was stopped had begun to; nothing while one is at it.

    Raises Refusal when the folder cannot be written.
    """
    if (folder / NOTE).exists():
        with _lock(folder) as taken:
            if taken:
                _finish(folder)


def replace_all(drafted: dict[Path, Path], folder: Path | None = None) -> None:
    """Put every draft in its place, or none: what was replaced is put back when one fails.

    `folder` is where the note is kept for who comes next; by default that of the first place.
    Raises OSError, of which a full disk's comes before any file is replaced.
    """
    folder = folder or next(iter(drafted)).parent
    before = {place: place.read_bytes() if place.exists() else None for place in drafted}
    near = {place: _near(place) for place in drafted}
    try:
        for place, draft in drafted.items():
            shutil.copyfile(draft, near[place])
            _settle(near[place])
        _note(folder, drafted)
        for place in drafted:
            near[place].replace(place)
    except BaseException:  # one who presses Ctrl-C wants what a full disk wants
        for place, content in before.items():
            if content is None:
                place.unlink(missing_ok=True)
            elif place.read_bytes() != content:
                place.write_bytes(content)
        raise
    finally:
        (folder / NOTE).unlink(missing_ok=True)
        for left in near.values():
            left.unlink(missing_ok=True)


def _finish(folder: Path) -> None:
    note = folder / NOTE
    if not note.exists():
        return
    try:
        for name in json.loads(note.read_text(encoding="utf-8")):
            place = folder / name
            if _near(place).exists():  # otherwise it was replaced before
                _near(place).replace(place)
        note.unlink()
    except (ValueError, TypeError) as error:
        raise Refusal(
            "the note of an update that was stopped cannot be read",
            file=str(note),
            remedy="restore data/ and etl/sources.yml from the repository, and delete the note",
        ) from error
    except OSError as error:
        raise unwritable(error, folder, stands="an update was stopped half-way") from error


def _note(folder: Path, places) -> None:
    """The note comes into being whole, by a rename, when every draft is safely on the disk."""
    names = [os.path.relpath(place, folder) for place in places]
    written = folder / f"{NOTE}.part"
    written.write_text(json.dumps(names), encoding="utf-8")
    _settle(written)
    written.rename(folder / NOTE)
    _settle(folder)


def _near(place: Path) -> Path:
    """Beside its place, since a rename cannot cross from one disk to another."""
    return place.with_name(f"{place.name}.draft")


def _settle(path: Path) -> None:
    """Return when a file, or a folder's list of names, is on the disk itself."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _lock(folder: Path) -> Iterator[bool]:
    """Whether the folder is ours until the block ends. The folder itself is what is locked."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield _taken(opened)
    finally:
        os.close(opened)


def _taken(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
