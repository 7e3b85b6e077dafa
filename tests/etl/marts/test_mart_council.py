"""The marts of the Council page against the committed figures, worked out the slow way."""

import statistics

import pytest

from committed import rows_of


@pytest.fixture(scope="module")
def figures():
    """(area, year, name) → (value or None, status), for every figure the marts use."""
    found = {}
    for row in rows_of("plans"):
        if row["flow"] == "started" and row["basis"] in ("initial", "either"):
            found[row["area_code"], int(row["year_ending"]), "plan " + row["category"]] = row
    for row in rows_of("assessments"):
        found[row["area_code"], int(row["year_ending"]), "factor " + row["factor"]] = row
    for row in rows_of("activity"):
        found[row["area_code"], int(row["year_ending"]), row["measure"]] = row
    return {
        key: (int(row["value"]) if row["value"] else None, row["status"])
        for key, row in found.items()
    }


@pytest.fixture(scope="module")
def children():
    return {
        (row["area_code"], int(row["mid_year"])): int(row["children"])
        for row in rows_of("population")
    }


@pytest.fixture(scope="module")
def series():
    """Council code → the newest code of the same ground, led through recodes by hand."""
    councils = {row["council_code"]: row for row in rows_of("councils")}

    def newest(code):
        while councils[code]["change_kind"] == "recode":
            code = councils[code]["successors"]
        return code

    return {code: newest(code) for code in councils}


@pytest.fixture(scope="module")
def neighbours(series):
    """Series → the series of its ten neighbours."""
    found = {}
    for row in rows_of("neighbours"):
        found.setdefault(series[row["council_code"]], []).append(series[row["neighbour_code"]])
    return found


MEASURES = {
    "sexual_plans": "plan sexual_abuse",
    "csa_assessments": "factor sexual_abuse",
    "cse_assessments": "factor child_sexual_exploitation",
}


def test_every_rate_is_its_count_over_the_children_of_the_june_before(ask, figures, children):
    rows = ask(
        "SELECT area_code, year_ending, measure, value, status, rate_per_1000 FROM area_rate"
    )
    assert len(rows) > 4000
    for area, year, measure, value, status, rate in rows:
        printed, printed_status = figures[area, year, MEASURES[measure]]
        assert (value, status) == (printed, printed_status)
        if printed is None:
            assert rate is None
        else:
            assert rate == pytest.approx(1000 * printed / children[area, year - 1])


FLAGGED = {
    "sexual_plans": "plans started for sexual abuse",
    "csa_assessments": "assessments that recorded sexual abuse",
    "cse_assessments": "assessments that recorded child sexual exploitation",
}


@pytest.fixture(scope="module")
def unlikely(ask):
    """{(area, year, measure in words)} of the zeros that are more likely a fault of recording."""
    return set(
        ask(
            "SELECT council_code, year_ending, measure FROM quality_flag "
            "WHERE flag = 'unlikely_zero'"
        )
    )


def test_neighbours_are_summed_up_the_slow_way(
    ask, figures, children, series, neighbours, unlikely
):
    codes = {}
    for code, newest in series.items():
        codes.setdefault(newest, []).append(code)
    bounds = {
        (code, year, measure): (fewest, most)
        for code, year, measure, fewest, most in ask(
            "SELECT area_code, year_ending, measure, value_min, value_max FROM area_rate "
            "WHERE is_hidden(status)"
        )
    }
    rows = ask(
        """
        SELECT council_code, year_ending, measure, neighbours, neighbours_with_figure,
            neighbours_suppressed, neighbours_unlikely_zero, neighbours_without_figure,
            neighbours_lowest, neighbours_highest, middle_min, middle_max, middle_status
        FROM neighbour_year
        """
    )
    assert len(rows) > 4000
    ranged = left_out = gaps = 0
    for (
        area,
        year,
        measure,
        many,
        printed,
        hidden,
        zeros,
        without,
        lowest,
        highest,
        *middle,
    ) in rows:
        rates, fewest, most, suppressed, unlikely_zeros = [], [], [], 0, 0
        silent = set(neighbours[series[area]])
        for neighbour in neighbours[series[area]]:
            for code in codes[neighbour]:
                value, status = figures.get((code, year, MEASURES[measure]), (None, ""))
                if (code, year - 1) not in children:
                    continue
                residents = children[code, year - 1]
                if (code, year, FLAGGED[measure]) in unlikely:
                    unlikely_zeros += 1
                elif value is not None:
                    rates.append(1000 * value / residents)
                elif status in ("suppressed", "withheld"):
                    suppressed += 1
                    low, high = bounds[code, year, measure]
                    fewest.append(1000 * low / residents)
                    most.append(1000 * high / residents)
                else:
                    continue
                silent.discard(neighbour)
        assert (many, printed, hidden, zeros) == (10, len(rates), suppressed, unlikely_zeros)
        assert without == len(silent)
        left_out += unlikely_zeros
        gaps += len(silent)
        if rates:
            assert (lowest, highest) == (pytest.approx(min(rates)), pytest.approx(max(rates)))
        else:
            assert (lowest, highest) == (None, None)
        if not rates + most:
            assert middle[:2] == [None, None]
        else:
            assert middle[0] == pytest.approx(statistics.median(rates + fewest))
            assert middle[1] == pytest.approx(statistics.median(rates + most))
            ranged += middle[0] < middle[1]
        assert (middle[2] == "published") == (middle[0] is not None and middle[0] == middle[1])
    assert ranged > 500 and left_out > 20 and gaps > 20


def test_devon_s_neighbours_of_2024_have_one_middle_whatever_is_hidden(ask):
    ((low, high),) = ask(
        "SELECT middle_min, middle_max FROM neighbour_year "
        "WHERE council_code = 'E10000008' AND year_ending = 2024 AND measure = 'sexual_plans'"
    )
    assert low == high == pytest.approx(0.181, abs=0.0005)


def test_barnsley_and_sheffield_keep_their_neighbours_through_their_new_codes(ask):
    for old, new in (("E08000016", "E08000038"), ("E08000019", "E08000039")):
        assert ask("SELECT COUNT(*) FROM neighbour_series WHERE series_code = ?", new) == [(10,)]
        of_2024 = ask(
            "SELECT neighbours FROM neighbour_year WHERE council_code = ? "
            "AND year_ending = 2024 AND measure = 'sexual_plans'",
            old,
        )
        assert of_2024 == [(10,)]


def test_a_former_council_has_no_neighbours(ask):
    assert ask("SELECT * FROM neighbour_year WHERE council_code = 'E10000006'") == []


STEPS = {
    "referrals": ("referrals", None),
    "section_47_enquiries": ("section_47_enquiries", "referrals"),
    "initial_conferences": ("initial_conferences", "section_47_enquiries"),
    "all_plans": ("plan all", "initial_conferences"),
    "csa_assessments": ("factor sexual_abuse", "factor any_factor"),
    "sexual_plans": ("plan sexual_abuse", "factor sexual_abuse"),
}


def test_every_step_of_the_path_is_set_against_the_step_it_follows(ask, figures):
    rows = ask(
        "SELECT area_code, year_ending, step, value, status, per_100, per_100_status "
        "FROM path_step WHERE year_ending BETWEEN 2018 AND 2025"
    )
    assert len(rows) > 6000
    ahead = 0
    for area, year, step, value, status, per_100, why in rows:
        own, base = STEPS[step]
        if step == "all_plans" and (area, year, own) not in figures:
            own = "plans_started"  # printed by another table, a year ahead of the categories
            ahead += 1
        assert (value, status) == figures[area, year, own]
        below, below_status = figures.get((area, year, base), (None, "not_available"))
        if base is None or value is None or not below:
            assert per_100 is None
            assert why != "published"
        else:
            assert per_100 == pytest.approx(100 * value / below)
            assert why == "published"
        if base and "suppressed" in (status, below_status):
            assert why == "suppressed"
    assert ahead == 1 + 11 + 153


def test_no_neighbour_is_counted_where_there_is_nothing_to_set_beside_it(ask, series, neighbours):
    """A zero would say that ten were looked at and none had a figure."""
    counts = "neighbours, neighbours_with_figure, neighbours_suppressed, neighbours_unlikely_zero"
    rows = ask(f"SELECT area_code, step, neighbours_status, {counts} FROM path_step")
    seen = {True: 0, False: 0}
    for area, step, status, *counted in rows:
        compared = step != "referrals" and bool(neighbours.get(series.get(area)))
        seen[compared] += 1
        assert (status != "not_applicable") == compared, (area, step)
        assert counted[0] == 10 if compared else counted == [None] * 4
        assert not compared or sum(counted[1:]) <= 10
    assert seen[True] > 5000 and seen[False] > 1_800
    of_former = ask(
        "SELECT DISTINCT section_47_neighbours_with_figure, section_47_neighbours_status "
        "FROM question_fact WHERE council_code = 'E10000006' AND year_ending >= 2018"
    )
    assert of_former == [(None, "not_applicable")]


def test_a_hidden_number_of_plans_gives_a_ratio_from_0_to_what_the_bounds_allow(ask, figures):
    rows = ask(
        """
        SELECT path.area_code, path.year_ending, path.per_100, path.per_100_min, path.per_100_max,
            council_year.sexual_plans_max
        FROM path_step AS path
        INNER JOIN council_year
            ON council_year.council_code = path.area_code
            AND council_year.year_ending = path.year_ending
        WHERE path.step = 'sexual_plans' AND path.status = 'suppressed'
            AND path.base_status = 'published' AND path.base_value > 0
        """
    )
    assert len(rows) > 200
    for area, year, per_100, low, high, most in rows:
        base, _ = figures[area, year, "factor sexual_abuse"]
        assert per_100 is None
        assert (low, high) == (0, pytest.approx(100 * most / base))
        assert most >= 5


def test_the_what_if_runs_from_no_plan_under_multiple_to_every_one(ask, figures, children):
    rows = ask(
        "SELECT council_code, year_ending, sexual_plans_min, sexual_plans_max, "
        "multiple_plans_min, multiple_plans_max, either_max, rate_min, rate_max "
        "FROM sexual_or_multiple"
    )
    assert len(rows) > 1800
    kinds = set()
    for area, year, low, high, _, multiple_high, either, rate_low, rate_high in rows:
        sexual, sexual_status = figures[area, year, "plan sexual_abuse"]
        multiple, multiple_status = figures[area, year, "plan multiple"]
        kinds.add((sexual_status, multiple_status))
        if sexual is not None and multiple is not None:
            assert either == sexual + multiple
        elif sexual_status == multiple_status == "suppressed":
            assert max(high, multiple_high) <= either <= high + multiple_high
        elif either is not None:
            assert either == high + multiple_high
        if either is None:
            assert sexual_status not in ("published", "suppressed")
            continue
        many = children[area, year - 1]
        assert (rate_low, rate_high) == (
            pytest.approx(1000 * low / many),
            pytest.approx(1000 * either / many),
        )
        if "suppressed" in (sexual_status, multiple_status):
            assert either >= 5
    assert {("published", "suppressed"), ("suppressed", "published")} <= kinds


def test_two_hidden_cells_are_not_counted_twice_and_hold_every_split_of_what_is_left(ask, figures):
    rows = ask(
        "SELECT council_code, year_ending, either_max FROM sexual_or_multiple "
        "WHERE sexual_plans_status = 'suppressed' "
        "AND multiple_plans_status = 'suppressed'"
    )
    assert len(rows) > 50
    looked = 0
    for area, year, either in rows:
        total, _ = figures[area, year, "plan all"]
        if total is None:
            continue
        looked += 1
        printed = sum(
            figures[area, year, "plan " + category][0] or 0
            for category in ("neglect", "physical_abuse", "emotional_abuse")
        )
        assert either >= max(5, total - printed)
    assert looked > 50


def test_three_falls_in_a_row_are_of_four_published_rates(ask, figures, children, series):
    codes = {}
    for code, newest in series.items():
        codes.setdefault(newest, []).append(code)

    def rate(area, year):
        for code in codes[series[area]]:
            value, _ = figures.get((code, year, "plan sexual_abuse"), (None, ""))
            if value is not None and (code, year - 1) in children:
                return value / children[code, year - 1]
        return None

    rows = ask("SELECT council_code, year_ending, has_fallen_three_years FROM question_fact")
    assert any(fell for _, _, fell in rows)
    for area, year, fell in rows:
        four = [rate(area, year - back) for back in (3, 2, 1, 0)]
        by_hand = None not in four and four[0] > four[1] > four[2] > four[3]
        assert fell == by_hand, (area, year)


def test_the_facts_behind_the_questions_have_one_row_for_each_council_year(ask):
    assert ask("SELECT COUNT(*) FROM question_fact") == ask("SELECT COUNT(*) FROM council_year")
    for table, key in (
        ("area_rate", "area_code, year_ending, measure"),
        ("neighbour_year", "council_code, year_ending, measure"),
        ("path_step", "area_code, year_ending, step"),
        ("sexual_or_multiple", "council_code, year_ending"),
        ("question_fact", "council_code, year_ending"),
    ):
        assert ask(f"SELECT {key} FROM {table} GROUP BY ALL HAVING COUNT(*) > 1") == []
        assert ask(f"SELECT COUNT(*) > 1000 FROM {table}") == [(True,)]
