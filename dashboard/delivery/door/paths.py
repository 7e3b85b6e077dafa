"""Where a request points within the dashboard, whatever path the dashboard itself is served under.

The fact a newcomer gets wrong: there are three ways to be served under a path. Streamlit's
`server.baseUrlPath` and uvicorn's `--root-path` leave it in the request; a proxy may strip it, and
then nobody here knows of it. So no address that we write begins with "/": each is relative to the
page it stands on.
"""

from streamlit import config


def base() -> str:
    """The path of `server.baseUrlPath`: "" or "/somewhere"."""
    path = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def path_of(scope) -> str | None:
    """The request's path within the dashboard, "/" and more; None for one outside it."""
    path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
    under = base()
    if path == under or path.startswith(f"{under}/"):
        return path.removeprefix(under) or "/"
    return None


def to_top(path: str) -> str:
    """From a page at `path` to the dashboard's first page: "./" or "../" as often as it takes."""
    return "../" * (path.count("/") - 1) or "./"


def relative(path: str, address: str) -> str:
    """`address`, a path from the top with or without a host before it, as seen from `path`.

    A host that a client named is dropped with it: a redirect never leads elsewhere.
    """
    if not address.startswith(("/", "\\")) and "://" not in address:
        return address
    _, host, rest = address.partition("://")
    there = "/" + rest.partition("/")[2] if host else address
    return to_top(path) + there.lstrip("/\\")
