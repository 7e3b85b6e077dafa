"""The yearly update in one command: fetch, draft, check, say what would change; then write.

Everything is drafted in a folder of its own. Until `--accept`, and whenever anything is refused,
figures, sources.yml, the change log and the database are exactly what they were.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from etl import kept, sources
from etl.build import DATA, build
from etl.compare import changes
from etl.compare.diff import Report, report
from etl.errors import unwritable
from etl.fingerprints import data_version
from etl.put.replacing import alone, replace_all
from etl.read import councils
from etl.read.extract import extract
from etl.take.answer import Limits
from etl.take.fetch import fetch


@dataclass(frozen=True)
class Places:
    """Where the project's own files are; a test has a copy of them."""

    data: Path = DATA
    sources_file: Path = sources.SOURCES_FILE

    @property
    def raw(self) -> Path:
        return self.data / "raw"

    @property
    def report(self) -> Path:
        """The diff as Markdown, beside the downloads and like them not committed."""
        return self.raw / "update.md"


def update(
    accept: bool = False,
    offline: bool = False,
    release: str = "",
    only: tuple[str, ...] = (),
    places: Places | None = None,
    limits: Limits | None = None,
    report: Path | None = None,
    accept_revised: str = "",
) -> str:
    """What the newest release would change, in words; with `accept`, the change is made.

    `accept_revised` is the reason why more figures that were published are printed otherwise than
    an ordinary revision changes; the change log says it.

    Writes the diff as Markdown to `report`. Raises Refusal, having written nothing else than
    downloads, when a file cannot be had or taken or a check fails.
    """
    places = places or Places()
    with alone(places.data):
        return _update(
            accept, offline, release, only, places, limits, report, accept_revised.strip()
        )


def _update(accept, offline, release, only, places: Places, limits, report, reason: str) -> str:
    fetched = fetch(places.raw, places.sources_file, release, only, offline, limits)
    draft = places.data / "update.draft"
    shutil.rmtree(draft, ignore_errors=True)  # a process that was killed leaves it
    try:
        draft.mkdir()
        found = _draft(draft, places, reason)
        text = _files_in_words(places.sources_file, draft / "sources.yml") + found.markdown
        _write(report or places.report, text)
        said = [str(fetched), "", _on_screen(found), "", f"In full: {report or places.report}"]
        if not found and _same(draft / "sources.yml", places.sources_file):
            return "\n".join([*said, "Nothing moves: the figures are those of these files."])
        if not accept:
            return "\n".join([*said, "Nothing is written. To take it: --accept"])
        _accept(draft, places, reason)
    except OSError as error:
        raise unwritable(error, places.data, "400 MB") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return "\n".join([*said, "Written: figures, sources.yml and CHANGES.md. Now run `make build`."])


def _draft(draft: Path, places: Places, reason: str) -> Report:
    """Figures, sources.yml and both databases in the folder `draft`; what moves between them."""
    shutil.copy(places.sources_file, draft / "sources.yml")
    (draft / "reference").mkdir()
    for file in sorted((places.data / "reference").glob("*.csv")):
        (draft / "reference" / file.name).write_bytes(kept.content(file))
    extract(
        places.raw,
        draft / "figures",
        draft / "sources.yml",
        accept_new=True,
        accept_revised=reason or True,
        committed=places.data / "figures",
        history=places.data / "reference" / councils.HISTORY.name,
        tell=lambda _: None,  # the report lists them
    )
    build(draft / "before.duckdb", places.data, places.sources_file)
    build(draft / "after.duckdb", draft, draft / "sources.yml")
    return report(draft / "before.duckdb", draft / "after.duckdb")


def _accept(draft: Path, places: Places, reason: str) -> None:
    version, _ = data_version(draft, draft / "sources.yml")
    log = places.data / "CHANGES.md"
    about = _releases_in_words(places.sources_file, draft / "sources.yml")
    if reason:
        about += f" Figures already published were revised: {reason.rstrip('.')}."
    entry = changes.entry(
        version,
        datetime.now(UTC).date().isoformat(),
        about,
        draft / "before.duckdb",
        draft / "after.duckdb",
    )
    written = kept.text(log)
    head, mark, rest = written.partition("\n## ")
    (draft / "CHANGES.md").write_text(f"{head}\n{entry}{mark}{rest}", encoding="utf-8")
    changes.read(draft / "CHANGES.md")
    drafted = {
        places.sources_file: draft / "sources.yml",
        log: draft / "CHANGES.md",
        **{places.data / "figures" / f.name: f for f in (draft / "figures").iterdir()},
    }
    replace_all(drafted, places.data)


def _files_in_words(before: Path, after: Path) -> str:
    """Markdown: which files are of another release, and which columns came or went."""
    old, new = sources.load(before), sources.load(after)
    lines = ["# The publishers' files\n"]
    lines += ["| role | before | after | columns |", "|---|---|---|---|"]
    for role, source in new.items():
        was = old.get(role)
        if was == source:
            continue
        if was is None:
            lines.append(f"| {role} | | {source.file} | kept for councils since cut apart |")
            continue
        columns = [f"new: {c}" for c in source.columns or [] if c not in (was.columns or [])]
        columns += [f"gone: {c}" for c in was.columns or [] if c not in (source.columns or [])]
        lines.append(
            f"| {role} | {was.file} | {source.file} | {', '.join(columns) or 'the same'} |"
        )
    lines += [f"| {r} | {old[r].file} | no longer used | |" for r in old if r not in new]
    if len(lines) == 3:
        lines = [lines[0], "The same files as before."]
    return "\n".join(lines) + "\n\n"


def _releases_in_words(before: Path, after: Path) -> str:
    """A sentence for the change log: which files are now of which release."""
    old, new = sources.load(before), sources.load(after)
    by_release: dict[str, list[str]] = {}
    for role, source in new.items():
        if role in old and old[role].sha256 != source.sha256:
            by_release.setdefault(source.release, []).append(source.title.split(":")[0])
    return " ".join(f"{name}: {', '.join(titles)}." for name, titles in by_release.items())


def _on_screen(found: Report) -> str:
    return found.counts.to_string(index=False, formatters={"table": "{:<18}".format})


def _same(one: Path, other: Path) -> bool:
    return sources.load(one) == sources.load(other)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise unwritable(error, path) from error
