"""Faults in published files that we know of: declared with a reason, and taken back when mended.

A correction changes no figure. It says that a row contradicts itself in one release, so that the
checks let exactly that row pass, and readers are told. A later release may print it as before, or
mended: then nobody is told any more. Anything else is another fault, and fails.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from etl import kept
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

    @property
    def key(self) -> tuple[str, int, str]:
        return self.area_code, self.year, self.flow


_TEXT = {"type": "string", "minLength": 1}
FIELDS = {
    "role": {"enum": ["d2", "d4"]},
    "area_code": {"type": "string", "pattern": "^[EWJ][0-9]{8}$", "description": "a code of ONS"},
    "year": {"type": "integer", "minimum": 2010, "maximum": 2100},
    "flow": {"enum": ["started", "at_31_march"]},
    "bases": {
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {"enum": ["initial", "latest"]},
    },
    "release": {"type": "string", "pattern": "^[0-9]{4}$", "description": "a year, in quotes"},
    "fault": _TEXT,
    "expectation": {
        "type": "object",
        "properties": {EXPECTATION: {"type": "integer", "not": {"const": 0}}},
        "required": [EXPECTATION],
        "additionalProperties": False,
    },
    "reason": _TEXT,
    "source": _TEXT,
}
ENTRY = {
    "type": "object",
    "properties": FIELDS,
    "required": list(FIELDS),
    "additionalProperties": False,
}
LIST = {"type": ["array", "null"], "items": {"type": "object"}}
RULES = "the head of the file"


def load(path: Path = CORRECTIONS_FILE) -> list[Correction]:
    """Every declared fault. Raises Refusal for an entry that ENTRY does not allow, and for a fault
    that is declared twice."""
    corrections: list[Correction] = []
    entries = kept.document(path)
    kept.hold(entries, LIST, path, RULES)
    for number, entry in enumerate(entries or [], 1):
        said = f"{kept.name_of(path)}, entry {number}"
        said += "".join(f", {k} {entry[k]}" for k in ("area_code", "year") if k in entry)
        kept.hold(entry, ENTRY, path, RULES, said)
        correction = Correction(**entry)
        for other in corrections:
            if other.key == correction.key and set(other.bases) & set(correction.bases):
                raise Refusal("it is declared twice", file=said, remedy="keep one entry a fault")
        corrections.append(correction)
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
