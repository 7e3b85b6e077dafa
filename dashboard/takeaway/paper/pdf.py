"""A briefing as PDF, from the same HTML, by WeasyPrint.

Why WeasyPrint: it lays out the very page that is printed from a browser, marks it up for screen
readers (PDF/UA), needs no browser on the server and takes a third of a second. Chromium is as good
and no faster, but is a browser to install, keep patched and run beside readers; typst is faster and
would need every page written a second time in its own language.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path

from dashboard.takeaway import worker


class NoPrinter(Exception):
    """WeasyPrint, or the Pango library it draws letters with, is not installed."""


def write(file: Path) -> int:
    """Write the PDF of one HTML file beside it; returns its number of pages. Raises NoPrinter."""
    document = _printer().HTML(filename=str(file)).render()
    document.write_pdf(str(file.with_suffix(".pdf")), pdf_variant="pdf/ua-1")
    return len(document.pages)


def build(text: str) -> Iterator[worker.Waiting | float | bytes]:
    """What `worker.work` yields of the PDF of a page without other files; raises as it does."""
    return worker.work("pdf", lambda folder: (folder / "page.html").write_text(text, "utf-8"))


def write_file(_kind: str, folder: Path) -> Iterator[float]:
    """In the worker: write what `build` laid out."""
    yield 0.1
    page = _printer().HTML(string=(folder / "page.html").read_text(encoding="utf-8"))
    (folder / "out").write_bytes(page.write_pdf(pdf_variant="pdf/ua-1"))
    yield 1.0


def write_all(folder: Path, progress: Callable = lambda work, **_: work) -> int:
    """Write a PDF for each page of `folder` but its index, on every core; returns how many.

    Raises NoPrinter before anything is written.
    """
    _printer()
    files = sorted(file for file in folder.glob("*.html") if file.name != "index.html")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as workers:
        waiting = [workers.submit(write, file) for file in files]
        for done in progress(
            as_completed(waiting), total=len(waiting), desc="PDF", unit="page", leave=False
        ):
            done.result()
    return len(files)


def can_print() -> bool:
    """Whether this machine has what it takes."""
    try:
        _printer()
    except NoPrinter:
        return False
    return True


def _printer():
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise NoPrinter(
            "PDF needs WeasyPrint and Pango (on Debian: libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0): {error}"
        ) from error
    return weasyprint
