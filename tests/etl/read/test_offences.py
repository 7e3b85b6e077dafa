"""Police-recorded offences in both layouts: whole years of every force, or a refusal."""

import csv
from pathlib import Path

import pandas as pd
import pytest

from committed import rows_of
from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.files import nhs_boards, offences
from offences_file import COPY, as_published, copy, workbook
from small_files import COUNCILS

# An offence against a child, one that has been renamed, and the one that is kept apart.
KINDS = {"17B": "Sexual assault on a male child under 13", "71": "Exploitation", "86": "Obscene"}
FORCES = {"Mid": "E23000099", "Cymru Mid": "W15000099", "Railway Police": "RAIL"}


@pytest.fixture
def reference(tmp_path) -> Path:
    folder = tmp_path / "reference"
    folder.mkdir()
    (folder / "offences.csv").write_text(
        "offence_code,offence,also_named,names_a_child\n"
        + "17B,Sexual assault on a male child under 13,,true\n"
        + "71,Exploitation,Exploitation by old words,true\n"
        + "86,Obscene,,false\n"
    )
    (folder / "police_forces_elsewhere.csv").write_text(
        "force_code,force_name,covers,years_without\n"
        + "W15000099,Cymru Mid,Wales,\nRAIL,Railway Police,railways,2022\n"
    )
    return folder


def rows() -> list[dict]:
    """2020/21 and 2021/22 of three forces; the railway's is left out of the second year."""
    found = []
    for year, end in (("2020/21", 2021), ("2021/22", 2022)):
        for f, (force, code) in enumerate(FORCES.items()):
            if (force, end) == ("Railway Police", 2022):
                continue
            for k, (kind, name) in enumerate(KINDS.items()):
                cells = [year, "4", force, "" if code == "RAIL" else code, kind, name]
                found.append(dict(zip(COPY, [*cells, str(10 * f + k + end % 10)], strict=True)))
    return found


def drop(n: int):
    return lambda found: found.pop(n)


def put(n: int, column: str, value: str):
    return lambda found: found[n].update({column: value})


def read(path: Path, reference: Path) -> pd.DataFrame:
    return offences.extract(path, "test", COUNCILS, reference)


def as_copy(folder: Path, found: list[dict]) -> Path:
    return copy(folder / "copy.csv", [list(row.values()) for row in found])


def test_both_layouts_give_the_same_rows_and_a_force_left_out_is_no_zero(tmp_path, reference):
    one = read(as_copy(tmp_path, rows()), reference)
    published = tmp_path / "published-230726.ods"
    published.write_bytes(as_published(rows()))
    other = read(published, reference)
    pd.testing.assert_frame_equal(one, other)
    assert len(one) == 3 * 2 * 3
    held = one.set_index(["area_code", "year_ending", "offence_code"])
    assert held.loc[("E23000099", 2021, "17B"), "value"] == 1
    assert held.loc[("W15000099", 2022, "86"), "value"] == 10 + 2 + 2
    left_out = held.loc[("RAIL", 2022)]
    assert set(left_out["status"]) == {"not_available"} and left_out["value"].isna().all()
    assert offences.years_of(published) == [2021, 2022]


def test_an_older_name_and_other_offences_of_the_publishers_file_pass(tmp_path, reference):
    found = rows()
    found[1]["offence"] = "Exploitation by old words"
    read(as_copy(tmp_path, found), reference)
    burglary = ["2020/21", 1, "Action Fraud", "Fraud", "Fraud", "", "NFIB1A", 12_000]
    path = tmp_path / "published-230726.ods"
    path.write_bytes(as_published(rows(), [burglary]))
    assert len(read(path, reference)) == 18


SPOILT = {
    "a force is missing in a year": ([drop(0)] * 3, "lacks offence"),
    "an offence is missing": ([drop(4)], "lacks offence"),
    "the railway's force is missing in a year it is in": ([drop(6)] * 3, "lacks offence"),
    "an unknown force": ([put(0, "police_force", "Westshire")], "nobody knows the police force"),
    "a code of another force": ([put(0, "police_force_code", "W15000099")], "nobody knows"),
    "a renamed offence": ([put(0, "offence", "Assault on a child")], "nobody knows the offence"),
    "an unknown offence": ([put(0, "offence_code", "99Z")], "nobody knows the offence"),
    "part of a year": ([put(0, "quarters_in_year", "3")], "3 quarters"),
    "a negative year": ([put(0, "offences", "-1")], "has -1 of offence"),
    "a letter": ([put(0, "offences", "c")], "is not a number"),
    "a fraction": ([put(0, "offences", "1.5")], "is not a number"),
    "a blank": ([put(0, "offences", "")], "is not a number"),
    "a year that is none": ([put(0, "financial_year", "2020/22")], "not a financial year"),
    "a calendar year": ([put(0, "financial_year", "2020")], "not a financial year"),
    "a row twice": ([lambda found: found.append(found[0])], "twice"),
}


@pytest.mark.parametrize("case", SPOILT)
@pytest.mark.parametrize("layout", ["copy", "published"])
def test_a_spoilt_file_is_refused_by_name(tmp_path, reference, case, layout):
    changes, expected = SPOILT[case]
    if layout == "published" and case in (
        "a code of another force",  # that layout prints no codes,
        "part of a year",  # nor how many quarters,
        "a letter",  # and is written from numbers here: the next test spoils its cells
        "a fraction",
        "a blank",
    ):
        return
    found = rows()
    for change in changes:
        change(found)
    if layout == "copy":
        path = as_copy(tmp_path, found)
    else:
        path = tmp_path / "published-230726.ods"
        path.write_bytes(as_published(found))
    with pytest.raises(Refusal, match=expected) as refused:
        read(path, reference)
    assert path.name in str(refused.value)


def lines() -> list[list]:
    return [
        [year, quarter, force, name, "Sexual offences", "", kind, 3]
        for year in ("2020/21", "2021/22")
        for quarter in (1, 2, 3, 4)
        for force in FORCES
        for kind, name in KINDS.items()
        if (force, year) != ("Railway Police", "2021/22")
    ]


PUBLISHERS_SPOILT = {
    "the last quarter is not there yet": (
        lambda found: [r for r in found if r[:2] != ["2021/22", 4]],
        "in quarter 4",
    ),
    "a quarter of one force is not there": (lambda found: found[1:], "in quarter 1"),
    "a letter": (lambda found: [[*found[0][:-1], "c"], *found[1:]], "is not a number"),
    "a fraction": (lambda found: [[*found[0][:-1], "2.5"], *found[1:]], "is not a number"),
    "a blank": (lambda found: [[*found[0][:-1], ""], *found[1:]], "is not a number"),
    "a fifth quarter": (lambda found: [[found[0][0], 5, *found[0][2:]], *found], "quarter"),
    "a new sexual offence against children": (
        lambda found: [*found, [*found[0][:3], "Sexual abuse of a child", "", "", "22Z", 1]],
        "nobody knows the offence",
    ),
    "a sheet that ends early": (lambda found: found[: len(found) - 7], "lacks offence"),
    "a year between others is not there": (
        lambda found: (
            [r for r in found if r[0] != "2021/22"]
            + [["2022/23", *r[1:]] for r in found if r[0] == "2020/21"]
        ),
        "no such year",
    ),
    "no rows": (lambda found: [], "no such year"),
}


@pytest.mark.parametrize("case", PUBLISHERS_SPOILT)
def test_a_spoilt_file_of_the_publishers_is_refused(tmp_path, reference, case):
    change, expected = PUBLISHERS_SPOILT[case]
    header = [
        ["Financial Year", "Financial Quarter", "Force Name", "Offence Description"]
        + ["Offence Group", "Offence Subgroup", "Offence Code", "Number of Offences"]
    ]
    path = tmp_path / "published-230726.ods"
    path.write_bytes(workbook({"Years": header + change(lines())}))
    with pytest.raises(Refusal, match=expected):
        read(path, reference)
    path.write_bytes(workbook({"Years": header + lines()}))
    read(path, reference)  # what it is spoilt from is whole


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!doctype html>", "not an OpenDocument"),
        (b"", "not an OpenDocument"),
        (workbook({"Cover": [["Notes"]]}), "no sheet holds"),
        (workbook({"Years": [["Offence Code", "Force Name"]]}), "no column Financial Year"),
        (as_published(rows())[:900], "not an OpenDocument"),
    ],
)
def test_what_is_no_workbook_of_offences_is_refused(tmp_path, reference, content, expected):
    path = tmp_path / "published-230726.ods"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=expected):
        read(path, reference)


def test_a_workbook_that_unpacks_without_end_is_refused(tmp_path, reference, monkeypatch):
    path = tmp_path / "published-230726.ods"
    path.write_bytes(as_published(rows()))
    monkeypatch.setattr(offences, "MOST_UNPACKED", 2_000)
    with pytest.raises(Refusal, match="unpacks to"):
        read(path, reference)


def test_the_committed_offences_are_the_files_added_up_by_other_code(official):
    """Sums as they are known from the file: 19,141 and 64,814, and 105,286 with code 86."""
    with (
        (official / "home-office-police-recorded-crime")
        .joinpath("child_sexual_offences_by_force_2013_to_2023.csv")
        .open(encoding="utf-8-sig") as file
    ):
        printed = {
            (
                r["police_force_code"] or "BTP",
                1 + int(r["financial_year"][:4]),
                r["offence_code"],
            ): (r["offences"])
            for r in csv.DictReader(file)
        }
    held = {
        (r["area_code"], int(r["year_ending"]), r["offence_code"]): r["value"]
        for r in rows_of("offences")
    }
    assert {key: value for key, value in held.items() if value} == printed
    assert {key[:2] for key in held.keys() - printed.keys()} == {("BTP", 2017)}

    def total(year: int, with_86: bool) -> int:
        return sum(
            int(n) for (_, y, code), n in held.items() if y == year and (with_86 or code != "86")
        )

    assert (total(2013, False), total(2023, False)) == (19_141, 64_814)
    assert total(2023, True) == 105_286


BOARDS = "old_la_code,new_la_code,la_name,pfa24_code,icb24_code,icb24_name,icb_lsoa_share\n"
NORTHFORD = "901,E99000001,Northford,E23000099,E54000099,NHS Middleland,1.0\n"
EASTMERE = "902,E99000002,Eastmere,E23000099,E54000098,NHS Upper Middleland,0.8125\n"


def boards(folder: Path, text: str, councils: Councils = COUNCILS) -> pd.DataFrame:
    path = folder / "lookup.csv"
    path.write_text(text)
    return nhs_boards.extract(path, 2024, councils)


def test_each_council_has_the_board_most_of_it_lies_in_under_the_code_of_the_year(tmp_path):
    table = boards(tmp_path, BOARDS + NORTHFORD + EASTMERE).set_index("council_code")
    # Eastmere is printed under the code it had until 2021.
    assert table.loc["E99000003"].tolist() == ["E54000098", "NHS Upper Middleland", "0.8125"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BOARDS + NORTHFORD, "902"),
        (BOARDS + NORTHFORD + NORTHFORD + EASTMERE, "901"),
        (BOARDS + NORTHFORD.replace("901", "909") + EASTMERE, "909"),
        (BOARDS + NORTHFORD.replace("E23000099", "E23000001") + EASTMERE, "police force"),
        (BOARDS + NORTHFORD.replace("E54", "E53") + EASTMERE, "NHS board"),
        (BOARDS + NORTHFORD.replace("1.0", "1.2") + EASTMERE, "share"),
        (BOARDS + NORTHFORD.replace("1.0", "0.0") + EASTMERE, "share"),
        (BOARDS.replace("icb24_code", "icb25_code") + NORTHFORD + EASTMERE, "no column"),
    ],
)
def test_a_spoilt_lookup_is_refused(tmp_path, text, expected):
    with pytest.raises(Refusal, match=expected):
        boards(tmp_path, text)
