"""The diff names every number, status and class that moves, and says so when none does."""

import shutil
from collections import Counter

import duckdb
import pytest

from etl.compare.diff import diff
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
    assert any(line.endswith("was printed, now withheld |") for line in lines)
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


def test_a_table_that_one_database_lacks_and_rows_that_differ_are_named(moved):
    text = diff(
        *moved(
            "DROP TABLE comparison",
            "CREATE TABLE novelty (one INTEGER)",
            "ALTER TABLE event DROP COLUMN source",
            "UPDATE neighbour SET closeness = 'Close' WHERE council_code = 'E06000039'",
        )
    )
    assert "| comparison | the table is only in the old database |" in text
    assert "| novelty | the table is only in the new database |" in text
    assert "| event | column source is gone |" in text
    assert "| neighbour | " in text and "rows differ |" in text
    assert "Nothing moves" not in text


def test_rows_that_differ_are_counted_each_as_often_as_it_is_there(moved):
    """Worked out row by row: one is there three times more, six are another, one is gone."""
    old, new = moved(
        "INSERT INTO variance_factor SELECT one.* "
        "FROM (FROM variance_factor LIMIT 1) AS one, RANGE(3)",
        "UPDATE neighbour SET closeness = 'Close' WHERE council_code = 'E06000039'",
        "DELETE FROM question_fact WHERE council_code = 'E06000039' AND year_ending = 2024",
    )
    text = diff(old, new)
    for table in ("variance_factor", "neighbour", "question_fact"):
        sides = []
        for path in (old, new):
            with duckdb.connect(str(path), read_only=True) as connection:
                sides.append(Counter(map(str, connection.execute(f"FROM {table}").fetchall())))
        one, other = sides
        differ = max((one - other).total(), (other - one).total())
        assert differ > 0 and f"| {table} | {differ:,} rows differ |" in text, table


@pytest.mark.parametrize(
    ("status", "symbol"), [("suppressed", "c"), ("low_reliability", "u"), ("not_available", "x")]
)
def test_neither_number_nor_class_of_what_is_now_withheld_is_told(moved, status, symbol):
    """A council that printed 0 plans: "none" in a list of classes is that number."""
    with duckdb.connect(str(moved()[0]), read_only=True) as connection:
        ((code, name),) = connection.execute(
            "SELECT council_code, council_name FROM council_year WHERE year_ending = 2024 "
            "AND class = 'none' ORDER BY council_code LIMIT 1"
        ).fetchall()
    old, new = moved(
        f"UPDATE plan SET value = NULL, status = '{status}', symbol = '{symbol}' WHERE area_code = "
        f"'{code}' AND year_ending = 2024 AND flow = 'started' AND category = 'sexual_abuse'",
        f"UPDATE council_year SET sexual_plans = NULL, sexual_plans_status = '{status}', "
        f"class = '{'suppressed' if symbol == 'c' else 'not_available'}' "
        f"WHERE council_code = '{code}' AND year_ending = 2024",
        'UPDATE headline SET certainly_below = certainly_below - 1, "none" = "none" - 1 '
        "WHERE year_ending = 2024",
    )
    text = diff(old, new)
    told = [line for line in text.splitlines() if name in line]
    assert len(told) == 3, "two cells of the plan and the class"
    assert all(line.endswith("| was printed, now withheld |") for line in told)
    assert "none" not in text and "certainly_below" not in text
    councils = next(line for line in text.splitlines() if line.startswith("| councils below"))
    assert "was printed, now withheld" in councils
