"""Publishers' services → data/raw/{source}/{release}/: the only step that needs a network.

Nothing is renamed into place until every file asked for has come whole. Some files have no address
that a machine can ask: they are on a page of gov.uk, and a person downloads them. They are old and
do not change, and `update` does without them.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from etl import progress, sources
from etl.errors import Refusal, unwritable
from etl.sources import ANY_NAME, OPTIONAL, Source
from etl.take import arcgis, ees, releases
from etl.take.answer import PART, Answer, Limits
from etl.take.download import Client

RAW = Path(__file__).parents[2] / "data" / "raw"
# Second prints of what other files print too: a release without them is taken, beside the last.
NOT_IN_EVERY_RELEASE = ("d3", "d5")
RECORDED = "recorded"  # --release recorded: the releases that the committed figures are from


@dataclass
class Fetched:
    """What a fetch did: names of files that came, that had not changed, and that it cannot get."""

    came: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    by_hand: list[Source] = field(default_factory=list)
    without: list[str] = field(default_factory=list)  # why a file that may be missing is not here

    def __str__(self) -> str:
        lines = [f"Fetched {len(self.came)} files; {len(self.unchanged)} were here already."]
        lines += [f"  new: {name}" for name in self.came]
        lines += [
            f"  not here, and only a person can download it: {s.file}, from {s.landing_page}"
            for s in self.by_hand
        ]
        lines += [f"  done without: {why}" for why in self.without]
        return "\n".join(lines)


def fetch(
    folder: Path = RAW,
    sources_file: Path = sources.SOURCES_FILE,
    release: str = "",
    only: tuple[str, ...] = (),
    offline: bool = False,
    limits: Limits | None = None,
) -> Fetched:
    """Bring the files of `sources_file`: of the newest release, or of the one named.

    `only` names roles. Raises Refusal, with nothing new in `folder`, when any file cannot be had;
    but one that may be missing is done without, and why is said, unless `only` names it.
    """
    declared = sources.load(sources_file)
    if unknown := sorted(set(only) - set(declared)):
        raise Refusal(
            f"no source has the role {', '.join(unknown)}",
            file=sources_file.name,
            expected=" ".join(declared),
            remedy="name roles as sources.yml does",
        )
    wanted = {role: s for role, s in declared.items() if not only or role in only}
    done = Fetched()
    rest = {}
    for role, source in wanted.items():
        if source.by_hand:
            if not (folder / source.file).is_file():
                done.by_hand.append(source)
        elif offline:
            if role not in OPTIONAL or releases.newest_file(source, folder).is_file():
                _find(source, folder, done)
        elif (source.pinned or not source.stem) and _is_here(source, folder):
            done.unchanged.append(source.file)
        else:
            rest[role] = source
    if offline:
        return done
    arriving: list[tuple[Path, Path, dict]] = []
    try:
        client = Client(limits or Limits())
        for (_, label), group in _by_release(rest, release).items():
            try:
                arriving += _from_ees(client, label, group, folder, done)
            except Refusal as refusal:
                if only or not all(s.role in OPTIONAL for s in group):
                    raise
                done.without.append(str(refusal))
        arriving += _of_the_recorded_release(client, rest, arriving, folder, done)
        for source in rest.values():
            if not source.stem:
                arriving.append(_from_address(client, source, folder))
        for part, file, note in arriving:
            _place(part, file, note)
            done.came.append(file.relative_to(folder).as_posix())
    except OSError as error:
        raise unwritable(error, folder) from error
    finally:
        _tidy(folder)
    return done


def _by_release(wanted: dict[str, Source], release: str) -> dict[tuple[str, str], list[Source]]:
    """Publication and release → sources to look for in it; the empty name is the newest release.

    A release that is named is one of Children in need; other publications have their own names.
    """
    groups: dict[tuple[str, str], list[Source]] = {}
    for source in wanted.values():
        if source.stem:
            named = "" if source.role in OPTIONAL else release
            label = source.label if source.pinned or release == RECORDED else named
            groups.setdefault((ees.api_of(source)[1], label), []).append(source)
    return groups


def _from_ees(client: Client, label: str, wanted: list[Source], folder: Path, done: Fetched):
    """(temporary file, place, note) of each source, from one release."""
    found = ees.release(client, *ees.api_of(wanted[0]), label)
    place = (folder / wanted[0].file).parent.parent / found.slug
    place.mkdir(parents=True, exist_ok=True)
    noted = {note["download"]: note for note in sources.notes_in(place)}
    arriving: dict[str, tuple[Path | None, Path, dict]] = {}
    others: dict[str, Refusal] = {}
    for data_set in progress.bar(found.data_sets, desc=f"release {found.slug}", unit="data set"):
        note = noted.get(found.address(data_set), {})
        if note.get("role") not in {s.role for s in wanted}:
            note = {}
        try:
            taken = ees.take(client, found, data_set, wanted, place, note)
        except (ees.NotTheColumns, ees.NotTheSeries) as refusal:
            others.setdefault(refusal.source.role, refusal)
            continue
        if taken is None:
            continue
        source, name, part, fresh = taken
        entry = (part, place / name, fresh)
        if source.role in arriving:
            entry = _the_likelier(source, arriving[source.role], entry)
        arriving[source.role] = entry
    lacking = [
        s
        for s in wanted
        if s.role not in arriving and not (label == "" and s.role in NOT_IN_EVERY_RELEASE)
    ]
    for source in lacking:
        if source.role in others:
            raise others[source.role]
    if lacking:
        told = lacking[0].stem == ANY_NAME
        raise Refusal(
            f"no data set has the columns of {lacking[0].role}"
            if told
            else f"no data set begins with {', '.join(s.stem or s.role for s in lacking)}",
            file=f"release {found.slug}",
            expected=f"one for each of the roles {', '.join(s.role for s in wanted)}",
            remedy="look at the release's page: if a file has a new name, put how it begins in "
            "etl/sources.yml as its stem; if it is not published yet, name the others with --only",
        )
    done.unchanged += [
        file.relative_to(folder).as_posix() for part, file, _ in arriving.values() if part is None
    ]
    return [entry for entry in arriving.values() if entry[0] is not None]


def _the_likelier(source: Source, one: tuple, other: tuple) -> tuple:
    """Of two files that can both play the role, the one with the columns its file has had."""
    held = {entry[1]: entry for entry in (one, other)}
    headers = {
        file: releases.header_of((part or file).read_bytes()) for part, file, _ in held.values()
    }
    # Told by its columns alone, each holds the series: nobody can say which is meant.
    chosen = [] if source.stem == ANY_NAME else releases.most_like(source, headers)
    if len(chosen) != 1:
        raise Refusal(
            f"two data sets fit the role {source.role}: {', '.join(f.name for f in held)}",
            file=f"release {one[1].parent.name}",
            expected=f"one file whose name begins with {source.stem}",
            remedy="look at the release's page, and give the role a longer stem in etl/sources.yml",
        )
    return held[chosen[0]]


def _of_the_recorded_release(client, wanted, arriving, folder: Path, done: Fetched):
    """Recorded files that are needed still: of a role that the newest release has no file for, and
    the population file that a newer one is about to replace, which has councils since cut apart.
    """
    came = {note["role"]: file for _, file, note in arriving}
    needed = [
        source
        for role, source in wanted.items()
        if not _is_here(source, folder)
        and (
            (role == "population" and role in came and came[role].parent.name != source.label)
            or (role in NOT_IN_EVERY_RELEASE and role not in came)
        )
    ]
    found = []
    for source in needed:
        found += _from_ees(client, source.label, [source], folder, done)
    return found


def _from_address(client: Client, source: Source, folder: Path) -> tuple[Path, Path, dict]:
    """A file that has an address of its own: boundaries, offences, or one that a person entered."""
    file = releases.place_of(source, folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    if arcgis.is_query(source.download):
        part = file.with_name(file.name + PART)
        part.write_bytes(arcgis.shapes(client, source.download))
    else:
        part = client.get(source.download, lambda answer: Answer.save(answer, file))
    return part, file, {"role": source.role, "download": source.download, "published": None}


def _place(part: Path, file: Path, note: dict) -> None:
    """Rename a whole file into place; one that `fetch` brought for the same role gives way."""
    sha256, size = sources.fingerprint(part)
    part.replace(file)
    for other in sources.notes_in(file.parent):
        if other.get("role") == note["role"] and other.get("name", file.name) != file.name:
            (file.parent / other["name"]).unlink(missing_ok=True)
    sources.add_note(file, note | {"sha256": sha256, "bytes": size})


def _is_here(source: Source, folder: Path) -> bool:
    """Whether the file is the recorded one, or one that was fetched from its address before."""
    file = folder / source.file if source.stem else releases.place_of(source, folder)
    if not file.is_file():
        return False
    sha256, _ = sources.fingerprint(file)
    note = sources.note_of(file)
    fetched = note.get("sha256") == sha256 and note["download"] == source.download
    return sha256 == source.sha256 or (fetched and not source.stem)


def _find(source: Source, folder: Path, done: Fetched) -> None:
    file = releases.newest_file(source, folder)
    sources.fingerprint(file)  # refuses when it is not there
    done.unchanged.append(file.relative_to(folder).as_posix())


def _tidy(folder: Path) -> None:
    """No temporary file stays, nor a folder that holds nothing; a crash's are cleared as well."""
    for left in folder.rglob(f"*{PART}"):
        left.unlink()
    for empty in sorted(folder.rglob("*/"), reverse=True):
        with suppress(OSError):
            empty.rmdir()
    with suppress(OSError):
        folder.rmdir()
