"""A briefing as PDF, from the same HTML, by WeasyPrint.

Why WeasyPrint: it lays out the very page that is printed from a browser, marks it up for screen
readers (PDF/UA), needs no browser on the server and takes a third of a second. Chromium is as good
and no faster, but is a browser to install, keep patched and run beside readers; typst is faster and
would need every page written a second time in its own language.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path


class NoPrinter(Exception):
    """WeasyPrint, or the Pango library it draws letters with, is not installed."""


def write(file: Path) -> int:
    """Write the PDF of one HTML file beside it; returns its number of pages. Raises NoPrinter."""
    document = _printer().HTML(filename=str(file)).render()
    document.write_pdf(str(file.with_suffix(".pdf")), pdf_variant="pdf/ua-1")
    return len(document.pages)


def of_html(text: str) -> bytes:
    """The PDF of a page that needs no other file, made by another process so that no reader waits.

    Raises NoPrinter with what that process said when it could not.
    """
    done = subprocess.run(
        [sys.executable, "-m", "dashboard.takeaway.pdf"],
        input=text.encode(),
        capture_output=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    if done.returncode:
        raise NoPrinter(done.stderr.decode().strip().splitlines()[-1])
    return done.stdout


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


def _printer():
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise NoPrinter(
            "PDF needs WeasyPrint and Pango (on Debian: libpango-1.0-0 libpangoft2-1.0-0 "
            f"libharfbuzz-subset0): {error}"
        ) from error
    return weasyprint


if __name__ == "__main__":
    page = _printer().HTML(string=sys.stdin.read())
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1"))
