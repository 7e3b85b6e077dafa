"""The words of a briefing that other files hold: newest assessments, steps, questions, ways on."""

import pytest

from dashboard import queries
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import council_life
from dashboard.takeaway.paper import briefing
from dashboard.words.area import audits
from dashboard.words.area.questions import THEMES
from reading import text_of

ADDRESS = "https://figures.example/site"


@pytest.fixture
def area(serving):
    """area("leeds") → its row of queries.councils."""
    return {row.slug: row for row in queries.councils().itertuples()}.get


def test_the_newest_assessments_are_printed_where_the_heading_names_their_year(area):
    newest = queries.build_facts()["newest_assessment_year"]
    for slug in ("leeds", "hampshire", "slough"):
        row = council_queries.rates(area(slug).series_code, "csa_assessments").iloc[-1]
        text = text_of(briefing.html(area(slug)))
        assert f"assessments to {newest}" in text and str(int(row.year_ending)) == newest
        said = f"in the year ending 31 March {newest}, assessments in {area(slug).label} recorded"
        assert f"{said} sexual abuse {int(row.value):,} times, {row.rate_per_1000:.2f} per" in text


def test_a_printed_zero_that_is_unlikely_is_said_to_be_so(area):
    """By the flags themselves: every area whose newest assessments are doubted, and no other."""
    doubted = 0
    for each in queries.councils().itertuples():
        said = briefing.newest_assessments(each, int(queries.build_facts()["newest_plan_year"]))
        notes = council_life.flags(each.series_code)
        newest = notes[
            (notes["year_ending"] == int(queries.build_facts()["newest_assessment_year"]))
            & (notes["measure"] == "assessments that recorded sexual abuse")
        ]
        is_doubted = newest["flag"].isin(["unlikely_zero", "unlikely_low"]).any()
        assert ("which is unlikely" in said) == is_doubted, each.slug
        assert "recorded sexual abuse 0 times" not in said
        doubted += is_doubted
    assert doubted > 0


def test_an_area_that_ended_before_the_newest_assessments_is_given_none(area):
    cumbria = next(a for a in queries.councils().itertuples() if a.slug.startswith("cumbria"))
    assert briefing.newest_assessments(cumbria, 2024) == ""


def test_both_steps_of_a_council_stand_on_its_briefing(area):
    text = text_of(briefing.html(area("leeds")))
    assert "From 2013 to 2014 the number of plans started for sexual abuse went from 107 to" in text
    assert "From 2019 to 2020 the number of plans started for sexual abuse went from 17 to" in text


def test_each_question_has_what_would_answer_it_and_each_theme_a_way_where_there_is_one(area):
    page = briefing.html(area("leeds"), "..", ADDRESS)
    asked = page.count('class="audit"')
    assert asked == page.count('class="answer"') == page.count(audits.LABEL) >= 4
    text = text_of(page)
    for _, _, questions in briefing.questions(area("leeds").series_code, 2024, ""):
        for question in questions:
            assert f"{question.ask} " in text
            assert f"{audits.LABEL} {audits.of(question)}" in text
    for name, title in THEMES.items():
        way = f'<h3><a href="https://figures.example/reviews#theme-{name}">{title}</a></h3>'
        assert way in page
        assert f"<h3>{title}</h3>" in briefing.html(area("leeds")), "alone there is no way"
