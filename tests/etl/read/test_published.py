"""A publisher's file is taken when it is what it should be, and refused in words when it is not."""

import pytest

from etl.errors import Refusal
from etl.read.published import read_areas, read_csv
from small_files import eastmere, england, northford, save

COLUMNS = ["category", "CPP_start"]
GOOD = [england(2021, "All", "30"), northford(2021, "All", "20"), eastmere(2021, "All", "c")]


def refusal(path, columns=COLUMNS) -> str:
    with pytest.raises(Refusal) as refused:
        read_areas(path, columns)
    return str(refused.value)


def test_a_good_file_is_read_as_printed_text(tmp_path):
    table = read_areas(save(tmp_path / "d1.csv", COLUMNS, GOOD), COLUMNS)
    assert table["CPP_start"].tolist() == ["30", "20", "c"]
    assert table["area_level"].tolist() == ["england", "council", "council"]
    assert table["year"].tolist() == [2021, 2021, 2021]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_byte_order_mark_and_windows_bytes_are_handled(tmp_path, encoding):
    rows = [*GOOD, northford(2022, "Café", "1").replace("Northford", "Northford – north")]
    table = read_areas(save(tmp_path / "d1.csv", COLUMNS, rows, encoding), COLUMNS)
    assert table["category"].iloc[-1] == "Café"
    assert table["la_name"].iloc[-1] == "Northford – north"


def test_a_column_may_change_its_capitals_but_not_its_name(tmp_path):
    path = save(tmp_path / "d1.csv", ["Category", "CPP_START"], GOOD)
    assert read_areas(path, COLUMNS)["CPP_start"].tolist() == ["30", "20", "c"]
    renamed = save(tmp_path / "d1b.csv", ["category", "plans_started"], GOOD)
    message = refusal(renamed)
    assert "no column CPP_start" in message and "d1b.csv" in message and "rename it" in message


def test_a_file_cut_in_the_middle_of_a_line_is_refused(tmp_path):
    path = save(tmp_path / "d1.csv", COLUMNS, GOOD)
    path.write_bytes(path.read_bytes()[:-30])
    assert "cut short" in refusal(path)


@pytest.mark.parametrize(
    "page", [b"<!DOCTYPE html><html><body>Not found</body></html>", b"\n <html>error</html>"]
)
def test_an_error_page_under_the_files_name_is_refused(tmp_path, page):
    (tmp_path / "d1.csv").write_bytes(page)
    message = refusal(tmp_path / "d1.csv")
    assert "web page" in message and "d1.csv" in message


@pytest.mark.parametrize("content", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "d1.csv").write_bytes(content)
    assert "empty" in refusal(tmp_path / "d1.csv")


def test_a_header_without_rows_is_refused(tmp_path):
    assert "no rows" in refusal(save(tmp_path / "d1.csv", COLUMNS, []))


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "d1.csv").write_bytes(b"PK\x03\x04\x00\x00\x00")
    assert "not a text file" in refusal(tmp_path / "d1.csv")


def test_a_missing_file_says_how_to_get_it(tmp_path):
    assert "etl fetch" in refusal(tmp_path / "absent.csv")


def test_a_repeated_row_names_council_and_year(tmp_path):
    message = refusal(save(tmp_path / "d1.csv", COLUMNS, [*GOOD, northford(2021, "All", "21")]))
    assert "twice" in message and "Northford" in message and "2021" in message


def test_an_unknown_level_and_an_odd_year_are_refused(tmp_path):
    odd = GOOD[1].replace("Local authority", "Ward")
    assert "level 'Ward'" in refusal(save(tmp_path / "a.csv", COLUMNS, [odd]))
    odd = GOOD[1].replace("2021,", "2021/22,", 1)
    assert "2021/22" in refusal(save(tmp_path / "b.csv", COLUMNS, [odd]))


def test_quoted_commas_and_line_breaks_stay_in_their_cell(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text('name,n\n"Hull, City of",1\n"two\nlines",2\n')
    assert read_csv(path, ["name", "n"])["name"].tolist() == ["Hull, City of", "two\nlines"]
