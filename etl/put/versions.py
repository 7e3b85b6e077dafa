"""The databases that were served before this one, kept so that a pinned address goes on answering.

The fact a newcomer gets wrong: a data version is a state of the figures, not a build. A new build
of the same figures replaces the file; only other figures make the old file worth keeping.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import duckdb

KEPT = 2  # besides the one served: the last three answer
FOLDER = "versions"


def kept(database: Path) -> list[Path]:
    """The files kept beside a database, the latest first."""
    files = (database.parent / FOLDER).glob("*.duckdb")
    return sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)


def keep(database: Path, version: str) -> None:
    """Keep the database that stands there if its figures are others than those of `version`.

    One that cannot be read, and a folder that cannot be written, are passed over: a build is worth
    more than an old address.
    """
    with suppress(duckdb.Error, OSError):
        if not database.exists() or (old := version_of(database)) == version:
            return
        folder = database.parent / FOLDER
        folder.mkdir(exist_ok=True)
        draft = folder / f"{old}.{os.getpid()}.draft"
        try:
            shutil.copy2(database, draft)
            os.utime(draft)
            draft.replace(folder / f"{old}.duckdb")
        finally:
            draft.unlink(missing_ok=True)
        for gone in kept(database)[KEPT:]:
            gone.unlink()


def version_of(database: Path) -> str:
    """The data version that a database says it holds. Raises duckdb.Error for one that does not."""
    with duckdb.connect(str(database), read_only=True) as connection:
        ((version,),) = connection.execute(
            "SELECT value FROM meta_build WHERE key = 'data_version'"
        ).fetchall()
    return version
