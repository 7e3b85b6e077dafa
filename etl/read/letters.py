"""By which letters the publisher's own pages call the file that a figure is from: D2, C3.

A refusal that sets figures side by side names their files so: a release is found by its year, and a
file in it by its letters. Where two files print the same count, it may be from either.
"""

from collections.abc import Iterable

from etl.read.files import activity

LETTERS = {
    "started": "D2",
    "at_31_march": "D4",
    "assessments": "C3",
    "characteristics": "A5",
    "long_series": "of the long series",
    **{
        measure: " or ".join(
            stem.upper() for stem, of in activity.MEASURES.items() if measure in of.values()
        )
        for measures in activity.MEASURES.values()
        for measure in measures.values()
    },
}
FIRST_OF_LETTERS = 2013  # one wide file a year before


def file_of(table: str, key: Iterable) -> str:
    """The letters of the file of a row with that key; the table's name where the file has none."""
    parts = list(key)
    years = [int(part) for part in parts if str(part).isdigit()]
    if table == "plans" and years and years[0] < FIRST_OF_LETTERS:
        return "of its year"
    return next((LETTERS[part] for part in (*parts, table) if part in LETTERS), table)
