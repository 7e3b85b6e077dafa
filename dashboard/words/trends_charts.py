"""What the charts of Trends show, for those who do not see them; and a title that can turn.

The fact a newcomer gets wrong: a title that states a finding is true of the figures it was written
for. It is asked of the figures here, as every other sentence is.
"""

import pandas as pd

MANY_FACTORS = "One assessment can record many factors, and a child can be assessed more than once."
CATEGORIES = (
    "Stacked columns of the share of each category of abuse among child protection plans in "
    "England, one a year, sexual abuse at the foot. The table below has the numbers."
)
REGIONS = (
    "A small chart for each region with England's line behind it, all to one scale. The table "
    "below has the numbers."
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
        "abuse, and their share, with shaded gaps where nothing is published. The table below has "
        "the numbers."
    )


def characteristic(which: str, year: int) -> str:
    return (
        f"Bars of the share of each group by {which} among children on a plan for sexual abuse and "
        f"among children on any plan, on 31 March {year}."
    )


def factors(first: int) -> str:
    return (
        "Lines of the number of assessments in England that recorded each factor chosen, one point "
        f"a year from {first}, with a dashed line where sexual and physical abuse were divided."
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
