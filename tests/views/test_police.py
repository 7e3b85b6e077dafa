"""What pages say of police forces, worked out again from the committed figures in plain Python."""

import math
import re

import pytest

import reading
from committed import rows_of
from dashboard import queries
from dashboard.charts import layers as layer_charts
from dashboard.queries import police
from dashboard.queries.country import trends as trends_queries
from dashboard.views.sections import police as police_views
from dashboard.words import police as police_words
from years import years_of

YEARS = years_of("offences")
NAMED = {"17B", "19D", "19E", "19G", "19H", "20B", "21", "22B", "71", "73", "88A"}


@pytest.fixture(scope="module")
def recorded() -> dict[tuple[str, int], int]:
    """(force, year) → offences with a child named in law."""
    found: dict[tuple[str, int], int] = {}
    for row in rows_of("offences"):
        if row["offence_code"] in NAMED and row["value"]:
            key = row["area_code"], int(row["year_ending"])
            found[key] = found.get(key, 0) + int(row["value"])
    return found


@pytest.fixture(scope="module")
def children() -> dict[tuple[str, int], int]:
    """(force, year ending) → residents 0 to 17 of its councils, added up."""
    force = {row["council_code"]: row["police_force_code"] for row in rows_of("councils")}
    found: dict[tuple[str, int], int] = {}
    for row in rows_of("population"):
        if row["area_code"] in force:
            key = force[row["area_code"]], int(row["mid_year"]) + 1
            found[key] = found.get(key, 0) + int(row["children"])
    return found


AREAS = {
    # A force of one council, of two, of many; of no children to speak of; a code that changed; a
    # council that has ended.
    "hertfordshire": "which covers this area alone",
    "kent": "which also covers Medway",
    "leeds": "which also covers Bradford, Calderdale, Kirklees and Wakefield",
    "camden": "which covers 32 councils",
    "city-of-london": "so few children",
    "barnsley": "which also covers",
    "gateshead": "police",
    "bournemouth": "police",
}


@pytest.mark.parametrize("slug", AREAS)
def test_a_councils_page_says_what_its_force_recorded(serving, recorded, children, slug):
    area = queries.councils().set_index("slug", drop=False).loc[slug]
    force = police.force_of(area.series_code)
    said = reading.text_of(police_views.of_council(area))
    assert AREAS[slug].lower() in said.lower()
    assert police_words.NOT_SAME in said
    assert "sexual grooming" in said and "sexual assault of a child of 13 or over" in said
    for year in YEARS:
        number = recorded[force.code, year]
        per_1000 = 1000 * number / children[force.code, year]
        drawn = f"{year} {number:,}: {per_1000:.1f} per 1,000" in said
        assert drawn is (slug != "city-of-london"), year
    assert f"recorded {recorded[force.code, YEARS[-1]]:,} {police_words.OFFENCES}" in said
    assert f"the number was {recorded[force.code, YEARS[0]]:,}." in said


def test_every_council_has_its_force_and_every_one_of_today_its_board(serving):
    lookup = {row["council_code"]: row for row in rows_of("nhs_boards")}
    boards = {}
    for area in queries.councils().itertuples():
        force = police.force_of(area.series_code)
        assert force.councils, area.slug
        boards[area.slug] = police.board_of(area.series_code)
        assert len(boards[area.slug]) <= 1
    assert sum(len(b) for b in boards.values()) == len(lookup) == 153
    partners = police_words.partners(police.force_of("E10000030"), boards["surrey"], "April 2024")
    board = "NHS Surrey Heartlands Integrated Care Board, as listed in April 2024"
    assert f"{board} (86.8% of the area's small areas lie in it" in partners


def test_the_forces_councils_are_every_council_once(serving):
    forces = {police.force_of(area.series_code) for area in queries.councils().itertuples()}
    assert len(forces) == 39
    councils = [label for force in forces for label in force.councils]
    assert len(councils) == len(set(councils)) == 153


def test_no_page_divides_plans_by_offences_or_the_other_way_about(serving):
    area = queries.councils().set_index("slug", drop=False).loc["kent"]
    said = reading.text_of(police_views.of_council(area) + police_views.side_by_side()).lower()
    for words in ("per offence", "of offences became", "plans for each", "for every offence"):
        assert words not in said


def test_the_forces_side_by_side_stand_by_name_with_their_numbers(serving, recorded):
    table = reading.text_of(police_views.side_by_side())
    labels = police.forces(2023)["label"].tolist()
    assert labels == sorted(labels) and len(labels) == 39
    for row in police.forces(2023).itertuples():
        code = next(r for r in rows_of("councils") if _plain(r["police_force_name"]) == row.label)
        assert row.offences == recorded[code["police_force_code"], 2023]
        assert f"{row.label} {row.councils} {row.offences:,}" in table
    assert "9.1 (few children)" in table


def _plain(name: str) -> str:
    return re.sub(r"^(.+), (.+)$", r"\2 \1", name)


def test_the_layers_are_englands_and_their_index_begins_at_100(serving, recorded):
    layers = police.layers().set_index(["layer", "year_ending"])
    for year in (YEARS[0], 2018, YEARS[-1]):
        england = sum(n for (code, y), n in recorded.items() if y == year and code[:3] == "E23")
        assert layers.loc[("police_recorded", year), "number"] == england
    first = layers.reset_index().groupby("layer").first()
    for layer in ("police_recorded", "assessments", "plans"):
        assert first.loc[layer, "indexed"] == pytest.approx(100)
    assert layers.loc["estimated", "indexed"].isna().all()
    rate = layers["per_1000"]
    assert layers.loc[("plans", 2024), "indexed"] == pytest.approx(
        100 * rate[("plans", 2024)] / rate[("plans", 2013)]
    )


@pytest.mark.parametrize("scale", police_words.SCALES)
@pytest.mark.parametrize("wide", [300, 880])
def test_the_names_of_the_layers_stand_apart_on_a_phone_too(serving, scale, wide):
    rows = police.layers()
    figure = layer_charts.layers(rows, scale, trends_queries.events().iloc[0:0], "light")
    named = [a for a in figure.layout.annotations if a.text.startswith("<b>")]
    years = rows["year_ending"].min() - 0.5, rows["year_ending"].max() + 0.5
    is_log = scale == "per-1000"
    tops = [max(y for y in trace.y if y) for trace in figure.data]
    lows = [min(y for y in trace.y if y) for trace in figure.data]
    low, high = (math.log10(min(lows)), math.log10(max(tops))) if is_log else (0, max(tops) * 1.05)
    boxes = []
    for each in named:
        x = wide * (each.x - years[0]) / (years[1] - years[0])
        y = layer_charts.HEIGHT * (each.y - low) / (high - low) + each.yshift
        long = 9 * len(each.text[3:-4])  # pixels of a letter
        boxes.append((x - long, x, y) if each.xanchor == "right" else (x, x + long, y))
    assert len(boxes) == (4 if is_log else 3)
    for n, (left, right, y) in enumerate(boxes):
        for other_left, other_right, other_y in boxes[:n]:
            assert right < other_left or other_right < left or abs(y - other_y) >= 17


@pytest.mark.parametrize("scale", ["per-1000", "indexed", "nonsense"])
def test_trends_opens_with_the_layers_on_either_scale(open_page, scale):
    page = open_page("views/trends.py", layers=scale)
    said = reading.source_of(page)
    assert "60,974" in said and police_words.NOT_SAME in said
    assert "19,141 were recorded in the year ending March 2013" in said
    assert "64,814 in 2023" in said
    assert "For 2017 there is no total" in said


def test_a_set_of_many_forces_shows_three_and_says_how_many_more(serving):
    councils = queries.councils().set_index("slug")
    slugs = ["kent", "leeds", "camden", "surrey", "norfolk"]
    series = tuple(councils.loc[slug, "series_code"] for slug in slugs)
    said = reading.text_of(
        police_views.of_set(series, tuple(councils.loc[s, "label"] for s in slugs))
    )
    assert said.count("offences with a child named in law in the year") == 3
    assert "lie in 2 more forces" in said
