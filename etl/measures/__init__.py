"""The public words of each measure: one YAML file an indicator, reviewed like code.

They are loaded into the database with the figures, so that a page never types a definition.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from etl.errors import Refusal

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Indicator:
    """One measure in words; `polarity` is always "none": neither high nor low is good."""

    id: str
    title: str
    unit: str
    numerator: str
    denominator: str
    polarity: str
    why_it_matters: str
    do_not_conclude: list[str]
    warnings: list[str]
    sources: list[str]
    practice_review: str


def load(folder: Path = FOLDER) -> list[Indicator]:
    """Every indicator, by name. Raises Refusal for a file that lacks a field or has one more."""
    wanted = {f.name for f in fields(Indicator)} - {"id"}
    indicators = []
    for file in sorted(folder.glob("*.yml")):
        words = yaml.safe_load(file.read_text(encoding="utf-8"))
        if set(words) != wanted:
            raise Refusal(
                f"fields missing or unknown: {', '.join(sorted(set(words) ^ wanted))}",
                file=file.name,
                expected=", ".join(sorted(wanted)),
            )
        indicators.append(Indicator(id=file.stem, **words))
    return indicators
