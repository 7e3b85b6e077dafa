"""England's long series in words: what it shows, what is in print, claims about its lowest year.

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
TWICE_BEFORE = 1995
TWICE = f"Shares before {TWICE_BEFORE} may count a child under two categories."
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


def ends(series: pd.DataFrame):
    """The first and the newest year of which we hold the share; `series` is national_year."""
    shared = series[series["sexual_share"].notna()]
    return shared.iloc[0], shared.iloc[-1]


def national(series: pd.DataFrame) -> list[str]:
    """What England's long series says; `series` is national_year, oldest first."""
    first, last = ends(series)
    counted = series[series["sexual_plans"].notna()]
    highest = counted.loc[counted["sexual_plans"].idxmax()]
    lowest = counted.loc[counted["sexual_plans"].idxmin()]
    return [
        f"In {first.year_ending}, {words.per_cent(first.sexual_share, 0)} of the "
        f"{words.count(first.all_plans)} plans that began (registrations, then) named sexual "
        f"abuse; in {last.year_ending}, {words.per_cent(last.sexual_share)} of "
        f"{words.count(last.all_plans)} did.{_moved_apart(first, last)}",
        f"We hold the number of plans for sexual abuse for {spans.year_runs(_years(counted))}: "
        f"highest in {highest.year_ending} ({words.count(highest.sexual_plans)}), lowest in "
        f"{lowest.year_ending} ({words.count(lowest.sexual_plans)}).",
        f"Gaps are years for which we hold no figure. The number of plans for sexual abuse: "
        f"{spans.year_runs(spans.years_without(series, 'sexual_plans'))}. The share: "
        f"{spans.year_runs(spans.years_without(series, 'sexual_share'))}. All plans: "
        f"{spans.year_runs(spans.years_without(series, 'all_plans'))}.",
        _rounded(series),
    ]


def _moved_apart(first, last) -> str:
    """Where the share moved one way and all plans the other, how far the two are one; else ""."""
    share, plans = last.sexual_share - first.sexual_share, last.all_plans - first.all_plans
    if share * plans >= 0:
        return ""
    moved, all_moved, why = ("fell", "grew", "growth") if share < 0 else ("rose", "fell", "a fall")
    own = "fall" if share < 0 else "rise"
    return (
        f" The share {moved} while the number of all plans {all_moved}, so part of its {own} is "
        f"{why} elsewhere."
    )


def _rounded(series: pd.DataFrame) -> str:
    """To what DfE rounds the numbers of which years, and of which years that is not known."""
    known = [
        f"to {words.count(to)} in {spans.year_runs(_years(of))}"
        for to, of in series.groupby("rounded_to", sort=False)
    ]
    said = f"DfE rounds: {', '.join(known)}." if known else ""
    unstated = _years(series[(series["origin"] != "none") & series["rounded_to"].isna()])
    if unstated:
        said += (
            f" For {spans.year_runs(unstated)} we do not know how the number in print was rounded."
        )
    return said.strip()


def _years(rows: pd.DataFrame) -> list[int]:
    return rows["year_ending"].tolist()


def quote(series: pd.DataFrame) -> str:
    """The long series' first share and its newest, fit to print alone: whose, and of what."""
    first, last = ends(series)
    twice = (
        ", where a child may count under two categories" if first.year_ending < TWICE_BEFORE else ""
    )
    unknown = spans.years_without(series, "sexual_share")
    between = f" The years {spans.year_runs(unknown)} are not compared." if unknown else ""
    return (
        f"In {first.year_ending}, {words.per_cent(first.sexual_share, 0)} of new child "
        f"protection registrations in England named sexual abuse ({_of_share(first)}){twice}; in "
        f"{last.year_ending}, {words.per_cent(last.sexual_share)} of new child protection plans "
        f"did ({_of_share(last)}).{between}"
    )


def _of_share(row) -> str:
    """Where a year's share is published, which may not be where its plans are."""
    return row.source.rpartition("share: ")[2]


def quoted_caveat(series: pd.DataFrame) -> str:
    """What goes with it."""
    last = series[series["sexual_plans"].notna() & series["all_plans"].notna()].iloc[-1]
    unknown = spans.year_runs(spans.years_without(series, "sexual_share"))
    return (
        f"In {last.year_ending} it was the initial category of {words.count(last.sexual_plans)} of "
        f"{words.count(last.all_plans)} plans. We hold no share for {unknown}. {words.CAVEAT}"
    )


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
    nth = PLACES.get(int(claim.place_from_lowest))
    place = f"the {nth}" if nth else f"not among the {words.in_letters(len(PLACES))} lowest"
    known = f"Of the {len(held)} years whose number we hold ({years}), {claim.year_ending} is "
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
            f"for sexual abuse in England (DfE), {place} of the {len(held)} years from "
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
        f"sexual abuse in England (DfE); in {lowest.year_ending} it was "
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
