"""The table of changes on Compare, and a region over its years."""

import re

import pytest

from dashboard.queries import chance
from dashboard.views.sections.compare import over_time
from dashboard.words import changes as said
from reading import words_of

PAGE = "views/compare.py"


def test_every_council_is_in_the_table_and_a_hidden_one_says_that_nobody_can_tell(open_page):
    page = open_page(PAGE)
    rows = chance.pooled_changes(2024)
    assert len(rows) == 153
    text = words_of(page)
    assert "Every council's change, as a table" in text
    hidden = rows[rows["cannot_tell_because"] == "hidden"]
    assert text.count("cannot tell: a number is hidden") == len(hidden) > 50
    assert said.title(rows, 2024) in text


def test_the_order_that_the_table_opens_with_is_said_where_others_are_in_order_of_name(open_page):
    assert next(iter(said.ORDERS)) == "largest" and "the largest first" in said.OPENS
    compare, about = words_of(open_page(PAGE)), words_of(open_page("views/about.py"))
    assert "in order: largest change first" in compare
    for text in (compare, about):
        order = text.index("in order of name")
        assert f"{said.OPENS}, unless you choose otherwise" in text[order : order + 160]
    assert "neighbours the most alike first" in about


@pytest.mark.parametrize("order", said.ORDERS)
def test_the_table_is_in_the_order_asked_for_and_those_untold_come_last(serving, order):
    rows = over_time.in_order(chance.pooled_changes(2024), order)
    told = rows["rate_change"].notna().tolist()
    if order == "name":
        assert rows["label"].is_monotonic_increasing
        return
    assert told == sorted(told, reverse=True)
    changes = rows["rate_change"].dropna().astype(float)
    by = {"largest": -changes.abs(), "fall": changes, "rise": -changes}[order]
    assert by.is_monotonic_increasing


def test_a_region_is_shown_over_time_with_a_quote_of_its_own(open_page):
    rows = chance.pooled_changes(2024)
    rows = rows[rows["region_name"] == "South West"]
    told = int((rows["verdict"] != "cannot_tell").sum())
    text = words_of(open_page(PAGE, group="region", region="south-west"))
    assert f"of the {told} councils whose change can be told" in text and told < len(rows)
    assert f"; of {len(rows) - told} nobody can tell" in text
    assert "South West over time" in text
    assert re.search(
        r"by the councils of South West together: .* in 2024, .* in 2013 \(years ending", text
    )
    assert not re.search(r"\d\.\d{5,}", text)


def test_words_of_a_change_have_a_reason_for_each_that_cannot_be_told(serving):
    for row in chance.pooled_changes(2024).itertuples():
        for form in (said.rate, said.change, said.limits, said.verdict):
            assert form(row) and "nan" not in form(row)
        assert (said.change(row)[0] in "+−n0") is (row.verdict != "cannot_tell")
