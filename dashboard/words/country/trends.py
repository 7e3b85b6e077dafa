"""The sentences of the Trends page, and the names of categories and factors."""

import pandas as pd

from dashboard import words
from dashboard.words import chance

LEAD = (
    "What England's councils record, year by year, beside what is estimated. A gap is a year for "
    f"which we hold no figure, and is never filled. **{words.CAVEAT}**"
)
# Name in the address → title, in reading order.
SECTIONS = {
    "the-gap": "What is estimated beside what is recorded",
    "layers": "Recorded by the police, beside councils' figures",
    "below-the-line": "How many councils are below the usual line?",
    "every-council": "Every council, every year",
    "since-1994": "England since 1994",
    "regions": "Regions",
    "categories": "Categories of plans",
    "assessments": "Assessments, and from assessment to plan",
    "children": "Children on plans at 31 March",
}
# What is folded under a section, by its name.
FOLDS = {
    "regions": "Each region beside England, year by year, by any of its measures",
    "categories": "Plans by kind of abuse, started and at 31 March, as first and as last named",
    "assessments": "By an adult or by another child; and from assessment to plan",
    "children": "Children on plans by age, gender and ethnicity",
}
ABOUT_EVENTS = (
    "An event beside a change is not its cause. A date known only to the month or the year is "
    "drawn in its middle; a year of figures runs from 1 April to 31 March."
)
CATEGORIES = {
    "sexual_abuse": "Sexual abuse",
    "neglect": "Neglect",
    "emotional_abuse": "Emotional abuse",
    "physical_abuse": "Physical abuse",
    "multiple": "Multiple",
}
FACTORS = {
    "sexual_abuse": "Sexual abuse (three columns added)",
    "child_sexual_exploitation": "Child sexual exploitation",
    "child_criminal_exploitation": "Child criminal exploitation",
    "physical_abuse": "Physical abuse (three columns added)",
    "emotional_abuse": "Emotional abuse",
    "neglect": "Neglect",
    "any_factor": "Any factor at all",
}
DIVIDED = {"sexual_abuse", "physical_abuse"}  # into three columns, in 2021
PARTS = {
    "sexual_abuse_adult_on_child": "By an adult",
    "sexual_abuse_child_on_child": "By another child",
    "sexual_abuse_unknown": "Not said which",
}
EVENT_KINDS = {
    "data": "Data",
    "evidence": "Evidence",
    "inspection": "Inspection",
    "inquiry": "Inquiry",
    "policy": "Policy",
}
REGION_MEASURES = {
    "plans": "Plans started for sexual abuse per 1,000 children aged 0 to 17",
    "share": "Share of plans started that name sexual abuse",
    "assessments": "Assessments that recorded sexual abuse per 1,000 children aged 0 to 17",
    "conversion": "Plans for sexual abuse per 100 assessments that recorded it",
}
# What the database calls the others.
KINDS_HELD = (
    "plans_per_100_csa_assessments",
    "plans_per_100_physical_abuse_assessments",
    "plans_per_100_emotional_abuse_assessments",
    "plans_per_100_neglect_assessments",
)
PLANS_HELD = {"started": "sexual_plans", "at_31_march": "sexual_plans_at_31_march"}
WHO_HELD = "plans_at_31_march_sexual_abuse_initial_by_group"


def swings(changes: pd.DataFrame) -> str:
    """Whether England's newest rate moved by more than usual; `changes` are England's."""
    newest = changes[changes["year_ending"] == changes["year_ending"].max()]
    return " ".join(
        f"From {r.year_ending - r.span} to {r.year_ending} England's rate {chance.change(r)}."
        for r in newest.itertuples()
    )


# Said in a picture of them too.
HIDDEN_AND_CUT = (
    "A hatched grey bar is a hidden number, and reaches the most it can be. Bars are cut at {top:g}"
)
HOW_TO_READ = (
    "A bar is a council's rate in a year: taller is more plans for each 1,000 children, and the "
    f"dashed line is {{line:g}}. {HIDDEN_AND_CUT}, with a double edge. "
    "A gap is a year before the council began. "
    "Whether a move is larger than figures usually swing is said on the council's own page."
)


def categories(rows: pd.DataFrame, flow: str, basis: str) -> str:
    """The share of each category in the newest year and the oldest, and what 'multiple' hides."""
    by = rows.set_index(["year_ending", "category"])
    first, last = int(rows["year_ending"].min()), int(rows["year_ending"].max())
    sexual, multiple = by.loc[(last, "sexual_abuse")], by.loc[(last, "multiple")]
    others = words.listing(
        [
            f"{CATEGORIES[name].lower()} {words.per_cent(by.loc[(last, name)].share)}"
            for name in ("neglect", "emotional_abuse", "physical_abuse", "multiple")
        ]
    )
    which = "plans that began in the year" if flow == "started" else "plans in force on 31 March"
    named = "initial" if basis == "initial" else "latest"
    return (
        f"Of the {words.count(sexual.all_plans)} {which} in {last}, "
        f"{words.per_cent(sexual.share)} ({words.count(sexual.plans)}) had sexual abuse as the "
        f"{named} category, against {words.per_cent(by.loc[(first, 'sexual_abuse')].share)} in "
        f"{first}; {others}. Plans under “multiple” were "
        f"{words.count(by.loc[(first, 'multiple')].plans)} in {first} and "
        f"{words.count(multiple.plans)} in {last}: they may concern sexual abuse too, and no file "
        "says, so part of any trend in another category may be a change in naming."
    )


def factors(rows: pd.DataFrame) -> str:
    """First and newest number of each factor shown, and the break where one was divided."""
    said = []
    for name in [n for n in FACTORS if n in set(rows["factor"])]:
        part = rows[(rows["factor"] == name) & (rows["status"] == "published")]
        first, last = part.iloc[0], part.iloc[-1]
        told = f"{FACTORS[name]}: {words.count(first.value)} assessments in {first.year_ending}"
        if len(part) > 1:
            before = part.iloc[-2]
            told += (
                f", {words.count(last.value)} in {last.year_ending}: the number "
                f"{words.change(last.value, before.value)} from {before.year_ending}"
            )
        said.append(f"{told}.")
    if DIVIDED & set(rows["factor"]):
        said.append(BREAK)
    return " ".join(said)


BREAK = (
    "From the year ending 31 March 2021 DfE divides sexual abuse and physical abuse into three "
    "columns: by an adult, by another child, and not said which. Before it one column held the "
    "whole. The three added together can be followed across the break, with care: one assessment "
    "may stand in more than one column."
)


def parts(rows: pd.DataFrame) -> str:
    """The parts in the first and the newest year since they were divided."""
    by = rows.set_index(["year_ending", "factor"])["value"]
    first, last = int(rows["year_ending"].min()), int(rows["year_ending"].max())
    said = words.listing(
        [f"{label.lower()} {words.count(by[(last, name)])}" for name, label in PARTS.items()]
    )
    unknown = "sexual_abuse_unknown"
    if by[(last, unknown)] == 0:  # of everyone at once: no change of recording does that
        return (
            f"In {last}: {said}. That 0 is as printed, after "
            f"{words.count(by[(first, unknown)])} in {first}: the column may no longer be used, "
            "and it says nothing of how full recording is. The parts are not shown before the "
            "break."
        )
    change = {name: by[(last, name)] - by[(first, name)] for name in PARTS}
    fuller, others = -change.pop(unknown), sum(change.values())
    why = ""
    if fuller * others > 0:
        moved, how = ("growth", "fuller") if others > 0 else ("fall", "less full")
        why = f", so part of the {moved} in the other two may be {how} recording"
    return (
        f"In {last}: {said}. In {first}, {words.count(by[(first, unknown)])} did not say which and "
        f"in {last} {words.count(by[(last, unknown)])}{why}. The parts are not shown before the "
        "break."
    )


def conversion(rows: pd.DataFrame) -> str:
    """Plans per 100 assessments of each category, first year and newest."""
    known = rows[rows["plans_per_100_assessments"].notna()]
    by = known.set_index(["year_ending", "category"])["plans_per_100_assessments"]
    first, last = int(known["year_ending"].min()), int(known["year_ending"].max())
    said = words.listing(
        [
            f"{by[(last, name)]:.0f} for {words.small(label)}"
            + (f" ({by[(first, name)]:.0f} in {first})" if (first, name) in by.index else "")
            for name, label in CATEGORIES.items()
            if (last, name) in by.index
        ]
    )
    return (
        f"For each 100 assessments that recorded a concern in {last}, plans begun with it as the "
        f"initial category were {said}. These are steps of one year, not the same children; a "
        "plan is one answer among several, and more is not better."
    )


def whole_regions(rows: pd.DataFrame) -> pd.DataFrame:
    """Those of the newest year, without the halves of London."""
    newest = rows["year_ending"] == rows["year_ending"].max()
    return rows[newest & ~rows["region_name"].str.endswith(" London")]


def regions(rows: pd.DataFrame, measure: str) -> str:
    """Lowest and highest region of the newest year without ranking the rest, and England's."""
    newest = whole_regions(rows)
    shown, form = newest[newest["status"] == "published"], region_form(measure)
    year = newest["year_ending"].iloc[0]
    hidden = [
        f"{r.region_name}: {words.STATUS_WORDS[r.status]} {words.SYMBOL_OF_STATUS[r.status]}. "
        for r in newest[newest["status"] != "published"].itertuples()
    ]
    return (
        f"{REGION_MEASURES[measure]}: {region_range(newest, measure)} across {len(shown)} regions "
        f"in {year}, {form(newest['england'].iloc[0])} in England. {''.join(hidden)}"
        "DfE rounds a region's counts to 10, so small moves are not news. Inner and Outer London "
        f"are parts of London: never add the three. {words.CAVEAT}"
    )


def region_range(newest: pd.DataFrame, measure: str) -> str:
    """The least and the most that is printed of these regions; [x] where nothing is."""
    printed = newest.loc[newest["status"] == "published", "value"]
    return words.value_range(printed.min(), printed.max(), region_form(measure)) or "[x]"


def region_form(measure: str):
    """How a value of the measure is worded."""
    if measure == "share":
        return words.per_cent
    return words.tenths if measure == "conversion" else words.rate


def characteristic(rows: pd.DataFrame, which: str, year: int) -> str:
    """The largest group among children on plans for sexual abuse, with its base."""
    top = largest(rows)
    base = "children on a plan for sexual abuse" + (
        " whose ethnicity is known" if which == "ethnicity" else ""
    )
    first = top.iloc[0]
    among_all = words.listing([words.per_cent(share, 0) for share in top["all_share"]])
    return (
        f"On 31 March {year}, {words.count(first.value)} of the {words.count(first.base_value)} "
        f"{base} ({words.per_cent(first.share, 0)}) were in {groups(top)}; of children on any plan "
        f"it was {among_all}. DfE rounds each number to 10, so "
        "groups may not add to their base. Children on a plan are those recognised: the mix says "
        "nothing of children who were not."
    )


def largest(rows: pd.DataFrame) -> pd.DataFrame:
    """The group with most of the children on plans for sexual abuse, or those that share it."""
    printed = rows[rows["status"] == "published"]
    return printed[printed["value"] == printed["value"].max()]


def groups(rows: pd.DataFrame) -> str:
    """the group “10 to 15”; each of the groups “Girls” and “Boys”."""
    named = words.listing([f"“{name}”" for name in rows["group_name"]])
    return f"the group {named}" if len(rows) == 1 else f"each of the groups {named}"


NO_FACTOR = "Choose at least one factor to see its chart."
