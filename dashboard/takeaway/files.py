"""What a file of the Data page is called, and what it says besides its rows.

Its name says measure, area, years and version of the data, so that a file found on a desk next year
still says what it is.
"""

import pandas as pd

from dashboard import queries
from dashboard.queries import data as data_queries
from dashboard.queries import versions as versions_queries
from dashboard.queries.data import LONG, Selection
from dashboard.takeaway import downloads, spreadsheets
from dashboard.words import data as data_words

MEDIA_TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    **spreadsheets.MEDIA_TYPES,
}
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


def about(sentence: str) -> dict[str, str]:
    """Version, citation and filter, for formats that carry words beside their rows."""
    return {
        "data_version": queries.build_facts()["data_version"],
        "citation": versions_queries.citation("Data", "", ""),
        "rows": sentence,
    }


def workbook(selection: Selection, sentence: str, source: str) -> spreadsheets.Workbook:
    """What a spreadsheet says besides its rows; `sentence` says what they are."""
    described = data_queries.columns_of(selection.form).set_index("column_name")
    return spreadsheets.Workbook(
        title=f"{versions_queries.product_title()}: figures",
        about=data_words.about_file(sentence, queries.build_facts()["data_version"]),
        citation=[versions_queries.citation("Data", "", "")],
        notes=data_words.notes(),
        columns=[
            (
                column,
                described.loc[column, "unit"] or "no unit",
                described.loc[column, "description"],
            )
            for column in data_queries.shown_columns(selection)
        ],
        legend=data_words.legend(),
        source="Source: " + source,
        sheet="Figures",
    )


def csv(selection: Selection) -> bytes:
    """The rows as CSV, the version of the data in a column that no renaming of the file loses."""
    return downloads.csv(rows(selection))


def rows(selection: Selection) -> pd.DataFrame:
    """The rows of the CSV."""
    version = queries.build_facts()["data_version"]
    return data_queries.whole(selection).assign(data_version=version)


def parquet(selection: Selection, sentence: str) -> bytes:
    """The rows as Parquet, typed, gaps as NULL beside their status."""
    return downloads.parquet(data_queries.whole(selection), about(sentence))


def geojson(selection: Selection, sentence: str, year: int) -> bytes:
    """The rows of one year, each with its council's outline."""
    columns = data_queries.shown_columns(selection)
    of_year = selection._replace(
        filters=(*selection.without("years").filters, ("years", (str(year),))),
        columns=("council_code", *(c for c in columns if c != "council_code")),
    )
    return downloads.geojson(
        data_queries.whole(of_year), data_queries.outlines(year), about(sentence)
    )
