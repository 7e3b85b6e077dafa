"""Marts run in the order of what they say they need, and they say it truly."""

import re

import pytest

from etl.errors import Refusal
from etl.marts import in_order, needs

MAKES = re.compile(r"^CREATE (?:TEMP )?(?:TABLE|VIEW|MACRO) (\w+)", re.MULTILINE)


def without_words(sql: str) -> str:
    return re.sub(r"--.*|'(?:[^']|'')*'", "", sql)


def test_each_mart_runs_after_those_it_needs():
    place = {mart.stem: position for position, mart in enumerate(in_order())}
    assert len(place) > 15
    for mart in in_order():
        assert all(place[other] < place[mart.stem] for other in needs(mart)), mart


def test_each_mart_names_all_it_uses_and_no_more():
    made_by = {name: mart.stem for mart in in_order() for name in MAKES.findall(mart.read_text())}
    assert len(made_by) > 25
    for mart in in_order():
        words = set(re.findall(r"\w+", without_words(mart.read_text())))
        used = {other for name, other in made_by.items() if name in words} - {mart.stem}
        assert needs(mart) == used, mart


def write(folder, **marts: str):
    for name, header in marts.items():
        (folder / f"{name}.sql").write_text(f"-- {name}\n{header}\nSELECT 1;\n")
    return folder


def test_the_name_of_a_file_says_nothing_about_its_turn(tmp_path):
    write(tmp_path, a="-- Needs  z", m="-- Needs  a, z", z="-- Needs  figures")
    assert [mart.stem for mart in in_order(tmp_path)] == ["z", "a", "m"]


@pytest.mark.parametrize(
    ("marts", "words"),
    [
        ({"a": "-- Grain  one row"}, "a.sql: the mart does not say what it needs"),
        ({"a": "-- Needs  nowhere"}, "no mart is called nowhere"),
        ({"a": "-- Needs  b", "b": "-- Needs  a"}, "need each other"),
    ],
)
def test_a_mart_that_cannot_be_placed_is_refused(tmp_path, marts, words):
    with pytest.raises(Refusal, match=words):
        in_order(write(tmp_path, **marts))
