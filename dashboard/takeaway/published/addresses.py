"""Where the published folder and the dashboard stand, as seen from a page of the folder.

The fact a newcomer gets wrong: the folder may be served by the dashboard (at /site), by a host of
its own, or by nobody yet. Only of the first two is there an address to name, and none is made up.
"""

import os

# Where the dashboard serves the folder; another host is named with --address.
NOWHERE = "http://localhost:8501/site"
UNDER = "/site"


def dashboard(address: str, root: str) -> str:
    """The dashboard's address with a slash at its end; "" where none is known.

    `address` is where the folder is served, `root` leads from a page to the folder's top. Who runs
    both on different hosts names the dashboard in CSA_ADDRESS.
    """
    named = os.environ.get("CSA_ADDRESS", "").rstrip("/")
    if named:
        return f"{named}/"
    if address == NOWHERE:
        return f"{root}/../"
    # A briefing printed alone, or a folder on a host of its own, has no way to it.
    return address.removesuffix(UNDER) + "/" if address.endswith(UNDER) else ""
