"""partnership_year and the sums of a set, done again in plain Python on invented councils."""

import duckdb
import pytest

import invented as fiction
from etl import marts
from etl.load import load
from invented import ASSESSMENTS_OF, PLANS_OF, YEARS, number, rows, slow_bounds

# Westley's years before 2022 are under the code it had then.
CODES = {*fiction.PARTNERS, fiction.WESTLEY}
# Northford prints 0 assessments between 200 and 210; Eastmere 0 after 40 and a hidden number.
UNLIKELY = {"assessments": {(fiction.NORTHFORD, 2021), (fiction.EASTMERE, 2022)}}


def slow_totals(year: int) -> dict:
    """The partnership's year, added up by hand from the rows of the fixture."""
    there = [key for key in PLANS_OF if key[0] in CODES and key[1] == year]
    bounds = {key: slow_bounds(PLANS_OF[key]) for key in there}
    counted = [key for key in there if bounds[key][0] is not None]
    children = sum(fiction.CHILDREN[code, year - 1] for code, _ in counted)
    low, high = (sum(bounds[key][end] for key in counted) for end in (0, 1))
    hidden = [key for key in counted if number(PLANS_OF[key]["sexual_abuse"]) is None]
    assessed = [key for key in there if key not in UNLIKELY["assessments"]]
    printed = [number(ASSESSMENTS_OF[key][0]) for key in assessed]
    return {
        "councils": len(there),
        "councils_printed": len(counted) - len(hidden),
        "councils_hidden": len(hidden),
        "councils_without_figure": len(there) - len(counted),
        "plan_zeros_left_out": 0,
        "children": children,
        "sexual_plans_min": low,
        "sexual_plans_max": high,
        "sexual_plans_status": "suppressed" if hidden else "published",
        "rate_min": pytest.approx(1000 * low / children),
        "rate_max": pytest.approx(1000 * high / children),
        "csa_zeros_left_out": len(there) - len(assessed),
        "csa_assessments_min": sum(n for n in printed if n is not None)
        if any(ASSESSMENTS_OF[key][0] not in "ux" for key in assessed)
        else None,
    }


@pytest.mark.parametrize("year", YEARS)
def test_a_partnership_s_year_agrees_with_arithmetic_done_the_slow_way(invented, year):
    found = rows(invented, "SELECT * FROM partnership_year WHERE year_ending = ?", year)
    assert len(found) == 1
    assert found[0]["partnership"] == fiction.PARTNERSHIP
    assert found[0]["partnership_slug"] == "upper-middleland"
    expected = slow_totals(year)
    assert {name: found[0][name] for name in expected} == expected


def test_the_fixture_has_a_year_of_each_kind(invented):
    """A hidden council in each year, one that is recoded, one without a figure, a doubted zero."""
    found = rows(invented, "SELECT * FROM partnership_year ORDER BY year_ending")
    assert [r["councils"] for r in found] == [3, 3, 3]
    assert all(r["councils_hidden"] for r in found)
    assert [r["councils_without_figure"] for r in found] == [1, 1, 0]
    assert [r["csa_zeros_left_out"] for r in found] == [0, 1, 1]
    assert all(r["sexual_plans_min"] < r["sexual_plans_max"] for r in found)


def test_councils_chosen_one_by_one_give_what_their_partnership_gives(invented):
    series = [fiction.NORTHFORD, fiction.EASTMERE, fiction.WESTLEY_RENAMED]
    chosen = rows(invented, "SELECT * FROM set_totals('', ?) ORDER BY year_ending", series)
    named = rows(invented, "SELECT * FROM partnership_year ORDER BY year_ending")
    assert len(chosen) == 3
    for one, other in zip(chosen, named, strict=True):
        assert {
            k: v for k, v in one.items() if k not in ("set_code", "csa_rate_min", "csa_rate_max")
        } == {k: v for k, v in other.items() if not k.startswith("partnership")}


def test_assessments_are_per_1000_children_of_the_councils_counted_and_of_no_other(invented):
    """A doubted zero and a council without a figure give neither a count nor children."""
    series = [fiction.NORTHFORD, fiction.EASTMERE, fiction.WESTLEY_RENAMED]
    found = rows(invented, "SELECT * FROM set_totals('', ?) ORDER BY year_ending", series)
    ends = {"c": (0, 500)}  # a hidden number is at most all assessments, which are 500 everywhere
    for row in found:
        year = row["year_ending"]
        counted = {
            code: ends.get(cell, (number(cell), number(cell)))
            for code in CODES
            if (code, year) not in UNLIKELY["assessments"]
            and (cell := ASSESSMENTS_OF.get((code, year), "x")[0]) not in "ux"
        }
        children = sum(fiction.CHILDREN[code, year - 1] for code in counted)
        for end, name in enumerate(("csa_rate_min", "csa_rate_max")):
            together = sum(bounds[end] for bounds in counted.values())
            assert row[name] == pytest.approx(1000 * together / children), (year, name)
    assert [row["csa_councils_counted"] for row in found] == [2, 1, 2]


def test_a_set_is_never_narrower_than_its_hidden_councils(invented):
    """Whatever stands beside it, a hidden council leaves the set at least 0 to 5 wide."""
    for row in rows(invented, "SELECT * FROM partnership_year"):
        width = row["sexual_plans_max"] - row["sexual_plans_min"]
        assert width >= 5 * row["councils_hidden"] > 0


def test_the_real_sets_have_one_address_each_and_hold_every_council(ask):

    sets = ask("SELECT slug, COUNT(DISTINCT set_level || set_code) FROM council_set GROUP BY slug")
    assert len(sets) > 40 and all(times == 1 for _, times in sets)
    councils = {slug for (slug,) in ask("SELECT slug FROM council_series")}
    assert not councils & {slug for slug, _ in sets}
    assert ask(
        "SELECT COUNT(*) FROM council ANTI JOIN "
        "(FROM council_set WHERE set_level = 'police_force') USING (council_code)"
    ) == [(0,)]


SENTENCES = {  # what the words of a flag stand in, and nothing else may
    "quality_flag": ["measure", "explanation"],
    "measure_note": ["explanation"],
    "question_fact": ["unlikely_zero_measures", "doubted_measures"],
    "meta_build": ["value"],
}


@pytest.fixture(scope="module")
def reworded(tmp_path_factory):
    """The same country, with every flag of a count said in other words."""
    folder = tmp_path_factory.mktemp("reworded")
    files = {file.stem: file for file in marts.in_order()}
    mart = files["quality_flag"].read_text(encoding="utf-8")
    anew = "anew AS (SELECT counted, 'things under ' || MD5(counted) AS measure FROM said), held AS"
    mart = mart.replace("held AS", anew, 1).replace("JOIN said USING", "JOIN anew USING")
    other = folder / "quality_flag.sql"
    other.write_text(mart, encoding="utf-8")
    files["quality_flag"] = other
    with pytest.MonkeyPatch.context() as patch, duckdb.connect() as connection:
        patch.setattr(marts, "in_order", lambda: [*files.values()])
        load(connection, fiction.write(folder / "data"))
        yield connection


def test_a_flag_may_be_reworded_and_no_total_moves(invented, reworded):
    """What is left out of totals goes by the count's name; the sentence is for readers alone."""
    flags = "SELECT DISTINCT measure FROM quality_flag WHERE flag = 'unlikely_zero'"
    said, said_anew = ({m for (m,) in c.execute(flags).fetchall()} for c in (invented, reworded))
    assert said and said_anew and not said & said_anew
    tables = [name for (name,) in invented.execute("SHOW TABLES").fetchall()]
    for table in tables:
        left_out = f"* EXCLUDE ({', '.join(SENTENCES[table])})" if table in SENTENCES else "*"
        question = f'SELECT {left_out} FROM "{table}" ORDER BY ALL'
        assert invented.execute(question).fetchall() == reworded.execute(question).fetchall(), table
    sets = "SELECT * FROM set_totals('police_force', ['']) ORDER BY ALL"
    assert invented.execute(sets).fetchall() == reworded.execute(sets).fetchall()
