"""Whether the list of partnerships, kept by hand, may be loaded: each row named that may not.

The fact a newcomer gets wrong: the list is partial, because no publisher has one. A partnership is
in it only where a page of the partners themselves says which councils share it.
"""

from pathlib import Path

from etl import kept
from etl.errors import Refusal
from etl.read import councils as listed

COLUMNS = ("partnership", "council_code", "status", "since", "seen", "source_url", "source")


def hold(file: Path, councils: Path) -> None:
    """Raises Refusal for the first row that is wrong, by file, row and council.

    Wrong are another header, an unknown council code, a council in two partnerships, a partnership
    of one and a missing source; of dates schema.sql says what is wrong. `councils` is the figures'
    list of councils.
    """
    rows = kept.table(file, COLUMNS).to_dict("records")
    known = set(kept.table(councils, listed.COLUMNS)["council_code"])
    seen: dict[str, int] = {}
    sizes: dict[str, list[int]] = {}
    for line, row in enumerate(rows, start=2):  # the header is line 1
        where = f"{file.name}, row {line}"
        council = row["council_code"]
        if not all(row[name] for name in ("partnership", "council_code", "source_url", "source")):
            raise Refusal(
                "the partnership, its council or its source is missing",
                file=where,
                council=council,
                expected="a page of the partners, and what it is",
                remedy="give the source, or leave the row out",
            )
        if not row["source_url"].startswith(("https://", "http://")):
            raise Refusal(
                f"the source {row['source_url']} is no address of a page",
                file=where,
                council=council,
            )
        if council not in known:
            raise Refusal(
                "no council has this code",
                file=where,
                council=council,
                expected=f"a code of {councils.name}",
            )
        if council in seen:
            raise Refusal(
                f"the council stands in row {seen[council]} already",
                file=where,
                council=council,
                expected="each council once, in one partnership",
            )
        if row["status"] != ("dated" if row["seen"] else "undated"):
            raise Refusal(
                f"the status is {row['status']} and seen is {row['seen'] or 'empty'}",
                file=where,
                council=council,
                expected="dated with a date in seen, or undated without",
            )
        seen[council] = line
        sizes.setdefault(row["partnership"], []).append(line)
    for name, lines in sizes.items():
        if len(lines) < 2:
            raise Refusal(
                f"{name} has one council",
                file=f"{file.name}, row {lines[0]}",
                expected="two or more: a partnership of one council is its council's page",
            )
