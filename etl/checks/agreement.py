"""Whether what was extracted agrees with itself, before any of it is written.

DfE prints most facts twice: a total and its parts, England and its regions, a region and its
councils, the plans of D2 again in D1. A file that was shuffled, shifted or cut on its way here
contradicts itself somewhere in that. What no file prints twice cannot be caught here: two
categories exchanged in one council's row, where its region hides enough councils' figures to allow
it; or two councils of one region exchanged in a file whose figures no other file repeats.

Rounded figures are only ever used to refuse a file, never to work out a hidden one.
"""

import pandas as pd

from etl import corrections
from etl.errors import Refusal
from etl.read import neighbours
from etl.read.councils import LONDON, Councils
from etl.read.published import FETCH_AGAIN
from etl.read.symbols import HIDDEN, LOW, PUBLISHED

ENGLAND = "E92000001"
INNER_AND_OUTER = ("E13000001", "E13000002")
HALF_UNIT = 5  # regions and England are rounded to 10
FIRST_ROUNDED_YEAR = 2013
SUMS_OF_PARTS = ("sexual_abuse", "physical_abuse")

# Table → what identifies a row besides the area, and the column that holds the number.
AREA_TABLES = {
    "plans": (["year_ending", "flow", "basis", "category"], "value"),
    "assessments": (["year_ending", "factor"], "value"),
    "activity": (["year_ending", "measure"], "value"),
    "population": (["mid_year"], "children"),
}
CHILDREN_OF = {
    "plan_children": "plans_started",
    "referred_children": "referrals",
    "section_47_children": "section_47_enquiries",
    "initial_conference_children": "initial_conferences",
}
TOTALS = {"gender": "Total", "ethnicity": "Known ethnicity"}
# Of all councils and years held, none moved by more than 4.3 per cent but the City of London.
MOST_CHANGE_OF_POPULATION, SMALL_POPULATION = 0.08, 5000
CLOSENESS = ("Extremely close", "Very close", "Close", "Somewhat close", "Not close")


def hold(tables: dict[str, pd.DataFrame], known: Councils) -> None:
    """Raises Refusal, naming area and year, for the first contradiction in the tables."""
    dfe_region = tables["councils"].set_index("council_code")["dfe_region_code"]
    for name, (keys, value) in AREA_TABLES.items():
        table = tables[name]
        if name == "assessments":  # a sum of three rounded figures; its parts are compared
            table = table[~table["factor"].isin(SUMS_OF_PARTS)]
        if name == "plans":  # the releases before 2013 print England and councils, to 100
            table = table[table["year_ending"] >= FIRST_ROUNDED_YEAR]
        table = table.assign(region=table["area_code"].map(dfe_region))
        exact = name == "population"
        half_unit = 0 if exact and not _is_rounded(table) else HALF_UNIT
        _areas_are_whole(name, table, keys, known)
        _regions_make_england(name, table, keys, value, half_unit, known)
        _councils_make_regions(name, table, keys, value, half_unit, known)
        if not exact:
            _totals_are_rounded(name, table, keys, known)
    _parts_make_totals(tables["plans"], known)
    _d1_agrees_with_d2(tables["activity"], tables["plans"], known)
    _children_are_no_more_than_events(tables["activity"], known)
    _factors_are_no_more_than_assessments(tables["assessments"], known)
    _characteristics_add_up(tables["characteristics"], tables["plans"])
    _populations_move_slowly(tables["population"], known)
    _neighbours_are_ten(tables["neighbours"], known)


def _refuse(found: str, area: str, year, known: Councils | None, table: str) -> None:
    raise Refusal(
        f"{table}: {found}",
        **(known.place(area) if known and area not in ("", ENGLAND) else {"country": "England"}),
        year=int(year) if year else "",
        remedy=f"{FETCH_AGAIN}; a fault that DfE confirms is declared in etl/corrections.yml",
    )


def _areas_are_whole(name: str, table: pd.DataFrame, keys: list[str], known: Councils) -> None:
    """England, and every region that has a council, for every year and count."""
    wider = table["area_level"] != "council"
    there = table[wider][[*keys, "area_code"]].drop_duplicates()
    due = table.dropna(subset="region")[[*keys, "region"]].set_axis(there.columns, axis=1)
    london = due[due["area_code"].isin(INNER_AND_OUTER)].assign(area_code=LONDON[0])
    england = table[keys].drop_duplicates().assign(area_code=ENGLAND)
    due = pd.concat([due, london, england]).drop_duplicates()
    either = due.merge(there, how="outer", indicator=True)
    for key, rows in either[either["_merge"] != "both"].groupby(keys):
        for area in sorted(rows["area_code"]):
            _refuse(
                f"the row of this region or country is missing, or is not one ({_words(key)})",
                area,
                _year(key),
                known,
                name,
            )


def _regions_make_england(name, table, keys, value, half_unit, known) -> None:
    regions = table[table["area_level"] == "region"]
    england = table[table["area_level"] == "england"].set_index(keys)[value]
    london = table[table["area_code"] == LONDON[0]].set_index(keys)[value]
    inner = regions["area_code"].isin(INNER_AND_OUTER)
    for parts, whole, area in ((regions[~inner], england, ""), (regions[inner], london, LONDON[0])):
        summed = parts.groupby(keys)[value].agg(["sum", "count", "size"])
        summed = summed.join(whole.rename("whole"))
        summed = summed[(summed["count"] == summed["size"]) & summed["whole"].notna()]
        allowed = half_unit * (summed["size"] + 1)
        wrong = summed[(summed["sum"] - summed["whole"]).abs() > allowed]
        for row in wrong.itertuples():
            _refuse(
                f"regions add up to {row.sum:,.0f} where {row.whole:,.0f} is printed "
                f"({_words(row.Index)})",
                area,
                _year(row.Index),
                known,
                name,
            )


def _is_rounded(population: pd.DataFrame) -> bool:
    """Whether the newest release prints populations to 10, as those of 2020 and 2021 did."""
    newest = population[population["release"] == population["release"].max()]
    return bool((newest["children"] % 10 == 0).all())


def _councils_make_regions(name, table, keys, value, half_unit, known) -> None:
    """Where all councils are published; else that the published ones are not too many."""
    councils = table[table["area_level"] == "council"].rename(columns={"region": "of"})
    if name == "population":  # releases are on different census bases, and do not add up together
        newest = councils.groupby("mid_year")["release"].transform("max")
        councils = councils.assign(**{value: councils[value].where(councils["release"] == newest)})
    summed = councils.groupby([*keys, "of"])[value].agg(["sum", "count", "size"])
    regions = table[table["area_level"] == "region"].set_index([*keys, "area_code"])[value]
    regions.index.names = [*keys, "of"]
    summed = summed.join(regions.rename("whole")).dropna()
    # Where populations are rounded, each council's is as well.
    allowed = half_unit * (1 + (summed["count"] if name == "population" else 0))
    over = summed["sum"] - summed["whole"] > allowed
    under = (summed["count"] == summed["size"]) & (summed["whole"] - summed["sum"] > allowed)
    for row in summed[over | under].itertuples():
        *key, region = row.Index
        _refuse(
            f"councils add up to {row.sum:,.0f} where the region prints {row.whole:,.0f} "
            f"({_words(tuple(key))})",
            region,
            key[0],
            known,
            name,
        )


def _totals_are_rounded(name, table, keys, known) -> None:
    totals = table[(table["area_level"] != "council") & table["value"].notna()]
    for row in totals[totals["value"] % 10 != 0].head(1).itertuples():
        _refuse(
            f"{row.value} is not rounded to 10, as DfE's totals are",
            row.area_code,
            row.year_ending,
            known,
            name,
        )


def _parts_make_totals(plans: pd.DataFrame, known: Councils) -> None:
    """Categories against the total; a row that hides some must leave something for them."""
    councils = plans[plans["area_level"] == "council"]
    keys = ["area_code", "year_ending", "flow"]
    total = councils[councils["category"] == "all"].set_index(keys)["value"].rename("total")
    parts = councils[councils["category"] != "all"]
    parts = parts.assign(unread=~parts["status"].isin([PUBLISHED, *HIDDEN, LOW]))
    row = parts.groupby([*keys, "basis"]).agg(
        printed=("value", "sum"),
        held=("value", "count"),
        cells=("value", "size"),
        unread=("unread", "sum"),
    )
    row = row.reset_index("basis").join(total).dropna()
    hidden = row["cells"] - row["held"]
    faults = corrections.known_faults()
    declared = {
        (f.area_code, f.year_ending, f.flow, f.basis): f.difference for f in faults.itertuples()
    }
    places = zip(row.index, row["basis"], strict=True)
    expected = pd.Series([declared.get((*p, basis), 0) for p, basis in places], index=row.index)
    left = row["total"] - row["printed"] - expected
    wrong = row[(hidden == 0) & (left != 0) | (hidden > 0) & (row["unread"] == 0) & (left < 1)]
    for r in wrong.itertuples():
        area, year, flow = r.Index
        _refuse(
            f"the categories printed add up to {r.printed:,.0f}, the total is {r.total:,.0f} "
            f"({flow}, {r.basis})",
            area,
            year,
            known,
            "plans",
        )


def _d1_agrees_with_d2(activity, plans, known) -> None:
    """Plans started are in both files; files of different releases may differ by a revision."""
    keys = ["area_code", "year_ending", "release"]
    d1 = activity[activity["measure"] == "plans_started"].set_index(keys)
    d2 = plans[(plans["flow"] == "started") & (plans["category"] == "all")].set_index(keys)
    both = d1[["value"]].join(d2["value"].rename("other"), how="inner").dropna()
    for row in both[both["value"] != both["other"]].itertuples():
        _refuse(
            f"D1 prints {row.value:,} plans started, D2 {row.other:,}",
            row.Index[0],
            row.Index[1],
            known,
            "activity",
        )


def _children_are_no_more_than_events(activity, known) -> None:
    wide = activity.pivot(index=["area_code", "year_ending"], columns="measure", values="value")
    for children, events in CHILDREN_OF.items():
        for row in wide[(wide[children] > wide[events]).fillna(False)].itertuples():
            area, year = row.Index
            _refuse(f"more {children} than {events}", area, year, known, "activity")


def _factors_are_no_more_than_assessments(assessments, known) -> None:
    wide = assessments.pivot(index=["area_code", "year_ending"], columns="factor", values="value")
    for factor in wide.columns.drop(["any_factor", *SUMS_OF_PARTS]):
        for row in wide[(wide[factor] > wide["any_factor"]).fillna(False)].itertuples():
            area, year = row.Index
            _refuse(
                f"more assessments with {factor} than with any factor",
                area,
                year,
                known,
                "assessments",
            )


def _characteristics_add_up(table: pd.DataFrame, plans: pd.DataFrame) -> None:
    """Groups against their total, categories against all, and the total against D4."""

    def refuse(found: str, year) -> None:
        _refuse(found, "", year, None, "characteristics")

    keys = ["year_ending", "category"]
    total = table[table["group_name"] == "Total"].set_index(keys)["value"]
    unborn = table[table["group_name"] == "Unborn"].set_index(keys)["value"]
    d4 = plans[(plans["flow"] == "at_31_march") & (plans["area_level"] == "england")]
    d4 = d4[(d4["basis"] != "latest") & d4["release"].isin(table["release"])].set_index(keys)
    both = pd.concat([total.rename("a5"), d4["value"].rename("d4")], axis=1, join="inner").dropna()
    for row in both[both["a5"] != both["d4"]].itertuples():
        refuse(
            f"A5 prints {row.a5:,} plans at 31 March, D4 {row.d4:,} ({row.Index[1]})", row.Index[0]
        )
    groups_of_last_year = set(table[table["year_ending"] == table["year_ending"].max()].group_name)
    for year, rows in table.groupby("year_ending"):
        odd = groups_of_last_year ^ set(rows["group_name"])
        if odd:
            refuse(f"groups are not those of the last year: {', '.join(sorted(odd))}", year)
    for (year, characteristic), rows in table.groupby(["year_ending", "characteristic"]):
        wide = rows.pivot(index="group_name", columns="category", values="value").astype("Float64")
        whole = wide.loc[TOTALS[characteristic]] if characteristic in TOTALS else total.xs(year)
        groups = wide.drop(index=list(TOTALS.values()), errors="ignore")
        away = groups.sum() - whole
        if characteristic == "gender":  # a child not yet born has none
            away = away + unborn.xs(year)
        # One hidden group of England's is a handful of children, the size of the rounding.
        near = away.abs() <= 2 * HALF_UNIT * (len(groups) + 1)
        for category in away[~near.fillna(True) & (groups.isna().sum() <= 1)].index:
            refuse(
                f"groups of {characteristic} are {away[category]:+,.0f} from their total "
                f"({category})",
                year,
            )
        parts = wide.drop(columns="all")
        away = (parts.sum(axis=1, skipna=False) - wide["all"]).abs()
        for group in away[(away > HALF_UNIT * (parts.shape[1] + 1)).fillna(False)].index:
            refuse(f"the categories of {group} do not add up", year)


def _populations_move_slowly(population: pd.DataFrame, known: Councils) -> None:
    councils = population[population["children"] >= SMALL_POPULATION].sort_values("mid_year")
    before = councils.groupby("area_code")["children"].shift()
    follows = councils.groupby("area_code")["mid_year"].diff() == 1
    change = (councils["children"] / before - 1).abs()
    for row in councils[follows & (change > MOST_CHANGE_OF_POPULATION)].itertuples():
        _refuse(
            "children aged 0 to 17 changed by more than 8 per cent in a year",
            row.area_code,
            row.mid_year,
            known,
            "population",
        )


def _neighbours_are_ten(table: pd.DataFrame, known: Councils) -> None:
    held = table.sort_values(["council_code", "position"]).groupby("council_code").agg(list)
    existing = set(known.in_existence(neighbours.model_year()).values())
    for council in sorted(existing ^ set(held.index)):
        _refuse("no row for this council, or one too many", council, "", known, "neighbours")
    for council, others, words in held[["neighbour_code", "closeness"]].itertuples():
        if not len(others) == len(set(others)) == len(neighbours.POSITIONS) or council in others:
            _refuse("not ten different neighbours", council, "", known, "neighbours")
        if set(words) - set(CLOSENESS) or words != sorted(words, key=CLOSENESS.index):
            _refuse(
                f"neighbours are not in order of closeness: {', '.join(words)}",
                council,
                "",
                known,
                "neighbours",
            )


def _words(key) -> str:
    return ", ".join(map(str, key)) if isinstance(key, tuple) else str(key)


def _year(key):
    return key[0] if isinstance(key, tuple) else key
