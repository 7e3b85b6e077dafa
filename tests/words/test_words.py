"""How figures are said: a missing figure is never a number, a blank, or few."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import queries, words
from dashboard.queries import measures
from dashboard.words import map as map_words
from dashboard.words.area import council as council_words
from dashboard.words.country import prevalence as prevalence_words

ROOT = Path(__file__).parents[2]


def test_a_cell_is_a_number_or_a_symbol_and_never_blank():
    assert words.cell(2160, "published") == "2,160"
    assert words.cell(0, "published") == "0"
    assert words.cell(None, "suppressed") == "[c]"
    assert words.cell(float("nan"), "low_reliability") == "[u]"
    assert words.cell(None, "not_available") == "[x]"
    assert words.cell(None, "not_applicable") == "[z]"


@pytest.mark.parametrize(
    ("value", "status"), [(3, "suppressed"), (None, "published"), (0, "not_available")]
)
def test_a_value_that_does_not_go_with_its_status_is_an_error(value, status):
    with pytest.raises(ValueError, match="does not go with"):
        words.cell(value, status)


def test_every_symbol_has_its_meaning():
    assert set(words.SYMBOL_OF_STATUS.values()) == set(words.SYMBOL_MEANINGS)


@given(st.floats(0.0001, 5), st.sampled_from(queries.LINES))
def test_a_rate_below_a_line_never_prints_as_equal_to_it(value, line):
    printed = float(words.rate(value))
    if abs(value - line) > 1e-6:
        assert (printed < line) == (value < line)


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.1996, "0.1996"), (0.496, "0.496"), (0.19, "0.19"), (0.2, "0.20"), (1.996, "2.00")],
)
def test_a_rate_just_below_a_line_takes_as_many_decimals_as_it_needs_everywhere(
    serving, value, said
):
    assert words.rate(value) == said
    assert map_words.value(measures.named("sexual_plan_rate"), value) == said
    assert prevalence_words.few(value) == (said if value < 1 else "2.0")


@pytest.mark.parametrize(
    ("new", "old", "said"),
    [
        (2160, 2290, "fell by 5.7%"),
        (110, 100, "rose by 10.0%"),
        (100, 100, "did not change"),
        (99, 143, "fell by 31%"),
        (0, 7, "fell to none"),
    ],
)
def test_a_change_says_its_direction(new, old, said):
    assert words.change(new, old) == said


def test_ranges_lists_and_plurals():
    assert words.value_range(0, 9) == "0 to 9"
    assert words.value_range(4, 4) == "4"
    assert words.listing(["a", "b", "c"]) == "a, b and c"
    assert words.plans(1) == "1 plan"
    assert words.plans(1200) == "1,200 plans"


@given(st.text(max_size=80))
def test_text_from_an_address_can_make_no_link_and_no_markup(text):
    said = words.as_typed(text)
    assert said.strip() and "\n" not in said
    for place, character in enumerate(said):
        if character == ".":
            assert said[place - 1].isdigit() and said[place + 1].isdigit(), said
        else:
            assert character.isalnum() or character in " -…", said


def test_a_link_typed_into_an_address_is_shown_and_not_made():
    assert words.as_typed("[x](http://e.org)") == "x http e org"
    assert words.as_typed("www.e.org ![a](b) :smile: a_b") == "www e org a b smile a b"
    assert words.as_typed("0.07, 2025.1-1a2b") == "0.07 2025.1-1a2b"


def test_a_true_zero_is_0_by_one_rule_and_nothing_else_is():
    assert words.rate(0) == words.tenths(0) == "0"
    assert words.per_cent(0) == "0%"
    assert words.rate(0.004) == "0.004" and words.tenths(36.66) == "36.7"
    assert words.per_cent(0.035) == "3.5%"


def test_abbreviations_are_explained_once_in_a_block_and_not_in_what_is_copied(serving):
    from dashboard.page.abbreviations import explained

    said = explained("<p>DfE hides it; DfE says so in table D2, not D2d.</p>")
    assert said.count("<abbr") == 2 and said.startswith(
        '<p><abbr title="Department for Education">DfE</abbr> hides it; DfE says'
    )
    assert 'title="child protection plans starting' in said
    for alone in (
        '<div class="to-copy"><p>DfE</p></div>',
        '<a title="DfE">x</a>',
        "<p>The Department for Education (DfE) prints it.</p>",
    ):
        assert explained(alone) == alone


# Sentences of a kind that was false: what DfE has published is more than is held here, what it says
# is "1 to 5", and a range is what printed rows allow by our rule, not a proof.
LOOSE = re.compile(
    r"DfE publishes [^.]{0,60}(?:up to|until) |figures (?:can )?prove|DfE's own reading"
    r"|row leaves 0 to 5"
)


def test_no_sentence_says_more_than_is_known_of_what_is_published_or_hidden():
    root = Path(words.__file__).parents[2]
    read = [
        file
        for pattern in ("dashboard/**/*.py", "dashboard/**/*.js", "dashboard/**/*.html", "*.md")
        for file in root.glob(pattern)
    ] + sorted((root / "etl").rglob("*.yml"))
    assert len(read) > 100
    assert LOOSE.search("DfE publishes plans by category up to 2024")
    joined = {file: re.sub(r'"\s*\n\s*f?"', "", file.read_text()) for file in read}
    assert {str(f): LOOSE.findall(text) for f, text in joined.items() if LOOSE.search(text)} == {}


def test_a_page_says_how_far_all_plans_reach_and_why_those_by_category_do_not():
    facts = {
        "newest_plan_year": "2024",
        "newest_all_plans_year": "2025",
        "newest_assessment_year": "2025",
    }
    plans = "plans by category to March 2024"
    why = "newer ones may be published, we have none"
    others = "all plans and assessments to 2025"
    assert council_words.reach(facts) == [f"{plans} ({why})", others]
    assert council_words.reach(facts, ", 31 months old")[0] == f"{plans}, 31 months old ({why})"
    same = facts | {"newest_plan_year": "2025"}
    assert council_words.reach(same) == ["plans by category to March 2025", others]
    apart = facts | {"newest_all_plans_year": "2024"}
    assert council_words.reach(apart) == [plans, "all plans to 2024", "assessments to 2025"]


FOR_OPERATORS = {"metrics.py", "toolkit.py", "warm.py"}  # in dashboard/delivery
CODE = ("{", "SELECT", "=>", "light-dark")  # what a style, a question or a script holds


def literals(module: ast.Module):
    """Every text of a module but what explains code, what an error says and parts of other texts.

    What is filled into a text is left out of it.
    """
    passed_over = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Raise):
            passed_over |= set(ast.walk(node))
        elif isinstance(node, ast.JoinedStr):
            passed_over |= set(ast.walk(node)) - {node}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(node.value)
    for node in ast.walk(module):
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        texts = [part.value for part in parts if isinstance(part, ast.Constant)]
        if node not in passed_over and texts and all(isinstance(text, str) for text in texts):
            yield " ".join(texts)


def is_sentence(text: str) -> bool:
    said = re.sub(r"<[^>]*>", " ", text)
    many = sum(1 for word in said.split() if re.search("[A-Za-z]{2}", word))
    ends = re.search(r"[.!]($|[\s*])", said.rstrip(" )"))
    return bool(many >= 5 and ends and not any(mark in text for mark in CODE))


def test_a_sentence_is_told_from_a_label_and_from_code():
    assert is_sentence("<p>No such file: reload the page.</p>")
    assert is_sentence("**Sorry: it could not be shown.** The fault is here")
    assert not is_sentence("Assessments that recorded sexual abuse per 1,000 children")
    assert not is_sentence("body { font: 1rem serif; } /* as the page has it. */")


def test_every_sentence_that_a_reader_reads_stands_in_words():
    modules = [
        file
        for file in sorted((ROOT / "dashboard").rglob("*.py"))
        if "words" not in file.relative_to(ROOT).parts and file.name not in FOR_OPERATORS
    ]
    assert len(modules) > 100
    read = [(file, text) for file in modules for text in literals(ast.parse(file.read_text()))]
    assert len(read) > 3000
    assert [(str(file), text) for file, text in read if is_sentence(text)] == []


@pytest.mark.parametrize(
    ("one", "other", "decimals", "printed"),
    [
        (24.6, 24.7, 0, ("24.6", "24.7")),
        (24.6, 24.7, 1, ("24.6", "24.7")),
        (24.61, 24.64, 1, ("24.61", "24.64")),
        (24.61, 24.61, 1, ("24.6", "24.6")),
        (2.568, 2.571, 2, ("2.568", "2.571")),
        (0, 0.004, 2, ("0", "0.004")),
        (0.1996, 0.4, 2, ("0.1996", "0.40")),
    ],
)
def test_what_is_more_is_not_printed_as_what_is_less(one, other, decimals, printed):
    assert words.apart(one, other, decimals) == printed
