"""What search engines and previews of links are told of a page: description, address and picture.

The fact a newcomer gets wrong: a server does not know its own address on the web. It is told, by
CSA_ADDRESS or `publish --address`; where it is not, no address is made up.
"""

import os
from html import escape

from dashboard.words import explorer as explorer_words

ENGLAND = ("england", explorer_words.PICTURE_ALT)


def tags(title: str, description: str, path: str = "") -> list[str]:
    """Lines for the head of the dashboard's page at `path`, which shows England's picture."""
    address = os.environ.get("CSA_ADDRESS", "").rstrip("/")
    site = f"{address}/site" if address else ""
    return lines(title, description, f"{address}/{path}" if address else "", site)


def lines(
    title: str, description: str, page: str, site: str, picture: tuple[str, str] = ENGLAND
) -> list[str]:
    """The same for any page, whose whole address is `page`, or "" where it is not known.

    `site` is where the published folder is served, with the pictures that takeaway/published draws;
    `picture` is the name of one and what it shows.
    """
    told = {"og:type": "website", "og:title": title, "og:description": description}
    named = {"description": description, "twitter:title": title, "twitter:description": description}
    found = []
    if page:
        told["og:url"] = page
        found.append(f'<link rel="canonical" href="{escape(page)}">')
    if site:
        image = f"{site}/pictures/{picture[0]}.png"
        told |= {"og:image": image, "og:image:width": "1200", "og:image:height": "630"}
        told["og:image:alt"] = picture[1]
        named |= {"twitter:card": "summary_large_image", "twitter:image": image}
        named["twitter:image:alt"] = picture[1]
    found += [f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()]
    found += [f'<meta property="{name}" content="{escape(text)}">' for name, text in told.items()]
    return found
