"""site/: what a reader takes away whole, as a folder that any web host can serve alone.

The fact a newcomer gets wrong: this stands on the readers' side, beside the pages, and not in
`etl`. A printed page must say what the screen says, so it uses the same questions and words; the
step `python -m etl publish` only calls it. Nothing here needs Streamlit.
"""

import os
import shutil
import time
from pathlib import Path
from typing import NamedTuple

from dashboard import queries
from dashboard.councils import newer
from dashboard.takeaway.paper import set_briefing
from dashboard.takeaway.published import api, chart_pages, explorer_pages, package, pages, pictures
from dashboard.takeaway.published.addresses import NOWHERE
from etl import progress


class Published(NamedTuple):
    """What was written."""

    folder: Path
    files: int
    size: int  # bytes
    seconds: float


def publish(folder: Path, address: str = NOWHERE, pdf: bool = False) -> Published:
    """Write the whole folder beside the old one, and put it in its place when it is whole.

    `address` is where the folder will be served, for the site map and the robots' file; links
    between the files need none. With `pdf`, each briefing is a PDF too. The database is the
    one the dashboard would read. A failure leaves the old folder as it was.
    """
    began = time.perf_counter()
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f"{folder.name}.{os.getpid()}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir()
        councils = queries.councils()
        package.write(draft)
        api.write(draft)
        newer.write(draft)
        pages.write(draft, councils, address.rstrip("/"))
        set_briefing.write(draft, address.rstrip("/"))
        explorer_pages.write(draft, address.rstrip("/"))
        chart_pages.write(draft, address.rstrip("/"))
        pictures.write(draft, councils)
        if pdf:
            from dashboard.takeaway.paper import pdf as pdfs

            pdfs.write_all(draft / "councils", progress=progress.bar)
            pages.link_pdfs(draft, councils)
            pdfs.write_all(draft / "sets", progress=progress.bar)
            set_briefing.write_list(draft, pdfs=True)
        _swap(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return Published(
        folder, len(files), sum(f.stat().st_size for f in files), time.perf_counter() - began
    )


def _swap(draft: Path, folder: Path) -> None:
    """Put the draft in the folder's place; the old one goes only when the new one stands."""
    old = folder.with_name(f"{folder.name}.{os.getpid()}.old")
    if folder.exists():
        folder.rename(old)
    try:
        draft.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
