"""Explore education statistics, where DfE publishes "Children in need": its content API.

Publication → newest release → version → data sets → files. A data set's entry has a title but no
file name: the name comes with the file. So each data set is opened, its name and first line looked
at, and the rest read only when it plays a role.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from etl.errors import Refusal
from etl.read.files import long_series
from etl.read.published import NoColumn, rows_of
from etl.sources import ANY_NAME, Source
from etl.take import releases
from etl.take.answer import Answer
from etl.take.download import Client

SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Release:
    """One version of a release, with the entries of its data sets as the API gives them."""

    slug: str
    version: str
    published: str | None  # day, ISO
    data_sets: list[dict]
    api: str

    def address(self, data_set: dict) -> str:
        return f"{self.api}/releases/{self.version}/files/{_safe(data_set, 'fileId', self.api)}"


def api_of(source: Source) -> tuple[str, str]:
    """Address of the content API, and the publication's name in it, of a source with a stem."""
    api = re.split("/publications/|/releases/", source.download)[0]
    publication = source.landing_page.rstrip("/").split("/")[-2]
    return api, publication


def release(client: Client, api: str, publication: str, slug: str = "") -> Release:
    """The release of that name, or the newest. Raises Refusal when the API answers otherwise."""
    address = f"{api}/publications/{publication}"
    if not slug:
        slug = _safe(_field(client.json(address), "latestRelease", address), "slug", address)
    address = f"{address}/releases/{slug}"
    summary = client.json(f"{address}/version-summary")
    content = client.json(f"{address}/data-content")
    version = _safe(summary, "id", address)
    if _field(content, "releaseVersionId", address) != version:
        raise Refusal(
            "the release is being replaced just now: its data belong to another version",
            file=address,
            remedy="run the same command again in an hour",
        )
    published = re.match(r"\d{4}-\d\d-\d\d", str(summary.get("published") or ""))
    data_sets = _field(content, "dataSets", address)
    return Release(slug, version, published and published[0], data_sets, api)


def take(
    client: Client, found: Release, data_set: dict, wanted: list[Source], folder: Path, note: dict
) -> tuple[Source, str, Path | None, dict] | None:
    """(source, file name, temporary file, note) of the data set, or None when it plays no role.

    The temporary file is None where the server says that the file `note` tells of has not changed.
    """
    url = found.address(data_set)

    def read(answer: Answer):
        if answer.unchanged:
            source = next(s for s in wanted if s.role == note["role"])
            return source, note["name"], None, note
        plays = _role(answer, wanted, data_set.get("title", ""))
        if plays is None:
            return None
        name = _file_name(answer, plays, found)
        part = answer.save(folder / name)
        try:
            _count_rows(part, name, data_set)
        except Refusal:
            part.unlink()
            raise
        fresh = {
            "role": plays.role,
            "name": name,
            "etag": answer.etag,
            "download": url,
            "published": found.published,
            "title": data_set.get("title", ""),
        }
        return plays, name, part, fresh

    return client.get(url, read, etag=note.get("etag", ""))


def _role(answer: Answer, wanted: list[Source], title: str) -> Source | None:
    """The source whose role the file plays; None for one that only begins like it.

    Raises NotTheColumns or NotTheSeries where its name, or its title, makes one expect the role.
    """
    series = next((s for s in wanted if s.stem == ANY_NAME), None)
    if series:
        opening = answer.opening(rows=True)
        if releases.of_the_series(series, {answer.name: opening}):
            return series
        if _without_years(title) == _without_years(series.title):
            name = answer.name or title
            raise NotTheSeries(series, name, releases.header_of(opening))
        return None
    header = releases.header_of(answer.opening())
    if not answer.name:
        fits = [s for s in wanted if not releases.lacking(s.role, header)]
        return fits[0] if len(fits) == 1 else None
    source = next((s for s in wanted if releases.begins_like(s, answer.name)), None)
    if source and releases.lacking(source.role, header):
        raise NotTheColumns(source, answer.name, header)
    return source


class NotTheColumns(NoColumn):
    """A file begins like one we want and has other columns: refused if there is no better one."""

    def __init__(self, source: Source, name: str, header: list[str]):
        self.source = source
        known = {c.lower() for c in [*releases.columns_of(source.role), *(source.columns or [])]}
        others = [c for c in header if c.lower() not in known]
        super().__init__(name, releases.lacking(source.role, header), others)


class NotTheSeries(long_series.NotTheColumns):
    """The data set that has the title of one told by its columns has others."""

    def __init__(self, source: Source, name: str, header: list[str]):
        self.source = source
        super().__init__(name, header)


def _without_years(title: str) -> str:
    return " ".join(re.sub(r"[^a-z]+", " ", title.lower()).split())


def _file_name(answer: Answer, source: Source, found: Release) -> str:
    """The publisher's name for the file: it must be a plain one, or it could stand anywhere."""
    stem = source.role if source.stem in (None, ANY_NAME) else source.stem.rstrip("_")
    name = re.sub(r"\.gz$", "", answer.name, flags=re.I) or f"{stem}_{found.slug}.csv"
    if not SAFE.fullmatch(name) or not name.lower().endswith(".csv"):
        raise Refusal(
            f"the publisher names the file '{answer.name}'",
            file=answer.url,
            expected="a plain file name that ends in .csv",
            remedy="look at the release's page; do not save the file under that name",
        )
    return name


def _count_rows(part: Path, name: str, data_set: dict) -> None:
    """The API says how many rows the file has, which tells a file cut short at a line's end."""
    told = (data_set.get("meta") or {}).get("numDataFileRows")
    if not isinstance(told, int):
        return
    text = part.read_bytes().decode("utf-8-sig", errors="replace")
    rows = sum(1 for row in rows_of(text, name) if row) - 1
    # The service counts lines, of which a cell may hold several and the end some that are blank.
    lines = text.count("\n") + (not text.endswith("\n")) - 1
    # It does not say whether the header is one of them.
    if told not in (rows, rows + 1, lines, lines + 1):
        raise Refusal(
            f"the file has {rows:,} rows",
            file=name,
            expected=f"{told:,}, as the publisher's list says",
            remedy="it was cut short on the way, or is being replaced: run the same command again",
        )


def _field(answer: object, name: str, address: str):
    if not isinstance(answer, dict) or answer.get(name) in (None, ""):
        raise Refusal(
            f"the answer has no {name}",
            file=address,
            remedy="the service has changed: compare the answer with etl/take/ees.py",
        )
    return answer[name]


def _safe(answer: object, name: str, address: str) -> str:
    """A field that becomes part of an address or a folder's name."""
    value = _field(answer, name, address)
    if not isinstance(value, str) or not SAFE.fullmatch(value):
        raise Refusal(
            f"the answer's {name} is {value!r}",
            file=address,
            expected="letters, digits and hyphens",
        )
    return value
