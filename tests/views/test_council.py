"""The Council page says what the database says, for every kind of area and any address."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from dashboard import queries, words
from dashboard.queries import chance
from dashboard.queries.area import council as council_queries
from dashboard.queries.area import neighbours as neighbour_queries
from dashboard.words import chance as chance_words
from dashboard.words.area import audits
from dashboard.words.area.council_page import SECTIONS
from dashboard.words.area.questions import THEMES
from reading import source_of
from years import PLAN_YEARS

VIEW = "views/council.py"
ONLY_2024 = (
    "The link asks for “2021”, which “Year ending 31 March” does not have; you see 2024 instead."
)


def row_of(slug: str, year: int):
    area = queries.councils().set_index("slug").loc[slug]
    years = council_queries.years(area.series_code, 0.2)
    return years[years["year_ending"] == year].iloc[0]


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_every_year_opens_and_says_its_number_or_its_range(open_page, year):
    page = open_page(VIEW, council="slough", year=year)
    row = row_of("slough", year)
    text = source_of(page)
    assert page.title[0].value == "Slough"
    assert f"year ending 31 March {year}" in text
    assert f"about {row.expected_plans_at_england_rate:.1f}" in text
    if row.sexual_plans_status == "suppressed":
        assert f"0 to {row.sexual_plans_max} plans" in text
    elif row.sexual_plans == 0:
        assert "DfE prints 0" in text
    else:
        assert f"{row.sexual_plans} plans began with sexual abuse" in text


@pytest.mark.parametrize(
    ("text", "nearest", "is_said"),
    [("0.123456", 0.1, True), ("0.1", 0.1, False), ("0.10", 0.1, False), ("0.99", 1.0, True)],
)
def test_a_line_between_two_steps_is_said_to_have_been_moved(open_page, text, nearest, is_said):
    page = open_page(VIEW, council="slough", threshold=text)
    assert page.session_state["threshold"] == nearest
    said = [each.value for each in page.warning]
    assert [f"you see the nearest, {nearest:g}." in each for each in said] == [True] * is_said


def test_a_zero_stands_beside_what_would_be_expected(open_page):
    text = source_of(open_page(VIEW, council="slough", year=2024))
    assert "No child protection plan for sexual abuse began in Slough" in text
    assert "would have about 8.2" in text
    assert "with 7 to 10 plans expected; in 15 of them none was recorded, and in 157" in text
    assert "at England's rate an area with this many children would have about 8" in text


def test_an_area_without_a_return_has_no_figure_and_is_not_called_none(open_page):
    for slug, year in (("hampshire", 2024), ("hackney", 2021), ("norfolk", 2013)):
        text = source_of(open_page(VIEW, council=slug, year=year))
        assert "That is not the same as none" in text
        assert "There is no figure for child protection plans for sexual abuse" in text
        assert "DfE prints 0: no child protection plan" not in text
    text = source_of(open_page(VIEW, council="hampshire", year=2024))
    assert "carried its 2023 figures" in text


def test_tiny_areas_are_told_that_none_is_to_be_expected(open_page):
    text = source_of(open_page(VIEW, council="isles-of-scilly", year=2024))
    row = row_of("isles-of-scilly", 2024)
    assert row.sexual_plans == 0
    assert f"about {row.expected_plans_at_england_rate:.2f} plans" in text
    assert "so few that one year alone says little" in text
    open_page(VIEW, council="city-of-london", year=2024)


def test_a_former_area_keeps_its_page_and_years_and_leads_to_its_successors(open_page):
    page = open_page(VIEW, council="cumbria")
    text = source_of(page)
    assert "Cumbria ended on 31 March 2023 and was divided between" in text
    assert 'href="council?council=cumberland"' in text
    assert 'href="council?council=westmorland-and-furness"' in text
    assert "no neighbours for Cumbria" in text
    assert list(page.select_slider[0].options) == [str(year) for year in range(PLAN_YEARS[0], 2024)]
    assert 'href="compare?group=neighbours' not in text


def test_a_year_the_area_did_not_have_is_explained(open_page):
    page = open_page(VIEW, council="cumbria", year=2024)
    assert any("2024" in warning.value for warning in page.warning)
    assert page.select_slider[0].value == "2023"


@pytest.mark.parametrize(
    "address",
    [
        {"council": "cumberland", "year": 2021},
        {"set": "cumberland,westmorland-and-furness", "year": 2021},
    ],
)
def test_the_only_year_there_is_is_said_to_stand_in_place_of_the_one_asked_for(open_page, address):
    page = open_page(VIEW, **address)
    assert [each.value for each in page.warning] == [ONLY_2024]
    assert "2024: the only year with figures" in source_of(page)


def test_who_goes_on_to_an_area_without_the_year_is_told_which_is_shown(open_page):
    page = open_page(VIEW, council="cumbria", year=2021)
    assert not page.warning
    page.selectbox(key="council").set_value("cumberland").run()
    assert not page.exception and [each.value for each in page.warning] == [ONLY_2024]


def test_a_new_area_has_its_own_years_only_and_leads_back(open_page):
    text = source_of(open_page(VIEW, council="cumberland"))
    assert "Cumberland began on 1 April 2023" in text
    assert 'href="council?council=cumbria"' in text
    assert "2024: the only year with figures" in text


def test_a_re_cut_area_is_two_pages(open_page):
    old = source_of(open_page(VIEW, council="dorset-to-2019"))
    new = source_of(open_page(VIEW, council="dorset"))
    assert "Dorset ended on 31 March 2019 and was cut anew" in old
    assert 'href="council?council=dorset"' in old
    assert 'href="council?council=dorset-to-2019"' in new


def test_a_recoded_area_is_one_series(open_page):
    page = open_page(VIEW, council="gateshead")
    assert list(page.select_slider[0].options) == [str(year) for year in PLAN_YEARS]
    page = open_page(VIEW, council="sheffield")
    assert "Ten councils whose circumstances" in source_of(page)


def test_the_strip_has_each_year_with_its_class_and_figure_in_words(open_page):
    text = source_of(open_page(VIEW, council="slough"))
    strip = re.search(r'<ol class="strip".*?</ol>', text, re.S).group()
    items = re.findall(r"<li.*?</li>", strip, re.S)
    assert len(items) == len(PLAN_YEARS)
    for year, item in zip(PLAN_YEARS, items, strict=True):
        row = row_of("slough", year)
        assert f'<span class="strip-year">{year}</span>' in item
        if row["class"] == "suppressed":
            assert f"Suppressed by DfE, 0 to {row.sexual_plans_max} plans, number hidden" in item
        else:
            assert f"{row.sexual_plans} plan" in item
    assert strip.count("aria-current") == 1


def test_the_path_table_holds_the_ratios_of_the_query(open_page):
    page = open_page(VIEW, council="slough", year=2024)
    text = source_of(page)
    code = queries.councils().set_index("slug").loc["slough"].series_code
    rows = council_queries.path(code, 2024)
    assert len(rows) == 6
    for row in rows.itertuples():
        assert f"{row.value:,}" in text
        if row.per_100_status == "published":
            low, high = (
                f"{value:.1f}" if value else "0"
                for value in (row.neighbours_lowest, row.neighbours_highest)
            )
            assert f"{f'{row.per_100:.1f}' if row.per_100 else '0'} per 100" in text
            assert f"{low} to {high}" in text
    assert "not the same children followed" in text
    before = source_of(open_page(VIEW, council="slough", year=2017))
    assert "published from 2018; you are reading 2017" in before


def test_the_what_if_is_labelled_and_respects_hidden_numbers(open_page):
    text = source_of(open_page(VIEW, council="slough", year=2018))
    code = queries.councils().set_index("slug").loc["slough"].series_code
    row = council_queries.what_if(code, 2018)
    assert row.sexual_plans_status == "suppressed"
    assert f"Then 0 to {row.either_max} plans would" in text
    assert f"in place of 0 to {row.sexual_plans_max}" in text
    assert "This is a what-if with an upper end, not a figure" in text


def test_the_what_if_of_two_hidden_numbers_says_that_they_share_what_is_left(open_page):
    text = source_of(open_page(VIEW, council="leicester", year=2024))
    assert "Both hidden numbers share" in text
    assert f"together they are 0 to {row_of('leicester', 2024).sexual_plans_max} plans" in text


def test_the_neighbours_are_listed_with_closeness_and_links(open_page):
    text = source_of(open_page(VIEW, council="slough", year=2024))
    code = queries.councils().set_index("slug").loc["slough"].series_code
    rows = neighbour_queries.neighbours(code, 2024, 0.2)
    assert len(rows) == 10
    for row in rows.itertuples():
        assert f"council?council={row.slug}&amp;year=2024" in text
        assert row.closeness in text
    assert 'href="compare?group=neighbours&amp;council=slough' in text


def test_inspections_of_the_area_are_named(open_page):
    text = source_of(open_page(VIEW, council="york"))
    found = "child sexual abuse in the family environment; fieldwork 24 Sep"
    assert f"<strong>2018-19</strong><span>{found}" in text
    assert "says nothing about how well an area does" in text


def test_the_threshold_moves_the_class_and_the_page_says_so(open_page):
    row = row_of("dorset", 2024)
    assert 0.2 < row.sexual_rate_per_1000 < 0.4
    text = source_of(open_page(VIEW, council="dorset", year=2024, threshold=0.4))
    assert "Very low (above 0, below 0.4 per 1,000)" in text
    assert "because you moved it" in text


def test_every_rate_on_the_page_has_its_base_and_the_caveat(open_page):
    text = source_of(open_page(VIEW, council="slough"))
    assert "Low identification is not low prevalence." in text
    assert "per 1,000 children" in text
    assert "abuse rate" not in text.lower()


def test_without_a_council_the_page_says_how_to_use_it(open_page):
    page = open_page(VIEW)
    assert page.title[0].value == "One council"
    assert "Choose a council above" in source_of(page)


def test_an_unknown_council_is_explained(open_page):
    page = open_page(VIEW, council="northford")
    assert any("northford" in warning.value for warning in page.warning)
    assert page.title[0].value == "One council"


@settings(max_examples=12)
@given(
    council=st.one_of(st.sampled_from(["poole", " HARROW ", "kingston-upon-hull"]), st.text()),
    year=st.one_of(st.integers().map(str), st.text()),
    threshold=st.one_of(st.floats().map(str), st.text()),
)
def test_anything_typed_in_the_address_gives_a_page(open_page, council, year, threshold):
    open_page(VIEW, council=council, year=year, threshold=threshold)


@pytest.mark.parametrize(
    "slug, year",
    [
        ("dorset", 2024),  # printed
        ("slough", 2024),  # a printed 0
        ("leicester", 2024),  # suppressed
        ("hampshire", 2024),  # no figure
        ("isles-of-scilly", 2024),  # tiny
        ("cumbria", 2023),  # abolished
        ("cumberland", 2024),  # new
    ],
)
def test_the_page_says_how_sure_the_year_is(open_page, slug, year):
    text = html.unescape(source_of(open_page(VIEW, council=slug, year=year)))
    row = row_of(slug, year)
    assert ("would put it into another class" in text) is not words.is_missing(
        row.class_margin_plans
    )
    if row.sexual_plans_status == "published" and row.sexual_plans:
        margin = int(row.class_margin_plans)
        assert f"A difference of {words.plans(margin)} would put it into another class" in text
    series = queries.councils().set_index("slug").loc[slug].series_code
    changes = chance.changes(series)
    spans = changes[changes["year_ending"] == year]
    assert len(spans)
    for span in spans.itertuples():
        assert span.verdict_words in text
        if span.change_status == "published":
            low, high = 100 * span.rate_change_low, 100 * span.rate_change_high
            tenths = 1 if span.plans >= 100 and span.plans_before >= 100 else 0
            assert f"{abs(100 * span.rate_change):.{tenths}f}%" in text or span.plans == 0
            limits = f"95% limits {low:+.{tenths}f}% to {high:+.{tenths}f}%".replace("-", "−")
            assert limits.replace("limits −100% to", "limits none to") in text
    pooled = chance.three_years(series)
    for three in pooled[pooled["year_ending"] == year].itertuples():
        assert chance_words.three_years(three, 0.2) in text


@pytest.mark.parametrize("slug", ["leeds", "slough", "leicester", "hampshire"])
@pytest.mark.parametrize("year", [2016, 2021])
def test_what_stands_in_sight_of_each_section_says_the_year_chosen(open_page, slug, year):
    held = reading.html_of(open_page(VIEW, council=slug, year=year))
    for name in [name for name in SECTIONS if name != "reviews"]:
        said = re.search(rf'id="{name}">.*?<div class="prose">(.*?)</div>', held, re.DOTALL)[1]
        assert str(year) in said and str(PLAN_YEARS[-1]) not in said, (name, said)


def test_questions_lead_to_their_themes_and_say_what_would_answer_them(open_page):
    page = open_page("views/council.py", council="leeds")
    html = "".join(block.proto.body for block in page.get("html"))
    for name, title in THEMES.items():
        assert f'<a href="reviews#theme-{name}" target="_self">{title}</a>' in html
    in_sight = html.split('<ul class="asked">')[1].partition("</ul>")[0]
    assert in_sight.count("<li>") == in_sight.count(audits.LABEL) >= 2
    assert in_sight.count('href="reviews#theme-') == in_sight.count("<li>")
    folded = html.split("The rules that choose these questions")[0]
    assert folded.count(audits.LABEL) > in_sight.count(audits.LABEL) + 3


def test_the_section_on_inspections_leads_to_what_they_found(open_page):
    page = open_page("views/council.py", council="york")
    html = "".join(block.proto.body for block in page.get("html"))
    section = html.split('id="reviews"')[1]
    assert 'href="reviews#inspections"' in section
