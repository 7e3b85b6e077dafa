"""Whether a name a file prints is that of the area we know, though it is spelt otherwise.

One release prints "Durham", "Bedford Borough" and "Yorkshire and the Humber", another "County
Durham", "Bedford" and "Yorkshire and The Humber". A code and a number say which area it is; the
name is a third witness, and a witness may leave out a word that only says what kind of place it is.
What no rule tells ("Hull") is a row of data/reference/area_aliases.csv.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

from etl import kept

ALIASES = Path(__file__).parents[2] / "data" / "reference" / "area_aliases.csv"

REGIONS = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
    "E13000001": "Inner London",
    "E13000002": "Outer London",
}
# Words that say what kind of place it is, or join others.
KIND = {"and", "of", "the", "city", "county", "borough", "council", "district", "region", "royal"}
KIND |= {"unitary", "england"}


@cache
def is_name_of(code: str, known: str, printed: str) -> bool:
    """Whether `printed` is a name of the area with that code, which we call `known`."""
    return _telling(printed) in {_telling(known), *_aliases().get(code, ())}


def _telling(name: str) -> frozenset[str]:
    """The words that tell an area from another, without case, accents, points and order."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = frozenset(re.findall("[a-z0-9]+", re.sub("['.]", "", text)))
    return words - KIND or words


@cache
def _aliases() -> dict[str, list[frozenset[str]]]:
    columns = dict.fromkeys(("area_code", "printed_as", "source"), "VARCHAR")
    rows = kept.table(ALIASES, columns, filled=columns)
    names = rows["printed_as"].map(_telling)
    return names.groupby(rows["area_code"]).agg(list).to_dict()
