"""England over time: the marts against the committed figures, added up the slow way."""

from datetime import date

import pytest

from committed import rows_of
from years import PRINTED_PLAN_YEARS

ENGLAND = {
    (int(r["year_ending"]), r["flow"], r["basis"], r["category"]): int(r["value"])
    for r in rows_of("plans")
    if r["area_level"] == "england"
}
SERIES = {int(r["year_ending"]): r for r in rows_of("reference/national_series")}


def test_no_year_of_the_long_series_is_left_out_silently(ask):
    years = [y for (y,) in ask("SELECT year_ending FROM national_year ORDER BY 1")]
    assert years == list(range(min(SERIES), max(*SERIES, *PRINTED_PLAN_YEARS) + 1))


def test_each_year_of_the_long_series_is_what_was_printed_or_nothing(ask):
    shares = 0
    for year, everything, sexual, share in ask(
        "SELECT year_ending, all_plans, sexual_plans, sexual_share FROM national_year"
    ):
        if (year, "started", "either", "all") in ENGLAND:
            whole = ENGLAND[year, "started", "either", "all"]
            part = ENGLAND[year, "started", "initial", "sexual_abuse"]
            assert (everything, sexual) == (whole, part)
            assert share == pytest.approx(part / whole)
        elif year in SERIES:
            printed = SERIES[year]
            assert str(everything or "") == printed["all_plans"]
            assert str(sexual or "") == printed["sexual_plans"]
            assert (share is None) == (printed["sexual_share_per_cent"] == "")
            assert share is None or share == pytest.approx(
                float(printed["sexual_share_per_cent"]) / 100
            )
        else:
            assert (everything, sexual, share) == (None, None, None)
        shares += share is not None
    elsewhere = {year for year, row in SERIES.items() if row["sexual_share_per_cent"]}
    assert shares == len(elsewhere | {*PRINTED_PLAN_YEARS}) >= 18


def test_where_files_and_other_publications_both_have_a_year_they_agree(ask):
    both = [y for y in SERIES if (y, "started", "either", "all") in ENGLAND]
    assert both[:3] == [2010, 2011, 2012]
    for year in both:
        assert int(SERIES[year]["all_plans"]) == ENGLAND[year, "started", "either", "all"]
        sexual = ENGLAND[year, "started", "initial", "sexual_abuse"]
        assert int(SERIES[year]["sexual_plans"]) == sexual


def test_a_missing_number_has_a_status_and_is_never_worked_out_from_a_share(ask):
    [(year_1994,)] = ask("SELECT sexual_plans FROM national_year WHERE year_ending = 1994")
    assert year_1994 is None
    [(wrong, looked_at)] = ask(
        """
        SELECT
            COUNT(*) FILTER (
                (all_plans IS NULL) <> (all_plans_status = 'not_available')
                OR (sexual_plans IS NULL) <> (sexual_plans_status = 'not_available')
                OR (sexual_share IS NULL) <> (sexual_share_status = 'not_available')
            ),
            COUNT(*) FILTER (sexual_plans IS NULL)
        FROM national_year
        """
    )
    assert (wrong, looked_at) == (0, 16)


def test_rounding_is_a_hundred_before_2012_and_ten_after_and_places_follow_the_numbers(ask):
    found = ask(
        """
        SELECT year_ending, sexual_plans, rounded_to, sexual_plans_least, sexual_plans_most,
            place_from_lowest
        FROM national_year WHERE sexual_plans IS NOT NULL ORDER BY year_ending
        """
    )
    numbers = [row[1] for row in found]
    for year, plans, rounded_to, least, most, place in found:
        assert rounded_to == (100 if year < 2012 else 10)
        assert (least, most) == (plans - rounded_to // 2, plans + rounded_to // 2)
        assert place == 1 + sum(other < plans for other in numbers)
    assert {row[0]: row[5] for row in found}.items() >= {2024: 1, 2025: 2}.items()


def test_shares_of_categories_are_parts_of_the_printed_total(ask):
    found = ask(
        "SELECT year_ending, flow, basis, category, plans, all_plans, share "
        "FROM england_category_year"
    )
    assert len(found) == sum(key[2] != "either" for key in ENGLAND)
    for year, flow, basis, category, plans, everything, share in found:
        assert plans == ENGLAND[year, flow, basis, category]
        assert everything == ENGLAND[year, flow, "either", "all"]
        assert share == pytest.approx(plans / everything)


def test_shares_of_children_are_of_their_own_base_and_hidden_ones_have_none(ask):
    printed = {
        (int(r["year_ending"]), r["characteristic"], r["group_name"], r["category"]): r["value"]
        for r in rows_of("characteristics")
    }
    hidden = 0
    found = ask(
        "SELECT year_ending, characteristic, group_name, category, value, share "
        "FROM characteristic_share"
    )
    for year, kind, group, category, value, share in found:
        own = printed[year, kind, group, category]
        whole = ("ethnicity", "Known ethnicity") if kind == "ethnicity" else ("gender", "Total")
        if own == "":
            hidden += 1
            assert (value, share) == (None, None)
        else:
            assert share == pytest.approx(int(own) / int(printed[year, *whole, category]))
    totals = [key for key in printed if key[2] in ("Total", "Known ethnicity")]
    assert len(found) == len(printed) - len(totals)
    assert hidden == 13


def test_an_event_stands_in_the_year_of_figures_it_happened_in(ask):
    dated = 0
    for text, kind, place in ask("SELECT event_date, kind, axis_position FROM event_on_axis"):
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            assert place == parts[0] + (0 if kind == "data" else 0.75)
            continue
        day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 15)
        year_ending = day.year + (day >= date(day.year, 4, 1))
        assert year_ending - 0.5 <= place <= year_ending + 0.5, text
        dated += 1
    assert dated >= 10
    [(split,)] = ask("SELECT axis_position FROM event_on_axis WHERE event_date = '2020-04'")
    assert split == 2020.5
