"""Quotes of every council, year and line pass the rules of a sub-editor."""

import re
from collections import Counter

import pytest

from dashboard import queries, words
from dashboard.councils.explorer import forces, measures
from dashboard.queries import map as map_queries
from dashboard.queries import police
from dashboard.queries.area import council as council_queries
from dashboard.queries.country import prevalence as prevalence_queries
from dashboard.queries.country import trends as trends_queries
from dashboard.queries.measures import MEASURES, by_force
from dashboard.words import map as map_words
from dashboard.words.area import council as council_words
from dashboard.words.area import quotes
from dashboard.words.country import long_series, prevalence, trends_charts

LINES = queries.LINES[:5]
OF_2011 = "the CSA Centre's for England and Wales, from a 2011 study"
RULES = {
    "a word twice": r"\b(\w+) \1\b",
    "an empty range": r"\b(?:between|from) ([\d,.]+) (?:and|to) \1\b",
    "a number with a tail": r"\d\.\d{4,}",
    "a letter for a number": r"\[[cxuz]\]|nan|None",
    "two spaces": r"  ",
    "a former area as it is listed": r"\(to \d{4}\)",
    "a name that wants its article": r"(?<!the )Isles of Scilly",
    "a reason that is no English": r"not applicable of",
    "a council that identifies abuse as a fact": r"abused children|victims",
    "one of many": r"(?<![\d.,])1 (?:child protection |sexual )?(?:plans|assessments|offences)\b",
    "a count of all": r"\d all\b",
}
UNIT = (
    r"(?: (?:to|and) [\d,.]+)? (?:child protection |sexual |such )?(?:plan|assessment|offence)s?\b"
)
OF_NAME = r"%|\s*(?:children\b|estimated)?\s*(?:[.,:;]|in\b|estimated to be)"


def broken(text: str) -> list[str]:
    found = [rule for rule, pattern in RULES.items() if re.search(pattern, text)]
    without_years = re.sub(r"31 March \d{4}|a 2011 study|per 1,?000?\b|aged 0 to 17", "", text)
    for number in re.finditer(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?", without_years):
        if not re.match(f"{UNIT}|{OF_NAME}", without_years[number.end() :]):
            found.append(f"a number without a unit: {number[0]}")
    return found


def sentences(text: str) -> list[str]:
    assert text.endswith(".")
    return re.split(r"(?<=\.) ", text.replace("St. ", "St "))


@pytest.mark.parametrize("line", LINES)
def test_every_quote_needs_no_rewriting(serving, line):
    looked_at = 0
    for area in queries.councils().itertuples():
        for _, row in council_queries.years(area.series_code, line).iterrows():
            said = quotes.council(area.label, row, line)
            assert not broken(said), (said, broken(said))
            assert len(sentences(said)) == 1, said
            assert len(said.split()) <= 45, said
            below = f"the rate is below {line:g} per 1,000" in said
            assert below == bool(
                row.sexual_plans_status in ("suppressed", "withheld") and row.is_certainly_below
            )
            looked_at += 1
    assert looked_at > 1_800


def check_of_council(said: str, who: str, year: int, longest: int) -> None:
    assert not broken(said), (said, broken(said))
    assert who in said and f"31 March {year}" in said, said
    named = said.replace(who, "X")
    assert len(named.split()) <= longest, said
    # As on a first screen, where the panel says it.
    assert max(len(each.split()) for each in sentences(named)) <= 30, said


@pytest.mark.parametrize("name", MEASURES)
def test_in_every_measure_a_council_has_a_quote_that_needs_no_rewriting(serving, name):
    measure, hidden = MEASURES[name], 0
    rows = list(map_queries.figures(measure.id).itertuples())
    england = {year: map_queries.england(measure.id, year) for year in measure.years}
    for row in rows:
        said = quotes.sentence(measure, row, england[row.year_ending])
        # What an estimate assumes, and why to doubt a zero, has to be in the quote.
        longest = 45 + 27 * measure.is_of_estimate + 9 * map_words.is_doubtful(row)
        check_of_council(said, quotes.called(row.label), row.year_ending, longest)
        if row.counted_status == "published":
            assert (f"The estimate is {OF_2011}." in said) == measure.is_of_estimate, said
        if near := re.search(r"just under ([\d.]+)", said):
            assert 0 < float(near[1]) - row.value < 0.001, said
        if row.counted_status in words.HIDDEN:
            assert not re.search(r"per 1|%", said), "a range of a count is no rate"
            if "between 1 and 5" in said:
                assert f"between 1 and 5 {measure.counted[1]}," in said
            hidden += 1
    assert len(rows) > 1_000 and hidden


def test_what_forces_recorded_has_a_quote_for_each_council(serving):
    ((name, measure),) = by_force().items()
    rows = list(police.of_councils(measure.id).itertuples())
    covered = Counter((row.force, row.year_ending) for row in rows)
    for row in rows:
        said = quotes.of_force(measure, row, map_queries.england(measure.id, row.year_ending))
        check_of_council(said, quotes.called(row.label), row.year_ending, 50)
        assert row.force in said and f"{row.base:,.0f} children" in said
        assert (" among others, recorded" in said) == (covered[row.force, row.year_ending] > 1)
        if row.below_value == row.below_value:  # the last band has no end
            assert f"That is {row.below_value:.1f}{measure.unit}," not in said
    assert len(rows) > 1_000 and {1, 5} <= set(covered.values()) and name == "police-recorded"


def test_of_a_sum_with_a_printed_part_no_quote_says_that_it_is_1_to_5(serving):
    measure = MEASURES["assessments"]
    rows = map_queries.figures(measure.id)
    rows = rows[rows["counted_status"] == "suppressed"]
    england = map_queries.england(measure.id, 2024)
    for row in rows.itertuples():
        said = quotes.sentence(measure, row, england)
        assert "between 1 and 5" not in said and "or a part of them" in said
        assert (f": at least {row.counted_min:,} assessments." in said) == bool(row.counted_min)
    assert len(rows) > 50


def test_what_is_copied_of_the_estimate_says_whose_it_is_and_of_when(serving):
    annual = {*prevalence_queries.estimates("annual")["estimate"]}
    assert annual == {*prevalence.WHOSE}
    for estimate, whose in prevalence.WHOSE.items():
        assert "2011" in whose
        for year in queries.plan_years():
            said = prevalence.quote(prevalence_queries.national(year, estimate, "scaled"))
            assert "are estimated to be" in said and f"31 March {year}" in said
            assert f"The estimate is {whose}." in said


def test_what_is_copied_of_the_long_series_has_its_years_sources_and_gaps(serving):
    series = trends_queries.national_years()
    said = long_series.quote(series)
    assert "In 1994, 23% of new child protection registrations in England" in said
    assert (
        "(CSA Centre, Trends in official data 2022/23), where a child may count under two" in said
    )
    assert "in 2025, 3.5% of new child protection plans did (DfE '" in said
    assert said.endswith(" The years 1995 to 2008 are not compared.")
    later = long_series.quote(series[series["year_ending"] >= 2010])
    assert "two categories" not in later and "not compared" not in later
    answers = long_series.answers(
        trends_queries.said_of_the_lowest(), series, trends_queries.in_words()
    )
    assert [each.sentence.count("in England (DfE)") for each in answers] == [1, 1, 1]


def test_what_is_copied_of_plans_for_each_assessment_says_of_whom_it_is(serving):
    rows = trends_queries.conversion_years()
    said = trends_charts.conversion_quote(rows)
    assert said.startswith("In England, for each 100 assessments") and said.endswith("children.")
    assert "not the same children" in said and len(sentences(said)) == 1


NAMED = {
    "plans": "plans for sexual abuse",
    "assessments_sexual_abuse": "assessments that recorded sexual abuse",
    "assessments_child_sexual_exploitation": "assessments that recorded child sexual exploitation",
}


@pytest.mark.parametrize("name", MEASURES)
def test_the_count_beside_a_rate_of_england_is_named(serving, name):
    measure = MEASURES[name]
    what = NAMED["plans" if "plans" in measure.count else measure.count]
    for year, row in measures.pack(name)["years"].items():
        of = map_queries.england(measure.id, year)
        wanted = f", {of.counted:,} {what} in all." if measure.base else "."
        steps = "not of the same children" in row["quote"]
        assert steps == (name == "plans-per-100-assessments")
        assert row["quote"].endswith(wanted) and ("in all" in row["quote"]) == bool(measure.base)


def test_each_quote_of_england_is_one_sentence_with_two_figures(serving):
    looked_at = 0
    for name in (*measures.names(), *by_force()):
        pack = (forces if name in by_force() else measures).pack(name)
        for year, row in pack["years"].items():
            said = row["quote"]
            of_estimate = name in MEASURES and MEASURES[name].is_of_estimate
            assert said.startswith("By the CSA Centre's estimate, for") == of_estimate, said
            assert not [rule for rule in broken(said) if "without a unit" not in rule], said
            assert len(sentences(said)) == 1, said
            assert len(said.split()) <= 40 and str(year) in said, said
            figures = re.findall(
                r"\d[\d,.]*\d|\d", re.sub(r"31 March \d{4}|1,000|\b100\b", "", said)
            )
            assert len(figures) <= 2, said
            looked_at += 1
    assert looked_at > 250


@pytest.mark.parametrize("line", LINES)
def test_reasons_never_print_a_rate_as_the_line_that_it_is_below(serving, line):
    said_above, said_at, lowest = 0, 0, 1.0
    for area in queries.councils().itertuples():
        for _, row in council_queries.years(area.series_code, line).iterrows():
            england = queries.england_in(int(row.year_ending)).sexual_rate_per_1000
            for reason in (council_words.short_reason, council_words.reason):
                said = reason(row, england, line)
                assert not re.search(rf"\b{line:.2f} per 1,000 children, below {line:g}\b", said)
                is_very_low = row["class"] == "very_low"
                own = row.sexual_rate_per_1000
                alike = not words.is_missing(own) and words.rate(own) == words.rate(england)
                assert not (alike and re.search("(above|below) England's rate", said)), said
                alike = alike and is_very_low
                is_above = is_very_low and not alike and own > england
                assert ("It is above England's rate" in said) == is_above, said
                said_above += is_above
                assert ("It is England's own rate" in said) == alike, said
                said_at += alike
                lowest = min(lowest, england)
    assert said_at or line <= 0.15
    assert said_above or line <= lowest  # below England's lowest rate nothing can be above it


def test_birmingham_is_very_low_and_above_england_in_2024(serving):
    area = queries.of_slug(queries.councils(), "birmingham")
    years = council_queries.years(area.series_code, 0.2)
    row = years[years["year_ending"] == 2024].iloc[0]
    said = council_words.short_reason(row, queries.england_in(2024).sexual_rate_per_1000, 0.2)
    assert "It is above England's rate" in said and "55 plans" in said and "52.0" in said


def test_leeds_is_very_low_and_at_englands_own_rate_in_2024(serving):
    area = queries.of_slug(queries.councils(), "leeds")
    years = council_queries.years(area.series_code, 0.2)
    row = years[years["year_ending"] == 2024].iloc[0]
    said = council_words.short_reason(row, queries.england_in(2024).sexual_rate_per_1000, 0.2)
    assert "It is England's own rate, as near as two decimals tell: 31 plans" in said
    assert said.endswith("where England's rate would give about 31.2.")


@pytest.mark.parametrize(
    ("label", "called"),
    [
        ("Isles of Scilly", "the Isles of Scilly"),
        ("Cumbria (to 2023)", "the former Cumbria council"),
        ("Eastmere", "Eastmere"),
    ],
)
def test_a_council_is_called_as_a_reader_would(label, called):
    assert quotes.called(label) == called


def test_a_number_that_is_not_there_has_its_reason_whatever_its_status():
    assert {*words.STATUS_WORDS} - {"published", *words.HIDDEN} == {*quotes.MISSING}


@pytest.mark.parametrize(
    "bad",
    [
        "Plans plans began",
        "from 151 to 151 plans",
        "5 began in Northford",
        "it is 1 to 5, or another number",
        "against 259 all plans started",
        "12.345678 plans",
    ],
)
def test_the_rules_catch_what_they_are_for(bad):
    assert broken(bad.lower())
