"""The About page: true to the database, and its example to the product's own arithmetic."""

import html
import re
from pathlib import Path

import pytest

import invented as fiction
from dashboard import queries
from dashboard.queries import about as about_queries
from dashboard.queries import chance
from dashboard.words.itself import about as about_words
from dashboard.words.itself import accessibility as accessibility_words
from dashboard.words.itself import suppression as suppression_words
from etl import measures
from etl.read.withholding import withheld_with
from reading import words_of

VIEW = "views/about.py"


def test_every_section_stands_once_in_the_order_of_the_contents(open_page):
    page = open_page(VIEW)
    assert [h.value for h in page.header] == list(about_words.SECTIONS.values())
    assert [h.proto.anchor for h in page.header] == list(about_words.SECTIONS)
    contents = next(e.proto.body for e in page.get("html") if 'class="contents"' in e.proto.body)
    assert re.findall('href="#([^"]+)"', contents) == list(about_words.SECTIONS)


def test_the_page_says_what_the_database_says_of_itself(open_page):
    text = words_of(open_page(VIEW))
    facts, reach = queries.build_facts(), about_queries.reach()
    assert facts["data_version"] in text and facts["figures_sha256"][:16] in text
    assert f"{reach.suppressed_council_years} are suppressed" in text
    assert reach.suppressed_council_years == 490
    for source in about_queries.sources().itertuples():
        assert source.title in text and source.sha256[:12] in text and source.release in text
    rate = queries.england_in(int(facts["newest_plan_year"])).sexual_rate_per_1000
    assert f"was {rate:.2f}" in text
    for fault in about_queries.known_faults():
        assert fault in text


def test_every_measure_is_defined_with_its_cautions(open_page):
    page = open_page(VIEW)
    boxes = {e.label: " ".join(m.value for m in e.markdown) for e in page.expander}
    assert len(boxes) >= 10
    for measure in measures.load():
        box = boxes[measure.title]
        assert measure.numerator in box and measure.unit in box and measure.practice_review in box
        for caution in measure.do_not_conclude:
            assert caution in box
        for warning in measure.warnings:
            assert about_words.WARNINGS[warning] in box


def test_no_warning_is_worded_that_no_measure_has():
    used = {warning for measure in measures.load() for warning in measure.warnings}
    assert used == set(about_words.WARNINGS)


def test_every_publisher_is_named_in_the_method_and_the_licence(serving):
    publishers = set(about_queries.sources()["publisher"])
    short = {"Department for Education": "DfE", "Office for National Statistics": "ONS"}
    assert len(publishers) > 2
    for publisher in publishers:
        assert short.get(publisher, publisher) in about_words.METHOD, publisher
        assert publisher in about_words.LICENCE, publisher


@pytest.mark.parametrize(
    ("example", "year"),
    [(suppression_words.TWO_HIDDEN, 2020), (suppression_words.ONE_WITHHELD, 2021)],
)
def test_the_example_is_invented_and_agrees_with_the_products_own_bounds(invented, example, year):
    """Eastmere, the tests' own council, has the example's rows; the SQL that bounds real councils
    bounds them too."""
    row = next(r for r in fiction.PLANS if r[0] == fiction.EASTMERE and r[1] == year)
    printed = [str(n).strip("[]") for n in example.cells.values()]
    assert list(row[2:]) == [str(example.total), *(printed[i] for i in (0, 1, 2, 3, 4))]
    ((least, most),) = invented.execute(
        "SELECT plans_min, plans_max FROM plan_bounds WHERE council_code = ? "
        "AND year_ending = ? AND flow = 'started' AND basis = 'initial' "
        "AND category = 'sexual_abuse'",
        [fiction.EASTMERE, year],
    ).fetchall()
    assert (least, most) == (0, suppression_words.most(example))


def test_the_example_withholds_what_the_rule_withholds():
    """The second example's row as DfE would have printed it: with a 7 where none stands now."""
    shown_cells = [n for n in suppression_words.ONE_WITHHELD.cells.values() if isinstance(n, int)]
    printed = sorted([7, *shown_cells])
    (place,) = withheld_with(printed, suppression_words.ONE_WITHHELD.total)
    assert printed[place] == 7
    assert suppression_words.most(suppression_words.TWO_HIDDEN._replace(total=52)) == 5, (
        "never narrower"
    )


def test_the_words_of_the_example_hold_its_arithmetic_and_not_the_hidden_number(open_page):
    text = words_of(open_page(VIEW))
    assert "60 − 51 = 9" in text and "0 to 9" in text and "0 to 5" in text
    assert "invented" in text and "Northford" in text
    assert "= 2" not in text and "60 − 58" not in text


def test_the_change_log_and_the_citation_carry_the_version(open_page):
    page = open_page(VIEW)
    version = queries.build_facts()["data_version"]
    versions = about_queries.versions()
    assert len(versions) >= 1
    text = words_of(page)
    for row in versions.itertuples():
        assert row.data_version in text and row.about in text
    plain, bibtex = (c.value for c in page.code[:2])
    assert version in plain and "Independent analysis" in plain
    assert bibtex.startswith("@misc{") and f"version = {{{version}}}" in bibtex
    assert bibtex.count("{") == bibtex.count("}")


def test_figures_without_an_entry_in_the_change_log_say_so(open_page, monkeypatch):
    facts = queries.build_facts() | {"data_version": "2031-00000000"}
    monkeypatch.setattr(queries, "build_facts", lambda: facts)
    assert "no entry for version 2031-00000000" in words_of(open_page(VIEW))


def test_the_page_gives_no_address_of_a_person_and_promises_no_date(open_page):
    text = words_of(open_page(VIEW))
    assert not re.search(r"\w@\w", text)
    assert "Open an issue in the project's repository" in text
    assert "not itself an official statistic" in text


def test_the_statement_names_only_tests_that_are_there():
    """Who takes one of these tests away must take its sentence away too."""
    tests = Path(__file__).parent.parent
    for file, name in [
        ("browser/test_everyone.py", "test_axe_finds_no_fault_light_and_dark_wide_and_on_a_phone"),
        ("browser/test_everyone.py", "test_links_of_the_contents_lead_to_their_sections"),
        ("browser/test_explorer.py", "test_axe_finds_no_fault"),
        ("browser/test_explorer.py", "test_with_forced_colours"),
        ("browser/test_explorer.py", "test_on_paper"),
        ("browser/test_explorer.py", "large_enough_for_a_finger"),
        ("browser/test_explorer.py", "arrows_letters_enter_and_escape"),
        ("browser/test_everyone.py", "test_with_motion_reduced_nothing_moves"),
        ("dashboard/test_theme.py", "test_every_class_stands_three_to_one_from_the_page"),
        ("dashboard/test_theme.py", "where_colours_are_not_three_to_one_apart_the_hatch_differs"),
    ]:
        assert name in (tests / file).read_text(encoding="utf-8"), (file, name)
    assert "no fault" in accessibility_words.TESTED


@pytest.mark.parametrize("address", [{}, {"year": "x"}, {"council": "<b>", "data": "1999-0"}])
def test_anything_typed_in_the_address_gives_the_page(open_page, address):
    assert open_page(VIEW, **address).title[0].value == "About these figures"


def test_every_method_stands_in_a_fold_with_its_assumptions_source_and_numbers(open_page):
    folds = [b.proto.body for b in open_page("views/about.py").get("html")]
    fold = html.unescape(next(b for b in folds if "<summary>Methods" in b))
    rows = chance.methods()
    assert len(rows) >= 8
    for row in rows.itertuples():
        assert f">{row.name}</h3>" in fold
        for said in (row.parameters, row.tables):
            assert said.replace("*", "") in re.sub("<[^>]+>", "", fold)
