"""The map's figures worked out a second time, in plain Python, on invented councils."""

import pytest

import invented as fiction
from etl import measures
from invented import ASSESSMENTS_OF, PLANS_OF, rows

AT_31_MARCH = {
    (area, year): cells[fiction.AT_31_MARCH.index("sexual_abuse")]
    for area, year, *cells in fiction.PLANS
}
# Of several reasons why there is no figure, the first that holds is said.
REASONS = {
    "c": "suppressed",
    "withheld": "withheld",
    "u": "low_reliability",
    "x": "not_available",
    "z": "not_applicable",
}
ESTIMATES = {name: value for name, value, *_ in fiction.ESTIMATES}


def at_average_estimate(area: str, year: int) -> str:
    """The number for both countries, shared out by children; Wales's 0 to 15 stand for 0 to 17."""
    both = fiction.CHILDREN[fiction.ENGLAND, year - 1] + (
        ESTIMATES["wales_children_0_to_15"] * 18 / 16
    )
    return str(round(ESTIMATES["csa_centre_annual"] * fiction.CHILDREN[area, year - 1] / both))


def offences(year: int, *codes: str) -> str:
    """Of the one force of the invented country."""
    [cells] = [row[2:] for row in fiction.OFFENCES if row[:2] == (fiction.FORCE, year)]
    kinds = zip(fiction.OFFENCE_KINDS, cells, strict=True)
    return str(sum(int(cell) for code, cell in kinds if code in codes))


# What a measure's file may name as its count or base → the cell as it is printed.
CELLS = {
    "plans_started_sexual_abuse_initial": lambda area, year: PLANS_OF[area, year]["sexual_abuse"],
    "plans_started_all_categories": lambda area, year: PLANS_OF[area, year]["all"],
    "plans_at_31_march_sexual_abuse_initial": lambda area, year: AT_31_MARCH[area, year],
    "assessments_sexual_abuse": lambda area, year: ASSESSMENTS_OF[area, year][0],
    "assessments_child_sexual_exploitation": lambda area, year: ASSESSMENTS_OF[area, year][1],
    "residents_aged_0_to_17": lambda area, year: str(fiction.CHILDREN[area, year - 1]),
    "children_at_average_estimate": at_average_estimate,
    "offences_naming_a_child": lambda area, year: offences(year, "17B", "71"),
    "offence_86": lambda area, year: offences(year, "86"),
    None: lambda area, year: "1",  # a mere count has no base
}
MEASURES = {each.id: each for each in measures.load() if each.count}


def test_every_measure_is_worked_out_here_or_is_a_column_that_test_marts_works_out():
    assert {each.id for each in measures.load()} - set(MEASURES) == {
        "sexual_class",
        "expected_plans",
    }


def slow(measure: str, area: str, year: int) -> tuple[float | None, str]:
    """Value and status of a measure, from the cells as they are printed."""
    asked = MEASURES[measure]
    top, below = (CELLS[name](area, year) for name in (asked.count, asked.base))
    for symbol, status in REASONS.items():
        if symbol in (top, below):
            return None, status
    if below == "0":
        return None, "not_applicable"
    return asked.per * int(top) / int(below), "published"


@pytest.mark.parametrize("measure", MEASURES)
def test_every_value_and_status_agrees_with_arithmetic_done_the_slow_way(invented, measure):
    found = rows(
        invented,
        "SELECT * FROM measure_figure WHERE measure = ? AND area_level IN ('council', 'england')",
        measure,
    )
    wanted = {
        key
        for key in (ASSESSMENTS_OF if "assessment" in measure else PLANS_OF)
        if key[0] != fiction.REGION and fiction.level(key[0]) in MEASURES[measure].levels
    }
    assert {(r["area_code"], r["year_ending"]) for r in found} == wanted
    assert len(wanted) >= (12 if "council" in MEASURES[measure].levels else 3)
    for row in found:
        value, status = slow(measure, row["area_code"], row["year_ending"])
        assert row["status"] == status, row
        assert row["value"] == (None if value is None else pytest.approx(value)), row


def test_a_hidden_count_has_the_range_that_its_own_row_leaves(invented):
    found = rows(
        invented,
        "SELECT * FROM measure_figure WHERE counted_status = 'suppressed' "
        "AND area_level = 'council'",
    )
    assert {r["measure"] for r in found} >= {"sexual_plan_rate", "csa_assessment_rate"}
    for row in found:
        assert row["counted"] is None and row["value"] is None
        if row["measure"] == "csa_assessment_rate" or "cse" in row["measure"]:
            # No part is printed, and 500 assessments recorded any factor.
            assert (row["counted_min"], row["counted_max"]) == (0, 500)
        elif row["measure"] == "sexual_plan_rate":
            cells = PLANS_OF[row["area_code"], row["year_ending"]]
            hidden = [c for name, c in cells.items() if name != "all" and c in ("c", "withheld")]
            most = 5
            if len(hidden) > 1 and cells["all"].isdigit():
                left = int(cells["all"]) - sum(
                    int(c) for name, c in cells.items() if name != "all" and c.isdigit()
                )
                most = max(5, left)
            assert (row["counted_min"], row["counted_max"]) == (0, most)
            assert row["value_max"] == pytest.approx(1000 * most / row["base"])


def test_a_sum_with_a_hidden_part_is_at_least_its_printed_parts_and_at_most_all(ask):
    parts = {}
    for area, level, year, factor, value, status in ask(
        "SELECT area_code, area_level, year_ending, factor, value, status FROM assessment_factor"
    ):
        if level == "council":
            parts[area, year, factor] = (value, status)
    found = ask(
        "SELECT area_code, year_ending, counted_min, counted_max FROM measure_figure "
        "WHERE measure = 'csa_assessment_rate' AND counted_status = 'suppressed' "
        "AND area_level = 'council'"
    )
    assert len(found) == 66
    bounded_from_below = 0
    for area, year, least, most in found:
        three = [
            parts[area, year, f"sexual_abuse_{part}"]
            for part in ("unknown", "child_on_child", "adult_on_child")
        ]
        printed = sum(value for value, _ in three if value is not None)
        hidden = sum(status == "suppressed" for _, status in three)
        assert hidden and least == printed
        assert most == max(parts[area, year, "any_factor"][0], printed + 5 * hidden)
        assert most - least >= 5
        bounded_from_below += least > 0
    assert bounded_from_below > 50


def test_rounded_totals_are_half_a_unit_either_side_in_every_measure_made_of_them(invented):
    found = rows(invented, "SELECT * FROM measure_figure WHERE area_level IN ('region', 'england')")
    published = [row for row in found if row["status"] == "published"]
    assert {row["measure"] for row in published} == set(MEASURES)
    for row in published:
        if row["measure"].startswith("police_recorded"):  # the Home Office rounds nothing
            assert row["value_min"] == row["value"] == row["value_max"]
            continue
        assert row["counted_min"] == row["counted"] - 5 and row["counted_max"] == row["counted"] + 5
        per = {"sexual_plans": 1, "sexual_plans_at_31_march": 1}.get(row["measure"])
        if per:
            assert (row["value_min"], row["value_max"]) == (row["value"] - 5, row["value"] + 5)
            continue
        # Residents and an estimate are not rounded; assessments and all plans are.
        spread = 5 if row["measure"] in ("plans_per_100_csa_assessments", "sexual_share") else 0
        times = 100 if spread else 1000
        low = times * row["counted_min"] / (row["base"] + spread)
        high = times * row["counted_max"] / (row["base"] - spread)
        assert row["value_min"] == pytest.approx(low), row
        assert row["value_max"] == pytest.approx(high), row


def test_a_police_force_is_its_councils_added_up_and_a_range_where_one_is_hidden(invented):
    force = {
        row["year_ending"]: row
        for row in rows(
            invented,
            "SELECT * FROM measure_figure WHERE measure = 'sexual_plan_rate' "
            "AND area_level = 'police_force'",
        )
    }
    # 2020: 20, hidden (0 to 9), unreliable and 4. Without the unreliable one there is no range.
    assert force[2020]["status"] == "suppressed" and force[2020]["value_max"] is None
    # 2022: 0, hidden (0 to 5), 1 and hidden (0 to 5).
    assert force[2022]["status"] == "suppressed" and force[2022]["value"] is None
    assert (force[2022]["counted_min"], force[2022]["counted_max"]) == (1, 11)
    assert force[2022]["base"] == 100_000 + 20_000 + 80_000 + 30_000


def test_beside_the_estimate_a_hidden_count_keeps_its_own_range(invented):
    found = rows(
        invented,
        "SELECT * FROM measure_figure WHERE measure = 'plans_beside_estimate' "
        "AND counted_status = 'suppressed' AND area_level = 'council'",
    )
    assert len(found) >= 3
    plain = {
        (r["area_code"], r["year_ending"]): r
        for r in rows(invented, "SELECT * FROM measure_figure WHERE measure = 'sexual_plan_rate'")
    }
    for row in found:
        other = plain[row["area_code"], row["year_ending"]]
        assert row["value"] is None and row["value_min"] == 0 and row["counted_max"] >= 5
        assert row["counted_max"] == other["counted_max"]
        assert row["value_max"] == pytest.approx(1000 * row["counted_max"] / row["base"])


def test_an_assumption_is_nobodys_figure(invented):
    """It is what a measure is divided by; no table of figures has it as an area's own."""
    question = "SELECT COUNT(*) FROM every_figure WHERE measure LIKE '%average_estimate%'"
    assert invented.execute(question).fetchall() == [(0,)]
    question = "SELECT COUNT(*) FROM every_figure WHERE measure = 'plans_beside_estimate'"
    assert invented.execute(question).fetchall()[0][0] > 10


def test_no_range_is_given_where_the_base_is_hidden(invented):
    """A range over an unknown base would be a guess, and could give the base away."""
    found = rows(
        invented,
        "SELECT * FROM measure_figure WHERE base_status NOT IN ('published', 'not_applicable')",
    )
    assert found
    assert all(r["value"] is r["value_min"] is r["value_max"] is None for r in found)


def test_bands_follow_one_another_and_every_value_above_zero_is_in_its_own(invented):
    bands = rows(invented, "SELECT * FROM measure_band")
    by_measure = {}
    for band in bands:
        by_measure.setdefault(band["measure"], []).append(band)
    assert set(by_measure) == set(MEASURES)
    for each in by_measure.values():
        assert len(each) <= 5 and each[0]["from_value"] == 0 and each[-1]["below_value"] is None
        for one, after in zip(each, each[1:], strict=False):
            assert one["below_value"] == after["from_value"] > one["from_value"]
    found = rows(
        invented,
        "SELECT measure_figure.* FROM measure_figure JOIN measure ON measure.id = measure "
        "WHERE area_level::VARCHAR = levels[1]",
    )
    banded = 0
    for row in found:
        if not row["value"]:
            assert row["band"] is None, "zero and no figure are not the low end of a scale"
            continue
        banded += 1
        (right,) = (
            b["band"]
            for b in by_measure[row["measure"]]
            if b["from_value"] <= row["value"]
            and (b["below_value"] is None or row["value"] < b["below_value"])
        )
        assert row["band"] == right
    assert banded > 20


def test_england_is_the_printed_total_and_not_a_sum(invented):
    (row,) = rows(
        invented,
        "SELECT * FROM measure_figure WHERE measure = 'sexual_plans' AND area_level = 'england' "
        "AND year_ending = 2020",
    )
    assert row["counted"] == 50
    council_sum = sum(
        int(PLANS_OF[area, year]["sexual_abuse"])
        for area, year in PLANS_OF
        if year == 2020
        and area.startswith("E99")
        and PLANS_OF[area, year]["sexual_abuse"].isdigit()
    )
    assert council_sum != 50 and row["band"] is None


def test_a_note_stands_with_each_measure_that_its_flag_touches_and_no_other(invented):
    found = {
        (r["measure"], r["council_code"], r["year_ending"])
        for r in rows(invented, "SELECT * FROM measure_note WHERE flag = 'unlikely_zero'")
    }
    # Northford's zero of 2021 lies between 200 and 210 assessments.
    assert ("csa_assessment_rate", fiction.NORTHFORD, 2021) in found
    assert ("plans_per_100_csa_assessments", fiction.NORTHFORD, 2021) in found
    assert ("cse_assessment_rate", fiction.NORTHFORD, 2021) not in found
    assert ("sexual_plan_rate", fiction.NORTHFORD, 2021) not in found
    flags = {r["flag"] for r in rows(invented, "SELECT DISTINCT flag FROM measure_note")}
    assert "new_code" not in flags and {"area_ended", "new_area"} & flags
