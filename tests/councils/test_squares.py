"""The three squares: to scale, honest about what is hidden or missing, never without a caveat."""

import pytest

from dashboard import queries
from dashboard.councils import squares
from dashboard.words import explorer as explorer_words
from reading import text_of

pytestmark = pytest.mark.usefixtures("serving")


def council(slug: str, year: int):
    series = queries.councils().set_index("slug").loc[slug]
    return squares.of_council(series["series_code"], series["label"], year)


def test_areas_are_to_scale_and_the_largest_is_the_same_everywhere():
    looked = 0
    for found in (squares.of_england(2024), council("slough", 2024), council("leeds", 2020)):
        known = [part for part in found.parts if part["value"]]
        most = max(part["value"] for part in known)
        for part in known:
            looked += 1
            shown = (part["side"] / squares.LARGEST) ** 2
            assert shown == pytest.approx(part["value"] / most, abs=0.001)
    assert looked >= 7


def test_a_zero_a_hidden_and_a_missing_number_look_like_none_of_the_others():
    none = squares.html(council("slough", 2024))
    assert none.count("<rect") == 2 and none.count('class="nought"') == 1
    hidden = squares.html(council("bedford", 2024))
    assert "stroke-dasharray" in hidden and "hidden: 0 to" in hidden
    missing = squares.html(council("bedford", 2015))
    assert "not collected before 2018" in missing
    assert f'width="{squares.OUTLINE}"' in missing


def test_the_figure_says_its_numbers_in_text_with_a_sentence_and_a_caveat():
    found = council("slough", 2024)
    html = squares.html(found)
    text = text_of(html)
    assert "about 39 estimated to be sexually abused in a year" in text
    assert "no plan began for it" in text and text.endswith(explorer_words.CAVEAT_OF_AREA)
    assert found.spoken.startswith("Of each 1,000 children in Slough, about 39 ")
    assert all(part["said"] in found.spoken for part in found.parts)
    assert "if the national average held; " in found.spoken and found.spoken in text


def test_a_listener_hears_no_number_word_before_the_name_of_what_is_missing_or_hidden():
    """ "No figure assessments that recorded …" is no English; the list itself is not read out."""
    early, hidden = council("bedford", 2015), council("bedford", 2024)
    assert "; assessments that recorded sexual abuse: not collected before 2018; " in early.spoken
    assert "; plans begun for sexual abuse: hidden, 0 to " in hidden.spoken
    unreliable = council("hampshire", 2024).spoken
    assert unreliable.endswith(
        "; assessments that recorded sexual abuse: no figure; plans begun for sexual abuse: no "
        "figure."
    )
    assert '<ul aria-hidden="true">' in squares.html(early)


def test_a_council_without_a_row_in_the_year_has_no_squares():
    assert council("cumberland", 2020) is None
