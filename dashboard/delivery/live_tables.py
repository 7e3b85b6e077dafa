"""A table by its address: /api/v1/table.csv?measure=…&council=…&year=…&data=…, a plain GET.

The fact a newcomer gets wrong: a name that is not understood is refused in words. To leave a filter
out would answer with every council where one was asked for, and a program does not read a warning.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from dashboard import database, queries
from dashboard.delivery.door import cross_origin
from dashboard.keeping import MB, Kept
from dashboard.page.choices import filters, names_in_addresses
from dashboard.queries import data as data_queries
from dashboard.queries.data import LONG, WIDE
from dashboard.takeaway import files
from dashboard.words.itself import live as live_words

MOST_ROWS = 20_000
LATEST = "latest"
FOR_A_DAY = "public, max-age=86400"
NOT_LONG = "public, max-age=60"
AT_WORK = CapacityLimiter(2)  # a table of 20,000 rows takes a second of the processor
_tables = Kept("tables by address", 32 * MB)


class Refused(Exception):
    """An address that is answered in words, with this status."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


async def route(request: Request) -> Response:
    """The table, 304 where the asker has it, or why there is none."""
    return await to_thread.run_sync(answer, request, limiter=AT_WORK)


def answer(request: Request) -> Response:
    try:
        asked = understood(request.query_params.multi_items())
        version, file = pinned(asked.pop("data", [LATEST]))
        current = database.data_version()
        if version == LATEST:
            return to_version(request, current)
        with database.at(file):
            name, content = table(asked)
    except Refused as refused:
        headers = {**cross_origin.HEADERS, "Cache-Control": NOT_LONG}
        return PlainTextResponse(f"{refused}\n", refused.status, headers)
    except database.NoDatabase:
        text = live_words.NOT_THERE
        return PlainTextResponse(f"{text}\n", 503, {**cross_origin.HEADERS, "Retry-After": "30"})
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {**cross_origin.HEADERS, "Cache-Control": FOR_A_DAY, "ETag": tag}
    if tag in request.headers.get("if-none-match", "").replace("W/", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'inline; filename="{name}"'
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def understood(items: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Filter, or form or data → the texts given for it. Raises Refused for another name.

    One value or more: measure=a,b or measure=a&measure=b.
    """
    asked: dict[str, list[str]] = {}
    for name, text in items:
        plain = name.strip().lower()
        known = filters.PARAMETERS.get(plain, plain)
        if known not in {*filters.SINGULAR, "form", "data"}:
            allowed = ", ".join([*filters.PARAMETERS, "form", "data"])
            raise Refused(400, live_words.no_such_parameter(name, allowed))
        asked.setdefault(known, []).extend(t for t in text.split(",") if t.strip())
        if not asked[known]:
            raise Refused(400, live_words.is_empty(plain))
    return asked


def pinned(texts: list[str]) -> tuple[str, Path]:
    """The data version asked for and its database. Raises Refused for one that is not served."""
    version = texts[0].strip().lower()
    if version == LATEST:
        return version, database.path()
    served = database.versions()
    if len(texts) > 1 or version not in served:
        raise Refused(404, live_words.no_such_version(texts[0], list(served)))
    return version, served[version]


def to_version(request: Request, version: str) -> Response:
    """The same address pinned to a version."""
    items = [(n, t) for n, t in request.query_params.multi_items() if n.strip().lower() != "data"]
    there = "table.csv?" + urlencode([*items, ("data", version)])
    return RedirectResponse(there, 307, {**cross_origin.HEADERS, "Cache-Control": "no-cache"})


def table(asked: Mapping[str, list[str]]) -> tuple[str, bytes]:
    """The file's name and content. Raises Refused for names not known, and for too many rows."""
    wanted = dict(asked)
    asked_form = (wanted.pop("form", None) or [LONG])[0]
    form = names_in_addresses.meant(asked_form, (LONG, WIDE), filters.FORMS)
    if not form:
        raise Refused(400, live_words.unknown_values("form", [asked_form], [LONG, WIDE]))
    offered = {*filters.options(form), "columns"}
    if beside := [name for name in wanted if name not in offered]:
        raise Refused(400, live_words.not_of_form(beside[0], form))
    selection, unknown = filters.understood(form, wanted)
    for name, texts in unknown.items():
        known = filters.columns(form) if name == "columns" else filters.options(form)[name][1]
        raise Refused(400, live_words.unknown_values(name, texts, list(known)))
    rows = data_queries.count(selection)
    if rows > MOST_ROWS:
        raise Refused(413, live_words.too_many(rows, MOST_ROWS))
    place = (str(database.path()), database.version(), selection)
    content = _tables.get(place, lambda: files.csv(selection).removeprefix("\ufeff".encode()))
    return files.name(selection, "csv"), content


def address(form: str, chosen: Mapping[str, Sequence[str]], page: str) -> str:
    """The address of a table's rows, pinned; `chosen` is filter → names in addresses.

    `page` is the address of any page of the dashboard.
    """
    items = [("form", form)] if form == WIDE else []
    items += [(filters.SINGULAR[name], ",".join(names)) for name, names in chosen.items() if names]
    items.append(("data", queries.build_facts()["data_version"]))
    return f"{page.rpartition('/')[0]}/api/v1/table.csv?{urlencode(items, safe=',')}"
