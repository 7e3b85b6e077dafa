"""What the product says when it refuses a file.

A refusal is for a person who has just downloaded something and wants to know what to do. So it
always says where (file, council, year), what was found, what was expected, and the remedy.
"""

import re
import shutil
from pathlib import Path


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


def unwritable(error: Exception, place: Path, needs: str = "", stands: str = "") -> Refusal:
    """What is said when the disk refuses: that it is full and what is needed, or why it may not be.

    `needs` is how much room the step takes; `stands` says what has stayed as it was.
    """
    if isinstance(error, shutil.Error):  # of many files that were copied: the first that was not
        reason = error.args[0][0][2]
    else:
        reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    if re.search("read-only|not permitted|permission", reason, re.I):
        remedy = "make the folder writable for who runs this: it is read-only, or somebody else's"
    else:
        remedy = f"free some disk space{f' (this needs about {needs})' if needs else ''}"
    remedy += f", and run the same command again; {stands or 'nothing has been changed'}"
    return Refusal(f"cannot be written ({reason})", file=str(place), remedy=remedy)


class UnknownSymbol(Refusal):
    """A cell that is neither a whole number nor a symbol whose meaning we know."""
