"""Claims about the lowest year are answered from what is held; a gap is not called unpublished."""

import re

import pandas as pd
import pytest

from dashboard.queries.country import trends
from dashboard.words.country import long_series


def answered(serving=None):
    return long_series.answers(
        trends.said_of_the_lowest(), trends.national_years(), trends.in_words()
    )


def test_each_of_the_three_claims_has_support_contradiction_and_a_sentence(serving):
    by_claim = {each.claim: each for each in answered()}
    assert list(by_claim) == ["lowest in 30 years", "second lowest", "lowest since records began"]
    for each in by_claim.values():
        assert all(each) and each.sentence.endswith(".")
    held = trends.national_years().dropna(subset="sexual_plans")
    numbers = dict(zip(held["year_ending"], held["sexual_plans"], strict=True))
    lowest, second, *_ = sorted(numbers, key=numbers.get)
    least = numbers[lowest]
    assert f"{lowest} is the lowest ({least:,}" in by_claim["lowest in 30 years"].supports
    assert "2009" in by_claim["lowest in 30 years"].against
    assert (
        f"{second} is the second lowest ({numbers[second]:,}" in by_claim["second lowest"].supports
    )
    refuted = by_claim["lowest since records began"]
    assert refuted.supports.startswith("Nothing that we hold.")
    assert f"{least:,} in {lowest}" in refuted.against
    assert f"{least - 5:,} to {least + 5:,}" in refuted.against


def test_what_is_in_words_alone_is_the_range_that_its_words_allow(serving):
    [row] = trends.in_words().itertuples()
    assert row.year_ending == 2009
    share, whole, least = 6, 38_000, 2_000
    assert row.sexual_plans_least == max(least, round(whole * (share - 0.5) / 100, -2)) == 2_100
    assert row.sexual_plans_most == round(whole * (share + 0.5) / 100, -2) == 2_500
    told = " ".join(long_series.in_print(trends.in_print(), trends.in_words()))
    assert "about 2,100 to 2,500" in told and "halved" in told and long_series.TWICE in told


def test_years_without_a_figure_are_spoken_of_until_the_table_of_them_is_taken(serving):
    series = trends.national_years()
    assert long_series.not_held(series) == [long_series.NOT_HELD]
    assert long_series.not_held(series.dropna(subset="all_plans")) == []
    assert long_series.not_held(series.assign(origin="series")) == []


def test_not_named_is_said_with_both_years_and_its_source(serving):
    said = long_series.not_named(trends.in_print())
    for part in ("5,360", "4,130", "7%", "3,400", "1,820", "2018", "2025", "not protected", "DfE"):
        assert part in said
    assert long_series.not_named(trends.in_print().iloc[0:0]) == ""


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_claim_is_upheld_only_where_the_years_held_agree(place):
    series = pd.DataFrame(
        {
            "year_ending": [2001, 2002, 2003],
            "sexual_plans": pd.array([30, 10, 20], dtype="Int64"),
            "sexual_plans_least": pd.array([25, 5, 15], dtype="Int64"),
            "sexual_plans_most": pd.array([35, 15, 25], dtype="Int64"),
            "place_from_lowest": pd.array([3, 1, 2], dtype="Int64"),
        }
    )
    claims = series.iloc[[2]].assign(claim="a claim", place=place, said="It says so", source="A")
    in_words = pd.DataFrame(columns=["year_ending", "sexual_plans_least", "sexual_plans_most"])
    [answer] = long_series.answers(claims, series, in_words)
    assert answer.supports.startswith("Nothing that we hold.") is (place != 2)
    assert not re.search(r"\d\.\d{3,}", " ".join(answer))
