"""What the columns say of themselves, NULL and units above all, is so in the data."""

import re

import pytest

from etl.load import keys

COUNTED = r"plans|assessments|councils|children|residents aged 0 to 17|events|offences"


@pytest.fixture(scope="module")
def columns(database) -> list[dict]:
    cursor = database.execute("SELECT * FROM meta_column ORDER BY table_name, position")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_column_of_every_table_is_listed_and_described(ask, columns):
    held = ask("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    assert {(c["table_name"], c["column_name"]) for c in columns} == set(held)
    assert all(column["description"] for column in columns)


def test_a_column_with_a_null_says_so_and_when(ask, columns):
    """By the word, by what a gap means, or by the column of another table that it is like."""
    says = {
        (c["table_name"], c["column_name"])
        for c in columns
        if "NULL" in c["description"] or "Gap: " in c["description"]
    }
    silent, looked_at = [], 0
    for column in columns:
        table, name = column["table_name"], column["column_name"]
        ((gaps,),) = ask(f'SELECT COUNT(*) FROM {table} WHERE "{name}" IS NULL')
        looked_at += gaps > 0
        like = re.search(r"As (?:in )?(\w+)(?: of (\w+))?", column["description"])
        others = {(like[1], name), (table, like[1]), (like[2], like[1])} if like else set()
        if like and name.endswith("symbol"):
            others |= {("plan", "symbol")} & says
        if gaps and (table, name) not in says and not others & says:
            silent.append((table, name, gaps))
    assert not silent
    assert looked_at > 200


def test_null_before_a_year_is_null_before_it_and_not_from_it_on(ask, columns):
    seen = 0
    for column in columns:
        year = re.search(r"NULL before (\d{4})", column["description"])
        if not year:
            continue
        table, name = column["table_name"], column["column_name"]
        ((before, after),) = ask(f"""
            SELECT
                COUNT({name}) FILTER (WHERE year_ending < {year[1]}),
                COUNT({name}) FILTER (WHERE year_ending = {year[1]})
            FROM {table}
            """)
        assert before == 0 and after > 0, (table, name)
        seen += 1
    assert seen > 10


def test_a_unit_is_that_of_the_numbers(ask, columns):
    seen = {"share": 0, "count": 0}
    for column in columns:
        table, name, unit = column["table_name"], column["column_name"], column["unit"]
        if not unit or column["data_type"] not in ("INTEGER", "DOUBLE"):
            continue
        ((least, most, whole),) = ask(
            f'SELECT MIN("{name}"), MAX("{name}"), BOOL_AND("{name}" = TRUNC("{name}")) '
            f"FROM {table}"
        )
        if unit.startswith("0 to 1"):
            seen["share"] += 1
            assert least is None or (least >= 0 and most <= 1), (table, name)
        if re.fullmatch(rf"({COUNTED})", unit) and column["data_type"] == "INTEGER":
            seen["count"] += 1
            change = "change" in name or least is None
            assert change or least >= 0, (table, name)
            assert whole in (True, None)
    assert seen["share"] > 5 and seen["count"] > 20


def test_where_a_council_lies_is_missing_only_where_its_ground_is_no_council_s_today(ask):
    missing = ask("SELECT code_to, change_kind FROM council WHERE lon IS NULL")
    assert missing and all(ended and kind != "recode" for ended, kind in missing)


def test_the_facts_about_the_file_are_those_it_lists(ask, columns):
    (key,) = [c for c in columns if (c["table_name"], c["column_name"]) == ("meta_build", "key")]
    held = {row[0] for row in ask("SELECT key FROM meta_build")}
    assert held == set(re.findall(r"\b[a-z]+(?:_\w+)+\b", key["description"]))


def test_every_table_has_a_key_but_those_that_cannot(ask):
    tables = {row[0] for row in ask("SHOW TABLES")}
    keyed = {
        row[0]
        for row in ask(
            "SELECT table_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
        )
    }
    assert tables - keyed == set(keys.WITHOUT)
    assert set(keys.KEYS) <= tables
