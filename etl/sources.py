"""Which publishers' files the figures come from, and whether a file is still the one we read.

`etl/sources.yml` is the one home of titles, releases, addresses and licences: the dashboard shows
them from the database, and no page types them by hand.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from etl import kept
from etl.errors import Refusal

# Roles whose file may be missing: the figures are then without what it alone would print.
OPTIONAL = ("long_series",)
ANY_NAME = "*"  # for a stem: the file is told by its columns, whatever it is called

# What a reader is not shown: how the next release of the file is found.
FETCHING = ("stem", "pinned", "columns")

SOURCES_FILE = Path(__file__).with_name("sources.yml")
NOTES = "fetched.json"  # beside the files of a release under data/raw

# What an entry may hold, as a JSON schema.
_PAGE = {"type": "string", "pattern": "^https?://[^ ]+$", "description": "an address of the web"}
_NAME = {"type": "string", "pattern": "^[a-z0-9_]+$"}
FIELDS: dict[str, dict] = {
    "id": _NAME,
    "role": _NAME,
    "file": {
        "type": "string",
        "pattern": r"^(?!/)(?!.*\.\.)[^\x00-\x1f\\]+/[^\x00-\x1f\\/]+$",
        "description": "a path below data/raw, in the folder of its release",
    },
    **dict.fromkeys(
        ("publisher", "title", "release", "licence"), {"type": "string", "minLength": 1}
    ),
    "published": {"type": ["string", "null"], "format": "date", "description": "a day, or nothing"},
    **dict.fromkeys(("landing_page", "download"), _PAGE),
    "years": {
        "type": ["array", "null"],
        "items": {"type": "integer", "minimum": 1990, "maximum": 2100},
        "minItems": 2,
        "maxItems": 2,
        "description": "the first and the last year",
    },
    "sha256": {"type": ["string", "null"], "pattern": "^[0-9a-f]{64}$"},
    "bytes": {"type": ["integer", "null"], "minimum": 1},
    "stem": {"type": ["string", "null"], "minLength": 1},
    "pinned": {"type": "boolean"},
    "columns": {"type": ["array", "null"], "items": {"type": "string"}},
}
ENTRY = {
    "type": "object",
    "properties": FIELDS,
    "required": list(FIELDS),
    "additionalProperties": False,
}
LIST = {"type": "array", "minItems": 1, "items": {"type": "object"}}
RULES = "the head of the file"
# Every role that `extract` reads; geo/ reads boundaries_earlier too.
NEEDED = (
    *("a5", "b1", "c1", "c3", "c4", "d1", "d2", "d3", "d4", "d5", "population"),
    *("wide_2010", "wide_2011", "wide_2012", "neighbours", "offences", "nhs_boards"),
    *("boundaries", "long_series"),
)


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
    """Role → source. Raises Refusal for an entry that ENTRY does not allow, for a role or a key
    that two have or that is missing, and for a key that does not end in its role: pages and
    measures name a source by its key, which must outlive the release.
    """
    sources: dict[str, Source] = {}
    entries = kept.document(path)
    kept.hold(entries, LIST, path, RULES)
    for number, entry in enumerate(entries, 1):
        said = f"{kept.name_of(path)}, entry {entry.get('id') or number}"
        kept.hold(entry, ENTRY, path, RULES, said)
        source = Source(**entry)
        found = ""
        if source.role in sources:
            found, remedy = f"two entries have the role {source.role}", "keep one file a role"
        elif not f"_{source.id}".endswith(f"_{source.role}"):
            found = f"the key {source.id} does not end in its role, {source.role}"
            remedy = "name a source for who publishes it and its role, never for its release"
        elif source.years and source.years[0] > source.years[1]:
            found, remedy = "the years end before they begin", "give the first year, then the last"
        elif (source.sha256 is None) != (source.bytes is None):
            found, remedy = "of sha256 and bytes one is empty", "give both, or neither"
        elif source.sha256 is None and source.role not in OPTIONAL:
            found, remedy = "sha256 is empty", f"only {', '.join(OPTIONAL)} may be missing"
        if found:
            raise Refusal(found, file=said, remedy=remedy)
        sources[source.role] = source
    if missing := [role for role in NEEDED if role not in sources]:
        raise Refusal(
            f"no entry has the role {', '.join(missing)}",
            file=kept.name_of(path),
            expected="a file for each role that extract reads",
            remedy=kept.RESTORE,
        )
    return sources


def as_yaml(sources: dict[str, Source], path: Path = SOURCES_FILE) -> str:
    """The entries as text, under the comment that the file `path` opens with."""
    head = "".join(line for line in kept.text(path).splitlines(True) if line.startswith("#"))
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
    """A note that cannot be read says nothing: the file is then told by its bytes alone."""
    try:
        notes = json.loads((folder / NOTES).read_text(encoding="utf-8"))
        return {name: note for name, note in notes.items() if "sha256" in note}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}
