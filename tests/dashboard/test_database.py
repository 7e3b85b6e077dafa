"""The dashboard reads one file, read-only, and sees a new one as soon as it is put in place."""

import os
import shutil
import threading

import duckdb
import pandas as pd
import pytest

from dashboard import database


def test_a_new_file_is_seen_while_readers_still_hold_the_old(tmp_path, real_database, monkeypatch):
    file = tmp_path / "csa.duckdb"
    shutil.copy(real_database, file)
    monkeypatch.setenv("CSA_DATABASE", str(file))
    held = database.cursor()
    question = "SELECT value FROM meta_build WHERE key = 'data_version'"
    first = database.ask(question)["value"].tolist()
    fresh = tmp_path / "new.duckdb"
    shutil.copy(real_database, fresh)
    with duckdb.connect(str(fresh)) as connection:
        connection.execute("UPDATE meta_build SET value = 'next' WHERE key = 'data_version'")
    os.replace(fresh, file)
    assert database.ask(question)["value"].tolist() == ["next"] != first
    assert held.execute(question).fetchall() == [(first[0],)]


def test_nothing_can_be_written_and_no_other_file_reached(serving, tmp_path):
    cursor = database.cursor()
    for forbidden in (
        "DELETE FROM council_year",
        "CREATE TABLE t AS SELECT 1",
        f"COPY (SELECT 1) TO '{tmp_path}/out.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SET enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            cursor.execute(forbidden)
    assert not (tmp_path / "out.csv").exists()


def test_a_missing_database_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("CSA_DATABASE", str(tmp_path / "absent.duckdb"))
    with pytest.raises(database.NoDatabase, match="absent.duckdb"):
        database.cursor()


def test_a_file_that_is_no_database_says_so(tmp_path, monkeypatch):
    broken = tmp_path / "csa.duckdb"
    broken.write_bytes(b"not a database" * 1000)
    monkeypatch.setenv("CSA_DATABASE", str(broken))
    with pytest.raises(database.NoDatabase, match="cannot be read"):
        database.cursor()


def test_an_answer_is_asked_once_and_cannot_be_spoiled_by_who_got_it(serving, monkeypatch):
    question = "SELECT 1 AS n, ? AS asked"
    first = database.ask(question, "once")
    first["n"] = 99
    monkeypatch.setattr(database, "cursor", lambda: pytest.fail("it was asked again"))
    assert database.ask(question, "once")["n"].tolist() == [1]


def test_many_readers_at_once_each_get_their_answer(serving):
    wrong = []

    def read(year: int) -> None:
        for _ in range(20):
            row = database.cursor().execute(
                "SELECT year_ending FROM headline WHERE year_ending = ?", [year]
            )
            if row.fetchall() != [(year,)]:
                wrong.append(year)

    readers = [threading.Thread(target=read, args=(2013 + n % 12,)) for n in range(24)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_a_database_of_another_version_says_so_on_the_page(
    tmp_path, real_database, monkeypatch, opener
):
    old = tmp_path / "csa.duckdb"
    shutil.copy(real_database, old)
    with duckdb.connect(str(old)) as connection:
        connection.execute("DROP TABLE support_line")
    monkeypatch.setenv("CSA_DATABASE", str(old))
    page = opener()
    assert "another version" in page.error[0].value and "make build" in page.error[0].value
    assert str(tmp_path) not in page.error[0].value


def test_a_parts_rows_are_those_of_a_question_of_it_alone_and_the_askers_own(serving):
    one = "SELECT year_ending, class FROM council_year {} ORDER BY year_ending"
    every = one.format("").replace("SELECT", "SELECT council_code,")
    one = one.format("WHERE council_code = ?")
    for code in ("E08000035", "E06000039"):
        found = database.ask_of(code, every)
        pd.testing.assert_frame_equal(found, database.ask(one, code))
        found["class"] = "changed"
        assert "changed" not in set(database.ask_of(code, every)["class"])
    assert len(found) > 10 and database.ask_of("E99999999", every).empty
