"""Figures → data/csa.duckdb: drafted beside the old file, checked, and only then put in its place.

A reader has the old file open all the while. It is never written to: the finished draft is
renamed over it, so that a failed build changes nothing.
"""

import os
import time
from contextlib import suppress
from pathlib import Path

import duckdb

from etl import kept, sources
from etl.checks import agreement, integrity, run_checks
from etl.compare import moves
from etl.errors import OF_THE_DISK, Refusal, unwritable
from etl.fingerprints import DATA, data_version
from etl.load import hold_faults, load_figures, work_out
from etl.put import drafts, versions
from etl.put.replacing import finish
from etl.read import councils, revisions


def build(
    database: Path = DATA / "csa.duckdb",
    data: Path = DATA,
    sources_file: Path = sources.SOURCES_FILE,
) -> str:
    """Build and check the database, and put it in place. Returns a sentence about it.

    Raises Refusal when a table cannot be loaded or a check fails; the old file then stands.
    """
    began = time.perf_counter()
    finish(data)
    drafts.clear(database)
    version = data_version(data, sources_file)
    draft = database.with_name(f"{database.name}.{os.getpid()}.draft")
    try:
        draft.unlink(missing_ok=True)
        hold_rows(data)
        with duckdb.connect(str(draft)) as connection:
            load_figures(connection, data, sources_file)
            hold_faults(connection)
            work_out(connection, data, sources_file)
            if data_version(data, sources_file) != version:
                raise Refusal(
                    "the figures were replaced while they were read",
                    file=str(data),
                    remedy="run the same command again; the old database still serves",
                )
            passed = run_checks(connection)
            check_figures(data)  # last, because the checks above name the row and not the file
            connection.execute("CHECKPOINT")
        versions.keep(database, version[0])
        os.replace(draft, database)
    except (*OF_THE_DISK, OSError) as error:
        raise unwritable(error, database, "250 MB", "the old database still serves") from error
    finally:
        for left in (draft, draft.with_name(draft.name + ".wal")):
            with suppress(OSError):  # on a read-only disk there is nothing to take away
                left.unlink(missing_ok=True)
    return (
        f"Built {database.name}: {database.stat().st_size / 1e6:.1f} MB, {passed} checks passed, "
        f"{time.perf_counter() - began:.1f} s."
    )


def hold_rows(data: Path) -> None:
    """Raises Refusal for a table of figures that has its columns and no row."""
    for name in moves.FIGURES:
        file = data / "figures" / f"{name}.csv"
        if file.is_file():
            with file.open("rb") as lines:
                if next(lines, b"").strip() and not any(map(bytes.strip, lines)):
                    raise Refusal("it has no rows", file=file.name, remedy=kept.RESTORE)


def check_figures(data: Path = DATA) -> None:
    """Raises Refusal for figures that are not as extracted, or that contradict one another."""
    integrity.hold_sums(data / "figures")
    agreement.hold(
        {name: revisions.read(data / "figures", name) for name in moves.FIGURES},
        councils.Councils.from_file(data / "reference" / councils.HISTORY.name),
    )
