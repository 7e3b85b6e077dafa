"""What a set's page says of all its years."""

import pandas as pd

from dashboard.words.area import sets


def test_a_set_without_a_hidden_number_is_not_said_to_have_one():
    # Two councils in two years: every number printed, then one of 2024 hidden.
    rows = pd.DataFrame(
        {
            "sexual_plans_min": [12, 20],
            "sexual_plans_max": [12, 20],
            "councils_printed": [2, 2],
            "councils_hidden": [0, 0],
            "councils": [2, 2],
        }
    )
    said = sets.over_time(rows)
    assert said == "No number is hidden in any year, so no total is a range."
    rows.loc[1, ["sexual_plans_max", "councils_printed", "councils_hidden"]] = [24, 1, 1]
    said = sets.over_time(rows)
    assert said == "In 1 of 2 years the total is a range, because a number is hidden."
