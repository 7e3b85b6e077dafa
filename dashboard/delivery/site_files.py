"""The published folder, site/, as files under /site: data package, API and printable pages.

The fact a newcomer gets wrong: nothing here is made when a reader asks. `python -m etl publish`
writes the folder, and any web host can serve it alone; this only spares a second server.
"""

import json
import os
from functools import lru_cache
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard.delivery.door import cross_origin
from dashboard.words.itself import refusals as said

ROOT = Path(__file__).parents[2]
MOUNTED_AT = "/site"


def folder() -> Path:
    """Where the published files are: CSA_SITE, or site/ beside the dashboard."""
    return Path(os.environ.get("CSA_SITE", ROOT / "site"))


def is_published() -> bool:
    """Whether there is anything to serve."""
    return (folder() / "index.html").is_file()


def has(path: str, version: str) -> bool:
    """Whether the folder holds a file, and was written from this version of the figures."""
    package = folder() / "datapackage.json"
    try:
        written_from = _version(package, package.stat().st_mtime_ns)
    except OSError:
        return False
    return written_from == version and (folder() / path).is_file()


@lru_cache(maxsize=1)
def _version(package: Path, _changed: int) -> str:
    return json.loads(package.read_text(encoding="utf-8"))["version"]


class SiteFiles(StaticFiles):
    """The folder's files; what is not there is answered with the folder's own 404 page."""

    def __init__(self) -> None:
        super().__init__(directory=folder(), html=True, check_dir=False)

    async def check_config(self) -> None:
        """Nothing: a folder that is not written yet is answered for, not an error."""

    async def get_response(self, path: str, scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as refusal:
            if refusal.status_code != 404:
                raise
            response = self.not_found(path)
        except OSError:
            # A name no file system takes: too long, or with a character it refuses.
            response = self.not_found("")
        if response.status_code == 404 and path.startswith("api"):
            response = self.not_found(path)
        # Anyone's page may read the figures; they are public and the same for all.
        response.headers.update(cross_origin.HEADERS)
        # What is not there may be there after the next publish.
        seconds = 60 if response.status_code == 404 else 3600
        response.headers["Cache-Control"] = f"public, max-age={seconds}"
        return response

    def not_found(self, path: str) -> Response:
        """What is said of a council, year or file that does not exist."""
        if not is_published():
            return PlainTextResponse(said.NOTHING_PUBLISHED, status_code=404)
        if path.startswith("api"):
            return JSONResponse(
                {"error": said.NOT_IN_API, "see": f"{MOUNTED_AT}/api/v1/index.json"},
                status_code=404,
            )
        return FileResponse(folder() / "404.html", status_code=404)


def routes(under: str = "") -> list[BaseRoute]:
    """The routes that serve the folder, `under` a path if the dashboard is."""
    to_folder = RedirectResponse(MOUNTED_AT.strip("/") + "/", 308)
    return [
        Route(under + MOUNTED_AT, lambda _request: to_folder),
        Mount(under + MOUNTED_AT, app=SiteFiles(), name="site"),
    ]
