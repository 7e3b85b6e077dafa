"""A printed cell becomes a value and a status; a letter never becomes a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.errors import Refusal, UnknownSymbol
from etl.read.symbols import STATUS_BY_SYMBOL, STATUSES, Count, parse_count, sum_of_parts


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0", Count(0, "published", "")),  # zero is a fact
        ("12", Count(12, "published", "")),
        (" 7 ", Count(7, "published", "")),
        ("c", Count(None, "suppressed", "c")),
        ("u", Count(None, "low_reliability", "u")),
        ("low", Count(None, "low", "low")),  # above 0, and rounds to 0
        ("k", Count(None, "low", "k")),
        ("x", Count(None, "not_available", "x")),
        (":", Count(None, "not_available", ":")),
        ("..", Count(None, "not_available", "..")),
        (".", Count(None, "not_available", ".")),
        ("z", Count(None, "not_applicable", "z")),
    ],
)
def test_each_printed_form_has_one_meaning(cell, expected):
    assert parse_count(cell) == expected


def test_x_means_suppressed_in_releases_to_2017_and_thousands_have_commas():
    assert parse_count("x", to_2017=True) == Count(None, "suppressed", "x")
    assert parse_count("44,300", to_2017=True) == Count(44300, "published", "")
    assert parse_count("x").status == "not_available"


@pytest.mark.parametrize("cell", ["~", "", "C", "n/a", "*", "-", "1 to 5", "<5", "½"])
def test_an_unknown_symbol_stops_and_names_its_place(cell):
    with pytest.raises(UnknownSymbol) as refused:
        parse_count(cell, file="d2.csv", council="Northford", year=2025, column="Sexual_Initial")
    message = str(refused.value)
    for word in ("d2.csv", "Northford", "2025", "Sexual_Initial", "STATUS_BY_SYMBOL"):
        assert word in message


@pytest.mark.parametrize("cell", ["-1", "2.5", "1e3", "12.0", "nan", "44,300", "1,5", "٣"])
def test_a_number_that_cannot_be_a_count_is_refused(cell):
    with pytest.raises(Refusal, match="a whole number, 0 or more"):
        parse_count(cell, file="d2.csv", council="Northford", year=2025)


@given(st.text(max_size=8))
def test_whatever_is_printed_is_a_whole_number_a_known_symbol_or_refused(cell):
    try:
        count = parse_count(cell)
    except Refusal:
        assert cell.strip() not in STATUS_BY_SYMBOL
        assert not (cell.strip().isascii() and cell.strip().isdigit())
        return
    assert count.status in STATUSES
    assert (count.value is None) == (count.status != "published")
    if count.value is None:
        assert count.symbol == cell.strip()
    else:
        assert cell.strip().isdigit() and count.value == int(cell)


@given(st.integers(min_value=0, max_value=10**7))
def test_every_whole_number_is_read_as_itself_with_and_without_commas(number):
    assert parse_count(str(number)) == Count(number, "published", "")
    assert parse_count(f"{number:,}", to_2017=True) == Count(number, "published", "")


counts = st.lists(
    st.one_of(
        st.integers(0, 999).map(lambda n: Count(n, "published", "")),
        st.sampled_from([parse_count(s) for s in ("c", "u", "x", "z")]),
    ),
    min_size=1,
    max_size=4,
)


@given(counts)
def test_a_sum_has_a_value_only_when_every_part_has_one(parts):
    total = sum_of_parts(parts)
    if all(p.status == "published" for p in parts):
        slow = 0
        for part in parts:
            slow += part.value
        assert total == Count(slow, "published", "")
    else:
        assert total.value is None
        assert total.status in {p.status for p in parts} - {"published"}


def test_a_suppressed_part_is_said_before_one_that_is_missing():
    missing, hidden = parse_count("x"), parse_count("c")
    assert sum_of_parts([missing, hidden]).status == "suppressed"
