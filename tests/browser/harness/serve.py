"""Serve the harness as the dashboard is served: `python serve.py PORT`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[2])]

import database  # noqa: E402
import uvicorn  # noqa: E402

import dashboard  # noqa: E402

# The invented country in place of the dashboard's database, before anything has asked for that.
sys.modules["dashboard.database"] = dashboard.database = database

from dashboard import asgi  # noqa: E402

if __name__ == "__main__":
    uvicorn.run(asgi.build(HERE / "app.py"), host="127.0.0.1", port=int(sys.argv[1]))
