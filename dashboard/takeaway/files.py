"""What a file of the Data page is called, and what it says besides its rows.

Its name says measure, area, years and version of the data, so that a file found on a desk next year
still says what it is.
"""

import pandas as pd

from dashboard import queries, words
from dashboard.queries import data as data_queries
from dashboard.queries import versions as versions_queries
from dashboard.queries.data import LONG, Selection
from dashboard.takeaway import downloads, spreadsheets
from dashboard.words.itself import data as data_words

MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    **spreadsheets.MEDIA_TYPES,
}
LICENCE = "Open Government Licence v3.0"
BY_HAND = "national_series"  # in place of a publisher's file
NAMED = 3  # areas or measures that a file's name holds


def name(selection: Selection, kind: str, year: int | None = None) -> str:
    """The file's name; `year` where it holds one year whatever the filter says."""
    filters = dict(selection.filters)
    measures = filters.get("measures") or (
        ("all-measures",) if selection.form == LONG else ("council-years",)
    )
    areas = next(
        (filters[f] for f in ("councils", "regions", "forces", "levels") if filters.get(f)),
        ("all-areas",),
    )
    years = (str(year),) if year else filters.get("years") or ("all-years",)
    return downloads.file_name(
        _few(measures),
        _few(areas),
        years[0] if len(years) == 1 else f"{min(years)}-{max(years)}",
        queries.build_facts()["data_version"],
        ending=kind,
    )


def _few(values: tuple[str, ...]) -> str:
    more = f"-and-{len(values) - NAMED}-more" if len(values) > NAMED else ""
    return "-".join(values[:NAMED]) + more


def sources(selection: Selection) -> list[str]:
    """Where the rows are from, each in full, as the rows themselves say."""
    ids = data_queries.sources(selection)
    files = [name for name in ids if name != BY_HAND]
    by_hand = [data_words.BY_HAND] if BY_HAND in ids else []
    return versions_queries.sources_in_full(files) + by_hand


def cautions(selection: Selection) -> list[str]:
    """What must not be read into the rows; of a few measures, what their own files say."""
    measures = data_queries.measures_shown(selection)
    dictionary = queries.every_measure().set_index("id")
    own = [
        sentence
        for measure in measures[: NAMED if len(measures) <= NAMED else 0]
        for sentence in dictionary.loc[measure, "do_not_conclude"]
    ]
    return list(dict.fromkeys([words.CAVEAT, words.COMPARISON_CAVEAT, *map(data_words.never, own)]))


def about(selection: Selection, sentence: str, frame: pd.DataFrame) -> dict[str, str]:
    """What a format that carries words beside its rows says of them."""
    return {
        "data_version": queries.build_facts()["data_version"],
        "citation": versions_queries.citation("Data", "", ""),
        "rows": sentence,
        "sources": "; ".join(sources(selection)),
        "licence": LICENCE,
        "caution": " ".join(cautions(selection)),
        "symbols": "; ".join(data_words.legend(downloads.symbols(frame))),
    }


def workbook(selection: Selection, sentence: str) -> spreadsheets.Workbook:
    """What a spreadsheet says besides its rows; `sentence` says what they are."""
    described = data_queries.columns_of(selection.form).set_index("column_name")
    return spreadsheets.Workbook(
        title=f"{versions_queries.product_title()}: figures",
        about=data_words.about_file(sentence, queries.build_facts()["data_version"]),
        citation=[versions_queries.citation("Data", "", "")],
        notes=data_words.notes(cautions(selection)),
        columns=[
            (
                column,
                described.loc[column, "unit"] or "no unit",
                described.loc[column, "description"],
            )
            for column in data_queries.shown_columns(selection)
        ],
        legend=data_words.legend(downloads.symbols(data_queries.whole(selection))),
        source="Source: " + "; ".join(sources(selection)) + f". {LICENCE}.",
        sheet="Figures",
    )


def csv(selection: Selection) -> bytes:
    """The rows as CSV, which says in columns of its own what no renaming of the file shall lose."""
    return downloads.csv(rows(selection))


def rows(selection: Selection) -> pd.DataFrame:
    """The rows of the CSV, with their version, source, licence and caution."""
    frame = data_queries.whole(selection)
    if "source_ids" in frame:
        told = {ids: _in_words(ids) for ids in frame["source_ids"].unique()}
        source = frame["source_ids"].map(told)
    else:
        source = "; ".join(sources(selection))
    return frame.assign(
        data_version=queries.build_facts()["data_version"],
        source=source,
        licence=LICENCE,
        caution=words.CAVEAT,
    )


def _in_words(ids: str) -> str:
    return "; ".join(
        data_words.BY_HAND if name == BY_HAND else versions_queries.sources_in_full([name])[0]
        for name in ids.split("; ")
    )


def parquet(selection: Selection, sentence: str) -> bytes:
    """The rows as Parquet, typed, gaps as NULL beside their status."""
    frame = data_queries.whole(selection)
    return downloads.parquet(frame, about(selection, sentence, frame))


def of_year(selection: Selection, year: int) -> Selection:
    """The same of one year alone, which is what a file of outlines holds."""
    return selection._replace(
        filters=(*selection.without("years").filters, ("years", (str(year),)))
    )


def geojson(selection: Selection, sentence: str) -> bytes:
    """The rows of a selection of one year, each with its council's outline."""
    (year,) = dict(selection.filters)["years"]
    frame = data_queries.whole(selection)
    outlines = data_queries.outlines(int(year))
    return downloads.geojson(frame, outlines, about(selection, sentence, frame))
