"""Questions a partnership may ask itself, chosen by an area's figures by the rules below.

The fact a newcomer gets wrong: a rule that applies is not a finding. Each of these figures has
causes that are nobody's fault, and none can be read off the figure; they can be asked of an area's
own audits. The themes are the four of the joint inspections on sexual abuse in the family.
"""

import math

from dashboard import words
from dashboard.words import chance
from dashboard.words.area import police_questions
from dashboard.words.area.council import expected
from dashboard.words.area.rules import (
    ASSESSED,
    EXPLOITED,
    PLANS,
    Question,
    Rule,
    at_least,
    at_most,
    below,
    is_doubted,
    times,
)
from dashboard.words.area.standing import STANDING

THEMES = {
    "identify": "Respond to children at the point of identification",
    "assess": "Assess, plan and decide",
    "protect": "Protect, support and care",
    "prevent": "Prevent",
}

EXPECTED_ENOUGH = 5  # expected plans; with fewer, one year says little
ASSESSMENTS_ENOUGH = 20  # expected; fewer swing too widely from year to year
HALF = 0.5  # of England's figure
WELL_ABOVE = 1.5  # times England's figure
MULTIPLE_SHARE = 0.05  # of all plans; England's was 0.017 in 2024 and 0.108 in 2013
MULTIPLE_TIMES_ENGLAND = 2
NEIGHBOURS_ENOUGH = 5  # fewer make a weak comparison


def _none(f) -> bool:
    return f.sexual_plans_status == "published" and f.sexual_plans == 0 and not is_doubted(f, PLANS)


def _many_assessments_few_plans(f) -> bool:
    if is_doubted(f, ASSESSED) or is_doubted(f, PLANS):
        return False
    if words.is_missing(f.england_plans_per_100_csa):
        return False
    return (
        at_least(f.expected_plans_of_csa_assessments, EXPECTED_ENOUGH)
        and below(f.england_csa_per_1000, f.csa_assessments_per_1000)
        and below(f.most_plans_per_100_csa, HALF * f.england_plans_per_100_csa)
    )


def _plans_per_100(f) -> str:
    if _none(f):
        return "no plan for it began"
    said = words.tenths(f.most_plans_per_100_csa)
    if f.sexual_plans_status != "published":  # rounded up, or "at most" would not be true
        said = f"at most {words.tenths(math.ceil(round(10 * f.most_plans_per_100_csa, 6)) / 10)}"
    return f"{said} plans for it began for each 100 of them"


def _fall_words(f) -> str:
    before, now = words.apart(f.rate_three_years_before, f.sexual_rate_per_1000)
    fell = (
        f"The recorded rate has fallen three years running, from {before} to {now} per 1,000 "
        "children"
    )
    if f.three_year_verdict == "fall":
        return fell + ", a fall larger than councils' figures usually swing."
    if f.three_year_verdict == "usual_swings":
        return fell + "; over three years that is no larger than councils' figures usually swing."
    return fell + "."


def _assessed(f, which: str) -> str:
    """How often assessments recorded it, beside England; `which` is csa or cse."""
    rates = getattr(f, f"{which}_assessments_per_1000"), getattr(f, f"england_{which}_per_1000")
    own, england = words.apart(*rates)
    what = {"csa": "sexual abuse", "cse": "child sexual exploitation"}[which]
    return f"Assessments recorded {what} {own} times per 1,000 children (England {england})"


def _fewest_enquiries(f) -> str:
    own, lowest = words.apart(f.section_47_per_100_referrals, f.section_47_neighbours_lowest, 1)
    return (
        f"There were {own} section 47 enquiries for each 100 referrals of every kind, fewer than "
        f"in any statistical neighbour with a figure (lowest {lowest})."
    )


RULES = (
    Rule(
        "none_where_some_expected",
        "identify",
        f"no plan for sexual abuse, where England's rate would give {EXPECTED_ENOUGH} or more",
        lambda f: _none(f) and at_least(f.expected_plans_at_england_rate, EXPECTED_ENOUGH),
        lambda f: (
            "No plan began for sexual abuse; at England's rate an area with this many "
            f"children would have about {f.expected_plans_at_england_rate:.0f}."
        ),
        "Where did concerns about sexual abuse come to notice that year, and what became of each? "
        "How many of those children were protected in another way, or on a plan that names "
        "another kind of harm?",
    ),
    Rule(
        "none_where_few_expected",
        "assess",
        f"no plan for sexual abuse, where England's rate would give fewer than {EXPECTED_ENOUGH}",
        lambda f: _none(f) and below(f.expected_plans_at_england_rate, EXPECTED_ENOUGH),
        lambda f: (
            "No plan began for sexual abuse; at England's rate an area this size would have "
            f"about {expected(f.expected_plans_at_england_rate)}, so few that one year alone says "
            "little."
        ),
        "Does the picture hold over five years together? When a concern about sexual abuse is "
        "rare, how do practitioners keep the skill and confidence to see it?",
    ),
    Rule(
        "suppressed",
        "assess",
        "the number of plans for sexual abuse is hidden by DfE",
        lambda f: f.sexual_plans_status in words.HIDDEN,
        lambda f: (
            f"The number is hidden: by our rule it can be anything from 0 to {f.sexual_plans_max}."
        ),
        "The council knows its own number: do the partnership's leaders see it, for each of the "
        "last few years, and talk about what lies behind it?",
    ),
    Rule(
        "no_figure",
        "assess",
        "there is no usable figure for plans",
        lambda f: f.sexual_plans_status not in ("published", *words.HIDDEN),
        lambda f: "There is no usable figure for plans this year.",
        "What do the area's own records show for this year, and can they be relied on now?",
    ),
    Rule(
        "fallen_three_years",
        "identify",
        "the rate of plans is published and lower than the year before, three years running",
        lambda f: bool(f.has_fallen_three_years) and not is_doubted(f, PLANS),
        _fall_words,
        "What else changed in those years: training, thresholds, how work is recorded, who does "
        "it, or which children came to notice?",
    ),
    Rule(
        "many_assessments_few_plans",
        "assess",
        "assessments record sexual abuse more often than England's, and even the most plans there "
        "can be are fewer than half of England's per 100 such assessments, where England's ratio "
        f"would give {EXPECTED_ENOUGH} or more",
        _many_assessments_few_plans,
        lambda f: (
            f"{_assessed(f, 'csa')}; {_plans_per_100(f)}. In England "
            f"{words.tenths(f.england_plans_per_100_csa)} began for each 100 of them."
        ),
        "After an assessment records sexual abuse, what decides which way a child is protected? "
        "When another harm stands beside it, does the plan still name and address the sexual "
        "abuse?",
    ),
    Rule(
        "few_assessments",
        "identify",
        "assessments record sexual abuse at half of England's rate or less, where England's rate "
        f"would give {ASSESSMENTS_ENOUGH} or more",
        lambda f: (
            not is_doubted(f, ASSESSED)
            and at_least(f.expected_csa_assessments, ASSESSMENTS_ENOUGH)
            and at_most(f.csa_assessments_per_1000, times(f.england_csa_per_1000, HALF))
        ),
        lambda f: f"{_assessed(f, 'csa')}.",
        "Do practitioners look for signs in what a child does, or wait until a child tells? What "
        "helps them to name a concern that is not yet certain?",
    ),
    Rule(
        "unlikely_zero",
        "identify",
        "a published 0 stands among years of 20 and more",
        lambda f: not words.is_missing(f.unlikely_zero_measures),
        lambda f: (
            f"DfE prints 0 {f.unlikely_zero_measures}, which is unlikely beside the other years."
        ),
        "Is sexual abuse recorded at the end of an assessment in the way the return asks, and who "
        "checks the return before it is sent?",
    ),
    Rule(
        "multiple_share_high",
        "assess",
        f"plans under “multiple” are {100 * MULTIPLE_SHARE:g}% of all or more, and at least "
        f"{MULTIPLE_TIMES_ENGLAND} times England's share",
        lambda f: (
            at_least(f.multiple_share, MULTIPLE_SHARE)
            and at_least(f.multiple_share, times(f.england_multiple_share, MULTIPLE_TIMES_ENGLAND))
        ),
        lambda f: (
            f"{words.per_cent(f.multiple_share)} of plans began under “multiple” (England "
            f"{words.per_cent(f.england_multiple_share)}), which hides the kinds of harm they "
            "concern."
        ),
        "How many plans under “multiple” concern sexual abuse, and does each say so in what it "
        "sets out to do?",
    ),
    Rule(
        "few_section_47",
        "identify",
        "section 47 enquiries per 100 referrals are fewer than in every neighbour that has a "
        f"figure, {NEIGHBOURS_ENOUGH} or more of them",
        lambda f: (
            at_least(f.section_47_neighbours_with_figure, NEIGHBOURS_ENOUGH)
            and below(f.section_47_per_100_referrals, f.section_47_neighbours_lowest)
        ),
        _fewest_enquiries,
        "When sexual abuse is suspected, how soon do police, health and social care talk "
        "together, and are those discussions held when a child shows signs but has not spoken?",
    ),
    Rule(
        "much_exploitation",
        "protect",
        f"assessments record exploitation at {WELL_ABOVE:g} times England's rate or more, where "
        f"England's rate would give {ASSESSMENTS_ENOUGH} or more",
        lambda f: (
            not is_doubted(f, EXPLOITED)
            and at_least(f.expected_cse_assessments, ASSESSMENTS_ENOUGH)
            and at_least(f.cse_assessments_per_1000, times(f.england_cse_per_1000, WELL_ABOVE))
        ),
        lambda f: f"{_assessed(f, 'cse')}.",
        "What protection do children exploited outside the home, or online, receive where no "
        "child protection plan is made? Does attention to exploitation leave room to notice abuse "
        "within families?",
    ),
    Rule(
        "little_exploitation",
        "identify",
        "assessments record exploitation at half of England's rate or less, where England's rate "
        f"would give {ASSESSMENTS_ENOUGH} or more",
        lambda f: (
            not is_doubted(f, EXPLOITED)
            and at_least(f.expected_cse_assessments, ASSESSMENTS_ENOUGH)
            and at_most(f.cse_assessments_per_1000, times(f.england_cse_per_1000, HALF))
        ),
        lambda f: f"{_assessed(f, 'cse')}.",
        "How are exploitation and abuse online asked about in every assessment, boys and disabled "
        "children among those asked?",
    ),
    Rule(
        "below_england",
        "identify",
        "the rate of plans is above 0 and below England's by more than councils usually differ "
        "(the funnel's lower 95% limit)",
        lambda f: (
            f.place in ("below_95", "below_998")
            and f.sexual_plans != 0
            and not is_doubted(f, PLANS)
        ),
        lambda f: (
            f"{words.rate(f.sexual_rate_per_1000)} plans per 1,000 children began for sexual "
            f"abuse. {chance.beside_england(f.place, f.england_sexual_rate)}"
        ),
        "Of the children about whom there was concern of sexual abuse that year, how many were "
        "protected on a plan that names another kind of harm, and how many without a plan?",
    ),
    Rule(
        "above_england",
        "protect",
        "the rate of plans is above England's by more than councils usually differ (the funnel's "
        "upper 95% limit)",
        lambda f: f.place in ("above_95", "above_998") and not is_doubted(f, PLANS),
        lambda f: (
            f"{words.rate(f.sexual_rate_per_1000)} plans per 1,000 children began for sexual "
            f"abuse. {chance.beside_england(f.place, f.england_sexual_rate)}"
        ),
        "What has helped to identify these children, and could others learn from it? Has help, "
        "therapeutic support among it, kept pace with their number?",
    ),
    *police_questions.RULES,
)


def chosen(facts) -> list[Question]:
    """The questions for a row of question_fact, by theme; each theme ends with its standing one."""
    found = [
        Question(rule.theme, rule.name, rule.because(facts), rule.ask)
        for rule in RULES
        if rule.applies(facts)
    ]
    return [
        question for theme in THEMES for question in [*found, *STANDING] if question.theme == theme
    ]
