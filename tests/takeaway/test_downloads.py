"""A downloaded file has no blank cell, keeps every symbol, and a name any system takes."""

import io

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dashboard.takeaway import downloads


def read(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


def test_a_gap_holds_the_symbol_of_its_status():
    frame = pd.DataFrame(
        {
            "council": ["Northford", "Eastmere", "Westley"],
            "sexual_plans": pd.array([3, None, None], dtype="Int64"),
            "sexual_plans_status": ["published", "suppressed", "not_available"],
            "sexual_plans_symbol": [None, "c", "x"],
            "sexual_plans_max": pd.array([3, 9, None], dtype="Int64"),
        }
    )
    back = read(downloads.csv(frame))
    assert back["sexual_plans"].tolist() == ["3", "[c]", "[x]"]
    assert back["sexual_plans_max"].tolist() == ["3", "9", "[x]"]
    assert "" not in back.to_numpy().ravel().tolist()


def test_the_real_table_goes_round_with_no_blank_and_no_lost_row(serving):
    from dashboard import queries

    rows = queries.classes_in(2024, 0.2)
    back = read(downloads.csv(rows))
    assert back["council_code"].tolist() == rows["council_code"].tolist()
    assert (back == "").sum().sum() == 0
    assert (back["sexual_plans"] == "[c]").sum() == 54
    assert (back["sexual_plans"] == "[u]").sum() == 1
    published = rows["sexual_plans_status"] == "published"
    assert back.loc[published, "sexual_plans"].astype(int).tolist() == (
        rows.loc[published, "sexual_plans"].astype(int).tolist()
    )


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_words_make_a_file_name_any_system_takes(parts):
    name = downloads.file_name(*parts)
    assert name.endswith(".csv")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert not name.startswith(("-", "/")) and ".." not in name.removesuffix(".csv") + "x"
    assert len(name) <= 124


def test_a_file_name_says_measure_area_year_and_version():
    name = downloads.file_name("Sexual plans", "South West", 2024, "2025-1a2b")
    assert name == "sexual-plans_south-west_2024_2025-1a2b.csv"
