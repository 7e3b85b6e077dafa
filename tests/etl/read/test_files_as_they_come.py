"""Files that are whole and not quite as they were: chosen, counted, dated and refused rightly."""

import pandas as pd
import pytest

from etl import sources
from etl.checks import agreement
from etl.errors import Refusal
from etl.read import revisions
from etl.read.councils import Councils
from etl.read.extract import FIGURES, SORT_KEYS
from etl.read.files import activity
from etl.read.published import read_areas
from etl.take import ees, releases
from small_files import COUNCILS, eastmere, england, northford, region, save

D1 = "d1_child_protection_plans_2013_to_2026"


@pytest.fixture
def folder(tmp_path):
    """The release of 2026 with its file D1, beside an empty one for the release before."""
    place = tmp_path / "dfe-children-in-need" / "2026"
    place.mkdir(parents=True)
    (tmp_path / "dfe-children-in-need" / "2024").mkdir()
    header = ",".join(sources.load()["d1"].columns)
    (place / f"{D1}.csv").write_text(header + "\n")
    return place


def newest(folder) -> str:
    return releases.newest_file(sources.load()["d1"], folder.parent.parent).name


def test_a_second_file_that_begins_alike_is_chosen_against_by_its_columns(folder):
    (folder / "d1_about_these_files.csv").write_text("time_period,note\n2026,x\n")
    few = [*releases.columns_of("d1"), "by_age"]
    (folder / "d1_by_age.csv").write_text(",".join(few) + "\n")
    assert newest(folder) == f"{D1}.csv"
    (folder / "d1_again.csv").write_text((folder / f"{D1}.csv").read_text())
    with pytest.raises(Refusal, match="two files fit the role d1"):
        newest(folder)


def test_an_ending_in_capitals_is_an_ending(folder):
    (folder / f"{D1}.csv").rename(folder / f"{D1.upper()}.CSV")
    assert newest(folder) == f"{D1.upper()}.CSV"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n3,4\n", 2),
        ("a,b\n1,2\n3,4\n", 3),  # with the header
        ("a,b\n1,2\n3,4", 2),
        ("a,b\n1,2\n3,4\n\n\n", 4),  # blank lines at the end are lines
        ('a,b\n1,"two\nlines"\n3,4\n', 3),  # a line break in a cell is a line
        ("a,b\r\n1,2\r\n3,4\r\n", 2),
    ],
)
def test_what_the_service_counts_may_be_lines(tmp_path, text, told):
    part = tmp_path / "d1.csv.part"
    part.write_bytes(text.encode())
    ees._count_rows(part, "d1.csv", {"meta": {"numDataFileRows": told}})
    with pytest.raises(Refusal, match="as the publisher's list says"):
        ees._count_rows(part, "d1.csv", {"meta": {"numDataFileRows": told + 3}})


def financial(row: str, year: str) -> str:
    return row.replace("2021,Reporting year", f"{year},Financial year", 1)


def test_a_financial_year_is_the_year_it_ends_in(tmp_path):
    path = save(tmp_path / "file.csv", ["CPP_start"], [financial(northford(2021, "1"), "202021")])
    assert read_areas(path, ["CPP_start"])["year"].tolist() == [2021]


@pytest.mark.parametrize(
    "row",
    [
        financial(northford(2021, "1"), "202022"),
        financial(northford(2021, "1"), "2021"),
        northford(2021, "1").replace("Reporting year", "Academic year"),
        northford(2021, "1").replace("Reporting year", ""),
        northford(2021, "1").replace("2021,", "202021,", 1),
    ],
)
def test_another_kind_of_year_is_refused(tmp_path, row):
    path = save(tmp_path / "file.csv", ["CPP_start"], [row])
    with pytest.raises(Refusal, match="council Northford.*time period"):
        read_areas(path, ["CPP_start"])


@pytest.mark.parametrize(
    ("area", "named"),
    [
        (england, "England, year 2021"),
        (region, "region Middleland, year 2021"),
        (northford, "council Northford, year 2021"),
    ],
)
def test_a_refusal_names_a_region_as_a_region_in_less_than_300_characters(tmp_path, area, named):
    rows = [northford(2021, "1", "1"), eastmere(2021, "1", "1"), england(2021, "1", "1")]
    rows = [r for r in rows if r != area(2021, "1", "1")] + [area(2021, "1", "?")]
    name = "d1_child_protection_plans_starting_in_the_year_2013_to_2026.csv"
    path = save(tmp_path / name, ["CPP_start", "CPP_child_start"], rows)
    with pytest.raises(Refusal) as refused:
        activity.extract(path, "d1", "2026", COUNCILS)
    assert named in str(refused.value) and len(str(refused.value)) < 300


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    return {name: revisions.read(FIGURES, name) for name in SORT_KEYS}


def test_a_contradiction_of_a_region_is_said_of_the_region_and_briefly(tables):
    plans = tables["plans"]
    row = plans.query(
        "area_code == 'E12000008' and year_ending == 2024 and category == 'all' "
        "and flow == 'started'"
    ).index
    plans.loc[row, "value"] += 1000
    with pytest.raises(Refusal) as refused:
        agreement.hold(tables, Councils.from_file())
    said = str(refused.value)
    assert "council" not in said.split(":")[0] and len(said) < 300


def test_populations_rounded_to_10_still_make_their_regions(tables):
    """As DfE printed them in 2020 and 2021."""
    people = tables["population"]
    rounded = people["release"] == people["release"].max()
    people.loc[rounded, "children"] = (people.loc[rounded, "children"] / 10).round().astype(
        int
    ) * 10
    agreement.hold(tables, Councils.from_file())
    people.loc[people["area_code"].eq("E06000039") & rounded, "children"] += 1000
    with pytest.raises(Refusal, match="population"):
        agreement.hold(tables, Councils.from_file())
