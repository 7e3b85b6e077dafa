"""What the charts of Trends show, for those who do not see them; and a title that can turn.

The fact a newcomer gets wrong: a title that states a finding is true of the figures it was written
for. It is asked of the figures here, as every other sentence is.
"""

import pandas as pd

from dashboard import words
from dashboard.words.country import trends as trends_words

STEPS = "These are steps of one year, not the same children; more plans are not better."
MANY_FACTORS = "One assessment can record many factors, and a child can be assessed more than once."
CATEGORIES = (
    "Stacked columns of the share of each category of abuse among child protection plans in "
    "England, one a year, sexual abuse at the foot. The table below has the numbers."
)
REGIONS = (
    "A small chart for each region with England's line behind it, all to one scale. The table "
    "below has the numbers."
)


# What each chart is of, beneath its title here, on its pictures and in its embed.
UNITS = {
    "gap": "Of each 1,000 children aged 0 to 17, England, years ending 31 March; logarithmic scale",
    "below": "Councils below the line, England, years ending 31 March",
    "national": "Plans started in the year, and the share naming sexual abuse; England, years "
    "ending 31 March",
    "categories": "Share of child protection plans, England, years ending 31 March",
    "factors": "Assessments that recorded each concern, England, years ending 31 March",
    "parts": "Assessments that recorded sexual abuse, England, years ending 31 March",
    "conversion": "Plans begun per 100 assessments that recorded the concern, England, years "
    "ending 31 March",
    "characteristic": "Share of children on a plan, England",
}


SHORT = {
    "plans": "Plans for sexual abuse per 1,000 children",
    "share": "Plans naming sexual abuse",
    "assessments": "Assessments recording sexual abuse per 1,000 children",
    "conversion": "Plans per 100 assessments recording sexual abuse",
}


def regions_unit(measure: str) -> str:
    return f"{trends_words.REGION_MEASURES[measure]}; years ending 31 March"


def categories_title(rows: pd.DataFrame, flow: str, basis: str) -> str:
    """The shares of sexual abuse and of neglect in the newest year."""
    last = rows["year_ending"].max()
    share = rows[rows["year_ending"] == last].set_index("category")["share"]
    which = "plans that began in" if flow == "started" else "plans in force on 31 March"
    return (
        f"{words.per_cent(share['sexual_abuse'])} of {which} {last} named sexual abuse "
        f"{'first' if basis == 'initial' else 'last'}, {words.per_cent(share['neglect'], 0)} "
        "neglect"
    )


def factors_title(rows: pd.DataFrame) -> str:
    """The newest number of up to two factors; of more, what is shown."""
    shown = [name for name in trends_words.FACTORS if name in set(rows["factor"])]
    printed = rows[rows["status"] == "published"]
    last = int(printed["year_ending"].max())
    newest = printed[printed["year_ending"] == last].set_index("factor")["value"]
    if len(shown) > 2 or not set(shown) <= set(newest.index):
        return f"Assessments that recorded each concern, to {last}"
    said = [
        f"{words.count(newest[name])} {words.small(trends_words.FACTORS[name].partition(' (')[0])}"
        for name in shown
    ]
    return f"Assessments in {last} recorded: {words.listing(said)}"


def parts_title(rows: pd.DataFrame) -> str:
    """Who is said to have abused, in the newest year."""
    last = rows["year_ending"].max()
    newest = rows[(rows["year_ending"] == last) & (rows["status"] == "published")]
    of = newest.set_index("factor")["value"]
    said = [
        f"{words.count(of[name])} {words.small(label)}"
        for name, label in trends_words.PARTS.items()
        if name in of.index
    ]
    return f"Assessments that recorded sexual abuse in {last}: {words.listing(said)}"


def conversion_title(rows: pd.DataFrame) -> str:
    """Plans for each 100 assessments in the newest year, of sexual abuse and of neglect."""
    printed = rows[rows["plans_per_100_assessments"].notna()]
    last = printed["year_ending"].max()
    newest = printed[printed["year_ending"] == last].set_index("category")
    of = newest["plans_per_100_assessments"]
    if not {"sexual_abuse", "neglect"} <= set(of.index):
        return f"Plans begun for each 100 assessments that recorded the concern, {last}"
    return (
        f"For each 100 assessments that recorded sexual abuse in {last}, {of['sexual_abuse']:.0f} "
        f"plans began; for neglect {of['neglect']:.0f}"
    )


def conversion_quote(rows: pd.DataFrame) -> str:
    """The same to be copied away from the chart: of whom, and what it does not say."""
    said = words.small(conversion_title(rows))
    return f"In England, {said}: steps of a year ending 31 March, not the same children."


def regions_title(rows: pd.DataFrame, measure: str) -> str:
    """From the least to the most of the regions in the newest year, and England's."""
    newest = trends_words.whole_regions(rows)
    england = trends_words.region_form(measure)(newest["england"].iloc[0])
    return (
        f"{SHORT[measure]}: {trends_words.region_range(newest, measure)} by region in "
        f"{newest['year_ending'].iloc[0]}, {england} in England"
    )


def characteristic_title(rows: pd.DataFrame, year: int) -> str:
    """The largest printed group among children on plans for sexual abuse."""
    top = trends_words.largest(rows)
    return (
        f"{words.per_cent(top['share'].iloc[0], 0)} of children on a plan for sexual abuse on 31 "
        f"March {year} were in {trends_words.groups(top)}"
    )


def national_title(series: pd.DataFrame) -> str:
    """Whether the share of the newest year is below that of the first that prints one."""
    share = series["sexual_share"].dropna()
    if len(share) > 1 and share.iloc[-1] < share.iloc[0]:
        return "Fewer of the plans that begin name sexual abuse"
    return "How many of the plans that begin name sexual abuse"


def national(series: pd.DataFrame) -> str:
    first, last = series["year_ending"].iloc[[0, -1]]
    return (
        f"Three panels over the years {first} to {last}: all plans that began, plans for sexual "
        "abuse, and their share, with shaded gaps where we hold no figure. The table below has "
        "the numbers."
    )


def characteristic(which: str, year: int) -> str:
    return (
        f"Bars of the share of each group by {which} among children on a plan for sexual abuse and "
        f"among children on any plan, on 31 March {year}."
    )


def factors(rows: pd.DataFrame) -> str:
    """Which factors are drawn, over which years, and the break where one of them was divided."""
    shown = [name for name in trends_words.FACTORS if name in set(rows["factor"])]
    named = [words.small(trends_words.FACTORS[name].partition(" (")[0]) for name in shown]
    broken = trends_words.DIVIDED & set(shown)
    return (
        f"Lines of the number of assessments in England that recorded {words.listing(named)}, one "
        f"point a year from {rows['year_ending'].min()}"
        + (", with a dashed line where what DfE collects was divided into three" if broken else "")
        + ". The table below has the numbers."
    )


def parts(first: int) -> str:
    return (
        "Stacked columns of assessments that recorded sexual abuse by an adult, by another child, "
        f"or without saying which, one a year from {first}."
    )


def conversion(first: int) -> str:
    return (
        "Lines of plans begun per 100 assessments that recorded the concern, for sexual, physical "
        f"and emotional abuse and neglect, one point a year from {first}."
    )
