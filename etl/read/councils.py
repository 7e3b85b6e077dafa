"""Which council a figure belongs to.

A council's nine-character code changes when its boundary or only its name in law does, and DfE
files disagree about which code an old year carries: one file prints Gateshead's 2013 under the
code of 2012, another under the code of 2014. DfE's own three-digit number and a date settle it:
**the code of a year is the code in force on 31 March of that year.**
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from etl import kept
from etl.errors import Refusal, brief
from etl.read.names import ALIASES, REGIONS, is_name_of
from etl.read.published import FETCH_AGAIN, read_areas

HISTORY = Path(__file__).parents[2] / "data" / "reference" / "council_history.csv"

HISTORY_TYPES = {
    **dict.fromkeys(
        ("council_code", "council_name", "dfe_number", "police_force_code", "police_force_name"),
        "VARCHAR",
    ),
    **dict.fromkeys(("code_from", "code_to"), "DATE"),
    **dict.fromkeys(("successors", "change_kind"), "VARCHAR"),
}

# What code that trusts a document meets in another.
NOT_AS_WRITTEN = (ValueError, LookupError, TypeError, AttributeError, StopIteration)

# All three London rows are "Regional" in DfE files, so that summing regions counts London twice.
LONDON = ("E12000007", "London")

ANOTHER_NAME = (
    f"add the name to data/reference/{ALIASES.name} if it is another; otherwise download the file "
    "again"
)

# ONS names the code's column after the vintage: CTYUA23CD in the boundaries of December 2023.
CODE_COLUMN = re.compile(r"CTYUA\d\dCD")

COLUMNS = [
    "council_code",
    "dfe_number",
    "council_name",
    "region_code",
    "region_name",
    "dfe_region_code",
    "dfe_region_name",
    "police_force_code",
    "police_force_name",
    "code_from",
    "code_to",
    "successors",
    "change_kind",
    "lon",
    "lat",
    "bng_e",
    "bng_n",
]


@dataclass(frozen=True)
class Councils:
    """Every council code since 2009 with its dates; one row of `history` is one code."""

    history: pd.DataFrame

    @classmethod
    def from_file(cls, path: Path = HISTORY) -> "Councils":
        """Raises Refusal for a code that is there twice, for days that are none or end before they
        begin, and for an end without its successors and its kind.
        """
        history = kept.table(path, HISTORY_TYPES, filled=list(HISTORY_TYPES)[:6])
        codes = set(history["council_code"])
        seen: set[str] = set()
        for _, row in history.iterrows():
            found = expected = ""
            after = row["successors"].split()
            if row["council_code"] in seen:
                found, expected = "this code is there twice", "each code once"
            elif row["code_to"] and row["code_to"] < row["code_from"]:
                found, expected = "its code ends before it begins", "code_from, then code_to"
            elif len({bool(row[n]) for n in ("code_to", "successors", "change_kind")}) > 1:
                found = "only a part of its end is told"
                expected = "code_to, successors and change_kind, or none of them"
            elif row["change_kind"] not in ("", "recode", "merge", "split", "split+merge"):
                found = f"change_kind is {brief(row['change_kind'])}"
                expected = "recode, merge, split or split+merge"
            elif unknown := set(after) - codes | ({row["council_code"]} & set(after)):
                found = f"its successor {brief(', '.join(sorted(unknown)))} is no other row's code"
                expected = "codes of this file, parted by spaces"
            if found:
                raise kept.refused(path, row, found, expected)
            seen.add(row["council_code"])
        return cls(history)

    def in_existence(self, year_ending: int) -> dict[str, str]:
        """DfE number → council code, for the councils that existed on 31 March of the year."""
        day = date(year_ending, 3, 31).isoformat()
        return {
            number: code
            for number, code, begins, ends in self._spans
            if begins <= day and (not ends or ends >= day)
        }

    @cached_property
    def _spans(self) -> list[tuple[str, str, str, str]]:
        columns = ["dfe_number", "council_code", "code_from", "code_to"]
        return list(self.history[columns].itertuples(index=False, name=None))

    def name(self, council_code: str) -> str:
        return self.history.set_index("council_code")["council_name"].get(council_code, "")

    def place(self, area_code: str) -> dict:
        """How a Refusal names an area: a council, a region, or a country, with its code."""
        if area_code in REGIONS:
            return {"region": f"{REGIONS[area_code]} ({area_code})"}
        name = self.name(area_code)
        return {"council": f"{name} ({area_code})"} if name else {"country": area_code}

    def area_codes(self, table: pd.DataFrame, file: str, years_ahead: int = 0) -> pd.Series:
        """The area code of each row of a `read_areas` table.

        `years_ahead` is 1 for mid-year populations: the June of 2023 belongs to the year ending
        March 2024. Raises Refusal for a council nobody knows, and when a year lacks a council
        that existed or has one that did not.
        """
        codes = table["printed_code"].copy()
        _regions_are_named(table, file)
        councils = table[table["area_level"] == "council"]
        self._are_known(councils, file)
        placed: dict[tuple[int, str], str] = {}
        for year, rows in councils.groupby("year"):
            existing = self.in_existence(int(year) + years_ahead)
            printed = set(rows["old_la_code"])
            for number in sorted(printed ^ set(existing)):
                missing = number in existing
                known_as = rows.loc[rows["old_la_code"] == number, "la_name"]
                raise Refusal(
                    "the year lacks this council" if missing else "the council did not exist then",
                    file=file,
                    council=self.name(existing[number]) if missing else known_as.iloc[0],
                    year=int(year),
                    expected=f"the {len(existing)} councils of 31 March {int(year) + years_ahead}",
                    remedy=f"download the file again, or correct data/reference/{HISTORY.name}",
                )
            placed |= {(int(year), number): code for number, code in existing.items()}
        printed_as = zip(councils["year"], councils["old_la_code"], strict=True)
        codes.loc[councils.index] = [placed[place] for place in printed_as]
        return codes

    def _are_known(self, councils: pd.DataFrame, file: str) -> None:
        """Raises Refusal for a code, a number and a name that are not one council's."""
        known = {h.council_code: (h.dfe_number, h.council_name) for h in self.history.itertuples()}
        witnesses = ["new_la_code", "old_la_code", "la_name"]
        for code, number, name, year in councils.drop_duplicates(witnesses)[
            [*witnesses, "year"]
        ].itertuples(index=False):
            if known.get(code, (None, ""))[0] != number:  # a region has neither
                raise Refusal(
                    f"nobody knows the council code {brief(code) or 'of nothing'} with DfE number "
                    f"{brief(number) or 'of nothing'}",
                    file=file,
                    council=name,
                    year=int(year),
                    remedy=f"add it to data/reference/{HISTORY.name} if it is new; otherwise "
                    "download the file again",
                )
            if not is_name_of(code, known[code][1], name):
                raise Refusal(
                    f"{code} is {known[code][1]}, but la_name is {brief(name)}",
                    file=file,
                    council=name,
                    year=int(year),
                    remedy=ANOTHER_NAME,
                )


def extract(plans_file: Path, boundaries_file: Path, councils: Councils) -> pd.DataFrame:
    """One row per council code since 2009, sorted by code; label point empty for former shapes.

    Regions as DfE prints them in the newest plans file, label points from ONS. A code that no file
    prints (a code renamed before 2013) takes them from the same DfE number. Names are those of the
    history, and of ours of the regions, however the file spells them.
    """
    printed = read_areas(plans_file, [])
    printed = printed[printed["area_level"] == "council"].sort_values("year")
    by_code = printed.drop_duplicates("new_la_code", keep="last").set_index("new_la_code")
    by_number = printed.drop_duplicates("old_la_code", keep="last").set_index("old_la_code")
    points, drawn = _label_points(boundaries_file)

    rows = []
    for h in councils.history.itertuples():
        if h.council_code in by_code.index:
            as_printed = by_code.loc[h.council_code]
        elif h.dfe_number in by_number.index:
            as_printed = by_number.loc[h.dfe_number]
        else:
            raise Refusal(
                f"{h.council_code} is in no row, nor is DfE number {h.dfe_number}",
                file=plans_file.name,
                council=h.council_name,
                expected=f"every council of {HISTORY.name}",
                remedy=f"correct data/reference/{HISTORY.name}",
            )
        region_code, region_name = as_printed["region_code"], as_printed["region_name"]
        dfe_region = (region_code, REGIONS.get(region_code, region_name))
        region = LONDON if dfe_region[1].endswith("London") else dfe_region
        # A renamed council kept its ground, so its label stands where its successor's does.
        point = points.get(h.council_code)
        if point is None and h.change_kind == "recode":
            point = points.get(h.successors)
        if point is None and not h.code_to:
            point = next(
                (
                    points[other.council_code]
                    for other in councils.history.itertuples()
                    if other.successors == h.council_code and other.council_code in points
                ),
                None,
            )
        if point is None and not h.code_to and h.code_from <= drawn:
            raise Refusal(
                "no label point of this council",
                file=boundaries_file.name,
                council=h.council_name,
                remedy=FETCH_AGAIN,
            )
        rows.append(
            (
                h.council_code,
                h.dfe_number,
                h.council_name,
                *region,
                *dfe_region,
                h.police_force_code,
                h.police_force_name,
                h.code_from,
                h.code_to,
                h.successors,
                h.change_kind,
                *(point or ("", "", "", "")),
            )
        )
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("council_code")


def _regions_are_named(table: pd.DataFrame, file: str) -> None:
    """Raises Refusal for a region's code beside another region's name, in any row that has one."""
    pairs = table.loc[table["region_code"] != "", ["region_code", "region_name", "year"]]
    for code, name, year in pairs.drop_duplicates(["region_code", "region_name"]).itertuples(False):
        if code in REGIONS and not is_name_of(code, REGIONS[code], name):
            raise Refusal(
                f"{code} is {REGIONS[code]}, but region_name is {brief(name)}",
                file=file,
                region=name,
                year=int(year),
                remedy=ANOTHER_NAME,
            )


def _label_points(path: Path) -> tuple[dict[str, tuple[str, str, str, str]], str]:
    """ONS label point of each council: longitude, latitude, British National Grid east, north.

    And the last day of the year whose councils these are, as ONS names the column of their codes.
    """
    try:
        properties = [
            feature["properties"]
            for feature in json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        ]
        code = next(name for name in properties[0] if CODE_COLUMN.fullmatch(name))
        points = {
            p[code]: (f"{p['LONG']:.5f}", f"{p['LAT']:.5f}", str(p["BNG_E"]), str(p["BNG_N"]))
            for p in properties
            if p[code].startswith("E")
        }
        return points, f"20{code[5:7]}-12-31"
    except (OSError, RecursionError, *NOT_AS_WRITTEN) as error:
        raise Refusal(
            brief(f"cannot read the boundaries: {error}", 70),
            file=path.name,
            expected="CTYUA23CD, LONG, LAT, BNG_E and BNG_N of each shape",
            remedy=FETCH_AGAIN,
        ) from error
