"""The figures as they are committed, row by row: what tests work out again by hand."""

import csv
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table: rows_of("plans"), rows_of("reference/national_series")."""
    path = name if "/" in name else f"figures/{name}"
    with (DATA / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
