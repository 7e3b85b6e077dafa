"""England's long series in words: what we hold, what is in print, and claims about its lowest year.

The fact a newcomer gets wrong: a year without a figure here is one that we do not hold. DfE has
published a table of plans starting 1994 to 2025, so nobody may say that there is none.
"""

from typing import NamedTuple

import pandas as pd

from dashboard import words
from dashboard.words import spans

NOT_HELD = (
    "We hold no figure for these years, which is not to say that there is none: DfE's release "
    "“Children in need: a focus on sexual abuse and exploitation” (December 2025) has a table of "
    "plans starting 1994 to 2025."
)
TWICE = "Shares before 1995 may count a child under two categories."
PLACES = {1: "lowest", 2: "second lowest", 3: "third lowest"}


class Answer(NamedTuple):
    """A claim about a year: who makes it, what supports it, what would not, and what can be said.

    `sentence` is fit to print.
    """

    claim: str
    whose: str
    supports: str
    against: str
    sentence: str


def not_held(series: pd.DataFrame) -> list[str]:
    """What is said of years without a figure, while DfE's table of them has not been taken."""
    taken = (series["origin"] == "series").any()
    return [NOT_HELD] if spans.years_without(series, "all_plans") and not taken else []


def in_print(facts: pd.DataFrame, in_words: pd.DataFrame) -> list[str]:
    """What is printed in words alone, with whose words; `in_words` is of plans_in_words."""
    said = [
        f"Between 1994 and {r.year_ending} the number of plans that name sexual abuse "
        f"{r.as_printed} ({r.source})."
        for r in facts[facts["fact"] == "plans_2001_beside_1994"].itertuples()
    ]
    said += [
        f"For {r.year_ending}, “{r.as_printed}” plans and {r.share_per_cent:g}% of "
        f"“{r.all_as_printed}” are in print, so about {_about(r)} ({r.source})."
        for r in in_words.itertuples()
    ]
    return [*said, TWICE]


def _about(row) -> str:
    return words.value_range(row.sexual_plans_least, row.sexual_plans_most)


def answers(claims: pd.DataFrame, series: pd.DataFrame, in_words: pd.DataFrame) -> list[Answer]:
    """Each claim with what the years held can tell; `claims` is of trends.said_of_the_lowest."""
    held = series[series["sexual_plans"].notna()]
    lowest = held.loc[held["sexual_plans"].idxmin()]
    return [_answer(claim, held, lowest, series, in_words) for claim in claims.itertuples()]


def _answer(claim, held, lowest, series, in_words) -> Answer:
    years = spans.year_runs(held["year_ending"].tolist())
    number = words.count(claim.sexual_plans)
    rounded = words.value_range(claim.sexual_plans_least, claim.sexual_plans_most)
    place = PLACES.get(int(claim.place_from_lowest), "not among the three lowest")
    known = f"Of the {len(held)} years whose number we hold ({years}), {claim.year_ending} is the "
    whose = f"{claim.said} ({claim.source})."
    if claim.place_from_lowest == claim.place:
        unknown = spans.years_without(series, "sexual_plans")
        against = f"A number below {words.count(claim.sexual_plans_least)} in a year "
        against += (
            f"that we do not hold: {spans.year_runs(unknown)}." if unknown else "before the first."
        )
        for r in in_words[in_words["sexual_plans_least"] < claim.sexual_plans_most].itertuples():
            against += f" That of {r.year_ending}, about {_about(r)}, may be lower."
        return Answer(
            claim.claim,
            whose,
            f"{known}{place} ({number}, which stands for {rounded} before rounding).",
            against,
            f"In the {words.year_ending(claim.year_ending)}, {number} child protection plans began "
            f"for sexual abuse in England, the {place} of the {len(held)} years from "
            f"{held['year_ending'].min()} to {held['year_ending'].max()} that can be compared.",
        )
    lower = (
        f"{words.count(lowest.sexual_plans)} in {lowest.year_ending}, which stands for "
        f"{words.value_range(lowest.sexual_plans_least, lowest.sexual_plans_most)} before rounding"
    )
    return Answer(
        claim.claim,
        whose,
        f"Nothing that we hold. {known}{place} ({number}, which stands for {rounded}).",
        f"DfE's own number: {lower}.",
        f"In the {words.year_ending(claim.year_ending)}, {number} child protection plans began for "
        f"sexual abuse in England; in {lowest.year_ending} it was "
        f"{words.count(lowest.sexual_plans)}.",
    )


def not_named(facts: pd.DataFrame) -> str:
    """Children assessed with sexual abuse who started a plan of any kind; "" where none is held."""
    of = facts.set_index(["fact", "year_ending"])
    years = sorted(facts.loc[facts["fact"] == "csa_children_with_plan", "year_ending"])
    if len(years) < 2:
        return ""
    first, last = years[0], years[-1]

    def printed(fact: str, year: int) -> str:
        return of.loc[(fact, year), "as_printed"]

    return (
        f"Not named is not the same as not protected. In {last}, "
        f"{printed('csa_children_with_plan', last)} children in England assessed with sexual abuse "
        f"started a plan of any kind ({printed('csa_share_of_starts', last)} of all children who "
        f"started one); in {first} it was {printed('csa_children_with_plan', first)}. Of children "
        f"assessed with sexual exploitation, {printed('cse_children_with_plan', last)} did in "
        f"{last} and {printed('cse_children_with_plan', first)} in {first} "
        f"({of.loc[('csa_children_with_plan', last), 'source']})."
    )
