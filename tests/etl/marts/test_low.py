"""A count that DfE prints as `low` or `k` is above 0 and rounds to 0, wherever it is met."""

import duckdb
import pandas as pd
import pytest

import invented as fiction
from dashboard import words
from etl.kept import ROOT
from etl.load import load

PLAN = "plans_started_sexual_abuse_initial"
# Area, year and what is printed; then the fewest and the most it can stand for.
LOW_PLANS = [
    (fiction.NORTHFORD, 2021, "low"),  # 5 of 100,000 children are far below the threshold
    (fiction.OLDSHIRE, 2021, "k"),  # 5 of 1,000 are not, and 1 may be: no class can be said
    (fiction.REGION, 2021, "low"),
]
CHECKS = ("status_is_known", "bounds_are_wide_enough", "no_suppressed_cell_has_a_value")


def parts(area: str, *cells: str) -> list[tuple]:
    """The three parts of sexual abuse in an assessment, and their sum, as `extract` gives them."""
    names = ("unknown", "child_on_child", "adult_on_child")
    return [
        (area, fiction.level(area), 2022, f"sexual_abuse_{n}", *fiction.held(c), "2025")
        for n, c in zip(names, cells, strict=True)
    ]


@pytest.fixture(scope="module")
def low(tmp_path_factory):
    data = fiction.write(tmp_path_factory.mktemp("low"))
    fiction.print_low(data, LOW_PLANS)
    file = data / "figures" / "assessments.csv"
    assessed = pd.read_csv(file, dtype=str, keep_default_na=False)
    sums = (assessed["factor"] == "sexual_abuse") & (assessed["year_ending"] == "2022")
    sums &= assessed["area_code"].isin([fiction.NORTHFORD, fiction.ENGLAND])
    assessed.loc[sums, ["value", "status", "symbol"]] = ["", "low", "low"]
    rows = parts(fiction.NORTHFORD, "0", "low", "30") + parts(fiction.ENGLAND, "low", "k", "250")
    assessed = pd.concat([assessed, pd.DataFrame(rows, columns=assessed.columns, dtype="object")])
    assessed.to_csv(file, index=False)
    connection = duckdb.connect()
    load(connection, data)
    yield connection
    connection.close()


def ranges(connection, name: str) -> dict[tuple, tuple]:
    return {
        (area, year): rest
        for area, year, *rest in connection.execute(
            "SELECT area_code, year_ending, value, value_min, value_max, status "
            "FROM area_count WHERE name = ? AND status = 'low'",
            [name],
        ).fetchall()
    }


def test_its_range_begins_above_0_and_ends_where_rounding_does(low):
    assert ranges(low, PLAN) == {(area, year): [None, 1, 5, "low"] for area, year, _ in LOW_PLANS}


def test_a_sum_with_a_low_part_is_its_printed_parts_and_1_to_5_for_each(low):
    """England's printed parts are each up to 5 more or less; a council's are exact."""
    assert ranges(low, "assessments_sexual_abuse") == {
        (fiction.NORTHFORD, 2022): [None, 31, 35, "low"],
        (fiction.ENGLAND, 2022): [None, 250 + 2 - 5, 250 + 2 * 5 + 5, "low"],
    }


def test_a_councils_class_is_said_only_where_1_to_5_leave_no_doubt(low):
    rows = low.execute(
        "SELECT council_code, class, sexual_plans_symbol, sexual_rate_per_1000 FROM council_year "
        "WHERE sexual_plans_status = 'low' ORDER BY ALL"
    ).fetchall()
    assert rows == [
        (fiction.NORTHFORD, "very_low", "low", None),
        (fiction.OLDSHIRE, "not_available", "k", None),
    ]


@pytest.mark.parametrize("check", CHECKS)
def test_the_checks_of_the_build_know_it(low, check):
    text = (ROOT / "etl" / "checks" / "database" / f"{check}.sql").read_text()
    assert low.execute(text.split("-- Failing:")[1]).fetchall() == []


def test_it_has_a_symbol_and_words_of_its_own():
    assert words.cell(None, "low") == "[low]"
    assert words.SYMBOL_MEANINGS["[low]"] == "above 0 and rounds to 0, or has a part that does"
    assert words.STATUS_WORDS["low"] != words.STATUS_WORDS["low_reliability"]
