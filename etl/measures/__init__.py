"""What is measured: one YAML file a measure, which both the build and the pages carry out.

A file holds the words of a measure and its arithmetic: which count, divided by which, times what.
schema.json says what a file may hold. Adding a measure is adding a file; the name of the file is
the name of the measure, and nothing about it is written anywhere else.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from etl import kept
from etl.errors import Refusal, brief

FOLDER = Path(__file__).parent
SCHEMA = FOLDER / "schema.json"
COUNTED = "area_count"  # the mart that names all that a measure may count, or be divided by


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure as its file has it, which is as the table `measure` holds it.

    One that is held in a column of council_year has no `count`; a mere count has no `base`.
    `polarity` is always "none": neither high nor low is good.
    """

    id: str
    place: int
    address: str
    title: str
    short_title: str
    unit: str
    levels: list[str]
    concerns: list[str]
    numerator: str
    denominator: str
    polarity: str
    why_it_matters: str
    do_not_conclude: list[str]
    warnings: list[str]
    sources: list[str]
    practice_review: str
    count: str | None = None
    base: str | None = None
    per: int = 1
    column: str | None = None
    after_value: str = ""
    decimals: int | None = None
    bands: list[float] = field(default_factory=list)
    bounds: str = "It has no bounds of its own here."
    compared: bool = False
    counted_words: list[str] = field(default_factory=list)
    base_words: str = ""
    base_is_estimate: bool = False
    clause: str = ""
    was: list[str] = field(default_factory=list)


def load(folder: Path | None = None) -> list[Measure]:
    """Every measure, in the order of lists.

    Raises Refusal naming the file and the field that breaks schema.json, or that two share.
    """
    folder = folder or FOLDER
    schema = kept.schema(SCHEMA)
    measures = [
        Measure(id=file.stem, **_read(file, schema)) for file in sorted(folder.glob("*.yml"))
    ]
    if not measures:
        raise Refusal("no measure is there", file=kept.name_of(folder), remedy=kept.RESTORE)
    owners: dict[tuple[str, str], str] = {}
    for measure in measures:
        said = [("name", name) for name in sorted({measure.id, *measure.was})]
        said += [(n, getattr(measure, n)) for n in ("address", "title", "short_title")]
        for kind, text in said:
            if owners.setdefault((kind, text), measure.id) != measure.id:
                raise Refusal(
                    f"{owners[kind, text]}.yml has the same {kind}: {brief(text)}",
                    file=kept.name_of(folder / f"{measure.id}.yml"),
                    expected=f"a {kind} of its own",
                    remedy="give one of the two another",
                )
    return sorted(measures, key=lambda measure: (measure.place, measure.id))


def hold(measures: Iterable[Measure], fields: Collection[str], known: Collection[str], what: str):
    """Raises Refusal for the first name in these fields of a measure that is not `known`."""
    for measure in measures:
        for name in fields:
            said = getattr(measure, name) or []
            for each in [said] if isinstance(said, str) else said:
                if each not in known:
                    raise Refusal(
                        f"nobody knows {brief(each)}",
                        file=kept.name_of(FOLDER / f"{measure.id}.yml"),
                        column=name,
                        expected=what,
                        remedy="look for a slip in the name",
                    )


def _read(file: Path, schema: dict) -> dict[str, Any]:
    measure = kept.document(file)
    kept.hold(measure, schema, file, "etl/measures/schema.json")
    found = column = ""
    if measure.get("bands", []) != sorted(measure.get("bands", [])):
        found, column = "the borders do not rise", "bands"
    if measure.get("base") is not None and measure["base"] == measure["count"]:
        found, column = f"it is {measure['base']} divided by itself", "base"
    if found:
        raise Refusal(found, file=kept.name_of(file), column=column, remedy=kept.RESTORE)
    return measure
