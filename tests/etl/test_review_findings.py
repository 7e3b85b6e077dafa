"""Findings of reviews: what is drawn is what is printed, and the table refuses what cannot be."""

import duckdb
import pytest

from committed import rows_of
from etl.kept import ROOT

# The numbers that publications write in words, and what is drawn for each.
IN_WORDS = {
    "three-quarters": 75,
    "a third": 33,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
ROW = {
    "finding_id": "x",
    "review": "jay",
    "part": "found",
    "theme": None,
    "position": 1,
    "finding": "Something",
    "value": 40,
    "as_printed": "40%",
    "unit": "per cent",
    "base": "Northford alone",
    "published": "2014-08",
    "source": "test",
}


@pytest.fixture(scope="module")
def rows():
    return rows_of("reference/review_findings")


def test_the_number_drawn_is_the_number_printed(rows):
    looked_at = 0
    for row in (r for r in rows if r["value"]):
        printed = row["as_printed"].removeprefix("about ").replace(",", "")
        expected = IN_WORDS.get(printed) or float(printed.removesuffix("%"))
        assert float(row["value"]) == expected, row["finding_id"]
        assert row["as_printed"].endswith("%") <= (row["unit"] == "per cent")
        looked_at += 1
    assert looked_at > 25


def test_every_finding_says_whom_it_is_of_and_who_published_it(rows):
    assert len(rows) > 60
    for row in rows:
        assert row["base"] and row["source"] and row["finding"], row
    undated = {r["source"] for r in rows if not r["published"]}
    assert undated == {"ADCS, figures for 2023-24"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": 101},  # more than all of its base
        {"value": -1},
        {"unit": None},  # a number of nothing
        {"as_printed": None},  # a number that nobody printed
        {"theme": "detect"},
        {"review": "a newspaper"},
        {"base": None},
    ],
)
def test_the_table_refuses_what_cannot_be(wrong):
    with duckdb.connect() as connection:
        connection.execute((ROOT / "etl" / "schema.sql").read_text(encoding="utf-8"))
        put = f"INSERT INTO review_finding BY NAME SELECT {', '.join(f'${n} AS {n}' for n in ROW)}"
        with pytest.raises(duckdb.ConstraintException):
            connection.execute(put, ROW | wrong)
        connection.execute(put, ROW)
