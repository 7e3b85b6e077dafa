"""What a reader takes away: the rows on the page, whole, with every gap explained.

A spreadsheet program reads a blank as nothing and sums it as zero. So no cell is blank: where
there is no number stands [c], [u], [x] or [z], and the status has a column of its own.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from dashboard.takeaway import worker
from dashboard.words import SYMBOL_OF_STATUS

# Figures whose status stands in a column of another name; the others have `<name>_status`.
STATUS_COLUMN = {
    "sexual_plans_min": "sexual_plans_status",
    "sexual_plans_max": "sexual_plans_status",
    "sexual_rate_per_1000": "sexual_plans_status",
    "sexual_rate_low": "sexual_plans_status",
    "sexual_rate_high": "sexual_plans_status",
    "sexual_rate_adjusted_low": "sexual_plans_status",
    "sexual_rate_adjusted_high": "sexual_plans_status",
    "is_on_few_plans": "sexual_plans_status",
    "class_margin_plans": "sexual_plans_status",
    "rate_adjusted_low": "sexual_plans_status",
    "rate_adjusted_high": "sexual_plans_status",
    "child_years": "sexual_plans_status",
    "csa_assessments_min": "csa_assessments_status",
    "csa_assessments_max": "csa_assessments_status",
    "rate": "plans_status",
    "rate_before": "plans_before_status",
    "plans_change": "change_status",
    "rate_change": "change_status",
    "rate_change_low": "change_status",
    "rate_change_high": "change_status",
    "plans_z_poisson": "change_status",
    "rate_z_adjusted": "change_status",
    "left_min": "left_status",
    "left_max": "left_status",
    "left_each": "left_status",
    "sexual_share": ("sexual_plans_status", "all_plans_status"),
    "plans_per_100_csa_assessments": ("sexual_plans_status", "csa_assessments_status"),
    "csa_assessments_per_1000": "csa_assessments_status",
    "cse_assessments_per_1000": "cse_assessments_status",
    "value": "status",
    "value_min": "status",
    "value_max": "status",
    "counted_min": "counted_status",
    "counted_max": "counted_status",
    "plans_min": "status",
    "plans_max": "status",
    "rate_per_1000": ("status", "sexual_plans_status"),
    "rate_min": ("status", "sexual_plans_status"),
    "rate_max": ("status", "sexual_plans_status"),
    "neighbours_lowest": "neighbours_status",
    "neighbours_highest": "neighbours_status",
    "middle_min": "middle_status",
    "middle_max": "middle_status",
    "per_100_min": "per_100_status",
    "per_100_max": "per_100_status",
    "started_min": "started_status",
    "started_max": "started_status",
    "at_31_march_min": "at_31_march_status",
    "at_31_march_max": "at_31_march_status",
}

# Figures that have a gap because none is held, where no status stands beside them to say so.
NOT_HELD = {
    "all_plans",
    "sexual_plans",
    "sexual_share_per_cent",
    "children",
    "sexual_rate_per_1000",
    "csa_assessments_per_1000",
    "cse_assessments_per_1000",
}


def csv(frame: pd.DataFrame, about: list[str] = ()) -> bytes:
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
    clean = (re.sub(r"[^a-z0-9.-]+", "-", str(part).lower()).strip("-.") for part in parts)
    return "_".join(part for part in clean if part)[:120] + "." + ending


def _no_blank(frame: pd.DataFrame, name: str) -> pd.Series:
    column = frame[name]
    gaps = column.isna() | (column.astype(str) == "")
    if not gaps.any():
        return column
    symbols = pd.Series(gap_symbol(name), index=frame.index)
    if name.endswith("symbol") or name == "symbol":
        symbols = pd.Series("none", index=frame.index)  # a number was printed, so no symbol
    else:
        # A ratio lacks a number as soon as one of its parts does; the first that does says why.
        for status_name in reversed(status_columns(name)):
            if status_name in frame:
                found = frame[status_name].astype(str).map(SYMBOL_OF_STATUS)
                symbols = found.fillna(symbols)
    return column.astype(object).where(~gaps, symbols)


def gap_symbol(name: str) -> str:
    """What stands for a gap that no status explains: [x] where a figure is not held, else [z]."""
    return "[x]" if name in NOT_HELD else "[z]"


def status_columns(name: str) -> tuple[str, ...]:
    """Columns that say why there is no number in this one, the most telling first."""
    named = STATUS_COLUMN.get(name, f"{name.removesuffix('_symbol')}_status")
    return named if isinstance(named, tuple) else (named,)
