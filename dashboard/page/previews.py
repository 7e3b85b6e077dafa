"""What search engines and previews of links are told of a page: its description and its address.

The fact a newcomer gets wrong: a server does not know its own address on the web. It is told, by
CSA_ADDRESS or `publish --address`; where it is not, no address is made up.
"""

import os
from html import escape


def tags(title: str, description: str, path: str = "") -> list[str]:
    """Lines for the head of the dashboard's page at `path`."""
    address = os.environ.get("CSA_ADDRESS", "").rstrip("/")
    return lines(title, description, f"{address}/{path}" if address else "")


def lines(title: str, description: str, page: str) -> list[str]:
    """The same for any page, whose whole address is `page`, or "" where it is not known."""
    told = {"og:type": "website", "og:title": title, "og:description": description}
    named = {"description": description, "twitter:title": title, "twitter:description": description}
    found = []
    if page:
        told["og:url"] = page
        found.append(f'<link rel="canonical" href="{escape(page)}">')
    found += [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
    found += [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    return found
