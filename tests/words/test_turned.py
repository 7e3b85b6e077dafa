"""A sentence that states a finding turns when the figures do, or is one that cannot become false.

Northford, Eastmere and all their numbers are made up. Each case gives a function figures that went
one way and then the other: a rise for a fall, equal ones, none, hidden ones.
"""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from dashboard import database, queries, words
from dashboard.charts import multiples
from dashboard.words import chance, changes, funnel, police
from dashboard.words.area import (
    categories,
    council_page,
    council_sections,
    neighbours,
    newer,
    questions,
    sets,
)
from dashboard.words.country import (
    claims,
    england,
    long_series,
    prevalence,
    recording,
    trends,
    trends_charts,
)
from dashboard.words.itself import about, data, suppression


def row(**values) -> SimpleNamespace:
    return SimpleNamespace(**values)


# Numbers, dates and cells: one helper for each.


def test_a_number_in_letters_is_that_number():
    assert [words.in_letters(n) for n in (0, 1, 6, 11, 12, 13)] == [
        *("no", "one", "six", "eleven", "twelve", "13")
    ]
    assert [words.how_often(n) for n in (1, 2, 3, 1200)] == [
        *("once", "twice", "3 times", "1,200 times")
    ]


def test_a_date_is_said_as_exactly_as_it_is_known():
    when = ["2018-09-24", "2014-08", "2016", pd.Timestamp(2023, 3, 31)]
    assert [words.dated(each) for each in when] == [
        *("24 September 2018", "August 2014", "2016", "31 March 2023")
    ]


def test_a_hidden_number_in_a_table_has_its_range_and_its_symbol():
    def said(value, low, high, status):
        return words.cell_or_range(value, low, high, status, words.rate)

    assert said(0.18, 0.18, 0.18, "published") == "0.18"
    assert said(0, 0, 0, "published") == "0"
    assert said(None, 0, 0.39, "suppressed") == "0 to 0.39 [c]"
    assert said(None, 0, None, "suppressed") == "[c]"
    assert said(None, None, None, "not_available") == "[x]"


def test_a_number_below_0_has_a_minus_sign_and_no_hyphen(serving):
    claim = row(unit="per cent", decimals=1, published_value=-5.8)
    assert claims.title(claim) == "Check this number: −5.8%"
    assert chance.signed(-0.163, (200, 240)) == "−16.3%"
    assert [data.cell(value, "rate_change") for value in (-0.057, -3.0, -0.00001)] == [
        *("−0.057", "−3", "−0.00001")
    ]
    found = database.ask("SELECT * FROM claim_check WHERE what LIKE '%-%'")
    assert len(found) > 2
    for each in found.itertuples():
        told = [claims.title(each), *(text for _, text in claims.lines(each))]
        assert not any(re.search(r"(?<!\w)-\d", text) for text in told), told
    assert words.with_minus("2023-24: -8% (1e-05)") == "2023-24: −8% (1e-05)"


def test_a_claim_on_revised_figures_keeps_its_own_numbers_to_the_release_it_was_made_on():
    claim = row(unit="per cent", decimals=1, published_value=-5.8, recomputed_value=-4.2)
    claim.current_value, claim.what, claim.year_ending = -4.2, "change on the year", 2024
    claim.source, claim.made_on, claim.definition = "A centre", "2024", "2,160 over 2,290, less 1"
    claim.verdict = "revised since"
    revised = dict(claims.lines(claim))
    assert revised["Worked out here"].startswith("−4.2% now. On the release that the claim was")
    assert "DfE" not in revised["Verdict"]
    claim.verdict = "differs"
    assert dict(claims.lines(claim))["Worked out here"] == "−4.2%, as 2,160 over 2,290, less 1."


def test_a_change_from_or_to_none_is_said_so():
    assert words.change(5, 0) == "rose from none"
    assert words.change(0, 5) == "fell to none"
    assert words.change(0, 0) == "did not change"


# England: the long series, categories, factors, regions, groups.


def long(shares, plans, rounded=(10, 10)) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year_ending": [2001, 2002],
            "sexual_share": pd.array(shares, "Float64"),
            "all_plans": pd.array(plans, "Int64"),
            "sexual_plans": pd.array([40, 30], "Int64"),
            "rounded_to": pd.array(rounded, "Int64"),
            "origin": "file",
        }
    )


@pytest.mark.parametrize(
    ("shares", "plans", "says"),
    [
        ([0.2, 0.1], [100, 200], "The share fell while the number of all plans grew"),
        ([0.1, 0.2], [200, 100], "The share rose while the number of all plans fell"),
        ([0.1, 0.2], [100, 200], ""),
        ([0.2, 0.1], [200, 100], ""),
        ([0.1, 0.1], [100, 200], ""),
        ([None, 0.1], [100, 200], ""),
    ],
)
def test_the_share_and_all_plans_are_said_to_move_apart_only_where_they_do(shares, plans, says):
    said = long_series.national(long(shares, plans))[0]
    assert ("The share" in said) is bool(says) and says in said


def test_rounding_is_said_of_the_years_that_are_rounded():
    assert "do not know" not in long_series.national(long([0.2, 0.1], [1, 2]))[-1]
    unknown = long_series.national(long([0.2, 0.1], [1, 2], [None, 10]))[-1]
    assert unknown.startswith("DfE rounds: to 10 in 2002. For 2001 we do not know")


def parts_of(first, last) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"year_ending": year, "factor": factor, "value": value}
            for year, values in ((2021, first), (2022, last))
            for factor, value in zip(trends.PARTS, values, strict=True)
        ]
    )


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ((10, 10, 9), (20, 10, 3), "part of the growth in the other two may be fuller"),
        ((20, 10, 3), (10, 10, 9), "part of the fall in the other two may be less full"),
        ((10, 10, 9), (20, 10, 12), ""),
        ((10, 10, 9), (10, 10, 0), ""),
    ],
)
def test_parts_grow_by_fuller_recording_only_where_fewer_are_left_unsaid(first, last, says):
    said = trends.parts(parts_of(first, last))
    assert ("so part of" in said) is bool(says) and says in said


def factor(**by_year) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"year_ending": int(y[1:]), "factor": "neglect", "value": v, "status": "published"}
            for y, v in by_year.items()
        ]
    )


def test_a_factor_is_set_beside_the_year_before_that_is_held():
    assert "fell by 20.0% from 2019" in trends.factors(factor(y2019=500, y2021=400))
    assert "rose by 25.0% from 2019" in trends.factors(factor(y2019=400, y2021=500))
    assert trends.factors(factor(y2019=0)) == "Neglect: 0 assessments in 2019."
    assert "rose from none from 2019" in trends.factors(factor(y2019=0, y2021=5))


def test_a_break_is_drawn_and_told_only_of_factors_that_were_divided():
    assert "dashed" not in trends_charts.factors(factor(y2019=500, y2021=400))
    told = trends_charts.factors(factor(y2019=5).assign(factor="physical_abuse"))
    assert "recorded physical abuse, one point a year from 2019, with a dashed line" in told


def regions_of(*values) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "region_name": ["North", "South"],
            "year_ending": 2024,
            "value": pd.array(values, "Float64"),
            "status": ["suppressed" if v is None else "published" for v in values],
            "england": 0.2,
        }
    )


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((0.1, 0.3), "0.10 to 0.30"),
        ((0.2, 0.2), "0.20"),
        ((None, 0.3), "0.30"),
        ((None, None), "[x]"),
    ],
)
def test_regions_range_as_far_as_they_do(values, says):
    assert f"{says} by region" in trends_charts.regions_title(regions_of(*values), "plans")
    assert f": {says} across" in trends.regions(regions_of(*values), "plans")


def test_the_largest_group_is_every_group_that_is_as_large():
    rows = pd.DataFrame(
        {
            "group_name": ["Girls", "Boys"],
            "value": [50, 50],
            "base_value": 100,
            "share": 0.5,
            "all_share": [0.4, 0.6],
            "status": "published",
        }
    )
    assert "each of the groups “Girls” and “Boys”" in trends.characteristic(rows, "gender", 2024)
    assert "each of the groups" in trends_charts.characteristic_title(rows, 2024)
    rows.loc[1, "value"] = 40
    assert "the group “Girls”; of children on any plan it was 40%." in trends.characteristic(
        rows, "gender", 2024
    )


def test_hidden_numbers_that_hide_nothing_leave_no_range():
    year = {
        "year_ending": 2024,
        "sexual_plans": 20,
        "sexual_share": 0.1,
        "all_plans": 200,
        "sexual_rate_per_1000": 0.3,
        "children": 100_000,
    }
    line = {"councils_with_a_figure": 10, "none": 0, "suppressed": 0, "very_low": 2}
    line |= {"none_or_few_published": 2, "possibly_below": 2, "modelled_below": None}

    def said(certainly_below: int, threshold: float) -> list[str]:
        of_line = pd.Series(line | {"certainly_below": certainly_below}, dtype=object)
        return england.four_sentences(pd.Series(year), None, of_line, threshold)

    told = said(2, 0.2)
    assert "one, 2 of those 10 councils were below" in told[3] and "very low" not in told[1]
    told = said(1, 0.5)
    assert "between 1 and 2 of those 10" in told[3] and "“very low”" in told[1]


# What is estimated beside what is recorded.


@pytest.mark.parametrize("rates", [(39.0, 2.6, 0.18), (0.3, 0.3, 0.3), (1.0, 30.0, 60.0)])
def test_the_gap_is_told_in_numbers_and_not_by_how_it_looks(rates):
    names = ("estimated_per_1000", "csa_assessments_per_1000", "sexual_rate_per_1000")
    rows = pd.DataFrame([dict(zip(names, rates, strict=True)) | {"year_ending": 2024}] * 2)
    england_alt = prevalence.gap_alt(rows)
    area = rows.assign(
        csa_assessments_status="published",
        sexual_plans_status="published",
        sexual_max_per_1000=rates[2],
    )
    own_alt = council_page.gap_alt("Northford", area)
    for said in (england_alt, own_alt):
        assert not any(look in said for look in ("far", "level", "above"))
    for name, rate in zip(prevalence.MEASURES, rates, strict=True):
        assert f"{prevalence.said(name, rate)} {words.small(name)}" in england_alt
    hidden = area.assign(
        sexual_rate_per_1000=None,
        sexual_plans_status="suppressed",
        csa_assessments_per_1000=None,
        csa_assessments_status="not_available",
    )
    assert f"0 to {words.rate(rates[2])} [c] plans" in council_page.gap_alt("Northford", hidden)
    assert "[x] assessments" in council_page.gap_alt("Northford", hidden)


@pytest.mark.parametrize("spread", ["38 to 39", "5 to 90"])
def test_assumptions_are_not_said_to_be_close(spread):
    said = prevalence.under_each(spread)
    assert spread in said and "they are close" not in said


# The line, the funnel, changes.


def test_england_is_very_low_only_where_it_is():
    low = about.threshold(row(year_ending=2024, sexual_rate_per_1000=0.18), 0.2)
    assert "0.18: England taken as a whole is “very low”" in low
    for rate in (0.2, 0.31):
        assert "as a whole" not in about.threshold(
            row(year_ending=2024, sexual_rate_per_1000=rate), 0.2
        )
    assert about.carried([]) == "We know of none so far."
    assert about.carried(["Northford in 2021"]) == "So far: Northford in 2021."


def funnel_row(**changed):
    return row(
        **{
            "year_ending": 2024,
            "target_per_1000": 0.2,
            "spread_of_rates": 0.6,
            "above_by_chance": 3.4,
            "below_by_chance": 1.8,
            "councils_suppressed": 54,
            "cannot_fall_below": 49,
            "dispersion": 4.6,
            "dispersion_with_hidden": 7.2,
            "councils_in_estimate": 98,
            "form": "additive",
        }
        | changed
    )


def test_the_funnel_says_of_hidden_numbers_only_what_is_there():
    said = " ".join(funnel.what_it_means(funnel_row()))
    assert "Hidden numbers (54)" in said and "49 in this year" in said
    assert "mostly low" not in said and "because councils differ" not in said
    none = " ".join(
        funnel.what_it_means(
            funnel_row(councils_suppressed=0, cannot_fall_below=0, spread_of_rates=0)
        )
    )
    assert "No number is hidden in this year" in none and "records: 0 in this year" in none


def test_all_councils_in_the_funnel_are_told_with_hidden_ones_where_there_are():
    places = pd.DataFrame({"place": ["inside", "above_95", "cannot_be_said"]})
    assert "of 1 with a hidden number" in funnel.says_of_all(places, funnel_row())
    assert "hidden" not in funnel.says_of_all(places.iloc[:2], funnel_row())


def test_a_change_of_three_years_says_who_cannot_be_told_where_someone_cannot():
    rows = pd.DataFrame({"verdict": ["rise", "usual_swings", "cannot_tell"]})
    years = "moved by more than usual from 2019–2021 to 2022–2024"
    assert changes.title(rows, 2024) == (
        f"1 of the 2 councils whose change can be told {years}; of 1 nobody can tell"
    )
    assert changes.title(rows.iloc[:2], 2024) == f"1 of 2 councils {years}"
    one = f"council whose change can be told {years}; of 1 nobody can tell"
    assert changes.title(rows.iloc[1:], 2024) == f"No {one}"
    assert changes.title(rows.iloc[::2], 2024) == f"The one {one}"
    none = changes.title(rows.iloc[2:], 2024)
    assert none.startswith("Nobody can tell of any of these councils") and "moved by" not in none
    years = pd.DataFrame({"year_ending": [2024], "sexual_plans_min": 3, "sexual_plans_max": 3})
    assert changes.quote("Northford", years).endswith(": 3 in 2024 (years ending 31 March).")
    hidden = changes.quote("Northford", years.assign(sexual_plans_max=8))
    assert hidden.endswith(
        ": 3 to 8 in 2024 (years ending 31 March; a range where DfE hides a number)."
    )
    assert changes.quote("Northford", years.iloc[:0]).endswith(": no number is held.")


# The police.


def force_rows(*offences) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year_ending": range(2020, 2020 + len(offences)),
            "offences": pd.array(offences, "Int64"),
            "status": ["published" if n is not None else "not_available" for n in offences],
            "per_1000": 2.0,
            "england_per_1000": 3.0,
            "children": 100_000,
        }
    )


def test_offences_are_counted_as_many_as_there_are():
    assert any("Counted are two offences" in s for s in police.know(["Rape", "Grooming"]))
    assert any("Counted are 13 offences" in s for s in police.know(["Rape"] * 13))


def test_a_force_is_told_by_the_years_that_it_has():
    northford = police_force()
    own = ("Northford",)
    assert "recorded 9 " in police.finding(northford, own, force_rows(5, 9))
    assert "March 2020 the number was 5." in police.finding(northford, own, force_rows(5, 9))
    assert "the number was" not in police.finding(northford, own, force_rows(None, 9))
    assert "recorded 5 " in police.finding(northford, own, force_rows(5, None))
    for told in (
        police.finding(northford, own, force_rows(None)),
        police.in_briefing(own, northford, force_rows(None)),
    ):
        assert told.endswith(": no number of sexual offences with a child named in law is held.")
    two = [(northford, force_rows(5)), (police_force("Eastmere"), force_rows(None))]
    assert "Northford police 5 and Eastmere police [x]" in police.in_briefing_of_set(own, two)


def police_force(label: str = "Northford"):
    return row(label=label, councils=(label,))


def test_later_years_of_the_police_are_not_said_to_be_out():
    assert "has published later" not in police.source("release of July 2020")


# One area.


def test_the_largest_category_is_the_largest_and_of_as_many_as_there_are():
    rows = pd.DataFrame(
        {
            "category": ["neglect", "sexual_abuse", "multiple"],
            "started": pd.array([4, 1, None], "Int64"),
            "started_status": ["published", "published", "suppressed"],
            "started_max": pd.array([4, 1, 3], "Int64"),
        }
    )
    said = categories.sentence("Northford", rows, 2024)
    assert "the largest is neglect: 4 plans. 1 of the three is hidden" in said
    assert "most plans" not in said
    rows["started"] = pd.array([1, 1, None], "Int64")
    assert "the largest are neglect and sexual abuse: 1 plan each" in categories.sentence(
        "Northford", rows, 2024
    )


@pytest.mark.parametrize(("number", "begins"), [(10, "Ten councils"), (3, "Three councils")])
def test_neighbours_are_as_many_as_there_are(number, begins):
    assert neighbours.about_neighbours(number, "2025 model").startswith(begins)


def beside(**changed):
    return row(
        **{
            "neighbours": 3,
            "neighbours_with_figure": 3,
            "neighbours_suppressed": 0,
            "neighbours_without_figure": 0,
            "neighbours_unlikely_zero": 0,
            "neighbours_lowest": 0.1,
            "neighbours_highest": 0.3,
            "neighbours_status": "published",
            "middle_min": 0.2,
            "middle_max": 0.2,
        }
        | changed
    )


def test_neighbours_range_only_where_they_differ():
    assert "neighbours print 0.10 to 0.30, middle 0.20" in neighbours.neighbours_phrase(beside())
    alike = neighbours.neighbours_phrase(beside(neighbours_highest=0.1))
    assert "neighbours all print 0.10" in alike
    one = beside(neighbours=1, neighbours_with_figure=1, neighbours_highest=0.1)
    assert neighbours.neighbours_phrase(one).endswith("with a figure has 0.10")
    hidden = beside(neighbours_with_figure=1, neighbours_suppressed=2)
    assert neighbours.neighbours_phrase(hidden).endswith("has 0.10 (2 hidden)")


def test_a_middle_of_hidden_neighbours_too_is_not_said_of_those_that_print():
    some = {"neighbours": 10, "neighbours_with_figure": 3, "neighbours_suppressed": 7}
    low = beside(**some, neighbours_lowest=0.35, neighbours_highest=0.56, middle_min=0)
    assert neighbours.neighbours_phrase(low) == (
        "3 of its 10 statistical neighbours print 0.35 to 0.56; with the 7 hidden, the middle can "
        "be 0 to 0.20"
    )
    known = neighbours.neighbours_phrase(beside(**some))
    assert known.endswith("print 0.10 to 0.30; with the 7 hidden, middle 0.20")
    unbounded = neighbours.neighbours_phrase(beside(**some, middle_max=None))
    assert unbounded.endswith("; with the 7 hidden, the middle is not known")
    left_out = neighbours.neighbours_phrase(beside(neighbours=4, neighbours_unlikely_zero=1))
    assert left_out.startswith("3 of its 4") and "0.10 to 0.30, middle 0.20; 1 left" in left_out


def test_each_middle_lies_within_its_range_or_is_said_with_the_hidden_ones(database):
    """Of every council and year, of rates and of steps: of whom each is said, whatever it is."""
    looked_at = below = 0
    asked = [
        ("neighbour_year", words.rate, "neighbours_without_figure"),
        ("path_step", words.tenths, "0 AS neighbours_without_figure"),
    ]
    for table, form, without in asked:
        several = f"SELECT *, {without} FROM {table} WHERE neighbours_with_figure > 1"
        for each in database.execute(several).df().itertuples():
            said = neighbours.neighbours_phrase(each, form)
            found = re.search(
                r"print ([\d.]+)(?: to ([\d.]+))?(, |; with the (\d+) hidden, )(?:the )?middle"
                r"(?: is| can be|) ([\d.]+|not known)(?: to ([\d.]+))?(?:;|$)",
                said,
            )
            assert found, said
            if found[5] == "not known":
                continue
            hidden = int(found[4] or 0)
            assert hidden == each.neighbours_suppressed, said
            lowest, highest = float(found[1]), float(found[2] or found[1])
            middle = [float(found[5]), float(found[6] or found[5])]
            assert hidden or lowest <= middle[0] <= middle[1] <= highest, said
            looked_at += 1
            below += middle[1] < lowest
    assert looked_at > 9_000 and below


def test_what_was_recorded_once_is_not_told_in_the_plural():
    of_year = {"year_ending": 2024, "status": "published", "rate_per_1000": 0.1}
    of_year |= {"england_rate": 0.2, "region_rate": None}
    of_year |= {"neighbours_status": "not_applicable"}
    once = row(value=1, **of_year)
    assert "recorded sexual abuse once, " in council_sections.newest_assessments(
        "Northford", once, doubted=False
    )
    assert "(1 assessment in Northford)" in council_sections.exploitation("Northford", "", once)
    twelve = row(value=12, **of_year)
    assert "recorded sexual abuse 12 times, " in council_sections.newest_assessments(
        "Northford", twelve, doubted=False
    )


def test_a_newer_number_stands_beside_what_a_hidden_one_can_be():
    hidden = row(
        year_ending=2024, rate_per_1000=None, rate_min=0, rate_max=0.39, status="suppressed"
    )
    assert newer.published(hidden) == "0 to 0.39 [c] in 2024"


def test_a_set_says_how_often_and_when():
    known = row(since="2020-04", source_status="dated", set_name="Northford", source="A page")
    assert "It began in April 2020. " in sets.source_of(known)
    known.since = "2019-09-30"
    assert "It began on 30 September 2019. " in sets.source_of(known)
    known.since = None
    assert "began" not in sets.source_of(known)


def test_none_is_not_said_to_be_common_where_it_may_be_rare():
    rule = {r.name: r for r in questions.RULES}["none_where_few_expected"]
    for expected in (0.3, 4.9):
        assert "common" not in rule.because(row(expected_plans_at_england_rate=expected))


# Sentences that hold whatever the figures are: none of them states one.

LOOSE = (
    "has shrunk",
    "Most moves",
    "That they are close",
    "far apart",
    "nearly level",
    "eleven offences",
    "So England taken as a whole",
    "Numbers are often small",
    "Some published zeros",
    "England page",
    "mostly low",
    "England records few",
    "is below it too",
    "Neither the fall",
)


def test_no_constant_sentence_states_what_a_revision_may_unsay():
    held = [
        *about.WARNINGS.values(),
        about.STRENGTHS,
        about.THRESHOLD,
        suppression.WHAT_FOLLOWS,
        trends.HOW_TO_READ.format(line=0.2, top=multiples.TOP),
        prevalence.LIFETIME,
        *police.KNOW,
        *(recording.said(short) for short in (shortfall(1), shortfall(3))),
        *queries.indicators()["why_it_matters"],
        *(text for texts in queries.indicators()["do_not_conclude"] for text in texts),
    ]
    assert len(held) > 50
    assert [(text, loose) for text in held for loose in LOOSE if loose in text] == []


def shortfall(councils: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year_ending": [2021],
            "factor": "neglect",
            "share_short": 0.05,
            "councils_short": councils,
            "assessments": 1000,
            "assessments_short": 50,
        }
    )
