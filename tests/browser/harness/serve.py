"""Serve the harness as the dashboard is served: `python serve.py PORT`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The invented database must be found before the dashboard's.
sys.path[:0] = [str(HERE), str(HERE.parents[2] / "dashboard")]

import uvicorn  # noqa: E402

import asgi  # noqa: E402

if __name__ == "__main__":
    uvicorn.run(asgi.build(HERE / "app.py"), host="127.0.0.1", port=int(sys.argv[1]))
