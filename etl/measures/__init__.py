"""What is measured: one YAML file a measure, which both the build and the pages carry out.

A file holds the words of a measure and its arithmetic: which count, divided by which, times what.
schema.json says what a file may hold. Adding a measure is adding a file; the name of the file is
the name of the measure, and nothing about it is written anywhere else.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from etl.errors import Refusal

FOLDER = Path(__file__).parent
SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))


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
    measures = [
        Measure(id=file.stem, **_read(file)) for file in sorted((folder or FOLDER).glob("*.yml"))
    ]
    for name in ("address", "short_title"):
        owner: dict[str, str] = {}
        for measure in measures:
            said = getattr(measure, name)
            if owner.setdefault(said, measure.id) != measure.id:
                raise Refusal(
                    f"{owner[said]}.yml has the same {name}: {said}",
                    file=f"{measure.id}.yml",
                    expected=f"a {name} of its own",
                )
    return sorted(measures, key=lambda measure: (measure.place, measure.id))


def _read(file: Path) -> dict[str, Any]:
    try:
        measure = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise Refusal(f"this is not YAML: {error}", file=file.name) from error
    broken = jsonschema.Draft202012Validator(SCHEMA).iter_errors(measure)
    if fault := jsonschema.exceptions.best_match(broken):
        place = "".join(f"[{p}]" if isinstance(p, int) else str(p) for p in fault.absolute_path)
        raise Refusal(
            fault.message,
            file=file.name,
            column=place,
            expected="what etl/measures/schema.json allows",
        )
    if measure.get("bands", []) != sorted(measure.get("bands", [])):
        raise Refusal("the borders do not rise", file=file.name, column="bands")
    return measure
