"""Ask a dashboard for all that its pages link to: `python tests/deploy/offers.py ADDRESS`.

With --pdf for an address, print a program that makes a PDF where it is run.

The fact a newcomer gets wrong: a page that answers 200 may be an empty shell. So pages are opened
as a browser opens them, over the websocket, and have to say their title; the first page, which
runs in the browser, says it in its HTML.
"""

import sys
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.reader import Reader, run_apart

PAGES = (("council", "council=slough"), ("compare", ""), ("trends", ""), ("data", ""))
FILES = ("/", "/healthz", "/_stcore/health", "/site/", "/site/index.html")

# Run inside, with HTML at its input, it gives that page as PDF, as a reader's button does.
PDF = (
    "import sys; from dashboard.takeaway.paper.pdf import build; "
    "*_, made = build(sys.stdin.read()); sys.stdout.buffer.write(made)"
)


def check(address: str) -> None:
    """Raises AssertionError, or the error of the request, with what is not there."""
    for path in FILES:
        with urllib.request.urlopen(address + path, timeout=30) as answer:
            said = answer.read()
            assert answer.status == 200 and said, path
            assert path != "/" or b"<h1" in said
    try:
        urllib.request.urlopen(f"{address}/site/none.html", timeout=30)
        raise AssertionError("a page that is not there is answered for")
    except urllib.error.HTTPError as refusal:
        assert refusal.code == 404

    async def look() -> None:
        for page, query in PAGES:
            reader = Reader(address, page, query)
            await reader.open()
            assert reader.title, page
            await reader.close()

    run_apart(look())


if __name__ == "__main__":
    if sys.argv[1] == "--pdf":
        print(PDF)
    else:
        check(sys.argv[1].rstrip("/"))
        print(f"{sys.argv[1]} offers all it links to.")
