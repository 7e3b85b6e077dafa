"""No superlative of zero: which category is the largest, where zeros and hidden ones are.

Northford's rows are made up; those of every area and year are the real ones.
"""

import pandas as pd
import pytest

from dashboard import queries
from dashboard.queries.area import council as council_queries
from dashboard.words.area.categories import sentence
from years import PLAN_YEARS

KINDS = ["neglect", "physical_abuse", "sexual_abuse", "emotional_abuse", "multiple"]


def said(*cells) -> str:
    """The sentence of five cells: a printed number, or the most that a hidden one can be."""
    rows = pd.DataFrame(
        {
            "category": KINDS,
            "started": pd.array([c if isinstance(c, int) else None for c in cells], "Int64"),
            "started_status": ["published" if isinstance(c, int) else "suppressed" for c in cells],
            "started_max": pd.array([int(c) for c in cells], "Int64"),
        }
    )
    return sentence("Northford", rows, 2024)


def test_zeros_beside_hidden_numbers_have_no_largest():
    text = said("6", 0, 0, "6", 0)
    assert "largest" not in text
    assert "DfE prints 0 plans under physical abuse, sexual abuse and multiple" in text
    assert (
        "Any that began did so under neglect or emotional abuse, whose numbers are hidden" in text
    )
    assert said(0, 0, 0, 0, 0).startswith("DfE prints 0 for every category")


def test_a_hidden_number_that_can_be_the_largest_is_said_so():
    text = said(18, "22", 0, "18", 0)
    assert "the largest is neglect: 18 plans" in text
    assert "2 of the five are hidden, and under physical abuse there may be more." in text
    assert "there may be" not in said(18, "9", 0, "9", 0)


def test_two_that_are_alike_are_both_named():
    assert "the largest are neglect and emotional abuse: 85 plans each" in said(85, 13, 0, 85, 0)


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_no_real_area_is_told_a_largest_of_zero_or_one_a_hidden_number_may_exceed(year):
    for area in queries.councils().itertuples():
        rows = council_queries.categories(area.series_code, year)
        if rows.empty or "the largest" not in (text := sentence(area.label, rows, year)):
            continue
        most = rows["started"].max()
        assert most > 0, (area.slug, year)
        can_exceed = (rows["started_status"] != "published") & (rows["started_max"] > most)
        assert ("there may be more" in text) == bool(can_exceed.any()), (area.slug, year)
