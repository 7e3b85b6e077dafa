"""The second reckoning agrees with the database in every cell, and says where it does not."""

import re
import shutil
import time

import duckdb
import pytest

from etl.build import DATA
from etl.errors import Refusal
from etl.verify import TABLES, verify

FIGURES = DATA / "figures"
# One cell of each table at least, and what is put in its place. A model's may differ by one.
BROKEN = [
    ("plan", "value", "value + 1"),
    ("plan_bounds", "plans_max", "plans_max + 1"),
    ("assessment_factor", "value", "value + 1"),
    ("activity", "value", "value + 1"),
    ("characteristic", "value", "value + 10"),
    ("characteristic_share", "share", "share * 1.00001"),
    ("population", "children", "children + 1"),
    ("neighbour", "closeness", "closeness || ' indeed'"),
    ("council_year", "sexual_rate_adjusted_high", "sexual_rate_adjusted_high * 1.00001"),
    ("class_count", "councils", "councils + 1"),
    ("headline", "modelled_below", "modelled_below + 3"),
    ("assessment_to_plan", "plans_per_100_assessments", "plans_per_100_assessments + 1"),
    ("pooled_3_year", "rate_adjusted_low", "rate_adjusted_low + 0.001"),
    ("area_rate", "value_max", "value_max + 1"),
    ("england_year", "csa_assessments_under_recorded", "NOT csa_assessments_under_recorded"),
    ("region_year", "sexual_plans_min", "sexual_plans_min + 1"),
    ("recording_shortfall", "councils_short", "councils_short + 1"),
    ("police_force_year", "csa_assessments_max", "csa_assessments_max + 1"),
    ("partnership_year", "csa_assessments_max", "csa_assessments_max + 1"),
    ("neighbour_year", "middle_max", "middle_max * 1.00001"),
    ("change_year", "rate_change_high", "rate_change_high + 0.001"),
    ("change_between", "rate_change_low", "rate_change_low - 0.001"),
]


def test_every_cell_agrees_and_is_counted_in_under_a_minute_of_work(real_database):
    began = time.process_time()
    said = verify(real_database, FIGURES)
    assert time.process_time() - began < 60
    cells = [int(n.replace(",", "")) for n in re.findall(r": ([\d,]+) cells agree,", said)]
    assert len(cells) == len(TABLES) and all(n >= 60 for n in cells)
    assert f"{sum(cells):,} cells agree and none differs" in said
    assert sum(cells) > 450_000


def test_one_broken_cell_of_each_table_is_named(real_database, tmp_path):
    copy = tmp_path / "copy.duckdb"
    shutil.copy(real_database, copy)
    named = []
    with duckdb.connect(str(copy)) as connection:
        for table, column, other in BROKEN:
            keys = TABLES[table][0]
            ((row, *key),) = connection.execute(
                f"SELECT rowid, {', '.join(keys)} FROM {table} WHERE {column} IS NOT NULL "
                f"ORDER BY HASH(rowid) LIMIT 1"
            ).fetchall()
            connection.execute(f"UPDATE {table} SET {column} = {other} WHERE rowid = {row}")
            named.append(f"{table} {' '.join(map(str, key))}, {column}: ")
        connection.execute("DELETE FROM pooled_3_year WHERE council_code = 'E06000039'")
        connection.execute("INSERT INTO class_count VALUES (1999, 'none', 1)")
    with pytest.raises(Refusal) as refusal:
        verify(copy, FIGURES)
    assert {table for table, *_ in BROKEN} == set(TABLES)
    assert [name for name in named if name not in str(refusal.value)] == []
    assert "pooled_3_year E06000039 2015: the row is missing" in str(refusal.value)
    assert "class_count 1999 none: no such row" in str(refusal.value)


def test_it_shares_no_code_with_the_marts():
    """It would prove nothing if it did: of etl it may import itself and the errors alone."""
    files = sorted((DATA.parent / "etl" / "verify").glob("*.py"))
    code = "\n".join(file.read_text(encoding="utf-8") for file in files)
    imported = set(re.findall(r"^(?:from|import) (etl\S*)", code, re.MULTILINE))
    assert len(files) > 3 and "etl.errors" in imported
    assert {name for name in imported if not name.startswith("etl.verify")} == {"etl.errors"}
