"""Which publishers' files the figures come from, and whether a file is still the one we read.

`etl/sources.yml` is the one home of titles, releases, addresses and licences: the dashboard shows
them from the database, and no page types them by hand.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import yaml

from etl.errors import Refusal

# Roles whose file may be missing: the figures are then without what it alone would print.
OPTIONAL = ("long_series",)
ANY_NAME = "*"  # for a stem: the file is told by its columns, whatever it is called

# What a reader is not shown: how the next release of the file is found.
FETCHING = ("stem", "pinned", "columns")

# libyaml's own where it is there: ten times as fast, and as safe.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

SOURCES_FILE = Path(__file__).with_name("sources.yml")
NOTES = "fetched.json"  # beside the files of a release under data/raw


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
    sha256: str | None
    bytes: int | None
    stem: str | None
    pinned: bool
    columns: list[str] | None

    @property
    def label(self) -> str:
        """The release, as the folder the file stands in is named: 2024."""
        return Path(self.file).parent.name

    @property
    def by_hand(self) -> bool:
        """Whether no machine can fetch it: we know the page it is offered on, not its address."""
        return self.download == self.landing_page

    @property
    def is_taken(self) -> bool:
        """Whether figures are taken from it: a file that may be missing was not there so far."""
        return self.sha256 is not None

    def shown(self) -> dict:
        """The fields a reader is shown, which are the columns of `meta_source`."""
        return {k: v for k, v in asdict(self).items() if k not in FETCHING}


def load(path: Path = SOURCES_FILE) -> dict[str, Source]:
    """Role → source. Raises Refusal for an entry that lacks a field, repeats a role or has a key
    of its own: pages and measures name a source by its key, which must outlive the release.
    """
    sources: dict[str, Source] = {}
    for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER):
        wanted = {f.name for f in fields(Source)}
        if set(entry) != wanted:
            raise Refusal(
                f"entry {entry.get('id')} has not the right fields: {set(entry) ^ wanted}",
                file=path.name,
                remedy="give every entry the fields explained at the head of the file",
            )
        if entry["role"] in sources:
            raise Refusal(
                f"two entries have the role {entry['role']}",
                file=path.name,
                remedy="keep one file a role",
            )
        if not f"_{entry['id']}".endswith(f"_{entry['role']}"):
            raise Refusal(
                f"the key {entry['id']} does not end in its role, {entry['role']}",
                file=path.name,
                remedy="name a source for who publishes it and its role, never for its release",
            )
        sources[entry["role"]] = Source(**entry)
    return sources


def as_yaml(sources: dict[str, Source], path: Path = SOURCES_FILE) -> str:
    """The entries as text, under the comment that the file `path` opens with."""
    head = "".join(
        line for line in path.read_text(encoding="utf-8").splitlines(True) if line[0] == "#"
    )
    # Lists on one line: a file has up to fifty columns.
    body = yaml.safe_dump(
        [asdict(s) for s in sources.values()],
        sort_keys=False,
        allow_unicode=True,
        width=100_000,
        default_flow_style=None,
    )
    return head + body


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
            expected=f"{source.bytes:,} bytes, sha256 {str(source.sha256)[:12]}…",
            remedy="if the publisher has revised it, run extract again with --accept-new and "
            "review what moves with `python -m etl diff`",
        )


def note_of(path: Path) -> dict:
    """What `fetch` noted about the file when it was downloaded; empty without a note."""
    return _notes(path.parent).get(path.name, {})


def notes_in(folder: Path) -> list[dict]:
    """The notes about the files of a release that are still there as they were fetched."""
    return [
        note
        for name, note in _notes(folder).items()
        if (folder / name).is_file() and fingerprint(folder / name)[0] == note["sha256"]
    ]


def add_note(path: Path, note: dict) -> None:
    """Keep what was learnt while the file was downloaded: address, ETag, day of publication."""
    text = json.dumps(_notes(path.parent) | {path.name: note}, indent=1, sort_keys=True)
    draft = path.with_name(f"{NOTES}.part")
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(path.with_name(NOTES))


def _notes(folder: Path) -> dict[str, dict]:
    try:
        return json.loads((folder / NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
