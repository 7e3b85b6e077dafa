"""The England page says what the database says, for every year and for any address."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reading
from dashboard import queries

FIGURES = Path(__file__).parent.parent.parent / "data" / "figures"
VIEW = "views/england.py"


@pytest.mark.parametrize("year", range(2013, 2025))
def test_every_year_opens_and_its_sentences_hold_its_numbers(open_page, year):
    text = reading.words_of(open_page(VIEW, year=year))
    headline = queries.headline(year, 0.2)
    assert f"year ending 31 March {year}" in text
    assert f"between {headline.certainly_below} and {headline.possibly_below}" in text
    assert f"{queries.england_in(year).sexual_plans:,} child protection plans" in text


def test_the_first_page_says_what_is_in_print_and_what_can_be_proved(open_page):
    text = reading.words_of(open_page(VIEW))
    for words in (
        "2,160 child protection plans",
        "62,110 plans that began",
        "3.5%",
        "0.18 plans for every",
        "7 recorded none, 54 had their number suppressed by DfE and 42 recorded fewer",
        "between 64 and 103 of those 152 councils",
        "England taken as a whole is below 0.2",
        "counting every hidden number as few",
        "Low identification is not low prevalence",
        "Not itself an official statistic",
        "999",
        "0808 800 5000",
        "Open Government Licence",
        "Data version",
    ):
        assert words in text, words


def test_the_table_holds_every_council_as_the_figures_have_it(open_page):
    """Against the committed CSV, by hand: a number, or the symbol of its status."""
    table = reading.council_table(open_page(VIEW))
    with (FIGURES / "plans.csv").open() as file:
        rows = [
            r
            for r in csv.DictReader(file)
            if r["year_ending"] == "2024"
            and r["flow"] == "started"
            and r["basis"] == "initial"
            and r["category"] == "sexual_abuse"
            and r["area_level"] == "council"
        ]
    lines = table["years"]["2024"]
    assert len(lines) == len(rows) == 153 and not table["hidden"]
    place = 1 + [label for label, _ in table["columns"]].index("Plans")
    cells = [line[place] for line in lines]
    symbols = {"suppressed": "[c]", "low_reliability": "[u]", "not_available": "[x]"}
    by_hand = sorted(f"{int(r['value']):,}" if r["value"] else symbols[r["status"]] for r in rows)
    assert sorted(cells) == by_hand


@pytest.mark.parametrize(
    ("slug", "year", "said"),
    [
        ("slough", 2024, "No plan began for sexual abuse"),  # zero where 8 would be expected
        ("isles-of-scilly", 2024, "would expect 0.1"),  # zero where none would be
        ("bedford", 2024, "DfE does not print the number"),  # suppressed
        ("hampshire", 2024, "no reliable figure"),  # an unreliable return
        ("hackney", 2021, "no figure"),  # no return
        ("city-of-london", 2024, "No plan began"),
        ("cumbria", 2023, "Cumbria (to 2023)"),  # abolished, in its last year
        ("cumberland", 2024, "Cumberland"),  # new
        ("dorset", 2024, "Dorset"),  # re-cut
        ("dorset-to-2019", 2019, "Dorset (to 2019)"),
        ("leeds", 2024, "95% limits"),  # ordinary
    ],
)
def test_a_shared_link_opens_the_council_and_says_why_it_is_in_its_class(
    open_page, slug, year, said
):
    page = open_page(VIEW, council=slug, year=year)
    assert said in reading.words_of(page)
    assert not page.warning


def test_a_council_that_did_not_exist_in_the_year_is_explained(open_page):
    page = open_page(VIEW, council="cumbria", year=2024)
    assert "no such council on 31 March 2024" in reading.words_of(page)
    assert "2013 to 2023" in reading.words_of(page)
    assert any("atlantis" in w.value for w in open_page(VIEW, council="atlantis").warning)


def test_a_zero_that_is_more_likely_a_fault_of_recording_is_marked_as_such(open_page):
    assert "0: unlikely to be a true zero" in reading.words_of(open_page(VIEW, council="barnet"))
    assert "unlikely to be a true zero" not in reading.words_of(open_page(VIEW, council="slough"))


def test_filters_leave_the_councils_they_name_and_an_empty_result_says_so(open_page):
    page = open_page(VIEW, region="south-west", **{"class": "suppressed"})
    rows = queries.classes_in(2024, 0.2)
    wanted = rows[(rows["region_name"] == "South West") & (rows["class"] == "suppressed")]
    assert 0 < len(wanted) < 20
    assert f"{len(wanted)} of 153 councils pass" in reading.words_of(page)
    nothing = open_page(VIEW, region="london", police="cumbria")
    assert "No council passes all your filters" in reading.words_of(nothing)


def test_a_moved_threshold_says_that_it_is_not_the_usual_one(open_page):
    page = open_page(VIEW, threshold="0.1")
    headline = queries.headline(2024, 0.1)
    assert "The CSA Centre's line" in reading.words_of(page)
    assert f"{headline.very_low} recorded fewer than 0.1 per 1,000" in reading.words_of(page)
    assert "Check this number" not in [e.label for e in page.expander]


def test_claims_in_print_stand_beside_ours(open_page):
    page = open_page(VIEW)
    text = reading.words_of(page)
    assert "Check this number: 2,160 plans" in text
    assert "Check this number: 103 councils" in text
    assert "which allows anything from -6.1% to -5.3%" in text


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from(["year", "council", "threshold", "region", "police", "class", "show"]),
        st.one_of(st.text(max_size=12), st.sampled_from(["2013", "nan", "-1", "1e9", "slough"])),
    )
)
def test_whatever_is_typed_in_the_address_gives_a_page(open_page, address):
    page = open_page(VIEW, **address)
    assert "How English councils" in page.title[0].value
