"""What another site's page may read from here: the public figures, by GET and HEAD, and no more.

The fact a newcomer gets wrong: a page that asks "has it changed?" (If-None-Match) makes the browser
ask first whether it may. Without an answer to that question the plain request works, and the
cheaper one fails.
"""

from starlette.datastructures import Headers
from starlette.responses import Response

FOLDERS = ("/site/", "/api/")
METHODS = "GET, HEAD"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Content-Length, ETag, Last-Modified",
}
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": (
        "Accept, Cache-Control, If-Modified-Since, If-None-Match, If-Range, Range"
    ),
    "Access-Control-Max-Age": "86400",
}


def preflight(scope, headers: Headers, path: str | None) -> Response | None:
    """The answer to a browser that asks whether another site's page may read the figures."""
    asked = headers.get("access-control-request-method", "")
    if scope["method"] == "OPTIONS" and asked in METHODS.split(", ") and _is_open(path):
        return Response(status_code=204, headers=PREFLIGHT)
    return None


def _is_open(path: str | None) -> bool:
    return path is not None and path.startswith(FOLDERS)
