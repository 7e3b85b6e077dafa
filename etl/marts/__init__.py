"""The tables that are worked out from the figures, in SQL, by subject: one file a subject's table.

Each file says in its header what it needs (`-- Needs  plan_bounds, council_year`, by the names of
other files, or `figures` where it needs none), and that alone decides what runs before what.
"""

import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from etl.errors import Refusal

FOLDER = Path(__file__).parent
FIGURES = "figures"  # what schema.sql declares and build loads


def needs(mart: Path) -> set[str]:
    """The marts that one needs, by name. Raises Refusal where its header does not say."""
    said = re.search(r"^-- Needs +(\w+(?:, \w+)*)$", mart.read_text(encoding="utf-8"), re.MULTILINE)
    if not said:
        raise Refusal(
            "the mart does not say what it needs",
            file=str(mart),
            expected=f"a line `-- Needs  council_year, plan_bounds`, or `-- Needs  {FIGURES}`",
        )
    return set(said[1].split(", ")) - {FIGURES}


def in_order(folder: Path = FOLDER) -> list[Path]:
    """Every mart, each after those it needs. Raises Refusal for a name that no mart has."""
    marts = {file.stem: file for file in sorted(folder.rglob("*.sql"))}
    wanted = {name: sorted(needs(file)) for name, file in marts.items()}
    for name, others in wanted.items():
        if unknown := set(others) - set(marts):
            raise Refusal(
                f"no mart is called {', '.join(sorted(unknown))}",
                file=str(marts[name]),
                expected=", ".join(marts),
            )
    try:
        return [marts[name] for name in TopologicalSorter(wanted).static_order()]
    except CycleError as error:
        raise Refusal(f"marts need each other: {', '.join(error.args[1])}") from error
