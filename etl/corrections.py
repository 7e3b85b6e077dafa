"""Faults in published files that we know of: declared with a reason, and taken back when mended.

A correction changes no figure. It says that a row contradicts itself in one release, so that the
checks let exactly that row pass, and readers are told. A later release may print it as before, or
mended: then nobody is told any more. Anything else is another fault, and fails.
"""

from dataclasses import dataclass, fields
from pathlib import Path

import duckdb
import pandas as pd
import yaml

from etl.errors import Refusal

CORRECTIONS_FILE = Path(__file__).with_name("corrections.yml")
EXPECTATION = "total_less_parts"
COLUMNS = [
    "file",
    "area_code",
    "year_ending",
    "flow",
    "basis",
    "release",
    "fault",
    "difference",
    "explanation",
]


@dataclass(frozen=True)
class Correction:
    """One fault; the fields are explained at the head of corrections.yml."""

    role: str
    area_code: str
    year: int
    flow: str
    bases: list[str]
    release: str
    fault: str
    expectation: dict[str, int]
    reason: str
    source: str


def load(path: Path = CORRECTIONS_FILE) -> list[Correction]:
    """Every declared fault. Raises Refusal for an entry without a reason, source or expectation."""
    wanted = {f.name for f in fields(Correction)}
    corrections = []
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
        lacking = sorted(wanted - {k for k, v in entry.items() if v not in (None, "", [], {})})
        unknown = sorted(set(entry) - wanted)
        if lacking or unknown or set(entry["expectation"]) != {EXPECTATION}:
            raise Refusal(
                f"the fault of {entry.get('area_code')} {entry.get('year')} lacks "
                f"{', '.join(lacking) or 'nothing'} and has unknown fields "
                f"{', '.join(unknown) or 'none'}",
                file=path.name,
                expected=f"the fields explained at its head, and the expectation {EXPECTATION}",
                remedy="say why the fault is passed on, where it can be seen and what is expected",
            )
        corrections.append(Correction(**entry))
    return corrections


def known_faults(path: Path = CORRECTIONS_FILE) -> pd.DataFrame:
    """The table `known_fault`: one row per area, year, flow and basis."""
    return pd.DataFrame(
        [
            (
                c.role.upper(),
                c.area_code,
                c.year,
                c.flow,
                basis,
                c.release,
                c.fault,
                c.expectation[EXPECTATION],
                c.reason,
            )
            for c in load(path)
            for basis in c.bases
        ],
        columns=COLUMNS,
    )


def take_mended_off(connection: duckdb.DuckDBPyConnection) -> None:
    """Leaves in `known_fault` those that stand: a later release may add up, or hide a part."""
    connection.execute(
        """
        DELETE FROM known_fault
        USING (
            SELECT
                area_code,
                year_ending,
                flow,
                basis,
                MAX(release) AS release,
                BOOL_AND(status = 'published') AS is_printed,
                SUM(value) FILTER (WHERE category = 'all')
                - SUM(value) FILTER (WHERE category <> 'all') AS difference
            FROM plan
            GROUP BY ALL
        ) AS found
        WHERE found.area_code = known_fault.area_code
            AND found.year_ending = known_fault.year_ending
            AND found.flow = known_fault.flow
            AND found.basis = known_fault.basis
            AND found.release > known_fault.release
            AND (NOT found.is_printed OR found.difference = 0)
        """
    )
