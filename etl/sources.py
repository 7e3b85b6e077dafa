"""Which publishers' files the figures come from, and whether a file is still the one we read.

`etl/sources.yml` is the one home of titles, releases, addresses and licences: the dashboard shows
them from the database, and no page types them by hand.
"""

import hashlib
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import yaml

from etl.errors import Refusal

SOURCES_FILE = Path(__file__).with_name("sources.yml")


@dataclass(frozen=True)
class Source:
    """One publisher's file; the fields are explained at the head of sources.yml."""

    id: str
    role: str
    file: str
    publisher: str
    title: str
    release: str
    published: str | None
    landing_page: str
    download: str
    licence: str
    years: list[int] | None
    sha256: str
    bytes: int


def load(path: Path = SOURCES_FILE) -> dict[str, Source]:
    """Role → source. Raises Refusal for an entry that lacks a field or repeats a role."""
    sources: dict[str, Source] = {}
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        wanted = {f.name for f in fields(Source)}
        if set(entry) != wanted:
            raise Refusal(
                f"entry {entry.get('id')} has not the right fields: {set(entry) ^ wanted}",
                file=path.name,
                remedy="give every entry the fields explained at the head of the file",
            )
        if entry["role"] in sources:
            raise Refusal(f"two entries have the role {entry['role']}", file=path.name,
                          remedy="keep one file a role")  # fmt: skip
        sources[entry["role"]] = Source(**entry)
    return sources


def save(sources: dict[str, Source], path: Path = SOURCES_FILE) -> None:
    """Write the entries back under the comment the file opens with."""
    head = "".join(
        line for line in path.read_text(encoding="utf-8").splitlines(True) if line[0] == "#"
    )
    body = yaml.safe_dump(
        [asdict(s) for s in sources.values()], sort_keys=False, allow_unicode=True, width=1000
    )
    draft = path.with_suffix(".draft")
    draft.write_text(head + body, encoding="utf-8")
    draft.replace(path)


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size in bytes. Raises Refusal when the file is not there."""
    if not path.is_file():
        raise Refusal(
            "the file is not there",
            file=str(path),
            remedy="run `python -m etl fetch`, or give the folder that has it with --from",
        )
    raw = path.read_bytes()
    return hashlib.sha256(raw).hexdigest(), len(raw)


def verify(source: Source, path: Path) -> None:
    """Raises Refusal unless the file is byte for byte the one sources.yml records."""
    sha256, size = fingerprint(path)
    if sha256 != source.sha256:
        raise Refusal(
            f"this is not the file the figures were taken from ({size:,} bytes, "
            f"sha256 {sha256[:12]}…)",
            file=str(path),
            expected=f"{source.bytes:,} bytes, sha256 {source.sha256[:12]}…",
            remedy="if the publisher has revised it, run extract again with --accept-new and "
            "review what moves with `python -m etl diff`",
        )
