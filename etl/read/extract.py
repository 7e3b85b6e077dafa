"""Publishers' files → data/figures: the only step that knows a publisher's layout.

Everything is read and checked before anything is written, and the same files give the same bytes.
"""

import shutil
from collections.abc import Callable, Collection, Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from etl import sources
from etl.checks import agreement, integrity
from etl.errors import Refusal, unwritable
from etl.progress import bar
from etl.put.replacing import replace_all
from etl.read import councils, newest_year, other_prints, revisions, withholding
from etl.read.files import (
    activity,
    assessments,
    characteristics,
    long_series,
    neighbours,
    nhs_boards,
    offences,
    plans,
    population,
)
from etl.sources import Source
from etl.take import releases

FIGURES = Path(__file__).parents[2] / "data" / "figures"

SORT_KEYS = {
    "councils": ["council_code"],
    "plans": plans.KEY,
    "assessments": assessments.KEY,
    "activity": activity.KEY,
    "characteristics": characteristics.KEY,
    "population": population.KEY,
    "neighbours": neighbours.KEY,
    "offences": offences.KEY,
    "nhs_boards": nhs_boards.KEY,
}
# Of a file that may be missing, and with it the table.
OPTIONAL_KEYS = {"long_series": long_series.KEY}
WIDE_YEARS = (2010, 2011, 2012)
# Files that print all plans beside other things → the one that has them by category.
ALL_PLANS = {"d3": ("d2", "started"), "d5": ("d4", "at_31_march")}


def extract(
    folder: Path,
    figures: Path = FIGURES,
    sources_file: Path = sources.SOURCES_FILE,
    accept_new: bool = False,
    accept_revised: str | bool = "",
    committed: Path | None = None,
    history: Path = councils.HISTORY,
    tell: Callable[[str], object] = print,
) -> dict[str, pd.DataFrame]:
    """Read the files of `sources_file` below `folder` and write one CSV a table to `figures`.

    Returns the tables. Raises Refusal, having written nothing, for any file that is not as
    recorded or not as expected. With `accept_new` the newest release below `folder` is taken and
    recorded; a figure it prints otherwise than `figures` does is refused unless `accept_revised`
    gives a reason for it, and then listed by `tell`.
    With `committed` (figures already published) a file that only a person can download may be
    missing: what was taken from it is taken over from there. A file of an optional role may be
    missing always, and until it is accepted once there is no table of it.
    """
    before = sources.load(sources_file)
    carried = {
        role
        for role, s in before.items()
        if (s.by_hand and committed and not (folder / s.file).is_file())
        or (role in sources.OPTIONAL and not _is_there(s, folder, accept_new))
    }
    declared = before
    if accept_new:
        declared = {
            role: s
            if role in carried
            else releases.recorded_anew(s, releases.newest_file(s, folder), folder)
            for role, s in before.items()
        }
        declared |= releases.earlier_population(
            before["population"], declared["population"].label, folder
        )
    for role, source in bar(declared.items(), desc="checking sums", unit="file"):
        if role not in carried:
            sources.verify(source, folder / source.file)
    published, read = committed or figures, cache(revisions.read)  # each table once
    found = read_all(folder, declared, carried, published, history, read)
    tables = {name: in_order(name, table) for name, table in found.items()}
    agreement.hold(tables, councils.Councils.from_file(history))
    within = withholding.totals_of(tables["councils"])
    for name, table in tables.items():  # after rows are added up
        tables[name] = withholding.withheld(name, table, within)
    if accept_new:
        moved = revisions.hold(tables, published, before, declared, accept_revised, read)
        moved += newest_year.hold(tables, published, accept_revised, read)
        series_years = declared["long_series"].years
        moved += other_prints.hold(tables, published, series_years, accept_revised, read=read)
        for line in moved:
            tell(line)
        declared = _without_unused_populations(declared, tables["population"])
    also = {sources_file: sources.as_yaml(declared, sources_file)} if accept_new else {}
    try:
        write(tables, figures, also)
    except OSError as error:
        raise unwritable(error, figures, "20 MB") from error
    return tables


def read_all(
    folder: Path,
    declared: dict[str, Source],
    carried: Collection[str] = (),
    committed: Path = FIGURES,
    history: Path = councils.HISTORY,
    read: revisions.Read = revisions.read,
) -> dict[str, pd.DataFrame]:
    """Every table of figures, unsorted, from the files of `declared` below `folder`.

    The roles `carried` are not read: their rows are those of the figures in `committed`.
    """
    steps = readers(folder, declared, carried, committed, history, read)
    with bar(total=sum(map(len, steps.values())), desc="extracting", unit="file") as progress:
        tables = {}
        for name, of_a_file in steps.items():
            parts = []
            for reader in of_a_file.values():
                parts.append(reader())
                progress.update()
            tables[name] = pd.concat(parts, ignore_index=True)
    hold_the_declared_years(tables, declared)
    return tables


def readers(
    folder: Path,
    declared: dict[str, Source],
    carried: Collection[str] = (),
    committed: Path = FIGURES,
    history: Path = councils.HISTORY,
    read: revisions.Read = revisions.read,
) -> dict[str, dict[str, Callable[[], pd.DataFrame]]]:
    """Table → role → what reads the rows that this one file gives to the table."""
    known = councils.Councils.from_file(history)

    def at(role: str) -> Path:
        if role not in declared:
            raise Refusal(
                f"no source has the role {role}", file="sources.yml", remedy="add the entry"
            )
        return folder / declared[role].file

    def label(role: str) -> str:
        return declared[role].label

    def held(name: str) -> pd.DataFrame:
        return read(committed, name)

    def of_plans(role: str, flow: str) -> pd.DataFrame:
        return plans.extract(at(role), flow, label(role), known)

    def wide(year: int) -> pd.DataFrame:
        role = f"wide_{year}"
        if role in carried:
            return held("plans").query("release == @label(@role)")
        return plans.extract_wide(at(role), year, label(role), known)

    def path(stem: str) -> pd.DataFrame:
        table = activity.extract(at(stem), stem, label(stem), known)
        if stem not in ALL_PLANS:
            return table
        _hold_the_years_of(declared[stem], table["year_ending"])
        first = of_plans(*ALL_PLANS[stem]).query("category == 'all'")
        return activity.later(first, table, at(stem).name, known)

    populations = sorted(
        (role for role in declared if role.startswith("population")), key=label, reverse=True
    )
    alone: dict[str, Callable[[], pd.DataFrame]] = {
        "neighbours": lambda: neighbours.extract(at("neighbours"), known),
        "offences": lambda: offences.extract(at("offences"), declared["offences"].release, known),
        "nhs_boards": lambda: nhs_boards.extract(
            at("nhs_boards"), int(declared["nhs_boards"].release[-4:]), known
        ),
        "long_series": lambda: long_series.extract(at("long_series"), label("long_series")),
    }
    return {
        "councils": {"d2": lambda: councils.extract(at("d2"), at("boundaries"), known)},
        "plans": {
            "d2": lambda: of_plans("d2", "started"),
            "d4": lambda: of_plans("d4", "at_31_march"),
            **{f"wide_{year}": partial(wide, year) for year in WIDE_YEARS},
        },
        "assessments": {"c3": lambda: assessments.extract(at("c3"), label("c3"), known)},
        "activity": {stem: partial(path, stem) for stem in activity.MEASURES},
        "characteristics": {"a5": lambda: characteristics.extract(at("a5"), label("a5"))},
        "population": {
            "population": lambda: population.extract(
                [(at(role), label(role)) for role in populations], known
            )
        },
        **{
            name: {name: partial(held, name) if name in carried else take}
            for name, take in alone.items()
            if name not in declared or declared[name].is_taken
        },
    }


def write(
    tables: dict[str, pd.DataFrame], figures: Path, also: Mapping[Path, str] = MappingProxyType({})
) -> None:
    """Put every table in place, and the texts `also` in theirs: all of them, or none."""
    draft = figures.with_name(figures.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True)
        for name, table in tables.items():
            table.to_csv(draft / f"{name}.csv", index=False, lineterminator="\n")
        for place, text in also.items():
            (draft / place.name).write_text(text, encoding="utf-8")
        integrity.write_sums(draft)
        figures.mkdir(parents=True, exist_ok=True)
        places = [*(figures / f"{name}.csv" for name in tables), figures / integrity.SUMS, *also]
        replace_all({place: draft / place.name for place in places}, figures.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def in_order(name: str, table: pd.DataFrame) -> pd.DataFrame:
    table = table.sort_values((SORT_KEYS | OPTIONAL_KEYS)[name], kind="stable", ignore_index=True)
    if "value" in table:
        table["value"] = table["value"].astype("Int64")  # so that a count is never "12.0"
    return table


def _is_there(source: Source, folder: Path, accept_new: bool) -> bool:
    """Whether the file of an optional role is in the folder: the recorded one, or a new one."""
    file = releases.newest_file(source, folder) if accept_new else folder / source.file
    return file.is_file() and (accept_new or source.is_taken)


def _without_unused_populations(declared: dict[str, Source], population: pd.DataFrame):
    """An older population file is listed only while a figure is taken from it."""
    used = set(population["release"])
    return {
        role: source
        for role, source in declared.items()
        if not role.startswith("population") or source.label in used
    }


def hold_the_declared_years(tables: dict[str, pd.DataFrame], declared: dict[str, Source]) -> None:
    """A file cut short at a line's end has whole rows and too few years."""
    held = {
        "d2": tables["plans"].query("flow == 'started' and year_ending > 2012")["year_ending"],
        "d4": tables["plans"].query("flow == 'at_31_march'")["year_ending"],
        "c3": tables["assessments"]["year_ending"],
        "a5": tables["characteristics"]["year_ending"],
        "population": tables["population"]["mid_year"],
        "offences": tables["offences"]["year_ending"],
        **{
            stem: tables["activity"].query("measure in @names")["year_ending"]
            for stem, measures in activity.MEASURES.items()
            if stem not in ALL_PLANS
            for names in [list(measures.values())]
        },
    }
    for role, years in held.items():
        _hold_the_years_of(declared[role], years)


def _hold_the_years_of(source: Source, years: pd.Series) -> None:
    first, last = source.years or (min(years), max(years))
    missing = sorted(set(range(first, last + 1)) - set(years))
    if missing:
        raise Refusal(
            f"no rows for {', '.join(map(str, missing))}",
            file=source.file,
            year=missing[0],
            expected=f"every year from {first} to {last}",
            remedy="the file seems to be cut short: download it again",
        )
