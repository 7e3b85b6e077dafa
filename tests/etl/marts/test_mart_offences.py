"""Offences of forces, England and both countries, added up again in plain Python."""

import duckdb
import pytest

import invented as fiction
from etl.load import load

CODES = list(fiction.OFFENCE_KINDS)


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    folder = fiction.write(tmp_path_factory.mktemp("invented"))
    with duckdb.connect() as connection:
        load(connection, folder)
        yield connection


def recorded(force: str, year: int, codes: list[str]) -> int | None:
    cells = next(cells for f, y, *cells in fiction.OFFENCES if (f, y) == (force, year))
    wanted = [cell for code, cell in zip(CODES, cells, strict=True) if code in codes]
    return None if "" in wanted else sum(map(int, wanted))


NAMES = {
    "offences_naming_a_child": ["17B", "71"],  # code 86 is in no sum
    "offence_17b": ["17B"],
    "offence_71": ["71"],
    "offence_86": ["86"],
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_totals_are_their_forces_and_lack_what_a_force_lacks(invented, name, year):
    own = recorded(fiction.FORCE, year, NAMES[name])
    every = [
        recorded(f, year, NAMES[name])
        for f in (fiction.FORCE, fiction.FORCE_ELSEWHERE, fiction.FORCE_NO_AREA)
    ]
    expected = {
        "police_force": (own, "published"),
        "england": (own, "published"),  # the force elsewhere and the railway's are not England's
        "england_and_wales": (None, "not_available")
        if None in every
        else (sum(every), "published"),
    }
    for table in ("offence_total", "area_count"):
        found = invented.execute(
            f"SELECT area_level, value, status FROM {table} WHERE name = ? AND year_ending = ?",
            [name, year],
        ).fetchall()
        assert {level: cells for level, *cells in found} == {
            level: list(cells) for level, cells in expected.items()
        }, table


@pytest.mark.parametrize("year", [2020, 2021, 2022])
def test_the_rate_of_a_force_is_of_the_children_of_its_councils(invented, year):
    children = sum(
        n
        for (area, mid), n in fiction.CHILDREN.items()
        if mid == year - 1 and area not in (fiction.ENGLAND, fiction.REGION)
    )
    value, base = invented.execute(
        """
        SELECT value, base FROM measure_figure
        WHERE measure = 'police_recorded_offence_rate' AND area_level = 'police_force'
            AND year_ending = ?
        """,
        [year],
    ).fetchone()
    assert base == children
    assert value == pytest.approx(1000 * recorded(fiction.FORCE, year, ["17B", "71"]) / children)


def test_no_rate_is_given_for_england_and_wales_together(invented):
    levels = invented.execute(
        "SELECT DISTINCT area_level FROM measure_figure "
        "WHERE measure = 'police_recorded_offence_rate'"
    ).fetchall()
    assert set(levels) == {("police_force",), ("england",)}
    bands = invented.execute(
        """
        SELECT COUNT(*) FILTER (WHERE band IS NULL) FROM measure_figure
        WHERE measure = 'police_recorded_offence_rate' AND area_level = 'police_force'
        """
    ).fetchone()
    assert bands == (0,), "a map of forces needs the band of each"


def test_each_force_is_in_every_figure_with_each_offence(invented):
    found = invented.execute(
        """
        SELECT measure, value FROM every_figure
        WHERE area_code = ? AND year_ending = 2022 AND measure LIKE '%offence%'
        """,
        [fiction.FORCE],
    ).fetchall()
    assert dict(found) == {
        "police_recorded_offences": 580,
        "police_recorded_offence_rate": pytest.approx(1000 * 580 / 230_000),
        "offence_17b": 450,
        "offence_71": 130,
    }
