"""What a rule is that puts a question to an area, and the comparisons that rules are made of.

The fact a newcomer gets wrong: a missing figure passes no comparison, and one that is doubted is
asked about and never reasoned from.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from dashboard import words


class Question(NamedTuple):
    """A question, why it is put to this area (empty for one put to all), and its theme."""

    theme: str
    rule: str
    because: str
    ask: str


class Rule(NamedTuple):
    """`when` is the rule in words; `applies` and `because` read a row of question_fact."""

    name: str
    theme: str
    when: str
    applies: Callable[[Any], bool]
    because: Callable[[Any], str]
    ask: str


def _is(left, compare: Callable[[float, float], bool], right) -> bool:
    """A comparison that a missing figure never passes."""
    return not words.is_missing(left) and not words.is_missing(right) and compare(left, right)


def below(left, right) -> bool:
    return _is(left, lambda a, b: a < b, right)


def at_most(left, right) -> bool:
    return _is(left, lambda a, b: a <= b, right)


def at_least(left, right) -> bool:
    return _is(left, lambda a, b: a >= b, right)


PLANS = "plans_started_sexual_abuse_initial"
ASSESSED = "assessments_sexual_abuse"
EXPLOITED = "assessments_child_sexual_exploitation"


def is_doubted(f, counted: str) -> bool:
    """Whether the year's figure is unlikely (0, or low) or a step change: nothing rests on it.

    `counted` is a name of area_count.
    """
    return counted in f.doubted_counts


def times(value, by: float):
    return None if words.is_missing(value) else by * value
