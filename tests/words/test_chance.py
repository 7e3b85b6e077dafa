"""What is said of chance: counted, never worked out for one council."""

import re
from types import SimpleNamespace

import pytest

from dashboard import queries
from dashboard.councils.explorer import measures as explorer_measures
from dashboard.queries import chance as chance_queries
from dashboard.words import chance
from dashboard.words.country import england as england_words

NAN = float("nan")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(0, 1, "under 1 plan"), (7, 10, "7 to 10 plans"), (30, NAN, "30 plans or more")],
)
def test_a_band_is_said_as_a_reader_would(start, end, said):
    assert chance.band(SimpleNamespace(from_expected=start, below_expected=end)) == said


def test_the_base_rate_names_what_was_counted_and_what_is_hidden():
    row = SimpleNamespace(
        from_expected=7,
        below_expected=10,
        base_first_year=2013,
        base_council_years=342,
        base_none_recorded=15,
        base_hidden=157,
    )
    assert chance.base_rate(row) == (
        "Since 2013 there were 342 years of councils with 7 to 10 plans expected; in 15 of them "
        "none was recorded, and in 157 the number is hidden."
    )
    assert chance.base_rate(SimpleNamespace(base_council_years=NAN)) == ""


def test_only_a_place_beyond_doubt_is_a_verdict():
    assert chance.beside_england("cannot_be_said", 0.18) == chance.beside_england("", 0.18) == ""
    assert "above England's rate of 0.18" in chance.beside_england("above_95", 0.18)
    assert "no further from" in chance.beside_england("inside", 0.18)


def test_limits_are_not_said_where_there_are_none():
    assert chance.limits(NAN, NAN) == ""
    assert chance.limits(0.0, 0.41) == "adjusted 95% limits 0 to 0.41"


def test_a_change_is_said_with_its_limits_and_verdict():
    row = SimpleNamespace(
        rate_change=-0.069,
        rate_change_low=-0.163,
        rate_change_high=0.035,
        plans=2100,
        plans_before=2250,
        verdict_words="no larger than councils' figures usually swing",
    )
    assert chance.change(row) == (
        "fell by 6.9% (95% limits −16.3% to +3.5%), no larger than councils' figures usually swing"
    )
    hidden = SimpleNamespace(rate_change=NAN, verdict_words="cannot tell: a number is hidden")
    assert chance.change(hidden) == "cannot tell: a number is hidden"


def test_no_change_of_a_small_council_is_said_to_a_tenth_or_as_a_hundred_per_cent(database):
    rows = database.execute("SELECT * FROM change_year WHERE rate_change IS NOT NULL").df()
    tenths = re.compile(r"\d\.\d%")
    small = to_none = 0
    for row in rows.itertuples():
        said = chance.change(row)
        assert not re.search(r"fell by 100(\.0)?%|−100(\.0)?%", said), said
        if min(row.plans, row.plans_before) < 100:
            small += 1
            assert not tenths.search(said), said
        if row.plans == 0:
            to_none += 1
            assert said.startswith("fell to none (95% limits none to "), said
    assert small > 500 and to_none > 5 and small < len(rows)


def test_a_model_is_called_a_model_and_an_estimate():
    row = SimpleNamespace(modelled_below=91.0, modelled_low=85.0, modelled_high=96.0)
    said = chance.modelled(row)
    assert "A model of all councils together" in said and "about 91 (85 to 96)" in said
    assert "estimate" in said
    assert chance.modelled(SimpleNamespace(modelled_below=NAN)) == ""


def test_how_firm_a_class_is_stands_beside_printed_numbers_only():
    one = SimpleNamespace(class_margin_plans=1.0)
    assert chance.firmness(one) == (
        "A difference of 1 plan would put it into another class. One family can bring as many, so "
        "the class is not firm."
    )
    assert "not firm" not in chance.firmness(SimpleNamespace(class_margin_plans=4))
    assert chance.firmness(SimpleNamespace(class_margin_plans=NAN)) == ""


def pooled(**given):
    row = {
        "year_ending": 2024,
        "beside_threshold": "undecided",
        "sexual_plans_min": 6,
        "sexual_plans_max": 51,
        "rate_min": 0.04,
        "rate_max": 0.342,
        "rate_adjusted_low": 0.005,
        "rate_adjusted_high": 0.544,
    }
    return SimpleNamespace(**{**row, **given})


def test_three_years_together_are_a_range_where_one_is_hidden():
    said = chance.three_years(pooled(), 0.2)
    assert "2022 to 2024 together: 6 to 51 plans, 0.04 to 0.34 per 1,000 children a year" in said
    assert "the hidden numbers leave it undecided" in said
    printed = pooled(
        sexual_plans_min=44, sexual_plans_max=44, beside_threshold="certainly_below", rate_max=0.04
    )
    assert "44 plans, 0.04 per 1,000" in chance.three_years(printed, 0.2)
    said = chance.three_years(printed, 0.2)
    assert "a year, below 0.2 (adjusted 95% limits" in said and "whatever" not in said
    assert "on both sides of it: chance alone" in said, "the limits reach from 0.005 to 0.544"
    surely = chance.three_years(
        pooled(rate_adjusted_high=0.15, beside_threshold="certainly_below"), 0.2
    )
    assert "below 0.2 whatever the hidden numbers are" in surely and "both sides" not in surely
    assert "cannot tell" in chance.three_years(pooled(beside_threshold="no_figure"), 0.2)


def test_the_range_of_england_holds_the_model_at_the_usual_line_alone(serving):
    modelled = chance_queries.modelled().set_index("year_ending")
    for year, row in modelled.iterrows():
        found = queries.headline(year, 0.2)
        assert found.certainly_below <= row.modelled_below <= found.possibly_below
        said = england_words.four_sentences(queries.england_in(year), None, found, 0.2)[3]
        assert f"between {row.certainly_below} and {row.possibly_below} of those" in said
        low, high = int(row.modelled_low), int(row.modelled_high)
        assert f"about {int(row.modelled_below)} ({low} to {high}); it is an estimate" in said
    moved = queries.headline(2024, 0.3)
    england = queries.england_in(2024)
    assert "model" not in england_words.four_sentences(england, None, moved, 0.3)[3]


def test_the_explorers_panel_says_the_range_and_the_model_inside_it(serving):
    payload = explorer_measures.class_pack(0.2)
    found = queries.headline(2024, 0.2)
    said = payload["years"][2024]["england"]
    assert f"Below 0.2 are {found.certainly_below} to {found.possibly_below} councils" in said
    assert f"about {int(found.modelled_below)} (" in said and "it is an estimate" in said
