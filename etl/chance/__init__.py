"""How far figures move without anything having changed: fitted once, when the database is built.

The fact a newcomer gets wrong: a plan is not a coin thrown for each child. Brothers and sisters are
planned for together and practice drifts, so counts swing two to three times as widely as Poisson's
law says, and councils differ from one another by far more. What is fitted here is stored as tables
with its parameters and its method in words (`meta_method`); a page only reads it.

A hidden count enters as the range its own row allows (`plan_bounds`). Whatever is fitted speaks of
all councils together: nothing here says anything of one council's hidden number.
"""

import duckdb
import pandas as pd

from etl.chance import censored, clustering, funnel, limits, methods, modelled

FILLS = "fitted"  # the mart that declares the tables and the views read here
PLANS = "plans_started_sexual_abuse_initial"
POOLED_YEARS = 3


def fit(connection: duckdb.DuckDBPyConnection) -> None:
    """Fit every method to the figures loaded, and fill the tables of the mart `fitted`.

    With too few printed counts to fit by, a table stays empty and what rests on it is NULL.
    """
    counts = connection.execute("SELECT * FROM count_to_fit").df()
    areas = connection.execute("SELECT * FROM area_to_fit").df()
    if not len(counts):
        return
    counts["value"] = counts["value"].astype(float)
    plans = counts[counts["counted"] == PLANS]
    england = areas[(areas["area_level"] == "england") & (areas["rate"] > 0)]
    rates = dict(zip(england["year_ending"], england["rate"], strict=True))

    factors = clustering.factors(counts)
    _store(connection, "variance_factor", factors)
    for row in factors[factors["is_used"]].itertuples():
        most = POOLED_YEARS * counts.loc[counts["counted"] == row.counted, "most"].max()
        found = limits.of_counts(int(most), row.factor)
        _store(connection, "adjusted_limit", found.assign(counted=row.counted))
        if row.counted == PLANS:
            pairs = pd.concat([_pairs(areas), _pooled_pairs(areas)]).drop_duplicates()
            pairs = pairs.sort_values(["before", "after"])
            _store(connection, "change_limit", limits.of_changes(pairs, row.factor))

    forces = connection.execute("SELECT * FROM force_to_fit").df()
    forces["value"] = forces["value"].astype(float)  # whole numbers of 32 bits would overflow
    of_forces = clustering.factors(forces)
    _store(connection, "variance_factor", of_forces)
    for row in of_forces[of_forces["is_used"]].itertuples():
        _store(connection, "offence_change_limit", limits.of_changes(_pairs(forces), row.factor))

    fits = censored.fits(plans, rates)
    _store(connection, "censored_fit", fits)
    _store(connection, "modelled_year", modelled.by_year(plans))
    _store(connection, "funnel_limit", funnel.by_year(plans, fits))


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Store the methods in words, once every table they speak of is made."""
    _store(connection, "meta_method", methods.methods(connection))


def _pairs(areas: pd.DataFrame) -> pd.DataFrame:
    """Every (before, after) that a change is asked of, rounded totals at their furthest too."""
    found = []
    for span in range(1, int(areas["year_ending"].max() - areas["year_ending"].min()) + 1):
        later = areas.assign(year_ending=areas["year_ending"] - span)
        both = areas.merge(later, on=["series_code", "area_level", "year_ending"])
        found.append(both)
    both = pd.concat(found)
    pairs = [
        pd.DataFrame(
            {
                "before": (both["value_x"] - sign * both["half_unit_x"]).clip(lower=0),
                "after": (both["value_y"] + sign * both["half_unit_y"]).clip(lower=0),
            }
        )
        for sign in (-1, 1)
    ]
    return pd.concat(pairs).astype(int).drop_duplicates().sort_values(["before", "after"])


def _pooled_pairs(areas: pd.DataFrame) -> pd.DataFrame:
    """Every (before, after) of a council's three years and the three before, all six printed."""
    councils = areas[areas["area_level"] == "council"]
    printed = councils.pivot_table("value", "series_code", "year_ending")
    years = list(printed.columns)
    found = []
    for place in range(2 * POOLED_YEARS, len(years) + 1):
        six = printed[years[place - 2 * POOLED_YEARS : place]].dropna()
        before = six[six.columns[:POOLED_YEARS]].sum(axis="columns")
        after = six[six.columns[POOLED_YEARS:]].sum(axis="columns")
        found.append(pd.DataFrame({"before": before, "after": after}))
    return pd.concat(found).astype(int) if found else pd.DataFrame(columns=["before", "after"])


def _store(connection, table: str, frame: pd.DataFrame) -> None:
    if len(frame):
        connection.register("fitted", frame)
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM fitted")
        connection.unregister("fitted")
