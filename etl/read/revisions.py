"""Figures that a new release prints otherwise than the figures already published.

DfE hardly ever changes a number it has printed: of some 40,000 cells that the releases of 2022,
2024 and 2025 share, none has another number, though a hundred are newly hidden or shown. So a
changed number is far more often a damaged or shuffled file than a revision, and a person looks.
"""

from pathlib import Path

import pandas as pd

from etl.errors import Refusal
from etl.read import activity, assessments, characteristics, neighbours, plans, population
from etl.sources import Source

# Table → what identifies a row, what of it is compared, and the roles of the files behind it.
COMPARED = {
    "councils": (
        ["council_code"],
        ["council_name", "region_code", "region_name", "dfe_region_code", "dfe_region_name"],
        ("d2",),
    ),
    "plans": (plans.KEY, ["value", "status"], ("d2", "d4")),
    "assessments": (assessments.KEY, ["value", "status"], ("c3",)),
    "activity": (activity.KEY, ["value", "status"], tuple(activity.MEASURES)),
    "characteristics": (characteristics.KEY, ["value", "status"], ("a5",)),
    "population": (population.KEY, ["children"], ("population",)),
    "neighbours": (neighbours.KEY, ["neighbour_code", "closeness"], ("neighbours",)),
}
# These are worked out afresh for each release: another release is another set of numbers.
REBASED = ("population", "neighbours")
MOST_REVISED = 0.02  # of the cells of a column; more is another file, not a revision
SHOWN = 5


def read(figures: Path, table: str) -> pd.DataFrame:
    """One table of figures as `extract` holds it."""
    frame = pd.read_csv(figures / f"{table}.csv", dtype=str, keep_default_na=False)
    for column in ("year_ending", "mid_year", "children", "position"):
        if column in frame:
            frame[column] = frame[column].astype(int)
    if "value" in frame:
        frame["value"] = pd.to_numeric(frame["value"].replace("", None)).astype("Int64")
    return frame


def hold(
    tables: dict[str, pd.DataFrame],
    committed: Path,
    before: dict[str, Source],
    after: dict[str, Source],
    accept_revised: bool,
) -> None:
    """Raises Refusal for published figures that change, or (when accepted) for far too many."""
    for name, (keys, columns, roles) in COMPARED.items():
        if not (committed / f"{name}.csv").exists():
            continue
        if name in REBASED and any(before[r].label != after[r].label for r in roles):
            continue
        old, new = read(committed, name)[keys + columns], tables[name][keys + columns]
        both = old.merge(new, on=keys, suffixes=("_before", "_after"))
        changed = pd.Series(False, index=both.index)
        for column in columns:
            changed |= both[f"{column}_before"].astype("string").fillna("") != both[
                f"{column}_after"
            ].astype("string").fillna("")
        if not changed.any():
            continue
        kind = both[keys[2:]].astype(str).agg(" ".join, axis=1) if len(keys) > 2 else name
        share = changed.groupby(kind).mean() if len(keys) > 2 else pd.Series({name: changed.mean()})
        if accept_revised and share.max() <= MOST_REVISED:
            continue
        files = " and ".join(Path(after[role].file).name for role in roles)
        raise Refusal(
            f"{changed.sum():,} of {len(both):,} figures of the table {name} that are already "
            f"published are printed otherwise: {_quoted(both[changed], keys, columns)}",
            file=files,
            expected="what earlier releases print, as DfE does not change it as a rule",
            remedy="compare them with the publisher's page. "
            + (
                f"{share.max():.0%} of one column is too many for a revision: columns or rows may "
                "have been exchanged"
                if accept_revised
                else "If DfE has revised them, run extract again with --accept-revised, or run "
                "`python -m etl update`, which lists them"
            ),
        )


def _quoted(rows: pd.DataFrame, keys: list[str], columns: list[str]) -> str:
    """The first few; a number that is now withheld is not repeated."""
    told = []
    for row in rows.head(SHOWN).to_dict("records"):
        place = " ".join(str(row[k]) for k in keys)
        if row.get("status_after", "published") != "published":
            told.append(f"{place}: {row['status_before']} → {row['status_after']}")
        else:
            before, after = (_cell(row[f"{columns[0]}_{when}"]) for when in ("before", "after"))
            told.append(f"{place}: {before} → {after}")
    more = f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else ""
    return "; ".join(told) + more


def _cell(value) -> str:
    return "no number" if pd.isna(value) else str(value)
