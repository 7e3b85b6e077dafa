"""Questions that rest on what the police recorded beside what councils did.

The fact a newcomer gets wrong: both must have moved by more than usual swings, over the same three
years. Facts are a row of question_fact.
"""

from dashboard import words
from dashboard.words.area.rules import Rule
from dashboard.words.police import NOT_SAME, OFFENCES, name


def _moved(facts, police: str, plans: str) -> bool:
    """Whether both moved so, by more than usual swings, over the same three years."""
    counted = (
        facts.police_year,
        facts.police_offences_before,
        facts.police_offences,
        facts.plans_before_police_year,
        facts.plans_in_police_year,
    )
    return (
        facts.police_verdict == police
        and facts.plans_verdict_to_police_year == plans
        and not any(map(words.is_missing, counted))
    )


def _beside_plans(facts) -> str:
    """What the force and the area recorded at both ends of those three years."""
    year = int(facts.police_year)
    return (
        f"From the year ending March {year - 3} to {year}, {OFFENCES} that "
        f"{name(facts.police_force_name)} recorded went from "
        f"{words.count(facts.police_offences_before)} to {words.count(facts.police_offences)}. "
        f"Plans for sexual abuse here went from {words.count(facts.plans_before_police_year)} to "
        f"{words.count(facts.plans_in_police_year)}. Both moved by more than such counts usually "
        f"swing. {NOT_SAME}"
    )


WENT = {"rise": "rose", "fall": "fell"}


def _apart(police: str, plans: str, ask: str) -> Rule:
    """What asks `ask` where what the police recorded moved so, and plans the other way."""
    return Rule(
        name=f"police_{WENT[police]}_plans_{WENT[plans]}",
        theme="identify",
        when=f"what the area's police force recorded {WENT[police]}, and plans for sexual abuse "
        f"{WENT[plans]}, over the same three years, each by more than usual swings",
        applies=lambda f: _moved(f, police, plans),
        because=_beside_plans,
        ask=ask,
    )


RULES = (
    _apart(
        "rise",
        "fall",
        "Of the children whom the police named as victims in those years, which came to the "
        "council's notice, and what did each partner do for them?",
    ),
    _apart(
        "fall",
        "rise",
        "Of the children whose plans name sexual abuse, for how many was an offence recorded, and "
        "when it was not, who decided so?",
    ),
)
