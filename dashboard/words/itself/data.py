"""The sentences of the Data page, and how a cell of any column is said."""

from dashboard import queries, words

LEAD = (
    "Every figure behind this dashboard in one table: filter it, choose its columns, and take away "
    "exactly the rows you see. A number that the Department for Education (DfE) did not print is a "
    "symbol here, never a blank and never a zero."
)
STATUS_COMES_TOO = "A figure brings its status with it: it says why a number is missing."
NO_ROW = "No row passes all these filters. Each button takes one of them away."
OUTLINES_ARE_WIDE = "Outlines go with the wide form: one shape for each council and year."
NOT_PUBLISHED = (
    "The whole data package (every table as CSV and Parquet, the DuckDB file, a JSON API "
    "and a page to print for each council) is written by `python -m etl publish` and "
    "served under `/site` when the dashboard runs by `make run`."
)
FORM_LABELS = {
    "wide": "Wide: one row for each council and year",
    "long": "Long: one row for each area, year and measure",
}
LEVEL_LABELS = {
    "council": "Councils",
    "region": "Regions",
    "england": "England",
    "police-force": "Police forces",
}
STATUS_LABELS = {
    "published": "Published",
    "suppressed": "Suppressed [c]",
    "withheld": "Not shown here [withheld]",
    "low": "Above 0, rounds to 0 [low]",
    "low_reliability": "Not reliable [u]",
    "not_available": "Not available [x]",
    "not_applicable": "Not applicable [z]",
}
FILTER_WORDS = {
    "years": "year",
    "regions": "region",
    "forces": "police force area",
    "classes": "class",
    "statuses": "status",
    "councils": "council",
    "measures": "measure",
    "levels": "level",
}
PLURALS = {"classes": "classes", "statuses": "statuses"}
NAMED = 4  # values of a filter that a sentence names; more are counted

# A workbook's sheets beside the figures.
NOTES_SHEET = "What the symbols and figures mean"
COLUMNS_SHEET = "Columns of the table of figures"
ONE_TABLE = "This worksheet contains one table."
SYMBOLS_BELOW = f"{ONE_TABLE} Symbols are explained below."
# The data package's dictionary.
GAPS = (
    "A gap in a CSV is never blank: {symbols}. In Parquet and in the database it is NULL, with its "
    "status in a column beside it."
)


def outlines_of(year: int | None) -> str:
    """Which year a file of outlines holds."""
    return f"Outlines and figures of {year}, the newest year that your filters leave."


def names_nothing(filters: list[str]) -> str:
    """What is said in place of a table when an address filters by names that there are not."""
    named = words.listing([FILTER_WORDS[name] for name in filters])
    return (
        f"The link filters by {named}, and names none that there is. No table is shown: without "
        "that filter it would hold everything. Choose above, or show everything."
    )


def too_many_rows(most: int, rows: int) -> str:
    """Why there is no spreadsheet of this table."""
    return (
        f"A spreadsheet of this kind holds at most {words.count(most)} rows here; this table has "
        f"{words.count(rows)}. Filter it, or take CSV or Parquet."
    )


def filter_words(filters: dict[str, list[str]]) -> str:
    """The filter in words; `filters` is filter → what the reader sees of the values chosen."""
    said = []
    for name, chosen in filters.items():
        if not chosen:
            continue
        what = FILTER_WORDS[name]
        plural = PLURALS.get(name, what + "s")
        if len(chosen) > NAMED:
            said.append(f"{len(chosen)} {plural}")
        else:
            said.append(f"{what if len(chosen) == 1 else plural} {words.listing(chosen)}")
    return "; ".join(said) if said else "no filter: everything"


def rows_in_words(rows: int, form: str, filters: dict[str, list[str]]) -> str:
    """How many rows there are, of what, and by which filter."""
    one = "a council and year" if form == "wide" else "an area, year and measure"
    return (
        f"{words.count(rows)} row{'' if rows == 1 else 's'}, each {one} ({filter_words(filters)})."
    )


def cell(value, name: str) -> str:
    """A cell of a table without blanks as a reader sees it: symbols as they are."""
    if isinstance(value, str):
        return value
    if "year" in name:
        return str(int(value))
    if float(value).is_integer():
        return words.with_minus(words.count(value))
    return words.with_minus(words.short_of(value, 3, queries.LINES))


def version_notice(pinned: str, current: str, known: bool) -> str:
    """What a reader is told who comes by a link that was pinned to other figures."""
    named = words.as_typed(pinned, 30)
    if not known:
        return (
            f"This link is pinned to data version {named}, which is not in our change log. You see "
            f"version {current}; what has moved between the two cannot be listed."
        )
    return f"This link is pinned to data version {named}. You see the newer version {current}."


def moved_words(changes, area: str) -> list[str]:
    """What has moved for an area since a version, a sentence each; rows of moved_since."""
    if changes.empty:
        return [f"No figure of {area} that was held then has moved."]
    return [
        f"{row.what.replace('_', ' ')}, {row.year_ending}: {row.before} then, {row.after} now."
        for row in changes.itertuples()
    ]


def legend(there: set[str]) -> list[str]:
    """The symbols that stand in a table, in words, a line each."""
    return [f"{s} {meaning}" for s, meaning in words.SYMBOL_MEANINGS.items() if s in there]


def never(sentence: str) -> str:
    """What must not be read into a measure, as a sentence of its own."""
    return f"Do not conclude: {words.small(sentence)}"


def notes(cautions: list[str]) -> list[tuple[str, str]]:
    """What stands on the sheet of notes of a spreadsheet: a reference and its text."""
    return [
        ("Caution", " ".join(cautions)),
        ("Status", words.STATUS_LABEL),
        *words.SYMBOL_MEANINGS.items(),
        (
            "Bounds",
            "Columns ending in _min and _max hold the least and the most a number can be. They are "
            "equal where it is published, and never narrower than 0 to 5 where it is hidden.",
        ),
        (
            "Totals",
            "Regions and England are the totals that DfE prints, rounded to 10. Do not add "
            "councils to make a total: hidden numbers would count as nothing.",
        ),
    ]


def about_file(rows_sentence: str, version: str) -> list[str]:
    """What a file holds, in lines for its cover."""
    return [
        rows_sentence,
        f"Data version {version}.",
        f"{words.CAVEAT} {words.STATUS_LABEL}",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ]


def size(of_bytes: int) -> str:
    """A file's size in words: 320 KB."""
    return f"{of_bytes / 1e6:.1f} MB" if of_bytes >= 1e6 else f"{max(1, round(of_bytes / 1e3))} KB"


BY_HAND = (
    "kept by hand from print (table national_series), England's years that are in no file of DfE's"
)
WRITING = "Writing the file."
BUSY = (
    "Many files are being written at the moment. Try again in a minute, or take what is written "
    "already: the data package below has every table."
)


def in_the_queue(place: int) -> str:
    """What a reader sees while others' files are written first."""
    before = "One file is" if place == 1 else f"{place} files are"
    return f"{before} written before yours. It begins by itself; leaving this page cancels it."


def not_made(reason: str, reference: str) -> str:
    """What a reader is told whose file could not be written."""
    return (
        f"The file could not be written: {words.as_typed(reason, 200)}. The fault is here, not in "
        "what you did: take CSV, or a smaller part. If it happens again, report it with the "
        f"reference {reference}."
    )
