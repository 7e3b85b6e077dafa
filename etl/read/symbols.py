"""What a statistical release says when it does not print a number.

DfE writes a letter where a count would be. The letter is information: `c` means "known, but too
small to publish safely, or hidden to protect one that is". So every count becomes a value and a
status, and no symbol is ever turned into a number.

Each meaning is the publisher's own: `z`, `x` (once `:`), `c`, `u` and `low`, now also `k`, from the
table of symbols in DfE's table tool (DataSymbolsTable.tsx of its repository
explore-education-statistics); `c`, `u`, `x` and `z` again from the data guidance of Children in
need 2022; `..` and `.` from the releases to 2012. The fact a newcomer gets wrong: `low` is not "low
reliability", it is a count above 0 that rounds to 0.
"""

import re
from typing import NamedTuple

from etl.errors import Refusal, UnknownSymbol, brief

PUBLISHED = "published"
SUPPRESSED = "suppressed"
WITHHELD = "withheld"  # printed by DfE, and not shown by us: etl/read/withholding.py
LOW = "low"  # above 0, and rounds to 0: the number is small, and nobody hides it
LOW_RELIABILITY = "low_reliability"
NOT_AVAILABLE = "not_available"
NOT_APPLICABLE = "not_applicable"

STATUSES = (PUBLISHED, SUPPRESSED, WITHHELD, LOW_RELIABILITY, NOT_AVAILABLE, LOW, NOT_APPLICABLE)
HIDDEN = (SUPPRESSED, WITHHELD)  # a number is known, and is not public or not shown

STATUS_BY_SYMBOL = {
    "c": SUPPRESSED,
    "u": LOW_RELIABILITY,
    "low": LOW,
    "k": LOW,
    "x": NOT_AVAILABLE,
    ":": NOT_AVAILABLE,
    "..": NOT_AVAILABLE,
    ".": NOT_AVAILABLE,
    "z": NOT_APPLICABLE,
}

# The releases for 2010 to 2017 say in their own guidance that x replaces a number from 1 to 5.
STATUS_BY_SYMBOL_TO_2017 = STATUS_BY_SYMBOL | {"x": SUPPRESSED}

WHOLE_NUMBER = re.compile(r"[0-9]+")
# Those same releases print thousands as "44,300".
WHOLE_NUMBER_TO_2017 = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]+")


class Count(NamedTuple):
    """A number of children, plans or assessments, or the published reason there is none."""

    value: int | None
    status: str  # one of STATUSES
    symbol: str  # as printed; empty where a number was printed


def parse_count(cell: str, *, to_2017: bool = False, **place) -> Count:
    """Read one published cell; `to_2017` applies the rules of the 2010 to 2017 releases.

    Raises UnknownSymbol for a letter we have no meaning for, Refusal for a number that cannot be
    a count. `place` is what a Refusal says of where the cell stands: file, council, year, column.
    """
    text = cell.strip()
    whole_number = WHOLE_NUMBER_TO_2017 if to_2017 else WHOLE_NUMBER
    if whole_number.fullmatch(text):
        return Count(int(text.replace(",", "")), PUBLISHED, "")
    status = (STATUS_BY_SYMBOL_TO_2017 if to_2017 else STATUS_BY_SYMBOL).get(text)
    if status:
        return Count(None, status, text)
    if _is_a_number(text):
        raise Refusal(
            f"'{brief(text, 20)}' cannot be a count",
            expected="a whole number, 0 or more",
            remedy="compare the cell with the publisher's own page; the file may be damaged",
            **place,
        )
    raise UnknownSymbol(
        f"unknown symbol '{brief(text, 20)}'",
        expected="a number or one of " + " ".join(STATUS_BY_SYMBOL),
        remedy="if DfE now uses it, add it to STATUS_BY_SYMBOL in etl/read/symbols.py",
        **place,
    )


def sum_of_parts(parts: list[Count]) -> Count:
    """The sum of counts that are published apart; without a value unless every part has one.

    Where parts are missing, the sum takes the status that says most about the child data behind
    it: suppressed or withheld before low reliability, not available, low, then not applicable.
    """
    for status in STATUSES[1:]:
        for part in parts:
            if part.status == status:
                return part
    return Count(sum(p.value for p in parts), PUBLISHED, "")  # type: ignore[misc]  # all are numbers


def _is_a_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
