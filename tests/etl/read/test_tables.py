"""Each publisher's layout becomes tidy rows: one fact a row, with value, status and symbol."""

import pandas as pd
import pytest

from etl.errors import Refusal
from etl.read.files import activity, assessments, characteristics, neighbours, plans, population
from small_files import COUNCILS, eastmere, england, northford, region, save

D2 = ["CPP_start"] + [
    f"{c}_{b}"
    for b in ("Initial", "Latest")
    for c in ("Neglect", "Physical", "Sexual", "Emotional", "Multiple")
]


def fact(table: pd.DataFrame, *key) -> tuple:
    """(value, status, symbol) of the one row with this key."""
    columns = [c for c in table.columns if c not in ("value", "status", "symbol", "release")]
    wanted = table[(table[columns[0]] == key[0])]
    for column, value in zip(columns[1:], key[1:], strict=False):
        if value is not None:
            wanted = wanted[wanted[column] == value]
    assert len(wanted) == 1, f"{len(wanted)} rows for {key}"
    row = wanted.iloc[0]
    return (None if pd.isna(row["value"]) else int(row["value"]), row["status"], row["symbol"])


def test_plans_keep_every_symbol_and_both_bases(tmp_path):
    path = save(
        tmp_path / "d2.csv",
        D2,
        [
            england(2021, "120", *["30"] * 10),
            region(2021, "120", *["30"] * 10),
            northford(2021, "100", "50", "10", "0", "35", "5", "50", "10", "c", "c", "5"),
            eastmere(2021, *["u"] * 11),
        ],
    )
    table = plans.extract(path, "started", "2024", COUNCILS)
    assert len(table) == 4 * 11
    of = ("E99000001", "council", 2021, "started")
    assert fact(table, *of, "initial", "sexual_abuse") == (0, "published", "")
    assert fact(table, *of, "latest", "sexual_abuse") == (None, "suppressed", "c")
    assert fact(table, *of, "either", "all") == (100, "published", "")
    assert fact(table, "E99000002", None, 2021, None, "initial", "sexual_abuse") == (
        None,
        "low_reliability",
        "u",
    )
    assert fact(table, "E92000001", "england", 2021, None, "initial", "neglect")[0] == 30
    assert fact(table, "E12000099", "region", 2021, None, "initial", "neglect")[0] == 30


WIDE = [
    f"CPPStart1112{b}Abuse{c}"
    for b in ("Initial", "Latest")
    for c in ("Neglect", "Physical", "Sexual", "Emotional", "Multiple", "Missing")
]


def wide(tmp_path, rows: list[str], categories=WIDE):
    columns = ["CPPStart1112", *categories]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join(["geog_l,geog_c,geog_n," + ",".join(columns), *rows]) + "\n")
    return path


def test_a_wide_release_is_read_by_its_own_rules(tmp_path):
    cells = ",".join(["5"] * 12)
    path = wide(
        tmp_path,
        [
            # England is numbered like a council in these files: the level tells them apart.
            f'National,901,England,"52,100",{cells}',
            f'LA,901,Northford,"1,047",{cells}',
            "LA,902,Eastmere,..,x,.,x,0,0,x,x,x,0,0,0,17",
        ],
    )
    table = plans.extract_wide(path, 2012, "2012", COUNCILS)
    assert fact(table, "E92000001", "england", 2012, None, "either")[0] == 52100
    assert fact(table, "E99000001", "council", 2012, None, "either")[0] == 1047
    assert fact(table, "E99000002", None, 2012, None, "either") == (None, "not_available", "..")
    of = ("E99000002", None, 2012, "started", "initial")
    assert fact(table, *of, "neglect") == (None, "suppressed", "x")
    assert fact(table, *of, "physical_abuse") == (None, "not_available", ".")
    assert fact(table, *of, "emotional_abuse") == (0, "published", "")
    assert fact(table, *of, "not_recorded") == (None, "suppressed", "x")
    assert fact(table, *of[:-1], "latest", "not_recorded") == (17, "published", "")


def test_a_category_nobody_knows_stops_the_reading(tmp_path):
    """A row read without it would not add up, and what it hides would seem too large."""
    strange = [column.replace("Missing", "Online") for column in WIDE]
    cells = ",".join(["5"] * 13)
    rows = [f"LA,901,Northford,{cells}", f"LA,902,Eastmere,{cells}"]
    with pytest.raises(Refusal, match="CPPStart1112InitialAbuseOnline"):
        plans.extract_wide(wide(tmp_path, rows, strange), 2012, "2012", COUNCILS)
    d2 = save(tmp_path / "d2.csv", [*D2, "Online_Initial"], [england(2021, *["30"] * 12)])
    with pytest.raises(Refusal, match="Online_Initial"):
        plans.extract(d2, "started", "2024", COUNCILS)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["LA,901,Northford"], "missing"),
        (["LA,901,Northford", "LA,902,Eastmere", "LA,999,Nowhere"], "999"),
        (["LA,901,Northford", "LA,901,Northford", "LA,902,Eastmere"], "twice"),
    ],
)
def test_a_wide_release_must_have_each_council_once(tmp_path, rows, said):
    cells = ",".join(["5"] * 13)
    with pytest.raises(Refusal, match=said):
        plans.extract_wide(wide(tmp_path, [f"{r},{cells}" for r in rows]), 2012, "2012", COUNCILS)


C3 = [*assessments.FACTORS] + [
    f"{name}_{part}" for name in ("Sexual_Abuse", "Physical_Abuse") for part in assessments.PARTS
]


def test_the_parts_of_sexual_abuse_are_summed_and_kept(tmp_path):
    rest = ["7"] * 5
    path = save(
        tmp_path / "c3.csv",
        C3,
        [
            # Before the split the whole stands in "unknown" and the other parts do not exist.
            northford(2020, *rest, "30", "x", "x", "4", "x", "x"),
            eastmere(2020, *rest, "c", "x", "x", "0", "x", "x"),
            northford(2021, *rest, "1", "10", "20", "1", "2", "3"),
            eastmere(2021, *rest, "0", "c", "20", "1", "2", "3"),  # one part hidden hides the sum
            # After the split a part that was not returned is missing, not nothing.
            northford(2022, *rest, "0", "x", "20", "1", "2", "3"),
            eastmere(2022, *rest, "z", "z", "z", "u", "u", "u"),
        ],
    )
    table = assessments.extract(path, "2025", COUNCILS)

    def found(code, year, factor):
        return fact(table, code, None, year, factor)

    assert found("E99000001", 2020, "sexual_abuse") == (30, "published", "")
    assert found("E99000002", 2020, "sexual_abuse") == (None, "suppressed", "c")
    assert found("E99000001", 2021, "sexual_abuse") == (31, "published", "")
    assert found("E99000002", 2021, "sexual_abuse") == (None, "suppressed", "c")
    assert found("E99000001", 2022, "sexual_abuse") == (None, "not_available", "x")
    assert found("E99000003", 2022, "sexual_abuse") == (None, "not_applicable", "z")
    assert found("E99000003", 2022, "physical_abuse") == (None, "low_reliability", "u")
    assert found("E99000001", 2021, "sexual_abuse_adult_on_child") == (20, "published", "")
    assert found("E99000001", 2021, "physical_abuse") == (6, "published", "")


def test_each_step_of_the_path_is_its_own_measure(tmp_path):
    path = save(
        tmp_path / "c4.csv",
        list(activity.MEASURES["c4"]),
        [northford(2021, "40", "39", "20", "19"), eastmere(2021, "c", "c", "z", "x")],
    )
    table = activity.extract(path, "c4", "2025", COUNCILS)
    assert fact(table, "E99000001", None, 2021, "section_47_enquiries")[0] == 40
    assert fact(table, "E99000001", None, 2021, "initial_conference_children")[0] == 19
    assert fact(table, "E99000002", None, 2021, "initial_conferences")[1] == "not_applicable"


A5 = (
    "time_period,time_identifier,geographic_level,characteristic,characteristic_type,CPP_At31,Neglect_Initial,"
    "Physical_Abuse_Initial,Sexual_Abuse_Initial,Emotional_Abuse_Initial,Multiple_Initial\n"
)


def test_characteristics_keep_their_groups_and_symbols(tmp_path):
    path = tmp_path / "a5.csv"
    path.write_text(
        A5 + "2021,Reporting year,National,Gender,Female,100,40,10,20,25,5\n"
        "2021,Reporting year,National,Gender,Unknown,10,10,0,c,c,0\n"
    )
    table = characteristics.extract(path, "2024")
    assert fact(table, 2021, "gender", "Female", "sexual_abuse") == (20, "published", "")
    assert fact(table, 2021, "gender", "Unknown", "sexual_abuse") == (None, "suppressed", "c")
    path.write_text(A5 + "2021,Reporting year,National,Gender,Female,1,1,0,0,0,0\n" * 2)
    with pytest.raises(Refusal, match="twice"):
        characteristics.extract(path, "2024")


POPULATION = ["age_group", "population_estimate"]


def people(path, *rows):
    return save(path, POPULATION, [r.replace("AGE", population.AGE_GROUP) for r in rows])


def test_a_population_the_newest_release_withholds_comes_from_the_last_that_prints_it(tmp_path):
    newest = people(
        tmp_path / "new.csv", northford(2020, "AGE", "1000"), eastmere(2020, "AGE", "x")
    )
    older = people(
        tmp_path / "old.csv", northford(2020, "AGE", "990"), eastmere(2020, "AGE", "500")
    )
    table = population.extract([(newest, "2025"), (older, "2022")], COUNCILS)
    rows = {r.area_code: (r.children, r.release) for r in table.itertuples()}
    assert rows == {"E99000001": (1000, "2025"), "E99000002": (500, "2022")}


def test_a_population_nobody_prints_is_refused_by_council_and_year(tmp_path):
    newest = people(
        tmp_path / "new.csv", northford(2020, "AGE", "1000"), eastmere(2020, "AGE", "x")
    )
    older = people(tmp_path / "old.csv", northford(2020, "AGE", "990"), eastmere(2020, "AGE", "x"))
    for releases in ([(newest, "2025"), (older, "2022")], [(newest, "2025")]):
        with pytest.raises(Refusal, match="Eastmere.*2020"):
            population.extract(releases, COUNCILS)


def test_another_age_group_is_refused(tmp_path):
    path = save(
        tmp_path / "new.csv", POPULATION, [northford(2020, "Children aged 0 to 15 years", "9")]
    )
    with pytest.raises(Refusal, match="0 to 15"):
        population.extract([(path, "2025")], COUNCILS)


def test_neighbours_are_ten_with_their_words_and_no_spaces(tmp_path):
    path = tmp_path / "sn.csv"
    header = "old_la_code,la_name," + ",".join(f"SN_{n},SN_{n}P" for n in range(1, 11))
    path.write_text(header + "\n901,Northford," + ",".join(["902 ,Close "] * 10) + "\n")
    table = neighbours.extract(path, COUNCILS)
    assert table["position"].tolist() == list(range(1, 11))
    # The code in force when the model was made, in the year ending 2025.
    assert set(table["neighbour_code"]) == {"E99000003"}
    assert set(table["closeness"]) == {"Close"}
    path.write_text(header + "\n901,Northford," + ",".join(["777,Close"] * 10) + "\n")
    with pytest.raises(Refusal, match="777"):
        neighbours.extract(path, COUNCILS)
