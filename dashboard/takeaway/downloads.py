"""What a reader takes away: the rows on the page, whole, with every gap explained.

A spreadsheet program reads a blank as nothing and sums it as zero. So no cell is blank: where
there is no number stands a symbol, [c] or [u], and the status has a column of its own.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from dashboard import database
from dashboard.takeaway import worker
from dashboard.words import SYMBOL_OF_STATUS

# Endings of the names of figures that share the status of what they are about.
ABOUT = re.compile(r"_(min|max|low|high|least|most|lowest|middle|highest|per_1000|share)$")


def csv(frame: pd.DataFrame, about: Sequence[str] = ()) -> bytes:
    """UTF-8 CSV with the columns of `frame`; no blank cell. Symbols are explained by `about`.

    `about` becomes lines of one cell above the header, each beginning with "#".
    """
    filled = tidy(frame)
    text = io.StringIO()
    for line in about:
        text.write("# " + " ".join(line.split()) + "\n")
    filled.to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode("utf-8-sig")


def build(frame: pd.DataFrame) -> Iterator[worker.Waiting | float | bytes]:
    """What `worker.work` yields of the CSV of many rows. Raises as it does."""
    return worker.work("csv", lambda folder: frame.to_parquet(folder / "table.parquet"))


def write_file(_kind: str, folder: Path) -> Iterator[float]:
    """In the worker: write what `build` laid out."""
    yield 0.2
    (folder / "out").write_bytes(csv(pd.read_parquet(folder / "table.parquet")))
    yield 1.0


def parquet(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Parquet with the rows as they are: a gap is NULL here, with its status beside it.

    `about` (data version, citation) travels in the file's own metadata.
    """
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pandas(frame, preserve_index=False)
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **about})
    file = io.BytesIO()
    pyarrow.parquet.write_table(table, file, compression="zstd")
    return file.getvalue()


def geojson(frame: pd.DataFrame, shapes: Mapping[str, str], about: Mapping[str, str]) -> bytes:
    """A feature for each row: its council's outline and figures. A gap is null beside its status.

    `shapes` is council code → GeoJSON geometry. Raises KeyError for a council without one: a map
    with a hole would read as a council without a figure.
    """
    features = []
    for row in frame.to_dict("records"):
        properties = {name: None if pd.isna(value) else value for name, value in row.items()}
        features.append(
            '{"type":"Feature","properties":'
            + json.dumps(properties, ensure_ascii=False)
            + ',"geometry":'
            + shapes[row["council_code"]]
            + "}"
        )
    head = json.dumps({"type": "FeatureCollection", **about}, ensure_ascii=False)[:-1]
    return (head + ',"features":[\n' + ",\n".join(features) + "\n]}\n").encode()


def tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows without a blank: symbols for gaps, and whole numbers written as such."""
    filled = pd.DataFrame({name: _no_blank(frame, name) for name in frame.columns})
    for name in filled.columns:
        if pd.api.types.is_float_dtype(frame[name]) or filled[name].dtype == object:
            filled[name] = pd.Series(
                [_whole(v) for v in filled[name]], index=filled.index, dtype=object
            )
    return filled


def _whole(value):
    """12.0 as 12: a count stays a count in a column that also holds symbols."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def file_name(*parts: object, ending: str = "csv") -> str:
    """A name any system takes, from words: "sexual-plans_england_2024_2025-1a2b3c4d.csv"."""
    clean = (re.sub(r"[^a-z0-9.-]+|\.{2,}", "-", str(part).lower()).strip("-.") for part in parts)
    return "_".join(part for part in clean if part)[:120] + "." + ending


def symbols(frame: pd.DataFrame) -> set[str]:
    """The symbols that stand in the table's gaps when it is written."""
    gaps = (_gaps(frame, name) for name in frame.columns)
    return {symbol for there, symbols in gaps for symbol in symbols[there].unique()}


def _no_blank(frame: pd.DataFrame, name: str) -> pd.Series:
    there, symbols = _gaps(frame, name)
    return frame[name].astype(object).where(~there, symbols) if there.any() else frame[name]


def _gaps(frame: pd.DataFrame, name: str) -> tuple[pd.Series, pd.Series]:
    """Where a column has gaps, and the symbol that would stand in each row."""
    column = frame[name]
    gaps = column.isna() | (column.astype(str) == "")
    status, gap = reason(name, frame.columns)
    symbols = pd.Series(gap, index=frame.index, dtype=object)
    if name.endswith("symbol"):  # where a number was printed there is none to give
        of_symbol = name.removesuffix("symbol") + "status"
        status = of_symbol if of_symbol in frame.columns else status
    if status and gaps.any():
        symbols = frame[status].astype(str).map(SYMBOL_OF_STATUS).fillna(gap).astype(object)
    return gaps, symbols


def reason(name: str, names: Iterable[str]) -> tuple[str, str]:
    """The column, of those that stand beside a figure, that says why it is missing, and the symbol
    of a gap that none explains: ("sexual_plans_status", "[z]"), ("", "[x]").

    The database says so of its own columns (meta_column); those that a question makes follow the
    rule of their names, which the database's do too.
    """
    names = set(names)
    status, gap = declared().get(name, ("", "not_applicable"))
    for candidate in (
        status,
        f"{name.removesuffix('_symbol')}_status",
        f"{ABOUT.sub('', name)}_status",
        f"{name.partition('_')[0]}_status",
        "status",
    ):
        if candidate in names:
            return candidate, SYMBOL_OF_STATUS[gap]
    return "", SYMBOL_OF_STATUS[gap]


def declared() -> dict[str, tuple[str, str]]:
    """Column → its status column and what its gap means, where the database's comments say."""
    try:
        return database.kept(("declared reasons",), _declared)
    except database.NoDatabase:
        return {}


def _declared() -> dict[str, tuple[str, str]]:
    rows = database.ask(
        """
        SELECT column_name, COALESCE(status_column, '') AS status_column, gap_status
        FROM meta_column
        WHERE description LIKE '%Status: %' OR description LIKE '%Gap: %'
        ORDER BY table_name DESC
        """
    )
    return {r.column_name: (r.status_column, r.gap_status) for r in rows.itertuples()}
