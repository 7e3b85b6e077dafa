"""The figures as they are committed: worked out again by hand, or copied to be spoilt."""

import csv
import shutil
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table: rows_of("plans"), rows_of("reference/national_series")."""
    path = name if "/" in name else f"figures/{name}"
    with (DATA / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def copied_to(data: Path) -> Path:
    """`data`, with the figures and the reference tables in it."""
    for folder in ("figures", "reference"):
        shutil.copytree(DATA / folder, data / folder)
    return data
