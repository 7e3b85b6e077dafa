"""Rows that would give a hidden number away: which printed categories we do not show either.

The fact a newcomer gets wrong: a row with one hidden category and a printed total has nothing
hidden in it, for the rest can be subtracted. DfE hides a second category in such a row, nearly
always. Where it did not, `extract` does, so that no file of ours holds the row as printed.

The rule, and why it is this one. Withhold the smallest category printed above 0, and then the next
smallest, until someone who knows this rule and the total can still take the hidden number for any
from 1 to 5. Knowing "the smallest", they know that what is withheld is no larger than the smallest
number left; where two numbers are equal or close, that alone would bring the hidden one down to a
number or two, so that both must go. A 0 is not withheld first, because it hides nothing: the
remainder would be the hidden number. Where the row is too small for that, all of it is withheld.
"""

import pandas as pd

from etl.read.symbols import HIDDEN, PUBLISHED, WITHHELD

ROW = ["area_code", "year_ending", "flow"]
# What DfE says a hidden number can be: each of these must remain possible.
FEWEST, MOST = 1, 5


def withhold(plans: pd.DataFrame) -> pd.DataFrame:
    """The table `plans`, with a second category hidden where a council's row hides only one.

    Regions and England are left as they are: their numbers are rounded, and subtract to nothing.
    """
    plans = plans.copy()
    councils = plans[plans["area_level"] == "council"]
    total = councils[councils["category"] == "all"].set_index(ROW)["value"].dropna()
    parts = councils[councils["category"] != "all"]
    hidden = parts["status"].isin(HIDDEN).groupby([parts[c] for c in (*ROW, "basis")])
    for (*row, _), cells in parts[hidden.transform("sum") == 1].groupby([*ROW, "basis"]):
        if tuple(row) in total.index:
            printed = cells[cells["status"] == PUBLISHED].sort_values(["value", "category"])
            places = withheld_with(printed["value"].tolist(), int(total[tuple(row)]))
            plans.loc[printed.index[places], ["value", "status", "symbol"]] = [
                pd.NA,
                WITHHELD,
                WITHHELD,
            ]
    return plans


def withheld_with(printed: list[int], total: int) -> list[int]:
    """Which places of `printed`, smallest first, are withheld beside the one hidden number."""
    above_0 = [place for place, number in enumerate(printed) if number > 0]
    remainder = total - sum(printed)
    for count, place in enumerate(above_0[:-1], start=1):
        remainder += printed[place]
        # With MOST hidden, each withheld number is at least 1. With FEWEST hidden, all but one of
        # them may be 1, and the one may be no larger than the smallest left.
        if MOST + count <= remainder <= FEWEST + (count - 1) + printed[above_0[count]]:
            return above_0[:count]
    return list(range(len(printed)))
