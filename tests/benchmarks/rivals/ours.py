"""Our map alone, served as the dashboard is: `python ours.py PORT`.

GROW_YEARS=10 gives ten times the years, GROW_SHAPES=2 each outline twice (306: about as many as
there are districts).
"""

import json
import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2]))

import uvicorn  # noqa: E402

from dashboard import asgi  # noqa: E402
from dashboard.councils import shapes  # noqa: E402

TIMES = int(os.environ.get("GROW_SHAPES", 1))


def grown_shapes(content: bytes) -> bytes:
    """Each outline of today again under another code."""
    grown = json.loads(content)
    for name in ("current", "earlier", "london", "hexes"):
        layer = grown["layers"][name]
        layer += [[f"{row[0]}-{n}", *row[1:]] for row in layer for n in range(1, TIMES)]
    grown["names"] |= {
        f"{code}-{n}": f"{name} {n}"
        for code, name in grown["names"].items()
        for n in range(1, TIMES)
    }
    return json.dumps(grown).encode()


if __name__ == "__main__":
    # The data lives as long as this server: its outlines are grown once.
    version, content = shapes.current()
    grown = grown_shapes(content)
    shapes.current = lambda: (f"{version}-{TIMES}", grown)
    application = asgi.build(HERE / "ours_page.py")
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
