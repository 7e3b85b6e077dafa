"""What is measured: one YAML file a measure, which both the build and the pages carry out.

A file holds the words of a measure and its arithmetic: which count, divided by which, times what.
schema.json says what a file may hold. Adding a measure is adding a file; the name of the file is
the name of the measure, and nothing about it is written anywhere else.
"""

import json
from pathlib import Path

import jsonschema
import yaml

from etl.errors import Refusal

FOLDER = Path(__file__).parent
SCHEMA = json.loads((FOLDER / "schema.json").read_text(encoding="utf-8"))
# What a file may leave out.
USUAL = {
    "after_value": "",
    "decimals": None,
    "count": None,
    "base": None,
    "per": 1,
    "column": None,
    "bands": [],
    "bounds": "A hidden number has no bounds of its own here.",
    "compared": False,
    "counted_words": [],
    "base_words": "",
    "clause": "",
    "was": [],
}


def load(folder: Path = FOLDER) -> list[dict]:
    """Every measure as a row of the table `measure`, in the order of lists.

    Raises Refusal naming the file and the field that breaks schema.json, or that two share.
    """
    measures = [{"id": file.stem, **USUAL, **_read(file)} for file in sorted(folder.glob("*.yml"))]
    for field in ("address", "short_title"):
        owner: dict[str, str] = {}
        for measure in measures:
            other = owner.setdefault(measure[field], measure["id"])
            if other != measure["id"]:
                raise Refusal(
                    f"{other}.yml has the same {field}: {measure[field]}",
                    file=f"{measure['id']}.yml",
                    expected=f"a {field} of its own",
                )
    return sorted(measures, key=lambda measure: (measure["place"], measure["id"]))


def _read(file: Path) -> dict:
    try:
        measure = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise Refusal(f"this is not YAML: {error}", file=file.name) from error
    broken = jsonschema.Draft202012Validator(SCHEMA).iter_errors(measure)
    if fault := jsonschema.exceptions.best_match(broken):
        field = "".join(f"[{p}]" if isinstance(p, int) else str(p) for p in fault.absolute_path)
        raise Refusal(
            fault.message,
            file=file.name,
            column=field,
            expected="what etl/measures/schema.json allows",
        )
    if measure.get("bands", []) != sorted(measure.get("bands", [])):
        raise Refusal("the borders do not rise", file=file.name, column="bands")
    return measure
