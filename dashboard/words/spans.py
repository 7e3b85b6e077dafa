"""Years that follow one another, as spans, and the years for which a series has no number."""

import pandas as pd

from dashboard import words


def runs(years: list[int]) -> list[tuple[int, int]]:
    """Years in unbroken runs, each as its first and last: [2002, 2003, 2009] → 2002–3, 2009–9."""
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    return found


def year_runs(years: list[int]) -> str:
    """The same in words: "2002 to 2003 and 2009"; "no year" for none."""
    said = [f"{a}" if a == b else f"{a} to {b}" for a, b in runs(years)]
    return words.listing(said) or "no year"


def gaps(series: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Column of national_year → the runs of years for which we hold no number of it."""
    columns = ("all_plans", "sexual_plans", "sexual_share")
    return {column: runs(years_without(series, column)) for column in columns}


def years_without(series: pd.DataFrame, column: str) -> list[int]:
    """Years of the series in which the column holds no number."""
    return series.loc[series[column].isna(), "year_ending"].tolist()
