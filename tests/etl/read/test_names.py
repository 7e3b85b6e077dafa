"""A name that a release spells otherwise is the same area's; another area's is refused."""

import csv

import pytest

from etl.errors import Refusal
from etl.read.councils import Councils
from etl.read.extract import FIGURES
from etl.read.names import ALIASES, REGIONS, is_name_of
from small_files import HISTORY, eastmere, northford, region, save

SAME = [
    ("E06000047", "County Durham", "Durham"),
    ("E06000055", "Bedford", "Bedford Borough"),
    ("E06000019", "Herefordshire, County of", "Herefordshire"),
    ("E06000023", "Bristol, City of", "Bristol  City of"),
    ("E06000053", "Isles of Scilly", "Isles Of Scilly"),
    ("E08000013", "St. Helens", "St Helens"),
    ("E06000033", "Southend-on-Sea", "Southend on Sea"),
    ("E06000058", "Bournemouth, Christchurch and Poole", "Bournemouth, Poole & Christchurch"),
    ("E06000010", "Kingston upon Hull, City of", "Hull"),  # by its row of reference
    ("E12000003", "Yorkshire and The Humber", "Yorkshire and the Humber"),
    ("E12000003", "Yorkshire and The Humber", "Yorkshire & Humber"),
    ("E12000006", "East of England", "East"),
    ("E12000001", "North East", "North East (England)"),
]


@pytest.mark.parametrize(("code", "known", "printed"), SAME)
def test_a_respelt_name_is_the_same_area(code, known, printed):
    assert is_name_of(code, known, printed)


def test_no_two_councils_or_regions_share_a_name():
    """But for Dorset, which was cut anew and kept its name; the City is never taken for London."""
    history = Councils.from_file().history
    names = {**dict(zip(history["dfe_number"], history["council_name"], strict=True)), **REGIONS}
    alike = {
        frozenset((one, other))
        for one, name in names.items()
        for other, printed in names.items()
        if one != other and is_name_of(one, name, printed)
    }
    assert alike == {frozenset(("835", "838")), frozenset(("201", "E12000007"))}


def test_every_alias_says_where_it_is_from():
    with ALIASES.open(newline="") as opened:
        rows = list(csv.DictReader(opened))
    known = set(Councils.from_file().history["council_code"]) | set(REGIONS)
    assert rows and all(row["source"] and row["area_code"] in known for row in rows)


def test_our_names_of_the_regions_are_those_held():
    with (FIGURES / "councils.csv").open(newline="") as opened:
        held = {row["dfe_region_code"]: row["dfe_region_name"] for row in csv.DictReader(opened)}
    assert held == {code: name for code, name in REGIONS.items() if code in held}
    assert len(held) == 10


@pytest.mark.parametrize(
    ("row", "found", "said"),
    [
        (region(2021, "1"), ("E12000099", "E12000004"), ["region Middleland", "region_name"]),
        (northford(2021, "1"), ("Northford", "Westley"), ["council Westley", "la_name"]),
    ],
)
def test_another_areas_name_is_refused_and_the_column_named(tmp_path, row, found, said):
    from etl.read.published import read_areas

    rows = [northford(2021, "1"), eastmere(2021, "1"), region(2021, "1")]
    rows = [r.replace(*found) if r == row else r for r in rows]
    path = save(tmp_path / "file.csv", ["CPP_start"], rows)
    with pytest.raises(Refusal) as refused:
        Councils(HISTORY).area_codes(read_areas(path, ["CPP_start"]), path.name)
    for words in (*said, "area_aliases.csv", "2021"):
        assert words in str(refused.value)
