"""Quotes of every council, year and line pass the rules of a sub-editor."""

import re

import pytest

from dashboard import queries, words
from dashboard.councils.explorer import measures
from dashboard.queries.area import council as council_queries
from dashboard.words.area import council as council_words
from dashboard.words.area import quotes

LINES = queries.LINES[:5]
RULES = {
    "a word twice": r"\b(\w+) \1\b",
    "an empty range": r"\b(?:between|from) ([\d,.]+) (?:and|to) \1\b",
    "a number with a tail": r"\d\.\d{4,}",
    "a letter for a number": r"\[[cxuz]\]|nan|None",
    "two spaces": r"  ",
    "a former area as it is listed": r"\(to \d{4}\)",
    "an area that cannot act": r"Isles of Scilly(?! Council)",
    "a council that identifies abuse as a fact": r"abused children|victims",
    "one of many": r"(?<![\d.,])1 (?:plans|child protection plans)\b",
}


def broken(text: str) -> list[str]:
    found = [rule for rule, pattern in RULES.items() if re.search(pattern, text)]
    without_years = re.sub(r"31 March \d{4}|per 1,000", "", text)
    for number in re.findall(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?", without_years):
        rest = without_years.split(number, 1)[1]
        if not re.match(
            r"(?: to [\d,.]+)? (?:child protection )?plans?\b|\s*(?:children)?[.,]", rest
        ):
            found.append(f"a number without a unit: {number}")
    return found


@pytest.mark.parametrize("line", LINES)
def test_every_quote_needs_no_rewriting(serving, line):
    looked_at = 0
    for area in queries.councils().itertuples():
        for _, row in council_queries.years(area.series_code, line).iterrows():
            said = quotes.council(area.label, row, line)
            assert not broken(said), (said, broken(said))
            sentences = said.replace("St. ", "St ")
            assert sentences.count(".") - len(re.findall(r"\d\.\d", said)) == 1, said
            assert len(said.split()) <= 45, said
            below = f"the rate is below {line:g} per 1,000" in said
            if most := re.search(r"at most ([\d.]+) per", said):
                assert 0 <= float(most[1]) - row.sexual_max_per_1000 < 0.01
            assert below == bool(
                row.sexual_plans_status in ("suppressed", "withheld") and row.is_certainly_below
            )
            looked_at += 1
    assert looked_at > 1_800


def test_each_quote_of_england_is_one_sentence_with_two_figures(serving):
    looked_at = 0
    for name in measures.names():
        for year, row in measures.pack(name)["years"].items():
            said = row["quote"]
            assert not [rule for rule in broken(said) if "without a unit" not in rule], said
            assert said.count(".") - len(re.findall(r"\d\.\d", said)) == 1, said
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
                is_above = row["class"] == "very_low" and row.sexual_rate_per_1000 > england
                assert ("It is above England's rate" in said) == is_above, said
                said_above += is_above
                # As council_words has it, but by the digits of the printed rates.
                is_at = (
                    row["class"] == "very_low"
                    and not is_above
                    and words.rate(row.sexual_rate_per_1000) == words.rate(england)
                    and row.place == "inside"
                )
                assert ("It is England's own rate" in said) == is_at, said
                said_at += is_at
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
        ("Isles of Scilly", "Isles of Scilly Council"),
        ("Cumbria (to 2023)", "the former Cumbria council"),
        ("Eastmere", "Eastmere"),
    ],
)
def test_a_council_is_called_as_a_reader_would(label, called):
    assert quotes.called(label) == called


@pytest.mark.parametrize(
    "bad", ["Plans plans began", "from 151 to 151 plans", "5 began in Northford", "12.345678 plans"]
)
def test_the_rules_catch_what_they_are_for(bad):
    assert broken(bad.lower())
