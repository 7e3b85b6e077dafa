"""Serve the harness as the dashboard is served: `python serve.py PORT`."""

import sys
from pathlib import Path

import stand_in  # noqa: F401
import uvicorn

from dashboard import asgi

if __name__ == "__main__":
    app = Path(__file__).with_name("app.py")
    uvicorn.run(asgi.build(app), host="127.0.0.1", port=int(sys.argv[1]))
