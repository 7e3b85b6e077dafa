"""Questions are chosen by explicit rules, each shown to apply and not to apply.

The areas here are invented: each row of facts holds what its rule reads and nothing else.
"""

import re
from types import SimpleNamespace

import pytest

from dashboard.words.area import audits, questions

NAN = float("nan")
NOTHING_KNOWN = {
    "sexual_plans": NAN,
    "sexual_plans_status": "published",
    "sexual_plans_max": NAN,
    "expected_plans_at_england_rate": NAN,
    "sexual_rate_per_1000": NAN,
    "place": "inside",
    "england_sexual_rate": NAN,
    "has_fallen_three_years": False,
    "rate_three_years_before": NAN,
    "three_year_verdict": None,
    "csa_assessments": NAN,
    "csa_assessments_per_1000": NAN,
    "england_csa_per_1000": NAN,
    "most_plans_per_100_csa": NAN,
    "england_plans_per_100_csa": NAN,
    "cse_assessments_per_1000": NAN,
    "england_cse_per_1000": NAN,
    "multiple_share": NAN,
    "england_multiple_share": NAN,
    "section_47_per_100_referrals": NAN,
    "section_47_neighbours_lowest": NAN,
    "section_47_neighbours_with_figure": NAN,
    "unlikely_zero_measures": None,
    "doubted_counts": [],
    "expected_plans_of_csa_assessments": NAN,
    "expected_csa_assessments": NAN,
    "expected_cse_assessments": NAN,
    "police_verdict": None,
    "plans_verdict_to_police_year": None,
    "police_year": NAN,
    "police_force_name": "Middleland",
    "police_offences_before": NAN,
    "police_offences": NAN,
    "plans_before_police_year": NAN,
    "plans_in_police_year": NAN,
}
BOTH_COUNTED = {
    "police_year": 2023,
    "police_offences_before": 500,
    "police_offences": 700,
    "plans_before_police_year": 34,
    "plans_in_police_year": 9,
}

APPLIES = {
    "none_where_some_expected": {"sexual_plans": 0, "expected_plans_at_england_rate": 5.0},
    "none_where_few_expected": {"sexual_plans": 0, "expected_plans_at_england_rate": 4.9},
    "suppressed": {"sexual_plans_status": "suppressed", "sexual_plans_max": 12},
    "no_figure": {"sexual_plans_status": "low_reliability"},
    "fallen_three_years": {
        "has_fallen_three_years": True,
        "rate_three_years_before": 0.4,
        "sexual_rate_per_1000": 0.1,
        "three_year_verdict": "usual_swings",
    },
    "many_assessments_few_plans": {
        "sexual_plans": 4,
        "csa_assessments_per_1000": 2.6,
        "england_csa_per_1000": 2.5,
        "most_plans_per_100_csa": 3.4,
        "england_plans_per_100_csa": 7.0,
        "expected_plans_of_csa_assessments": 5.0,
    },
    "few_assessments": {
        "csa_assessments_per_1000": 1.25,
        "england_csa_per_1000": 2.5,
        "expected_csa_assessments": 20,
    },
    "unlikely_zero": {"unlikely_zero_measures": "assessments that recorded sexual abuse"},
    "multiple_share_high": {"multiple_share": 0.05, "england_multiple_share": 0.02},
    "few_section_47": {
        "section_47_per_100_referrals": 19.0,
        "section_47_neighbours_lowest": 20.0,
        "section_47_neighbours_with_figure": 5,
    },
    "much_exploitation": {
        "cse_assessments_per_1000": 1.5,
        "england_cse_per_1000": 1.0,
        "expected_cse_assessments": 20,
    },
    "little_exploitation": {
        "cse_assessments_per_1000": 0.5,
        "england_cse_per_1000": 1.0,
        "expected_cse_assessments": 20,
    },
    "above_england": {
        "place": "above_95",
        "england_sexual_rate": 0.18,
        "sexual_rate_per_1000": 0.6,
    },
    "below_england": {
        "place": "below_95",
        "sexual_plans": 7,
        "england_sexual_rate": 0.18,
        "sexual_rate_per_1000": 0.01,
    },
    "police_rose_plans_fell": {
        "police_verdict": "rise",
        "plans_verdict_to_police_year": "fall",
        **BOTH_COUNTED,
    },
    "police_fell_plans_rose": {
        "police_verdict": "fall",
        "plans_verdict_to_police_year": "rise",
        **BOTH_COUNTED,
    },
}

# One step to the other side of the line.
DOES_NOT = {
    "none_where_some_expected": {"expected_plans_at_england_rate": 4.99},
    "none_where_few_expected": {"sexual_plans": 1},
    "suppressed": {"sexual_plans_status": "published"},
    "no_figure": {"sexual_plans_status": "published"},
    "fallen_three_years": {"has_fallen_three_years": False},
    "many_assessments_few_plans": {"most_plans_per_100_csa": 3.5},
    "few_assessments": {"csa_assessments_per_1000": 1.26},
    "unlikely_zero": {"unlikely_zero_measures": None},
    "multiple_share_high": {"england_multiple_share": 0.026},
    "few_section_47": {"section_47_neighbours_with_figure": 4},
    "much_exploitation": {"cse_assessments_per_1000": 1.49},
    "little_exploitation": {"cse_assessments_per_1000": 0.51},
    "above_england": {"place": "inside"},
    "below_england": {"place": "cannot_be_said"},
    "police_rose_plans_fell": {"plans_verdict_to_police_year": "cannot_tell"},
    "police_fell_plans_rose": {"police_verdict": "usual_swings"},
}

ACCUSING = (
    "fail",
    "poor",
    "worst",
    "best",
    "blame",
    "should have",
    "neglected",
    "wrong",
    "inadequate",
    "worrying",
    "alarming",
    "good practice",
    "abuse rate",
)


def facts(**known) -> SimpleNamespace:
    return SimpleNamespace(**{**NOTHING_KNOWN, **known})


def names(row) -> set[str]:
    return {q.rule for q in questions.chosen(row)} - {"standing"}


def test_every_rule_has_a_case_here():
    assert {rule.name for rule in questions.RULES} == set(APPLIES) == set(DOES_NOT)


@pytest.mark.parametrize("name", APPLIES)
def test_a_rule_applies_on_its_line_and_not_beyond_it(name):
    assert name in names(facts(**APPLIES[name]))
    assert name not in names(facts(**{**APPLIES[name], **DOES_NOT[name]}))


# Figures that a reason quotes and its rule does not compare.
ONLY_QUOTED = {
    ("suppressed", "sexual_plans_max"),
    ("many_assessments_few_plans", "sexual_plans"),
    *[("above_england", column) for column in APPLIES["above_england"]],
    *[("below_england", column) for column in APPLIES["below_england"]],
    *[("fallen_three_years", column) for column in APPLIES["fallen_three_years"]],
}
COMPARED = [
    (name, column)
    for name, known in APPLIES.items()
    for column, value in known.items()
    if isinstance(value, int | float) and (name, column) not in ONLY_QUOTED
]


@pytest.mark.parametrize(("name", "column"), COMPARED)
def test_a_missing_figure_never_sets_off_a_rule(name, column):
    assert name not in names(facts(**{**APPLIES[name], column: NAN}))


@pytest.mark.parametrize(
    ("name", "column", "too_few"),
    [
        ("many_assessments_few_plans", "expected_plans_of_csa_assessments", 4.9),
        ("few_assessments", "expected_csa_assessments", 19.9),
        ("much_exploitation", "expected_cse_assessments", 19.9),
        ("little_exploitation", "expected_cse_assessments", 19.9),
    ],
)
def test_a_small_area_is_not_asked_about_what_chance_explains(name, column, too_few):
    assert name not in names(facts(**{**APPLIES[name], column: too_few}))


def test_with_nothing_known_every_theme_still_has_its_standing_question():
    asked = questions.chosen(facts())
    assert [q.theme for q in asked] == list(questions.THEMES)
    assert {q.rule for q in asked} == {"standing"}


def test_the_reason_given_holds_the_figures_it_rests_on():
    asked = {q.rule: q for q in questions.chosen(facts(**APPLIES["many_assessments_few_plans"]))}
    because = asked["many_assessments_few_plans"].because
    assert "2.60" in because and "2.50" in because and "3.4 plans" in because and "7.0" in because


def test_a_hidden_number_is_never_worded_as_a_count():
    hidden = APPLIES["many_assessments_few_plans"] | {
        "sexual_plans": NAN,
        "sexual_plans_status": "suppressed",
        "sexual_plans_max": 5,
    }
    asked = {q.rule: q for q in questions.chosen(facts(**hidden))}
    assert "at most 3.4 plans" in asked["many_assessments_few_plans"].because
    assert "0 to 5" in asked["suppressed"].because


def test_a_fall_is_said_to_be_within_usual_swings_or_beyond_them():
    within = questions.chosen(facts(**APPLIES["fallen_three_years"]))[0]
    beyond = questions.chosen(
        facts(**APPLIES["fallen_three_years"] | {"three_year_verdict": "fall"})
    )[0]
    assert "no larger than councils' figures usually swing" in within.because
    assert "a fall larger than councils' figures usually swing" in beyond.because


# Rules that say or rest on it that one figure is more than another, and where both stand.
BOTH = {
    "fallen_three_years": r"from ([\d.]+) to ([\d.]+) per",
    "many_assessments_few_plans": r"abuse ([\d.]+) times .* \(England ([\d.]+)\)",
    "few_assessments": r"abuse ([\d.]+) times .* \(England ([\d.]+)\)",
    "multiple_share_high": r"^([\d.]+)% .* \(England ([\d.]+)%\)",
    "few_section_47": r"were ([\d.]+) section 47 .* \(lowest ([\d.]+)\)",
    "much_exploitation": r"exploitation ([\d.]+) times .* \(England ([\d.]+)\)",
    "little_exploitation": r"exploitation ([\d.]+) times .* \(England ([\d.]+)\)",
    "below_england": r"^([\d.]+) plans .* England's rate of ([\d.]+) by",
    "above_england": r"^([\d.]+) plans .* England's rate of ([\d.]+) by",
    "police_rose_plans_fell": r"here went from ([\d,]+) to ([\d,]+)\. Both",
}
FIRST_IS_LESS = {"few_assessments", "few_section_47", "little_exploitation", "below_england"}


def test_no_figure_that_is_less_is_printed_as_the_other(database):
    seen = set()
    for row in database.execute("SELECT * FROM question_fact").df().itertuples():
        for question in questions.chosen(row):
            if question.rule in BOTH:
                both = re.search(BOTH[question.rule], question.because)
                one, other = (float(each.replace(",", "")) for each in both.groups())
                first_is_less = question.rule in FIRST_IS_LESS
                assert (one < other) if first_is_less else (one > other), question.because
                seen.add(question.rule)
    assert seen == set(BOTH)


RESTS_ON = {
    "none_where_some_expected": questions.PLANS,
    "none_where_few_expected": questions.PLANS,
    "fallen_three_years": questions.PLANS,
    "above_england": questions.PLANS,
    "below_england": questions.PLANS,
    "many_assessments_few_plans": f"{questions.PLANS} and {questions.ASSESSED}",
    "few_assessments": questions.ASSESSED,
    "much_exploitation": questions.EXPLOITED,
    "little_exploitation": questions.EXPLOITED,
}


@pytest.mark.parametrize(("name", "measure"), RESTS_ON.items())
def test_no_question_rests_on_an_unlikely_zero_or_a_step_change(name, measure):
    for each in measure.split(" and "):
        assert name not in names(facts(**APPLIES[name], doubted_counts=[each]))
    all_measures = {questions.PLANS, questions.ASSESSED, questions.EXPLOITED}
    others = [*all_measures - {*measure.split(" and ")}]
    assert name in names(facts(**APPLIES[name], doubted_counts=others))


@pytest.mark.parametrize(
    ("flag", "at_least"), [("unlikely_low", 20), ("unlikely_zero", 5), ("step_change", 60)]
)
def test_a_doubted_number_raises_no_question(database, flag, at_least):
    """By quality_flag itself: each rule that rests on the measure is silent in such a year."""
    rows = database.execute(
        "SELECT question_fact.*, quality_flag.counted FROM question_fact "
        "INNER JOIN quality_flag USING (council_code, year_ending) WHERE flag = ?",
        [flag],
    ).df()
    looked_at = 0
    for row in rows.itertuples():
        resting = {name for name, measures in RESTS_ON.items() if row.counted in measures}
        looked_at += len(resting)
        assert not resting & {question.rule for question in questions.chosen(row)}
    assert looked_at > at_least


def test_each_kind_of_question_says_what_an_areas_own_audits_would_show():
    rules = {rule.name: questions.chosen(facts(**APPLIES[rule.name])) for rule in questions.RULES}
    said = {audits.of(q) for name, asked in rules.items() for q in asked if q.rule == name}
    assert len(said) == len(questions.RULES) and set(audits.OF_RULE) == set(rules)
    standing = {q.theme: audits.of(q) for q in questions.chosen(facts())}
    assert standing == audits.OF_STANDING and len({*said, *standing.values()}) == len(said) + 4
    for sentence in (*said, *standing.values()):
        assert 8 <= len(sentence.split()) <= 25 and sentence.endswith("."), sentence
        assert not [word for word in ACCUSING if word in sentence.lower()], sentence


def test_above_england_has_its_mirror():
    """One question of an area above England's rate, one of an area below, by the same limits."""
    for place in ("95", "998"):
        for side, other in (("above", "below"), ("below", "above")):
            row = facts(**APPLIES[f"{side}_england"] | {"place": f"{side}_{place}"})
            assert f"{side}_england" in names(row) and f"{other}_england" not in names(row)


def test_every_council_year_has_all_four_themes_and_no_question_accuses(database):
    rows = database.execute("SELECT * FROM question_fact").df()
    assert len(rows) > 1800
    seen = set()
    for row in rows.itertuples():
        asked = questions.chosen(row)
        assert list(dict.fromkeys(q.theme for q in asked)) == list(questions.THEMES)
        for question in asked:
            seen.add(question.rule)
            text = f"{question.because} {question.ask}".lower()
            assert question.ask.count("?") >= 1
            assert not re.search(r"\bnan\b|<na>", text), text
            assert not [word for word in ACCUSING if word in text], text
    # No council's plans have risen, by more than usual swings, while its force's number fell.
    never = {"police_fell_plans_rose"}
    assert seen == {rule.name for rule in questions.RULES} - never | {"standing"}
