"""Sums that know what is hidden: a number where all is published, a range where something is not.

The fact a newcomer gets wrong: `frame["value"].sum()` of partly hidden counts is too low by all
that is hidden, and says nothing of it.
"""

from dataclasses import dataclass

import pandas as pd

from csa.reading import load

HIDDEN = ("suppressed", "withheld", "low")  # a number there is, between value_min and value_max


class Hidden(ValueError):
    """One number was asked for, and part of it is not published."""


class NotAddable(ValueError):
    """These rows do not make a sum: rates, several measures, or areas that hold one another."""


@dataclass(frozen=True)
class Total:
    """A sum of counts: between `least` and `most`, of so many `published` and `hidden` rows.

    `most` is None where nothing bounds a hidden number.
    """

    least: float
    most: float | None
    published: int
    hidden: int

    @property
    def value(self) -> float:
        """The sum itself. Raises Hidden unless every number of it is published."""
        if self.hidden:
            raise Hidden(f"{self.hidden} of the numbers are hidden: the sum is {self}")
        return self.least

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.least:g}"
        return (
            f"between {self.least:g} and {self.most:g}"
            if self.most is not None
            else (f"at least {self.least:g}")
        )


def total(rows: pd.DataFrame) -> Total:
    """The sum of rows of `csa.measure`: counts of councils, of one measure.

    Raises NotAddable for rates and shares, for several measures, for rows of one area and year
    twice, for other areas than councils (regions and England are published totals, rounded, and
    London holds Inner London); for rows without any figure; and for a printed 0 that is unlikely to
    be true (quality_flag).
    """
    if rows.empty:
        raise NotAddable("there is no row")
    if rows["measure"].nunique() > 1:
        raise NotAddable(f"several measures: {', '.join(sorted(rows['measure'].unique()))}")
    unit = rows["unit"].iloc[0]
    if " " in unit.strip():
        raise NotAddable(f"figures {unit} are not counts; add the counts and divide")
    if set(rows["area_level"]) != {"council"} or set(rows["group_name"]) != {"all"}:
        raise NotAddable("only councils add up: take what is published for larger areas")
    if rows.duplicated(["area_code", "year_ending"]).any():
        raise NotAddable("a council and year stands in it twice")
    hidden = rows["status"].isin(HIDDEN)
    without = rows[~hidden & (rows["status"] != "published")]
    if len(without):
        named = ", ".join(f"{r.area_name} {r.year_ending}" for r in without.head(3).itertuples())
        raise NotAddable(f"{len(without)} rows have no figure at all, as {named}: leave them out")
    if doubted := sorted(_unlikely(rows)):
        raise NotAddable(
            f"a printed 0 of {', '.join(doubted)} is unlikely to be true: leave it out"
        )
    printed = float(rows.loc[~hidden, "value"].sum())
    least, most = rows.loc[hidden, "value_min"], rows.loc[hidden, "value_max"]
    return Total(
        least=printed + float(least.fillna(0).sum()),
        most=None if most.isna().any() else printed + float(most.sum()),
        published=int((~hidden).sum()),
        hidden=int(hidden.sum()),
    )


def _unlikely(rows: pd.DataFrame) -> set[str]:
    flags = load("quality_flag")
    flags = flags[flags["flag"] == "unlikely_zero"]
    doubted = set(zip(flags["council_code"], flags["year_ending"], flags["counted"], strict=True))
    # A count that is a measure goes by the measure's name, any other by its own.
    measures = load("measure")
    counts = dict(zip(measures["id"], measures["count"], strict=True))
    return {
        f"{r.area_name} {r.year_ending}"
        for r in rows.itertuples()
        if (r.area_code, r.year_ending, counts.get(r.measure, r.measure)) in doubted
    }
