"""The code of a year is the code in force on 31 March, whatever a file prints."""

import pandas as pd
import pytest

from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.published import read_areas
from small_files import COUNCILS, council, eastmere, england, northford, save

COLUMNS = ["CPP_start"]


def codes(tmp_path, rows, **arguments) -> pd.DataFrame:
    table = read_areas(save(tmp_path / "d1.csv", COLUMNS, rows), COLUMNS)
    table["area_code"] = COUNCILS.area_codes(table, "d1.csv", **arguments)
    return table


def test_a_year_carries_the_code_then_in_force_even_if_the_file_prints_another(tmp_path):
    rows = [
        northford(2021, "1"),
        eastmere(2021, "2", code="E99000003"),  # printed under the code of 2022
        northford(2022, "3"),
        eastmere(2022, "4", code="E99000002"),  # printed under the code of 2021
        england(2022, "10"),
    ]
    table = codes(tmp_path, rows)
    assert table["area_code"].tolist() == [
        "E99000001",
        "E99000002",
        "E99000001",
        "E99000003",
        "E92000001",
    ]


def test_a_population_belongs_to_the_year_its_june_lies_in(tmp_path):
    table = codes(tmp_path, [northford(2021, "1"), eastmere(2021, "2")], years_ahead=1)
    assert table["area_code"].tolist() == ["E99000001", "E99000003"]


@pytest.mark.parametrize(("number", "code"), [("999", "E99000099"), ("", "")])
def test_a_council_nobody_knows_is_refused_with_the_file_to_mend(tmp_path, number, code):
    """Without number and code too, as a region's row has them that is called a council's."""
    rows = [northford(2021, "1"), eastmere(2021, "2"), council(2021, number, code, "Westley", "5")]
    with pytest.raises(Refusal) as refused:
        codes(tmp_path, rows)
    for word in (code, "Westley", "2021", "council_history.csv"):
        assert word in str(refused.value)


def test_a_year_that_lacks_a_council_is_refused_by_name(tmp_path):
    with pytest.raises(Refusal, match="Eastmere.*2021|2021.*Eastmere"):
        codes(tmp_path, [northford(2021, "1")])


def test_the_real_history_has_the_councils_england_had():
    history = Councils.from_file()
    expected = {
        **dict.fromkeys(range(2010, 2020), 152),
        2020: 151,
        2021: 151,
        2022: 152,
        2023: 152,
        2024: 153,
        2025: 153,
        2026: 153,
    }
    assert {y: len(history.in_existence(y)) for y in expected} == expected
    # The day itself decides: Gateshead's code changed on 1 April 2013, Barnsley's on 1 May 2025.
    assert history.in_existence(2013)["390"] == "E08000020"
    assert history.in_existence(2014)["390"] == "E08000037"
    assert history.in_existence(2025)["370"] == "E08000016"
    assert history.in_existence(2026)["370"] == "E08000038"
