"""The diff names every number, status and class that moves, and says so when none does."""

import shutil

import duckdb
import pytest

from etl.diff import diff
from etl.errors import Refusal


@pytest.fixture
def moved(real_database, tmp_path):
    """moved(sql…) → (old, new), the new one with those edits."""

    def edited(*edits: str):
        new = tmp_path / "new.duckdb"
        shutil.copy(real_database, new)
        with duckdb.connect(str(new)) as connection:
            for edit in edits:
                connection.execute(edit)
        return real_database, new

    return edited


def test_nothing_moves_between_a_database_and_itself(moved):
    assert "Nothing moves" in diff(*moved())


def test_a_number_a_status_and_a_class_are_each_named_with_council_and_year(moved):
    slough = (
        "area_code = 'E06000039' AND year_ending = 2024 AND flow = 'started' AND basis = 'initial'"
    )
    text = diff(
        *moved(
            f"UPDATE plan SET value = value + 7 WHERE {slough} AND category = 'neglect'",
            f"UPDATE plan SET value = NULL, status = 'suppressed', symbol = 'c' WHERE {slough} "
            "AND category = 'multiple'",
            "UPDATE council_year SET class = 'at_or_above' WHERE council_name = 'Slough' "
            "AND year_ending = 2024",
        )
    )
    lines = [line for line in text.splitlines() if "Slough" in line]
    assert len(lines) == 3
    assert all("2024" in line for line in lines)
    assert any("value" in line and "→" in line for line in lines)
    assert any("status published → suppressed" in line for line in lines)
    assert any("class" in line and "→ at_or_above" in line for line in lines)


def test_rows_that_appear_and_go_are_told_apart(moved):
    text = diff(
        *moved(
            "DELETE FROM population WHERE area_code = 'E06000039' AND mid_year = 2012",
            "INSERT INTO population VALUES ('E06000039', 'council', 2031, 1, '2031')",
        )
    )
    assert "gone: children" in text
    assert "new: children 1" in text


def test_a_file_that_is_not_there_is_refused(tmp_path, real_database):
    with pytest.raises(Refusal, match="absent.duckdb"):
        diff(real_database, tmp_path / "absent.duckdb")
