"""The last step: `site/`, written from the built database.

The one step that looks to its right. A printed page must say what the screen says, so the folder is
written on the readers' side, by dashboard/takeaway, with the dashboard's own questions and words.
This only opens the door: nothing of the ETL knows what a page looks like.
"""

import os
import re
from pathlib import Path

import duckdb

from etl.errors import DISK, Refusal, brief, explained, unwritable
from etl.put import drafts

OURS = ("index.html", "package.html")  # what each folder that we wrote has


def _hold(folder: Path, address: str) -> None:
    """Raises Refusal for an address that is none, and for a folder that holds other things: it
    would be replaced whole."""
    if address and not re.fullmatch(r"https?://[^\s/]+\S*", address):
        raise Refusal(
            f"the address {brief(address)} is none",
            expected="https:// and a name, as in https://figures.example.org",
            remedy="give the address at which the folder will be served, or leave --address out",
        )
    if folder.exists() and not folder.is_dir():
        raise Refusal("it is a file", file=str(folder), remedy="name a folder with --to")
    is_ours = all((folder / part).exists() for part in OURS) and not (folder / ".git").exists()
    if folder.is_dir() and any(folder.iterdir()) and not is_ours:
        raise Refusal(
            "the folder holds other things, which would be deleted",
            file=str(folder),
            expected="a new or an empty folder, or one that publish wrote",
            remedy="name another with --to",
        )


def publish(database: Path, folder: Path, address: str = "", pdf: bool | None = False) -> str:
    """Write `folder`, replacing an older one when all is written. Returns a sentence about it.

    `address` is where it will be served; `pdf` of None is "where this machine can". Raises Refusal
    when there is no database, when the folder cannot be written, or when PDFs are asked for and
    cannot be made; the old folder then stands.
    """
    if not database.exists():
        raise Refusal("there is no database", file=str(database), remedy="run `make build`")
    _hold(folder, address)
    os.environ["CSA_DATABASE"] = str(database.resolve())
    from dashboard.takeaway.paper.pdf import NoPrinter, can_print
    from dashboard.takeaway.published import site

    drafts.clear(folder)
    without = pdf is None and not can_print()
    from dashboard.database import NoDatabase

    try:
        done = site.publish(folder, address or site.NOWHERE, pdf is not False and not without)
    except NoPrinter as missing:
        raise Refusal(str(missing), remedy="install them, or say --no-pdf") from missing
    except NoDatabase as missing:
        why = missing.__cause__ if isinstance(missing.__cause__, Exception) else missing
        raise explained(why, database) from missing
    except (duckdb.IOException, OSError) as error:
        if isinstance(error, duckdb.Error) and not DISK.search(str(error)):
            raise  # it could not be read
        raise unwritable(error, folder, "400 MB", "the old folder still stands") from error
    said = f"Wrote {done.folder}: {done.files:,} files, {done.size / 1e6:.0f} MB, "
    said += f"{done.seconds:.0f} s."
    if without:
        said += " No briefing is a PDF: the library Pango is missing."
    if not address:
        said += f" Its site map says {site.NOWHERE}: give --address to name the real one."
    return said
