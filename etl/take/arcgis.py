"""ONS boundaries from an ArcGIS feature service, which hands out so many shapes at a time.

The service answers a question it cannot answer with status 200 and an `error` in the body, and a
page that is not the last with `exceededTransferLimit`.
"""

import json
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from etl.errors import Refusal
from etl.take.answer import Answer
from etl.take.download import Client, read_json

MOST_PAGES = 200


def is_query(address: str) -> bool:
    return "/FeatureServer/" in address and urlsplit(address).path.endswith("/query")


def shapes(client: Client, address: str) -> bytes:
    """All shapes of the query as one GeoJSON: the service's own bytes when one page holds them.

    Raises Refusal when a shape is missing or comes twice.
    """
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    plain = urlunsplit(parts._replace(query=""))
    _, counted = _answer(client, plain, query | {"returnCountOnly": "true", "f": "json"}, "count")
    features: list[dict] = []
    pages: list[tuple[str, dict]] = []
    while len(pages) < MOST_PAGES:
        start = {"resultOffset": str(len(features))}
        text, page = _answer(client, plain, query | start, "features")
        pages.append((text, page))
        features += page["features"]
        more = page.get("exceededTransferLimit") or (page.get("properties") or {}).get(
            "exceededTransferLimit"
        )
        if not more or not page["features"]:
            break
    different = {json.dumps(f, sort_keys=True) for f in features}
    if not len(features) == len(different) == counted["count"]:
        raise Refusal(
            f"{len(different):,} different shapes in {len(features):,}",
            file=plain,
            expected=f"{counted['count']:,}, as the service counts them",
            remedy="run the same command again; the layer may be being replaced",
        )
    text, first = pages[0]
    if len(pages) > 1:
        kept = {k: v for k, v in first.items() if k not in ("exceededTransferLimit", "properties")}
        text = json.dumps(kept | {"features": features}, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def _answer(client: Client, address: str, query: dict[str, str], wanted: str) -> tuple[str, dict]:
    """The answer as sent and as read, which must hold the field `wanted`."""
    text = client.get(address, Answer.text, **query)
    answer = read_json(address, text)
    if not isinstance(answer, dict) or wanted not in answer:
        error = answer.get("error", {}) if isinstance(answer, dict) else {}
        raise Refusal(
            f"the answer has no {wanted} ({error.get('message', 'no reason given')})",
            file=address,
            remedy="check the address in etl/sources.yml against the layer's own page",
        )
    return text, answer
