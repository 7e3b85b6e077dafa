"""The list of partnerships is refused row by row, and what may be loaded has a source."""

import csv
from pathlib import Path

import pytest

from etl.build import DATA
from etl.errors import Refusal
from etl.load import partnerships
from etl.read import councils

HEADER = ",".join(partnerships.COLUMNS)
NORTH = "North Safeguarding Children Partnership,{},dated,2019,2024-08,https://example.org,a page"
COUNCILS = ",".join(councils.COLUMNS) + "\n"
for code in ("E99000001", "E99000002", "E99000003"):
    COUNCILS += code + "," * (len(councils.COLUMNS) - 1) + "\n"


def hold(folder: Path, *rows: str, header: str = HEADER) -> None:
    (folder / "councils.csv").write_text(COUNCILS)
    file = folder / "partnerships.csv"
    file.write_text("\n".join([header, *rows]) + "\n")
    partnerships.hold(file, folder / "councils.csv")


def test_two_councils_with_a_source_are_taken_and_so_is_an_empty_list(tmp_path):
    hold(tmp_path, NORTH.format("E99000001"), NORTH.format("E99000002"))
    hold(tmp_path)


GOOD = NORTH.format("E99000001")


@pytest.mark.parametrize(
    "rows, said",
    [
        # a code that no council has
        ([GOOD, NORTH.format("E99000009")], ["row 3", "E99000009", "no council has this code"]),
        # a council in two partnerships
        (
            [
                GOOD,
                NORTH.format("E99000002"),
                GOOD.replace("North ", "South "),
                NORTH.format("E99000003").replace("North ", "South "),
            ],
            ["row 4", "E99000001", "stands in row 2 already"],
        ),
        # no page to look at
        ([GOOD.replace("https://example.org", ""), GOOD], ["row 2", "E99000001", "missing"]),
        # no words about the page
        ([GOOD.removesuffix("a page")], ["row 2", "missing"]),
        # a page that is none
        ([GOOD.replace("https://example.org", "a leaflet")], ["row 2", "no address of a page"]),
        # a status that the date contradicts
        ([GOOD.replace("2024-08", "")], ["row 2", "the status is dated"]),
        # a partnership of one
        ([GOOD], ["row 2", "has one council"]),
    ],
)
def test_a_wrong_row_is_refused_by_file_and_row(tmp_path, rows, said):
    with pytest.raises(Refusal) as refusal:
        hold(tmp_path, *rows)
    assert "partnerships.csv" in str(refusal.value)
    for words in said:
        assert words in str(refusal.value)


def test_another_header_is_refused(tmp_path):
    with pytest.raises(Refusal, match="unknown column name"):
        hold(tmp_path, "E99000001,North", header="council_code,name")


def test_each_row_we_hold_has_a_page_of_the_partners_and_words_about_it():
    with (DATA / "reference" / "partnerships.csv").open() as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) >= 8
    for row in rows:
        assert row["source_url"].startswith("https://") and len(row["source"].split()) > 8
        assert (row["status"] == "undated") == ("undated" in row["source"])
