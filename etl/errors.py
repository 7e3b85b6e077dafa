"""What the product says when it refuses a file.

A refusal is for a person who has just downloaded something and wants to know what to do. So it
always says where (file, council, year), what was found, what was expected, and the remedy.
"""

import errno
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# What a disk says that takes no more, in an error of anybody's.
DISK = re.compile("no space left on device|read-only file system|disk quota exceeded", re.I)

# DuckDB's errors that are no fault of a file or a table.
OF_THE_DISK = (duckdb.IOException, duckdb.TransactionException, duckdb.OutOfMemoryException)


def brief(text: object, most: int = 40) -> str:
    """A cell or a list as a message quotes it: read at a glance, where a cell may hold a page."""
    whole = str(text).replace("\n", " ")
    return whole if len(whole) <= most else f"{whole[: most - 1].rstrip(' ,')}…"


class Refusal(Exception):
    """Data we will not take. Nothing has been written when this is raised."""

    def __init__(
        self,
        found: str,
        *,
        file: str = "",
        council: str = "",
        region: str = "",
        country: str = "",
        year: int | str = "",
        column: str = "",
        expected: str = "",
        remedy: str = "",
    ):
        place = ", ".join(
            part
            for part in (
                f"file {file}" if file else "",
                f"council {council}" if council else "",
                f"region {region}" if region else "",
                country,
                f"year {year}" if year else "",
                f"column {column}" if column else "",
            )
            if part
        )
        sentences = [
            f"{place}: {found}" if place else found,
            f"Expected {expected}" if expected else "",
            f"What to do: {remedy}" if remedy else "",
        ]
        super().__init__(". ".join(s.rstrip(".") for s in sentences if s) + ".")
        self.file, self.council, self.year = file, council, year


@contextmanager
def blaming(file: str, expected: str, remedy: str) -> Iterator[None]:
    """What the database finds wrong until the block ends is the fault of `file`; no full disk is.

    An error that reaches the command line without a file would be put on the database itself.
    """
    try:
        yield
    except OF_THE_DISK:
        raise
    except duckdb.Error as error:
        found = brief(str(error).splitlines()[0], 120)
        raise Refusal(found, file=file, expected=expected, remedy=remedy) from error


def unwritable(error: Exception, place: Path, needs: str = "", stands: str = "") -> Refusal:
    """What is said when the disk refuses: that it is full and what is needed, or why it may not be.

    `needs` is how much room the step takes; `stands` says what has stayed as it was.
    """
    if told := DISK.search(str(error)):  # DuckDB wraps it in much else
        reason = told[0]
    elif isinstance(error, shutil.Error):  # of many files that were copied: the first that was not
        reason = error.args[0][0][2]
    else:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    if re.search("read-only|not permitted|permission", reason, re.I):
        remedy = "make the folder writable for who runs this: it is read-only, or somebody else's"
    elif re.search("no such file", reason, re.I):
        remedy = "make the folder it is to stand in, or name another"
    elif re.search("directory", reason, re.I):
        remedy = "name a file where a file is meant, and a folder where a folder is"
    else:
        remedy = f"free some disk space{f' (this needs about {needs})' if needs else ''}"
    remedy += f", and run the same command again; {stands or 'nothing has been changed'}"
    return Refusal(f"cannot be written ({reason})", file=str(place), remedy=remedy)


def unsaid(error: OSError) -> Refusal:
    """What is said when a step has done its work and its answer finds no room."""
    return Refusal(
        f"the answer cannot be written ({error.strerror})",
        remedy="free some disk space, or send it elsewhere, and run the same command again",
    )


def explained(error: Exception, database: Path | None) -> Refusal:
    """What is said when a step meets a file it cannot read, write or understand.

    `database` is the one that the step was asked to read, where it reads one.
    """
    file = str(database or getattr(error, "filename", None) or "")
    said = str(error).splitlines()[0]
    if isinstance(error, duckdb.Error) and not file and not isinstance(error, OF_THE_DISK):
        return Refusal(
            f"a step could not be worked out ({brief(said, 120)})",
            expected="figures and lists as the repository has them",
            remedy="restore data/figures, data/reference and etl, and run the same command again",
        )
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException | duckdb.ParserException):
        return Refusal(
            f"it lacks what this step asks ({brief(said, 90)})",
            file=file,
            expected="a database built by this version of the project",
            remedy="run `make build`; of two databases for diff, build the older anew",
        )
    if isinstance(error, duckdb.Error) and re.search("lock", said, re.I):
        return Refusal(
            "another program is writing it", file=file, remedy="close that, and run this again"
        )
    if isinstance(error, duckdb.Error) and "does not exist" in said:
        return Refusal("there is no database", file=file, remedy="run `make build`")
    if isinstance(error, FileNotFoundError):
        return Refusal(
            "it is not there",
            file=str(error.filename or file),
            remedy="look for a slip in the name",
        )
    if isinstance(error, PermissionError) or re.search("permission denied", said, re.I):
        return Refusal(
            f"it may not be read or written ({said})",
            file=str(getattr(error, "filename", None) or file),
            remedy="give whoever runs this the right to, or name another place",
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EROFS, errno.EDQUOT):
        return unwritable(error, Path(error.filename or file))
    if isinstance(error, OSError):
        return Refusal(
            f"it cannot be read or written ({error.strerror or said})",
            file=str(error.filename or file),
            remedy="name a file where a file is meant, and a folder where a folder is",
        )
    return Refusal(
        f"this cannot be read as a database ({brief(said, 90)})",
        file=file,
        expected="a file that `python -m etl build` has written",
        remedy="run `make build`, or name the right file",
    )


class UnknownSymbol(Refusal):
    """A cell that is neither a whole number nor a symbol whose meaning we know."""
