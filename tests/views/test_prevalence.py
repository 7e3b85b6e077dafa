"""The Prevalence page: the arithmetic in view, and no figure given to any council."""

import base64
import re
from collections import Counter
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reading
from dashboard import queries, words
from dashboard.charts import prevalence as prevalence_charts
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.words.country import prevalence as prevalence_words
from dashboard.words.country import prevalence_steps
from years import ASSESSMENT_YEARS, PLAN_YEARS

PAGE = "views/prevalence.py"


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_every_year_opens_and_its_sentence_holds_its_numbers(open_page, year):
    text = reading.words_of(open_page(PAGE, year=year))
    row = prevalence_queries.national(year, "csa_centre_annual", "scaled")
    assert f"about {row.estimated_per_1000:.0f} are estimated" in text
    assert f"began {words.rate(row.sexual_rate_per_1000)} child protection plans" in text
    if year not in ASSESSMENT_YEARS:
        assert "not available [x]" in text
    else:
        assert f"in {row.csa_assessments_per_1000:.1f} assessments" in text


def test_the_newest_year_says_39_and_2_6_and_0_18(open_page):
    text = reading.words_of(open_page(PAGE))
    assert "about 39 are estimated" in text
    assert "in 2.6 assessments" in text and "began 0.18 child" in text
    assert prevalence_words.NOT_MEASURED in text


def test_the_gap_is_true_where_its_sentence_stands_alone(serving):
    """With what it is of, where, in how long and beside which year's records."""
    for year in PLAN_YEARS:
        for estimate in ("csa_centre_annual", "radford_2011_past_year"):
            said = prevalence_words.gap(prevalence_queries.national(year, estimate, "scaled"))
            assert "children are estimated to be sexually abused in a year in England" in said
            assert f"plan for sexual abuse that began in the year ending 31 March {year}" in said
            assert said.endswith(". They are not the same children.")
            assert ("aged 11 to 17" in said) == (estimate != "csa_centre_annual")
            assert ("assessment that recorded it" in said) == (year in ASSESSMENT_YEARS)


def test_a_council_with_figures_of_one_year_has_no_range_of_years(serving):
    areas = [SimpleNamespace(label="Eastmere", first_year=y, last_year=2024) for y in (2013, 2024)]
    several, one = (prevalence_words.no_figures(area, 2012) for area in areas)
    assert "are for 2013 to 2024." in several and "are for 2024 only." in one


@pytest.mark.parametrize("view", ["prevalence", "trends", "council"])
def test_an_estimate_is_said_in_two_figures_on_every_page(open_page, view):
    text = reading.words_of(open_page(f"views/{view}.py", council="rutland", year=2024))
    rows = prevalence_queries.by_year("csa_centre_annual", "scaled")
    assert "39" in text and len(rows) > 10
    for per_1000 in rows["estimated_per_1000"]:
        # What is worked out in sight has to be enough to do it again.
        other = f"{10 * per_1000:.0f}" if view == "prevalence" else f"{per_1000:.2f}"
        for shape in (f"{per_1000:.1f}", other):
            assert not re.search(rf"(?<![\d.,]){re.escape(shape)}(?![\d,%]|\.\d)", text), shape


@pytest.mark.parametrize("view", ["prevalence", "trends", "council"])
def test_no_table_prints_an_estimate_as_a_count(open_page, view):
    """Each is said to be about so many, in each row of the assumptions and of each year."""
    html = reading.html_of(open_page(f"views/{view}.py", council="rutland", year=2024))
    rows = prevalence_queries.by_year("csa_centre_annual", "scaled")
    estimates = [*rows["estimated_per_1000"]]
    if view == "prevalence":
        rows = prevalence_queries.alternatives(2024)
        columns = ("estimated_children", "estimated_per_1000", "estimated_per_plan")
        estimates = [value for column in columns for value in rows[column]]
        assert re.search(r"the estimate is about \d+", reading.words_of(open_page(PAGE)))
    cells = Counter(re.findall(r"<td[^>]*>\s*([^<]+?)\s*</td>", html))
    for said, many in Counter(map(prevalence_words.about, estimates)).items():
        assert cells[f"about {said}"] >= many, said
        assert not cells[said] or "," not in said, said


def test_each_step_follows_from_the_numbers_printed_in_it(serving):
    row = prevalence_queries.national(2024, "csa_centre_annual", "scaled")
    checked = 0
    for _, working, result in prevalence_steps.steps(row):
        sum_in = working.split(" aged")[0] + (" × 18 ÷ 16" if "× 18" in working else "")
        sum_in = sum_in.replace(",", "").replace("×", "*").replace("÷", "/")
        sum_in = re.sub(r"([\d.]+)%", r"(\1/100)", sum_in)
        if not re.fullmatch(r"[\d.\s*/+()]+", sum_in):
            continue
        given_result = float(result.replace(",", "").rstrip("%"))
        worked_out = eval(sum_in) * (100 if result.endswith("%") else 1)
        assert worked_out == pytest.approx(given_result, rel=3e-3), working
        checked += 1
    assert checked >= 8


def test_the_other_estimate_counts_ages_11_to_17_and_says_so(open_page):
    text = reading.words_of(open_page(PAGE, estimate="radford-2011-past-year"))
    assert "counting only those aged 11 to 17" in text
    assert "nobody under 11" in text


def test_lifetime_estimates_cannot_be_chosen_and_stand_apart(open_page):
    page = open_page(PAGE, estimate="csew-2019-before-16")
    assert "does not have" in page.warning[0].value
    chosen = next(box for box in page.selectbox if box.key == "estimate")
    assert len(chosen.options) == 2
    assert "recall sexual abuse before the age of 16" in reading.html_of(page)


@pytest.mark.parametrize(
    ("council", "year", "said"),
    [
        ("leeds", 2024, None),  # ordinary
        ("slough", 2024, "0 plans for it began"),  # zero
        ("hampshire", 2024, "no reliable figure [u]"),  # missing
        ("hackney", 2021, "for plans there is no figure [x]"),  # missing
        ("isles-of-scilly", 2024, "about 14 of its 357"),  # tiny
        ("city-of-london", 2024, None),  # tiny
        ("cumberland", 2024, None),  # new
        ("cumbria", 2022, None),  # abolished, in its time
        ("dorset", 2024, None),  # re-cut
    ],
)
def test_an_area_is_the_average_times_its_size_and_never_its_prevalence(
    open_page, council, year, said
):
    page = open_page(PAGE, council=council, year=year)
    text = reading.words_of(page)
    council_row = queries.councils().set_index("slug").loc[council]
    found = prevalence_queries.area(council_row.series_code, year, "csa_centre_annual", "scaled")
    [here] = found.itertuples()
    assert f"{here.children:,} × {here.estimated_per_1000:.2f} ÷ 1,000" in text
    assert f"not a figure about {council_row.label}" in text
    assert prevalence_words.area_plans(here) in text
    if said:
        assert said in text


def test_a_suppressed_council_is_a_range_and_never_a_number(open_page, serving):
    rows = queries.classes_in(2024, 0.2)
    hidden = rows[rows["sexual_plans_status"] == "suppressed"].iloc[0]
    page = open_page(PAGE, council=hidden.slug, year=2024)
    between = f"0 to {hidden.sexual_plans_max}"
    assert f"somewhere from {between} plans for it began" in reading.words_of(page)
    assert f"{between} [c]" in reading.html_of(page)


def test_a_council_without_that_year_is_explained(open_page):
    text = reading.words_of(open_page(PAGE, council="cumbria", year=2024))
    assert "Cumbria (to 2023) has no figures for 2024" in text


@pytest.mark.parametrize("of", [1000, 10000])
@pytest.mark.parametrize("marked", [0.0, 0.18, 1.8, 26.0, 394.5])
def test_the_ink_in_the_picture_is_the_number(marked, of):
    drawing = ElementTree.fromstring(prevalence_charts.field(marked, of, "light", 0))
    svg = "{http://www.w3.org/2000/svg}"
    ink = 0.0
    for block in drawing.iter(f"{svg}rect"):
        fill = block.get("fill", "")
        width, height = float(block.get("width")), float(block.get("height"))
        if fill.startswith("url(#ink"):
            ink += width * height
        elif fill == prevalence_charts.theme.CATEGORICAL["light"][0] and not _in_pattern(
            drawing, svg, block
        ):
            ink += width / prevalence_charts.SIDE
    assert ink == pytest.approx(marked, abs=0.01)


def _in_pattern(drawing, svg, block) -> bool:
    return any(block in list(pattern) for pattern in drawing.iter(f"{svg}pattern"))


def test_the_picture_says_in_words_what_it_shows(open_page):
    html = reading.html_of(open_page(PAGE))
    said = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)"[^>]*alt="([^"]+)"', html)
    assert [alt for _, alt in said] == [
        "Estimated to be sexually abused in a year: about 390 for every 10,000 children",
        "Assessments that recorded sexual abuse: 26 for every 10,000 children",
        "Plans begun for sexual abuse: 1.8 for every 10,000 children",
    ]
    for image, _ in said:
        ElementTree.fromstring(base64.b64decode(image))


def test_a_year_without_assessments_is_an_empty_frame_and_no_zero(open_page):
    html = reading.html_of(open_page(PAGE, year=2016))
    assert "Assessments that recorded sexual abuse: [x] no figure" in html


@given(value=st.floats(0.5, 1e7))
def test_about_is_within_half_of_its_second_figure(value):
    said = float(prevalence_words.about(value).replace(",", ""))
    assert said == pytest.approx(value, rel=0.051)


def test_few_shows_what_can_be_felt():
    assert [prevalence_words.few(v) for v in (394.5, 39.45, 2.568, 0.179)] == [
        "394",
        "39",
        "2.6",
        "0.18",
    ]


def test_one_assessment_and_one_plan_are_singular():
    row = SimpleNamespace(
        children=1000,
        children_at_average=39.4,
        estimated_per_1000=39.4,
        year_ending=2024,
        csa_assessments=1,
        csa_assessments_status="published",
        sexual_plans=1,
        sexual_plans_status="published",
        sexual_plans_min=1,
        sexual_plans_max=1,
    )
    said = prevalence_words.area("Northford", row)
    assert "in 1 assessment, and 1 plan for it began." in said


@settings(max_examples=15)
@given(
    address=st.fixed_dictionaries(
        {},
        optional={
            "estimate": st.sampled_from(["csa-centre-annual", "radford-2011-past-year"])
            | st.text(max_size=20),
            "wales": st.sampled_from(["scaled", "as-printed"]) | st.text(max_size=20),
            "year": st.integers(2010, 2030).map(str) | st.text(max_size=6),
            "council": st.sampled_from(["slough", "cumbria", "dorset", "SLOUGH "])
            | st.text(max_size=20),
            "picture": st.sampled_from(["1000", "10000", "-1"]) | st.text(max_size=6),
        },
    )
)
def test_anything_typed_in_the_address_gives_a_page(open_page, address):
    page = open_page(PAGE, **address)
    assert page.title[0].value == "Prevalence"
    assert prevalence_words.NOT_MEASURED in reading.words_of(page)
