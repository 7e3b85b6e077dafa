"""A title that states a finding turns when the figures do."""

import pandas as pd
import pytest

from dashboard.words.country import trends_charts


@pytest.mark.parametrize(
    ("shares", "begins"),
    [
        ([None, 5.9, None, 3.5], "Fewer of"),
        ([3.5, 5.9, 3.6], "How many of"),
        ([None, 3.5], "How many of"),
    ],
)
def test_fewer_is_said_only_where_the_newest_share_is_below_the_first(shares, begins):
    series = pd.DataFrame({"sexual_share": shares}, dtype="Float64")
    assert trends_charts.national_title(series).startswith(begins)
