"""The England page says what the database says, for every year and for any address."""

import pytest
import queries


@pytest.mark.parametrize("year", range(2013, 2025))
def test_every_year_opens_and_its_sentences_hold_its_numbers(open_page, year):
    page = open_page("views/england.py", year=year)
    text = " ".join(m.value for m in page.markdown)
    headline = queries.headline(year, 0.2)
    assert f"year ending 31 March {year}" in text
    assert f"between {headline.certainly_below} and {headline.possibly_below}" in text
    assert f"{queries.england_in(year).sexual_plans:,} child protection plans" in text
