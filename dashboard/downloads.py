"""What a reader takes away: the rows on the page, whole, with every gap explained.

A spreadsheet program reads a blank as nothing and sums it as zero. So no cell is blank: where
there is no number stands [c], [u], [x] or [z], and the status has a column of its own.
"""

import io
import re

import pandas as pd
from words import SYMBOL_OF_STATUS

# Figures whose status stands in a column of another name; the others have `<name>_status`.
STATUS_COLUMN = {
    "sexual_plans_min": "sexual_plans_status",
    "sexual_plans_max": "sexual_plans_status",
    "sexual_rate_per_1000": "sexual_plans_status",
    "sexual_rate_low": "sexual_plans_status",
    "sexual_rate_high": "sexual_plans_status",
    "sexual_share": "sexual_plans_status",
    "plans_per_100_csa_assessments": "sexual_plans_status",
    "csa_assessments_per_1000": "csa_assessments_status",
    "cse_assessments_per_1000": "cse_assessments_status",
    "value": "status",
    "plans_min": "status",
    "plans_max": "status",
}


def csv(frame: pd.DataFrame, about: list[str] = ()) -> bytes:
    """UTF-8 CSV with the columns of `frame`; no blank cell. Symbols are explained by `about`.

    `about` becomes lines of one cell above the header, each beginning with "#".
    """
    filled = pd.DataFrame({name: _no_blank(frame, name) for name in frame.columns})
    text = io.StringIO()
    for line in about:
        text.write("# " + " ".join(line.split()) + "\n")
    filled.to_csv(text, index=False, lineterminator="\n")
    return text.getvalue().encode("utf-8-sig")


def file_name(*parts: object, ending: str = "csv") -> str:
    """A name any system takes, from words: "sexual-plans_england_2024_2025-1a2b3c4d.csv"."""
    clean = (re.sub(r"[^a-z0-9.-]+", "-", str(part).lower()).strip("-.") for part in parts)
    return "_".join(part for part in clean if part)[:120] + "." + ending


def _no_blank(frame: pd.DataFrame, name: str) -> pd.Series:
    column = frame[name]
    gaps = column.isna() | (column.astype(str) == "")
    if not gaps.any():
        return column
    status_name = STATUS_COLUMN.get(name, f"{name.removesuffix('_symbol')}_status")
    if name.endswith("symbol") or name == "symbol":
        symbols = pd.Series("none", index=frame.index)  # a number was printed, so no symbol
    elif status_name in frame:
        # A ratio may lack a part although its own status is "published".
        symbols = frame[status_name].astype(str).map(SYMBOL_OF_STATUS).fillna("[z]")
    else:
        symbols = pd.Series("[z]", index=frame.index)
    return column.astype(object).where(~gaps, symbols)
